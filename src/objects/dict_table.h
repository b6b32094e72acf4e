// SPDX-License-Identifier: MIT
#pragma once

// The index table of a dict: which places a hash visits, and how wide a place is. Only for dict*.cpp.
//
// The order of places is i = 5 i + 1 + perturb, with ever fewer high bits of the hash in `perturb`: it reaches every place,
// and small ints in a row lie in a row.

#include <cstdint>

#include "objects/dict.h"

namespace pyemb {

inline constexpr int64_t kEmptyPlace = -1;
inline constexpr int64_t kDeletedPlace = -2;
inline constexpr int kLeastLog2Places = 3;

struct Probe {
  size_t mask;
  uint64_t perturb;
  size_t at;

  Probe(const Dict& dict, uint64_t hash) : mask((size_t{1} << dict.log2_places) - 1), perturb(hash), at(hash & mask) {}
  void next() {
    perturb >>= 5;
    at = (at * 5 + 1 + perturb) & mask;
  }
};

/// Entries that a table of so many places may hold: two thirds.
inline int64_t entries_for(int log2_places) { return static_cast<int64_t>((uint64_t{2} << log2_places) / 3); }
inline uint8_t place_bytes_for(int log2_places) {
  return log2_places <= 7 ? 1 : log2_places <= 15 ? 2 : log2_places <= 31 ? 4 : 8;
}
/// The size of the buffer: places, then entries.
inline size_t table_bytes(int log2_places) {
  return (static_cast<size_t>(place_bytes_for(log2_places)) << log2_places) +
         static_cast<size_t>(entries_for(log2_places)) * sizeof(DictEntry);
}
/// The smallest table for `count` entries.
inline int log2_places_for(int64_t count) {
  int log2 = kLeastLog2Places;
  while (entries_for(log2) < count) ++log2;
  return log2;
}

/// Calls f with a pointer of the table's place type.
template <class F>
ALWAYS_INLINE auto with_index(const Dict& dict, F f) {
  switch (dict.place_bytes) {
    case 1: return f(static_cast<int8_t*>(dict.index));
    case 2: return f(static_cast<int16_t*>(dict.index));
    case 4: return f(static_cast<int32_t*>(dict.index));
    default: return f(static_cast<int64_t*>(dict.index));
  }
}

}  // namespace pyemb
