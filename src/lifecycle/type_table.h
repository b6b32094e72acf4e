// SPDX-License-Identifier: MIT
#pragma once

// The descriptions of all native types by TypeId, whichever layer they stand in: what Hooks::type_specs points to.

#include "objects/type.h"

namespace pyemb {

extern const TypeSpec* const kTypeSpecs[kTypeCount];

}  // namespace pyemb
