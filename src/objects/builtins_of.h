// SPDX-License-Identifier: MIT
#pragma once

// The built-in names that code sees: `__builtins__` of its globals.

#include "objects/dict.h"

namespace pyemb {

/// The dict that a value of `__builtins__` means: itself, or that of a module. Borrowed from the value. TypeError for anything else: other
/// mappings are not supported.
[[nodiscard]] Result<Dict*> builtins_dict(ThreadState& ts, Value builtins);

}  // namespace pyemb
