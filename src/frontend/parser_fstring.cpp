// SPDX-License-Identifier: MIT
//
// f-strings as 3.11 has them: the tokenizer sees one string; its replacement fields are found here by scanning for
// brackets and quotes, and each expression is parsed as a text of its own, in parentheses. Hence the restrictions: no
// backslash, no comment, no quote of the enclosing string in an expression, and one level of fields in a format spec.

#include <cstring>

#include "frontend/parser_string.h"
#include "frontend/tokenizer_chars.h"

namespace pyemb {

bool StringReader::fail(std::string_view message) {
  reader.message = message;
  return false;
}

bool StringReader::add_value(ast::expr* value) {
  if (value == nullptr) return false;
  if (value_count == value_capacity) {
    uint32_t capacity = value_capacity == 0 ? 4 : value_capacity * 2;
    auto** grown = reader.state.arena().make_array<ast::expr*>(capacity);
    if (grown == nullptr) return false;
    if (value_count != 0) std::memcpy(grown, values, value_count * sizeof(ast::expr*));
    values = grown;
    value_capacity = capacity;
  }
  values[value_count++] = value;
  return true;
}

bool StringReader::flush_text() { return pending.empty() || add_value(constant_node()); }

ast::expr* StringReader::joined_node() {
  if (!flush_text()) return nullptr;
  auto* result = node<ast::JoinedStr>();
  if (result != nullptr) result->values = {values, value_count};
  return result;
}

bool StringReader::read_fstring(const StringParts& parts, const Token& token) {
  is_bytes = false;
  in_fstring = true;
  Body body = {parts.body.data(), parts.body.data() + parts.body.size(), parts.is_raw, token};
  return read_pieces(body, 0);
}

/// Literal text and replacement fields in turn, up to the end of the string or, in a format spec, to a `}`.
bool StringReader::read_pieces(Body& body, int depth) {
  for (;;) {
    std::string_view literal;
    Literal found = read_literal(body, depth, &literal);
    if (found == Literal::kFailed || !pending.append(reader.state.arena(), literal)) return false;
    if (found == Literal::kBraceEscaped) continue;
    if (body.at >= body.end || *body.at == '}') break;
    std::string_view source;
    ast::expr* field = read_replacement(body, depth, &source);
    if (field == nullptr || !pending.append(reader.state.arena(), source)) return false;
    if (!flush_text() || !add_value(field)) return false;
  }
  if (depth == 0 && body.at < body.end) return fail("f-string: unexpected end of string");
  if (depth != 0 && body.at < body.end && *body.at != '}') return fail("f-string: expecting '}'");
  if (depth != 0 && body.at >= body.end) return fail("f-string: expecting '}'");
  return true;
}

/// Text up to a brace. A doubled one counts as text, and ends the piece with kBraceEscaped; not so in a format spec.
StringReader::Literal StringReader::read_literal(Body& body, int depth, std::string_view* literal) {
  const char* start = body.at;
  const char* s = start;
  Literal result = Literal::kDone;
  const char* resume = nullptr;
  while (s < body.end) {
    char c = *s++;
    if (!body.is_raw && c == '\\' && s < body.end) {
      c = *s++;
      if (c == 'N') {
        if (s < body.end && *s++ == '{') {
          while (s < body.end && *s++ != '}') {
          }
        }
        continue;
      }
      if (c == '{' && !warn_invalid_escape(s - 1, body.token)) return Literal::kFailed;
    }
    if (c != '{' && c != '}') continue;
    if (depth == 0) {
      if (s < body.end && *s == c) {
        resume = s + 1;
        result = Literal::kBraceEscaped;
        break;
      }
      if (c == '}') return fail("f-string: single '}' is not allowed"), Literal::kFailed;
    }
    --s;
    break;
  }
  body.at = resume != nullptr ? resume : s;
  std::string_view text(start, static_cast<size_t>(s - start));
  if (text.empty()) {
    *literal = "";
    return result;
  }
  return decode(text, body.is_raw, body.token, literal) ? result : Literal::kFailed;
}

/// Moves to what ends the expression: `!`, `:`, `}` or `=` outside brackets and quotes, or the end of the string.
bool StringReader::find_expression_end(Body& body) {
  char quote = 0;
  bool triple = false;
  char brackets[Tokenizer::kMaxLevel];
  int level = 0;
  auto thrice = [&](char c) { return body.at + 2 < body.end && body.at[1] == c && body.at[2] == c; };
  for (; body.at < body.end; ++body.at) {
    char c = *body.at;
    if (c == '\\') return fail("f-string expression part cannot include a backslash");
    if (quote != 0) {
      if (c != quote || (triple && !thrice(c))) continue;
      if (triple) body.at += 2;
      quote = 0;
    } else if (c == '\'' || c == '"') {
      triple = thrice(c);
      if (triple) body.at += 2;
      quote = c;
    } else if (c == '[' || c == '{' || c == '(') {
      if (level >= Tokenizer::kMaxLevel) return fail("f-string: too many nested parenthesis");
      brackets[level++] = c;
    } else if (c == '#') {
      return fail("f-string expression part cannot include '#'");
    } else if (level == 0 && (c == '!' || c == ':' || c == '}' || c == '=' || c == '>' || c == '<')) {
      bool with_equal = body.at + 1 < body.end && body.at[1] == '=' && c != ':' && c != '}';
      if (with_equal) {
        ++body.at;
        continue;
      }
      if (c != '>' && c != '<') break;
    } else if (c == ']' || c == '}' || c == ')') {
      if (level == 0) return fail(format_text(reader.state.arena(), "f-string: unmatched '%c'", c));
      char opening = brackets[--level];
      if (closing_bracket(opening) != c) {
        return fail(format_text(reader.state.arena(),
                                "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c,
                                opening));
      }
    }
  }
  if (quote != 0) return fail("f-string: unterminated string");
  if (level != 0) return fail(format_text(reader.state.arena(), "f-string: unmatched '%c'", brackets[level - 1]));
  if (body.at >= body.end) return fail("f-string: expecting '}'");
  return true;
}

/// Where the text "(" expression ")" stands. Its first line starts `brace` bytes into the line of the string. The braces are asked for
/// from left to right.
Tokenizer::Origin StringReader::origin_of(Body& body, const char* brace) {
  bool newline_follows = true;
  const char* c = brace + 1;
  for (; *c != '}' && *c != '\n'; ++c) {
    if (is_blank(*c)) continue;
    newline_follows = false;
    break;
  }
  for (; body.counted < brace; ++body.counted) {
    if (*body.counted != '\n') continue;
    ++body.lines;
    body.line_start = body.counted;
  }
  int32_t columns = 0;
  if (!newline_follows) {
    columns = static_cast<int32_t>(brace - body.line_start);
    if (body.lines != 0) --columns;
  }
  return {body.token.lineno + body.lines, body.lines != 0 ? columns : body.token.col_offset + columns};
}

/// The expression between `start` and `end`, whose brace stands before it.
ast::expr* StringReader::read_expression(Body& body, const char* start, const char* end) {
  const char* first_char = start;
  while (first_char != end && (is_blank(*first_char) || *first_char == '\n')) ++first_char;
  if (first_char == end) {
    bool closes = *end != '!' && *end != ':' && *end != '=';
    fail(closes ? "f-string: empty expression not allowed"
                : format_text(reader.state.arena(), "f-string: expression required before '%c'", *end));
    return nullptr;
  }
  auto size = static_cast<size_t>(end - start);
  char* text = reader.state.arena().make_array<char>(size + 4);
  if (text == nullptr) return nullptr;
  text[0] = '(';
  std::memcpy(text + 1, start, size);
  std::memcpy(text + 1 + size, ")\n", 3);
  return reader.read_expression(reader.parser, {text, size + 3}, origin_of(body, start - 1));
}

/// A format spec is an f-string within the f-string. It and its last text span the token they stand in, what comes
/// before spans the whole run.
ast::expr* StringReader::read_format_spec(Body& body, int depth) {
  StringReader spec = {reader, first, last};
  spec.in_fstring = true;
  if (!spec.read_pieces(body, depth + 1)) return nullptr;
  spec.first = spec.last = &body.token;
  return spec.joined_node();
}

/// A replacement field. `*source`: the text to stand before it, when it ends in `=`.
ast::expr* StringReader::read_replacement(Body& body, int depth, std::string_view* source) {
  if (depth >= 2) return fail("f-string: expressions nested too deeply"), nullptr;
  const char* start = ++body.at;
  if (!find_expression_end(body)) return nullptr;
  ast::expr* value = read_expression(body, start, body.at);
  if (value == nullptr) return nullptr;
  auto at_end = [&] { return body.at >= body.end && !fail("f-string: expecting '}'"); };
  bool shows_source = *body.at == '=';
  if (shows_source) {
    if (reader.state.options.feature_version < 8 && !fail("f-string: self documenting expressions are only supported in Python 3.8 and greater")) return nullptr;
    ++body.at;
    while (body.at < body.end && (is_blank(*body.at) || *body.at == '\n' || *body.at == '\v' || *body.at == '\r'))
      ++body.at;
    if (at_end()) return nullptr;
    *source = {start, static_cast<size_t>(body.at - start)};
  }
  int32_t conversion = -1;
  if (*body.at == '!') {
    ++body.at;
    if (at_end()) return nullptr;
    conversion = static_cast<unsigned char>(*body.at++);
    if (conversion != 's' && conversion != 'r' && conversion != 'a') {
      return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'"), nullptr;
    }
  }
  if (at_end()) return nullptr;
  ast::expr* format_spec = nullptr;
  if (*body.at == ':') {
    ++body.at;
    if (at_end()) return nullptr;
    format_spec = read_format_spec(body, depth);
    if (format_spec == nullptr) return nullptr;
  }
  if (body.at >= body.end || *body.at != '}') return fail("f-string: expecting '}'"), nullptr;
  ++body.at;
  if (shows_source && format_spec == nullptr && conversion == -1) conversion = 'r';
  auto* result = node<ast::FormattedValue>();
  if (result == nullptr) return nullptr;
  result->value = value;
  result->conversion = conversion;
  result->format_spec = format_spec;
  return result;
}

}  // namespace pyemb
