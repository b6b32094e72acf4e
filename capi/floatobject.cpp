// SPDX-License-Identifier: MIT
// float and complex.
#include <bit>
#include <cerrno>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "api.h"
#include "objects/complex.h"
#include "objects/attributes.h"
#include "objects/float.h"
#include "objects/number.h"
#include "objects/str.h"
#include "state/names.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyFloat_Check)(PyObject* object) { return object != nullptr && is_any_float(from_c(object)); }
int(PyFloat_CheckExact)(PyObject* object) { return from_c(object).is_float() || is_exactly_c(object, TypeId::kFloat); }

PyObject*(PyFloat_FromDouble)(double value) {
  return api_object([&](Api api) { return new_float(api, value); });
}
PyObject* PyFloat_FromString(PyObject* text) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, text));
    if (is<Str>(value)) {
      double number = TRY(float_from_str(api, value));
      return new_float(api, number);
    }
    std::optional<double> number = TRY(find_float_in_buffer(api, value));
    if (number) return new_float(api, *number);
    return raise(api, Exc::kTypeError, "float() argument must be a string or a real number, not '%.200s'", type_name(api, value));
  });
}
double(PyFloat_AsDouble)(PyObject* object) {
  return api_number<double>(-1.0, [&](Api api) -> Result<double> {
    if (object == nullptr) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    return to_double(api, from_c(object));
  });
}
double PyFloat_GetMax(void) { return DBL_MAX; }
double PyFloat_GetMin(void) { return DBL_MIN; }
PyObject* PyFloat_GetInfo(void) {
  return api_object([&](Api api) -> Result<Ref> {
    Ref sys = TRY(import_module(api, "sys"));
    return get_attr(api, sys, "float_info");
  });
}

// -- IEEE 754 in bytes ---------------------------------------------------------------------------------------------------------------

namespace {

template <class Bits>
void put_bits(Bits bits, char* out, int little_endian) {
  for (size_t i = 0; i < sizeof(Bits); ++i) out[little_endian != 0 ? i : sizeof(Bits) - 1 - i] = static_cast<char>(bits >> (8 * i));
}
template <class Bits>
Bits take_bits(const char* in, int little_endian) {
  Bits bits = 0;
  for (size_t i = 0; i < sizeof(Bits); ++i) {
    auto byte = static_cast<unsigned char>(in[little_endian != 0 ? i : sizeof(Bits) - 1 - i]);
    bits = static_cast<Bits>(bits | static_cast<Bits>(byte) << (8 * i));
  }
  return bits;
}

int raise_pack_overflow(char format) {
  return api_int([&](Api api) -> Status { return raise(api, Exc::kOverflowError, "float too large to pack with %c format", format); });
}

/// The half-precision bits of a double, rounded to even; false: too large.
bool half_bits(double value, uint16_t* out) {
  const uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  if (value == 0.0) return *out = sign, true;
  if (std::isinf(value)) return *out = sign | 0x7c00, true;
  if (std::isnan(value)) return *out = sign | 0x7e00, true;
  int exponent = 0;
  double fraction = std::frexp(std::fabs(value), &exponent) * 2.0;  // in [1, 2)
  --exponent;
  if (exponent >= 16) return false;
  int biased = exponent + 15;
  double scaled = biased >= 1 ? (fraction - 1.0) * 1024.0 : std::ldexp(fraction, exponent + 24);
  if (biased < 1) biased = 0;
  auto bits = static_cast<int>(std::nearbyint(scaled));
  if (bits == 1024) {  // rounding has carried
    bits = 0;
    if (++biased == 31) return false;
  }
  *out = static_cast<uint16_t>(sign | biased << 10 | bits);
  return true;
}
double half_value(uint16_t bits) {
  int exponent = bits >> 10 & 0x1f;
  int fraction = bits & 0x3ff;
  double value = exponent == 31 ? (fraction == 0 ? HUGE_VAL : static_cast<double>(NAN)) : exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25);
  return (bits & 0x8000) != 0 ? -value : value;
}

}  // namespace

int PyFloat_Pack2(double value, char* out, int little_endian) {
  if (out == nullptr) return report_misuse("PyFloat_Pack2"), -1;
  uint16_t bits;
  if (!half_bits(value, &bits)) return raise_pack_overflow('e');
  put_bits(bits, out, little_endian);
  return 0;
}
int PyFloat_Pack4(double value, char* out, int little_endian) {
  if (out == nullptr) return report_misuse("PyFloat_Pack4"), -1;
  auto narrow = static_cast<float>(value);
  if (std::isinf(narrow) && !std::isinf(value)) return raise_pack_overflow('f');
  put_bits(std::bit_cast<uint32_t>(narrow), out, little_endian);
  return 0;
}
int PyFloat_Pack8(double value, char* out, int little_endian) {
  if (out == nullptr) return report_misuse("PyFloat_Pack8"), -1;
  put_bits(std::bit_cast<uint64_t>(value), out, little_endian);
  return 0;
}
double PyFloat_Unpack2(const char* in, int little_endian) {
  if (in == nullptr) return report_misuse("PyFloat_Unpack2"), -1.0;
  return half_value(take_bits<uint16_t>(in, little_endian));
}
double PyFloat_Unpack4(const char* in, int little_endian) {
  if (in == nullptr) return report_misuse("PyFloat_Unpack4"), -1.0;
  return static_cast<double>(std::bit_cast<float>(take_bits<uint32_t>(in, little_endian)));
}
double PyFloat_Unpack8(const char* in, int little_endian) {
  if (in == nullptr) return report_misuse("PyFloat_Unpack8"), -1.0;
  return std::bit_cast<double>(take_bits<uint64_t>(in, little_endian));
}

// -- complex -------------------------------------------------------------------------------------------------------------------------

int(PyComplex_Check)(PyObject* object) { return is_c<Complex>(object); }
int(PyComplex_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kComplex); }

PyObject* PyComplex_FromDoubles(double real, double imag) {
  return api_object([&](Api api) { return new_complex(api, {real, imag}); });
}
PyObject* PyComplex_FromCComplex(Py_complex value) { return PyComplex_FromDoubles(value.real, value.imag); }
double PyComplex_RealAsDouble(PyObject* object) {
  if (is_c<Complex>(object)) return as<Complex>(from_c(object)).value.real;
  return PyFloat_AsDouble(object);
}
double PyComplex_ImagAsDouble(PyObject* object) { return is_c<Complex>(object) ? as<Complex>(from_c(object)).value.imag : 0.0; }
Py_complex PyComplex_AsCComplex(PyObject* object) {
  Py_complex answer = {-1.0, 0.0};
  api_void([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    ComplexValue number = TRY(to_complex(api, value));
    answer = {number.real, number.imag};
    return {};
  });
  return answer;
}

namespace {

ComplexValue ours(Py_complex z) { return {z.real, z.imag}; }
Py_complex theirs(ComplexValue z) { return {z.real, z.imag}; }

}  // namespace

Py_complex _Py_c_sum(Py_complex a, Py_complex b) { return theirs(complex_sum(ours(a), ours(b))); }
Py_complex _Py_c_diff(Py_complex a, Py_complex b) { return theirs(complex_difference(ours(a), ours(b))); }
Py_complex _Py_c_neg(Py_complex z) { return {-z.real, -z.imag}; }
Py_complex _Py_c_prod(Py_complex a, Py_complex b) { return theirs(complex_product(ours(a), ours(b))); }
Py_complex _Py_c_quot(Py_complex a, Py_complex b) {
  if (b.real == 0.0 && b.imag == 0.0) {
    errno = EDOM;
    return {0.0, 0.0};
  }
  return theirs(complex_quotient(ours(a), ours(b)));
}
Py_complex _Py_c_pow(Py_complex a, Py_complex b) {
  if (b.real == 0.0 && b.imag == 0.0) return {1.0, 0.0};
  if (a.real == 0.0 && a.imag == 0.0) {
    if (b.imag != 0.0 || b.real < 0.0) errno = EDOM;
    return {0.0, 0.0};
  }
  double magnitude = std::hypot(a.real, a.imag);
  double length = std::pow(magnitude, b.real);
  double angle = std::atan2(a.imag, a.real);
  double phase = angle * b.real;
  if (b.imag != 0.0) {
    length *= std::exp(-angle * b.imag);
    phase += b.imag * std::log(magnitude);
  }
  Py_complex answer = {length * std::cos(phase), length * std::sin(phase)};
  if (!std::isfinite(answer.real) || !std::isfinite(answer.imag)) errno = ERANGE;
  return answer;
}
double _Py_c_abs(Py_complex z) {
  if (std::isfinite(z.real) && std::isfinite(z.imag)) {
    double length = std::hypot(z.real, z.imag);
    errno = std::isfinite(length) ? 0 : ERANGE;
    return length;
  }
  errno = 0;
  if (std::isinf(z.real) || std::isinf(z.imag)) return HUGE_VAL;
  return static_cast<double>(NAN);
}
