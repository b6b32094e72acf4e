// SPDX-License-Identifier: MIT
#pragma once

// The constant descriptions of all native types, one declaration a row of types.def and exceptions.def. A source that defines
// one includes this header, which gives the definition external linkage:
//
//     constexpr TypeSpec kListSpec = {.name = "list", .id = TypeId::kList, ...};

#include "objects/type.h"

namespace pyemb {

#define TYPE(id) extern const TypeSpec k##id##Spec;
#include "config/types.def"
#undef TYPE
#define EXCEPTION(id, base, layout, doc) extern const TypeSpec k##id##Spec;
#include "config/exceptions.def"
#undef EXCEPTION

}  // namespace pyemb
