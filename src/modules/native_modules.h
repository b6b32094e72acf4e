// SPDX-License-Identifier: MIT
#pragma once

// The constant descriptions of all native modules, one declaration a row of config/modules.def. A source that defines one
// includes this header, which gives the definition external linkage:
//
//     constexpr NativeModule kMathModule = {.name = "math", ...};

#include "objects/module.h"

namespace pyemb {

#define MODULE(id, name) extern const NativeModule k##id##Module;
#include "config/modules.def"
#undef MODULE

}  // namespace pyemb
