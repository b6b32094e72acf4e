// SPDX-License-Identifier: MIT
#include "frontend/syntax_error_report.h"

#include <algorithm>
#include <cstring>

namespace pyemb {
namespace {

/// Characters in the first `column` bytes of a line; one more when it points behind the line's end.
int32_t characters_before(std::string_view line, int32_t column) {
  auto size = static_cast<int32_t>(line.size());
  if (column > size) return count_characters(line) + 1;
  return count_characters(line.substr(0, static_cast<size_t>(std::max(column, 0))));
}

}  // namespace

/// The source line to show. The line being read is shown as far back as its token began, line ends and all; an earlier
/// one is found by counting, and so is every line of a script, which is shown as it stands in the file.
std::string_view ErrorSite::line_of(int32_t lineno) const {
  const char* buffer = tokenizer.buffer_start();
  const char* read_to = tokenizer.line_end();
  const bool in_file = source.is_script && !is_fstring;
  if (!in_file && tokenizer.lineno() <= lineno && read_to > buffer) return {buffer, static_cast<size_t>(read_to - buffer)};
  const char* line = tokenizer.text().data();
  const char* end = line + tokenizer.text().size();
  for (int32_t at = tokenizer.origin().lineno; at < lineno; ++at) {
    const void* newline = std::memchr(line, '\n', static_cast<size_t>(end - line));
    if (newline == nullptr || static_cast<const char*>(newline) + 1 > read_to) break;
    line = static_cast<const char*>(newline) + 1;
  }
  const void* newline = std::memchr(line, '\n', static_cast<size_t>(end - line));
  return {line, static_cast<size_t>((newline == nullptr ? end : static_cast<const char*>(newline)) - line)};
}

SyntaxError ErrorSite::place(Arena& arena, SyntaxError::Kind kind, std::string_view message, int32_t lineno,
                             int32_t column, int32_t end_lineno, int32_t end_column) const {
  SyntaxError error;
  error.kind = kind;
  error.message = message;
  if (is_fstring && message.data() != nullptr) {
    error.message = format_text(arena, "f-string: %.*s", static_cast<int>(message.size()), message.data());
  }
  if (end_lineno == kHere) end_lineno = tokenizer.lineno();
  if (end_column == kHere) end_column = static_cast<int32_t>(tokenizer.cursor() - tokenizer.line_start());
  std::string_view line = line_of(lineno);
  if (source.script_has_mark && lineno == 1) {
    line = format_text(arena, "\xef\xbb\xbf%.*s", static_cast<int>(line.size()), line.data());
  }
  error.text = replace_faults(arena, line);
  error.has_text = true;
  if (is_fstring) {
    column -= tokenizer.origin().col_offset;
    end_column -= tokenizer.origin().col_offset;
  } else if (source.has_encoding) {
    column = characters_before(error.text, column);
    if (end_column > 0) end_column = characters_before(error.text, end_column);
  }
  error.lineno = lineno;
  error.offset = column;
  error.end_lineno = end_lineno;
  error.end_offset = end_column;
  if (error.message.data() == nullptr || error.text.data() == nullptr) error.kind = SyntaxError::Kind::kMemory;
  return error;
}

SyntaxError ErrorSite::error_in_range(Arena& arena, SyntaxError::Kind kind, std::string_view message, int32_t lineno,
                                      int32_t col_offset, int32_t end_lineno, int32_t end_col_offset) const {
  int32_t end_column = end_col_offset == kHere ? kHere : end_col_offset + 1;
  return place(arena, kind, message, lineno, col_offset + 1, end_lineno, end_column);
}

SyntaxError ErrorSite::error_at_token(Arena& arena, SyntaxError::Kind kind, std::string_view message,
                                      const Token& token) const {
  int32_t column = token.col_offset + 1;
  if (token.col_offset == kNoColumn) {
    bool nothing_read = (source.is_script && token.kind != Tok::kError) || tokenizer.cursor() == tokenizer.buffer_start();
    column = nothing_read ? 0 : static_cast<int32_t>(tokenizer.cursor() - tokenizer.line_start());
  }
  int32_t end_column = token.end_col_offset == kNoColumn ? kNoColumn : token.end_col_offset + 1;
  return place(arena, kind, message, token.lineno, column, token.end_lineno, end_column);
}

SyntaxError ErrorSite::unclosed_bracket(Arena& arena) const {
  const Tokenizer::Bracket& open = tokenizer.innermost_bracket();
  return error_in_range(arena, SyntaxError::Kind::kSyntax, format_text(arena, "'%c' was never closed", open.opening),
                        open.lineno, open.col_offset, open.lineno, kNoColumn);
}

SyntaxError ErrorSite::tokenizer_error(Arena& arena, const Token& token) const {
  using Kind = SyntaxError::Kind;
  auto at_line = [&](Kind kind, int32_t col_offset, std::string_view message) {
    return error_in_range(arena, kind, message, tokenizer.lineno(), col_offset, tokenizer.lineno(), kNoColumn);
  };
  switch (tokenizer.state()) {
    case Tokenizer::State::kRaised: return tokenizer.error();
    case Tokenizer::State::kNoMemory:
    case Tokenizer::State::kReading: break;
    case Tokenizer::State::kEnd:
      if (tokenizer.level() > 0) return unclosed_bracket(arena);
      return error_at_token(arena, Kind::kSyntax, "unexpected EOF while parsing", token);
    case Tokenizer::State::kNotUtf8: {
      std::string_view fault = utf8_fault_message(arena, token.text(), find_utf8_fault(token.text()));
      std::string_view message =
          format_text(arena, "(unicode error) %.*s", static_cast<int>(fault.size()), fault.data());
      return error_at_token(arena, Kind::kSyntax, message, token);
    }
    case Tokenizer::State::kBadDedent:
      return error_at_token(arena, Kind::kIndentation, "unindent does not match any outer indentation level", token);
    case Tokenizer::State::kMixedTabs:
      return at_line(Kind::kTab, 0, "inconsistent use of tabs and spaces in indentation");
    case Tokenizer::State::kTooDeep: return at_line(Kind::kIndentation, 0, "too many levels of indentation");
    case Tokenizer::State::kBadContinuation: {
      auto column = static_cast<int32_t>(tokenizer.cursor() - tokenizer.buffer_start()) - 1;
      return at_line(Kind::kSyntax, column, "unexpected character after line continuation character");
    }
  }
  SyntaxError error;
  error.kind = Kind::kMemory;
  return error;
}

}  // namespace pyemb
