// SPDX-License-Identifier: MIT
// Converting single arguments for PyArg_Parse* (argument_parser.h).
#include <climits>
#include <cstdio>
#include <cstring>
#include <cwchar>

#include "argument_parser.h"
#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb::capi {

// -- undoing ---------------------------------------------------------------------------------------------------------------------

ParseCleanup::~ParseCleanup() {
  while (count_ > 0) {
    const Entry& entry = entries_[--count_];
    entry.undo(entry.place, entry.function);
  }
  heap_.release_buffer(entries_, capacity_ * sizeof(Entry));
}

bool ParseCleanup::add(Undo undo, void* place, void* function) {
  if (count_ == capacity_) {
    size_t capacity = capacity_ == 0 ? 8 : capacity_ * 2;
    void* grown = heap_.resize_buffer(entries_, capacity_ * sizeof(Entry), capacity * sizeof(Entry));
    if (grown == nullptr) return false;
    entries_ = static_cast<Entry*>(grown);
    capacity_ = capacity;
  }
  entries_[count_++] = {undo, place, function};
  return true;
}

namespace {

void undo_buffer(void* place, void*) { PyBuffer_Release(static_cast<Py_buffer*>(place)); }
void undo_text(void* place, void*) {
  auto** text = static_cast<char**>(place);
  PyMem_Free(*text);
  *text = nullptr;
}
using Converter = int (*)(PyObject*, void*);
void undo_converted(void* place, void* converter) { reinterpret_cast<Converter>(converter)(nullptr, place); }

}  // namespace

// -- faults ----------------------------------------------------------------------------------------------------------------------

bool ItemReader::fail(const char* format, ...) {
  va_list list;
  va_start(list, format);
  std::vsnprintf(fault_, sizeof fault_, format, list);
  va_end(list);
  return false;
}
bool ItemReader::must_be(const char* expected, Value argument) {
  if (expected[0] == '(') return fail("%s", expected);
  return fail("must be %.50s, not %.50s", expected, argument.is_none() ? "None" : type_name(ts_, argument));
}
bool ItemReader::need_clean_sizes() {
  if (sizes_ == SizeFormat::kSize) return true;
  static_cast<void>(raise(ts_, Exc::kSystemError, "PY_SSIZE_T_CLEAN macro must be defined for '#' formats"));
  return false;
}

Raised ItemReader::raise_fault(int number, const char* function, const char* message) {
  if (ts_.has_pending()) return {};
  if (message != nullptr) return raise(ts_, Exc::kTypeError, "%s", message);
  char place[256];
  int used = std::snprintf(place, sizeof place, "%.200s%s", function != nullptr ? function : "", function != nullptr ? "() " : "");
  auto append = [&](const char* format, int n) { used += std::snprintf(place + used, sizeof place - static_cast<size_t>(used), format, n); };
  append(number == 0 ? "argument" : "argument %d", number);
  for (int i = 0; number != 0 && i < kMaxLevels && levels_[i] > 0 && used < 220; ++i) append(", item %d", levels_[i] - 1);
  return raise(ts_, fault_[0] == '(' ? Exc::kSystemError : Exc::kTypeError, "%s %.200s", place, fault_);
}

// -- sequences -------------------------------------------------------------------------------------------------------------------

namespace {

/// The items of a row up to its closing parenthesis.
int count_row(const char* format) {
  int count = 0;
  for (int level = 0; *format != 0; ++format) {
    if (*format == '(') {
      if (level++ == 0) ++count;
    } else if (*format == ')') {
      if (level-- == 0) break;
    } else if (ends_format(*format)) {
      break;
    } else if (level == 0 && ((*format >= 'a' && *format <= 'z') || (*format >= 'A' && *format <= 'Z'))) {
      ++count;
      if (*format == 'e' && format[1] != 0) ++format;
    }
  }
  return count;
}

}  // namespace

bool ItemReader::convert_sequence(const char** format, Value argument) {
  int wanted = count_row(*format);
  Slots& slots = type_of(ts_, argument).slots;
  if (slots.getitem == nullptr || slots.length == nullptr || is<Bytes>(argument) || PySequence_Check(to_c(argument)) == 0) {
    levels_[depth_] = 0;
    return fail("must be %d-item sequence, not %.50s", wanted, argument.is_none() ? "None" : type_name(ts_, argument));
  }
  Result<int64_t> length = pyemb::length(ts_, argument);
  if (length.raised()) return false;
  if (length.take() != wanted) {
    levels_[depth_] = 0;
    return fail("must be sequence of length %d, not %lld", wanted, static_cast<long long>(length.take()));
  }
  if (depth_ >= kMaxLevels) return fail("(too many tuple nesting levels in argument format string)");
  for (int i = 0; i < wanted; ++i) {
    Ref item = Ref::steal(from_c(PySequence_GetItem(to_c(argument), i)));
    if (!item) {
      ts_.clear_pending();
      levels_[depth_] = i + 1;
      levels_[depth_ + 1] = 0;
      return fail("is not retrievable");
    }
    ++depth_;
    bool well = convert(format, item);
    --depth_;
    if (well) continue;
    levels_[depth_] = i + 1;
    return false;
  }
  return true;
}

bool ItemReader::convert(const char** format, Value argument) {
  if (**format != '(') {
    levels_[depth_] = 0;
    return convert_simple(format, argument);
  }
  ++*format;
  if (!convert_sequence(format, argument)) return false;
  ++*format;  // the closing parenthesis
  return true;
}

// -- numbers ---------------------------------------------------------------------------------------------------------------------

template <class T>
bool ItemReader::store_checked(int64_t number, int64_t least, int64_t most, const char* what) {
  if (number < least || number > most) {
    static_cast<void>(raise(ts_, Exc::kOverflowError, "%s is %s than %s", what, number < least ? "less" : "greater", number < least ? "minimum" : "maximum"));
    return false;
  }
  *va_arg(places_.list, T*) = static_cast<T>(number);
  return true;
}

bool ItemReader::convert_number(char letter, Value argument) {
  switch (letter) {
    case 'n': {
      Result<Ref> number = number_index(ts_, argument);
      if (number.raised()) return false;
      Ref exact = number.take();
      Result<int64_t> size = to_ssize(ts_, exact);
      if (size.raised()) return false;
      *va_arg(places_.list, Py_ssize_t*) = size.take();
      return true;
    }
    case 'k':
    case 'K': {  // the low bits of an int, which must be one
      if (!is_any_int(argument)) return must_be("int", argument);
      unsigned long long bits = PyLong_AsUnsignedLongLongMask(to_c(argument));
      if (letter == 'k') {
        *va_arg(places_.list, unsigned long*) = static_cast<unsigned long>(bits);
      } else {
        *va_arg(places_.list, unsigned long long*) = bits;
      }
      return true;
    }
    case 'B':
    case 'H':
    case 'I': {  // any int, cut off
      unsigned long long bits = PyLong_AsUnsignedLongLongMask(to_c(argument));
      if (bits == ~0ULL && ts_.has_pending()) return false;
      if (letter == 'B') {
        *va_arg(places_.list, unsigned char*) = static_cast<unsigned char>(bits);
      } else if (letter == 'H') {
        *va_arg(places_.list, unsigned short*) = static_cast<unsigned short>(bits);
      } else {
        *va_arg(places_.list, unsigned int*) = static_cast<unsigned int>(bits);
      }
      return true;
    }
    case 'L': {
      long long value = PyLong_AsLongLong(to_c(argument));
      if (value == -1 && ts_.has_pending()) return false;
      *va_arg(places_.list, long long*) = value;
      return true;
    }
    default: break;
  }
  Result<int64_t> number = to_int64(ts_, argument);
  if (number.raised()) return false;
  switch (letter) {
    case 'b': return store_checked<unsigned char>(number.take(), 0, UCHAR_MAX, "unsigned byte integer");
    case 'h': return store_checked<short>(number.take(), SHRT_MIN, SHRT_MAX, "signed short integer");
    case 'i': return store_checked<int>(number.take(), INT_MIN, INT_MAX, "signed integer");
    default: *va_arg(places_.list, long*) = number.take(); return true;
  }
}

bool ItemReader::convert_real(char letter, Value argument) {
  if (letter == 'D') {
    Py_complex value = PyComplex_AsCComplex(to_c(argument));
    if (ts_.has_pending()) return false;
    *va_arg(places_.list, Py_complex*) = value;
    return true;
  }
  Result<double> number = to_double(ts_, argument);
  if (number.raised()) return false;
  if (letter == 'f') {
    *va_arg(places_.list, float*) = static_cast<float>(number.take());
  } else {
    *va_arg(places_.list, double*) = number.take();
  }
  return true;
}

// -- texts and bytes ---------------------------------------------------------------------------------------------------------------

bool ItemReader::open_buffer(Value argument, Py_buffer* view, int flags, const char* expected) {
  if (PyObject_GetBuffer(to_c(argument), view, flags) != 0) {
    if (flags != PyBUF_WRITABLE) return false;  // it says better why not
    ts_.clear_pending();
    return must_be(expected, argument);
  }
  if (PyBuffer_IsContiguous(view, 'C') == 0) {
    PyBuffer_Release(view);
    return must_be("contiguous buffer", argument);
  }
  if (cleanup_.add(undo_buffer, view, nullptr)) return true;
  PyBuffer_Release(view);
  static_cast<void>(raise_no_memory(ts_));
  return false;
}

/// The memory of an object that lends it without wanting it back.
bool ItemReader::borrow_buffer(Value argument, const void** data, Py_ssize_t* size) {
  const TypeSpec& spec = *type_of(ts_, argument).spec;
  if (!is<Bytes>(argument) && spec.release_buffer != nullptr) return must_be("read-only bytes-like object", argument);
  Py_buffer view;
  if (PyObject_GetBuffer(to_c(argument), &view, PyBUF_SIMPLE) != 0) return false;
  *data = view.buf;
  *size = view.len;
  PyBuffer_Release(&view);
  return true;
}

bool ItemReader::convert_bytes(const char** format, Value argument) {
  if (**format == '*') {
    ++*format;
    return open_buffer(argument, va_arg(places_.list, Py_buffer*), PyBUF_SIMPLE, "bytes-like object");
  }
  const void** data = va_arg(places_.list, const void**);
  Py_ssize_t size = 0;
  if (!borrow_buffer(argument, data, &size)) return false;
  if (**format == '#') {
    ++*format;
    if (!need_clean_sizes()) return false;
    *va_arg(places_.list, Py_ssize_t*) = size;
    return true;
  }
  if (std::strlen(static_cast<const char*>(*data)) == static_cast<size_t>(size)) return true;
  static_cast<void>(raise(ts_, Exc::kValueError, "embedded null byte"));
  return false;
}

bool ItemReader::convert_text(char letter, const char** format, Value argument) {
  const bool none = letter == 'z' && argument.is_none();
  std::string_view text;
  if (is<Str>(argument)) {
    Result<std::string_view> utf8 = str_utf8(ts_, as<Str>(argument));
    if (utf8.raised()) return false;
    text = utf8.take();
  }
  if (**format == '*') {
    ++*format;
    auto* view = va_arg(places_.list, Py_buffer*);
    if (!none && !is<Str>(argument)) return open_buffer(argument, view, PyBUF_SIMPLE, letter == 'z' ? "bytes-like object" : "bytes-like object");
    PyBuffer_FillInfo(view, none ? nullptr : to_c(argument), const_cast<char*>(none ? nullptr : text.data()), static_cast<Py_ssize_t>(text.size()), 1, 0);
    if (cleanup_.add(undo_buffer, view, nullptr)) return true;
    static_cast<void>(raise_no_memory(ts_));
    return false;
  }
  const char** place = va_arg(places_.list, const char**);
  if (**format == '#') {
    ++*format;
    if (!need_clean_sizes()) return false;
    auto* size = va_arg(places_.list, Py_ssize_t*);
    if (!none && !is<Str>(argument)) return borrow_buffer(argument, reinterpret_cast<const void**>(place), size);
    *place = none ? nullptr : text.data();
    *size = static_cast<Py_ssize_t>(text.size());
    return true;
  }
  if (!none && !is<Str>(argument)) return must_be(letter == 'z' ? "str or None" : "str", argument);
  *place = none ? nullptr : text.data();
  if (text.find('\0') == text.npos) return true;
  static_cast<void>(raise(ts_, Exc::kValueError, "embedded null character"));
  return false;
}

bool ItemReader::convert_wide(char letter, const char** format, Value argument) {
  auto** place = va_arg(places_.list, Py_UNICODE**);
  const bool with_size = **format == '#';
  if (with_size && !need_clean_sizes()) return false;
  Py_ssize_t* size = with_size ? va_arg(places_.list, Py_ssize_t*) : nullptr;
  if (with_size) ++*format;
  Py_ssize_t length = 0;
  if (letter == 'Z' && argument.is_none()) {
    *place = nullptr;
  } else {
    if (!is<Str>(argument)) return must_be(letter == 'Z' ? "str or None" : "str", argument);
    *place = PyUnicode_AsUnicodeAndSize(to_c(argument), &length);
    if (*place == nullptr) return false;
    if (!with_size && std::wcslen(*place) != static_cast<size_t>(length)) {
      static_cast<void>(raise(ts_, Exc::kValueError, "embedded null character"));
      return false;
    }
  }
  if (with_size) *size = length;
  return true;
}

bool ItemReader::store_encoded(const char** format, std::string_view text, Value argument) {
  char** place = va_arg(places_.list, char**);
  if (place == nullptr) return must_be("(buffer is NULL)", argument);
  if (**format == '#') {
    ++*format;
    if (!need_clean_sizes()) return false;
    auto* size = va_arg(places_.list, Py_ssize_t*);
    if (size == nullptr) return must_be("(buffer_len is NULL)", argument);
    if (*place != nullptr) {  // the caller's own memory
      if (static_cast<Py_ssize_t>(text.size()) + 1 > *size) {
        static_cast<void>(raise(ts_, Exc::kValueError, "encoded string too long (%zd, maximum length %zd)", static_cast<Py_ssize_t>(text.size()), *size - 1));
        return false;
      }
      std::memcpy(*place, text.data(), text.size());
      (*place)[text.size()] = 0;
      *size = static_cast<Py_ssize_t>(text.size());
      return true;
    }
    *size = static_cast<Py_ssize_t>(text.size());
  } else if (text.find('\0') != text.npos) {
    static_cast<void>(raise(ts_, Exc::kValueError, "embedded null byte"));
    return false;
  }
  *place = static_cast<char*>(PyMem_Malloc(text.size() + 1));
  if (*place == nullptr || !cleanup_.add(undo_text, place, nullptr)) {
    static_cast<void>(raise_no_memory(ts_));
    return false;
  }
  std::memcpy(*place, text.data(), text.size());
  (*place)[text.size()] = 0;
  return true;
}

bool ItemReader::convert_encoded(const char** format, Value argument) {
  const char* encoding = va_arg(places_.list, const char*);
  const char kind = **format;
  if (kind != 's' && kind != 't') return must_be("(unknown parser marker combination)", argument);
  ++*format;
  if (kind == 't' && is<Bytes>(argument)) return store_encoded(format, as<Bytes>(argument).view(), argument);
  if (kind == 't' && is<ByteArray>(argument)) return store_encoded(format, as<ByteArray>(argument).view(), argument);
  if (!is<Str>(argument)) return must_be(kind == 's' ? "str" : "str, bytes or bytearray", argument);
  Ref encoded = Ref::steal(from_c(PyUnicode_AsEncodedString(to_c(argument), encoding != nullptr ? encoding : "utf-8", nullptr)));
  if (!encoded) return false;
  return store_encoded(format, encoded.as<Bytes>()->view(), argument);
}

bool ItemReader::convert_writable(const char** format, Value argument) {
  if (**format != '*') return must_be("(invalid use of 'w' format character)", argument);
  ++*format;
  return open_buffer(argument, va_arg(places_.list, Py_buffer*), PyBUF_WRITABLE, "read-write bytes-like object");
}

// -- objects -----------------------------------------------------------------------------------------------------------------------

bool ItemReader::convert_object(char letter, const char** format, Value argument) {
  if (letter == 'O' && **format == '!') {
    ++*format;
    auto* type = va_arg(places_.list, PyTypeObject*);
    auto** place = va_arg(places_.list, PyObject**);
    if (type == nullptr || !is_subtype(type_of(ts_, argument), *reinterpret_cast<Type*>(type))) {
      return must_be(type == nullptr ? "(type is NULL)" : type_name(*reinterpret_cast<Type*>(type)), argument);
    }
    *place = to_c(argument);
    return true;
  }
  if (letter == 'O' && **format == '&') {
    ++*format;
    auto converter = va_arg(places_.list, Converter);
    void* place = va_arg(places_.list, void*);
    int answer = converter(to_c(argument), place);
    if (answer == 0) return must_be("(unspecified)", argument);
    if (answer != Py_CLEANUP_SUPPORTED || cleanup_.add(undo_converted, place, reinterpret_cast<void*>(converter))) return true;
    static_cast<void>(raise_no_memory(ts_));
    return false;
  }
  auto** place = va_arg(places_.list, PyObject**);
  if (letter == 'S' && !is<Bytes>(argument)) return must_be("bytes", argument);
  if (letter == 'Y' && !is<ByteArray>(argument)) return must_be("bytearray", argument);
  if (letter == 'U' && !is<Str>(argument)) return must_be("str", argument);
  *place = to_c(argument);
  return true;
}

bool ItemReader::convert_simple(const char** format, Value argument) {
  const char letter = *(*format)++;
  switch (letter) {
    case 'b':
    case 'B':
    case 'h':
    case 'H':
    case 'i':
    case 'I':
    case 'n':
    case 'l':
    case 'k':
    case 'L':
    case 'K': return convert_number(letter, argument);
    case 'f':
    case 'd':
    case 'D': return convert_real(letter, argument);
    case 'c': {
      char* place = va_arg(places_.list, char*);
      std::string_view view = is<Bytes>(argument) ? as<Bytes>(argument).view() : is<ByteArray>(argument) ? as<ByteArray>(argument).view() : std::string_view();
      if (view.size() != 1) return must_be("a byte string of length 1", argument);
      *place = view[0];
      return true;
    }
    case 'C': {
      int* place = va_arg(places_.list, int*);
      if (!is<Str>(argument) || as<Str>(argument).length != 1) return must_be("a unicode character", argument);
      *place = static_cast<int>(as<Str>(argument).at(0));
      return true;
    }
    case 'p': {
      int* place = va_arg(places_.list, int*);
      Result<bool> answer = truth(ts_, argument);
      if (answer.raised()) return false;
      *place = answer.take();
      return true;
    }
    case 'y': return convert_bytes(format, argument);
    case 's':
    case 'z': return convert_text(letter, format, argument);
    case 'u':
    case 'Z': return convert_wide(letter, format, argument);
    case 'e': return convert_encoded(format, argument);
    case 'S':
    case 'Y':
    case 'U':
    case 'O': return convert_object(letter, format, argument);
    case 'w': return convert_writable(format, argument);
    default: return must_be("(impossible<bad format char>)", argument);
  }
}

// -- arguments that were left out ----------------------------------------------------------------------------------------------------

bool ItemReader::skip(const char** format) {
  const char letter = *(*format)++;
  switch (letter) {
    case '(': {
      while (**format != ')') {
        if (ends_format(**format)) return fail("Unmatched left paren in format string");
        if (!skip(format)) return false;
      }
      ++*format;
      return true;
    }
    case 'e':
      static_cast<void>(va_arg(places_.list, const char*));
      if (**format == 0) return fail("unterminated format");
      ++*format;
      [[fallthrough]];
    case 's':
    case 'z':
    case 'u':
    case 'Z':
    case 'y':
    case 'w':
      static_cast<void>(va_arg(places_.list, void*));
      if (**format == '#') {
        static_cast<void>(va_arg(places_.list, Py_ssize_t*));
        ++*format;
      } else if (**format == '*') {
        ++*format;
      }
      return true;
    case 'O':
      if (**format == '!' || **format == '&') {
        static_cast<void>(va_arg(places_.list, void*));
        ++*format;
      }
      static_cast<void>(va_arg(places_.list, void*));
      return true;
    default:
      if (letter == 0 || std::strchr("bBhHiIlkLKnfdDcCpSYU", letter) == nullptr) {
        --*format;
        return fail("impossible<bad format char>");
      }
      static_cast<void>(va_arg(places_.list, void*));
      return true;
  }
}

}  // namespace pyemb::capi
