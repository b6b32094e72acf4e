// SPDX-License-Identifier: MIT
#pragma once

// The numbers of the built-in types and exceptions, from types.def and exceptions.def. Those of native modules follow from
// kFirstModuleType on (module_type_ids.h).

#include <cstdint>

namespace pyemb {

/// A native type. 0 is no type; ids of exceptions follow those of types.def.
enum class TypeId : uint32_t {
  kNoType = 0,
#define TYPE(id) k##id,
#include "config/types.def"
#undef TYPE
#define EXCEPTION(id, base, layout, doc) k##id,
#include "config/exceptions.def"
#undef EXCEPTION
  kBuiltinEnd,
};

inline constexpr uint32_t kFirstModuleType = 256;
inline constexpr uint32_t kTypeCount = 640;  ///< above all numbers of native types
static_assert(static_cast<uint32_t>(TypeId::kBuiltinEnd) <= kFirstModuleType);

/// A built-in exception; the same numbers as in TypeId.
enum class Exc : uint32_t {
#define EXCEPTION(id, base, layout, doc) k##id = static_cast<uint32_t>(TypeId::k##id),
#include "config/exceptions.def"
#undef EXCEPTION
};

}  // namespace pyemb
