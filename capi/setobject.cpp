// SPDX-License-Identifier: MIT
// set and frozenset.
#include "objects/set.h"

#include "api.h"
#include "objects/call.h"
#include "objects/operations.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

bool is_set(PyObject* object) { return is_c<Set>(object); }
bool is_frozen(PyObject* object) { return is_c<FrozenSet>(object); }

Result<Set*> expect_any(Api api, PyObject* set) {
  if (!is_set(set) && !is_frozen(set)) return raise_bad_call(api);
  return &as<Set>(from_c(set));
}
Result<Ref> make(Api api, TypeId id, PyObject* iterable) {
  Value type = Value::from_object(&core_type(api, id));
  if (iterable == nullptr) return call(api, type);
  return call(api, type, from_c(iterable));
}

}  // namespace

int(PySet_Check)(PyObject* object) { return is_set(object); }
int(PySet_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kSet); }
int(PyFrozenSet_Check)(PyObject* object) { return is_frozen(object); }
int(PyFrozenSet_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kFrozenSet); }
int(PyAnySet_Check)(PyObject* object) { return is_set(object) || is_frozen(object); }
int(PyAnySet_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kSet) || is_exactly_c(object, TypeId::kFrozenSet); }

PyObject* PySet_New(PyObject* iterable) {
  return api_object([&](Api api) { return make(api, TypeId::kSet, iterable); });
}
PyObject* PyFrozenSet_New(PyObject* iterable) {
  return api_object([&](Api api) { return make(api, TypeId::kFrozenSet, iterable); });
}
Py_ssize_t PySet_Size(PyObject* set) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Set* self = TRY(expect_any(api, set));
    return self->size;
  });
}
Py_ssize_t(PySet_GET_SIZE)(PyObject* set) {
  const Set* self = trusted<Set>(set, "PySet_GET_SIZE");
  return self != nullptr ? self->size : 0;
}
int PySet_Contains(PyObject* set, PyObject* key) {
  return api_truth([&](Api api) -> Result<bool> {
    Set* self = TRY(expect_any(api, set));
    Value wanted = TRY(expect_value(api, key));
    return set_contains(api, *self, wanted);
  });
}
/// A frozenset that nobody else has seen may be added to.
int PySet_Add(PyObject* set, PyObject* key) {
  return api_int([&](Api api) -> Status {
    Value wanted = TRY(expect_value(api, key));
    if (!is_set(set) && (!is_frozen(set) || from_c(set).as_object()->refcount != 1)) return raise_bad_call(api);
    return set_add(api, as<Set>(from_c(set)), wanted);
  });
}
int PySet_Discard(PyObject* set, PyObject* key) {
  return api_truth([&](Api api) -> Result<bool> {
    Set* self = TRY(expect<Set>(api, set));
    Value wanted = TRY(expect_value(api, key));
    return set_discard(api, *self, wanted);
  });
}
PyObject* PySet_Pop(PyObject* set) {
  return api_object([&](Api api) -> Result<Ref> {
    Set* self = TRY(expect<Set>(api, set));
    size_t position = 0;
    SetEntry* entry = set_next(*self, &position);
    if (entry == nullptr) return raise(api, Exc::kKeyError, "pop from an empty set");
    Ref key = Ref::copy(entry->key);
    TRY(set_discard_hashed(api, *self, key, entry->hash));
    return key;
  });
}
int PySet_Clear(PyObject* set) {
  return api_int([&](Api api) -> Status {
    Set* self = TRY(expect<Set>(api, set));
    set_clear(api, *self);
    return {};
  });
}
int _PySet_Update(PyObject* set, PyObject* iterable) {
  return api_int([&](Api api) -> Status {
    Set* self = TRY(expect<Set>(api, set));
    Value source = TRY(expect_value(api, iterable));
    return set_update(api, *self, source);
  });
}
int _PySet_NextEntry(PyObject* set, Py_ssize_t* position, PyObject** key, Py_hash_t* hash) {
  return api_truth([&](Api api) -> Result<bool> {
    Set* self = TRY(expect_any(api, set));
    auto at = static_cast<size_t>(*position);
    SetEntry* entry = set_next(*self, &at);
    *position = static_cast<Py_ssize_t>(at);
    if (entry == nullptr) return false;
    *key = to_c(entry->key);
    *hash = static_cast<Py_hash_t>(entry->hash);
    return true;
  });
}
