// SPDX-License-Identifier: MIT
#pragma once

// Functions that a program wants to run when the interpreter ends. The interpreter keeps them: they outlive the module `atexit`.

#include "objects/type.h"

namespace pyemb {

/// Runs them, the last registered first, and forgets them. What they raise is reported.
void run_exit_functions(ThreadState& ts);
/// Forgets what was registered too late to run.
void release_exit_functions(ThreadState& ts);

}  // namespace pyemb
