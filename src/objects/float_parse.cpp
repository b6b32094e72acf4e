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
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equals_ignoring_case(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == b; });
}

// inf, infinity, nan
bool parse_word(std::string_view text, double& out) {
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
    out = HUGE_VAL;
    return true;
  }
  if (equals_ignoring_case(text, "nan")) {
    out = std::numeric_limits<double>::quiet_NaN();
    return true;
  }
  return false;
}

// An unsigned decimal number, checked on the way: digits [. digits] [e [sign] digits] with a digit on one side of the
// point.
class DecimalScanner {
 public:
  explicit DecimalScanner(std::string_view text) : text_(text) {}

  bool scan() {
    bool whole = scan_digits();
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      whole |= scan_digits();
    }
    if (!whole) return false;
    if (at_ < text_.size() && lower(text_[at_]) == 'e') {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (!scan_digits()) return false;
    }
    return at_ == text_.size();
  }

 private:
  bool scan_digits() {
    size_t start = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > start;
  }

  std::string_view text_;
  size_t at_ = 0;
};

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

FloatParse parse_decimal(double& out, std::string_view text) {
  if (!DecimalScanner(text).scan()) return FloatParse::kInvalid;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc()) out = is_huge(text) ? HUGE_VAL : 0.0;
  return FloatParse::kOk;
}

}  // namespace

FloatParse float_parse(double& out, std::string_view text) {
  TextBuffer clean;
  if (text.find('_') != std::string_view::npos) {
    char previous = '\0';
    for (size_t i = 0; i < text.size(); previous = text[i++]) {
      if (text[i] != '_') {
        clean.append(text[i]);
      } else if (!is_digit(previous) || i + 1 == text.size() || !is_digit(text[i + 1])) {
        return FloatParse::kInvalid;
      }
    }
    if (!clean.ok()) return FloatParse::kNoMemory;
    text = clean.view();
  }
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!parse_word(text, out)) {
    FloatParse result = parse_decimal(out, text);
    if (result != FloatParse::kOk) return result;
  }
  if (negative) out = -out;
  return FloatParse::kOk;
}

namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

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
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!parse_word(text, out)) {
    FloatParse result = parse_hex(out, text);
    if (result != FloatParse::kOk) return result;
  }
  if (negative) out = -out;
  return FloatParse::kOk;
}

}  // namespace pyemb
