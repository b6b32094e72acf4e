// SPDX-License-Identifier: MIT
#pragma once

// The texts of a configuration. They live in an arena of the configuration's, each ends with a zero, and all go with it; a text that
// is replaced stays until then. This folder knows no memory domains, so whoever makes a configuration says where memory comes from.

#include <cstddef>
#include <string_view>

namespace pyemb {

/// Where a configuration takes its memory; state/memory.h has the one that a host can replace (raw_texts()).
struct TextMemory {
  void* (*allocate)(size_t size);
  void (*release)(void* block);
};

class TextArena {
 public:
  explicit TextArena(TextMemory memory) : memory_(memory) {}
  ~TextArena() { clear(); }
  TextArena(const TextArena&) = delete;
  TextArena& operator=(const TextArena&) = delete;

  /// Zeroed memory, aligned for pointers; null: none left.
  [[nodiscard]] void* allocate(size_t size);
  /// A copy that ends with a zero; null: no memory.
  [[nodiscard]] const char* copy(std::string_view text);
  void clear();
  TextMemory memory() const { return memory_; }

 private:
  struct Block {
    Block* next;
    size_t size;
    size_t used;
  };
  TextMemory memory_;
  Block* blocks_ = nullptr;
};

/// A list of texts in an arena.
struct TextList {
  const char** items = nullptr;
  int count = 0;
  int capacity = 0;

  const char* const* begin() const { return items; }
  const char* const* end() const { return items + count; }
  /// Puts a copy of the text at `index`, or at the end. False: no memory.
  [[nodiscard]] bool insert(TextArena& arena, int index, std::string_view text);
  [[nodiscard]] bool append(TextArena& arena, std::string_view text) { return insert(arena, count, text); }
};

}  // namespace pyemb
