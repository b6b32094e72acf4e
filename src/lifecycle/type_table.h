// SPDX-License-Identifier: MIT
#pragma once

// The descriptions of all native types by TypeId, whichever layer they stand in: what Hooks::type_specs points to.

#include <array>

#include "objects/type.h"

namespace pyemb {

/// By TypeId; null between the numbers of the built-in types and those of native modules.
extern const std::array<const TypeSpec*, kTypeCount> kTypeSpecs;

}  // namespace pyemb
