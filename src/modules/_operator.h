// SPDX-License-Identifier: MIT
#pragma once

// The search in any iterable that operator.countOf and operator.indexOf share with nobody else, and what the getters of
// _operator_getters.cpp need.

#include "objects/native.h"

namespace pyemb::operators {

/// How many items equal `wanted`.
[[nodiscard]] Result<int64_t> count_of(ThreadState& ts, Value iterable, Value wanted);
/// The position of the first such item.
[[nodiscard]] Result<int64_t> index_of(ThreadState& ts, Value iterable, Value wanted);
/// Whether two ASCII strings or two bytes-like objects are equal, in a time that depends on their lengths alone.
[[nodiscard]] Result<bool> compare_digest(ThreadState& ts, Value a, Value b);

}  // namespace pyemb::operators
