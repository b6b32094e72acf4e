// SPDX-License-Identifier: MIT
#pragma once

// The interpreter's cache of attribute look-ups through a type's MRO, by version and interned name: what type_lookup() fills, and short paths read in place.

#include "objects/type.h"

namespace pyemb {

ALWAYS_INLINE size_t cache_place(const TypeCache& cache, uint32_t version, const Str* name) {
  return (version * size_t{2654435761} ^ reinterpret_cast<uintptr_t>(name) >> 4) & cache.mask;
}

/// What `name` is in the type as it is now, null for an attribute that is not there. False: not known here.
ALWAYS_INLINE bool find_cached(const Interpreter& interp, const Type& type, const Str* name, Value* value) {
  const TypeCache& cache = interp.type_cache;
  const TypeCacheEntry& entry = cache.entries[cache_place(cache, type.version, name)];
  if (UNLIKELY(entry.version != type.version || entry.name != name || type.version == 0)) return false;
  *value = entry.value;
  return true;
}

}  // namespace pyemb
