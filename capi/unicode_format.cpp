// SPDX-License-Identifier: MIT
// PyUnicode_FromFormat: printf's formats for C values, and %S %R %A %U %V for Python objects.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "format.h"
#include "objects/codec_native.h"
#include "objects/str.h"
#include "objects/string_builder.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace pyemb::capi {
namespace {

enum class Length : uint8_t { kInt, kLong, kLongLong, kSize };

struct Directive {
  bool zero = false;
  int64_t width = -1;
  int64_t precision = -1;
  Length length = Length::kInt;
  char conversion = 0;
};

/// Appends behind spaces up to the width.
void append_padded(StringBuilder& out, const Directive& d, const Str& text, int64_t length) {
  if (d.width > length) out.append_repeated(U' ', d.width - length);
  out.append(text, 0, length);
}

/// A sign counts as a digit: what fills up to width and precision stands before it.
void append_number(StringBuilder& out, const Directive& d, const char* digits) {
  const auto length = static_cast<int64_t>(std::strlen(digits));
  const int64_t precision = std::max(d.precision, length);
  if (d.width > precision) out.append_repeated(d.zero ? U'0' : U' ', d.width - precision);
  out.append_repeated(U'0', precision - length);
  out.append(digits);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number at `*at`, which moves behind it; it keeps its value where there is none.
Status read_number(ThreadState& ts, const char** at, int64_t* value, const char* name) {
  if (is_digit(**at)) *value = 0;
  for (; is_digit(**at); ++*at) {
    const int digit = **at - '0';
    if (*value > (INT64_MAX - digit) / 10) return raise(ts, Exc::kValueError, "%s too big", name);
    *value = *value * 10 + digit;
  }
  return {};
}

/// Reads what stands behind a '%'; answers the place behind it. Where no conversion follows, the character before counts as one, which is none.
Result<const char*> read_directive(ThreadState& ts, const char* at, Directive& d) {
  if (*at == '0') {
    d.zero = true;
    ++at;
  }
  TRY(read_number(ts, &at, &d.width, "width"));
  if (*at == '.') {
    ++at;
    TRY(read_number(ts, &at, &d.precision, "precision"));
    if (*at == '%') --at;
  }
  if (*at == 0) --at;
  const auto is_sized = [](char c) { return c == 'd' || c == 'i' || c == 'u'; };
  if (at[0] == 'l' && is_sized(at[1])) {
    d.length = Length::kLong;
    at += 1;
  } else if (at[0] == 'l' && at[1] == 'l' && is_sized(at[2])) {
    d.length = Length::kLongLong;
    at += 2;
  } else if (at[0] == 'z' && is_sized(at[1])) {
    d.length = Length::kSize;
    at += 1;
  }
  d.conversion = *at;
  return at + 1;
}

void take_number(StringBuilder& out, const Directive& d, FormatArguments& arguments) {
  char digits[64];
  if (d.conversion == 'd' || d.conversion == 'i') {
    long long value = d.length == Length::kLong       ? va_arg(arguments.list, long)
                      : d.length == Length::kLongLong ? va_arg(arguments.list, long long)
                      : d.length == Length::kSize     ? static_cast<long long>(va_arg(arguments.list, Py_ssize_t))
                                                      : va_arg(arguments.list, int);
    std::snprintf(digits, sizeof digits, "%lld", value);
  } else {
    unsigned long long value = d.length == Length::kLong       ? va_arg(arguments.list, unsigned long)
                               : d.length == Length::kLongLong ? va_arg(arguments.list, unsigned long long)
                               : d.length == Length::kSize     ? static_cast<unsigned long long>(va_arg(arguments.list, size_t))
                                                               : va_arg(arguments.list, unsigned int);
    std::snprintf(digits, sizeof digits, d.conversion == 'x' ? "%llx" : "%llu", value);
  }
  append_number(out, d, digits);
}

/// A C text: UTF-8, of at most `precision` bytes; what is no UTF-8 is replaced.
Status append_c_text(ThreadState& ts, StringBuilder& out, const Directive& d, const char* text) {
  size_t size = 0;
  if (d.precision < 0) {
    size = std::strlen(text);
  } else {
    while (size < static_cast<size_t>(d.precision) && text[size] != 0) ++size;
  }
  Own<Str> replace = TRY(new_str(ts, "replace"));
  Own<Str> decoded = TRY(decode_utf8(ts, ByteSource{{reinterpret_cast<const uint8_t*>(text), size}, Value::null()}, replace.get()));
  append_padded(out, d, *decoded, decoded->length);
  return {};
}

Status append_object(ThreadState& ts, StringBuilder& out, const Directive& d, Own<Str> text) {
  append_padded(out, d, *text, d.precision >= 0 && d.precision < text->length ? d.precision : text->length);
  return out.failed() ? Status(raise_no_memory(ts)) : Status();
}

Result<PyObject*> take_argument(ThreadState& ts, FormatArguments& arguments) {
  PyObject* object = va_arg(arguments.list, PyObject*);
  if (object == nullptr) return raise(ts, Exc::kSystemError, "null argument to internal routine");
  return object;
}

Status append_char(ThreadState& ts, StringBuilder& out, const Directive&, FormatArguments& arguments) {
  int c = va_arg(arguments.list, int);
  if (c < 0 || c > 0x10ffff) return raise(ts, Exc::kOverflowError, "character argument not in range(0x110000)");
  out.append(static_cast<char32_t>(c));
  return {};
}

void append_pointer(StringBuilder& out, const Directive& d, FormatArguments& arguments) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%p", va_arg(arguments.list, void*));
  bool has_prefix = digits[0] == '0' && digits[1] == 'x';
  out.append(has_prefix ? "" : "0x");
  out.append(digits);
  static_cast<void>(d);
}

Status append_directive(ThreadState& ts, StringBuilder& out, const Directive& d, FormatArguments& arguments) {
  switch (d.conversion) {
    case '%': out.append('%'); return {};
    case 'c': return append_char(ts, out, d, arguments);
    case 'd':
    case 'i':
    case 'u':
    case 'x': take_number(out, d, arguments); return {};
    case 'p': append_pointer(out, d, arguments); return {};
    case 's': return append_c_text(ts, out, d, va_arg(arguments.list, const char*));
    case 'U': {
      PyObject* object = TRY(take_argument(ts, arguments));
      if (!is_c<Str>(object)) return raise(ts, Exc::kSystemError, "bad argument to internal function");
      return append_object(ts, out, d, Own<Str>::copy(&as<Str>(from_c(object))));
    }
    case 'V': {
      PyObject* object = va_arg(arguments.list, PyObject*);
      const char* text = va_arg(arguments.list, const char*);
      if (is_c<Str>(object)) return append_object(ts, out, d, Own<Str>::copy(&as<Str>(from_c(object))));
      return append_c_text(ts, out, d, text != nullptr ? text : "(null)");
    }
    default: break;
  }
  PyObject* object = TRY(take_argument(ts, arguments));
  Own<Str> text = TRY(d.conversion == 'S' ? to_str(ts, from_c(object)) : d.conversion == 'R' ? repr(ts, from_c(object)) : ascii(ts, from_c(object)));
  return append_object(ts, out, d, std::move(text));
}

}  // namespace

Result<Ref> format_text(ThreadState& ts, const char* format, FormatArguments& arguments) {
  StringBuilder out(ts);
  for (const char* at = format; *at != 0;) {
    if (*at != '%') {
      const char* end = at;
      while (*end != 0 && *end != '%') {
        if (static_cast<unsigned char>(*end) > 127) {
          return raise(ts, Exc::kValueError, "PyUnicode_FromFormatV() expects an ASCII-encoded format string, got a non-ASCII byte: 0x%02x",
                       static_cast<unsigned char>(*end));
        }
        ++end;
      }
      out.append(std::string_view(at, static_cast<size_t>(end - at)));
      at = end;
      continue;
    }
    Directive d;
    const char* next = TRY(read_directive(ts, at + 1, d));
    if (std::strchr("%cdiuxpsUVSRA", d.conversion) == nullptr) {
      // As in CPython 3.11: what is not understood is copied as it stands.
      while (*at != 0) out.append(*at++);
      return out.finish();
    }
    TRY(append_directive(ts, out, d, arguments));
    at = next;
  }
  return out.finish();
}

}  // namespace pyemb::capi

PyObject* PyUnicode_FromFormatV(const char* format, va_list arguments) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, format));
    FormatArguments list(arguments);
    return format_text(api, format, list);
  });
}
PyObject* PyUnicode_FromFormat(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  PyObject* text = PyUnicode_FromFormatV(format, arguments);
  va_end(arguments);
  return text;
}
