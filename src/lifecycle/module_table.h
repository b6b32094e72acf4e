// SPDX-License-Identifier: MIT
#pragma once

// The native modules of the library, whichever layer they stand in.

#include <span>

#include "objects/module.h"

namespace pyemb {

/// By row of modules.def; null where a module is not in this build.
[[nodiscard]] std::span<const NativeModule* const> native_modules();

}  // namespace pyemb
