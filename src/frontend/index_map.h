// SPDX-License-Identifier: MIT
#pragma once

// A small map from dense numbers (identifier indices, constant numbers) to indices, in an arena. It only grows.
// Up to kLinear entries it is a plain array that is searched from the front, then a hash table with open addressing.

#include <cstdint>

#include "frontend/arena.h"

namespace pyemb {

class IndexMap {
 public:
  static constexpr uint32_t kAbsent = UINT32_MAX;

  [[nodiscard]] uint32_t find(uint32_t key) const {
    if (capacity_ <= kLinear) {
      for (uint32_t i = 0; i < size_; ++i) {
        if (entries_[i].key == key) return entries_[i].value;
      }
      return kAbsent;
    }
    for (uint32_t i = place_of(key);; i = (i + 1) & (capacity_ - 1)) {
      if (entries_[i].key == key) return entries_[i].value;
      if (entries_[i].key == kAbsent) return kAbsent;
    }
  }

  /// Adds a key that is not there; false: no memory.
  [[nodiscard]] bool add(Arena& arena, uint32_t key, uint32_t value) {
    if (capacity_ <= kLinear ? size_ == capacity_ : size_ * 2 >= capacity_) {
      if (!grow(arena)) return false;
    }
    insert(key, value);
    return true;
  }

  [[nodiscard]] uint32_t size() const { return size_; }

 private:
  struct Entry {
    uint32_t key, value;
  };
  static constexpr uint32_t kLinear = 8;

  uint32_t place_of(uint32_t key) const { return (key * 0x9e3779b1u >> 7) & (capacity_ - 1); }

  void insert(uint32_t key, uint32_t value) {
    if (capacity_ <= kLinear) {
      entries_[size_++] = {key, value};
      return;
    }
    uint32_t i = place_of(key);
    while (entries_[i].key != kAbsent) i = (i + 1) & (capacity_ - 1);
    entries_[i] = {key, value};
    ++size_;
  }

  bool grow(Arena& arena) {
    IndexMap old = *this;
    uint32_t capacity = capacity_ == 0 ? kLinear : capacity_ * 4;
    Entry* entries = arena.make_array<Entry>(capacity);
    if (entries == nullptr) return false;
    *this = {};
    entries_ = entries;
    capacity_ = capacity;
    if (capacity > kLinear) {
      for (uint32_t i = 0; i < capacity; ++i) entries[i] = {kAbsent, 0};
    }
    uint32_t count = old.capacity_ <= kLinear ? old.size_ : old.capacity_;
    for (uint32_t i = 0; i < count; ++i) {
      if (old.entries_[i].key != kAbsent) insert(old.entries_[i].key, old.entries_[i].value);
    }
    return true;
  }

  Entry* entries_ = nullptr;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
};

}  // namespace pyemb
