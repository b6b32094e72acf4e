// SPDX-License-Identifier: MIT
#include "objects/unicode_data.h"

#include <algorithm>
#include <iterator>

namespace pyemb::unicode {
namespace {

struct Composition {
  char32_t first;
  char32_t second;
  char32_t composed;
};

struct OldDecomposition {
  char32_t code_point;
  char32_t to;
};

#include "unicode_tables.inc"

static_assert(std::size(kDecompositionTags) < 256);

const FullCase& full_case(char32_t c) {
  return *std::lower_bound(std::begin(kFullCases), std::end(kFullCases), c,
                           [](const FullCase& row, char32_t wanted) { return row.code_point < wanted; });
}

}  // namespace

const CharType& type_of(char32_t c) {
  if (c > kMaxCodePoint) return kTypes[0];
  return kTypes[kTypeBlocks[(kTypeIndex[c >> kTypeShift] << kTypeShift) + (c & ((1 << kTypeShift) - 1))]];
}

const CharInfo& info_of(char32_t c) {
  if (c > kMaxCodePoint) return kInfos[0];
  return kInfos[kInfoBlocks[(kInfoIndex[c >> kInfoShift] << kInfoShift) + (c & ((1 << kInfoShift) - 1))]];
}

std::optional<int> decimal_value(char32_t c) {
  uint8_t value = type_of(c).decimal;
  return value == kNoDigit ? std::nullopt : std::optional<int>(value);
}

std::optional<int> digit_value(char32_t c) {
  uint8_t value = type_of(c).digit;
  return value == kNoDigit ? std::nullopt : std::optional<int>(value);
}

std::optional<double> numeric_value(char32_t c) {
  uint8_t at = type_of(c).number;
  return at == 0 ? std::nullopt : std::optional<double>(kNumbers[at]);
}

char32_t simple_lower(char32_t c) { return c + type_of(c).lower; }
char32_t simple_upper(char32_t c) { return c + type_of(c).upper; }
char32_t simple_title(char32_t c) { return c + type_of(c).title; }

Mapped map_case(char32_t c, Case to) {
  const CharType& type = type_of(c);
  if (type.flags & kFullCase) {
    const char32_t* mapping = full_case(c).mappings[static_cast<int>(to)];
    int count = mapping[1] == 0 ? 1 : mapping[2] == 0 ? 2 : 3;
    return {{mapping[0], mapping[1], mapping[2]}, count};
  }
  int32_t distance = 0;
  switch (to) {
    case Case::kLower: distance = type.lower; break;
    case Case::kTitle: distance = type.title; break;
    case Case::kUpper: distance = type.upper; break;
    case Case::kFold: distance = type.fold; break;
  }
  return {{c + distance}, 1};
}

std::string_view category_name(uint8_t category) { return kCategoryNames[category]; }
std::string_view bidirectional_name(uint8_t bidirectional) { return kBidirectionalNames[bidirectional]; }
std::string_view width_name(uint8_t width) { return kWidthNames[width]; }
std::string_view version() { return kVersion; }

const OldInfo* old_info(char32_t c) {
  const OldInfo* row = std::lower_bound(std::begin(kOldInfos), std::end(kOldInfos), c,
                                        [](const OldInfo& each, char32_t wanted) { return each.code_point < wanted; });
  return row != std::end(kOldInfos) && row->code_point == c ? row : nullptr;
}

CharInfo old_info_of(char32_t c) {
  CharInfo info = info_of(c);
  if ((info.flags & kOld) == 0) return kInfos[0];
  if (const OldInfo* old = old_info(c)) {
    if (old->category != OldInfo::kUnchanged) info.category = old->category;
    if (old->bidirectional != OldInfo::kUnchanged) info.bidirectional = old->bidirectional;
    if (old->width != OldInfo::kUnchanged) info.width = old->width;
    if (old->mirrored != OldInfo::kUnchanged) info.flags = old->mirrored != 0 ? kMirrored | kOld : kOld;
  }
  return info;
}

char32_t old_decomposition(char32_t c) {
  for (const OldDecomposition& row : kOldDecompositions) {
    if (row.code_point == c) return row.to;
  }
  return 0;
}

Decomposition decomposition(char32_t c) {
  if (c > kMaxCodePoint) return {};
  size_t at = kDecompositionBlocks[(kDecompositionIndex[c >> kDecompositionShift] << kDecompositionShift) +
                                   (c & ((1 << kDecompositionShift) - 1))];
  uint16_t head = kDecompositions[at];
  return {{kDecompositions + at + 1, static_cast<size_t>(head & 0xff)}, kDecompositionTags[head >> 8]};
}

char32_t compose(char32_t first, char32_t second) {
  auto key = [](char32_t a, char32_t b) { return uint64_t{a} << 32 | b; };
  const Composition* row = std::lower_bound(
      std::begin(kCompositions), std::end(kCompositions), key(first, second),
      [&](const Composition& each, uint64_t wanted) { return key(each.first, each.second) < wanted; });
  return row != std::end(kCompositions) && row->first == first && row->second == second ? row->composed : 0;
}

}  // namespace pyemb::unicode
