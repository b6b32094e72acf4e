// SPDX-License-Identifier: MIT
#pragma once

// Text -> tokens, one at a time. The tokenizer never backtracks and knows nothing of the grammar; indentation,
// brackets, line joining and the shapes of names, numbers and strings are its business.
//
// When it fails it returns a token of kind kError for ever, and `state()` tells why. Most failures are reported on the
// spot (kRaised, with `error()` filled in); the others are worded by the diagnosing parser, which knows more.
//
// A parser that reports an error needs to know how far the text has been read, line by line: `cursor`, `line_start`,
// `line_end`, `buffer_start` and `lineno` are that. A line counts as entered when its first character is looked at.

#include <cstdint>
#include <string_view>

#include "frontend/arena.h"
#include "frontend/ast_names.h"
#include "frontend/parser.h"
#include "frontend/syntax_error.h"
#include "frontend/token.h"

namespace pyemb {

/// Warnings in the order of their discovery.
struct WarningList {
  SyntaxWarning* data = nullptr;
  uint32_t size = 0;
  uint32_t capacity = 0;

  [[nodiscard]] bool add(Arena& arena, const SyntaxWarning& warning);
};

class Tokenizer {
 public:
  enum class State : uint8_t {
    kReading,
    kEnd,              ///< the end of the text was reached (an error where brackets are open or a line is continued)
    kRaised,           ///< error() is filled in
    kNotUtf8,          ///< a name holds bytes that are not UTF-8: the token's text
    kBadDedent,        ///< unindent does not match any outer indentation level
    kMixedTabs,        ///< inconsistent use of tabs and spaces in indentation
    kTooDeep,          ///< too many levels of indentation
    kBadContinuation,  ///< a character follows a line's last backslash
    kNoMemory,
  };

  /// Where the text begins within a larger one: the expression of an f-string. Columns of the first line move by
  /// `col_offset`.
  struct Origin {
    int32_t lineno = 1;
    int32_t col_offset = 0;
  };

  /// `text` must be followed by a NUL and outlive the arena's users: tokens point into it.
  Tokenizer(NameTable& names, std::string_view text, const ParseHooks& hooks, WarningList& warnings, Origin origin);

  /// From now on `# type:` comments are tokens.
  void keep_type_comments() { type_comments_ = true; }

  /// Reads the next token.
  void next(Token& token);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const SyntaxError& error() const { return error_; }
  /// More text could have prevented the failure: it ended too early.
  [[nodiscard]] bool needs_more_text() const { return state_ == State::kEnd || string_cut_; }
  [[nodiscard]] std::string_view text() const { return {begin_, static_cast<size_t>(end_ - begin_)}; }
  [[nodiscard]] Origin origin() const { return origin_; }

  [[nodiscard]] const char* cursor() const { return cursor_; }
  [[nodiscard]] const char* line_start() const { return line_start_; }
  [[nodiscard]] const char* buffer_start() const { return buffer_start_; }  ///< line_start, or where its token began
  [[nodiscard]] const char* line_end() const;                               ///< behind the last line that was entered
  [[nodiscard]] int32_t lineno() const { return lineno_; }

  /// The brackets that are open.
  struct Bracket {
    char opening;
    int32_t lineno;
    int32_t col_offset;
  };
  [[nodiscard]] int level() const { return level_; }
  [[nodiscard]] const Bracket& innermost_bracket() const { return brackets_[level_ - 1]; }

  /// Ends the text's open blocks, as a prompt does after a statement: their dedents come next.
  void close_blocks();

  static constexpr int kMaxLevel = 200;
  static constexpr int kMaxIndent = 100;

 private:
  bool enter_line(bool keep_buffer);
  bool read_indentation(bool* blank);
  bool continue_line(bool keep_buffer);
  bool push_indent(int column, int alternate);
  bool scan_type_comment(Token& token, bool alone);
  void scan_name(Token& token);
  const Identifier* intern_non_ascii(std::string_view text);
  void scan_string(Token& token, const char* quote);
  void unterminated_string(Token& token, bool is_triple, int32_t first_lineno, const char* first_line);
  void scan_number(Token& token);
  bool scan_decimal_tail();
  bool scan_based_number(int base, const char* name);
  bool scan_decimal_number();
  bool check_number_end(const char* kind);
  bool invalid_number(const char* at, const char* kind);
  void scan_operator(Token& token);
  bool open_bracket(char c);
  bool close_bracket(char c);
  void finish(Token& token, Tok kind);
  void place(Token& token, int32_t lineno, const char* first_line);
  void no_text(Token& token, Tok kind);
  bool raise(std::string_view message);
  bool raise_at(std::string_view message, int32_t column, int32_t end_column);

  const char* begin_;
  const char* end_;
  const char* cursor_;
  const char* line_start_;
  const char* buffer_start_;
  const char* last_line_;  ///< entered; line_start_, unless an error was reported further back
  const char* token_start_ = nullptr;
  NameTable& names_;
  const ParseHooks& hooks_;
  WarningList& warnings_;
  Origin origin_;
  int32_t lineno_;
  State state_ = State::kReading;
  bool at_line_start_ = true;
  bool type_comments_ = false;
  bool string_cut_ = false;  ///< the text ended inside a string
  int level_ = 0;
  int indent_ = 0;
  int pending_ = 0;  ///< indents (positive) or dedents (negative) still to be handed out
  Bracket brackets_[kMaxLevel];
  int columns_[kMaxIndent];     ///< of the open blocks, with tabs to multiples of 8
  int alternates_[kMaxIndent];  ///< the same with tabs of one column: both must agree
  SyntaxError error_ = {};
};

}  // namespace pyemb
