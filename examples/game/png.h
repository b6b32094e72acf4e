// SPDX-License-Identifier: MIT
#pragma once

// Writes PNG files.

#include <cstdint>
#include <string>
#include <vector>

namespace game {

/// Pixels as 0xAARRGGBB, row by row; alpha is left out. False: the file could not be written.
bool write_png(const std::string& path, const std::vector<uint32_t>& pixels, int width, int height);

}  // namespace game
