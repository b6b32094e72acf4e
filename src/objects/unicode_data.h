// SPDX-License-Identifier: MIT
#pragma once

// The Unicode character database: pure functions on code points. The tables are generated at build time by
// tools/make_unicode.py, in the version of the database that Python 3.11 has (kVersion); what is younger counts as unassigned.
//
// A property is looked up in two stages: kTypeIndex[c >> shift] names a block of 2^shift record numbers, equal blocks and
// equal records being stored once. Three such tables: types (what str methods ask), infos (what only `unicodedata` and
// normalization ask), decompositions.
//
// Any char32_t may be asked about; one beyond U+10FFFF counts as unassigned.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pyemb::unicode {

inline constexpr char32_t kMaxCodePoint = 0x10FFFF;

/// The type of a code point. Case mappings are distances to the mapped code point.
struct CharType {
  int32_t upper;
  int32_t lower;
  int32_t title;
  int32_t fold;
  uint16_t flags;   ///< of TypeFlag
  uint8_t decimal;  ///< kNoDigit: none
  uint8_t digit;
  uint8_t number;   ///< place in the table of numeric values; 0: none
};
inline constexpr uint8_t kNoDigit = 255;

enum TypeFlag : uint16_t {
  kAlpha = 1 << 0,
  kLower = 1 << 1,
  kUpper = 1 << 2,
  kTitle = 1 << 3,
  kSpace = 1 << 4,
  kLineBreak = 1 << 5,
  kPrintable = 1 << 6,
  kXidStart = 1 << 7,
  kXidContinue = 1 << 8,
  kCased = 1 << 9,
  kCaseIgnorable = 1 << 10,
  kDecimal = 1 << 11,
  kDigit = 1 << 12,
  kNumeric = 1 << 13,
  kFullCase = 1 << 14,  ///< has a mapping to several code points: see FullCase
};

const CharType& type_of(char32_t c);

inline bool has(char32_t c, int flags) { return (type_of(c).flags & flags) != 0; }
inline bool is_alpha(char32_t c) { return has(c, kAlpha); }
inline bool is_lower(char32_t c) { return has(c, kLower); }
inline bool is_upper(char32_t c) { return has(c, kUpper); }
inline bool is_title(char32_t c) { return has(c, kTitle); }
inline bool is_space(char32_t c) { return has(c, kSpace); }
inline bool is_line_break(char32_t c) { return has(c, kLineBreak); }
inline bool is_printable(char32_t c) { return has(c, kPrintable); }
inline bool is_decimal(char32_t c) { return has(c, kDecimal); }
inline bool is_digit(char32_t c) { return has(c, kDigit); }
inline bool is_numeric(char32_t c) { return has(c, kNumeric); }
inline bool is_alnum(char32_t c) { return has(c, kAlpha | kDecimal | kDigit | kNumeric); }
inline bool is_cased(char32_t c) { return has(c, kCased); }
inline bool is_case_ignorable(char32_t c) { return has(c, kCaseIgnorable); }
/// The two for identifiers know nothing of the underscore.
inline bool is_xid_start(char32_t c) { return has(c, kXidStart); }
inline bool is_xid_continue(char32_t c) { return has(c, kXidContinue); }

std::optional<int> decimal_value(char32_t c);
std::optional<int> digit_value(char32_t c);
std::optional<double> numeric_value(char32_t c);

// -- case --------------------------------------------------------------------------------------------------------

/// The full mappings of one code point: up to three code points each, zeros behind them.
struct FullCase {
  char32_t code_point;
  char32_t mappings[4][3];  ///< by Case
};
enum class Case : uint8_t { kLower, kTitle, kUpper, kFold };

/// What a code point maps to: one to three code points.
struct Mapped {
  char32_t chars[3];
  int count;
};
/// The full mapping, without regard to context: a capital sigma maps to the ordinary small sigma.
Mapped map_case(char32_t c, Case to);
/// The one-to-one mappings.
char32_t simple_lower(char32_t c);
char32_t simple_upper(char32_t c);
char32_t simple_title(char32_t c);

// -- what unicodedata tells --------------------------------------------------------------------------------------

struct CharInfo {
  uint8_t category;
  uint8_t bidirectional;
  uint8_t combining;
  uint8_t width;
  uint8_t flags;        ///< of InfoFlag
  uint8_t quick_check;  ///< two bits a form (see QuickCheck), in the order of Form
};
enum InfoFlag : uint8_t {
  kMirrored = 1,
  kOld = 2,  ///< Unicode 3.2.0 knew it already
};
/// Of Form, by `quick_check >> 2 * form & 3`: can the code point stand in text of that form?
enum class QuickCheck : uint8_t { kYes, kMaybe, kNo };
enum class Form : uint8_t { kNfd, kNfkd, kNfc, kNfkc };

const CharInfo& info_of(char32_t c);
std::string_view version();  ///< "14.0.0"

/// One step of the decomposition: the mapping in UTF-16 units, and its tag ("<compat>", empty if canonical).
struct Decomposition {
  std::u16string_view units;
  std::string_view tag;
};
/// Empty units: none. Hangul syllables decompose by arithmetic (unicode_normalize.cpp) and are not in this table.
Decomposition decomposition(char32_t c);
/// The primary composite of two code points; 0: none. Hangul is not in this table.
char32_t compose(char32_t first, char32_t second);

// -- Unicode 3.2.0, which stringprep (RFC 3454) needs ------------------------------------------------------------

/// What that version said otherwise about a code point; kUnchanged: nothing.
struct OldInfo {
  static constexpr uint8_t kUnchanged = 255;
  char32_t code_point;
  uint8_t category;
  uint8_t bidirectional;
  uint8_t width;
  uint8_t mirrored;
  uint8_t decimal;
};
/// Null: nothing was otherwise.
const OldInfo* old_info(char32_t c);
/// info_of() in that version; code points that it did not know are unassigned.
CharInfo old_info_of(char32_t c);
/// What `c` decomposed to until it was corrected; 0: to the same as today.
char32_t old_decomposition(char32_t c);

// -- names of properties' values ---------------------------------------------------------------------------------

std::string_view category_name(uint8_t category);            ///< "Lu"
std::string_view bidirectional_name(uint8_t bidirectional);  ///< "AL"; empty: not assigned
std::string_view width_name(uint8_t width);                  ///< "Na"

// -- names (unicode_names.cpp) ------------------------------------------------------------------------------------

/// Room for any name.
struct Name {
  char text[96];
  size_t size;
  std::string_view view() const { return {text, size}; }
};
/// False: the code point has no name.
bool name_of(char32_t c, Name& name);

/// Whether a look-up by name also knows the named sequences (of several code points).
enum class Sequences : uint8_t { kExcluded, kIncluded };
/// The code points that a name or alias means, in any case of letters; empty: no such name. `storage` may be used for the answer.
std::span<const char32_t> lookup_name(std::string_view name, Sequences sequences, char32_t& storage);

}  // namespace pyemb::unicode
