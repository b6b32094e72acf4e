// SPDX-License-Identifier: MIT
#pragma once

// mappingproxy: shows any mapping, and does not let it be changed. `type.__dict__` is one.

#include "objects/type.h"

namespace pyemb {

struct MappingProxy : Object {
  static constexpr TypeId kId = TypeId::kMappingProxy;
  Value mapping;  ///< owned
};

[[nodiscard]] Result<Ref> new_mapping_proxy(ThreadState& ts, Value mapping);

}  // namespace pyemb
