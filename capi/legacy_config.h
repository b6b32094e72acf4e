// SPDX-License-Identifier: MIT
#pragma once

// What a host says before the start with functions instead of a configuration (Py_SetProgramName and its kin), for Py_Initialize(). It hangs off the
// runtime, and ends with it.

#include "config/config.h"

namespace pyemb::capi {

/// Gives a configuration what was said: the variables Py_..Flag, and what functions have set. False: no memory.
[[nodiscard]] bool take_legacy(Config& config);
/// Forgets it, and the texts that Py_GetPath() and its kin have shown.
void clear_legacy();

}  // namespace pyemb::capi
