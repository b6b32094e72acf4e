// SPDX-License-Identifier: MIT
#pragma once

#include "state/thread_state.h"

namespace pyemb {

/// Takes importlib's own frames out of the traceback of the pending exception: nobody wants to read them. Of an ImportError all; of
/// other exceptions those that end in importlib's call of foreign code.
void trim_import_trace(ThreadState& ts);

}  // namespace pyemb
