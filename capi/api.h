// SPDX-License-Identifier: MIT
#pragma once

// What the files of the C ABI share: the calling thread's ThreadState, the way between PyObject* and values, and the frames in which
// every function runs. This is the only place that knows a thread state by thread-local storage, and api_object() and its
// kin are the only ones that turn a Result into NULL or -1.
//
//     PyObject* PyList_AsTuple(PyObject* list) {
//       return api_object([&](Api api) -> Result<Ref> {
//         List* self = TRY(expect<List>(api, list));
//         return new_tuple(api, self->span());
//       });
//     }
//
// A function called without a thread state fails and sets nothing: there is nobody to set it on.

#include "Python.h"
#include "lifecycle/lifecycle.h"
#include "objects/raise.h"
#include "objects/type.h"

namespace pyemb::capi {

#ifdef PYEMB_API_CHECKS
inline constexpr bool kApiChecks = true;  ///< the build looks at what costs time to look at, and says what is wrong
#else
inline constexpr bool kApiChecks = false;
#endif

/// The calling thread's state; null: none is attached.
extern constinit thread_local ThreadState* t_current;
inline ThreadState*& current_thread() { return t_current; }

/// The call that a C function is in: the thread, and the function's name for messages. Goes wherever a ThreadState& is wanted.
struct Api {
  ThreadState& ts;
  const char* function;
  operator ThreadState&() const { return ts; }
};

// -- values ------------------------------------------------------------------------------------------------------------------

inline PyObject* to_c(Value value) { return reinterpret_cast<PyObject*>(value.bits()); }
inline PyObject* to_c(Object* object) { return reinterpret_cast<PyObject*>(object); }
inline PyObject* to_c(Ref owned) { return to_c(owned.release()); }
inline Value from_c(PyObject* object) { return Value::from_bits(reinterpret_cast<uint64_t>(object)); }
inline Value from_c(PyTypeObject* type) { return Value::from_bits(reinterpret_cast<uint64_t>(type)); }
inline PyTypeObject* to_c_type(const Type* type) { return reinterpret_cast<PyTypeObject*>(const_cast<Type*>(type)); }
/// An array of arguments is an array of values.
static_assert(sizeof(PyObject*) == sizeof(Value));
inline const Value* values_of(PyObject* const* objects) { return reinterpret_cast<const Value*>(objects); }
inline PyObject* const* objects_of(const Value* values) { return reinterpret_cast<PyObject* const*>(values); }

// -- what the caller gave ------------------------------------------------------------------------------------------------------

COLD Raised raise_null(Api api);      ///< SystemError: "PyList_Append: null argument to internal routine"
COLD Raised raise_bad_call(Api api);  ///< SystemError: "PyList_Append: bad argument to internal function"

/// Of a checked build: SystemError where the object is one that has ended, as far as its memory still tells. What is just ending counts as there:
/// its destructor may call.
COLD Status check_alive(Api api, PyObject* object);

inline Result<Value> expect_value(Api api, PyObject* object) {
  if (UNLIKELY(object == nullptr)) return raise_null(api);
  if (kApiChecks) TRY(check_alive(api, object));
  return from_c(object);
}
/// A T or an instance of a subclass.
template <class T>
inline Result<T*> expect(Api api, PyObject* object) {
  if (kApiChecks) TRY(check_alive(api, object));
  if (UNLIKELY(object == nullptr || !is<T>(from_c(object)))) return raise_bad_call(api);
  return &as<T>(from_c(object));
}
/// Whether it is a static type that PyType_Ready has not seen yet.
inline bool is_unready(const PyTypeObject* type) {
  return type != nullptr && from_c(const_cast<PyTypeObject*>(type)).is_heap() && type->ob_base.ob_base.pyemb_type == nullptr;
}
/// The type that a function was given which raises nothing; null: it is none, or not ready.
inline Type* type_if_ready(PyTypeObject* type) { return type == nullptr || is_unready(type) ? nullptr : as_if<Type>(from_c(type)); }
inline Result<Type*> expect_type(Api api, PyTypeObject* type) {
  if (UNLIKELY(is_unready(type))) return raise_bad_call(api);
  return expect<Type>(api, reinterpret_cast<PyObject*>(type));
}
inline Result<const char*> expect_text(Api api, const char* text) {
  if (UNLIKELY(text == nullptr)) return raise_null(api);
  return text;
}
/// UnicodeDecodeError where a text that becomes a str is not UTF-8.
COLD Status check_utf8(Api api, const char* text);
inline Result<const char*> expect_utf8(Api api, const char* text) {
  if (UNLIKELY(text == nullptr)) return raise_null(api);
  for (const char* at = text; *at != '\0'; ++at) {
    if (UNLIKELY(static_cast<signed char>(*at) < 0)) {
      TRY(check_utf8(api, text));
      break;
    }
  }
  return text;
}
/// The name that a text is: interned.
[[nodiscard]] Result<Own<Str>> expect_name(Api api, const char* name);
template <class T>
inline bool is_c(PyObject* object) {
  return object != nullptr && is<T>(from_c(object));
}
inline bool is_exactly_c(PyObject* object, TypeId id) { return object != nullptr && is_exactly(from_c(object), id); }

/// Says that a function was called as it must not be, where it has no other way to: a SystemError that names it, on the attached thread.
COLD void report_misuse(const char* function);
/// The same for functions that may be called with an exception pending, or from destructors: the host is told as of an exception that nobody can catch.
COLD void report_aside(const char* function, const char* what);
/// Of a checked build: nothing is attached on which an exception could be raised, so that the message goes to the error stream.
COLD void report_no_thread(const char* function);
/// The calling thread's state; null: none is attached, and the function fails.
inline ThreadState* thread_for(const char* function) {
  ThreadState* ts = current_thread();
  if (kApiChecks && UNLIKELY(ts == nullptr)) report_no_thread(function);
  return ts;
}
/// The object as a T for functions that CPython has as macros, which look at nothing. Null: there is no object, which is reported; a checked build also
/// looks at its type.
template <class T>
inline T* trusted(PyObject* object, const char* function = __builtin_FUNCTION()) {
  if (LIKELY(kApiChecks ? is_c<T>(object) : from_c(object).is_heap())) return &as<T>(from_c(object));
  report_misuse(function);
  return nullptr;
}

/// Whether a trusted() container has the item; only a checked build looks.
inline bool is_index(Py_ssize_t index, int64_t size, const char* function) {
  if (!kApiChecks || (index >= 0 && index < size)) return true;
  report_misuse(function);
  return false;
}

/// Fills the fields of a PyTypeObject that a type shows to C code, and those of its bases (type_record.h). False: no memory, nothing raised.
bool fill_view(ThreadState& ts, Type& type);
/// The same if it was never done: before C code sees the type.
inline void show_type(ThreadState& ts, Type& type) {
  if (UNLIKELY(type.foreign[0] == nullptr)) fill_view(ts, type);
}
inline void show_if_type(ThreadState& ts, Value value) {
  if (UNLIKELY(is_exactly(value, TypeId::kType))) show_type(ts, as<Type>(value));
}

// -- running a body ------------------------------------------------------------------------------------------------------------

/// For functions that answer a new reference: the body's Result<Ref>, or NULL.
template <class Body>
PyObject* api_object(Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = thread_for(function);
  if (UNLIKELY(ts == nullptr)) return nullptr;
  Result<Ref> result = body(Api{*ts, function});
  if (UNLIKELY(result.raised())) return nullptr;
  Ref answer = result.take();
  show_if_type(*ts, answer);
  return to_c(std::move(answer));
}
/// For functions that answer a borrowed reference: the body's Result<Value>, which may be a null value that means no error.
template <class Body>
PyObject* api_borrowed(Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = thread_for(function);
  if (UNLIKELY(ts == nullptr)) return nullptr;
  Result<Value> result = body(Api{*ts, function});
  if (UNLIKELY(result.raised())) return nullptr;
  show_if_type(*ts, result.take());
  return to_c(result.take());
}
/// For functions that answer 0 or -1: the body's Status.
template <class Body>
int api_int(Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = thread_for(function);
  if (UNLIKELY(ts == nullptr)) return -1;
  return body(Api{*ts, function}).raised() ? -1 : 0;
}
/// For functions that answer a number or a pointer, and `failed` upon an exception: the body's Result.
template <class T, class Body>
T api_number(T failed, Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = thread_for(function);
  if (UNLIKELY(ts == nullptr)) return failed;
  auto result = body(Api{*ts, function});
  return result.raised() ? failed : static_cast<T>(result.take());
}
/// For functions that answer 1, 0 or -1: the body's Result<bool>.
template <class Body>
int api_truth(Body body, const char* function = __builtin_FUNCTION()) {
  return api_number<int>(-1, body, function);
}
/// For functions that answer nothing; what the body raises stays set.
template <class Body>
void api_void(Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = thread_for(function);
  if (UNLIKELY(ts == nullptr)) return;
  static_cast<void>(body(Api{*ts, function}).raised());
}
/// For functions that hide what goes wrong: `failed`, and the exception is forgotten.
template <class T, class Body>
T api_quiet(T failed, Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = thread_for(function);
  if (UNLIKELY(ts == nullptr)) return failed;
  Ref pending = ts->take_pending();
  auto result = body(Api{*ts, function});
  T answer = result.raised() ? failed : static_cast<T>(result.take());
  ts->clear_pending();
  ts->pending = pending.release();
  return answer;
}

}  // namespace pyemb::capi
