// SPDX-License-Identifier: MIT
// slice, range, and the two general iterators.
#include "objects/slice.h"

#include "api.h"
#include "objects/iterators.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/range.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PySlice_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kSlice); }
int(PyRange_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kRange); }
int(PySeqIter_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kSequenceIterator); }
int(PyCallIter_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kCallableIterator); }

PyObject* PySlice_New(PyObject* start, PyObject* stop, PyObject* step) {
  return api_object([&](Api api) -> Result<Ref> {
    const auto bound = [](PyObject* object) { return object != nullptr ? from_c(object) : Value::none(); };
    return new_slice(api, bound(start), bound(stop), bound(step));
  });
}
int PySlice_Unpack(PyObject* slice, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step) {
  return api_int([&](Api api) -> Status {
    Slice* self = TRY(expect<Slice>(api, slice));
    SliceBounds bounds = TRY(slice_bounds(api, *self));
    *start = bounds.start;
    *stop = bounds.stop;
    *step = bounds.step;
    return {};
  });
}
Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t step) {
  if (step == 0) return 0;
  SliceRange range = slice_range({*start, *stop, step}, length);
  *start = range.start;
  *stop = range.stop;
  return range.count;
}
int PySlice_GetIndicesEx(PyObject* slice, Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step, Py_ssize_t* count) {
  if (PySlice_Unpack(slice, start, stop, step) < 0) return -1;
  *count = PySlice_AdjustIndices(length, start, stop, *step);
  return 0;
}
/// The oldest of these functions: only ints, and an error without an exception for what is out of range.
int PySlice_GetIndices(PyObject* slice, Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step) {
  if (!is_exactly_c(slice, TypeId::kSlice)) return -1;
  const Slice& self = as<Slice>(from_c(slice));
  const auto read = [&](Value value, Py_ssize_t fallback, Py_ssize_t* place) {
    *place = fallback;
    if (value.is_none()) return true;
    if (!is_any_int(value)) return false;
    *place = PyLong_AsSsize_t(to_c(value));
    return PyErr_Occurred() == nullptr;
  };
  if (!read(self.step, 1, step)) return -1;
  if (!read(self.start, *step < 0 ? length - 1 : 0, start)) return -1;
  if (!self.start.is_none() && *start < 0) *start += length;
  if (!read(self.stop, *step < 0 ? -1 : length, stop)) return -1;
  if (!self.stop.is_none() && *stop < 0) *stop += length;
  if (*stop > length || *start >= length || *step == 0) return -1;
  return 0;
}

PyObject* PySeqIter_New(PyObject* sequence) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, sequence));
    if (PySequence_Check(sequence) == 0) return raise_bad_call(api);
    return new_sequence_iterator(api, value);
  });
}
PyObject* PyCallIter_New(PyObject* callable, PyObject* sentinel) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, callable));
    Value last = TRY(expect_value(api, sentinel));
    return new_callable_iterator(api, value, last);
  });
}
