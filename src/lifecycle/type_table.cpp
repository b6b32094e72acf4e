// SPDX-License-Identifier: MIT
#include "lifecycle/type_table.h"

#include "modules/module_type_specs.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

constexpr std::array<const TypeSpec*, kTypeCount> by_id() {
  std::array<const TypeSpec*, kTypeCount> table = {};
#define TYPE(id) table[static_cast<uint32_t>(TypeId::k##id)] = &k##id##Spec;
#include "config/types.def"
#undef TYPE
#define EXCEPTION(id, base, layout, doc) table[static_cast<uint32_t>(TypeId::k##id)] = &k##id##Spec;
#include "config/exceptions.def"
#undef EXCEPTION
#define TYPE(id) table[static_cast<uint32_t>(ModuleType::k##id)] = &k##id##Spec;
#include "config/module_types.def"
#undef TYPE
  return table;
}

}  // namespace

constexpr std::array<const TypeSpec*, kTypeCount> kTypeSpecs = by_id();

}  // namespace pyemb
