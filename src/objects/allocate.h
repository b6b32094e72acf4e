// SPDX-License-Identifier: MIT
#pragma once

// The short way to a new object, for the types that programs make by the million: tuples, lists, dicts, iterators. The type
// must be a native one itself (no subclass), collected, without attribute slots; only the header is set.

#include "objects/type.h"

namespace pyemb {

/// `size` bytes for an object of `type`, not tracked yet; null: out of memory, nothing raised.
[[nodiscard]] ALWAYS_INLINE Object* allocate_collected(ThreadState& ts, Type& type, size_t size) {
  bool large;
  void* block = ts.interp.heap.allocate_object(sizeof(GcHead) + size, &large);
  if (UNLIKELY(block == nullptr)) return nullptr;
  auto* head = static_cast<GcHead*>(block);
  head->next = nullptr;
  head->previous = 0;
  auto* object = reinterpret_cast<Object*>(head + 1);
  object->type = &type;
  object->refcount = 1;
  object->shape_and_flags = (static_cast<uint32_t>(type.id) << Object::kShapeShift) | (large ? uint32_t{Object::kLarge} : 0u);
  return object;
}

/// The same for a layout T, whose type must be built already (all built-in types are).
template <class T>
[[nodiscard]] ALWAYS_INLINE T* allocate_core(ThreadState& ts) {
  return static_cast<T*>(allocate_collected(ts, core_type(ts, T::kId), sizeof(T)));
}

}  // namespace pyemb
