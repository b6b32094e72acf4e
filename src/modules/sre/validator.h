// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "state/thread_state.h"

namespace pyemb::sre {

/// Whether a code list is whole: every operation known, every operand and skip in bounds, everything nested as re._compiler nests
/// it. Everything behind relies on that. Raises RecursionError for a pattern nested too deeply.
[[nodiscard]] Result<bool> is_valid_code(ThreadState& ts, const uint32_t* code, int64_t size, int64_t groups);

}  // namespace pyemb::sre
