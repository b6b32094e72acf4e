// SPDX-License-Identifier: MIT
// A formatted number is: [padding] sign prefix [padding] grouped digits, point, rest [padding]. The pieces are made in
// ASCII (the separators of 'n' come from the locale, the fill from the specification) and put together as UTF-8.

#include "objects/number_format.h"

#include <algorithm>
#include <climits>
#include <clocale>
#include <cmath>

#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {
namespace {

// How digits before the point are grouped: sizes from the right as in struct lconv (the last one repeats, CHAR_MAX
// ends).
struct Separators {
  std::string_view point = ".";
  std::string_view group = "";
  const char* sizes = "";
};

Separators separators_of(const FormatSpec& spec) {
  if (spec.type == 'n') {
    const lconv* locale = std::localeconv();
    return {locale->decimal_point, locale->thousands_sep, locale->grouping};
  }
  bool by_four = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X';
  if (spec.grouping == ',') return {".", ",", "\3"};
  if (spec.grouping == '_') return {".", "_", by_four ? "\4" : "\3"};
  return {};
}

int64_t count_code_points(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; });
}

// The group sizes of a number from the right; 0 when the rest is one group.
class GroupSizes {
 public:
  explicit GroupSizes(const char* sizes) : at_(sizes) {}
  int64_t next() {
    if (*at_ == CHAR_MAX || (*at_ == 0 && previous_ == 0)) return 0;
    if (*at_ == 0) return previous_;
    return previous_ = *at_++;
  }

 private:
  const char* at_;
  int64_t previous_ = 0;
};

// Appends the digits in groups, with zeros before them up to `width` code points.
void append_grouped(TextBuffer& out, std::string_view digits, const Separators& separators, int64_t width) {
  // Cut from the right; written down in reverse, then turned round.
  TextBuffer reversed;
  GroupSizes sizes(separators.sizes);
  int64_t separator_width = count_code_points(separators.group);
  int64_t remaining = static_cast<int64_t>(digits.size());
  bool first = true;
  while (first || remaining > 0 || width > 0) {
    if (!first) {
      for (size_t i = separators.group.size(); i-- > 0;) reversed.append(separators.group[i]);
      width -= separator_width;
    }
    int64_t wanted = std::max<int64_t>({remaining, width, 1});  // a group never is empty
    int64_t size = sizes.next();
    size = size == 0 ? wanted : std::min(size, wanted);
    int64_t from_digits = std::clamp<int64_t>(remaining, 0, size);
    for (int64_t i = 0; i < from_digits; ++i) reversed.append(digits[static_cast<size_t>(--remaining)]);
    reversed.append(static_cast<size_t>(size - from_digits), '0');
    width -= size;
    first = false;
    if (!reversed.ok()) break;
  }
  for (size_t i = reversed.size(); i-- > 0;) out.append(reversed[i]);
  if (!reversed.ok()) out.fail();
}

// A number in pieces. `text` is sign, digits, then a point or anything else.
struct Pieces {
  bool negative = false;
  std::string_view prefix;
  std::string_view digits;
  bool point = false;
  std::string_view rest;
};

Pieces split_number(std::string_view text) {
  Pieces pieces;
  pieces.negative = text.starts_with('-');
  if (pieces.negative) text.remove_prefix(1);
  size_t end = 0;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  pieces.digits = text.substr(0, end);
  pieces.point = end < text.size() && text[end] == '.';
  pieces.rest = text.substr(end + pieces.point);
  return pieces;
}

void append_fill(TextBuffer& out, int64_t count, char32_t fill) {
  if (fill < 0x80) return out.append(static_cast<size_t>(count), static_cast<char>(fill));
  for (int64_t i = 0; i < count && out.ok(); ++i) append_utf8(out, fill);
}

void append_number(TextBuffer& out, const Pieces& pieces, const FormatSpec& spec, const Separators& separators) {
  char sign = pieces.negative ? '-' : spec.sign == '+' || spec.sign == ' ' ? spec.sign : '\0';
  int64_t outside = (sign != 0) + static_cast<int64_t>(pieces.prefix.size() + pieces.rest.size());
  if (pieces.point) outside += count_code_points(separators.point);
  bool zero_padded = spec.fill == '0' && spec.align == '=';

  TextBuffer grouped;
  if (!pieces.digits.empty())
    append_grouped(grouped, pieces.digits, separators, zero_padded ? spec.width - outside : 0);
  if (!grouped.ok()) out.fail();
  int64_t length = outside + count_code_points(grouped.view());
  Padding padding = padding_of(spec, length);
  bool inside = spec.align == '=';
  if (!inside) append_fill(out, padding.left, spec.fill);
  if (sign != 0) out.append(sign);
  out.append(pieces.prefix);
  if (inside) append_fill(out, padding.left, spec.fill);
  out.append(grouped.view());
  if (pieces.point) out.append(separators.point);
  out.append(pieces.rest);
  append_fill(out, padding.right, spec.fill);
}

Result<Ref> text_result(ThreadState& ts, const TextBuffer& out) {
  if (!out.ok()) return raise_no_memory(ts);
  return new_str(ts, out.view());
}

// -- int --------------------------------------------------------------------------------------------------------------

Result<Ref> format_int_as_char(ThreadState& ts, Value any_int, const FormatSpec& spec) {
  if (spec.sign != 0) return raise(ts, Exc::kValueError, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) {
    return raise(ts, Exc::kValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  int64_t c = TRY(to_int64(ts, any_int));
  if (c < 0 || c > 0x10ffff) return raise(ts, Exc::kOverflowError, "%%c arg not in range(0x110000)");
  TextBuffer out;
  Padding padding = padding_of(spec, 1);
  append_fill(out, padding.left, spec.fill);
  append_utf8(out, static_cast<char32_t>(c));
  append_fill(out, padding.right, spec.fill);
  return text_result(ts, out);
}

Result<Ref> format_int_in_base(ThreadState& ts, Value any_int, const FormatSpec& spec, int base,
                               std::string_view prefix) {
  TextBuffer text;
  TRY(int_write(ts, text, any_int, base));
  if (spec.type == 'X') {
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] >= 'a') text[i] = static_cast<char>(text[i] - 32);
    }
  }
  Pieces pieces;
  pieces.digits = text.view();
  pieces.negative = pieces.digits.starts_with('-');
  if (pieces.negative) pieces.digits.remove_prefix(1);
  if (spec.alternate) pieces.prefix = prefix;
  TextBuffer out;
  append_number(out, pieces, spec, separators_of(spec));
  return text_result(ts, out);
}

// -- float ------------------------------------------------------------------------------------------------------------

// What a type letter and a precision say about the style; false: not a letter for floats.
bool style_of(const FormatSpec& spec, FloatStyle& style) {
  style.alternate = spec.alternate;
  style.upper = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
  style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  switch (spec.type) {
    case 0: style.kind = spec.precision < 0 ? FloatStyle::kShortest : FloatStyle::kGeneral; return true;
    case 'e':
    case 'E': style.kind = FloatStyle::kScientific; return true;
    case 'f':
    case 'F':
    case '%': style.kind = FloatStyle::kFixed; return true;
    case 'g':
    case 'G':
    case 'n': style.kind = FloatStyle::kGeneral; return true;
    default: return false;
  }
}

// 'z': a number all of whose digits are zero loses its minus.
std::string_view without_negative_zero(std::string_view text) {
  if (!text.starts_with('-')) return text;
  for (char c : text.substr(1)) {
    if (c == 'e' || c == 'E' || c == '%') break;
    if (c != '0' && c != '.') return text;
  }
  return text.substr(1);
}

Result<Ref> format_float_with(ThreadState& ts, double value, Value object, const FormatSpec& spec) {
  FloatStyle style;
  if (!style_of(spec, style)) return raise_unknown_format_code(ts, spec.type, object);
  if (spec.precision > INT_MAX) return raise(ts, Exc::kValueError, "precision too big");
  style.point_zero = spec.type == 0;
  TextBuffer text;
  float_write(text, spec.type == '%' ? value * 100 : value, style);
  if (spec.type == '%') text.append('%');
  if (!text.ok()) return raise_no_memory(ts);
  std::string_view number = spec.no_negative_zero ? without_negative_zero(text.view()) : text.view();
  TextBuffer out;
  append_number(out, split_number(number), spec, separators_of(spec));
  return text_result(ts, out);
}

}  // namespace

Result<Ref> format_int(ThreadState& ts, Value any_int, const Str& text) {
  FormatSpec spec = TRY(parse_format_spec(ts, text, any_int, 'd', '>'));
  int base = 0;
  std::string_view prefix;
  switch (spec.type) {
    case 'd':
    case 'n': base = 10; break;
    case 'b': base = 2, prefix = "0b"; break;
    case 'o': base = 8, prefix = "0o"; break;
    case 'x': base = 16, prefix = "0x"; break;
    case 'X': base = 16, prefix = "0X"; break;
    case 'c': break;
    default: {
      FloatStyle style;
      if (spec.type == 0 || !style_of(spec, style)) return raise_unknown_format_code(ts, spec.type, any_int);
      double value = TRY(int_to_double(ts, any_int));
      return format_float_with(ts, value, any_int, spec);
    }
  }
  if (spec.precision >= 0) {
    return raise(ts, Exc::kValueError, "Precision not allowed in integer format specifier");
  }
  if (spec.no_negative_zero) {
    return raise(ts, Exc::kValueError, "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (spec.type == 'c') return format_int_as_char(ts, any_int, spec);
  return format_int_in_base(ts, any_int, spec, base, prefix);
}

Result<Ref> format_float(ThreadState& ts, double value, Value object, const Str& text) {
  FormatSpec spec = TRY(parse_format_spec(ts, text, object, 0, '>'));
  return format_float_with(ts, value, object, spec);
}

Result<Ref> format_complex(ThreadState& ts, double real, double imag, Value object, const Str& text) {
  FormatSpec spec = TRY(parse_format_spec(ts, text, object, 0, '>'));
  FloatStyle style;
  if (!style_of(spec, style) || spec.type == '%') return raise_unknown_format_code(ts, spec.type, object);
  if (spec.fill == '0') {
    return raise(ts, Exc::kValueError, "Zero padding is not allowed in complex format specifier");
  }
  if (spec.align == '=') {
    return raise(ts, Exc::kValueError, "'=' alignment flag is not allowed in complex format specifier");
  }
  if (spec.precision > INT_MAX) return raise(ts, Exc::kValueError, "precision too big");
  // As repr() does: no real part if it is zero, else parentheses.
  bool like_repr = spec.type == 0;
  bool only_imaginary = like_repr && real == 0.0 && !std::signbit(real);

  TextBuffer body;
  FormatSpec part = spec;
  part.width = -1;
  part.align = '<';
  auto append_part = [&](double value) {
    TextBuffer number;
    float_write(number, value, style);
    if (!number.ok()) body.fail();
    std::string_view digits = spec.no_negative_zero ? without_negative_zero(number.view()) : number.view();
    append_number(body, split_number(digits), part, separators_of(spec));
  };
  if (like_repr && !only_imaginary) body.append('(');
  if (!only_imaginary) {
    append_part(real);
    part.sign = '+';
  }
  append_part(imag);
  body.append(like_repr && !only_imaginary ? std::string_view("j)") : std::string_view("j"));

  TextBuffer out;
  Padding padding = padding_of(spec, count_code_points(body.view()));
  append_fill(out, padding.left, spec.fill);
  out.append(body.view());
  append_fill(out, padding.right, spec.fill);
  if (!body.ok()) return raise_no_memory(ts);
  return text_result(ts, out);
}

}  // namespace pyemb
