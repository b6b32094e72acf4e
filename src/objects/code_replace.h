// SPDX-License-Identifier: MIT
#pragma once

// code.replace().

#include "objects/code.h"
#include "objects/native.h"

namespace pyemb {

/// A copy of the code object in which the named attributes are others. The instructions, the tables and the numbers that follow
/// from them cannot be replaced by different ones: ValueError.
[[nodiscard]] Result<Ref> code_replace(ThreadState& ts, Code& self, Keywords changes);

}  // namespace pyemb
