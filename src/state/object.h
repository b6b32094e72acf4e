// SPDX-License-Identifier: MIT
#pragma once

// The 16 bytes that every heap object starts with.
//
//   +0   Type*     type
//   +8   uint32    refcount          plain, not atomic: only touched under the interpreter's lock
//   +12  uint32    shape:24 | flags:8
//
// The shape id tells the object's exact layout in one load. Instances of a built-in type itself (not of a subclass) that
// keep no attributes in slots have the type's TypeId as their shape for ever, so `shape_id() == TypeId::kList` is the whole
// exact-type test. Other instances have the id of a Shape (objects/shape.h), and a shape belongs to exactly one type, so one
// compare guards an inline cache.
//
// Objects of a collected type (Type::kCollected) have a GcHead in the 16 bytes before the header. So have, unused, the others that C code may
// free (kHeaded), because what C code frees is told from plain memory by those bytes (capi/obmalloc.cpp).
// An object dies when its count reaches zero: destroy() is the only way out.

#include <cstddef>
#include <cstdint>

#include "config/type_ids.h"
#include "state/value.h"

namespace pyemb {

struct Type;

struct Object {
  enum Flag : uint32_t {
    kLarge = 1,        ///< the block does not come from a size class of the heap
    kFinalized = 2,    ///< __del__ has run (PEP 442: at most once)
    kHasWeakrefs = 4,  ///< the interpreter's weak reference table has an entry for it
    kMark = 8,         ///< scratch of the collector
    kBusy = 16,        ///< scratch of the type: a list being sorted, a dict view being walked
    kStatic = 32,      ///< a type that C code wrote down as a variable: no GcHead before it, no block to give back
    kHeaded = 64,      ///< not collected, but 16 bytes of its block stand before it all the same
  };
  static constexpr uint32_t kShapeShift = 8;

  Type* type;
  uint32_t refcount;
  uint32_t shape_and_flags;

  uint32_t shape_id() const { return shape_and_flags >> kShapeShift; }
  void set_shape_id(uint32_t id) { shape_and_flags = (id << kShapeShift) | (shape_and_flags & 0xff); }
  bool has(Flag flag) const { return (shape_and_flags & flag) != 0; }
  void set(Flag flag) { shape_and_flags |= flag; }
  void unset(Flag flag) { shape_and_flags &= ~static_cast<uint32_t>(flag); }
  /// Exactly of the built-in type, not of a subclass. Only for types whose instances have no attribute slots.
  bool is_exactly(TypeId id) const { return shape_id() == static_cast<uint32_t>(id); }
};
static_assert(sizeof(Object) == 16 && offsetof(Object, shape_and_flags) == 12);

/// An object with `size` items of its type's item size behind its fixed part.
struct VarObject : Object {
  int64_t size;
};

/// Links a collected object into a generation. The low bits of `previous` are the collector's.
struct GcHead {
  GcHead* next;          ///< null: not tracked
  uintptr_t previous;
};
static_assert(sizeof(GcHead) == 16);

inline GcHead* gc_head(Object* object) { return reinterpret_cast<GcHead*>(object) - 1; }
inline Object* gc_object(GcHead* head) { return reinterpret_cast<Object*>(head + 1); }

/// Runs finalizers, drops what the object owns and gives its block back. Deep chains are worked off in a loop.
void destroy(Object* object);

inline bool is_exactly(Value value, TypeId id) { return value.is_heap() && value.as_object()->is_exactly(id); }

ALWAYS_INLINE void incref(Value value) {
  if (value.is_heap()) ++value.as_object()->refcount;
}
ALWAYS_INLINE void incref(Object* object) { ++object->refcount; }
ALWAYS_INLINE void decref(Object* object) {
  if (--object->refcount == 0) destroy(object);
}
ALWAYS_INLINE void decref(Value value) {
  if (value.is_heap()) decref(value.as_object());
}

}  // namespace pyemb
