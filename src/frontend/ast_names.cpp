// SPDX-License-Identifier: MIT
#include "frontend/ast_names.h"

#include "state/memory.h"

namespace pyemb {
namespace {

// The words that every table begins with: see token.h.
#define WORD(word) {word, NameTable::hash(word), 0},
#define TOKEN_KEYWORD(name, text) WORD(text)
#define TOKEN_SOFT_KEYWORD(name, text) WORD(text)
constexpr Identifier kSpellings[] = {
#include "config/tokens.def"
};
#undef WORD
constexpr uint32_t kWordCount = sizeof(kSpellings) / sizeof(kSpellings[0]);

struct Words {
  Identifier entries[kWordCount];
};
constexpr Words kWords = [] {
  Words words = {};
  for (uint32_t i = 0; i < kWordCount; ++i) words.entries[i] = {kSpellings[i].text, kSpellings[i].hash, i};
  return words;
}();

// The low bits of a multiplicative hash are its weakest.
uint32_t spread(uint32_t hash) { return hash ^ (hash >> 15); }

}  // namespace

NameTable::~NameTable() { memory_release(Domain::kMem, slots_); }

const Identifier* NameTable::intern(std::string_view text, uint32_t hash) {
  if (UNLIKELY(count_ * 2 >= capacity_) && !grow()) return nullptr;
  uint32_t mask = capacity_ - 1;
  uint32_t i = spread(hash) & mask;
  while (const Identifier* found = slots_[i]) {
    if (found->hash == hash && found->text == text) return found;
    i = (i + 1) & mask;
  }
  std::string_view owned = arena_.copy(text);
  auto* entry = arena_.make<Identifier>();
  if (owned.data() == nullptr || entry == nullptr) return nullptr;
  *entry = {owned, hash, count_};
  slots_[i] = entry;
  ++count_;
  return entry;
}

bool NameTable::grow() {
  uint32_t capacity = capacity_ == 0 ? 256 : capacity_ * 2;
  auto** slots =
      static_cast<const Identifier**>(memory_allocate_zeroed(Domain::kMem, capacity, sizeof(const Identifier*)));
  if (slots == nullptr) return arena_.note_failure(), false;
  for (uint32_t old = 0; old < capacity_; ++old) {
    if (slots_[old] == nullptr) continue;
    uint32_t i = spread(slots_[old]->hash) & (capacity - 1);
    while (slots[i] != nullptr) i = (i + 1) & (capacity - 1);
    slots[i] = slots_[old];
  }
  memory_release(Domain::kMem, slots_);
  slots_ = slots;
  bool is_first = capacity_ == 0;
  capacity_ = capacity;
  if (is_first) add_words();
  return true;
}

void NameTable::add_words() {
  for (const Identifier& word : kWords.entries) {
    uint32_t i = spread(word.hash) & (capacity_ - 1);
    while (slots_[i] != nullptr) i = (i + 1) & (capacity_ - 1);
    slots_[i] = &word;
  }
  count_ = kWordCount;
}

}  // namespace pyemb
