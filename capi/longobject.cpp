// SPDX-License-Identifier: MIT
// int and bool.
#include <climits>
#include <cmath>
#include <cstdlib>

#include "api.h"
#include "objects/attributes.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyLong_Check)(PyObject* object) { return is_any_int(from_c(object)); }
int(PyLong_CheckExact)(PyObject* object) { return from_c(object).is_int() || is_exactly_c(object, TypeId::kInt); }
int(PyBool_Check)(PyObject* object) { return from_c(object).is_bool(); }
PyObject*(PyBool_FromLong)(long value) { return to_c(Value::boolean(value != 0)); }

// -- making ----------------------------------------------------------------------------------------------------------------------

namespace {

PyObject* from_signed(int64_t value, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) { return new_int(api, value); }, function);
}
PyObject* from_unsigned(uint64_t value, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) { return new_int_unsigned(api, value); }, function);
}

}  // namespace

PyObject*(PyLong_FromLong)(long value) { return from_signed(value); }
PyObject*(PyLong_FromLongLong)(long long value) { return from_signed(value); }
PyObject*(PyLong_FromSsize_t)(Py_ssize_t value) { return from_signed(value); }
PyObject* PyLong_FromUnsignedLong(unsigned long value) { return from_unsigned(value); }
PyObject* PyLong_FromUnsignedLongLong(unsigned long long value) { return from_unsigned(value); }
PyObject* PyLong_FromSize_t(size_t value) { return from_unsigned(value); }
PyObject* PyLong_FromVoidPtr(void* pointer) { return from_unsigned(reinterpret_cast<uintptr_t>(pointer)); }
PyObject* PyLong_FromDouble(double value) {
  return api_object([&](Api api) -> Result<Ref> {
    if (std::isinf(value)) return raise(api, Exc::kOverflowError, "cannot convert float infinity to integer");
    if (std::isnan(value)) return raise(api, Exc::kValueError, "cannot convert float NaN to integer");
    return new_int_from_double(api, value);
  });
}

namespace {

/// How far an int literal reaches: a sign, a prefix that suits the base, digits with single underscores between them.
size_t literal_length(std::string_view text, int base) {
  size_t at = 0;
  while (at < text.size() && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  if (at + 1 < text.size() && text[at] == '0') {
    char mark = static_cast<char>(text[at + 1] | 0x20);
    int meant = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
    if (meant != 0 && (base == 0 || base == meant)) {
      base = meant;
      at += 2;
    }
  }
  if (base == 0) base = 10;
  auto digit = [&](size_t i) {
    if (i >= text.size()) return false;
    char c = text[i];
    int value = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? (c | 0x20) - 'a' + 10 : 99;
    return value < base;
  };
  while (digit(at) || (at < text.size() && text[at] == '_' && digit(at + 1))) ++at;
  while (at < text.size() && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) ++at;
  return at;
}

}  // namespace

PyObject* PyLong_FromString(const char* text, char** end, int base) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, text));
    if (base != 0 && (base < 2 || base > 36)) return raise(api, Exc::kValueError, "int() arg 2 must be >= 2 and <= 36");
    std::string_view whole(text);
    size_t length = literal_length(whole, base);
    if (end != nullptr) *end = const_cast<char*>(text) + length;  // of the text that is wrong, or of the whole
    Ref number = length == whole.size() ? TRY(find_int_in_text(api, whole, base)) : Ref::steal(Value::absent());
    if (!number.is_absent()) return number;
    Own<Str> shown_text = TRY(new_str(api, whole.substr(0, 200)));
    Own<Str> shown = TRY(repr(api, shown_text));
    return raise(api, Exc::kValueError, "invalid literal for int() with base %d: %s", base, Utf8(api, *shown).c_str());
  });
}
PyObject* PyLong_FromUnicodeObject(PyObject* text, int base) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect<Str>(api, text));
    if (base != 0 && (base < 2 || base > 36)) return raise(api, Exc::kValueError, "int() arg 2 must be >= 2 and <= 36");
    return int_from_str(api, from_c(text), base);
  });
}

// -- C numbers ---------------------------------------------------------------------------------------------------------------------

namespace {

/// The int that an argument is, or that its __index__ gives.
Result<Ref> as_int(Api api, PyObject* object) {
  Value value = TRY(expect_value(api, object));
  if (is_any_int(value)) return Ref::copy(value);
  return number_index(api, value);
}
/// An argument that must be an int itself.
Result<Value> expect_int(Api api, PyObject* object) {
  Value value = TRY(expect_value(api, object));
  if (!is_any_int(value)) return raise(api, Exc::kTypeError, "an integer is required");
  return value;
}

Result<uint64_t> as_unsigned(Api api, PyObject* object, const char* negative, const char* too_large) {
  Value value = TRY(expect_int(api, object));
  uint64_t number;
  if (int_fits_uint64(value, number)) return number;
  return raise(api, Exc::kOverflowError, "%s", int_sign(value) < 0 ? negative : too_large);
}

/// The low 64 bits in two's complement.
uint64_t low_bits(Value any_int) {
  IntView view(any_int);
  uint64_t bits = view.size() > 0 ? view.magnitude()[0] : 0;
  return view.negative() ? -bits : bits;
}
Result<uint64_t> as_mask(Api api, PyObject* object) {
  Ref number = TRY(as_int(api, object));
  return low_bits(number);
}

int64_t as_long(PyObject* object, const char* too_large, const char* function = __builtin_FUNCTION()) {
  return api_number<int64_t>(-1, [&](Api api) -> Result<int64_t> {
    Ref number = TRY(as_int(api, object));
    int64_t value;
    if (int_fits_int64(number, value)) return value;
    return raise(api, Exc::kOverflowError, "%s", too_large);
  }, function);
}
int64_t as_long_and_overflow(PyObject* object, int* overflow, const char* function = __builtin_FUNCTION()) {
  return api_number<int64_t>(-1, [&](Api api) -> Result<int64_t> {
    if (UNLIKELY(overflow == nullptr)) return raise_null(api);
    *overflow = 0;
    Ref number = TRY(as_int(api, object));
    int64_t value;
    if (int_fits_int64(number, value)) return value;
    *overflow = int_sign(number);
    return int64_t{-1};
  }, function);
}

}  // namespace

long(PyLong_AsLong)(PyObject* object) { return as_long(object, "Python int too large to convert to C long"); }
long long(PyLong_AsLongLong)(PyObject* object) { return as_long(object, "int too big to convert"); }
long PyLong_AsLongAndOverflow(PyObject* object, int* overflow) { return as_long_and_overflow(object, overflow); }
long long PyLong_AsLongLongAndOverflow(PyObject* object, int* overflow) { return as_long_and_overflow(object, overflow); }
int _PyLong_AsInt(PyObject* object) {
  return api_number<int>(-1, [&](Api api) -> Result<int> {
    Ref number = TRY(as_int(api, object));
    int64_t value;
    if (int_fits_int64(number, value) && value >= INT_MIN && value <= INT_MAX) return static_cast<int>(value);
    return raise(api, Exc::kOverflowError, "Python int too large to convert to C int");
  });
}
Py_ssize_t(PyLong_AsSsize_t)(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_int(api, object));
    int64_t number;
    if (int_fits_int64(value, number)) return number;
    return raise(api, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  });
}
unsigned long PyLong_AsUnsignedLong(PyObject* object) {
  return api_number<unsigned long>(static_cast<unsigned long>(-1), [&](Api api) {
    return as_unsigned(api, object, "can't convert negative value to unsigned int", "Python int too large to convert to C unsigned long");
  });
}
size_t PyLong_AsSize_t(PyObject* object) {
  return api_number<size_t>(static_cast<size_t>(-1), [&](Api api) {
    return as_unsigned(api, object, "can't convert negative value to size_t", "Python int too large to convert to C size_t");
  });
}
unsigned long long PyLong_AsUnsignedLongLong(PyObject* object) {
  return api_number<unsigned long long>(static_cast<unsigned long long>(-1), [&](Api api) {
    return as_unsigned(api, object, "can't convert negative int to unsigned", "int too big to convert");
  });
}
unsigned long PyLong_AsUnsignedLongMask(PyObject* object) {
  return api_number<unsigned long>(static_cast<unsigned long>(-1), [&](Api api) { return as_mask(api, object); });
}
unsigned long long PyLong_AsUnsignedLongLongMask(PyObject* object) {
  return api_number<unsigned long long>(static_cast<unsigned long long>(-1), [&](Api api) { return as_mask(api, object); });
}
double PyLong_AsDouble(PyObject* object) {
  return api_number<double>(-1.0, [&](Api api) -> Result<double> {
    Value value = TRY(expect_int(api, object));
    return int_to_double(api, value);
  });
}
void* PyLong_AsVoidPtr(PyObject* object) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    Value value = TRY(expect_int(api, object));
    int64_t number;
    uint64_t bits;
    if (int_fits_int64(value, number)) return reinterpret_cast<void*>(number);
    if (int_fits_uint64(value, bits)) return reinterpret_cast<void*>(bits);
    return raise(api, Exc::kOverflowError, "int too big to convert");
  });
}

PyObject* PyLong_GetInfo(void) {
  return api_object([&](Api api) -> Result<Ref> {
    Ref sys = TRY(import_module(api, "sys"));
    return get_attr(api, sys, "int_info");
  });
}

// -- parts of the inner API that others rely on ----------------------------------------------------------------------------------------

int _PyLong_Sign(PyObject* object) { return is_any_int(from_c(object)) ? int_sign(from_c(object)) : 0; }
size_t _PyLong_NumBits(PyObject* object) { return is_any_int(from_c(object)) ? int_bit_length(from_c(object)) : 0; }
PyObject* _PyLong_FromByteArray(const unsigned char* bytes, size_t n, int little_endian, int is_signed) {
  return api_object([&](Api api) {
    std::string_view view(reinterpret_cast<const char*>(bytes), n);
    return int_from_bytes(api, view, little_endian != 0 ? ByteOrder::kLittle : ByteOrder::kBig, is_signed != 0);
  });
}
int _PyLong_AsByteArray(PyLongObject* object, unsigned char* bytes, size_t n, int little_endian, int is_signed) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_int(api, reinterpret_cast<PyObject*>(object)));
    return int_to_bytes(api, bytes, n, value, little_endian != 0 ? ByteOrder::kLittle : ByteOrder::kBig, is_signed != 0);
  });
}
PyObject* _PyLong_GCD(PyObject* a, PyObject* b) {
  return api_object([&](Api api) -> Result<Ref> {
    Value x = TRY(expect_int(api, a));
    Value y = TRY(expect_int(api, b));
    return int_gcd(api, x, y);
  });
}

// -- strtol in any locale ----------------------------------------------------------------------------------------------------------

unsigned long PyOS_strtoul(const char* text, char** end, int base) { return text != nullptr ? std::strtoul(text, end, base) : 0; }
long PyOS_strtol(const char* text, char** end, int base) {
  if (text == nullptr) return 0;
  errno = 0;
  const long number = std::strtol(text, end, base);
  return errno == ERANGE ? LONG_MAX : number;  // the sign is lost, as in CPython
}
