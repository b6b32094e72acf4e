// SPDX-License-Identifier: MIT
#pragma once

// The functions that codecs.lookup_error() gives for the standard ways of handling errors: each takes a UnicodeError and answers
// (replacement, position).

#include "objects/dict.h"

namespace pyemb {

[[nodiscard]] Status add_standard_handlers(ThreadState& ts, Dict& handlers);

}  // namespace pyemb
