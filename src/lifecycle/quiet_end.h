// SPDX-License-Identifier: MIT
#pragma once

// When a program ends, the process ends with it: nobody needs the memory, and what the system lent goes back by itself. Objects are taken apart only
// for what a program could notice of it: a finalizer, the callback of a weak reference, a stream that still holds text.

#include "state/thread_state.h"

namespace pyemb {

/// Whether nobody would notice that the objects which are still there are not taken apart. Walks over all collected objects.
[[nodiscard]] bool ends_quietly(ThreadState& ts);

}  // namespace pyemb
