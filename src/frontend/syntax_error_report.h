// SPDX-License-Identifier: MIT
#pragma once

// How an error gets its place: CPython's rules for turning a token or a range of nodes into line, column and source
// line, which depend on how far the tokenizer has read. Columns come in as bytes from 0 and leave as characters from 1.

#include "frontend/parser_state.h"
#include "frontend/syntax_error.h"
#include "frontend/tokenizer.h"

namespace pyemb {

struct ErrorSite {
  const Tokenizer& tokenizer;
  const Source& source;
  bool is_fstring;  ///< inside the expression of an f-string: messages say so, columns count from its parenthesis

  /// An end that means "as far as the text was read".
  static constexpr int32_t kHere = -5;
  static constexpr int32_t kNoColumn = -1;

  /// An error with a range. A column of kNoColumn is unknown.
  [[nodiscard]] SyntaxError error_in_range(Arena& arena, SyntaxError::Kind kind, std::string_view message,
                                           int32_t lineno, int32_t col_offset, int32_t end_lineno,
                                           int32_t end_col_offset) const;
  /// An error at a token, which may be one without text.
  [[nodiscard]] SyntaxError error_at_token(Arena& arena, SyntaxError::Kind kind, std::string_view message,
                                           const Token& token) const;
  /// "'(' was never closed", of the innermost open bracket.
  [[nodiscard]] SyntaxError unclosed_bracket(Arena& arena) const;
  /// The error that made the tokenizer fail with `token`.
  [[nodiscard]] SyntaxError tokenizer_error(Arena& arena, const Token& token) const;

 private:
  [[nodiscard]] SyntaxError place(Arena& arena, SyntaxError::Kind kind, std::string_view message, int32_t lineno,
                                  int32_t column, int32_t end_lineno, int32_t end_column) const;
  [[nodiscard]] std::string_view line_of(int32_t lineno) const;
};

}  // namespace pyemb
