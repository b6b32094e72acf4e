// SPDX-License-Identifier: MIT
#pragma once

// What the modules provide to the layers below them, through Hooks.

#include "state/interpreter.h"

namespace pyemb {

void install_module_hooks(Interpreter& interp);

}  // namespace pyemb
