// SPDX-License-Identifier: MIT
#include "lifecycle/type_table.h"

#include "objects/type_specs.h"

namespace pyemb {

// A type whose module is not in the build has no description: the declaration is weak, its address null.
#define TYPE(id) extern const TypeSpec k##id##Spec __attribute__((weak));
#include "config/types.def"
#undef TYPE
#define EXCEPTION(id, base, layout, doc) extern const TypeSpec k##id##Spec __attribute__((weak));
#include "config/exceptions.def"
#undef EXCEPTION

const TypeSpec* const kTypeSpecs[kTypeCount] = {
    nullptr,
#define TYPE(id) &k##id##Spec,
#include "config/types.def"
#undef TYPE
#define EXCEPTION(id, base, layout, doc) &k##id##Spec,
#include "config/exceptions.def"
#undef EXCEPTION
};

}  // namespace pyemb
