// SPDX-License-Identifier: MIT
//
// The shapes of number literals, and what is said of wrong ones. Their values are made by parser_number.cpp.

#include <cstring>

#include "frontend/source.h"
#include "frontend/tokenizer.h"
#include "frontend/tokenizer_chars.h"

namespace pyemb {
namespace {

bool is_digit_of(int base, char c) { return base == 16 ? is_hex_digit(c) : c >= '0' && c < '0' + base; }

/// A keyword that may follow a number in correct code, glued to it: `1if x else 2`.
bool starts_glued_keyword(const char* at) {
  if (at[0] == 'i' && (at[1] == 'f' || at[1] == 'n' || at[1] == 's')) return true;  // even `1iffy`, which fails later
  for (std::string_view word : {"and", "else", "for", "or", "not"}) {
    if (std::strncmp(at, word.data(), word.size()) == 0) return !is_name_char(at[word.size()]);
  }
  return false;
}

}  // namespace

bool Tokenizer::invalid_number(const char* at, const char* kind) {
  cursor_ = at;
  return raise(format_text(names_.arena(), "invalid %s literal", kind));
}

/// Nothing that looks like a name may follow a number; a keyword only earns a warning.
bool Tokenizer::check_number_end(const char* kind) {
  if (LIKELY(!is_name_char(*cursor_))) return true;
  if (!starts_glued_keyword(cursor_)) return invalid_number(cursor_, kind);
  State before = state_;
  raise(format_text(names_.arena(), "invalid %s literal", kind));
  state_ = before;
  if (warnings_.add(names_.arena(), {SyntaxWarning::Category::kSyntax, error_.message, error_})) return true;
  state_ = State::kNoMemory;
  return false;
}

/// Digits, with single underscores between them. The cursor stands on the first.
bool Tokenizer::scan_decimal_tail() {
  const char* at = cursor_;
  for (;;) {
    while (is_digit(*at)) ++at;
    if (*at != '_') break;
    ++at;
    if (!is_digit(*at)) return invalid_number(at, "decimal");
  }
  cursor_ = at;
  return true;
}

/// The digits behind 0x, 0o or 0b.
bool Tokenizer::scan_based_number(int base, const char* name) {
  const char* at = cursor_ + 2;
  do {
    if (*at == '_') ++at;
    if (!is_digit_of(base, *at)) {
      if (!is_digit(*at)) return invalid_number(at, name);
      cursor_ = at + 1;
      return raise(format_text(names_.arena(), "invalid digit '%c' in %s literal", *at, name));
    }
    while (is_digit_of(base, *at)) ++at;
  } while (*at == '_');
  if (is_digit(*at)) {
    cursor_ = at + 1;
    return raise(format_text(names_.arena(), "invalid digit '%c' in %s literal", *at, name));
  }
  cursor_ = at;
  return check_number_end(name);
}

void Tokenizer::scan_number(Token& token) {
  bool ok;
  char second = static_cast<char>(cursor_[1] | 0x20);
  if (*cursor_ == '0' && (second == 'x' || second == 'o' || second == 'b')) {
    ok = second == 'x'   ? scan_based_number(16, "hexadecimal")
         : second == 'o' ? scan_based_number(8, "octal")
                         : scan_based_number(2, "binary");
  } else {
    ok = scan_decimal_number();
  }
  if (!ok) return no_text(token, Tok::kError);
  finish(token, Tok::kNumber);
}

bool Tokenizer::scan_decimal_number() {
  const char* first = cursor_;
  bool is_integer = true;
  const char* zeros_end = nullptr;
  if (*first == '0') {  // zeros only, or the rest tells that it is no integer
    const char* at = first;
    while (*at == '0' || *at == '_') {
      if (*at == '_' && !is_digit(*++at)) return invalid_number(at, "decimal");
      if (*at != '0') break;
      ++at;
    }
    if (is_digit(*at)) zeros_end = at + 1;
    cursor_ = at;
  }
  if (is_digit(*cursor_) && !scan_decimal_tail()) return false;
  if (*cursor_ == '.') {
    is_integer = false;
    ++cursor_;
    if (is_digit(*cursor_) && !scan_decimal_tail()) return false;
  }
  if ((*cursor_ | 0x20) == 'e') {
    const char* exponent = cursor_ + 1;
    bool has_sign = *exponent == '+' || *exponent == '-';
    if (has_sign) ++exponent;
    if (!is_digit(*exponent)) return has_sign ? invalid_number(exponent, "decimal") : check_number_end("decimal");
    is_integer = false;
    cursor_ = exponent;
    if (!scan_decimal_tail()) return false;
  }
  if ((*cursor_ | 0x20) == 'j') {
    ++cursor_;
    return check_number_end("imaginary");
  }
  if (is_integer && zeros_end != nullptr) {
    return raise_at("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                    static_cast<int32_t>(first + 1 - line_start_), static_cast<int32_t>(zeros_end - line_start_));
  }
  return check_number_end("decimal");
}

}  // namespace pyemb
