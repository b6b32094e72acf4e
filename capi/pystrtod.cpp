// SPDX-License-Identifier: MIT
// Doubles to text and back, and the comparison of text without regard to case.
#include <cmath>
#include <cstring>

#include "api.h"
#include "objects/float_text.h"
#include "objects/text_buffer.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_with(const char* text, const char* word) {
  for (; *word != '\0'; ++text, ++word) {
    if (lower(*text) != *word) return false;
  }
  return true;
}

/// The bytes at the start of a text that are a number: decimal, inf, infinity or nan. 0: none.
size_t number_length(const char* text) {
  const char* at = text;
  if (*at == '+' || *at == '-') ++at;
  const auto so_far = [&](size_t more) { return static_cast<size_t>(at - text) + more; };
  if (begins_with(at, "infinity")) return so_far(8);
  if (begins_with(at, "inf") || begins_with(at, "nan")) return so_far(3);
  int digits = 0;
  for (; is_digit(*at); ++at) ++digits;
  if (*at == '.') {
    ++at;
    for (; is_digit(*at); ++at) ++digits;
  }
  if (digits == 0) return 0;
  if (lower(*at) != 'e') return so_far(0);
  const char* exponent = at + 1;
  if (*exponent == '+' || *exponent == '-') ++exponent;
  if (!is_digit(*exponent)) return so_far(0);
  while (is_digit(*exponent)) ++exponent;
  at = exponent;
  return so_far(0);
}

/// "-0.00", "-0e+00"
bool is_negative_zero(std::string_view text) {
  if (!text.starts_with('-')) return false;
  return text.substr(1, text.find_first_of("eE") - 1).find_first_not_of("0.") == text.npos;
}

}  // namespace

double PyOS_string_to_double(const char* text, char** end, PyObject* overflow_exception) {
  return api_number(-1.0, [&](Api api) -> Result<double> {
    TRY(expect_text(api, text));
    const size_t length = number_length(text);
    if (end != nullptr) *end = const_cast<char*>(text) + length;
    double value = 0;
    FloatParse parsed = length > 0 ? float_parse(value, std::string_view(text, length)) : FloatParse::kInvalid;
    if (parsed == FloatParse::kNoMemory) return raise_no_memory(api);
    if (parsed != FloatParse::kOk || (end == nullptr && text[length] != '\0')) {
      return raise(api, Exc::kValueError, "could not convert string to float: '%.200s'", text);
    }
    const char* digits = text + (*text == '+' || *text == '-' ? 1 : 0);
    if (!std::isinf(value) || lower(*digits) == 'i' || overflow_exception == nullptr) return value;
    PyErr_Format(overflow_exception, "value too large to convert to float: '%.200s'", text);
    return Raised{};
  });
}

char* PyOS_double_to_string(double value, char format_code, int precision, int flags, int* type) {
  return api_number<char*>(nullptr, [&](Api api) -> Result<char*> {
    FloatStyle style;
    style.precision = precision;
    style.alternate = (flags & Py_DTSF_ALT) != 0;
    style.point_zero = (flags & Py_DTSF_ADD_DOT_0) != 0;
    style.upper = format_code == 'E' || format_code == 'F' || format_code == 'G';
    switch (lower(format_code)) {
      case 'e': style.kind = FloatStyle::kScientific; break;
      case 'f': style.kind = FloatStyle::kFixed; break;
      case 'g':
        style.kind = FloatStyle::kGeneral;
        if (precision == 0) style.precision = 1;
        break;
      case 'r':
        if (precision != 0 || format_code != 'r') return raise_bad_call(api);
        style.kind = FloatStyle::kShortest;
        break;
      default: return raise_bad_call(api);
    }
    if (type != nullptr) *type = std::isnan(value) ? Py_DTST_NAN : std::isinf(value) ? Py_DTST_INFINITE : Py_DTST_FINITE;
    TextBuffer written, out;
    float_write(written, value, style);
    if (!written.ok()) return raise_no_memory(api);
    std::string_view shown = written.view();
    if ((flags & Py_DTSF_NO_NEG_0) != 0 && is_negative_zero(shown)) shown.remove_prefix(1);
    if ((flags & Py_DTSF_SIGN) != 0 && !shown.starts_with('-')) out.append('+');
    out.append(shown);
    out.append('\0');
    if (!out.ok()) return raise_no_memory(api);
    auto* text = static_cast<char*>(PyMem_Malloc(out.size()));
    if (text == nullptr) return raise_no_memory(api);
    std::memcpy(text, out.data(), out.size());
    return text;
  });
}

int(PyOS_mystrnicmp)(const char* a, const char* b, Py_ssize_t size) {
  if (a == nullptr || b == nullptr) return (a != nullptr) - (b != nullptr);
  for (; size > 0; ++a, ++b, --size) {
    const char x = lower(*a), y = lower(*b);
    if (x != y || x == '\0') return static_cast<unsigned char>(x) - static_cast<unsigned char>(y);
  }
  return 0;
}
int(PyOS_mystricmp)(const char* a, const char* b) { return (PyOS_mystrnicmp)(a, b, PY_SSIZE_T_MAX); }
