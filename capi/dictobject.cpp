// SPDX-License-Identifier: MIT
// dict, and OrderedDict.
#include "objects/dict.h"

#include "api.h"
#include "config/module_type_ids.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "state/names.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyDict_Check)(PyObject* object) { return is_c<Dict>(object); }
int(PyDict_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kDict); }

namespace {

bool derives_from_c(PyObject* object, TypeId id) {
  return object != nullptr && from_c(object).is_heap() && derives_from(*from_c(object).as_object()->type, id);
}

}  // namespace

int(PyDictKeys_Check)(PyObject* object) { return derives_from_c(object, TypeId::kDictKeys); }
int(PyDictValues_Check)(PyObject* object) { return derives_from_c(object, TypeId::kDictValues); }
int(PyDictItems_Check)(PyObject* object) { return derives_from_c(object, TypeId::kDictItems); }
int(PyDictViewSet_Check)(PyObject* object) { return (PyDictKeys_Check)(object) || (PyDictItems_Check)(object); }

PyObject* PyDict_New(void) {
  return api_object([&](Api api) -> Result<Ref> { return new_dict(api); });
}
PyObject* _PyDict_NewPresized(Py_ssize_t count) {
  return api_object([&](Api api) -> Result<Ref> { return new_dict(api, count > 0 ? count : 0); });
}

// -- looking up --------------------------------------------------------------------------------------------------------------------

namespace {

/// The value, borrowed from the dict; null if the key is not there.
Result<Value> find_borrowed(Api api, Dict& dict, Value key) {
  Ref found = TRY(dict_find(api, dict, key));
  if (found.is_absent()) return Value::null();
  return found.get();  // the dict holds it
}

}  // namespace

PyObject* PyDict_GetItemWithError(PyObject* dict, PyObject* key) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    return find_borrowed(api, *self, wanted);
  });
}
PyObject* PyDict_GetItem(PyObject* dict, PyObject* key) {
  if (!is_c<Dict>(dict) || key == nullptr) return nullptr;
  uint64_t bits = api_quiet(uint64_t{0}, [&](Api api) -> Result<uint64_t> {
    Value found = TRY(find_borrowed(api, as<Dict>(from_c(dict)), from_c(key)));
    return found.bits();
  });
  return to_c(Value::from_bits(bits));
}
PyObject* _PyDict_GetItem_KnownHash(PyObject* dict, PyObject* key, Py_hash_t hash) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    int64_t entry = TRY(dict_find_entry(api, *self, wanted, static_cast<uint64_t>(hash)));
    return entry == kNoEntry ? Value::null() : self->entries[entry].value;
  });
}
PyObject* PyDict_GetItemString(PyObject* dict, const char* key) {
  if (!is_c<Dict>(dict) || key == nullptr) return nullptr;
  uint64_t bits = api_quiet(uint64_t{0}, [&](Api api) -> Result<uint64_t> {
    Own<Str> text = TRY(new_str(api, key));
    Value found = TRY(find_borrowed(api, as<Dict>(from_c(dict)), text));
    return found.bits();
  });
  return to_c(Value::from_bits(bits));
}
PyObject* _PyDict_GetItemStringWithError(PyObject* dict, const char* key) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Dict* self = TRY(expect<Dict>(api, dict));
    TRY(expect_utf8(api, key));
    Own<Str> text = TRY(new_str(api, key));
    return find_borrowed(api, *self, text);
  });
}
int PyDict_Contains(PyObject* dict, PyObject* key) {
  return api_truth([&](Api api) -> Result<bool> {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    return dict_contains(api, *self, wanted);
  });
}
Py_ssize_t PyDict_Size(PyObject* dict) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Dict* self = TRY(expect<Dict>(api, dict));
    return self->size;
  });
}
Py_ssize_t(PyDict_GET_SIZE)(PyObject* dict) {
  const Dict* self = trusted<Dict>(dict, "PyDict_GET_SIZE");
  return self != nullptr ? self->size : 0;
}

int PyDict_Next(PyObject* dict, Py_ssize_t* position, PyObject** key, PyObject** value) { return _PyDict_Next(dict, position, key, value, nullptr); }
int _PyDict_Next(PyObject* dict, Py_ssize_t* position, PyObject** key, PyObject** value, Py_hash_t* hash) {
  if (!is_c<Dict>(dict)) return 0;
  Dict& self = as<Dict>(from_c(dict));
  Value found_key, found_value;
  int64_t at = *position;
  if (at < 0 || !dict_next(self, &at, &found_key, &found_value)) return 0;
  *position = at;
  if (key != nullptr) *key = to_c(found_key);
  if (value != nullptr) *value = to_c(found_value);
  if (hash != nullptr) *hash = static_cast<Py_hash_t>(self.entries[at - 1].hash);
  return 1;
}

// -- changing ------------------------------------------------------------------------------------------------------------------------

int PyDict_SetItem(PyObject* dict, PyObject* key, PyObject* value) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    Value stored = TRY(expect_value(api, value));
    return dict_set(api, *self, wanted, stored);
  });
}
int _PyDict_SetItem_KnownHash(PyObject* dict, PyObject* key, PyObject* value, Py_hash_t hash) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    Value stored = TRY(expect_value(api, value));
    return dict_set_hashed(api, *self, wanted, static_cast<uint64_t>(hash), stored);
  });
}
int PyDict_SetItemString(PyObject* dict, const char* key, PyObject* value) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    TRY(expect_utf8(api, key));
    Value stored = TRY(expect_value(api, value));
    return dict_set(api, *self, key, stored);
  });
}
PyObject* PyDict_SetDefault(PyObject* dict, PyObject* key, PyObject* value) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    Value stored = value != nullptr ? from_c(value) : Value::none();
    Ref found = TRY(dict_set_default(api, *self, wanted, stored));
    return found.get();  // the dict holds it
  });
}

namespace {

Status delete_key(Api api, Dict& dict, Value key) {
  bool found = TRY(dict_delete(api, dict, key));
  if (found) return {};
  return raise_key_error(api, key);
}

}  // namespace

int PyDict_DelItem(PyObject* dict, PyObject* key) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    return delete_key(api, *self, wanted);
  });
}
int PyDict_DelItemString(PyObject* dict, const char* key) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    TRY(expect_utf8(api, key));
    Own<Str> text = TRY(new_str(api, key));
    return delete_key(api, *self, text);
  });
}
PyObject* _PyDict_Pop(PyObject* dict, PyObject* key, PyObject* fallback) {
  return api_object([&](Api api) -> Result<Ref> {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value wanted = TRY(expect_value(api, key));
    Ref found = Ref::steal(Value::absent());
    if (self->size > 0) found = TRY(dict_pop(api, *self, wanted));  // an empty dict hashes nothing
    if (!found.is_absent()) return found;
    if (fallback != nullptr) return Ref::copy(from_c(fallback));
    return raise_key_error(api, wanted);
  });
}
void PyDict_Clear(PyObject* dict) {
  ThreadState* ts = current_thread();
  if (ts != nullptr && is_c<Dict>(dict)) dict_clear(*ts, as<Dict>(from_c(dict)));
}

// -- the whole dict --------------------------------------------------------------------------------------------------------------------

namespace {

/// A list of what a view of the dict shows.
PyObject* list_of(PyObject* dict, const char* view, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    Dict* self = TRY(expect<Dict>(api, dict));
    Ref method = TRY(get_attr(api, Value::from_object(&core_type(api, TypeId::kDict)), view));
    Ref items = TRY(call(api, method, Value::from_object(self)));
    return to_list(api, items);
  }, function);
}

}  // namespace

PyObject* PyDict_Keys(PyObject* dict) { return list_of(dict, "keys"); }
PyObject* PyDict_Values(PyObject* dict) { return list_of(dict, "values"); }
PyObject* PyDict_Items(PyObject* dict) { return list_of(dict, "items"); }
PyObject* PyDict_Copy(PyObject* dict) {
  return api_object([&](Api api) -> Result<Ref> {
    Dict* self = TRY(expect<Dict>(api, dict));
    return dict_copy(api, *self);
  });
}
int PyDict_Merge(PyObject* dict, PyObject* other, int overwrite) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value source = TRY(expect_value(api, other));
    if (!is<Dict>(source)) {  // a mapping, never pairs
      Ref keys = TRY(find_attr(api, source, api.ts.names().keys));
      if (keys.is_absent()) return raise_attribute_error(api, source, Value::from_object(api.ts.names().keys));
    }
    return dict_update(api, *self, source, overwrite != 0 ? Merge::kOverwrite : Merge::kKeep);
  });
}
int PyDict_Update(PyObject* dict, PyObject* other) { return PyDict_Merge(dict, other, 1); }

namespace {

/// One pair of PyDict_MergeFromSeq2.
Status merge_pair(Api api, Dict& dict, Value item, int64_t number, bool overwrite) {
  Result<Own<List>> converted = to_list(api, item);
  if (converted.raised()) {
    if (!clear_pending_if(api, Exc::kTypeError)) return Raised{};
    return raise(api, Exc::kTypeError, "cannot convert dictionary update sequence element #%lld to a sequence", static_cast<long long>(number));
  }
  Own<List> pair = converted.take();
  if (pair->size != 2) {
    return raise(api, Exc::kValueError, "dictionary update sequence element #%lld has length %lld; 2 is required", static_cast<long long>(number),
                 static_cast<long long>(pair->size));
  }
  Ref key = Ref::copy(pair->at(0));
  Ref value = Ref::copy(pair->at(1));
  if (overwrite) return dict_set(api, dict, key, value);
  Ref found = TRY(dict_set_default(api, dict, key, value));
  return {};
}

}  // namespace

int PyDict_MergeFromSeq2(PyObject* dict, PyObject* pairs, int overwrite) {
  return api_int([&](Api api) -> Status {
    Dict* self = TRY(expect<Dict>(api, dict));
    Value source = TRY(expect_value(api, pairs));
    Ref iterator = TRY(get_iter(api, source));
    for (int64_t number = 0;; ++number) {
      Ref item = TRY(next_item(api, iterator));
      if (item.is_absent()) return {};
      TRY(merge_pair(api, *self, item, number, overwrite != 0));
    }
  });
}

// -- OrderedDict -----------------------------------------------------------------------------------------------------------------------

int(PyODict_Check)(PyObject* object) { return derives_from_c(object, ModuleType::kOrderedDict); }
int(PyODict_CheckExact)(PyObject* object) { return is_exactly_c(object, ModuleType::kOrderedDict); }
PyObject* PyODict_New(void) {
  return api_object([&](Api api) -> Result<Ref> {
    Type* type = TRY(find_type(api, ModuleType::kOrderedDict));
    return call(api, Value::from_object(type));
  });
}
int PyODict_SetItem(PyObject* dict, PyObject* key, PyObject* value) { return PyObject_SetItem(dict, key, value); }
int PyODict_DelItem(PyObject* dict, PyObject* key) { return PyObject_DelItem(dict, key); }

// -- dict proxies ------------------------------------------------------------------------------------------------------------------------

PyObject* PyDictProxy_New(PyObject* mapping) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, mapping));
    return call(api, Value::from_object(&core_type(api, TypeId::kMappingProxy)), value);
  });
}
