// SPDX-License-Identifier: MIT
#pragma once

// How much of the native stack is left. An operation on any object may lead to the same operation on an object inside of it, in native
// code all the way down; so the functions that dispatch to slots (operations, attributes, numbers) ask before they do. Where a depth is
// counted, too, use RecursionGuard.

#include "state/thread_state.h"

namespace pyemb {

/// Whether native code must not go deeper: raise_recursion() then.
ALWAYS_INLINE bool native_stack_spent(const ThreadState& ts) {
  return UNLIKELY(reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) < ts.native_limit);
}

}  // namespace pyemb
