// SPDX-License-Identifier: MIT
#include "objects/float_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace pyemb {
namespace {

// The digits of a positive number: d.ddd * 10^exponent.
struct Decimal {
  char* digits;
  int count;
  int exponent;
};

constexpr int kMostDigits = 768;  // significant digits of any double; behind them are only zeros

// Reads "d.ddde+xx" that to_chars wrote, closing the gap of the point.
Decimal split_scientific(char* text, char* end) {
  char* e = end;
  while (*--e != 'e') {
  }
  int exponent = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
  int count = 1;
  if (e - text > 1) {
    count = static_cast<int>(e - text - 1);
    std::memmove(text + 1, text + 2, static_cast<size_t>(count - 1));
  }
  return {text, count, exponent};
}

void write_exponent(TextBuffer& out, int exponent, bool upper) {
  out.append(upper ? 'E' : 'e');
  out.append(exponent < 0 ? '-' : '+');
  exponent = std::abs(exponent);
  if (exponent >= 100) out.append(static_cast<char>('0' + exponent / 100));
  out.append(static_cast<char>('0' + exponent / 10 % 10));
  out.append(static_cast<char>('0' + exponent % 10));
}

// Writes the digits, padded with zeros to `width` significant ones (0: as they are).
void write_decimal(TextBuffer& out, Decimal d, bool scientific, int width, const FloatStyle& style) {
  std::string_view digits(d.digits, static_cast<size_t>(d.count));
  size_t zeros = width > d.count ? static_cast<size_t>(width - d.count) : 0;
  if (scientific) {
    out.append(digits[0]);
    if (digits.size() + zeros > 1 || style.alternate) out.append('.');
    out.append(digits.substr(1));
    out.append(zeros, '0');
    write_exponent(out, d.exponent, style.upper);
    return;
  }
  bool point = false;
  if (d.exponent < 0) {
    out.append("0.");
    out.append(static_cast<size_t>(-d.exponent - 1), '0');
    out.append(digits);
    out.append(zeros, '0');
    point = true;
  } else {
    size_t whole = static_cast<size_t>(d.exponent) + 1;
    size_t total = std::max(digits.size() + zeros, whole);
    size_t from_digits = std::min(whole, digits.size());
    out.append(digits.substr(0, from_digits));
    out.append(whole - from_digits, '0');
    if (total > whole) {
      out.append('.');
      out.append(digits.substr(from_digits));
      out.append(total - std::max(whole, digits.size()), '0');
      point = true;
    }
  }
  if (!point && style.point_zero) {
    out.append(".0");
  } else if (!point && style.alternate) {
    out.append('.');
  }
}

void write_shortest(TextBuffer& out, double value, const FloatStyle& style) {
  char text[32];
  Decimal d = split_scientific(text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr);
  write_decimal(out, d, d.exponent < -4 || d.exponent >= 16, 0, style);
}

void write_general(TextBuffer& out, double value, const FloatStyle& style) {
  int precision = std::max(style.precision, 1);
  char text[kMostDigits + 16];
  int wanted = std::min(precision, kMostDigits);
  Decimal d = split_scientific(
      text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, wanted - 1).ptr);
  bool scientific = d.exponent < -4 || d.exponent >= precision - (style.point_zero ? 1 : 0);
  if (style.alternate) return write_decimal(out, d, scientific, precision, style);
  while (d.count > 1 && d.digits[d.count - 1] == '0') --d.count;
  write_decimal(out, d, scientific, 0, style);
}

// 'e' and 'f', which to_chars writes as they are but for '#'; the zeros behind the last digit of any double are ours.
void write_precise(TextBuffer& out, double value, const FloatStyle& style) {
  constexpr int kMostDecimals = 1080;
  bool fixed = style.kind == FloatStyle::kFixed;
  int precision = std::min(style.precision, kMostDecimals);
  size_t zeros = static_cast<size_t>(style.precision - precision);
  size_t start = out.size();
  size_t room = static_cast<size_t>(precision) + 320;
  char* text = out.extend(room);
  if (text == nullptr) return;
  auto format = fixed ? std::chars_format::fixed : std::chars_format::scientific;
  char* end = std::to_chars(text, text + room, value, format, precision).ptr;
  if (fixed) {
    out.truncate(start + static_cast<size_t>(end - text));
    if (precision == 0 && style.alternate) out.append('.');
    out.append(zeros, '0');
    if (precision == 0 && !style.alternate && style.point_zero) out.append(".0");
    return;
  }
  char* e = end;
  while (*--e != 'e') {
  }
  int exponent = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
  out.truncate(start + static_cast<size_t>(e - text));
  if (precision == 0 && style.alternate) out.append('.');
  out.append(zeros, '0');
  write_exponent(out, exponent, style.upper);
}

}  // namespace

void float_write(TextBuffer& out, double value, FloatStyle style) {
  if (std::isnan(value)) return out.append(style.upper ? "NAN" : "nan");
  if (std::signbit(value)) out.append('-');
  value = std::fabs(value);
  if (std::isinf(value)) return out.append(style.upper ? "INF" : "inf");
  switch (style.kind) {
    case FloatStyle::kShortest: return write_shortest(out, value, style);
    case FloatStyle::kGeneral: return write_general(out, value, style);
    case FloatStyle::kScientific:
    case FloatStyle::kFixed: return write_precise(out, value, style);
  }
}

void float_write_hex(TextBuffer& out, double value) {
  if (!std::isfinite(value)) return float_write(out, value, {});
  if (std::signbit(value)) out.append('-');
  int exponent;
  double fraction = std::frexp(std::fabs(value), &exponent);
  if (fraction == 0.0) return out.append("0x0.0p+0");
  // Subnormal numbers keep the least exponent and begin with 0.
  int lost = std::max(0, -1021 - exponent);
  exponent += lost - 1;
  uint64_t bits = static_cast<uint64_t>(std::ldexp(fraction, 53 - lost));
  out.append("0x");
  out.append(static_cast<char>('0' + (bits >> 52)));
  out.append('.');
  for (int shift = 48; shift >= 0; shift -= 4) out.append("0123456789abcdef"[bits >> shift & 15]);
  out.append('p');
  out.append(exponent < 0 ? '-' : '+');
  char digits[8];
  char* end = std::to_chars(digits, digits + sizeof digits, std::abs(exponent)).ptr;
  out.append(std::string_view(digits, static_cast<size_t>(end - digits)));
}

double float_round(double value, int64_t digits) {
  // 323 decimals are all that make a difference, and no double has 309 digits before the point.
  if (digits > 323) return value;
  if (digits < -308) return 0.0 * value;
  char text[kMostDigits + 16];
  double magnitude = std::fabs(value);
  char* end;
  if (digits >= 0) {
    end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::fixed, static_cast<int>(digits)).ptr;
  } else {
    // The digits before the point that remain decide the precision.
    end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, kMostDigits - 1).ptr;
    Decimal d = split_scientific(text, end);
    int kept = d.exponent + 1 + static_cast<int>(digits);
    if (kept < 0) return std::copysign(0.0, value);
    if (kept == 0) {  // all or nothing: more than half of the first unit?
      bool more = d.digits[0] > '5' ||
                  (d.digits[0] == '5' && std::strspn(d.digits + 1, "0") < static_cast<size_t>(d.count - 1));
      if (!more) return std::copysign(0.0, value);
      text[0] = '1';
      text[1] = 'e';
      end = std::to_chars(text + 2, text + 8, d.exponent + 1).ptr;
    } else {
      end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, kept - 1).ptr;
    }
  }
  double rounded = 0.0;
  if (std::from_chars(text, end, rounded).ec != std::errc()) rounded = magnitude < 1.0 ? 0.0 : HUGE_VAL;
  return std::copysign(rounded, value);
}

BinaryRatio float_ratio(double value) {
  int exponent;
  double fraction = std::frexp(value, &exponent);
  int64_t numerator = static_cast<int64_t>(std::ldexp(fraction, 53));
  if (numerator == 0) return {0, 0};
  int zeros = __builtin_ctzll(static_cast<uint64_t>(numerator));
  return {numerator >> zeros, exponent - 53 + zeros};
}

}  // namespace pyemb
