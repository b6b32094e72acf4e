// SPDX-License-Identifier: MIT
#pragma once

// How the constructors of bound classes put a C++ object into a new Python object. Since 0.1.

#include "dispatch.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

inline bool can_begin(PyObject* self) {
  if (instance_of(self).value == nullptr) return true;
  PyErr_Format(PyExc_RuntimeError, "%s.__init__() may run only once", instance_of(self).info->name.c_str());
  return false;
}

/// T(A...), in place.
template <class T, class... A>
struct ConstructCode {
  static constexpr const void* key() { return &kTypeKey<ConstructCode>; }
  static PyObject* entry(PyObject*, PyObject* const*, Py_ssize_t, PyObject*) { return nullptr; }
  static PyObject* overloaded(PyObject*, PyObject* const*, Py_ssize_t, PyObject*) { return nullptr; }
  static PyObject* attempt_record(const Record&, PyObject* self, PyObject* const* arguments, Pass& pass) {
    return protect([&] { return run(self, arguments, pass, std::index_sequence_for<A...>()); });
  }

 private:
  template <std::size_t... I>
  static PyObject* run(PyObject* self, [[maybe_unused]] PyObject* const* arguments, Pass& pass, std::index_sequence<I...> places) {
    Loaders<A...> loaders;
    if (!loaders.load(arguments, pass, places)) return pass.mismatch = true, nullptr;
    if (!can_begin(self)) return nullptr;
    construct_value<T>(instance_of(self), std::get<I>(loaders.all).get()...);
    return Py_None;
  }
};

/// Puts what a factory answered into the object.
template <class T, class Made>
PyObject* take_made(PyObject* self, Made&& made) {
  using U = std::remove_cvref_t<Made>;
  if constexpr (kIsResult<U>) {
    if (!made) return Error(made.error()).raise(), nullptr;
    return take_made<T>(self, std::move(*made));
  } else if constexpr (kIsUnique<U> || kIsShared<U>) {
    if (made == nullptr) return PyErr_SetString(PyExc_ValueError, "nothing was made"), nullptr;
    adopt(instance_of(self), std::move(made));
    return Py_None;
  } else {
    construct_value<T>(instance_of(self), std::forward<Made>(made));
    return Py_None;
  }
}
template <class T, class Target, class R, class Parameters>
struct FactoryCode;
template <class T, class Target, class R, class... A>
struct FactoryCode<T, Target, R, List<A...>> {
  static constexpr const void* key() { return &kTypeKey<FactoryCode>; }
  static PyObject* entry(PyObject*, PyObject* const*, Py_ssize_t, PyObject*) { return nullptr; }
  static PyObject* overloaded(PyObject*, PyObject* const*, Py_ssize_t, PyObject*) { return nullptr; }
  static PyObject* attempt_record(const Record& record, PyObject* self, PyObject* const* arguments, Pass& pass) {
    return protect([&] { return run(record, self, arguments, pass, std::index_sequence_for<A...>()); });
  }

 private:
  template <std::size_t... I>
  static PyObject* run(const Record& record, PyObject* self, [[maybe_unused]] PyObject* const* arguments, Pass& pass, std::index_sequence<I...> places) {
    Loaders<A...> loaders;
    if (!loaders.load(arguments, pass, places)) return pass.mismatch = true, nullptr;
    if (!can_begin(self)) return nullptr;
    return take_made<T>(self, Target::call(&record, std::get<I>(loaders.all).get()...));
  }
};

inline int init_entry(PyObject* self, PyObject* positional, PyObject* named) {
  const Record* record = instance_of(self).info->constructors.get();
  if (record == nullptr) return PyErr_Format(PyExc_TypeError, "cannot create '%s' instances", instance_of(self).info->name.c_str()), -1;
  Object done = Object::steal(call_packed(record, self, positional, named));
  return done ? 0 : -1;
}

}  // namespace detail
}  // namespace api
}  // namespace pyemb
