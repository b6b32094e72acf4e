// SPDX-License-Identifier: MIT
#pragma once

// Further threads of an interpreter.

#include "state/interpreter.h"

namespace pyemb {

/// Makes the calling native thread one of the interpreter's: a thread state with a stack, which then holds the lock. Null: out of memory.
[[nodiscard]] ThreadState* attach_thread(Interpreter& interp);
/// Drops the thread state and the lock.
void detach_thread(ThreadState& ts);

}  // namespace pyemb
