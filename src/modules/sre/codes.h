// SPDX-License-Identifier: MIT
#pragma once

// The numbers of the code lists that the library's re._compiler emits (version kMagic of re._constants). A code list is a program in
// 32-bit words: an operation, its operands, and `skip` words, which count from their own place to where they lead.

#include <cstdint>

namespace pyemb::sre {

inline constexpr int64_t kMagic = 20220615;
inline constexpr uint32_t kMaxRepeat = 0xFFFFFFFF;  ///< as an upper bound of a repeat: none
inline constexpr int64_t kMaxGroups = 0x3FFFFFFF;

enum class Code : uint32_t {
  kFailure, kSuccess,
  kAny, kAnyAll,
  kAssert, kAssertNot,  ///< skip, how far to step back, pattern, kSuccess
  kAt,                  ///< an At
  kBranch,              ///< skip, alternative, kJump, end of the branch; ...; 0
  kCategory,            ///< a Category
  kCharset, kBigCharset,
  kGroupRef,            ///< number of the group, from 0
  kGroupRefExists,      ///< number of the group, skip to the other pattern, pattern
  kIn,                  ///< skip, set
  kInfo,                ///< skip, flags (Info), least width, greatest width, and what the flags say
  kJump,                ///< skip
  kLiteral,             ///< character
  kMark,                ///< 2 * group: start, 2 * group + 1: end; groups from 0
  kMaxUntil, kMinUntil,
  kNotLiteral,
  kNegate, kRange,      ///< only in sets
  kRepeat,              ///< skip, least, most, pattern, kMaxUntil or kMinUntil
  kRepeatOne,           ///< skip, least, most, one-character pattern, kSuccess
  kSubPattern,          ///< never in a code list
  kMinRepeatOne,
  kAtomicGroup,         ///< skip, pattern, kSuccess
  kPossessiveRepeat,    ///< skip, least, most, pattern, kSuccess
  kPossessiveRepeatOne,
  kGroupRefIgnore, kInIgnore, kLiteralIgnore, kNotLiteralIgnore,
  kGroupRefLocIgnore, kInLocIgnore, kLiteralLocIgnore, kNotLiteralLocIgnore,
  kGroupRefUniIgnore, kInUniIgnore, kLiteralUniIgnore, kNotLiteralUniIgnore,
  kRangeUniIgnore,      ///< only in sets
};

enum class At : uint32_t {
  kBeginning, kBeginningLine, kBeginningString,
  kBoundary, kNonBoundary,
  kEnd, kEndLine, kEndString,
  kLocBoundary, kLocNonBoundary,
  kUniBoundary, kUniNonBoundary,
  kCount,
};

enum class Category : uint32_t {
  kDigit, kNotDigit,
  kSpace, kNotSpace,
  kWord, kNotWord,
  kLineBreak, kNotLineBreak,
  kLocWord, kLocNotWord,
  kUniDigit, kUniNotDigit,
  kUniSpace, kUniNotSpace,
  kUniWord, kUniNotWord,
  kUniLineBreak, kUniNotLineBreak,
  kCount,
};

/// Flags of kInfo.
enum Info : uint32_t { kInfoPrefix = 1, kInfoLiteral = 2, kInfoCharset = 4 };

// A bit set of 256 characters is 8 words; kBigCharset has a word that counts such sets, 64 words that map the high byte of a character
// to one of them, and the sets.
inline constexpr uint32_t kBitmapWords = 8;
inline constexpr uint32_t kBlockMapWords = 64;

/// Flags of a pattern object.
enum Flag : uint32_t {
  kTemplate = 1,
  kIgnoreCase = 2,
  kLocale = 4,
  kMultiLine = 8,
  kDotAll = 16,
  kUnicode = 32,
  kVerbose = 64,
  kDebugFlag = 128,
  kAscii = 256,
};

}  // namespace pyemb::sre
