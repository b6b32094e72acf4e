// SPDX-License-Identifier: MIT
#pragma once

// Identifiers of one compilation. Each spelling exists once, so two identifiers are equal exactly when their
// pointers are. `index` counts from 0 in order of first sight: a pass can keep a plain array by it. The first ones are
// always Python's keywords (config/tokens.def), whether the text uses them or not.
// Text and entries live in the arena; the table itself dies with the NameTable.

#include <cstdint>
#include <string_view>

#include "frontend/arena.h"

namespace pyemb {

struct Identifier {
  std::string_view text;  ///< UTF-8, NFKC-normalized
  uint32_t hash;
  uint32_t index;
};

class NameTable {
 public:
  explicit NameTable(Arena& arena) : arena_(arena) {}
  NameTable(const NameTable&) = delete;
  NameTable& operator=(const NameTable&) = delete;
  ~NameTable();

  /// The one identifier of this spelling, copied when it is new; null when memory runs out.
  [[nodiscard]] const Identifier* intern(std::string_view text) { return intern(text, hash(text)); }
  /// The same for whoever has hash_step'ed over the text already.
  [[nodiscard]] const Identifier* intern(std::string_view text, uint32_t hash);

  [[nodiscard]] uint32_t size() const { return count_; }
  [[nodiscard]] Arena& arena() { return arena_; }

  static constexpr uint32_t kHashSeed = 0x811c9dc5u;
  /// One character of the hash, so that the tokenizer can compute it while it scans.
  static constexpr uint32_t hash_step(uint32_t hash, unsigned char c) { return (hash ^ c) * 0x01000193u; }
  static constexpr uint32_t hash(std::string_view text) {
    uint32_t h = kHashSeed;
    for (char c : text) h = hash_step(h, static_cast<unsigned char>(c));
    return h;
  }

 private:
  bool grow();
  void add_words();

  Arena& arena_;
  const Identifier** slots_ = nullptr;  ///< open addressing, a power of two, at most half full
  uint32_t capacity_ = 0;
  uint32_t count_ = 0;
};

}  // namespace pyemb
