// SPDX-License-Identifier: MIT
#pragma once

// One token, with all that the parsers ask about it. Names are interned when the tokenizer meets them, and so are
// keywords: every NameTable begins with the words of config/tokens.def, in that order, so that the index of an
// identifier tells whether it is one of them.

#include <cstdint>
#include <string_view>

#include "frontend/ast_names.h"

namespace pyemb {

enum class Tok : uint8_t {
#define TOKEN_CLASS(name) k##name,
#define TOKEN_OPERATOR(name, text) k##name,
#define TOKEN_KEYWORD(name, text) k##name,
#include "config/tokens.def"
};

/// The index of each reserved word and soft keyword in every NameTable.
enum class Word : uint8_t {
#define TOKEN_KEYWORD(name, text) k##name,
#define TOKEN_SOFT_KEYWORD(name, text) k##name,
#include "config/tokens.def"
};

inline constexpr uint32_t kKeywordCount = static_cast<uint32_t>(Word::kUnderscore);
inline constexpr Tok kFirstKeyword = Tok::kFalse;

struct Token {
  Tok kind;
  uint8_t level;  ///< how many brackets are open after this token
  int32_t lineno;
  int32_t col_offset;  ///< in bytes; -1 where a token has no text (indents, dedents, the end)
  int32_t end_lineno;
  int32_t end_col_offset;
  uint32_t size;
  const char* start;
  const Identifier* name;  ///< of names and keywords

  [[nodiscard]] std::string_view text() const { return {start, size}; }
  [[nodiscard]] bool is_word(Word word) const {
    // Spelled so, not merely normalized to it.
    return kind == Tok::kName && name->index == static_cast<uint32_t>(word) && name->text.size() == size;
  }
};

inline bool is_keyword(Tok kind) { return kind >= kFirstKeyword; }
inline bool is_augmented_assignment(Tok kind) { return kind >= Tok::kPlusEqual && kind <= Tok::kDoubleSlashEqual; }

/// The text of an operator or a keyword ("" for the other kinds).
[[nodiscard]] std::string_view token_text(Tok kind);

}  // namespace pyemb
