// SPDX-License-Identifier: MIT
// Weak references.
#include "objects/weakref.h"

#include "api.h"
#include "objects/call.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

bool is_proxy(PyObject* object) { return is_exactly_c(object, TypeId::kWeakProxy) || is_exactly_c(object, TypeId::kWeakCallableProxy); }

/// A proxy is no WeakRef to is<>, but has its layout.
WeakRef* reference_of(PyObject* object) {
  return (PyWeakref_Check)(object) ? static_cast<WeakRef*>(from_c(object).as_object()) : nullptr;
}
Value callback_of(PyObject* callback) { return callback == nullptr ? Value::null() : from_c(callback); }

}  // namespace

int(PyWeakref_CheckRef)(PyObject* object) { return is_c<WeakRef>(object); }
int(PyWeakref_CheckRefExact)(PyObject* object) { return is_exactly_c(object, TypeId::kWeakRef); }
int(PyWeakref_CheckProxy)(PyObject* object) { return is_proxy(object); }
int(PyWeakref_Check)(PyObject* object) { return is_c<WeakRef>(object) || is_proxy(object); }

PyObject* PyWeakref_NewRef(PyObject* object, PyObject* callback) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return new_weakref(api, core_type(api, TypeId::kWeakRef), value, callback_of(callback));
  });
}
PyObject* PyWeakref_NewProxy(PyObject* object, PyObject* callback) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    TypeId id = is_callable(api, value) ? TypeId::kWeakCallableProxy : TypeId::kWeakProxy;
    return new_weakref(api, core_type(api, id), value, callback_of(callback));
  });
}
PyObject* PyWeakref_GetObject(PyObject* reference) {
  return api_borrowed([&](Api api) -> Result<Value> {
    WeakRef* self = reference_of(reference);
    if (self == nullptr) return raise_bad_call(api);
    return self->referent != nullptr ? Value::from_object(self->referent) : Value::none();
  });
}
PyObject*(PyWeakref_GET_OBJECT)(PyObject* reference) {
  WeakRef* self = reference_of(reference);
  return self == nullptr || self->referent == nullptr ? to_c(Value::none()) : to_c(self->referent);
}
