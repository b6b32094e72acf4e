// SPDX-License-Identifier: MIT
#include "frontend/tokenizer.h"

#include <cstring>

#include "frontend/source.h"
#include "frontend/tokenizer_chars.h"
#include "state/memory.h"

namespace pyemb {

bool WarningList::add(Arena& arena, const SyntaxWarning& warning) {
  if (warning.message.data() == nullptr) return false;
  if (size == capacity) {
    uint32_t room = capacity == 0 ? 8 : capacity * 2;
    auto* grown = arena.make_array<SyntaxWarning>(room);
    if (grown == nullptr) return false;
    for (uint32_t i = 0; i < size; ++i) grown[i] = data[i];
    data = grown;
    capacity = room;
  }
  data[size++] = warning;
  return true;
}

Tokenizer::Tokenizer(NameTable& names, std::string_view text, const ParseHooks& hooks, WarningList& warnings,
                     Origin origin)
    : begin_(text.data()),
      end_(text.data() + text.size()),
      cursor_(begin_),
      line_start_(begin_),
      buffer_start_(begin_),
      last_line_(begin_),
      names_(names),
      hooks_(hooks),
      warnings_(warnings),
      origin_(origin),
      lineno_(origin.lineno - 1) {
  columns_[0] = 0;
  alternates_[0] = 0;
}

const char* Tokenizer::line_end() const {
  if (lineno_ < origin_.lineno) return begin_;  // no line was entered yet
  const void* newline = std::memchr(last_line_, '\n', static_cast<size_t>(end_ - last_line_));
  return newline == nullptr ? end_ : static_cast<const char*>(newline) + 1;
}

void Tokenizer::close_blocks() {
  pending_ = -indent_;
  indent_ = 0;
}

/// The cursor stands behind the last line: takes the next one, or notes that there is none.
bool Tokenizer::enter_line(bool keep_buffer) {
  if (cursor_ == end_) {
    state_ = State::kEnd;
    return false;
  }
  line_start_ = last_line_ = cursor_;
  if (!keep_buffer) buffer_start_ = cursor_;
  ++lineno_;
  return true;
}

void Tokenizer::next(Token& token) {
  if (UNLIKELY(state_ > State::kEnd)) return no_text(token, Tok::kError);
  for (;;) {
    bool blank = false;
    token_start_ = nullptr;
    if (at_line_start_) {
      at_line_start_ = false;
      if (!read_indentation(&blank)) return no_text(token, Tok::kError);
    }
    if (pending_ != 0) {
      bool is_indent = pending_ > 0;
      pending_ += is_indent ? -1 : 1;
      return no_text(token, is_indent ? Tok::kIndent : Tok::kDedent);
    }
    for (;;) {
      while (is_blank(*cursor_)) ++cursor_;
      token_start_ = cursor_;
      if (LIKELY(*cursor_ != '\\')) break;
      if (!continue_line(true)) return no_text(token, Tok::kError);
    }
    if (*cursor_ == '#') {
      const void* newline = std::memchr(cursor_, '\n', static_cast<size_t>(end_ - cursor_));
      cursor_ = newline == nullptr ? end_ : static_cast<const char*>(newline);
      if (UNLIKELY(type_comments_) && scan_type_comment(token, blank)) return;
    }
    if (*cursor_ != '\n') break;
    ++cursor_;
    at_line_start_ = true;
    if (blank || level_ > 0) continue;
    --cursor_;
    finish(token, Tok::kNewline);  // the line's end is no part of the token
    ++cursor_;
    return;
  }
  if (UNLIKELY(cursor_ == end_)) {
    state_ = State::kEnd;
    return no_text(token, level_ > 0 ? Tok::kError : Tok::kEndMarker);
  }
  char c = *cursor_;
  if (is_name_start(c)) {
    scan_name(token);
  } else if (is_digit(c) || (c == '.' && is_digit(cursor_[1]))) {
    scan_number(token);
  } else if (c == '"' || c == '\'') {
    return scan_string(token, cursor_);
  } else {
    scan_operator(token);
  }
  if (UNLIKELY(cursor_ == end_) && state_ == State::kReading) state_ = State::kEnd;  // looked beyond the token
}

/// The cursor stands behind a comment. If it is `# type: TEXT`, the token is TEXT; what follows `ignore` is the tag of a TypeIgnore,
/// which takes a line of its own with it.
bool Tokenizer::scan_type_comment(Token& token, bool alone) {
  const char* at = token_start_;
  for (char expected : std::string_view("# type: ")) {
    if (expected == ' ') {
      while (at != cursor_ && (*at == ' ' || *at == '\t')) ++at;
    } else if (at == cursor_ || *at++ != expected) {
      return false;
    }
  }
  std::string_view text(at, static_cast<size_t>(cursor_ - at));
  auto goes_on = [](char c) { return static_cast<unsigned char>(c) >= 0x80 || is_digit(c) || (is_name_start(c) && c != '_'); };
  bool ignore = text.starts_with("ignore") && (text.size() == 6 || !goes_on(text[6]));
  if (ignore) text.remove_prefix(6);
  token_start_ = text.data();
  finish(token, ignore ? Tok::kTypeIgnore : Tok::kTypeComment);
  if (ignore && alone && *cursor_ == '\n') {
    ++cursor_;
    at_line_start_ = true;
  }
  return true;
}

/// Reads the blanks at the start of a line and compares them with the open blocks. A line that holds nothing else, or a
/// comment, is `blank`: its indentation means nothing.
bool Tokenizer::read_indentation(bool* blank) {
  int column = 0, alternate = 0, continued = 0;
  if (enter_line(false)) {
    for (;; ++cursor_) {
      if (*cursor_ == ' ') {
        ++column, ++alternate;
      } else if (*cursor_ == '\t') {
        column = (column / 8 + 1) * 8;
        ++alternate;
      } else if (*cursor_ == '\f') {
        column = alternate = 0;
      } else if (*cursor_ == '\\') {
        if (continued == 0) continued = column;  // the first piece of a continued indentation counts
        if (!continue_line(false)) return false;
        --cursor_;
      } else {
        break;
      }
    }
    *blank = *cursor_ == '#' || *cursor_ == '\n';
    if (cursor_ == end_) state_ = State::kEnd;
  }
  if (*blank || level_ > 0) return true;
  if (continued != 0) column = alternate = continued;
  if (column > columns_[indent_]) return push_indent(column, alternate);
  if (column < columns_[indent_]) {
    while (indent_ > 0 && column < columns_[indent_]) {
      --pending_;
      --indent_;
    }
    if (column != columns_[indent_]) {
      state_ = State::kBadDedent;
      cursor_ = line_end();
      return false;
    }
  }
  if (alternate == alternates_[indent_]) return true;
  state_ = State::kMixedTabs;
  cursor_ = line_end();
  return false;
}

bool Tokenizer::push_indent(int column, int alternate) {
  if (indent_ + 1 >= kMaxIndent || alternate <= alternates_[indent_]) {
    state_ = indent_ + 1 >= kMaxIndent ? State::kTooDeep : State::kMixedTabs;
    cursor_ = line_end();
    return false;
  }
  ++pending_;
  ++indent_;
  columns_[indent_] = column;
  alternates_[indent_] = alternate;
  return true;
}

/// The cursor stands on a backslash, which must be the last character of its line and not of the text.
bool Tokenizer::continue_line(bool keep_buffer) {
  ++cursor_;
  if (*cursor_ != '\n') {
    if (cursor_ != end_) ++cursor_;
    state_ = State::kBadContinuation;
    return false;
  }
  ++cursor_;
  return enter_line(keep_buffer);
}

void Tokenizer::scan_name(Token& token) {
  const char* at = cursor_;
  uint32_t hash = NameTable::kHashSeed;
  unsigned char any = 0;
  do {
    auto c = static_cast<unsigned char>(*at);
    any |= c;
    hash = NameTable::hash_step(hash, c);
    ++at;
  } while (is_name_char(*at));
  std::string_view text(cursor_, static_cast<size_t>(at - cursor_));
  if (UNLIKELY((*at == '"' || *at == '\'') && is_string_prefix(text))) return scan_string(token, at);
  cursor_ = at;
  token.name = LIKELY(any < 0x80) ? names_.intern(text, hash) : intern_non_ascii(text);
  if (UNLIKELY(token.name == nullptr)) {
    if (state_ == State::kReading) state_ = State::kNoMemory;
    no_text(token, Tok::kError);
    token.start = text.data();
    token.size = static_cast<uint32_t>(text.size());
    return;
  }
  // A name that merely normalizes to a keyword is none.
  uint32_t index = token.name->index;
  bool keyword = index < kKeywordCount && any < 0x80;
  finish(token, keyword ? static_cast<Tok>(static_cast<uint32_t>(kFirstKeyword) + index) : Tok::kName);
}

/// Checks the characters of a name and interns its NFKC form. Null: the state says why.
const Identifier* Tokenizer::intern_non_ascii(std::string_view text) {
  if (find_utf8_fault(text).reason != nullptr) {
    state_ = State::kNotUtf8;
    return nullptr;
  }
  Arena& arena = names_.arena();
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* start = at;
    uint32_t c = next_code_point(at);
    auto* test = start == text.data() ? hooks_.is_xid_start : hooks_.is_xid_continue;
    if (c < 0x80 || (test != nullptr && test(hooks_.context, c))) continue;
    cursor_ = at;
    bool printable = hooks_.is_printable == nullptr || hooks_.is_printable(hooks_.context, c);
    raise(printable ? format_text(arena, "invalid character '%.*s' (U+%04X)", static_cast<int>(at - start), start, c)
                    : format_text(arena, "invalid non-printable character U+%04X", c));
    return nullptr;
  }
  if (hooks_.normalize_nfkc != nullptr && !hooks_.normalize_nfkc(hooks_.context, arena, text, &text)) return nullptr;
  return names_.intern(text);
}

/// The cursor stands on the token's first character, `quote` on its opening quote.
void Tokenizer::scan_string(Token& token, const char* quote) {
  int32_t first_lineno = lineno_;
  const char* first_line = line_start_;
  char q = *quote;
  const char* at = quote + 1;
  bool is_triple = at[0] == q && at[1] == q;
  if (is_triple) at += 2;
  for (;;) {
    char c = *at;
    if (c == q) {
      ++at;
      if (!is_triple) break;
      if (at[0] == q && at[1] == q) {
        at += 2;
        break;
      }
      continue;
    }
    bool escaped = c == '\\';  // whatever follows is a part of the string
    if (escaped) c = *++at;
    if (c == '\n' && (is_triple || escaped)) {
      cursor_ = ++at;
      string_cut_ = cursor_ == end_;
      if (!enter_line(true)) return unterminated_string(token, is_triple, first_lineno, first_line);
      continue;
    }
    if (c == '\n' || (c == '\0' && at == end_)) {
      string_cut_ = c == '\0';
      return unterminated_string(token, is_triple, first_lineno, first_line);
    }
    ++at;
  }
  cursor_ = at;
  place(token, first_lineno, first_line);
  token.kind = Tok::kString;
}

/// Reports the string from its opening quote, and leaves the text's reader there.
void Tokenizer::unterminated_string(Token& token, bool is_triple, int32_t first_lineno, const char* first_line) {
  int32_t detected = lineno_;
  cursor_ = token_start_ + 1;
  line_start_ = first_line;
  lineno_ = first_lineno;
  raise(format_text(names_.arena(), "unterminated %sstring literal (detected at line %d)",
                    is_triple ? "triple-quoted " : "", detected));
  no_text(token, Tok::kError);
}

bool Tokenizer::open_bracket(char c) {
  if (level_ >= kMaxLevel) return raise("too many nested parentheses");
  brackets_[level_++] = {c, lineno_, static_cast<int32_t>(token_start_ - line_start_)};
  return true;
}

bool Tokenizer::close_bracket(char c) {
  if (level_ == 0) return raise(format_text(names_.arena(), "unmatched '%c'", c));
  const Bracket& open = brackets_[--level_];
  if (c == closing_bracket(open.opening)) return true;
  if (open.lineno != lineno_) {
    return raise(format_text(names_.arena(),
                             "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c,
                             open.opening, open.lineno));
  }
  return raise(
      format_text(names_.arena(), "closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.opening));
}

void Tokenizer::scan_operator(Token& token) {
  OperatorMatch match = match_operator(cursor_);
  char c = *cursor_;
  cursor_ += match.size;
  bool ok = true;
  if (c == '(' || c == '[' || c == '{') {
    ok = open_bracket(c);
  } else if (c == ')' || c == ']' || c == '}') {
    ok = close_bracket(c);
  } else if (match.kind == Tok::kUnknown && (c < ' ' || c == 0x7f)) {
    ok = raise(format_text(names_.arena(), "invalid non-printable character U+%04X", static_cast<unsigned>(c)));
  }
  if (!ok) return no_text(token, Tok::kError);
  finish(token, match.kind);
}

/// A token of one line, from token_start_ to the cursor.
void Tokenizer::finish(Token& token, Tok kind) {
  token.kind = kind;
  place(token, lineno_, line_start_);
}

void Tokenizer::place(Token& token, int32_t lineno, const char* first_line) {
  int32_t shift = UNLIKELY(lineno_ == origin_.lineno) ? origin_.col_offset : 0;
  token.level = static_cast<uint8_t>(level_);
  token.lineno = lineno;
  token.col_offset = static_cast<int32_t>(token_start_ - first_line) + shift;
  token.end_lineno = lineno_;
  token.end_col_offset = static_cast<int32_t>(cursor_ - line_start_) + shift;
  token.start = token_start_;
  token.size = static_cast<uint32_t>(cursor_ - token_start_);
}

void Tokenizer::no_text(Token& token, Tok kind) {
  int32_t shift = lineno_ == origin_.lineno ? origin_.col_offset : 0;
  token = {kind, static_cast<uint8_t>(level_), lineno_, -1 + shift, lineno_, -1 + shift, 0, cursor_, nullptr};
}

/// An error at the cursor: its column is that of the last character read.
bool Tokenizer::raise(std::string_view message) {
  int32_t column = count_characters({line_start_, static_cast<size_t>(cursor_ - line_start_)});
  return raise_at(message, column, column);
}

bool Tokenizer::raise_at(std::string_view message, int32_t column, int32_t end_column) {
  Arena& arena = names_.arena();
  state_ = State::kRaised;
  const char* line_end = line_start_;
  while (*line_end != '\n' && line_end != end_) ++line_end;
  error_.kind = SyntaxError::Kind::kSyntax;
  error_.message = message;
  error_.lineno = error_.end_lineno = lineno_;
  error_.offset = column;
  error_.end_offset = end_column;
  error_.has_text = true;
  error_.text = replace_faults(arena, {line_start_, static_cast<size_t>(line_end - line_start_)});
  if (message.data() == nullptr || error_.text.data() == nullptr) error_.kind = SyntaxError::Kind::kMemory;
  return false;
}

}  // namespace pyemb
