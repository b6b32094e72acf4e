// SPDX-License-Identifier: MIT
#include "objects/unicode_normalize.h"

#include <algorithm>

#include "objects/raise.h"
#include "objects/str_methods.h"
#include "objects/text_view.h"

namespace pyemb {
namespace {

using unicode::Form;
using unicode::QuickCheck;

// Hangul syllables decompose into two or three jamo, and compose from them, by arithmetic (chapter 3.12 of the standard).
constexpr char32_t kSyllables = 0xAC00, kLeading = 0x1100, kVowels = 0x1161, kTrailing = 0x11A7;
constexpr char32_t kVowelCount = 21, kTrailingCount = 28, kSyllableCount = 11172;

/// A growing run of code points; a failed allocation sticks.
class CodePoints {
 public:
  explicit CodePoints(Heap& heap) : heap_(heap) {}
  ~CodePoints() { heap_.release_buffer(data_, capacity_ * sizeof(char32_t)); }
  CodePoints(const CodePoints&) = delete;
  CodePoints& operator=(const CodePoints&) = delete;

  void append(char32_t c) {
    if (UNLIKELY(size_ == capacity_) && !grow()) return;
    data_[size_++] = c;
  }
  bool ok() const { return ok_; }
  size_t size() const { return size_; }
  void truncate(size_t size) { size_ = size; }
  char32_t* data() { return data_; }
  char32_t& operator[](size_t i) { return data_[i]; }

 private:
  bool grow() {
    size_t wanted = capacity_ == 0 ? 64 : 2 * capacity_;
    void* moved = heap_.resize_buffer(data_, capacity_ * sizeof(char32_t), wanted * sizeof(char32_t));
    if (moved == nullptr) return ok_ = false;
    data_ = static_cast<char32_t*>(moved);
    capacity_ = wanted;
    return true;
  }
  Heap& heap_;
  char32_t* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
  bool ok_ = true;
};

uint8_t combining(char32_t c) { return unicode::info_of(c).combining; }

/// Appends the full decomposition of one code point. The tables nest only a few levels deep.
void decompose(CodePoints& out, char32_t c, bool compatible, UnicodeVersion version) {
  if (c - kSyllables < kSyllableCount) {
    char32_t at = c - kSyllables;
    out.append(kLeading + at / (kVowelCount * kTrailingCount));
    out.append(kVowels + at / kTrailingCount % kVowelCount);
    if (at % kTrailingCount != 0) out.append(kTrailing + at % kTrailingCount);
    return;
  }
  if (version == UnicodeVersion::k3_2_0) {
    if ((unicode::info_of(c).flags & unicode::kOld) == 0) return out.append(c);
    if (char32_t old = unicode::old_decomposition(c); old != 0) return out.append(old);
  }
  unicode::Decomposition step = unicode::decomposition(c);
  if (step.units.empty() || (!compatible && !step.tag.empty())) return out.append(c);
  for (size_t i = 0; i < step.units.size(); ++i) {
    char32_t part = step.units[i];
    if (part - 0xD800 < 0x400) part = 0x10000 + ((part & 0x3ff) << 10) + (step.units[++i] & 0x3ff);
    decompose(out, part, compatible, version);
  }
}

/// Puts each run of combining marks into canonical order.
void reorder(CodePoints& text) {
  for (size_t start = 0; start < text.size();) {
    if (combining(text[start]) == 0) {
      ++start;
      continue;
    }
    size_t stop = start;
    while (stop < text.size() && combining(text[stop]) != 0) ++stop;
    std::stable_sort(text.data() + start, text.data() + stop, [](char32_t a, char32_t b) { return combining(a) < combining(b); });
    start = stop;
  }
}

char32_t compose_pair(char32_t first, char32_t second) {
  if (first - kLeading < 19 && second - kVowels < kVowelCount) {
    return kSyllables + ((first - kLeading) * kVowelCount + (second - kVowels)) * kTrailingCount;
  }
  bool open_syllable = first - kSyllables < kSyllableCount && (first - kSyllables) % kTrailingCount == 0;
  if (open_syllable && second - (kTrailing + 1) < kTrailingCount - 1) return first + (second - kTrailing);
  return unicode::compose(first, second);
}

/// Composes in place: a mark joins the last starter unless a mark of its class or higher stands between.
void compose(CodePoints& text) {
  constexpr size_t kNone = SIZE_MAX;
  size_t starter = kNone;
  size_t end = 0;
  int previous = 0;  // combining class of what was kept last behind the starter; 0: the starter itself
  for (size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    int own = combining(c);
    bool blocked = starter == kNone || (end > starter + 1 && previous >= own);
    if (!blocked) {
      if (char32_t composed = compose_pair(text[starter], c); composed != 0) {
        text[starter] = composed;
        continue;
      }
    }
    if (own == 0) starter = end;
    previous = own;
    text[end++] = c;
  }
  text.truncate(end);
}

}  // namespace

QuickCheck quick_check(const Str& s, Form form) {
  if (s.ascii) return QuickCheck::kYes;
  if (s.kind == Str::kOneByte && form == Form::kNfc) return QuickCheck::kYes;
  QuickCheck answer = QuickCheck::kYes;
  uint8_t previous = 0;
  for (int64_t i = 0; i < s.length; ++i) {
    const unicode::CharInfo& info = unicode::info_of(s.at(i));
    if (info.combining != 0 && previous > info.combining) return QuickCheck::kNo;
    previous = info.combining;
    auto own = static_cast<QuickCheck>(info.quick_check >> (2 * static_cast<int>(form)) & 3);
    if (own == QuickCheck::kNo) return own;
    if (own == QuickCheck::kMaybe) answer = own;
  }
  return answer;
}

Result<Own<Str>> normalize(ThreadState& ts, Str& s, Form form, UnicodeVersion version) {
  if (version == UnicodeVersion::kCurrent && quick_check(s, form) == QuickCheck::kYes) {
    Ref same = TRY(unchanged(ts, s));
    return Own<Str>::steal(static_cast<Str*>(same.release().as_object()));
  }
  CodePoints text(ts.interp.heap);
  bool compatible = form == Form::kNfkd || form == Form::kNfkc;
  for (int64_t i = 0; i < s.length; ++i) decompose(text, s.at(i), compatible, version);
  if (!text.ok()) return raise_no_memory(ts);
  reorder(text);
  if (form == Form::kNfc || form == Form::kNfkc) compose(text);
  return new_str_utf32(ts, text.data(), static_cast<int64_t>(text.size()));
}

Result<bool> is_normalized(ThreadState& ts, Str& s, Form form, UnicodeVersion version) {
  QuickCheck quick = version == UnicodeVersion::kCurrent ? quick_check(s, form) : QuickCheck::kMaybe;
  if (quick != QuickCheck::kMaybe) return quick == QuickCheck::kYes;
  Own<Str> normal = TRY(normalize(ts, s, form, version));
  return str_equal(*normal, s);
}

}  // namespace pyemb
