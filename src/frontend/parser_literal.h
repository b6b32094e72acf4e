// SPDX-License-Identifier: MIT
#pragma once

// Values of literals: numbers, and strings with all that 3.11 does with them: prefixes, escapes, implicit
// concatenation, f-strings. Used by both parsers, which is why the expressions inside f-strings are read through a
// function that each parser provides.
//
// A failed function leaves a message in `message`, or none when the error stands in the ParseState already (an error
// inside the expression of an f-string) or memory ran out.

#include <string_view>

#include "frontend/parser_state.h"

namespace pyemb {

struct LiteralReader {
  ParseState& state;
  void* parser;
  /// Parses `text`, a parenthesized expression that stands at `origin`. Null: failed.
  ast::expr* (*read_expression)(void* parser, std::string_view text, Tokenizer::Origin origin);
  /// The error that `message` is at that token.
  SyntaxError (*error_at)(void* parser, std::string_view message, const Token& token);

  std::string_view message = {};
  bool message_has_no_column = false;  ///< an error of numbers, located at column 0 of its line
};

/// The value of a number token. False: too long for a decimal literal, or memory ran out.
[[nodiscard]] bool read_number(LiteralReader& reader, std::string_view text, ast::constant* value);

/// The node for adjacent string tokens.
[[nodiscard]] ast::expr* read_strings(LiteralReader& reader, const Token* const* tokens, uint32_t count);

}  // namespace pyemb
