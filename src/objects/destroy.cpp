// SPDX-License-Identifier: MIT
#include "objects/destroy.h"

#include "objects/shape.h"
#include "objects/weakref.h"

// The end of an object, in this order: finalizer (which may resurrect it), out of the collector's sight (from here on it has no
// references, yet code runs), weak references and their callbacks, members and attribute slots, the native part, the block. An instance of
// a Python class owns a reference to its class, which goes last.
//
// A long chain of objects must not become a deep recursion: below kMaxDepth nested ends a collected object is put on
// ThreadState::destroy_later and taken from there once the outermost end is through. The list runs through
// GcHead::previous, whose lowest bit remembers that the object was tracked.

namespace pyemb {
namespace {

constexpr int kMaxDepth = 50;
constexpr uintptr_t kWasTracked = 1;

void put_off(ThreadState& ts, Object* object) {
  uintptr_t tracked = gc_is_tracked(object) ? kWasTracked : 0;
  gc_untrack(object);
  uintptr_t next = ts.destroy_later == nullptr ? 0 : reinterpret_cast<uintptr_t>(gc_head(ts.destroy_later));
  gc_head(object)->previous = next | tracked;
  ts.destroy_later = object;
}

Object* take_put_off(ThreadState& ts) {
  Object* object = ts.destroy_later;
  uintptr_t link = gc_head(object)->previous;
  auto* next = reinterpret_cast<GcHead*>(link & ~kWasTracked);
  ts.destroy_later = next == nullptr ? nullptr : gc_object(next);
  gc_head(object)->previous = 0;
  if ((link & kWasTracked) != 0) gc_link(ts.interp.gc, object);  // its finalizer may want to keep it
  return object;
}

/// The number of Values behind the native part.
int member_total(ThreadState& ts, const Type& type, Object* object) {
  int count = static_cast<int>(type.member_count);
  return type.has_flag(Type::kAttrSlots) ? count + used_slots(shape_of(ts, object)) : count;
}

bool has_values(const Type& type) { return type.member_count > 0 || type.has_flag(Type::kAttrSlots); }

void drop_values(ThreadState& ts, const Type& type, Object* object) {
  Value* values = member_values(object);
  for (int i = 0, count = member_total(ts, type, object); i < count; ++i) {
    decref(std::exchange(values[i], Value::null()));
  }
}

/// Runs what may bring the object back to life. False: it lives.
COLD bool say_goodbye(ThreadState& ts, Object* object) {
  object->refcount = 1;
  finalize_object(ts, object);
  if (--object->refcount > 0) return false;
  return true;
}

void end(ThreadState& ts, Object* object) {
  if (object->type->slots.finalize != nullptr && !object->has(Object::kFinalized) && !say_goodbye(ts, object)) return;
  Type& type = *object->type;  // the finalizer may have given it another one
  bool collected = type.is_collected();
  if (collected && gc_is_tracked(object)) {
    gc_untrack(object);
    int64_t& young = ts.interp.gc.counts[0];
    if (young > 0) --young;
  }
  if (object->has(Object::kHasWeakrefs)) clear_weakrefs(ts, object);
  if (has_values(type)) drop_values(ts, type, object);
  const bool large = object->has(Object::kLarge);
  void* block = block_of(object, collected);
  bool owns_type = type.has_flag(Type::kHeapType);
  if (UNLIKELY(type.spec->end != nullptr)) {
    if (!type.spec->end(ts, object) && owns_type) decref(static_cast<Object*>(&type));
    return;
  }
  if (type.spec->dealloc != nullptr) type.spec->dealloc(ts, object);
  ts.interp.heap.release_object(block, large);
  if (owns_type) decref(static_cast<Object*>(&type));
}

}  // namespace

void destroy(Object* object) {
  Type& type = *object->type;
  ThreadState& ts = *type.interp->current;
  if (!type.is_collected()) return end(ts, object);
  if (UNLIKELY(object->has(Object::kStatic))) {
    object->refcount = 1;  // someone gave back what he never had: the interpreter's own reference stays
    return;
  }
  if (UNLIKELY(ts.destroy_depth >= kMaxDepth)) return put_off(ts, object);
  ++ts.destroy_depth;
  end(ts, object);
  while (UNLIKELY(ts.destroy_depth == 1 && ts.destroy_later != nullptr)) end(ts, take_put_off(ts));
  --ts.destroy_depth;
}

void finalize_object(ThreadState& ts, Object* object) {
  Type& type = *object->type;
  if (type.slots.finalize == nullptr || object->has(Object::kFinalized)) return;
  object->set(Object::kFinalized);
  Ref pending = ts.take_pending();
  type.slots.finalize(ts, Value::from_object(object));
  ts.clear_pending();
  ts.pending = pending.release();
}

void traverse_object(Object* object, GcVisitor& visitor) {
  Type& type = *object->type;
  if (type.spec->traverse != nullptr) type.spec->traverse(object, visitor);
  if (has_values(type)) {
    Value* values = member_values(object);
    for (int i = 0, count = member_total(*type.interp->current, type, object); i < count; ++i) visitor(values[i]);
  }
  if (type.has_flag(Type::kHeapType)) visitor(static_cast<Object*>(&type));
}

void clear_object(ThreadState& ts, Object* object) {
  Type& type = *object->type;
  if (has_values(type)) drop_values(ts, type, object);
  if (type.spec->clear != nullptr) type.spec->clear(ts, object);
}

}  // namespace pyemb
