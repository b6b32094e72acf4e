// SPDX-License-Identifier: MIT
#pragma once

// Handles of Python objects. Two types, two jobs:
//
// - Object owns a reference: it keeps the object alive. Copying one shares it, moving one hands it on. It may be empty.
// - View borrows: a plain word that is valid as long as somebody else keeps the object alive. Parameters are Views.
//
// Both have the operations of a Python object (attributes, items, calls, iteration, conversion: class Operations, below). An operation that can fail
// answers a Result (error.hpp), and a Result<Object> has the same operations again, so that a chain needs one check at its end:
//
//     pyemb::Result<double> root = python.import("math").attr("sqrt")(2.0).to<double>();
//     if (!root) return complain(root.error().text());
//
// Handles are used, and let go of, by a thread that is attached to the interpreter of the object (interpreter.hpp: Guard), and before that
// interpreter ends. Since 0.1.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "Python.h"

namespace pyemb {
inline namespace api {

class Object;
class View;
template <class T>
class Result;
class Items;

/// A named argument: `call(1, pyemb::arg("times") = 2)`. In a binding it is the name of a parameter, with or without a default.
template <class T>
struct NamedValue {
  const char* name;
  T value;
};
struct Name {
  const char* name;
  /// With a value (for a call) or a default (for a binding). The value is copied, text literals become std::string_view.
  template <class T>
  auto operator=(T&& value) const {
    if constexpr (std::is_convertible_v<T, std::string_view> && !std::is_same_v<std::decay_t<T>, std::string>) {
      return NamedValue<std::string_view>{name, std::string_view(value)};
    } else {
      return NamedValue<std::decay_t<T>>{name, std::forward<T>(value)};
    }
  }
};
constexpr Name arg(const char* name) { return Name{name}; }

/// What can be done with an object. Self is Object, View or Result<Object>; an empty handle makes every operation fail with a SystemError, a failed
/// Result makes it fail with the same error.
template <class Self>
class Operations {
 public:
  // -- attributes: object.name
  Result<Object> attr(const char* name) const;
  template <class T>
  Result<void> set_attr(const char* name, T&& value) const;
  Result<void> del_attr(const char* name) const;
  /// Whether there is such an attribute; exceptions other than AttributeError count as no.
  bool has_attr(const char* name) const { return target() != nullptr && PyObject_HasAttrString(target(), name) != 0; }

  // -- items: object[key]
  template <class K>
  Result<Object> item(K&& key) const;
  template <class K, class T>
  Result<void> set_item(K&& key, T&& value) const;
  template <class K>
  Result<void> del_item(K&& key) const;
  /// `value in object`
  template <class T>
  Result<bool> contains(T&& value) const;
  /// len(object)
  Result<std::size_t> size() const;

  // -- calls: positional arguments, and named ones as `arg("name") = value`, in this order
  template <class... Arguments>
  Result<Object> operator()(Arguments&&... arguments) const;
  /// object.name(arguments...)
  template <class... Arguments>
  Result<Object> method(const char* name, Arguments&&... arguments) const;

  // -- what it is
  /// The value in C++ (convert.hpp). TypeError or OverflowError if it is of another kind or does not fit.
  template <class T>
  Result<T> to() const;
  Result<std::string> str() const;
  Result<std::string> repr() const;
  /// bool(object)
  Result<bool> truth() const;
  Result<Py_hash_t> hash() const;
  /// object == other, object < other
  template <class T>
  Result<bool> equals(T&& other) const;
  template <class T>
  Result<bool> less(T&& other) const;
  /// The class, and its name.
  Result<Object> type() const;
  std::string type_name() const;
  Result<bool> is_instance(View type) const;
  bool is_none() const { return target() != nullptr && Py_IsNone(target()); }
  bool is_callable() const { return target() != nullptr && PyCallable_Check(target()) != 0; }
  /// The same object.
  bool is(View other) const;

  /// A walk over an iterable, each item a Result<Object>: `for (pyemb::Result<Object>& item : list.each())`. A failure is the last item.
  Items each() const;

 protected:
  PyObject* target() const { return static_cast<const Self*>(this)->raw(); }
};

/// A borrowed reference.
class View : public Operations<View> {
 public:
  constexpr View() = default;
  constexpr View(PyObject* object) : object_(object) {}
  constexpr PyObject* raw() const { return object_; }
  explicit constexpr operator bool() const { return object_ != nullptr; }

 private:
  PyObject* object_ = nullptr;
};

/// An owned reference, or nothing.
class Object : public Operations<Object> {
 public:
  Object() = default;
  /// Shares what a view shows.
  explicit Object(View view) : Object(view.raw(), Share()) {}
  /// Takes over a new reference of the C ABI; null makes an empty handle.
  static Object steal(PyObject* object) { return Object(object); }
  /// Shares a borrowed one.
  static Object share(PyObject* object) { return Object(object, Share()); }

  Object(const Object& other) : Object(other.object_, Share()) {}
  Object(Object&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Object& operator=(Object other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Object() { reset(); }

  PyObject* raw() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  /// A view must not outlive the handle: borrowing from a temporary does not compile.
  operator View() const& { return View(object_); }
  operator View() const&& = delete;
  View view() const& { return View(object_); }
  View view() const&& = delete;
  /// Gives the reference away.
  [[nodiscard]] PyObject* release() { return std::exchange(object_, nullptr); }
  /// Lets go of it.
  void reset() {
    if (object_ != nullptr) Py_DecRef(std::exchange(object_, nullptr));
  }

 private:
  struct Share {};
  explicit Object(PyObject* object) : object_(object) {}
  Object(PyObject* object, Share) : object_(object) {
    if (object != nullptr) Py_IncRef(object);
  }
  PyObject* object_ = nullptr;
};

/// None, and the other values that are always there.
inline Object none() { return Object::steal(Py_None); }

template <class Self>
bool Operations<Self>::is(View other) const {
  return target() == other.raw();
}

}  // namespace api
}  // namespace pyemb
