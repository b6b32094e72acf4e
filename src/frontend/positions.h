// SPDX-License-Identifier: MIT
#pragma once

// Writes the compact table of source positions that a code object keeps; its format stands in objects/code_positions.h.

#include <span>

#include "frontend/assembler.h"

namespace pyemb {

/// Appends the table of `marks` (sorted by offset) to `out`; lines are relative to `firstlineno`.
void write_positions(GrowBuffer<uint8_t>& out, std::span<const PositionMark> marks, int32_t firstlineno);

}  // namespace pyemb
