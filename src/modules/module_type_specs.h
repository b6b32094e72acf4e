// SPDX-License-Identifier: MIT
#pragma once

// The constant descriptions of the types of native modules, one declaration a row of module_types.def. A source that defines
// one includes this header, as it includes type_specs.h for a built-in type.

#include "config/module_type_ids.h"
#include "objects/type.h"

namespace pyemb {

#define TYPE(id) extern const TypeSpec k##id##Spec;
#include "config/module_types.def"
#undef TYPE

}  // namespace pyemb
