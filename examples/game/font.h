// SPDX-License-Identifier: MIT
#pragma once

// The pixel font: the 95 characters of ASCII that can be seen, and a box for all others, of 5 by 8 dots.

namespace game {

inline constexpr int kFontWidth = 5, kFontHeight = 8;
inline constexpr int kGlyphs = 96;

/// The number of a character's glyph.
inline int glyph_of(char c) { return c >= ' ' && c <= '~' ? c - ' ' : kGlyphs - 1; }
/// Whether a glyph has a dot in this column and row.
bool has_dot(int glyph, int x, int y);

}  // namespace game
