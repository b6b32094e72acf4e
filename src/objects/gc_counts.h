// SPDX-License-Identifier: MIT
#pragma once

// How often the members of a set refer to each other: a table by address, for a set that is counted in steps while the program goes on. Garbage does not change
// meanwhile, so its numbers are exact; those of other members are a guess.

#include <cstdint>

#include "objects/gc_lists.h"
#include "state/heap.h"

namespace pyemb {

/// Zeroed: no table.
struct GcCounts {
  struct Entry {
    const GcHead* member;  ///< null: free
    int64_t count;
  };
  Entry* entries;
  size_t capacity;  ///< a power of two, at least twice the number of members

  /// Makes an empty table for so many members. False: no memory.
  [[nodiscard]] bool make(Heap& heap, int64_t members) {
    capacity = 16;
    while (capacity < static_cast<size_t>(members) * 2) capacity *= 2;
    entries = static_cast<Entry*>(heap.allocate_zeroed_buffer(capacity * sizeof(Entry)));
    return entries != nullptr;
  }
  void release(Heap& heap) {
    if (entries != nullptr) heap.release_buffer(entries, capacity * sizeof(Entry));
    entries = nullptr;
  }
  void enter(const GcHead* member) {
    Entry& entry = place(member);
    entry = {member, 0};
  }
  /// Null: not a member.
  Entry* find(const GcHead* member) {
    Entry& entry = place(member);
    return entry.member == nullptr ? nullptr : &entry;
  }

 private:
  Entry& place(const GcHead* member) {
    size_t at = (gc_address(member) >> 4) * 0x9e3779b97f4a7c15u >> 16;
    while (entries[at & (capacity - 1)].member != nullptr && entries[at & (capacity - 1)].member != member) ++at;
    return entries[at & (capacity - 1)];
  }
};

}  // namespace pyemb
