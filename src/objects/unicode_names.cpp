// SPDX-License-Identifier: MIT

// Names of characters, packed by tools/unicode_names.py: ranked by code point, then the aliases, then the named sequences. A
// stored name is one byte for how many characters it shares with the name before it in its block, one for the number
// of symbols, and the symbols, whose expansions give the rest of the name.

#include <algorithm>
#include <cstring>
#include <iterator>

#include "objects/unicode_data.h"

namespace pyemb::unicode {
namespace {

struct NameRun {  // from here on, code point - rank is constant
  char32_t code_point;
  int rank;
};
struct NameRange {  // names made of a prefix and the code point in hexadecimal
  char32_t first;
  char32_t last;
  std::string_view prefix;
};

#include "unicode_names.inc"

constexpr char32_t kHangulFirst = 0xAC00;
constexpr char32_t kHangulCount = 11172;
constexpr std::string_view kHangulPrefix = "HANGUL SYLLABLE ";
constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";
static_assert(kLongestName < sizeof(Name::text));

void append(Name& name, std::string_view text) {
  std::memcpy(name.text + name.size, text.data(), text.size());
  name.size += text.size();
}

/// Unpacks the name of a rank.
void unpack(int rank, Name& name) {
  const uint8_t* at = kNameData + kNameOffsets[rank / kNameBlock];
  name.size = 0;
  for (int i = rank / kNameBlock * kNameBlock; i <= rank; ++i) {
    name.size = at[0];
    const uint8_t* end = at + 2 + at[1];
    for (at += 2; at < end; ++at) {
      append(name, {kSymbolText + kSymbolStarts[*at], static_cast<size_t>(kSymbolStarts[*at + 1] - kSymbolStarts[*at])});
    }
  }
}

const NameRange* find_range(char32_t c) {
  for (const NameRange& range : kNameRanges) {
    if (range.first <= c && c <= range.last) return &range;
  }
  return nullptr;
}

void name_hangul(char32_t c, Name& name) {
  char32_t at = c - kHangulFirst;
  append(name, kHangulPrefix);
  append(name, kLeadingJamo[at / (21 * 28)]);
  append(name, kVowelJamo[at / 28 % 21]);
  append(name, kTrailingJamo[at % 28]);
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

uint32_t bucket_of(std::string_view name) {
  uint32_t h = 2166136261;
  for (char c : name) h = (h ^ static_cast<uint8_t>(c)) * 16777619;
  return (h ^ (h >> 15)) % kNameBuckets;
}

/// The place of the longest jamo that `text` starts with, and takes it off; -1: none.
template <size_t n>
int take_jamo(const std::string_view (&table)[n], std::string_view& text) {
  int best = -1;
  for (size_t i = 0; i < n; ++i) {
    if (text.starts_with(table[i]) && (best < 0 || table[i].size() > table[best].size())) best = static_cast<int>(i);
  }
  if (best >= 0) text.remove_prefix(table[best].size());
  return best;
}

/// The syllable of a name without its prefix; 0: none.
char32_t lookup_hangul(std::string_view text) {
  int leading = take_jamo(kLeadingJamo, text);
  int vowel = take_jamo(kVowelJamo, text);
  int trailing = take_jamo(kTrailingJamo, text);
  if (leading < 0 || vowel < 0 || trailing < 0 || !text.empty()) return 0;
  return kHangulFirst + static_cast<char32_t>((leading * 21 + vowel) * 28 + trailing);
}

/// The code point that stands in hexadecimal capitals behind the prefix of its range; 0: none.
char32_t lookup_computed(std::string_view name) {
  size_t hyphen = name.rfind('-');
  if (hyphen == std::string_view::npos) return 0;
  std::string_view prefix = name.substr(0, hyphen + 1);
  std::string_view digits = name.substr(hyphen + 1);
  if (digits.size() < 4 || digits.size() > 5) return 0;
  char32_t c = 0;
  for (char digit : digits) {
    bool letter = digit >= 'A' && digit <= 'F';
    if (!letter && (digit < '0' || digit > '9')) return 0;
    c = c * 16 + static_cast<char32_t>(letter ? digit - 'A' + 10 : digit - '0');
  }
  if (prefix != kIdeographPrefix && digits.size() == 5 && digits[0] == '0') return 0;
  const NameRange* range = find_range(c);
  return range != nullptr && range->prefix == prefix ? c : 0;
}

std::span<const char32_t> answer(char32_t c, char32_t& storage) {
  storage = c;
  return {&storage, 1};
}

}  // namespace

bool name_of(char32_t c, Name& name) {
  name.size = 0;
  if (c - kHangulFirst < kHangulCount) return name_hangul(c, name), true;
  if (const NameRange* range = find_range(c)) {
    append(name, range->prefix);
    char digits[8];
    int count = 0;
    for (char32_t rest = c; rest != 0; rest >>= 4) digits[count++] = "0123456789ABCDEF"[rest & 15];
    while (count > 0) name.text[name.size++] = digits[--count];
    return true;
  }
  const NameRun* next = std::upper_bound(std::begin(kNameRuns), std::end(kNameRuns), c,
                                         [](char32_t wanted, const NameRun& run) { return wanted < run.code_point; });
  if (next == std::begin(kNameRuns) || next == std::end(kNameRuns)) return false;
  const NameRun& run = next[-1];
  int rank = run.rank + static_cast<int>(c - run.code_point);
  if (rank >= next->rank) return false;
  unpack(rank, name);
  return true;
}

std::span<const char32_t> lookup_name(std::string_view text, Sequences sequences, char32_t& storage) {
  if (text.empty() || text.size() > kLongestName) return {};
  // Ideographs and syllables must be written in capitals; the other names need not.
  if (text.starts_with(kHangulPrefix)) {
    char32_t c = lookup_hangul(text.substr(kHangulPrefix.size()));
    if (c != 0) return answer(c, storage);
  }
  if (text.starts_with(kIdeographPrefix)) {
    char32_t c = lookup_computed(text);
    if (c != 0) return answer(c, storage);
    return {};
  }
  char capitals[sizeof(Name::text)];
  std::transform(text.begin(), text.end(), capitals, upper);
  std::string_view name(capitals, text.size());
  if (char32_t c = lookup_computed(name); c != 0 && !name.starts_with(kIdeographPrefix)) return answer(c, storage);

  uint32_t bucket = bucket_of(name);
  for (int i = kBucketStarts[bucket]; i < kBucketStarts[bucket + 1]; ++i) {
    int rank = kBucketRanks[i];
    if (rank >= kFirstSequence && sequences == Sequences::kExcluded) continue;
    Name candidate;
    unpack(rank, candidate);
    if (candidate.view() != name) continue;
    if (rank >= kFirstSequence) {
      int at = rank - kFirstSequence;
      return {kSequences + kSequenceStarts[at], kSequences + kSequenceStarts[at + 1]};
    }
    if (rank >= kFirstAlias) return answer(kAliases[rank - kFirstAlias], storage);
    const NameRun* next = std::upper_bound(std::begin(kNameRuns), std::end(kNameRuns), rank,
                                           [](int wanted, const NameRun& run) { return wanted < run.rank; });
    return answer(next[-1].code_point + static_cast<char32_t>(rank - next[-1].rank), storage);
  }
  return {};
}

}  // namespace pyemb::unicode
