// SPDX-License-Identifier: MIT
#include "objects/format_template.h"

#include "objects/raise.h"

namespace pyemb {

// -- pieces --------------------------------------------------------------------------------------------------------

Result<bool> TemplateReader::next(TemplatePiece& piece) {
  if (done()) return false;
  piece = TemplatePiece();
  int64_t start = at_;
  while (!done() && text_.at(at_) != '{' && text_.at(at_) != '}') ++at_;
  if (done()) return piece.literal = text_.part(start, at_), true;

  char32_t brace = text_.at(at_++);
  if (!done() && text_.at(at_) == brace) {  // doubled: the first one belongs to the literal
    piece.literal = text_.part(start, at_++);
    return true;
  }
  if (brace == '}') return raise(ts_, Exc::kValueError, "Single '}' encountered in format string");
  if (done()) return raise(ts_, Exc::kValueError, "Single '{' encountered in format string");
  piece.literal = text_.part(start, at_ - 1);
  piece.has_field = true;
  TRY(read_field(piece));
  return true;
}

Status TemplateReader::read_field(TemplatePiece& piece) {
  int64_t start = at_;
  char32_t c = 0;
  for (; !done(); ++at_) {
    c = text_.at(at_);
    if (c == '}' || c == ':' || c == '!') break;
    if (c == '{') return raise(ts_, Exc::kValueError, "unexpected '{' in field name");
    if (c == '[') {  // anything up to the bracket's end is a key
      while (at_ + 1 < text_.length && text_.at(at_ + 1) != ']') ++at_;
    }
  }
  if (done()) return raise(ts_, Exc::kValueError, "expected '}' before end of string");
  piece.name = text_.part(start, at_++);
  if (c == '}') return {};
  if (c == '!') {
    if (done()) return raise(ts_, Exc::kValueError, "end of string while looking for conversion specifier");
    piece.conversion = text_.at(at_++);
    if (!done()) {
      c = text_.at(at_++);
      if (c == '}') return {};
      if (c != ':') return raise(ts_, Exc::kValueError, "expected ':' after conversion specifier");
    }
  }
  return read_spec(piece);
}

Status TemplateReader::read_spec(TemplatePiece& piece) {
  int64_t start = at_;
  for (int64_t depth = 1; !done(); ++at_) {
    char32_t c = text_.at(at_);
    if (c == '{') {
      piece.spec_has_fields = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      piece.spec = text_.part(start, at_++);
      return {};
    }
  }
  return raise(ts_, Exc::kValueError, "unmatched '{' in format spec");
}

// -- names ---------------------------------------------------------------------------------------------------------

namespace {

/// The number that the whole text is, in any decimal digits; -1 if it is none.
Result<int64_t> number_in(ThreadState& ts, const Text& text) {
  int64_t number = text.length == 0 ? -1 : 0;
  for (int64_t i = 0; i < text.length; ++i) {
    std::optional<int> digit = unicode::decimal_value(text.at(i));
    if (!digit.has_value()) return -1;
    if (number > (INT64_MAX - *digit) / 10) {
      return raise(ts, Exc::kValueError, "Too many decimal digits in format string");
    }
    number = number * 10 + *digit;
  }
  return number;
}

}  // namespace

Result<FieldKey> FieldNameReader::first() {
  while (at_ < name_.length && name_.at(at_) != '.' && name_.at(at_) != '[') ++at_;
  Text text = name_.part(0, at_);
  int64_t index = TRY(number_in(ts_, text));
  return FieldKey{text, index};
}

Result<bool> FieldNameReader::next(FieldStep& step) {
  if (at_ >= name_.length) return false;
  char32_t opening = name_.at(at_++);
  if (opening != '.' && opening != '[') {
    return raise(ts_, Exc::kValueError, "Only '.' or '[' may follow ']' in format field specifier");
  }
  step.is_attribute = opening == '.';
  int64_t start = at_;
  if (step.is_attribute) {
    while (at_ < name_.length && name_.at(at_) != '.' && name_.at(at_) != '[') ++at_;
    step.key = {name_.part(start, at_), -1};
  } else {
    while (at_ < name_.length && name_.at(at_) != ']') ++at_;
    if (at_ == name_.length) return raise(ts_, Exc::kValueError, "Missing ']' in format string");
    step.key.text = name_.part(start, at_++);
    step.key.index = TRY(number_in(ts_, step.key.text));
  }
  if (step.key.text.length == 0) return raise(ts_, Exc::kValueError, "Empty attribute in format string");
  return true;
}

}  // namespace pyemb
