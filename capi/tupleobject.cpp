// SPDX-License-Identifier: MIT
// tuple.
#include "objects/tuple.h"

#include "api.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/slice.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyTuple_Check)(PyObject* object) { return is_c<Tuple>(object); }
int(PyTuple_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kTuple); }

PyObject* PyTuple_New(Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise_bad_call(api);
    return new_tuple(api, size);
  });
}
PyObject* PyTuple_Pack(Py_ssize_t count, ...) {
  va_list list;
  va_start(list, count);
  PyObject* tuple = api_object([&](Api api) -> Result<Ref> {
    if (count < 0) return raise_bad_call(api);
    Own<Tuple> made = TRY(new_tuple(api, count));
    for (Py_ssize_t i = 0; i < count; ++i) made->set(i, Ref::copy(from_c(va_arg(list, PyObject*))));
    return made;
  }, "PyTuple_Pack");
  va_end(list);
  return tuple;
}
Py_ssize_t PyTuple_Size(PyObject* tuple) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Tuple* self = TRY(expect<Tuple>(api, tuple));
    return self->size;
  });
}
PyObject* PyTuple_GetItem(PyObject* tuple, Py_ssize_t index) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Tuple* self = TRY(expect<Tuple>(api, tuple));
    if (index < 0 || index >= self->size) return raise(api, Exc::kIndexError, "tuple index out of range");
    return self->at(index);
  });
}
int PyTuple_SetItem(PyObject* tuple, Py_ssize_t index, PyObject* item) {
  Ref owned = Ref::steal(from_c(item));  // also when it cannot be put in
  return api_int([&](Api api) -> Status {
    Tuple* self = TRY(expect<Tuple>(api, tuple));
    if (self->refcount != 1) return raise_bad_call(api);
    if (index < 0 || index >= self->size) return raise(api, Exc::kIndexError, "tuple assignment index out of range");
    self->set(index, std::move(owned));
    return {};
  });
}
PyObject* PyTuple_GetSlice(PyObject* tuple, Py_ssize_t low, Py_ssize_t high) {
  return api_object([&](Api api) -> Result<Ref> {
    Tuple* self = TRY(expect<Tuple>(api, tuple));
    low = low < 0 ? 0 : low;
    high = high > self->size ? self->size : high < low ? low : high;
    return tuple_slice(api, *self, low > high ? high : low, high);
  });
}
int _PyTuple_Resize(PyObject** place, Py_ssize_t size) {
  if (place == nullptr) return report_misuse("_PyTuple_Resize"), -1;
  Ref old = Ref::steal(from_c(*place));
  *place = nullptr;
  *place = api_object([&](Api api) -> Result<Ref> {
    if (!is_exactly(old, TypeId::kTuple) || size < 0) return raise_bad_call(api);
    Tuple& tuple = *old.as<Tuple>();
    if (tuple.size == size) return std::move(old);
    if (tuple.refcount != 1 && tuple.size != 0) return raise_bad_call(api);
    Own<Tuple> made = TRY(new_tuple(api, size));
    for (int64_t i = 0; i < size && i < tuple.size; ++i) made->set(i, Ref::steal(std::exchange(tuple.items()[i], Value::null())));
    return made;
  }, "_PyTuple_Resize");
  return *place != nullptr ? 0 : -1;
}
PyObject*(PyTuple_GET_ITEM)(PyObject* tuple, Py_ssize_t index) {
  const Tuple* self = trusted<Tuple>(tuple, "PyTuple_GET_ITEM");
  if (self == nullptr || !is_index(index, self->size, "PyTuple_GET_ITEM")) return nullptr;
  return to_c(self->at(index));
}
void(PyTuple_SET_ITEM)(PyObject* tuple, Py_ssize_t index, PyObject* item) {
  Tuple* self = trusted<Tuple>(tuple, "PyTuple_SET_ITEM");
  if (self == nullptr || !is_index(index, self->size, "PyTuple_SET_ITEM")) return decref(from_c(item));
  self->items()[index] = from_c(item);
}
Py_ssize_t(PyTuple_GET_SIZE)(PyObject* tuple) {
  const Tuple* self = trusted<Tuple>(tuple, "PyTuple_GET_SIZE");
  return self != nullptr ? self->size : 0;
}
