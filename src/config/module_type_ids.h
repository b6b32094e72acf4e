// SPDX-License-Identifier: MIT
#pragma once

// The numbers of the types of native modules, from module_types.def.

#include "config/type_ids.h"

namespace pyemb {

class ModuleType {
  enum class Row : uint32_t {
    kBeforeFirst = kFirstModuleType - 1,
#define TYPE(id) k##id,
#include "config/module_types.def"
#undef TYPE
    kEnd,
  };
  static_assert(static_cast<uint32_t>(Row::kEnd) <= kTypeCount, "raise kTypeCount in type_ids.h");

 public:
#define TYPE(id) static constexpr TypeId k##id = static_cast<TypeId>(Row::k##id);
#include "config/module_types.def"
#undef TYPE
};

}  // namespace pyemb
