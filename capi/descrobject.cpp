// SPDX-License-Identifier: MIT
// Descriptors made of single definitions. Each carries the row that it needs.
#include "structmember.h"

#include "method_row.h"
#include "objects/allocate.h"
#include "objects/builtin.h"
#include "objects/str.h"
#include "type_record.h"

using namespace pyemb;
using namespace pyemb::capi;

static_assert(offsetof(PyEmb_MethodRow, pyemb_data) == offsetof(NativeMethod, data) && offsetof(PyEmb_MethodData, pyemb_def) == offsetof(CMethod, def));
static_assert(offsetof(PyDescrObject, pyemb_row) == offsetof(MethodDescriptor, row) && offsetof(PyDescrObject, d_type) == offsetof(MethodDescriptor, owner));

namespace {

struct OwnedMethod : MethodDescriptor {
  NativeMethod own;
  CMethod data;
};
struct OwnedMember : MemberDescriptor {
  Member own;
};
struct OwnedGetSet : GetSetDescriptor {
  GetSet own;
};

template <class T>
Result<T*> allocate_descriptor(ThreadState& ts, TypeId id, Type& owner) {
  auto* made = static_cast<T*>(allocate_collected(ts, core_type(ts, id), sizeof(T)));
  if (made == nullptr) return raise_no_memory(ts);
  made->owner = Own<Type>::copy(&owner).release();
  return made;
}

Result<Ref> new_method(Api api, PyTypeObject* type, PyMethodDef* def, TypeId id, NativeMethod::Kind kind) {
  Type* owner = TRY(expect_type(api, type));
  if (def == nullptr || def->ml_name == nullptr || def->ml_meth == nullptr) return raise_null(api);
  NativeMethod row = {};
  CMethod data = {};
  TRY(fill_method_row(api, row, data, *def, kind, owner));
  auto* made = TRY(allocate_descriptor<OwnedMethod>(api, id, *owner));
  made->own = row;
  made->data = data;
  made->own.data = &made->data;
  made->row = &made->own;
  gc_track(api, made);
  return Ref::steal(made);
}

}  // namespace

PyObject* PyDescr_NewMethod(PyTypeObject* type, PyMethodDef* def) {
  return api_object([&](Api api) { return new_method(api, type, def, TypeId::kMethodDescriptor, NativeMethod::kMethod); });
}
PyObject* PyDescr_NewClassMethod(PyTypeObject* type, PyMethodDef* def) {
  return api_object([&](Api api) { return new_method(api, type, def, TypeId::kClassMethodDescriptor, NativeMethod::kClassMethod); });
}
PyObject* PyDescr_NewMember(PyTypeObject* type, PyMemberDef* def) {
  return api_object([&](Api api) -> Result<Ref> {
    Type* owner = TRY(expect_type(api, type));
    if (def == nullptr || def->name == nullptr) return raise_null(api);
    Member row = {};
    TRY(fill_member_row(api, row, *def));
    Own<Str> name = TRY(intern(api, def->name));
    auto* made = TRY(allocate_descriptor<OwnedMember>(api, TypeId::kMemberDescriptor, *owner));
    made->own = row;
    made->row = &made->own;
    made->name = name.release();
    gc_track(api, made);
    return Ref::steal(made);
  });
}
PyObject* PyDescr_NewGetSet(PyTypeObject* type, PyGetSetDef* def) {
  return api_object([&](Api api) -> Result<Ref> {
    Type* owner = TRY(expect_type(api, type));
    if (def == nullptr || def->name == nullptr) return raise_null(api);
    auto* made = TRY(allocate_descriptor<OwnedGetSet>(api, TypeId::kGetSetDescriptor, *owner));
    made->own = getset_row(*def);
    made->row = &made->own;
    gc_track(api, made);
    return Ref::steal(made);
  });
}

PyObject* PyWrapper_New(PyObject* descriptor, PyObject* self) {
  return api_object([&](Api api) -> Result<Ref> {
    WrapperDescriptor* wrapped = TRY(expect<WrapperDescriptor>(api, descriptor));
    Value object = TRY(expect_value(api, self));
    Value type = Value::from_object(&type_of(api, object));
    return core_type(api, TypeId::kWrapperDescriptor).slots.descr_get(api, Value::from_object(wrapped), object, type);
  });
}

int PyDescr_IsData(PyObject* descriptor) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || descriptor == nullptr) return 0;
  return type_of(*ts, from_c(descriptor)).slots.descr_set != nullptr ? 1 : 0;
}

PyObject* PyMember_GetOne(const char* object, PyMemberDef* def) {
  return api_object([&](Api api) -> Result<Ref> {
    if (object == nullptr || def == nullptr) return raise_null(api);
    Member row = {};
    TRY(fill_member_row(api, row, *def));
    return member_load(api, row, reinterpret_cast<Object*>(const_cast<char*>(object)));
  });
}
int PyMember_SetOne(char* object, PyMemberDef* def, PyObject* value) {
  return api_int([&](Api api) -> Status {
    if (object == nullptr || def == nullptr) return raise_null(api);
    Member row = {};
    TRY(fill_member_row(api, row, *def));
    return member_store(api, row, reinterpret_cast<Object*>(object), from_c(value));
  });
}
