// SPDX-License-Identifier: MIT
#pragma once

// type_slots.def at compile time: a class At<id> for each row, that reads and writes the function in the fields of a type.

#include "type_record.h"

namespace pyemb::capi {

inline PyTypeObject* suite_type(PyTypeObject& t) { return &t; }
inline PyAsyncMethods* suite_async(PyTypeObject& t) { return t.tp_as_async; }
inline PyNumberMethods* suite_number(PyTypeObject& t) { return t.tp_as_number; }
inline PySequenceMethods* suite_sequence(PyTypeObject& t) { return t.tp_as_sequence; }
inline PyMappingMethods* suite_mapping(PyTypeObject& t) { return t.tp_as_mapping; }

#define TYPE_SLOT(id, kind, field_, suite)                                                \
  struct At_##id {                                                                        \
    using Function = decltype(suite_##suite(std::declval<PyTypeObject&>())->id);          \
    static constexpr int kNumber = Py_##id;                                               \
    static constexpr auto field = &Slots::field_;                                         \
    static constexpr size_t kOffset = offsetof(Slots, field_);                            \
    static Function get(PyTypeObject& t) {                                                \
      auto* functions = suite_##suite(t);                                                 \
      return functions != nullptr ? functions->id : nullptr;                              \
    }                                                                                     \
    static void set(PyTypeObject& t, Function function) {                                 \
      auto* functions = suite_##suite(t);                                                 \
      if (functions != nullptr) functions->id = function;                                 \
    }                                                                                     \
  };
#include "type_slots.def"
#undef TYPE_SLOT

/// The C function of `value`'s type.
template <class At>
inline typename At::Function function_of(ThreadState& ts, Value value) {
  return At::get(c_type(type_of(ts, value)));
}

}  // namespace pyemb::capi
