// SPDX-License-Identifier: MIT
#pragma once

// Weak references. Objects carry no field for them: a table of the interpreter maps an object's address to the chain of its
// WeakRefs, and Object::kHasWeakrefs says whether it is worth a look.
//
// A chain starts with the plain reference and the plain proxy (without callback, of which one serves everybody), then come the
// others, the newest first. A WeakRef whose referent died, or is just dying, is dead: its `referent` is null.

#include <span>

#include "objects/type.h"

namespace pyemb {

struct WeakRef : Object {
  static constexpr TypeId kId = TypeId::kWeakRef;

  Object* referent;    ///< borrowed; null: dead
  Value callback;      ///< owned; null: none
  WeakRef* previous;   ///< in the chain of the referent
  WeakRef* next;
  int64_t hash;        ///< of the referent; -1: not asked yet
};

/// Open addressing by address, a power of two of places.
struct WeakRefTable {
  struct Entry {
    Object* key;  ///< null: free
    WeakRef* first;
  };
  Entry* entries;
  uint64_t capacity;
  uint64_t used;
};

[[nodiscard]] bool new_weakref_table(Interpreter& interp);
void release_weakref_table(Interpreter& interp);

/// weakref.ref(object, callback), or a proxy, or a subclass. `callback` may be null or None.
[[nodiscard]] Result<Ref> new_weakref(ThreadState& ts, Type& type, Value object, Value callback);
[[nodiscard]] inline Result<Ref> new_weakref(ThreadState& ts, Value object) {
  return new_weakref(ts, core_type(ts, TypeId::kWeakRef), object, Value::null());
}
/// A new reference to the referent, or None when it is dead.
Ref weakref_get(const WeakRef& ref);
/// The first of the object's weak references, or null.
WeakRef* weakref_chain(ThreadState& ts, Object* object);

/// Kills the weak references to an object that is about to die, and calls their callbacks.
void clear_weakrefs(ThreadState& ts, Object* object);
/// Kills them and adds those whose callback must be called to `waiting`, a chain that owns them. References that are garbage
/// themselves (Object::kMark) are not called.
WeakRef* detach_weakrefs(ThreadState& ts, Object* object, WeakRef* waiting);
/// Calls the callbacks of such a chain, and drops it. Errors are reported as unraisable.
void call_weakref_callbacks(ThreadState& ts, WeakRef* waiting);

}  // namespace pyemb
