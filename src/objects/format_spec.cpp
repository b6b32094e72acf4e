// SPDX-License-Identifier: MIT
#include "objects/format_spec.h"

#include "objects/raise.h"
#include "objects/str.h"
#include "objects/unicode_data.h"

namespace pyemb {
namespace {

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Reads a specification from left to right.
class SpecReader {
 public:
  SpecReader(ThreadState& ts, const Str& text) : ts_(ts), text_(text) {}

  char32_t peek(int64_t ahead = 0) const { return at_ + ahead < text_.length ? text_.at(at_ + ahead) : 0; }
  bool has(int64_t count) const { return at_ + count <= text_.length; }
  int64_t left() const { return text_.length - at_; }
  char32_t take() { return text_.at(at_++); }
  bool take_if(char32_t c) {
    if (!has(1) || peek() != c) return false;
    ++at_;
    return true;
  }
  /// A number in any decimal digits of Unicode; -1: there is none.
  Result<int64_t> take_number() {
    int64_t number = -1;
    while (has(1)) {
      auto digit = unicode::decimal_value(peek());
      if (!digit.has_value()) break;
      if (number < 0) number = 0;
      if (number > (INT64_MAX - *digit) / 10) {
        return raise(ts_, Exc::kValueError, "Too many decimal digits in format string");
      }
      number = number * 10 + *digit;
      ++at_;
    }
    return number;
  }

 private:
  ThreadState& ts_;
  const Str& text_;
  int64_t at_ = 0;
};

/// Which types can be grouped by which separator.
[[nodiscard]] Status check_grouping(ThreadState& ts, const FormatSpec& spec) {
  char32_t type = spec.type;
  if (type == 0 ||
      (type < 128 && std::string_view("deEfFgG%").find(static_cast<char>(type)) != std::string_view::npos)) {
    return {};
  }
  if (spec.grouping == '_' && (type == 'b' || type == 'o' || type == 'x' || type == 'X')) return {};
  if (type > 32 && type < 128) {
    return raise(ts, Exc::kValueError, "Cannot specify '%c' with '%c'.", spec.grouping, static_cast<char>(type));
  }
  return raise(ts, Exc::kValueError, "Cannot specify '%c' with '\\x%x'.", spec.grouping, static_cast<unsigned>(type));
}

}  // namespace

Result<FormatSpec> parse_format_spec(ThreadState& ts, const Str& text, Value object, char32_t default_type,
                                     char default_align) {
  SpecReader reader(ts, text);
  FormatSpec spec;
  spec.type = default_type;
  spec.align = default_align;
  bool fill_given = false;
  bool align_given = false;
  if (reader.has(2) && is_align(reader.peek(1))) {
    spec.fill = reader.take();
    spec.align = static_cast<char>(reader.take());
    fill_given = align_given = true;
  } else if (reader.has(1) && is_align(reader.peek())) {
    spec.align = static_cast<char>(reader.take());
    align_given = true;
  }
  if (char32_t c = reader.peek(); c == ' ' || c == '+' || c == '-') spec.sign = static_cast<char>(reader.take());
  spec.no_negative_zero = reader.take_if('z');
  spec.alternate = reader.take_if('#');
  if (!fill_given && reader.take_if('0')) {
    spec.fill = '0';
    if (!align_given && default_align == '>') spec.align = '=';
  }
  spec.width = TRY(reader.take_number());
  if (reader.take_if(',')) spec.grouping = ',';
  if (reader.peek() == '_') {
    if (spec.grouping != 0) return raise(ts, Exc::kValueError, "Cannot specify both ',' and '_'.");
    spec.grouping = static_cast<char>(reader.take());
  }
  if (reader.peek() == ',' && spec.grouping == '_') {
    return raise(ts, Exc::kValueError, "Cannot specify both ',' and '_'.");
  }
  if (reader.take_if('.')) {
    spec.precision = TRY(reader.take_number());
    if (spec.precision < 0) return raise(ts, Exc::kValueError, "Format specifier missing precision");
  }
  if (reader.left() > 1) {
    return raise(ts, Exc::kValueError, "Invalid format specifier '%s' for object of type '%.200s'",
                 Utf8(ts, text).c_str(), type_name(ts, object));
  }
  if (reader.left() == 1) spec.type = reader.take();
  if (spec.grouping != 0) TRY(check_grouping(ts, spec));
  return spec;
}

Raised raise_unknown_format_code(ThreadState& ts, char32_t type, Value object) {
  if (type > 32 && type < 128) {
    return raise(ts, Exc::kValueError, "Unknown format code '%c' for object of type '%.200s'", static_cast<char>(type),
                 type_name(ts, object));
  }
  return raise(ts, Exc::kValueError, "Unknown format code '\\x%x' for object of type '%.200s'",
               static_cast<unsigned>(type), type_name(ts, object));
}

Padding padding_of(const FormatSpec& spec, int64_t length) {
  int64_t total = spec.width > length ? spec.width - length : 0;
  switch (spec.align) {
    case '<': return {0, total};
    case '^': return {total / 2, total - total / 2};
    default: return {total, 0};
  }
}

void append_utf8(TextBuffer& out, char32_t c) {
  auto byte = [&](char32_t b) { out.append(static_cast<char>(b)); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      byte(0xe0 | c >> 12);
    } else {
      byte(0xf0 | c >> 18);
      byte(0x80 | (c >> 12 & 0x3f));
    }
    byte(0x80 | (c >> 6 & 0x3f));
  }
  byte(0x80 | (c & 0x3f));
}

}  // namespace pyemb
