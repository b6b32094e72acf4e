// SPDX-License-Identifier: MIT
#pragma once

// Finding a character or a string in a run of 1-, 2- or 4-byte characters, by pointers.

#include "objects/text_search.h"

namespace pyemb::sre {

/// The first place of `c` in [p, end), or `end`. Most runs are short: the first steps are made without a call.
template <class Unit>
inline const Unit* find_unit_or_end(const Unit* p, const Unit* end, char32_t c) {
  constexpr int kSteps = 12;
  for (int i = 0; i < kSteps; ++i, ++p) {
    if (p >= end || *p == c) return p;
  }
  if (p >= end || c > static_cast<Unit>(~Unit{0})) return end;
  int64_t hit = text::find_unit(p, end - p, static_cast<Unit>(c));
  return hit == text::kNotFound ? end : p + hit;
}

/// The last place of `c` in [low, p], or null.
template <class Unit>
inline const Unit* rfind_unit(const Unit* low, const Unit* p, char32_t c) {
  if constexpr (sizeof(Unit) == 1) {
    if (c > 255 || p < low) return nullptr;
    if (p - low >= 16) return static_cast<const Unit*>(memrchr(low, static_cast<int>(c), static_cast<size_t>(p - low + 1)));
  }
  for (; p >= low; --p) {
    if (*p == c) return p;
  }
  return nullptr;
}

/// The first place of the string in [p, end), or null.
template <class Unit>
inline const Unit* find_units(const Unit* p, const Unit* end, const Unit* wanted, int64_t length) {
  if constexpr (sizeof(Unit) == 1) {
    return static_cast<const Unit*>(memmem(p, static_cast<size_t>(end - p), wanted, static_cast<size_t>(length)));
  } else {
    int64_t hit = text::find(p, end - p, wanted, length);
    return hit == text::kNotFound ? nullptr : p + hit;
  }
}

}  // namespace pyemb::sre
