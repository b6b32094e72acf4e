// SPDX-License-Identifier: MIT
#pragma once

// Cutting runs of units into pieces, for str, bytes and bytearray alike. Each function calls emit(start, stop) for a piece; emit
// answers false to stop early (it raised). The right-to-left ones emit the last piece first.

#include <cstdint>

#include "objects/text_search.h"

namespace pyemb::text {

/// No bound on the number of cuts.
inline constexpr int64_t kUnlimited = INT64_MAX;

template <class Unit, class IsSpace, class Emit>
bool split_spaces(const Unit* s, int64_t n, int64_t most, IsSpace is_space, Emit emit) {
  int64_t i = 0;
  while (true) {
    while (i < n && is_space(s[i])) ++i;
    if (i == n) return true;
    if (most-- <= 0) return emit(i, n);  // the rest is one piece, with the space at its end
    int64_t start = i;
    while (i < n && !is_space(s[i])) ++i;
    if (!emit(start, i)) return false;
  }
}

template <class Unit, class IsSpace, class Emit>
bool rsplit_spaces(const Unit* s, int64_t n, int64_t most, IsSpace is_space, Emit emit) {
  while (true) {
    while (n > 0 && is_space(s[n - 1])) --n;
    if (n == 0) return true;
    if (most-- <= 0) return emit(0, n);
    int64_t stop = n;
    while (n > 0 && !is_space(s[n - 1])) --n;
    if (!emit(n, stop)) return false;
  }
}

/// The separator must not be empty.
template <class Unit, class Emit>
bool split(const Unit* s, int64_t n, const Unit* separator, int64_t m, int64_t most, Emit emit) {
  int64_t start = 0;
  while (most-- > 0) {
    int64_t hit = find(s + start, n - start, separator, m);
    if (hit == kNotFound) break;
    if (!emit(start, start + hit)) return false;
    start += hit + m;
  }
  return emit(start, n);
}

template <class Unit, class Emit>
bool rsplit(const Unit* s, int64_t n, const Unit* separator, int64_t m, int64_t most, Emit emit) {
  while (most-- > 0) {
    int64_t hit = rfind(s, n, separator, m);
    if (hit == kNotFound) break;
    if (!emit(hit + m, n)) return false;
    n = hit;
  }
  return emit(0, n);
}

enum class LineEnds : uint8_t { kDrop, kKeep };

/// "\r\n" is one end of a line; a piece after the last end is emitted only if it is not empty.
template <class Unit, class IsBreak, class Emit>
bool split_lines(const Unit* s, int64_t n, LineEnds ends, IsBreak is_break, Emit emit) {
  for (int64_t i = 0; i < n;) {
    int64_t start = i;
    while (i < n && !is_break(s[i])) ++i;
    int64_t stop = i;
    if (i < n) i += s[i] == '\r' && i + 1 < n && s[i + 1] == '\n' ? 2 : 1;
    if (!emit(start, ends == LineEnds::kKeep ? i : stop)) return false;
  }
  return true;
}

enum class Side : uint8_t { kLeft = 1, kRight = 2, kBoth = 3 };

struct Part {
  int64_t start;
  int64_t stop;
};
/// What is left when the units that `drop` names are taken off the sides.
template <class Unit, class Drop>
Part strip(const Unit* s, int64_t n, Side side, Drop drop) {
  int64_t start = 0;
  if ((static_cast<int>(side) & static_cast<int>(Side::kLeft)) != 0) {
    while (start < n && drop(s[start])) ++start;
  }
  if ((static_cast<int>(side) & static_cast<int>(Side::kRight)) != 0) {
    while (n > start && drop(s[n - 1])) --n;
  }
  return {start, n};
}

/// Runs of units between tabs, and how many spaces follow each: emit(start, stop, spaces).
template <class Unit, class Emit>
void expand_tabs(const Unit* s, int64_t n, int64_t tab_size, Emit emit) {
  int64_t column = 0;
  int64_t start = 0;
  for (int64_t i = 0; i < n; ++i) {
    if (s[i] == '\t') {
      int64_t spaces = tab_size > 0 ? tab_size - column % tab_size : 0;
      emit(start, i, spaces);
      column += spaces;
      start = i + 1;
    } else {
      ++column;
      if (s[i] == '\n' || s[i] == '\r') column = 0;
    }
  }
  emit(start, n, 0);
}

}  // namespace pyemb::text
