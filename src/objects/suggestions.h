// SPDX-License-Identifier: MIT
#pragma once

// "Did you mean: 'x'?": the known name that is closest to one that was not found.

#include <span>

#include "objects/type.h"

namespace pyemb {

/// The best of the candidates (those that are no str are skipped), borrowed; null: none is close enough.
Value closest_name(ThreadState& ts, std::span<const Value> candidates, Value name);

}  // namespace pyemb
