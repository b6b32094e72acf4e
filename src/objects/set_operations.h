// SPDX-License-Identifier: MIT
#pragma once

// The algebra of sets. Results are exactly a set or a frozenset, as the first operand derives from one or the other; what is
// taken in place stands in set.h.

#include "objects/set.h"

namespace pyemb {

/// Whether the set is a frozenset or derives from it.
bool is_frozen(const Set& set);
/// An empty set or frozenset.
[[nodiscard]] Result<Own<Set>> new_set_like(ThreadState& ts, const Set& set);

[[nodiscard]] Result<Own<Set>> set_intersection(ThreadState& ts, Set& set, Value iterable);
[[nodiscard]] Result<Own<Set>> set_difference(ThreadState& ts, Set& set, Value iterable);
[[nodiscard]] Result<Own<Set>> set_symmetric_difference(ThreadState& ts, Set& set, Value iterable);
[[nodiscard]] Result<bool> set_is_subset(ThreadState& ts, Set& set, Set& of);
[[nodiscard]] Result<bool> set_is_disjoint(ThreadState& ts, Set& set, Value iterable);

}  // namespace pyemb
