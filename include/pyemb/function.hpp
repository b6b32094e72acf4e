// SPDX-License-Identifier: MIT
#pragma once

// The way from a call in Python to a function in C++. Each bound function has an entry of its own, made at compile time (Code, below): a call with
// all arguments by position converts them, runs the function and converts the answer, without looking anything up and without taking memory. Only
// names, defaults, overloads and error messages need the Record. Since 0.1.

#include <functional>
#include <span>
#include <tuple>
#include <type_traits>

#include "instance.hpp"

#if PYEMB_HOST_THROWS
#include <future>
#include <stdexcept>
#include <system_error>
#endif

namespace pyemb {
inline namespace api {

/// As the last parameters of a bound function: the other positional arguments, a tuple, and the other named ones, a dict.
struct Args {
  Object tuple;
};
struct Kwargs {
  Object dict;
};

namespace detail {

// -- signatures --------------------------------------------------------------------------------------------------------------------

template <class... Ts>
struct List {
  static constexpr std::size_t kSize = sizeof...(Ts);
};
template <class R, class... A>
struct Signature {
  using Answer = R;
  using Parameters = List<A...>;
};
template <class F>
struct SignatureOf : SignatureOf<decltype(&F::operator())> {};
template <class R, class... A>
struct SignatureOf<R (*)(A...)> : Signature<R, A...> {};
template <class R, class... A>
struct SignatureOf<R (*)(A...) noexcept> : Signature<R, A...> {};
template <class R, class C, class... A>
struct SignatureOf<R (C::*)(A...)> : Signature<R, A...> {};
template <class R, class C, class... A>
struct SignatureOf<R (C::*)(A...) noexcept> : Signature<R, A...> {};
template <class R, class C, class... A>
struct SignatureOf<R (C::*)(A...) const> : Signature<R, A...> {};
template <class R, class C, class... A>
struct SignatureOf<R (C::*)(A...) const noexcept> : Signature<R, A...> {};
template <class R, class C, class... A>
struct SignatureOf<R (C::*)(A...)&> : Signature<R, A...> {};
template <class R, class C, class... A>
struct SignatureOf<R (C::*)(A...) const&> : Signature<R, A...> {};

template <class L>
struct Rest;
template <class First, class... Others>
struct Rest<List<First, Others...>> {
  using Head = First;
  using Tail = List<Others...>;
};
template <>
struct Rest<List<>> {
  using Head = void;
  using Tail = List<>;
};

// -- parameters --------------------------------------------------------------------------------------------------------------------

/// One argument on its way in: converted by load(), handed over by get(). Lives until the function is through.
template <class A>
struct Loader {
  using U = std::remove_cvref_t<A>;
  static constexpr bool kClass = !ByValue<U>;
  static_assert(kClass || !std::is_lvalue_reference_v<A> || std::is_const_v<std::remove_reference_t<A>>, "a copy would be changed: take it by value or by const reference");
  std::conditional_t<kClass, U*, std::optional<U>> value{};
  static constexpr std::string_view kName = kind_of<U>();

  bool load(PyObject* source, Pass& pass) {
    if constexpr (!kClass) {
      return detail::load<U>(source, pass, value);
    } else {
      if (pass.self != nullptr && Py_TYPE(source) == Py_TYPE(pass.self) && instance_of(source).info->key == &kTypeKey<U>) {
        value = value_of<U>(source);
      } else {
        value = find_value<U>(source, pass);
      }
      return value != nullptr;
    }
  }
  A&& get() { return static_cast<A&&>(*value); }
};
/// A pointer to an object of a bound class; None is null.
template <class T>
struct Loader<T*> {
  T* value = nullptr;
  bool load(PyObject* source, Pass& pass) {
    if (Py_IsNone(source)) return true;
    value = find_value<std::remove_const_t<T>>(source, pass);
    return value != nullptr;
  }
  T* get() { return value; }
};
template <>
struct Loader<const char*> {
  const char* value = nullptr;
  bool load(PyObject* source, Pass&) {
    if (PyUnicode_Check(source) == 0) return mismatch(source, "str");
    value = PyUnicode_AsUTF8(source);
    return value != nullptr;
  }
  const char* get() { return value; }
};
template <class T>
struct Loader<std::shared_ptr<T>> {
  std::shared_ptr<T> value;
  bool load(PyObject* source, Pass& pass) { return load_shared(source, pass, value); }
  std::shared_ptr<T>&& get() { return std::move(value); }
};
template <class T>
struct Loader<const std::shared_ptr<T>&> : Loader<std::shared_ptr<T>> {
  const std::shared_ptr<T>& get() { return this->value; }
};
template <class T>
struct Loader<std::unique_ptr<T>> {
  std::unique_ptr<T> value;
  bool load(PyObject* source, Pass& pass) { return load_unique(source, pass, value); }
  std::unique_ptr<T>&& get() { return std::move(value); }
};
template <>
struct Loader<Args> {
  Args value;
  bool load(PyObject* source, Pass&) { return value.tuple = Object::share(source), true; }
  Args&& get() { return std::move(value); }
};
template <>
struct Loader<Kwargs> {
  Kwargs value;
  bool load(PyObject* source, Pass&) { return value.dict = Object::share(source), true; }
  Kwargs&& get() { return std::move(value); }
};

template <class... A>
struct Loaders {
  std::tuple<Loader<A>...> all;
  template <std::size_t... I>
  bool load(PyObject* const* arguments, Pass& pass, std::index_sequence<I...>) {
    return ((std::get<I>(all).load(arguments[I], pass) || (pass.argument = static_cast<int>(I), false)) && ...);
  }
};

template <class A>
inline constexpr bool kIsArgs = std::is_same_v<std::remove_cvref_t<A>, Args>;
template <class A>
inline constexpr bool kIsKwargs = std::is_same_v<std::remove_cvref_t<A>, Kwargs>;

// -- C++ exceptions ------------------------------------------------------------------------------------------------------------------

#if PYEMB_HOST_THROWS

template <class E>
bool caught_as(PyObject* type) {
  try {
    throw;
  } catch (const E& e) {
    PyErr_SetString(type, e.what());
    return true;
  } catch (...) {
    return false;
  }
}

/// Makes a Python exception of the C++ exception that is being handled. Always null.
[[gnu::cold, gnu::noinline]] inline PyObject* raise_caught() {
  Pass pass;
  Registry* registry = pass.registry();
  for (std::size_t i = registry != nullptr ? registry->translators.size() : 0; i > 0; --i) {
    if (registry->translators[i - 1](*registry)) return nullptr;
  }
  PyErr_Clear();
  try {
    throw;
  } catch (const Exception& e) {
    return Error(e.error()).raise(), nullptr;
  } catch (const std::bad_alloc&) {
    return PyErr_NoMemory();
  } catch (const std::system_error& e) {
    Object arguments = Object::steal(Py_BuildValue("(is)", e.code().value(), e.what()));
    if (arguments) PyErr_SetObject(PyExc_OSError, arguments.raw());
    return nullptr;
  } catch (...) {
  }
  if (caught_as<std::out_of_range>(PyExc_IndexError) || caught_as<std::invalid_argument>(PyExc_ValueError) || caught_as<std::domain_error>(PyExc_ValueError) ||
      caught_as<std::length_error>(PyExc_ValueError) || caught_as<std::range_error>(PyExc_ValueError) || caught_as<std::overflow_error>(PyExc_OverflowError) ||
      caught_as<std::underflow_error>(PyExc_ArithmeticError) || caught_as<std::exception>(PyExc_RuntimeError)) {
    return nullptr;
  }
  PyErr_SetString(PyExc_RuntimeError, "a C++ exception of an unknown type");
  return nullptr;
}

#endif

// -- the call ----------------------------------------------------------------------------------------------------------------------

/// The function is in the code: a pointer known at compile time, or a callable without state.
template <auto F>
struct Fixed {
  using Type = decltype(F);
  static constexpr bool kStateless = true;
  template <class... A>
  static decltype(auto) call(const Record*, A&&... arguments) {
    return std::invoke(F, std::forward<A>(arguments)...);
  }
};
template <class F>
struct Held {
  using Type = F;
  static constexpr bool kStateless = std::is_empty_v<F> && std::is_default_constructible_v<F>;
  template <class... A>
  static decltype(auto) call([[maybe_unused]] const Record* record, A&&... arguments) {
    if constexpr (kStateless) {
      return std::invoke(F(), std::forward<A>(arguments)...);
    } else {
      return std::invoke(*static_cast<F*>(record->state), std::forward<A>(arguments)...);
    }
  }
};

/// What becomes of the answer.
template <class R, class Call>
PyObject* answer_of(Call&& call, Pass& pass) {
  if constexpr (std::is_void_v<R>) {
    call();
    return Py_None;
  } else if constexpr (std::is_lvalue_reference_v<R> && !ByValue<std::remove_cvref_t<R>> && !kIsUnique<std::remove_cvref_t<R>> && !kIsShared<std::remove_cvref_t<R>>) {
    R value = call();
    return pass.self != nullptr ? refer(value, pass.self, pass) : make(value, pass);
  } else {
    return make(call(), pass);
  }
}
/// Runs what may throw, between C++ and the interpreter.
template <class Body>
PyObject* protect(Body&& body) {
#if PYEMB_HOST_THROWS
  try {
    return body();
  } catch (...) {
    return raise_caught();
  }
#else
  return body();
#endif
}

/// Calls through a record: with names, defaults and overloads.
inline PyObject* call_record(const Record* record, PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names);
inline PyObject* call_overloads(const Record* record, PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names);
/// Says whose argument it was. Always null.
inline PyObject* blame(const Record* record, const Pass& pass);
/// The record of a function whose self is a module.
inline const Record* find_in_module(PyObject* module, const void* key);

template <class Target, class Self, class R, class Parameters>
struct Code;
/// `Self`: the class whose method it is, or void.
template <class Target, class Self, class R, class... A>
struct Code<Target, Self, R, List<A...>> {
  static constexpr std::size_t kCount = sizeof...(A);
  static constexpr bool kTakesMore = ((kIsArgs<A> || kIsKwargs<A>) || ...);
  static constexpr const void* key() { return &kTypeKey<Code>; }

  static PyObject* attempt(const Record* record, PyObject* self, PyObject* const* arguments, Pass& pass) {
    return protect([&] { return run(record, self, arguments, pass, std::index_sequence_for<A...>()); });
  }
  static PyObject* attempt_record(const Record& record, PyObject* self, PyObject* const* arguments, Pass& pass) { return attempt(&record, self, arguments, pass); }

  static PyObject* entry(PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
    if constexpr (Target::kStateless && !kTakesMore) {
      if (count == static_cast<Py_ssize_t>(kCount) && names == nullptr) [[likely]] {
        Pass pass;
        PyObject* answer = attempt(nullptr, self, arguments, pass);
        if (answer != nullptr || !pass.mismatch) [[likely]] return answer;
        return blame_found(self, pass);
      }
    }
    return call_found(self, arguments, count, names);
  }
  static PyObject* overloaded(PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
    return call_overloads(find(self), self, arguments, count, names);
  }

 private:
  // Apart, so that the entry has few registers to save.
  [[gnu::noinline]] static PyObject* call_found(PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
    return call_record(find(self), self, arguments, count, names);
  }
  [[gnu::cold, gnu::noinline]] static PyObject* blame_found(PyObject* self, const Pass& pass) { return blame(find(self), pass); }
  static const Record* find(PyObject* self) {
    if constexpr (std::is_void_v<Self>) {
      return find_in_module(self, key());
    } else {
      return instance_of(self).info->find(key());
    }
  }
  template <std::size_t... I>
  static PyObject* run(const Record* record, PyObject* self, PyObject* const* arguments, Pass& pass, std::index_sequence<I...> places) {
    if constexpr (!std::is_void_v<Self>) pass.self = self;
    Loaders<A...> loaders;
    if (!loaders.load(arguments, pass, places)) [[unlikely]] return pass.mismatch = true, nullptr;
    if constexpr (std::is_void_v<Self>) {
      return answer_of<R>([&]() -> R { return Target::call(record, std::get<I>(loaders.all).get()...); }, pass);
    } else {
      Self* object = value_of<Self>(self);
      if (object == nullptr) [[unlikely]] return nullptr;
      return answer_of<R>([&]() -> R { return Target::call(record, *object, std::get<I>(loaders.all).get()...); }, pass);
    }
  }
};

/// The Code of a function or method. A member function is a method; of another callable the first parameter is the object.
template <class Target, class Self>
struct CodeOf {
  using S = SignatureOf<typename Target::Type>;
  static constexpr bool kDropsFirst = !std::is_void_v<Self> && !std::is_member_function_pointer_v<typename Target::Type>;
  using Parameters = std::conditional_t<kDropsFirst, typename Rest<typename S::Parameters>::Tail, typename S::Parameters>;
  using Type = Code<Target, Self, typename S::Answer, Parameters>;
};

}  // namespace detail
}  // namespace api
}  // namespace pyemb
