// SPDX-License-Identifier: MIT
// list.
#include "objects/list.h"

#include "api.h"
#include "objects/operations.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyList_Check)(PyObject* object) { return is_c<List>(object); }
int(PyList_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kList); }

PyObject* PyList_New(Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise_bad_call(api);
    Own<List> list = TRY(new_list(api, size));
    for (Py_ssize_t i = 0; i < size; ++i) list->items[i] = Value::null();  // the caller fills them before anybody else sees the list
    list->size = size;
    return list;
  });
}
Py_ssize_t PyList_Size(PyObject* list) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    List* self = TRY(expect<List>(api, list));
    return self->size;
  });
}
PyObject* PyList_GetItem(PyObject* list, Py_ssize_t index) {
  return api_borrowed([&](Api api) -> Result<Value> {
    List* self = TRY(expect<List>(api, list));
    if (index < 0 || index >= self->size) return raise(api, Exc::kIndexError, "list index out of range");
    return self->at(index);
  });
}
int PyList_SetItem(PyObject* list, Py_ssize_t index, PyObject* item) {
  Ref owned = Ref::steal(from_c(item));  // also when it cannot be put in
  return api_int([&](Api api) -> Status {
    List* self = TRY(expect<List>(api, list));
    if (index < 0 || index >= self->size) return raise(api, Exc::kIndexError, "list assignment index out of range");
    Ref old = Ref::steal(std::exchange(self->items[index], owned.release()));
    return {};
  });
}
int PyList_Insert(PyObject* list, Py_ssize_t index, PyObject* item) {
  return api_int([&](Api api) -> Status {
    List* self = TRY(expect<List>(api, list));
    Value value = TRY(expect_value(api, item));
    if (index < 0) index = index + self->size < 0 ? 0 : index + self->size;
    return list_insert_at(api, *self, index > self->size ? self->size : index, Ref::copy(value));
  });
}
int PyList_Append(PyObject* list, PyObject* item) {
  return api_int([&](Api api) -> Status {
    List* self = TRY(expect<List>(api, list));
    Value value = TRY(expect_value(api, item));
    return list_append(api, *self, Ref::copy(value));
  });
}
PyObject* PyList_GetSlice(PyObject* list, Py_ssize_t low, Py_ssize_t high) {
  return api_object([&](Api api) -> Result<Ref> {
    List* self = TRY(expect<List>(api, list));
    low = low < 0 ? 0 : low > self->size ? self->size : low;
    high = high < low ? low : high > self->size ? self->size : high;
    return list_slice(api, *self, low, high);
  });
}
int PyList_SetSlice(PyObject* list, Py_ssize_t low, Py_ssize_t high, PyObject* items) {
  return api_int([&](Api api) -> Status {
    List* self = TRY(expect<List>(api, list));
    low = low < 0 ? 0 : low > self->size ? self->size : low;
    high = high < low ? low : high > self->size ? self->size : high;
    if (items == nullptr) return list_replace(api, *self, low, high, {});
    Own<Tuple> values = TRY(to_tuple(api, from_c(items)));
    high = high > self->size ? self->size : high;
    return list_replace(api, *self, low > high ? high : low, high, values->span());
  });
}
int PyList_Sort(PyObject* list) {
  return api_int([&](Api api) -> Status {
    List* self = TRY(expect<List>(api, list));
    return list_sort(api, *self, Value::null(), false);
  });
}
int PyList_Reverse(PyObject* list) {
  return api_int([&](Api api) -> Status {
    List* self = TRY(expect<List>(api, list));
    list_reverse(*self);
    return {};
  });
}
PyObject* PyList_AsTuple(PyObject* list) {
  return api_object([&](Api api) -> Result<Ref> {
    List* self = TRY(expect<List>(api, list));
    return new_tuple(api, self->span());
  });
}
PyObject*(_PyList_Extend)(PyObject* list, PyObject* items) {
  return api_object([&](Api api) -> Result<Ref> {
    List* self = TRY(expect<List>(api, list));
    Value iterable = TRY(expect_value(api, items));
    TRY(list_extend(api, *self, iterable));
    return Ref::none();
  });
}
PyObject*(PyList_GET_ITEM)(PyObject* list, Py_ssize_t index) {
  const List* self = trusted<List>(list, "PyList_GET_ITEM");
  if (self == nullptr || !is_index(index, self->size, "PyList_GET_ITEM")) return nullptr;
  return to_c(self->at(index));
}
void(PyList_SET_ITEM)(PyObject* list, Py_ssize_t index, PyObject* item) {
  List* self = trusted<List>(list, "PyList_SET_ITEM");
  if (self == nullptr || !is_index(index, self->size, "PyList_SET_ITEM")) return decref(from_c(item));
  self->items[index] = from_c(item);
}
Py_ssize_t(PyList_GET_SIZE)(PyObject* list) {
  const List* self = trusted<List>(list, "PyList_GET_SIZE");
  return self != nullptr ? self->size : 0;
}
