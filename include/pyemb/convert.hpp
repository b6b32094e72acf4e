// SPDX-License-Identifier: MIT
#pragma once

// Values of C++ as objects and back. What there is:
//
//     bool                              bool, and nothing else
//     integers                          int, and what has __index__; OverflowError where it does not fit
//     float, double                     float, and what has __float__ or __index__
//     char                              a str of one character below 128
//     std::string, string_view, text    str; a string_view reads the memory of the str and must not outlive it
//     std::complex                      complex and what float takes
//     std::nullptr_t, std::monostate    None
//     std::optional, std::variant       None or the value; the first alternative that fits (exactly, else by conversion)
//     tuples, containers                containers.hpp
//     durations, paths                  chrono.hpp, path.hpp
//     enums                             the class bound by enum.hpp, else int
//     Object, View                      any object
//     classes                           instances of the class bound by class.hpp
//
// A type of one's own is added by specializing Convert:
//
//     template <>
//     struct pyemb::Convert<Color> {
//       static Result<Object> to_python(const Color& color) { return pyemb::to_object(std::tuple(color.r, color.g, color.b)); }
//       static Result<Color> from_python(View source) { ... }
//       static constexpr std::string_view kName = "(red, green, blue)";   // for messages
//     };
//
// Since 0.1.

#include <cmath>
#include <complex>
#include <concepts>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "registry.hpp"

namespace pyemb {
inline namespace api {

/// How a type is converted. The library's own specializations work without handles: make() answers a new reference or null, load() fills in `to` or
/// answers false; both leave the exception pending.
template <class T, class Enable = void>
struct Convert {};

namespace detail {

template <class T>
concept Native = requires(PyObject* source, Pass& pass, std::optional<T>& to, const T& value) {
  { Convert<T>::load(source, pass, to) } -> std::same_as<bool>;
  { Convert<T>::make(value, pass) } -> std::same_as<PyObject*>;
};
template <class T>
concept MakeOnly = requires(Pass& pass, const T& value) {
  { Convert<T>::make(value, pass) } -> std::same_as<PyObject*>;
};
template <class T>
concept Custom = requires(const T& value) { Convert<T>::to_python(value); } || requires { Convert<T>::from_python(View()); };
/// Converted by copying the value; everything else is an instance of a bound class.
template <class T>
concept ByValue = Native<T> || Custom<T> || MakeOnly<T>;

template <class T>
inline constexpr bool kIsResult = false;
template <class T>
inline constexpr bool kIsResult<Result<T>> = true;

template <class T>
inline constexpr bool kIsUnique = false;
template <class T>
inline constexpr bool kIsUnique<std::unique_ptr<T>> = true;
template <class T>
inline constexpr bool kIsShared = false;
template <class T>
inline constexpr bool kIsShared<std::shared_ptr<T>> = true;

/// For classes, in instance.hpp.
template <class T>
PyObject* make_instance(T&& value, Pass& pass);
template <class T>
T* find_value(PyObject* source, Pass& pass);
template <class T>
bool load_shared(PyObject* source, Pass& pass, std::shared_ptr<T>& to);
template <class T>
bool load_unique(PyObject* source, Pass& pass, std::unique_ptr<T>& to);

template <class T>
constexpr std::string_view kind_of() {
  if constexpr (requires { Convert<T>::kName; }) {
    return Convert<T>::kName;
  } else {
    return kTypeKey<T>.name;
  }
}

/// A new reference to what stands for the value; null with an exception pending.
template <class T>
PyObject* make(T&& value, Pass& pass) {
  using U = std::remove_cvref_t<T>;
  if constexpr (std::is_same_v<U, Object> && !std::is_lvalue_reference_v<T>) {
    if (!value) PyErr_SetString(PyExc_SystemError, "an empty pyemb::Object as a value");
    return value.release();
  } else if constexpr (std::is_same_v<U, Object> || std::is_same_v<U, View>) {
    if (!value) PyErr_SetString(PyExc_SystemError, "an empty pyemb handle as a value");
    return Py_XNewRef(value.raw());
  } else if constexpr (kIsResult<U>) {
    if (!value) return Error(value.error()).raise(), nullptr;
    if constexpr (std::is_same_v<U, Result<void>>) {
      return Py_None;
    } else {
      return make(*std::forward<T>(value), pass);
    }
  } else if constexpr (!std::is_null_pointer_v<U> && std::is_convertible_v<U, const char*>) {
    return PyUnicode_FromString(value);
  } else if constexpr (Native<U> || MakeOnly<U>) {
    return Convert<U>::make(value, pass);
  } else if constexpr (Custom<U>) {
    Result<Object> made = Convert<U>::to_python(value);
    if (!made) return std::move(made).error().raise(), nullptr;
    return (*made).release();
  } else {
    return make_instance(std::forward<T>(value), pass);
  }
}

/// Fills in `to`; false with an exception pending.
template <ByValue T>
bool load(PyObject* source, Pass& pass, std::optional<T>& to) {
  if constexpr (Native<T>) {
    return Convert<T>::load(source, pass, to);
  } else {
    Result<T> made = Convert<T>::from_python(View(source));
    if (!made) return std::move(made).error().raise(), false;
    to.emplace(std::move(*made));
    return true;
  }
}
template <class T>
  requires(!ByValue<T>)
bool load(PyObject* source, Pass& pass, std::optional<T>& to) {
  if constexpr (kIsShared<T>) {
    return load_shared(source, pass, to.emplace());
  } else if constexpr (kIsUnique<T>) {
    return load_unique(source, pass, to.emplace());
  } else {
    T* value = find_value<T>(source, pass);
    if (value == nullptr) return false;
    to.emplace(*value);
    return true;
  }
}

}  // namespace detail

/// The value as an object. Fails where there is no memory, or the value has no counterpart.
template <class T>
Result<Object> to_object(T&& value) {
  detail::Pass pass;
  return detail::taken(detail::make(std::forward<T>(value), pass));
}

// -- truth and numbers -----------------------------------------------------------------------------------------------------------

template <>
struct Convert<bool> {
  static constexpr std::string_view kName = "bool";
  static PyObject* make(bool value, detail::Pass&) { return PyEmb_Constant(value ? PYEMB_TRUE : PYEMB_FALSE); }
  static bool load(PyObject* source, detail::Pass&, std::optional<bool>& to) {
    if (source != Py_True && source != Py_False) return detail::mismatch(source, kName);
    to = source == Py_True;
    return true;
  }
};

namespace detail {

template <class T>
[[gnu::cold, gnu::noinline]] bool out_of_range(PyObject* source) {
  if (PyErr_Occurred() != nullptr && PyErr_ExceptionMatches(PyExc_OverflowError) == 0) return false;
  PyErr_Clear();
  Object text = Object::steal(PyObject_Str(source));
  if (!text) return false;
  PyErr_Format(PyExc_OverflowError, "%U does not fit in %d bits: %lld to %llu", text.raw(), static_cast<int>(sizeof(T) * 8),
               static_cast<long long>(std::numeric_limits<T>::min()), static_cast<unsigned long long>(std::numeric_limits<T>::max()));
  return false;
}

inline bool is_exact_int(PyObject* source) { return PyLong_Check(source) != 0 && source != Py_True && source != Py_False; }

}  // namespace detail

template <class T>
struct Convert<T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>>> {
  static constexpr std::string_view kName = "int";
  static PyObject* make(T value, detail::Pass&) {
    if constexpr (std::is_signed_v<T> || sizeof(T) < sizeof(long long)) {
      return PyLong_FromLongLong(static_cast<long long>(value));
    } else {
      return PyLong_FromUnsignedLongLong(value);
    }
  }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<T>& to) {
    if (pass.exact && !detail::is_exact_int(source)) return detail::mismatch(source, kName);
    if constexpr (std::is_signed_v<T> || sizeof(T) < sizeof(long long)) {
      const long long value = PyLong_AsLongLong(source);
      if (value == -1 && PyErr_Occurred() != nullptr) return failed(source);
      if (value < static_cast<long long>(std::numeric_limits<T>::min()) || value > static_cast<long long>(std::numeric_limits<T>::max())) {
        return detail::out_of_range<T>(source);
      }
      to = static_cast<T>(value);
      return true;
    } else {
      Object number = Object::steal(PyNumber_Index(source));
      if (!number) return failed(source);
      const unsigned long long value = PyLong_AsUnsignedLongLong(number.raw());
      if (value == static_cast<unsigned long long>(-1) && PyErr_Occurred() != nullptr) return failed(source);
      to = static_cast<T>(value);
      return true;
    }
  }

 private:
  [[gnu::cold, gnu::noinline]] static bool failed(PyObject* source) {
    if (PyErr_ExceptionMatches(PyExc_OverflowError) != 0) return detail::out_of_range<T>(source);
    if (PyErr_ExceptionMatches(PyExc_TypeError) == 0 || PyIndex_Check(source) != 0) return false;
    PyErr_Clear();
    return detail::mismatch(source, kName);
  }
};

template <class T>
struct Convert<T, std::enable_if_t<std::is_floating_point_v<T>>> {
  static constexpr std::string_view kName = "float";
  static PyObject* make(T value, detail::Pass&) { return PyFloat_FromDouble(static_cast<double>(value)); }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<T>& to) {
    if (pass.exact && PyFloat_Check(source) == 0) return detail::mismatch(source, kName);
    const double value = PyFloat_AsDouble(source);
    if (value == -1.0 && PyErr_Occurred() != nullptr) return failed(source);
    to = static_cast<T>(value);
    return true;
  }

 private:
  [[gnu::cold, gnu::noinline]] static bool failed(PyObject* source) {
    const bool number = PyIndex_Check(source) != 0 || PyFloat_Check(source) != 0 || PyObject_HasAttrString(reinterpret_cast<PyObject*>(Py_TYPE(source)), "__float__") != 0;
    if (number || PyErr_ExceptionMatches(PyExc_TypeError) == 0) return false;
    PyErr_Clear();
    return detail::mismatch(source, kName);
  }
};

template <class T>
struct Convert<std::complex<T>> {
  static constexpr std::string_view kName = "complex";
  static PyObject* make(const std::complex<T>& value, detail::Pass&) { return PyComplex_FromDoubles(static_cast<double>(value.real()), static_cast<double>(value.imag())); }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<std::complex<T>>& to) {
    if (PyComplex_Check(source) == 0) {
      std::optional<double> real;
      if (pass.exact || !Convert<double>::load(source, pass, real)) return PyErr_Clear(), detail::mismatch(source, kName);
      to.emplace(static_cast<T>(*real), T());
      return true;
    }
    const double real = PyComplex_RealAsDouble(source);
    const double imaginary = PyComplex_ImagAsDouble(source);
    if (PyErr_Occurred() != nullptr) return false;
    to.emplace(static_cast<T>(real), static_cast<T>(imaginary));
    return true;
  }
};

// -- text --------------------------------------------------------------------------------------------------------------------------

template <>
struct Convert<std::string_view> {
  static constexpr std::string_view kName = "str";
  static PyObject* make(std::string_view value, detail::Pass&) { return PyUnicode_FromStringAndSize(value.data(), static_cast<Py_ssize_t>(value.size())); }
  static bool load(PyObject* source, detail::Pass&, std::optional<std::string_view>& to) {
    if (PyUnicode_Check(source) == 0) return detail::mismatch(source, kName);
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(source, &size);
    if (text == nullptr) return false;
    to.emplace(text, static_cast<std::size_t>(size));
    return true;
  }
};
template <>
struct Convert<std::string> {
  static constexpr std::string_view kName = "str";
  static PyObject* make(const std::string& value, detail::Pass& pass) { return Convert<std::string_view>::make(value, pass); }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<std::string>& to) {
    std::optional<std::string_view> text;
    if (!Convert<std::string_view>::load(source, pass, text)) return false;
    to.emplace(*text);
    return true;
  }
};
template <>
struct Convert<char> {
  static constexpr std::string_view kName = "a str of one ASCII character";
  static PyObject* make(char value, detail::Pass&) { return PyUnicode_FromStringAndSize(&value, 1); }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<char>& to) {
    std::optional<std::string_view> text;
    if (PyUnicode_Check(source) == 0) return detail::mismatch(source, kName);
    if (!Convert<std::string_view>::load(source, pass, text)) return false;
    if (text->size() != 1) return PyErr_SetString(PyExc_ValueError, "expected a str of one ASCII character"), false;
    to = text->front();
    return true;
  }
};

// -- nothing, or one of several ----------------------------------------------------------------------------------------------------------

namespace detail {
template <class T>
struct ConvertNone {
  static constexpr std::string_view kName = "None";
  static PyObject* make(const T&, Pass&) { return Py_None; }
  static bool load(PyObject* source, Pass&, std::optional<T>& to) {
    if (!Py_IsNone(source)) return mismatch(source, kName);
    to.emplace();
    return true;
  }
};
}  // namespace detail
template <>
struct Convert<std::nullptr_t> : detail::ConvertNone<std::nullptr_t> {};
template <>
struct Convert<std::monostate> : detail::ConvertNone<std::monostate> {};
template <>
struct Convert<Object> {
  static constexpr std::string_view kName = "object";
  static PyObject* make(const Object& value, detail::Pass&) { return Py_XNewRef(value.raw()); }
  static bool load(PyObject* source, detail::Pass&, std::optional<Object>& to) { return to.emplace(Object::share(source)), true; }
};
template <>
struct Convert<View> {
  static constexpr std::string_view kName = "object";
  static PyObject* make(const View& value, detail::Pass&) { return Py_XNewRef(value.raw()); }
  static bool load(PyObject* source, detail::Pass&, std::optional<View>& to) { return to.emplace(source), true; }
};

template <class T>
struct Convert<std::optional<T>> {
  static constexpr std::string_view kName = detail::kind_of<T>();
  static PyObject* make(const std::optional<T>& value, detail::Pass& pass) { return value ? detail::make(*value, pass) : Py_None; }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<std::optional<T>>& to) {
    to.emplace();
    return Py_IsNone(source) || detail::load<T>(source, pass, *to);
  }
};

template <class... Ts>
struct Convert<std::variant<Ts...>> {
  static constexpr std::string_view kName = detail::kTypeKey<std::variant<Ts...>>.name;
  static PyObject* make(const std::variant<Ts...>& value, detail::Pass& pass) {
    PyObject* made = nullptr;
    static_cast<void>((try_make<Ts>(value, pass, made) || ...));
    return made;
  }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<std::variant<Ts...>>& to) {
    detail::Pass attempt = pass;
    attempt.exact = true;
    if ((try_load<Ts>(source, attempt, to) || ...)) return true;
    if (PyErr_Occurred() != nullptr) return false;
    attempt.exact = false;
    if (!pass.exact && (try_load<Ts>(source, attempt, to) || ...)) return true;
    return PyErr_Occurred() == nullptr && detail::mismatch(source, kName);
  }

 private:
  template <class T>
  static bool try_make(const std::variant<Ts...>& value, detail::Pass& pass, PyObject*& made) {
    const T* held = std::get_if<T>(&value);
    if (held != nullptr) made = detail::make(*held, pass);
    return held != nullptr;
  }
  template <class T>
  static bool try_load(PyObject* source, detail::Pass& pass, std::optional<std::variant<Ts...>>& to) {
    std::optional<T> value;
    if (PyErr_Occurred() != nullptr) return false;
    if (detail::load<T>(source, pass, value)) return to.emplace(std::move(*value)), true;
    return static_cast<void>(detail::forget_mismatch()), false;
  }
};

/// An enum that was bound is its Python class; one that was not is its number.
template <class T>
struct Convert<T, std::enable_if_t<std::is_enum_v<T>>> {
  using Number = std::underlying_type_t<T>;
  static constexpr std::string_view kName = detail::kTypeKey<T>.name;
  static PyObject* make(T value, detail::Pass& pass) {
    Object number = Object::steal(detail::make(static_cast<Number>(value), pass));
    PyObject* type = detail::find_enum(detail::kTypeKey<T>, pass);
    if (!number || type == nullptr) return number.release();
    return PyObject_CallOneArg(type, number.raw());
  }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<T>& to) {
    PyObject* type = detail::find_enum(detail::kTypeKey<T>, pass);
    if (type != nullptr && !detail::taken_truth(PyObject_IsInstance(source, type)).value_or(false)) return detail::mismatch(source, kName);
    std::optional<Number> number;
    if (!detail::load<Number>(source, pass, number)) return false;
    to = static_cast<T>(*number);
    return true;
  }
};

}  // namespace api
}  // namespace pyemb
