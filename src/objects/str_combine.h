// SPDX-License-Identifier: MIT
#pragma once

// Slots of str that make strings out of strings (str.h declares str_concat, str_append, str_join, str_slice).

#include "objects/str.h"

namespace pyemb {

[[nodiscard]] Result<Ref> str_repeat(ThreadState& ts, Value self, int64_t count);
/// s[key] for an index or a slice.
[[nodiscard]] Result<Ref> str_get_item(ThreadState& ts, Value self, Value key);

}  // namespace pyemb
