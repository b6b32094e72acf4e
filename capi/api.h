// SPDX-License-Identifier: MIT
#pragma once

// What the files of the C ABI share: the calling thread's ThreadState, and the way between PyObject* and values. This is the only
// place that knows a thread state by thread-local storage, and the only one that turns a Result into NULL or -1.

#include "Python.h"
#include "lifecycle/lifecycle.h"
#include "objects/raise.h"
#include "objects/type.h"

namespace pyemb::capi {

/// The calling thread's state; null: it has not initialized.
ThreadState*& current_thread();

inline PyObject* to_c(Value value) { return reinterpret_cast<PyObject*>(value.bits()); }
inline Value from_c(PyObject* object) { return Value::from_bits(reinterpret_cast<uint64_t>(object)); }
inline PyObject* to_c(Ref owned) { return to_c(owned.release()); }

/// A value that the caller gave; SystemError for NULL.
inline Result<Value> expect_value(ThreadState& ts, PyObject* object) {
  if (object == nullptr) return raise(ts, Exc::kSystemError, "null argument to internal routine");
  return from_c(object);
}
template <class T>
inline Result<T*> expect(ThreadState& ts, PyObject* object) {
  if (object == nullptr || !is<T>(from_c(object))) return raise(ts, Exc::kSystemError, "bad argument to internal function");
  return &as<T>(from_c(object));
}

/// Runs the body of a function that answers a new reference.
template <class Body>
PyObject* api_object(Body body) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return nullptr;
  Result<Ref> result = body(*ts);
  return result.raised() ? nullptr : to_c(result.take());
}
/// Runs the body of a function that answers 0 or -1.
template <class Body>
int api_int(Body body) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return -1;
  return body(*ts).raised() ? -1 : 0;
}
/// Runs the body of a function that answers a number, `failed` upon an exception.
template <class T, class Body>
T api_number(T failed, Body body) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return failed;
  auto result = body(*ts);
  return result.raised() ? failed : static_cast<T>(result.take());
}

}  // namespace pyemb::capi
