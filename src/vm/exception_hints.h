// SPDX-License-Identifier: MIT
#pragma once

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

/// Appends ". Did you mean: 'x'?" for a NameError or AttributeError where a similar name exists. Raises nothing.
void append_hint(ThreadState& ts, TextBuffer& out, Value exception);

}  // namespace pyemb
