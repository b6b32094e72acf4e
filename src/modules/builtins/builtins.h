// SPDX-License-Identifier: MIT
#pragma once

// The builtins module.

#include "objects/module.h"

namespace pyemb {

extern const NativeModule kBuiltinsModule;

}  // namespace pyemb
