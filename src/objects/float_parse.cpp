// SPDX-License-Identifier: MIT
// Text to double: decimal and hexadecimal.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "objects/float_text.h"

namespace pyemb {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equals_ignoring_case(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == b; });
}

// The length of the word inf, infinity or nan that the text begins with, in any case; 0: none.
size_t scan_word(std::string_view text, double& out) {
  auto begins_with = [&](std::string_view word) {
    return text.size() >= word.size() && equals_ignoring_case(text.substr(0, word.size()), word);
  };
  out = HUGE_VAL;
  if (begins_with("infinity")) return 8;
  if (begins_with("inf")) return 3;
  out = std::numeric_limits<double>::quiet_NaN();
  return begins_with("nan") ? 3 : 0;
}

size_t scan_digits(std::string_view text, size_t at) {
  size_t start = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at - start;
}

// The length of the unsigned decimal number that the text begins with: digits [. digits] [e [sign] digits], with a
// digit on one side of the point. 0: none.
size_t scan_decimal(std::string_view text) {
  size_t digits = scan_digits(text, 0);
  size_t at = digits;
  if (at < text.size() && text[at] == '.') {
    size_t decimals = scan_digits(text, at + 1);
    digits += decimals;
    at += 1 + decimals;
  }
  if (digits == 0) return 0;
  if (at < text.size() && lower(text[at]) == 'e') {
    size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    digits = scan_digits(text, exponent);
    if (digits > 0) at = exponent + digits;
  }
  return at;
}

// Whether a number that from_chars refused for its range is a huge one: the place of its first digit that is not zero,
// plus the exponent. Nothing close to 1 comes here.
bool is_huge(std::string_view text) {
  int64_t place = 0;
  bool before_point = true;
  bool found = false;
  size_t i = 0;
  for (; i < text.size() && lower(text[i]) != 'e'; ++i) {
    if (text[i] == '.') {
      before_point = false;
      continue;
    }
    found = found || text[i] != '0';
    if (found && before_point) ++place;
    if (!found && !before_point) --place;
  }
  if (i == text.size()) return place > 0;
  bool negative = text[i + 1] == '-';
  int64_t exponent = 0;
  for (char c : text.substr(i + 1)) {
    if (is_digit(c)) exponent = std::min<int64_t>(exponent * 10 + (c - '0'), INT64_MAX / 20);
  }
  return place + (negative ? -exponent : exponent) > 0;
}

// The length of the number, with its sign, that the text begins with; 0: none.
size_t parse_prefix(double& out, std::string_view text) {
  bool negative = text.starts_with('-');
  size_t sign = negative || text.starts_with('+') ? 1 : 0;
  text.remove_prefix(sign);
  size_t length = scan_word(text, out);
  if (length == 0) {
    length = scan_decimal(text);
    if (length == 0) return 0;
    std::string_view number = text.substr(0, length);
    auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), out);
    if (error != std::errc()) out = is_huge(number) ? HUGE_VAL : 0.0;
  }
  if (negative) out = -out;
  return sign + length;
}

// Takes out underscores, which must stand between digits. The text stays as it is where there are none.
FloatParse remove_underscores(std::string_view& text, TextBuffer& buffer) {
  if (text.find('_') == std::string_view::npos) return FloatParse::kOk;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      buffer.append(text[i]);
    } else if (i == 0 || !is_digit(text[i - 1]) || i + 1 == text.size() || !is_digit(text[i + 1])) {
      return FloatParse::kMisplacedUnderscore;
    }
  }
  text = buffer.view();
  return buffer.ok() ? FloatParse::kOk : FloatParse::kNoMemory;
}

std::string_view strip(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// [real] [imaginary j], one of them at least; the imaginary part may be a mere sign.
FloatParse parse_complex(double& real, double& imag, std::string_view text) {
  auto is_unit = [](std::string_view rest) { return !rest.empty() && lower(rest[0]) == 'j'; };
  real = imag = 0.0;
  double first = 0.0;
  size_t length = parse_prefix(first, text);
  std::string_view rest = text.substr(length);
  if (length > 0 && rest.empty()) {
    real = first;
    return FloatParse::kOk;
  }
  if (length > 0 && !is_unit(rest)) {  // a real part, then a signed imaginary one
    if (rest[0] != '+' && rest[0] != '-') return FloatParse::kInvalid;
    real = first;
    length = parse_prefix(first, rest);
    text = rest;
    rest = rest.substr(length);
  }
  if (length == 0) {  // j, +j, -j
    bool sign = text.starts_with('+') || text.starts_with('-');
    first = text.starts_with('-') ? -1.0 : 1.0;
    rest = text.substr(sign ? 1 : 0);
  }
  if (!is_unit(rest) || rest.size() != 1) return FloatParse::kInvalid;
  imag = first;
  return FloatParse::kOk;
}

}  // namespace

FloatParse float_parse(double& out, std::string_view text) {
  TextBuffer buffer;
  FloatParse result = remove_underscores(text, buffer);
  if (result != FloatParse::kOk) return result;
  size_t length = parse_prefix(out, text);
  return length > 0 && length == text.size() ? FloatParse::kOk : FloatParse::kInvalid;
}

FloatParse complex_parse(double& real, double& imag, std::string_view text) {
  TextBuffer buffer;
  FloatParse result = remove_underscores(text, buffer);
  if (result != FloatParse::kOk) return result;
  if (text.starts_with('(') && text.ends_with(')')) text = strip(text.substr(1, text.size() - 2));
  return parse_complex(real, imag, text);
}

namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The digits of a hexadecimal number, gathered into the leading 64 bits; value = bits * 2^exponent, more if `sticky`.
struct HexDigits {
  uint64_t bits = 0;
  int64_t exponent = 0;
  bool sticky = false;
  bool any = false;

  void add(int digit, bool behind_point) {
    any = true;
    if (bits >> 60 != 0) {
      sticky = sticky || digit != 0;
      if (!behind_point) exponent += 4;
      return;
    }
    bits = bits << 4 | static_cast<uint64_t>(digit);
    if (behind_point) exponent -= 4;
  }
};

// bits * 2^exponent rounded half to even.
FloatParse scale(double& out, const HexDigits& h) {
  int length = h.bits == 0 ? 0 : 64 - __builtin_clzll(h.bits);
  int64_t top = h.exponent + length;
  out = 0.0;
  if (length == 0 || top < -1074) return FloatParse::kOk;
  if (top > 1024) return FloatParse::kTooLarge;
  int64_t room = std::min<int64_t>(53, top + 1074);
  int drop = std::max(0, length - static_cast<int>(room));
  uint64_t kept = drop == 64 ? 0 : h.bits >> drop;
  if (drop > 0) {
    uint64_t half = uint64_t{1} << (drop - 1);
    uint64_t rest = h.bits & (half - 1 + half);
    if (rest > half || (rest == half && (h.sticky || (kept & 1) != 0))) ++kept;
  }
  out = std::ldexp(static_cast<double>(kept), static_cast<int>(h.exponent + drop));
  return std::isinf(out) ? FloatParse::kTooLarge : FloatParse::kOk;
}

// [0x] digits [. digits] [p [sign] decimal digits]
FloatParse parse_hex(double& out, std::string_view text) {
  if (text.size() > 1 && text[0] == '0' && lower(text[1]) == 'x') text.remove_prefix(2);
  HexDigits digits;
  size_t i = 0;
  for (; i < text.size() && hex_value(text[i]) >= 0; ++i) digits.add(hex_value(text[i]), false);
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && hex_value(text[i]) >= 0; ++i) digits.add(hex_value(text[i]), true);
  }
  if (!digits.any) return FloatParse::kInvalid;
  if (i < text.size() && lower(text[i]) == 'p') {
    ++i;
    bool negative = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (i == text.size() || !is_digit(text[i])) return FloatParse::kInvalid;
    int64_t exponent = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      exponent = std::min<int64_t>(exponent * 10 + (text[i] - '0'), INT64_MAX / 20);
    }
    digits.exponent += negative ? -exponent : exponent;
  }
  if (i != text.size()) return FloatParse::kInvalid;
  return scale(out, digits);
}

}  // namespace

FloatParse float_parse_hex(double& out, std::string_view text) {
  text = strip(text);
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  size_t word = scan_word(text, out);
  if (word == 0 || word != text.size()) {
    FloatParse result = parse_hex(out, text);
    if (result != FloatParse::kOk) return result;
  }
  if (negative) out = -out;
  return FloatParse::kOk;
}

}  // namespace pyemb
