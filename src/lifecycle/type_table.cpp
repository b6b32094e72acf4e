// SPDX-License-Identifier: MIT
#include "lifecycle/type_table.h"

#include "objects/type_specs.h"

namespace pyemb {

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
