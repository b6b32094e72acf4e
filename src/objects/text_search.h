// SPDX-License-Identifier: MIT
#pragma once

// Searching in runs of 1-, 2- or 4-byte units, for str, bytes and bytearray alike. Both runs have the same unit: whoever
// searches for a narrower needle widens it first (text_view.h).
//
// No input is quadratic. A needle is tried wherever its first unit stands (found by memchr and its likes); when the failed
// attempts have cost more than a few times what was read, the two-way algorithm (Crochemore, Perrin 1991) takes over: it
// needs linear time and no memory.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <cwchar>
#include <iterator>
#include <type_traits>

#include "config/build.h"

namespace pyemb::text {

inline constexpr int64_t kNotFound = -1;

// -- one unit ------------------------------------------------------------------------------------------------------

/// The first place of `unit` in data[0, size), or kNotFound.
template <class Unit>
inline int64_t find_unit(const Unit* data, int64_t size, Unit unit) {
  if constexpr (sizeof(Unit) == 1) {
    if (size < 8) {
      for (int64_t i = 0; i < size; ++i) {
        if (data[i] == unit) return i;
      }
      return kNotFound;
    }
    const void* hit = std::memchr(data, unit, static_cast<size_t>(size));
    return hit == nullptr ? kNotFound : static_cast<const Unit*>(hit) - data;
  } else {
    int64_t i = 0;
    for (; i + 8 <= size; i += 8) {  // a block at a time: the compiler compares with vectors
      bool any = false;
      for (int k = 0; k < 8; ++k) any |= data[i + k] == unit;
      if (any) break;
    }
    for (; i < size; ++i) {
      if (data[i] == unit) return i;
    }
    return kNotFound;
  }
}

/// The last place of `unit`, or kNotFound.
template <class Unit>
inline int64_t rfind_unit(const Unit* data, int64_t size, Unit unit) {
  for (int64_t i = size; i > 0; --i) {
    if (data[i - 1] == unit) return i - 1;
  }
  return kNotFound;
}

template <class Unit>
inline int64_t count_unit(const Unit* data, int64_t size, Unit unit, int64_t most) {
  int64_t count = 0;
  if (most >= size) {
    for (int64_t i = 0; i < size; ++i) count += data[i] == unit;
    return count;
  }
  for (int64_t i = 0; i < size && count < most; ++i) count += data[i] == unit;
  return count;
}

template <class Unit>
inline bool same(const Unit* a, const Unit* b, int64_t size) {
  return std::memcmp(a, b, static_cast<size_t>(size) * sizeof(Unit)) == 0;
}

// -- the two-way algorithm -----------------------------------------------------------------------------------------

struct Factorization {
  int64_t split;   ///< the needle is cut here
  int64_t period;  ///< of the right part
};

/// The maximal suffix of the needle in the order `less`, with its period.
template <class It, class Less>
Factorization maximal_suffix(It needle, int64_t m, Less less) {
  int64_t start = -1, candidate = 0, k = 1, period = 1;
  while (candidate + k < m) {
    auto a = needle[candidate + k];
    auto b = needle[start + k];
    if (less(a, b)) {
      candidate += k;
      k = 1;
      period = candidate - start;
    } else if (a == b) {
      if (k == period) {
        candidate += period;
        k = 1;
      } else {
        ++k;
      }
    } else {
      start = candidate++;
      k = period = 1;
    }
  }
  return {start + 1, period};
}

/// The first match of a needle of at least two units, by random-access iterators (reversed ones search backwards).
template <class It>
NOINLINE int64_t two_way(It hay, int64_t n, It needle, int64_t m) {
  using Unit = typename std::iterator_traits<It>::value_type;
  Factorization ascending = maximal_suffix(needle, m, [](Unit a, Unit b) { return a < b; });
  Factorization descending = maximal_suffix(needle, m, [](Unit a, Unit b) { return b < a; });
  auto [split, period] = ascending.split >= descending.split ? ascending : descending;

  bool periodic = split + period <= m && std::equal(needle, needle + split, needle + period);
  if (!periodic) period = std::max(split, m - split) + 1;
  int64_t remembered = 0;  // units at the start of the needle that are known to match
  for (int64_t at = 0; at + m <= n;) {
    int64_t i = std::max(split, remembered);
    while (i < m && needle[i] == hay[at + i]) ++i;
    if (i < m) {
      at += i - split + 1;
      remembered = 0;
      continue;
    }
    i = split;
    while (i > remembered && needle[i - 1] == hay[at + i - 1]) --i;
    if (i <= remembered) return at;
    at += period;
    remembered = periodic ? m - period : 0;
  }
  return kNotFound;
}

// -- a run of units ------------------------------------------------------------------------------------------------

/// The first place of the needle, or kNotFound. The empty needle is found at 0.
template <class Unit>
int64_t find(const Unit* hay, int64_t n, const Unit* needle, int64_t m) {
  if (m > n) return kNotFound;
  if (m == 0) return 0;
  if (m == 1) return find_unit(hay, n, needle[0]);
  int64_t spent = 0;
  for (int64_t at = 0; at + m <= n;) {
    int64_t hit = find_unit(hay + at, n - m + 1 - at, needle[0]);
    if (hit == kNotFound) return kNotFound;
    at += hit;
    if (hay[at + m - 1] == needle[m - 1]) {
      int64_t i = 1;
      while (i < m && hay[at + i] == needle[i]) ++i;
      if (i == m) return at;
      spent += i;
    }
    ++at;
    spent += 4;
    if (spent > 4 * at + 256) {
      int64_t rest = two_way(hay + at, n - at, needle, m);
      return rest == kNotFound ? kNotFound : at + rest;
    }
  }
  return kNotFound;
}

/// The last place of the needle, or kNotFound. The empty needle is found at n.
template <class Unit>
int64_t rfind(const Unit* hay, int64_t n, const Unit* needle, int64_t m) {
  if (m > n) return kNotFound;
  if (m == 0) return n;
  if (m == 1) return rfind_unit(hay, n, needle[0]);
  int64_t spent = 0;
  for (int64_t at = n - m; at >= 0;) {
    at = rfind_unit(hay, at + 1, needle[0]);
    if (at == kNotFound) return kNotFound;
    int64_t i = 1;
    while (i < m && hay[at + i] == needle[i]) ++i;
    if (i == m) return at;
    spent += i;
    --at;
    if (spent > 4 * (n - at) + 256) {
      using Reverse = std::reverse_iterator<const Unit*>;
      int64_t rest = two_way(Reverse(hay + at + m), at + m, Reverse(needle + m), m);
      return rest == kNotFound ? kNotFound : at - rest;
    }
  }
  return kNotFound;
}

/// Non-overlapping matches from the left, `most` at most. The empty needle matches between all units.
template <class Unit>
int64_t count(const Unit* hay, int64_t n, const Unit* needle, int64_t m, int64_t most) {
  if (m == 0) return std::min(n + 1, most);
  if (m == 1) return count_unit(hay, n, needle[0], most);
  int64_t total = 0;
  for (int64_t at = 0; total < most;) {
    int64_t hit = find(hay + at, n - at, needle, m);
    if (hit == kNotFound) break;
    at += hit + m;
    ++total;
  }
  return total;
}

}  // namespace pyemb::text
