// SPDX-License-Identifier: MIT
//
// Values of string and bytes literals: prefixes and escapes. The pieces of an f-string come here for their escapes too.

#include "frontend/parser_string.h"

#include <cstring>

#include "frontend/tokenizer_chars.h"

namespace pyemb {
namespace {

std::string_view unicode_error(Arena& arena, std::string_view reason) {
  return format_text(arena, "(unicode error) %.*s", static_cast<int>(reason.size()), reason.data());
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

uint32_t hex_value(char c) {
  return is_digit(c) ? static_cast<uint32_t>(c - '0') : static_cast<uint32_t>((c | 0x20) - 'a' + 10);
}

/// Where CPython's codec stands when we stand at `at`: it gets each non-ASCII character as a \U escape of ten bytes,
/// and a backslash before one as \u005c.
size_t codec_position(std::string_view text, size_t at) {
  size_t position = 0;
  for (size_t i = 0; i < at; ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c == '\\') {
      bool before_wide = i + 1 >= text.size() || static_cast<unsigned char>(text[i + 1]) >= 0x80;
      position += before_wide ? 6 : 1;
      if (!before_wide && ++i < at) ++position;
    } else if (c < 0x80) {
      ++position;
    } else if ((c & 0xc0) != 0x80) {
      position += 10;
    }
  }
  return position;
}

}  // namespace

void StringReader::fail_escape(std::string_view text, size_t start, size_t end, const char* reason) {
  size_t from = codec_position(text, start), to = codec_position(text, end);
  Arena& arena = reader.state.arena();
  reader.message =
      to - from == 1
          ? format_text(arena, "(unicode error) 'unicodeescape' codec can't decode byte 0x%02x in position %zu: %s",
                        static_cast<unsigned char>(text[start]), from, reason)
          : format_text(arena, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s", from,
                        to - 1, reason);
}

bool StringReader::warn_invalid_escape(const char* escape, const Token& token) {
  WarningList& warnings = reader.state.warnings;
  Arena& arena = reader.state.arena();
  bool octal = *escape >= '4' && *escape <= '7';
  std::string_view message = octal ? format_text(arena, "invalid octal escape sequence '\\%.3s'", escape)
                                   : format_text(arena, "invalid escape sequence '\\%c'", *escape);
  SyntaxError as_error = reader.error_at(reader.parser, message, token);
  return warnings.add(arena, {SyntaxWarning::Category::kDeprecation, message, as_error});
}

/// The digits of \x, \u and \U.
bool StringReader::decode_hex(std::string_view text, size_t* at, int digits, const char* reason, uint32_t* code_point) {
  size_t start = *at, i = start + 2;
  uint32_t value = 0;
  for (int k = 0; k < digits; ++k, ++i) {
    if (i >= text.size() || !is_hex_digit(text[i])) return fail_escape(text, start, i, reason), false;
    value = value * 16 + hex_value(text[i]);
  }
  if (value > 0x10ffff) return fail_escape(text, start, i, "illegal Unicode character"), false;
  *code_point = value;
  *at = i;
  return true;
}

/// \N{name}
bool StringReader::decode_name(std::string_view text, size_t* at, uint32_t* code_point) {
  const ParseHooks& hooks = reader.state.options.hooks;
  size_t start = *at, i = start + 2;
  constexpr const char* kMalformed = "malformed \\N character escape";
  if (i >= text.size() || text[i] != '{') return fail_escape(text, start, i, kMalformed), false;
  size_t end = text.find('}', i);
  if (end == std::string_view::npos) return fail_escape(text, start, text.size(), kMalformed), false;
  if (end == i + 1) return fail_escape(text, start, end, kMalformed), false;
  std::string_view name = text.substr(i + 1, end - i - 1);
  int32_t found = hooks.find_character == nullptr ? -1 : hooks.find_character(hooks.context, name);
  if (found < 0) return fail_escape(text, start, end + 1, "unknown Unicode character name"), false;
  *code_point = static_cast<uint32_t>(found);
  *at = end + 1;
  return true;
}

/// One escape at text[*at]. `*code_point` stays kKept when the backslash stands for itself, and is kNothing for a
/// joined line.
bool StringReader::decode_escape(std::string_view text, size_t* at, uint32_t* code_point, const char** invalid) {
  size_t start = *at;
  char c = start + 1 < text.size() ? text[start + 1] : '\0';
  *at = start + 2;
  switch (c) {
    case '\n': *code_point = kNothing; return true;
    case '\\':
    case '\'':
    case '"': *code_point = static_cast<unsigned char>(c); return true;
    case 'a': *code_point = '\a'; return true;
    case 'b': *code_point = '\b'; return true;
    case 'f': *code_point = '\f'; return true;
    case 'n': *code_point = '\n'; return true;
    case 'r': *code_point = '\r'; return true;
    case 't': *code_point = '\t'; return true;
    case 'v': *code_point = '\v'; return true;
    case 'x':
      if (!is_bytes) return *at = start, decode_hex(text, at, 2, "truncated \\xXX escape", code_point);
      return *at = start, decode_bytes_hex(text, at, code_point);
    default: break;
  }
  if (is_octal(c)) {
    uint32_t value = 0;
    size_t i = start + 1;
    while (i < text.size() && i < start + 4 && is_octal(text[i])) value = value * 8 + hex_value(text[i++]);
    if (value > 0377 && *invalid == nullptr) *invalid = text.data() + start + 1;
    *code_point = is_bytes ? value & 0xff : value;
    *at = i;
    return true;
  }
  if (!is_bytes && (c == 'u' || c == 'U' || c == 'N')) {
    *at = start;
    if (c == 'N') return decode_name(text, at, code_point);
    return c == 'u' ? decode_hex(text, at, 4, "truncated \\uXXXX escape", code_point)
                    : decode_hex(text, at, 8, "truncated \\UXXXXXXXX escape", code_point);
  }
  *at = start + 1;
  *code_point = kKept;
  bool is_wide = static_cast<unsigned char>(c) >= 0x80;
  if (start + 1 < text.size() && !is_wide && *invalid == nullptr) *invalid = text.data() + start + 1;
  return true;
}

bool StringReader::decode_bytes_hex(std::string_view text, size_t* at, uint32_t* code_point) {
  size_t i = *at;
  if (i + 3 < text.size() && is_hex_digit(text[i + 2]) && is_hex_digit(text[i + 3])) {
    *code_point = hex_value(text[i + 2]) * 16 + hex_value(text[i + 3]);
    *at = i + 4;
    return true;
  }
  reader.message = format_text(reader.state.arena(), "(value error) invalid \\x escape at position %zu", i);
  return false;
}

bool StringReader::decode_escapes(std::string_view text, const Token& token, std::string_view* result) {
  // No escape is shorter than what it denotes.
  char* buffer = reader.state.arena().make_array<char>(text.size());
  if (buffer == nullptr) return false;
  char* to = buffer;
  const char* invalid = nullptr;
  for (size_t at = 0; at < text.size();) {
    const void* found = std::memchr(text.data() + at, '\\', text.size() - at);
    size_t next = found == nullptr ? text.size() : static_cast<size_t>(static_cast<const char*>(found) - text.data());
    std::memcpy(to, text.data() + at, next - at);
    to += next - at;
    at = next;
    if (at == text.size()) break;
    uint32_t code_point = 0;
    if (!decode_escape(text, &at, &code_point, &invalid)) return false;
    if (code_point == kKept) {
      *to++ = '\\';
    } else if (code_point != kNothing) {
      if (is_bytes) {
        *to++ = static_cast<char>(code_point);
      } else {
        to += put_code_point(to, code_point);
      }
    }
  }
  if (invalid != nullptr && !warn_invalid_escape(invalid, token)) return false;
  *result = {buffer, static_cast<size_t>(to - buffer)};
  return true;
}

/// Text that came as bytes without declared encoding has not been checked yet. `by_runs`: positions count from the
/// start of the run of non-ASCII characters, as they do in strings with escapes.
bool StringReader::check_utf8(std::string_view text, bool by_runs) {
  if (reader.state.options.source_is_utf8) return true;
  Utf8FaultRange fault = find_utf8_fault(text);
  if (LIKELY(fault.reason == nullptr)) return true;
  if (by_runs) {
    size_t start = fault.start, end = fault.start;
    while (start > 0 && static_cast<unsigned char>(text[start - 1]) >= 0x80) --start;
    while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80) ++end;
    text = text.substr(start, end - start);
    fault = find_utf8_fault(text);
  }
  reader.message = unicode_error(reader.state.arena(), utf8_fault_message(reader.state.arena(), text, fault));
  return false;
}

bool StringReader::decode(std::string_view text, bool raw, const Token& token, std::string_view* result) {
  bool plain = raw || text.empty() || std::memchr(text.data(), '\\', text.size()) == nullptr;
  if (!check_utf8(text, !raw && (!plain || in_fstring))) return false;
  if (!plain) return decode_escapes(text, token, result);
  *result = text;
  return true;
}

StringParts split_string(const Token& token) {
  StringParts parts;
  const char* at = token.start;
  for (; *at != '"' && *at != '\''; ++at) {
    char c = static_cast<char>(*at | 0x20);
    parts.is_bytes |= c == 'b';
    parts.is_raw |= c == 'r';
    parts.is_fstring |= c == 'f';
  }
  const char* end = token.start + token.size;
  size_t quotes = end - at >= 6 && at[1] == at[0] && at[2] == at[0] ? 3 : 1;
  parts.body = {at + quotes, static_cast<size_t>(end - at) - 2 * quotes};
  return parts;
}

/// The value of one literal that is no f-string.
bool StringReader::read_piece(const StringParts& parts, const Token& token, std::string_view* piece) {
  is_bytes = parts.is_bytes;
  in_fstring = false;
  if (!is_bytes) return decode(parts.body, parts.is_raw, token, piece);
  for (char c : parts.body) {
    if (static_cast<unsigned char>(c) >= 0x80) return fail("bytes can only contain ASCII literal characters");
  }
  *piece = parts.body;
  return parts.is_raw || parts.body.find('\\') == std::string_view::npos || decode_escapes(parts.body, token, piece);
}

/// A constant of the text gathered so far.
ast::Constant* StringReader::constant_node() {
  auto* result = node<ast::Constant>();
  if (result == nullptr) return nullptr;
  result->value.kind = is_bytes ? ast::constant::Kind::kBytes : ast::constant::Kind::kStr;
  result->value.text = pending.view();
  if (!is_bytes && first->start[0] == 'u') {
    result->kind = reader.state.names.intern("u");
    if (result->kind == nullptr) return nullptr;
  }
  pending = {};
  return result;
}

ast::expr* read_strings(LiteralReader& reader, const Token* const* tokens, uint32_t count) {
  StringReader strings = {reader, tokens[0], tokens[count - 1]};
  bool all_bytes = split_string(*tokens[0]).is_bytes;
  bool any_fstring = false;
  for (uint32_t i = 0; i < count; ++i) {
    StringParts parts = split_string(*tokens[i]);
    std::string_view piece;
    if (!parts.is_fstring && !strings.read_piece(parts, *tokens[i], &piece)) return nullptr;
    if (parts.is_bytes != all_bytes) return strings.fail("cannot mix bytes and nonbytes literals"), nullptr;
    any_fstring |= parts.is_fstring;
    bool ok = parts.is_fstring ? strings.read_fstring(parts, *tokens[i])
                               : strings.pending.append(reader.state.arena(), piece);
    if (!ok) return nullptr;
  }
  return any_fstring ? strings.joined_node() : strings.constant_node();
}

bool TextBuilder::append(Arena& arena, std::string_view text) {
  if (text.empty()) return true;
  if (size_ == 0) {
    data_ = text.data();
    size_ = text.size();
    return true;
  }
  if (capacity_ < size_ + text.size()) {
    size_t capacity = (size_ + text.size()) * 2;
    char* grown = arena.make_array<char>(capacity);
    if (grown == nullptr) return false;
    std::memcpy(grown, data_, size_);
    owned_ = grown;
    data_ = grown;
    capacity_ = capacity;
  }
  std::memcpy(owned_ + size_, text.data(), text.size());
  size_ += text.size();
  return true;
}

}  // namespace pyemb
