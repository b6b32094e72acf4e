// SPDX-License-Identifier: MIT
// Operations on sequences.
#include "api.h"
#include "foreign_call.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/slice.h"
#include "objects/tuple.h"
#include "type_record.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

PySequenceMethods* sequence_of(ThreadState& ts, Value value) {
  Type& type = type_of(ts, value);
  show_type(ts, type);
  return c_type(type).tp_as_sequence;
}
PyMappingMethods* mapping_of(ThreadState& ts, Value value) {
  Type& type = type_of(ts, value);
  show_type(ts, type);
  return c_type(type).tp_as_mapping;
}

/// An index that counts from the end, turned by the length if there is one.
Result<int64_t> turn(ThreadState& ts, PySequenceMethods* methods, Value value, int64_t index) {
  if (index >= 0 || methods->sq_length == nullptr) return index;
  int64_t size = TRY(length(ts, value));
  return index + size;
}

}  // namespace

int PySequence_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || object == nullptr || is_c<Dict>(object)) return 0;
  PySequenceMethods* methods = sequence_of(*ts, from_c(object));
  return methods != nullptr && methods->sq_item != nullptr;
}
Py_ssize_t PySequence_Size(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    Type& type = type_of(api, value);
    PySequenceMethods* methods = sequence_of(api, value);
    if (type.slots.length != nullptr && (methods == nullptr || methods->sq_length == nullptr) && derives_from(type, TypeId::kDict)) {
      return raise(api, Exc::kTypeError, "%.200s is not a sequence", type_name(type));
    }
    return length(api, value);
  });
}
#undef PySequence_Length
Py_ssize_t PySequence_Length(PyObject* object) { return PySequence_Size(object); }

// -- items ---------------------------------------------------------------------------------------------------------------------------

PyObject* PySequence_GetItem(PyObject* object, Py_ssize_t index) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    PySequenceMethods* methods = sequence_of(api, value);
    if (methods != nullptr && methods->sq_item != nullptr) {
      int64_t place = TRY(turn(api, methods, value, index));
      InC in_c(api);
      return take_object(api, methods->sq_item(object, place));
    }
    const bool mapping = mapping_of(api, value) != nullptr && mapping_of(api, value)->mp_subscript != nullptr;
    return raise(api, Exc::kTypeError, mapping ? "%.200s is not a sequence" : "'%.200s' object does not support indexing", type_name(api, value));
  });
}

namespace {

/// item null: delete
Status set_sequence_item(Api api, PyObject* object, Py_ssize_t index, PyObject* item) {
  Value value = TRY(expect_value(api, object));
  PySequenceMethods* methods = sequence_of(api, value);
  if (methods != nullptr && methods->sq_ass_item != nullptr) {
    int64_t place = TRY(turn(api, methods, value, index));
    InC in_c(api);
    return take_status(api, methods->sq_ass_item(object, place, item));
  }
  const bool mapping = mapping_of(api, value) != nullptr && mapping_of(api, value)->mp_ass_subscript != nullptr;
  const char* what = item != nullptr ? "assignment" : "deletion";
  if (mapping) return raise(api, Exc::kTypeError, "%.200s is not a sequence", type_name(api, value));
  return raise(api, Exc::kTypeError, item != nullptr ? "'%.200s' object does not support item %s" : "'%.200s' object doesn't support item %s",
               type_name(api, value), what);
}

}  // namespace

int PySequence_SetItem(PyObject* object, Py_ssize_t index, PyObject* item) {
  return api_int([&](Api api) { return set_sequence_item(api, object, index, item); });
}
int PySequence_DelItem(PyObject* object, Py_ssize_t index) {
  return api_int([&](Api api) { return set_sequence_item(api, object, index, nullptr); });
}

// -- slices --------------------------------------------------------------------------------------------------------------------------

namespace {

Result<Ref> index_slice(ThreadState& ts, Py_ssize_t low, Py_ssize_t high) {
  Ref start = TRY(new_int(ts, low));
  Ref stop = TRY(new_int(ts, high));
  return new_slice(ts, start, stop, Value::none());
}

Status set_sequence_slice(Api api, PyObject* object, Py_ssize_t low, Py_ssize_t high, PyObject* items) {
  Value value = TRY(expect_value(api, object));
  if (type_of(api, value).slots.setitem == nullptr) {
    return raise(api, Exc::kTypeError, items != nullptr ? "'%.200s' object doesn't support slice assignment" : "'%.200s' object doesn't support slice deletion",
                 type_name(api, value));
  }
  Ref slice = TRY(index_slice(api, low, high));
  return set_item(api, value, slice, from_c(items));
}

}  // namespace

PyObject* PySequence_GetSlice(PyObject* object, Py_ssize_t low, Py_ssize_t high) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    if (type_of(api, value).slots.getitem == nullptr) return raise(api, Exc::kTypeError, "'%.200s' object is unsliceable", type_name(api, value));
    Ref slice = TRY(index_slice(api, low, high));
    return get_item(api, value, slice);
  });
}
int PySequence_SetSlice(PyObject* object, Py_ssize_t low, Py_ssize_t high, PyObject* items) {
  return api_int([&](Api api) { return set_sequence_slice(api, object, low, high, items); });
}
int PySequence_DelSlice(PyObject* object, Py_ssize_t low, Py_ssize_t high) {
  return api_int([&](Api api) { return set_sequence_slice(api, object, low, high, nullptr); });
}

// -- concatenation, repetition ---------------------------------------------------------------------------------------------------------

namespace {

bool is_sequence(PyObject* object) { return PySequence_Check(object) != 0; }

Result<Ref> concat(Api api, PyObject* left, PyObject* right, bool in_place) {
  Value a = TRY(expect_value(api, left));
  Value b = TRY(expect_value(api, right));
  const Slots& slots = type_of(api, a).slots;
  if (in_place && slots.inplace_concat != nullptr) return slots.inplace_concat(api, a, b);
  if (slots.concat != nullptr) return slots.concat(api, a, b);
  if (is_sequence(left) && is_sequence(right)) return in_place ? inplace_op(api, BinaryOp::kAdd, a, b) : binary_op(api, BinaryOp::kAdd, a, b);
  return raise(api, Exc::kTypeError, "'%.200s' object can't be concatenated", type_name(api, a));
}
Result<Ref> repeat(Api api, PyObject* object, Py_ssize_t count, bool in_place) {
  Value value = TRY(expect_value(api, object));
  const Slots& slots = type_of(api, value).slots;
  if (in_place && slots.inplace_repeat != nullptr) return slots.inplace_repeat(api, value, count);
  if (slots.repeat != nullptr) return slots.repeat(api, value, count);
  Ref times = TRY(new_int(api, count));
  if (is_sequence(object)) return in_place ? inplace_op(api, BinaryOp::kMultiply, value, times) : binary_op(api, BinaryOp::kMultiply, value, times);
  return raise(api, Exc::kTypeError, "'%.200s' object can't be repeated", type_name(api, value));
}

}  // namespace

PyObject* PySequence_Concat(PyObject* left, PyObject* right) {
  return api_object([&](Api api) { return concat(api, left, right, false); });
}
PyObject* PySequence_InPlaceConcat(PyObject* left, PyObject* right) {
  return api_object([&](Api api) { return concat(api, left, right, true); });
}
PyObject* PySequence_Repeat(PyObject* object, Py_ssize_t count) {
  return api_object([&](Api api) { return repeat(api, object, count, false); });
}
PyObject* PySequence_InPlaceRepeat(PyObject* object, Py_ssize_t count) {
  return api_object([&](Api api) { return repeat(api, object, count, true); });
}

// -- the whole sequence ------------------------------------------------------------------------------------------------------------------

PyObject* PySequence_Tuple(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return to_tuple(api, value);
  });
}
PyObject* PySequence_List(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return to_list(api, value);
  });
}
PyObject* PySequence_Fast(PyObject* object, const char* message) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    if (is_list(value) || is_tuple(value)) return Ref::copy(value);
    Result<Ref> iterator = get_iter(api, value);
    if (iterator.raised()) {
      if (clear_pending_if(api, Exc::kTypeError)) return raise(api, Exc::kTypeError, "%s", message);
      return Raised{};
    }
    Ref source = iterator.take();
    return to_list(api, source);
  });
}
Py_ssize_t(PySequence_Fast_GET_SIZE)(PyObject* object) {
  if (is_c<List>(object)) return as<List>(from_c(object)).size;
  const Tuple* tuple = trusted<Tuple>(object, "PySequence_Fast_GET_SIZE");
  return tuple != nullptr ? tuple->size : 0;
}
PyObject**(PySequence_Fast_ITEMS)(PyObject* object) {
  if (is_c<List>(object)) return reinterpret_cast<PyObject**>(as<List>(from_c(object)).items);
  Tuple* tuple = trusted<Tuple>(object, "PySequence_Fast_ITEMS");
  return tuple != nullptr ? reinterpret_cast<PyObject**>(tuple->items()) : nullptr;
}
PyObject*(PySequence_Fast_GET_ITEM)(PyObject* object, Py_ssize_t index) {
  PyObject** items = (PySequence_Fast_ITEMS)(object);
  if (items == nullptr || (kApiChecks && !is_index(index, (PySequence_Fast_GET_SIZE)(object), "PySequence_Fast_GET_ITEM"))) return nullptr;
  return items[index];
}

namespace {

enum class Search : uint8_t { kCount, kIndex };

Result<int64_t> search(Api api, PyObject* object, PyObject* item, Search what) {
  Value value = TRY(expect_value(api, object));
  Value wanted = TRY(expect_value(api, item));
  if (!is_iterable(api, value)) return raise(api, Exc::kTypeError, "argument of type '%.200s' is not iterable", type_name(api, value));
  Ref iterator = TRY(get_iter(api, value));
  int64_t count = 0;
  for (int64_t i = 0;; ++i) {
    Ref next = TRY(next_item(api, iterator));
    if (next.is_absent()) break;
    bool same = TRY(equal(api, next, wanted));
    if (same && what == Search::kIndex) return i;
    count += same ? 1 : 0;
  }
  if (what == Search::kCount) return count;
  return raise(api, Exc::kValueError, "sequence.index(x): x not in sequence");
}

}  // namespace

Py_ssize_t PySequence_Count(PyObject* object, PyObject* item) {
  return api_number<Py_ssize_t>(-1, [&](Api api) { return search(api, object, item, Search::kCount); });
}
Py_ssize_t PySequence_Index(PyObject* object, PyObject* item) {
  return api_number<Py_ssize_t>(-1, [&](Api api) { return search(api, object, item, Search::kIndex); });
}
int PySequence_Contains(PyObject* object, PyObject* item) {
  return api_truth([&](Api api) -> Result<bool> {
    Value value = TRY(expect_value(api, object));
    Value wanted = TRY(expect_value(api, item));
    return contains(api, value, wanted);
  });
}
#undef PySequence_In
int PySequence_In(PyObject* object, PyObject* item) { return PySequence_Contains(object, item); }
