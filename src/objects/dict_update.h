// SPDX-License-Identifier: MIT
#pragma once

// The parts of dict.update() that other mappings share; dict_update() itself stands in dict.h.

#include "objects/dict.h"

namespace pyemb {

/// From the table of another dict, in its order, whatever its type overrides.
[[nodiscard]] Status dict_merge_entries(ThreadState& ts, Dict& dict, Dict& other, Merge merge = Merge::kOverwrite);
/// From an iterable of pairs: TypeError or ValueError "dictionary update sequence element #3 ..." for what is none.
[[nodiscard]] Status dict_update_from_pairs(ThreadState& ts, Dict& dict, Value pairs, Merge merge);
/// From the keyword arguments of a call.
[[nodiscard]] Status dict_update_from_keywords(ThreadState& ts, Dict& dict, CallArgs args);

}  // namespace pyemb
