// SPDX-License-Identifier: MIT
#pragma once

// What the tokenizer knows about single characters, and its operators: the longest match.

#include <array>
#include <cstdint>
#include <string_view>

#include "frontend/token.h"

namespace pyemb {

namespace char_class {
enum : uint8_t { kNameStart = 1, kNameMore = 2, kDigit = 4, kHexDigit = 8, kBlank = 16 };

constexpr std::array<uint8_t, 256> kTable = [] {
  std::array<uint8_t, 256> table = {};
  for (int c = 0; c < 256; ++c) {
    bool digit = c >= '0' && c <= '9';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    table[static_cast<size_t>(c)] =
        static_cast<uint8_t>((letter ? kNameStart | kNameMore : 0) | (digit ? kDigit | kNameMore : 0) |
                             (hex ? kHexDigit : 0) | (c == ' ' || c == '\t' || c == '\f' ? kBlank : 0));
  }
  return table;
}();

inline bool has(char c, uint8_t what) { return (kTable[static_cast<unsigned char>(c)] & what) != 0; }
}  // namespace char_class

/// Bytes of non-ASCII characters count as letters; whether the name is one is decided when it is complete.
inline bool is_name_start(char c) { return char_class::has(c, char_class::kNameStart); }
inline bool is_name_char(char c) { return char_class::has(c, char_class::kNameMore); }
inline bool is_digit(char c) { return char_class::has(c, char_class::kDigit); }
inline bool is_hex_digit(char c) { return char_class::has(c, char_class::kHexDigit); }
inline bool is_blank(char c) { return char_class::has(c, char_class::kBlank); }

inline char closing_bracket(char opening) { return opening == '(' ? ')' : opening == '[' ? ']' : '}'; }

/// b, r, u, f, br, rb, fr, rf, in either case.
inline bool is_string_prefix(std::string_view text) {
  auto lower = [](char c) { return static_cast<char>(c | 0x20); };
  if (text.size() > 2) return false;
  char a = lower(text[0]);
  if (text.size() == 1) return a == 'b' || a == 'r' || a == 'u' || a == 'f';
  char b = lower(text[1]);
  return (a == 'r' && (b == 'b' || b == 'f')) || (b == 'r' && (a == 'b' || a == 'f'));
}

struct OperatorMatch {
  Tok kind;
  uint32_t size;
};

/// The operator at the start of `text`, which ends in a NUL; kUnknown of size 1 when there is none.
inline OperatorMatch match_operator(const char* text) {
  char second = text[1];
  auto with_equal = [&](Tok plain, Tok equal) -> OperatorMatch {
    return second == '=' ? OperatorMatch{equal, 2} : OperatorMatch{plain, 1};
  };
  auto doubled = [&](Tok plain, Tok equal, Tok twice, Tok twice_equal) -> OperatorMatch {
    if (second == text[0]) return text[2] == '=' ? OperatorMatch{twice_equal, 3} : OperatorMatch{twice, 2};
    return with_equal(plain, equal);
  };
  switch (text[0]) {
    case '(': return {Tok::kLeftParen, 1};
    case ')': return {Tok::kRightParen, 1};
    case '[': return {Tok::kLeftBracket, 1};
    case ']': return {Tok::kRightBracket, 1};
    case '{': return {Tok::kLeftBrace, 1};
    case '}': return {Tok::kRightBrace, 1};
    case ',': return {Tok::kComma, 1};
    case ';': return {Tok::kSemicolon, 1};
    case '~': return {Tok::kTilde, 1};
    case ':': return with_equal(Tok::kColon, Tok::kColonEqual);
    case '+': return with_equal(Tok::kPlus, Tok::kPlusEqual);
    case '%': return with_equal(Tok::kPercent, Tok::kPercentEqual);
    case '@': return with_equal(Tok::kAt, Tok::kAtEqual);
    case '|': return with_equal(Tok::kVerticalBar, Tok::kVerticalBarEqual);
    case '&': return with_equal(Tok::kAmpersand, Tok::kAmpersandEqual);
    case '^': return with_equal(Tok::kCircumflex, Tok::kCircumflexEqual);
    case '=': return with_equal(Tok::kEqual, Tok::kEqualEqual);
    case '!': return with_equal(Tok::kUnknown, Tok::kNotEqual);
    case '-': return second == '>' ? OperatorMatch{Tok::kArrow, 2} : with_equal(Tok::kMinus, Tok::kMinusEqual);
    case '*': return doubled(Tok::kStar, Tok::kStarEqual, Tok::kDoubleStar, Tok::kDoubleStarEqual);
    case '/': return doubled(Tok::kSlash, Tok::kSlashEqual, Tok::kDoubleSlash, Tok::kDoubleSlashEqual);
    case '>': return doubled(Tok::kGreater, Tok::kGreaterEqual, Tok::kRightShift, Tok::kRightShiftEqual);
    case '<':
      if (second == '>') return {Tok::kNotEqual, 2};
      return doubled(Tok::kLess, Tok::kLessEqual, Tok::kLeftShift, Tok::kLeftShiftEqual);
    case '.':
      if (second == '.' && text[2] == '.') return {Tok::kEllipsis, 3};
      return {Tok::kDot, 1};
    default: return {Tok::kUnknown, 1};
  }
}

}  // namespace pyemb
