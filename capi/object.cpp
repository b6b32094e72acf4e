// SPDX-License-Identifier: MIT
// References and operations on any object.
#include "api.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/operations.h"
#include "objects/str.h"

using namespace pyemb;
using namespace pyemb::capi;

void Py_IncRef(PyObject* object) { incref(from_c(object)); }
void Py_DecRef(PyObject* object) { decref(from_c(object)); }
PyObject* Py_NewRef(PyObject* object) {
  incref(from_c(object));
  return object;
}
PyObject* Py_GetNone(void) { return to_c(Value::none()); }

PyObject* PyObject_GetAttrString(PyObject* object, const char* name) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    Value value = TRY(expect_value(ts, object));
    return get_attr(ts, value, name);
  });
}

int PyObject_SetAttrString(PyObject* object, const char* name, PyObject* value) {
  return api_int([&](ThreadState& ts) -> Status {
    Value target = TRY(expect_value(ts, object));
    return set_attr(ts, target, name, from_c(value));  // NULL deletes
  });
}

PyObject* PyObject_CallNoArgs(PyObject* callable) { return PyObject_Vectorcall(callable, nullptr, 0, nullptr); }
PyObject* PyObject_CallOneArg(PyObject* callable, PyObject* argument) { return PyObject_Vectorcall(callable, &argument, 1, nullptr); }

PyObject* PyObject_Vectorcall(PyObject* callable, PyObject* const* args, size_t count, PyObject* keyword_names) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    Value callee = TRY(expect_value(ts, callable));
    for (size_t i = 0; i < count; ++i) TRY(expect_value(ts, args[i]));
    static_assert(sizeof(PyObject*) == sizeof(Value));
    return call(ts, callee, CallArgs{reinterpret_cast<const Value*>(args), count, from_c(keyword_names)});
  });
}

PyObject* PyObject_Str(PyObject* object) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    Value value = TRY(expect_value(ts, object));
    return to_str(ts, value);
  });
}

PyObject* PyObject_Repr(PyObject* object) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    Value value = TRY(expect_value(ts, object));
    return repr(ts, value);
  });
}

int PyObject_IsTrue(PyObject* object) {
  return api_number(-1, [&](ThreadState& ts) -> Result<bool> {
    Value value = TRY(expect_value(ts, object));
    return truth(ts, value);
  });
}

Py_ssize_t PyObject_Length(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](ThreadState& ts) -> Result<int64_t> {
    Value value = TRY(expect_value(ts, object));
    return length(ts, value);
  });
}
