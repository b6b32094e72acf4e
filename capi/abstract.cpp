// SPDX-License-Identifier: MIT
// Operations on any object: items, iteration, instances. Numbers and sequences stand in files of their own, calls in call.cpp.
#include "api.h"
#include "foreign_call.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "state/names.h"
#include "type_record.h"
#include "vm/generator.h"

using namespace pyemb;
using namespace pyemb::capi;

// -- items ---------------------------------------------------------------------------------------------------------------------------

PyObject* PyObject_Type(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    show_type(api, type_of(api, value));
    return Ref::copy(static_cast<Object*>(&type_of(api, value)));
  });
}
Py_ssize_t PyObject_Size(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    return length(api, value);
  });
}
#undef PyObject_Length
Py_ssize_t PyObject_Length(PyObject* object) { return PyObject_Size(object); }
Py_ssize_t PyObject_LengthHint(PyObject* object, Py_ssize_t fallback) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    return length_hint(api, value, fallback);
  });
}
PyObject* PyObject_GetItem(PyObject* object, PyObject* key) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Value wanted = TRY(expect_value(api, key));
    return get_item(api, value, wanted);
  });
}
int PyObject_SetItem(PyObject* object, PyObject* key, PyObject* item) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    Value wanted = TRY(expect_value(api, key));
    Value stored = TRY(expect_value(api, item));
    return set_item(api, value, wanted, stored);
  });
}
int PyObject_DelItem(PyObject* object, PyObject* key) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    Value wanted = TRY(expect_value(api, key));
    return set_item(api, value, wanted, Value::null());
  });
}
int PyObject_DelItemString(PyObject* object, const char* key) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    TRY(expect_utf8(api, key));
    Own<Str> text = TRY(new_str(api, key));
    return set_item(api, value, text, Value::null());
  });
}
PyObject* PyObject_Format(PyObject* object, PyObject* spec) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    if (spec != nullptr && !is_c<Str>(spec)) {
      return raise(api, Exc::kSystemError, "Format specifier must be a string, not %.200s", type_name(api, from_c(spec)));
    }
    if (spec != nullptr) return format(api, value, from_c(spec));
    Own<Str> empty = TRY(new_str(api, ""));
    return format(api, value, empty);
  });
}

// -- instances and subclasses ------------------------------------------------------------------------------------------------------------

int PyObject_IsInstance(PyObject* object, PyObject* cls) {
  return api_truth([&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    Value type = TRY(expect_value(api, cls));
    return is_instance(api, value, type);
  });
}
int PyObject_IsSubclass(PyObject* derived, PyObject* cls) {
  return api_truth([&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, derived));
    Value type = TRY(expect_value(api, cls));
    return is_subclass(api, value, type);
  });
}

// -- iteration ---------------------------------------------------------------------------------------------------------------------------

PyObject* PyObject_GetIter(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return get_iter(api, value);
  });
}
PyObject* PyObject_GetAIter(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    UnaryFn slot = type_of(api, value).slots.aiter;
    if (slot == nullptr) return raise(api, Exc::kTypeError, "'%.200s' object is not an async iterable", type_name(api, value));
    Ref iterator = TRY(slot(api, value));
    if (type_of(api, iterator).slots.anext != nullptr) return iterator;
    return raise(api, Exc::kTypeError, "aiter() returned not an async iterator of type '%.100s'", type_name(api, iterator));
  });
}
int PyIter_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  return ts != nullptr && object != nullptr && is_iterator(*ts, from_c(object));
}
int PyAIter_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  return ts != nullptr && object != nullptr && type_of(*ts, from_c(object)).slots.anext != nullptr;
}
PyObject* PyIter_Next(PyObject* iterator) {
  PyObject* item = api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, iterator));
    if (type_of(api, value).slots.next == nullptr) return raise(api, Exc::kTypeError, "'%.200s' object is not an iterator", type_name(api, value));
    return next_item(api, value);
  });
  return from_c(item).is_absent() ? nullptr : item;
}

PySendResult PyIter_Send(PyObject* iterator, PyObject* argument, PyObject** result) {
  bool returned = false;
  if (result == nullptr) return report_misuse("PyIter_Send"), PYGEN_ERROR;
  *result = api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, iterator));
    Value sent = TRY(expect_value(api, argument));
    Ref ended;
    Ref item = TRY(send_to(api, value, sent, &ended));
    if (!item.is_absent()) return item;
    returned = true;
    return ended;
  });
  return *result == nullptr ? PYGEN_ERROR : returned ? PYGEN_RETURN : PYGEN_NEXT;
}

// -- mappings ----------------------------------------------------------------------------------------------------------------------------

int PyMapping_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || object == nullptr) return 0;
  Type& type = type_of(*ts, from_c(object));
  show_type(*ts, type);
  return c_type(type).tp_as_mapping != nullptr && c_type(type).tp_as_mapping->mp_subscript != nullptr;
}
Py_ssize_t PyMapping_Size(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    Type& type = type_of(api, value);
    show_type(api, type);
    if (c_type(type).tp_as_mapping != nullptr && c_type(type).tp_as_mapping->mp_length != nullptr) return length(api, value);
    const bool sequence = type.slots.length != nullptr;
    return raise(api, Exc::kTypeError, sequence ? "%.200s is not a mapping" : "object of type '%.200s' has no len()", type_name(type));
  });
}
#undef PyMapping_Length
Py_ssize_t PyMapping_Length(PyObject* object) { return PyMapping_Size(object); }
PyObject* PyMapping_GetItemString(PyObject* object, const char* key) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    TRY(expect_utf8(api, key));
    Own<Str> text = TRY(new_str(api, key));
    return get_item(api, value, text);
  });
}
int PyMapping_SetItemString(PyObject* object, const char* key, PyObject* item) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    TRY(expect_utf8(api, key));
    Value stored = TRY(expect_value(api, item));
    Own<Str> text = TRY(new_str(api, key));
    return set_item(api, value, text, stored);
  });
}
int PyMapping_HasKeyString(PyObject* object, const char* key) {
  return api_quiet(0, [&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    TRY(expect_utf8(api, key));
    Own<Str> text = TRY(new_str(api, key));
    Ref item = TRY(get_item(api, value, text));
    return true;
  });
}
int PyMapping_HasKey(PyObject* object, PyObject* key) {
  return api_quiet(0, [&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    Value wanted = TRY(expect_value(api, key));
    Ref item = TRY(get_item(api, value, wanted));
    return true;
  });
}

namespace {

/// A list of what a method of a mapping answers.
PyObject* list_of(PyObject* object, const char* method, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Ref bound = TRY(get_attr(api, value, method));
    Ref items = TRY(call(api, bound));
    if (!is_iterable(api, items)) {
      return raise(api, Exc::kTypeError, "%.200s.%s() returned a non-iterable (type %.200s)", type_name(api, value), method, type_name(api, items));
    }
    return to_list(api, items);
  }, function);
}

}  // namespace

PyObject* PyMapping_Keys(PyObject* object) { return list_of(object, "keys"); }
PyObject* PyMapping_Values(PyObject* object) { return list_of(object, "values"); }
PyObject* PyMapping_Items(PyObject* object) { return list_of(object, "items"); }
