// SPDX-License-Identifier: MIT
#pragma once

// The numbers of the native types and of the built-in exceptions, from types.def and exceptions.def.

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
  kTypeCount,
};

inline constexpr uint32_t kTypeCount = static_cast<uint32_t>(TypeId::kTypeCount);

/// A built-in exception; the same numbers as in TypeId.
enum class Exc : uint32_t {
#define EXCEPTION(id, base, layout, doc) k##id = static_cast<uint32_t>(TypeId::k##id),
#include "config/exceptions.def"
#undef EXCEPTION
};

}  // namespace pyemb
