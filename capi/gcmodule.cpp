// SPDX-License-Identifier: MIT
// The cycle collector, and objects that it examines.
#include <cstring>

#include "object_memory.h"
#include "objects/destroy.h"
#include "objects/gc_cycle.h"
#include "type_record.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

Object* collected_object(void* object) {
  Value value = from_c(static_cast<PyObject*>(object));
  return value.is_heap() && has_gc_head(value.as_object()) ? value.as_object() : nullptr;
}

}  // namespace

PyObject* _PyObject_GC_New(PyTypeObject* type) { return make_object(type, 0); }
PyVarObject* _PyObject_GC_NewVar(PyTypeObject* type, Py_ssize_t items) { return reinterpret_cast<PyVarObject*>(make_object(type, items)); }

PyVarObject* _PyObject_GC_Resize(PyVarObject* object, Py_ssize_t items) {
  PyObject* made = api_object([&](Api api) -> Result<Ref> {
    auto* old = static_cast<VarObject*>(collected_object(object));
    if (old == nullptr || items < 0 || old->type->spec->item_size == 0 || gc_is_tracked(old)) return raise_bad_call(api);
    Ref resized = TRY(new_object(api, *old->type, items));
    size_t item_size = old->type->spec->item_size;
    size_t kept = static_cast<size_t>(old->size < items ? old->size : items) * item_size + old->type->native_size;
    std::memcpy(reinterpret_cast<char*>(resized.object()) + sizeof(VarObject), reinterpret_cast<char*>(old) + sizeof(VarObject), kept - sizeof(VarObject));
    if (old->type->has_flag(Type::kHeapType)) decref(static_cast<Object*>(old->type));  // the new object has counted itself
    release_block(api, old);
    return resized;
  });
  return reinterpret_cast<PyVarObject*>(made);
}

void PyObject_GC_Del(void* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || object == nullptr) return;
  if (Object* collected = collected_object(object)) gc_untrack(collected);
  PyObject_Free(object);
}
void PyObject_GC_Track(void* object) {
  ThreadState* ts = current_thread();
  Object* collected = collected_object(object);
  if (ts != nullptr && collected != nullptr && !gc_is_tracked(collected)) gc_track(*ts, collected);
}
void PyObject_GC_UnTrack(void* object) {
  if (Object* collected = collected_object(object)) gc_untrack(collected);
}
int PyObject_GC_IsTracked(PyObject* object) {
  Object* collected = collected_object(object);
  return collected != nullptr && gc_is_tracked(collected);
}
int PyObject_GC_IsFinalized(PyObject* object) {
  Object* collected = collected_object(object);
  return collected != nullptr && collected->has(Object::kFinalized);
}
int PyObject_IS_GC(PyObject* object) { return collected_object(object) != nullptr; }

Py_ssize_t PyGC_Collect(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr || !ts->interp.gc.enabled ? 0 : gc_collect(*ts, kGenerations - 1);
}
int PyGC_Enable(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? 0 : std::exchange(ts->interp.gc.enabled, true);
}
int PyGC_Disable(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? 0 : std::exchange(ts->interp.gc.enabled, false);
}
int PyGC_IsEnabled(void) {
  ThreadState* ts = current_thread();
  return ts != nullptr && ts->interp.gc.enabled;
}

int PyEmb_CollectStep(int64_t budget_microseconds) {
  return api_truth([&](Api api) -> Result<bool> { return gc_step(api, budget_microseconds); });
}

/// Objects that the collector does not see are finalized once more at their end, as in CPython.
void PyObject_CallFinalizer(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || !from_c(object).is_heap()) return;
  Object* self = from_c(object).as_object();
  const bool before = self->has(Object::kFinalized);
  finalize_object(*ts, self);
  if (!before && !self->type->is_collected()) self->unset(Object::kFinalized);
}
/// The end of an object has called the finalizer before tp_dealloc: what has been finalized does not come back to life here.
int PyObject_CallFinalizerFromDealloc(PyObject* object) {
  if (!from_c(object).is_heap()) return 0;
  Object* dying = from_c(object).as_object();
  dying->refcount = 1;
  if (ThreadState* ts = current_thread(); ts != nullptr) finalize_object(*ts, dying);
  return --dying->refcount == 0 ? 0 : -1;
}
