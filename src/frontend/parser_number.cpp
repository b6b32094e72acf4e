// SPDX-License-Identifier: MIT
//
// Values of number literals. The tokenizer has checked their shape.

#include <charconv>
#include <cstdlib>

#include "frontend/parser_literal.h"
#include "frontend/tokenizer_chars.h"

namespace pyemb {

using ast::constant;

namespace {

/// The literal without underscores, in `buffer` when it fits, else in the arena.
std::string_view without_underscores(Arena& arena, std::string_view text, char (&buffer)[64]) {
  if (text.find('_') == std::string_view::npos) return text;
  char* to = text.size() <= sizeof(buffer) ? buffer : arena.make_array<char>(text.size());
  if (to == nullptr) return {};
  size_t size = 0;
  for (char c : text) {
    if (c != '_') to[size++] = c;
  }
  return {to, size};
}

uint32_t digit_value(char c) {
  if (is_digit(c)) return static_cast<uint32_t>(c - '0');
  return static_cast<uint32_t>((c | 0x20) - 'a') + 10;
}

double read_double(std::string_view text) {
  double value = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc::result_out_of_range) return value;
  // Too large or too small: the magnitude before the exponent's sign tells which. from_chars leaves it to us.
  char buffer[64];
  if (text.size() < sizeof(buffer)) {
    text.copy(buffer, text.size());
    buffer[text.size()] = '\0';
    return std::strtod(buffer, nullptr);
  }
  size_t exponent = text.find_first_of("eE");
  bool tiny =
      exponent != std::string_view::npos ? text[exponent + 1] == '-' : text.find_first_not_of("0.") > text.find('.');
  return tiny ? 0.0 : __builtin_huge_val();
}

bool read_integer(LiteralReader& reader, std::string_view digits, uint32_t base, constant* value) {
  uint64_t total = 0;
  bool fits = true;
  for (char c : digits) {
    if (__builtin_mul_overflow(total, uint64_t{base}, &total) ||
        __builtin_add_overflow(total, uint64_t{digit_value(c)}, &total)) {
      fits = false;
      break;
    }
  }
  if (fits && total <= static_cast<uint64_t>(INT64_MAX)) {
    value->kind = constant::Kind::kInt;
    value->integer = static_cast<int64_t>(total);
    return true;
  }
  int32_t limit = reader.state.options.max_str_digits;
  Arena& arena = reader.state.arena();
  if (base == 10 && limit > 0 && digits.size() > static_cast<size_t>(limit)) {
    reader.message_has_no_column = true;
    reader.message = format_text(
        arena,
        "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
        "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "
        "decimal conversion limits.",
        limit, digits.size());
    return false;
  }
  value->kind = constant::Kind::kBigInt;
  value->base = static_cast<uint8_t>(base);
  value->text = arena.copy(digits);
  return value->text.data() != nullptr;
}

}  // namespace

bool read_number(LiteralReader& reader, std::string_view text, constant* value) {
  if (LIKELY(text.size() == 1)) {
    value->kind = constant::Kind::kInt;
    value->integer = text[0] - '0';
    return true;
  }
  char buffer[64];
  text = without_underscores(reader.state.arena(), text, buffer);
  if (text.data() == nullptr) return false;
  char second = static_cast<char>(text[1] | 0x20);
  if (text[0] == '0' && (second == 'x' || second == 'o' || second == 'b')) {
    return read_integer(reader, text.substr(2), second == 'x' ? 16 : second == 'o' ? 8 : 2, value);
  }
  bool imaginary = (text.back() | 0x20) == 'j';
  if (imaginary) text.remove_suffix(1);
  if (!imaginary && text.find_first_of(".eE") == std::string_view::npos) return read_integer(reader, text, 10, value);
  value->kind = imaginary ? constant::Kind::kImaginary : constant::Kind::kFloat;
  value->real = read_double(text);
  return true;
}

}  // namespace pyemb
