// SPDX-License-Identifier: MIT
#include "modules/sre/characters.h"

#include <cctype>

#include "objects/unicode_data.h"

namespace pyemb::sre {

char32_t lower_locale(char32_t c) { return c < 256 ? static_cast<char32_t>(std::tolower(static_cast<int>(c))) : c; }
char32_t upper_locale(char32_t c) { return c < 256 ? static_cast<char32_t>(std::toupper(static_cast<int>(c))) : c; }

char32_t lower_unicode(char32_t c) {
  return unicode::has(c, unicode::kFullCase) ? unicode::map_case(c, unicode::Case::kLower).chars[0] : unicode::simple_lower(c);
}
char32_t upper_unicode(char32_t c) {
  return unicode::has(c, unicode::kFullCase) ? unicode::map_case(c, unicode::Case::kUpper).chars[0] : unicode::simple_upper(c);
}

char32_t lower(Fold fold, char32_t c) {
  switch (fold) {
    case Fold::kNone: return c;
    case Fold::kAscii: return lower_ascii(c);
    case Fold::kLocale: return lower_locale(c);
    case Fold::kUnicode: return lower_unicode(c);
  }
  return c;
}

bool is_word_ascii(char32_t c) { return c - U'0' < 10 || (c | 32) - U'a' < 26 || c == U'_'; }
bool is_word_locale(char32_t c) { return c < 256 && (std::isalnum(static_cast<int>(c)) != 0 || c == U'_'); }
bool is_word_unicode(char32_t c) { return c < 128 ? is_word_ascii(c) : unicode::is_alnum(c); }

bool in_category(Category category, char32_t c) {
  switch (category) {
    case Category::kDigit: return c - U'0' < 10;
    case Category::kNotDigit: return c - U'0' >= 10;
    case Category::kSpace: return c == U' ' || c - U'\t' < 5;
    case Category::kNotSpace: return c != U' ' && c - U'\t' >= 5;
    case Category::kWord: return is_word_ascii(c);
    case Category::kNotWord: return !is_word_ascii(c);
    case Category::kLineBreak: return c == U'\n';
    case Category::kNotLineBreak: return c != U'\n';
    case Category::kLocWord: return is_word_locale(c);
    case Category::kLocNotWord: return !is_word_locale(c);
    case Category::kUniDigit: return unicode::is_decimal(c);
    case Category::kUniNotDigit: return !unicode::is_decimal(c);
    case Category::kUniSpace: return unicode::is_space(c);
    case Category::kUniNotSpace: return !unicode::is_space(c);
    case Category::kUniWord: return is_word_unicode(c);
    case Category::kUniNotWord: return !is_word_unicode(c);
    case Category::kUniLineBreak: return unicode::is_line_break(c);
    case Category::kUniNotLineBreak: return !unicode::is_line_break(c);
    case Category::kCount: break;
  }
  return false;
}

namespace {

bool bitmap_has(const uint32_t* bitmap, uint32_t bit) { return (bitmap[bit >> 5] >> (bit & 31) & 1) != 0; }

/// The operands of kBigCharset.
bool big_charset_has(const uint32_t* operands, char32_t c) {
  if (c >= 0x10000) return false;
  uint32_t block = reinterpret_cast<const uint8_t*>(operands + 1)[c >> 8];
  return bitmap_has(operands + 1 + kBlockMapWords + block * kBitmapWords, c & 255);
}

/// Whether one operation of a set, but for kNegate and kFailure, names the character.
bool item_has(const uint32_t* item, char32_t c) {
  const uint32_t* operands = item + 1;
  switch (static_cast<Code>(*item)) {
    case Code::kLiteral: return c == operands[0];
    case Code::kCategory: return in_category(static_cast<Category>(operands[0]), c);
    case Code::kCharset: return c < 256 && bitmap_has(operands, c);
    case Code::kBigCharset: return big_charset_has(operands, c);
    case Code::kRange: return operands[0] <= c && c <= operands[1];
    case Code::kRangeUniIgnore: {
      if (operands[0] <= c && c <= operands[1]) return true;
      char32_t upper = upper_unicode(c);
      return operands[0] <= upper && upper <= operands[1];
    }
    default: return false;
  }
}

}  // namespace

uint32_t set_item_words(const uint32_t* item) {
  switch (static_cast<Code>(*item)) {
    case Code::kLiteral:
    case Code::kCategory: return 2;
    case Code::kRange:
    case Code::kRangeUniIgnore: return 3;
    case Code::kCharset: return 1 + kBitmapWords;
    case Code::kBigCharset: return 2 + kBlockMapWords + item[1] * kBitmapWords;
    default: return 1;
  }
}

bool set_has(const uint32_t* set, char32_t c) {
  bool answer = true;
  for (; static_cast<Code>(*set) != Code::kFailure; set += set_item_words(set)) {
    if (static_cast<Code>(*set) == Code::kNegate) {
      answer = !answer;
    } else if (item_has(set, c)) {
      return answer;
    }
  }
  return !answer;
}

bool set_has(Fold fold, const uint32_t* set, char32_t c) {
  char32_t small = lower(fold, c);
  if (fold != Fold::kLocale || set_has(set, small)) return set_has(set, small);
  char32_t big = upper_locale(c);
  return big != small && set_has(set, big);
}

bool set_needs_locale(const uint32_t* set) {
  for (; static_cast<Code>(*set) != Code::kFailure; set += set_item_words(set)) {
    if (static_cast<Code>(*set) != Code::kCategory) continue;
    auto category = static_cast<Category>(set[1]);
    if (category == Category::kLocWord || category == Category::kLocNotWord) return true;
  }
  return false;
}

uint8_t wide_class(char32_t c) {
  if (c < 256) return 0;
  if (unicode::is_decimal(c)) return kWideDigits;
  if (unicode::is_alnum(c)) return kWideWords;
  return unicode::is_space(c) ? kWideSpaces : kWideOthers;
}

namespace {

/// The classes that one operation may name, and those that it names wholly.
struct Coverage {
  uint8_t some;
  uint8_t whole;
};

Coverage category_coverage(Category category) {
  uint8_t classes;
  switch (category) {
    case Category::kNotDigit:
    case Category::kNotSpace:
    case Category::kNotWord:
    case Category::kNotLineBreak:
    case Category::kLocNotWord: classes = kWideAll; break;
    case Category::kUniDigit: classes = kWideDigits; break;
    case Category::kUniNotDigit: classes = kWideAll & ~kWideDigits; break;
    case Category::kUniSpace: classes = kWideSpaces; break;
    case Category::kUniNotSpace: classes = kWideAll & ~kWideSpaces; break;
    case Category::kUniWord: classes = kWideDigits | kWideWords; break;
    case Category::kUniNotWord: classes = kWideSpaces | kWideOthers; break;
    case Category::kUniLineBreak: return {kWideSpaces, 0};
    case Category::kUniNotLineBreak: return {kWideAll, kWideAll & ~kWideSpaces};
    default: classes = 0; break;  // a category of ASCII or of the locale: nothing beyond 255
  }
  return {classes, classes};
}

Coverage item_coverage(Fold fold, const uint32_t* item) {
  switch (static_cast<Code>(*item)) {
    case Code::kCategory: return category_coverage(static_cast<Category>(item[1]));
    case Code::kCharset: return {static_cast<uint8_t>(fold == Fold::kUnicode ? kWideAll : 0), 0};
    case Code::kLiteral: return {static_cast<uint8_t>(fold == Fold::kUnicode ? uint8_t{kWideAll} : wide_class(item[1])), 0};
    case Code::kRange: return {static_cast<uint8_t>(fold == Fold::kUnicode || item[2] >= 256 ? kWideAll : 0), 0};
    default: return {kWideAll, 0};
  }
}

}  // namespace

uint8_t wide_classes(Fold fold, const uint32_t* set) {
  bool negated = static_cast<Code>(*set) == Code::kNegate;
  if (negated) ++set;
  Coverage all = {0, 0};
  for (; static_cast<Code>(*set) != Code::kFailure; set += set_item_words(set)) {
    if (static_cast<Code>(*set) == Code::kNegate) return kWideAll;
    Coverage one = item_coverage(fold, set);
    all.some |= one.some;
    all.whole |= one.whole;
  }
  return negated ? static_cast<uint8_t>(kWideAll & ~all.whole) : all.some;
}

}  // namespace pyemb::sre
