// SPDX-License-Identifier: MIT
#pragma once

// A map from addresses to small values, in an arena. It only grows.

#include <cstdint>

#include "frontend/arena.h"

namespace pyemb {

template <class T>
class PointerMap {
 public:
  /// The value, or T() when the key is not there.
  [[nodiscard]] T find(const void* key) const {
    if (capacity_ == 0) return T();
    for (uint32_t i = place_of(key);; i = (i + 1) & (capacity_ - 1)) {
      if (entries_[i].key == key) return entries_[i].value;
      if (entries_[i].key == nullptr) return T();
    }
  }

  /// Adds a key that is not there; false: no memory.
  [[nodiscard]] bool add(Arena& arena, const void* key, T value) {
    if (size_ * 2 >= capacity_ && !grow(arena)) return false;
    insert(key, value);
    return true;
  }

 private:
  struct Entry {
    const void* key;
    T value;
  };

  uint32_t place_of(const void* key) const {
    return static_cast<uint32_t>((reinterpret_cast<uintptr_t>(key) >> 3) * 0x9e3779b97f4a7c15u >> 40) & (capacity_ - 1);
  }

  void insert(const void* key, T value) {
    uint32_t i = place_of(key);
    while (entries_[i].key != nullptr) i = (i + 1) & (capacity_ - 1);
    entries_[i] = {key, value};
    ++size_;
  }

  bool grow(Arena& arena) {
    PointerMap old = *this;
    uint32_t capacity = capacity_ == 0 ? 32 : capacity_ * 4;
    Entry* entries = arena.make_array<Entry>(capacity);
    if (entries == nullptr) return false;
    for (uint32_t i = 0; i < capacity; ++i) entries[i] = {};
    entries_ = entries;
    capacity_ = capacity;
    size_ = 0;
    for (uint32_t i = 0; i < old.capacity_; ++i) {
      if (old.entries_[i].key != nullptr) insert(old.entries_[i].key, old.entries_[i].value);
    }
    return true;
  }

  Entry* entries_ = nullptr;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
};

}  // namespace pyemb
