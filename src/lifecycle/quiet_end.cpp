// SPDX-License-Identifier: MIT
#include "lifecycle/quiet_end.h"

#include "config/build.h"
#include "modules/_abc.h"
#include "modules/io/standard_streams.h"
#include "objects/gc_cycle.h"
#include "objects/list.h"
#include "objects/type.h"
#include "objects/weakref.h"
#include "state/interpreter.h"

namespace pyemb {
namespace {

/// Whether the death of the object could be noticed. What is not collected has no finalizer but that of its class, which is collected.
bool is_noticed(Object* object) {
  const Type& type = *object->type;
  if (type.slots.finalize != nullptr && !object->has(Object::kFinalized)) return !is_idle_standard_stream(Value::from_object(object));
  if (!is<Type>(Value::from_object(object))) return false;
  auto& made = *static_cast<Type*>(object);
  return made.slots.finalize != nullptr && !made.is_collected();
}

bool has_noticed_objects(const GcHead& list) {
  for (GcHead* head = list.next; head != &list; head = head->next) {
    if (is_noticed(gc_object(head))) return true;
  }
  return false;
}

/// A callback that is not one of the references that a class has to its subclasses.
bool has_callbacks(const WeakRefTable& table) {
  for (uint64_t i = 0; i < table.capacity; ++i) {
    if (table.entries[i].key == nullptr) continue;
    for (WeakRef* reference = table.entries[i].first; reference != nullptr; reference = reference->next) {
      if (!reference->callback.is_null() && !is_abc_callback(reference->callback)) return true;
    }
  }
  return false;
}

}  // namespace

bool ends_quietly(ThreadState& ts) {
  if (kAddressSanitizer || kStress) return false;  // these builds look at the end of every object
  Interpreter& interp = ts.interp;
  GcState& gc = interp.gc;
  if (interp.foreign != nullptr || gc.debug_flags != 0) return false;
  if (!gc.callbacks.is_null() && as<List>(gc.callbacks).size > 0) return false;
  if (interp.weakrefs != nullptr && has_callbacks(*interp.weakrefs)) return false;
  if (gc_cycle_is_open(interp)) {
    for (const GcHead& list : gc_cycle(interp)->lists) {
      if (has_noticed_objects(list)) return false;
    }
  }
  for (const GcHead& list : gc.generations) {
    if (has_noticed_objects(list)) return false;
  }
  return !has_noticed_objects(gc.frozen);
}

}  // namespace pyemb
