// SPDX-License-Identifier: MIT
#pragma once

// What the parser asks about characters and codecs, answered by the objects layer.

#include "frontend/parser.h"
#include "state/thread_state.h"

namespace pyemb {

[[nodiscard]] ParseHooks parse_hooks(ThreadState& ts);

}  // namespace pyemb
