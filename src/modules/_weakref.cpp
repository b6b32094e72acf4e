// SPDX-License-Identifier: MIT
#include "modules/native_modules.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/weakref.h"

namespace pyemb {
namespace {

int64_t get_weakref_count(ThreadState& ts, Value object) {
  if (!object.is_heap()) return 0;
  int64_t count = 0;
  for (WeakRef* ref = weakref_chain(ts, object.as_object()); ref != nullptr; ref = ref->next) ++count;
  return count;
}

Result<Ref> get_weakrefs(ThreadState& ts, Value object) {
  Own<List> list = TRY(new_list(ts));
  if (!object.is_heap()) return list;
  for (WeakRef* ref = weakref_chain(ts, object.as_object()); ref != nullptr; ref = ref->next) {
    if (ref->refcount > 0) TRY(list_append(ts, *list, Ref::copy(ref)));
  }
  return list;
}

Result<Ref> proxy(ThreadState& ts, Value object, Value callback) {
  TypeId id = is_callable(ts, object) ? TypeId::kWeakCallableProxy : TypeId::kWeakProxy;
  return new_weakref(ts, core_type(ts, id), object, callback);
}

/// Takes an entry out whose value is a dead reference, unless it was replaced by a living one.
Status remove_dead(ThreadState& ts, Dict& dict, Value key) {
  Ref value = TRY(dict_find(ts, dict, key));
  if (value.is_absent()) return {};
  if (!is<WeakRef>(value)) return raise(ts, Exc::kTypeError, "not a weakref");
  Ref referent = weakref_get(*value.as<WeakRef>());
  if (!referent.is_none()) return {};
  bool ignored = TRY(dict_delete(ts, dict, key));
  static_cast<void>(ignored);
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<get_weakref_count>("getweakrefcount", "($module, object, /)", "How many weak references an object has."),
    function<get_weakrefs>("getweakrefs", "($module, object, /)", "The weak references of an object."),
    function<proxy>("proxy", "($module, object, callback=None, /)", "An object that passes every operation on to the referent, which it does not keep alive."),
    function<remove_dead>("_remove_dead_weakref", "($module, dct, key, /)", "Deletes an entry whose value is a dead weak reference."),
};

Status exec(ThreadState& ts, Module& module) {
  Value ref = Value::from_object(&core_type(ts, TypeId::kWeakRef));
  TRY(module_add(ts, module, "ref", ref));
  TRY(module_add(ts, module, "ReferenceType", ref));
  TRY(module_add(ts, module, "ProxyType", Value::from_object(&core_type(ts, TypeId::kWeakProxy))));
  return module_add(ts, module, "CallableProxyType", Value::from_object(&core_type(ts, TypeId::kWeakCallableProxy)));
}

}  // namespace

constexpr NativeModule kWeakrefModule = {.name = "_weakref", .doc = "Weak references.", .functions = kFunctions, .exec = exec};

}  // namespace pyemb
