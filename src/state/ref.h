// SPDX-License-Identifier: MIT
#pragma once

// Owners. `Ref` owns one reference to any value, `Own<T>` one to an object whose C++ type is known. Both only move; copying is
// spelled Ref::copy(). A borrowed Value read out of a container dies at the next call that can run Python code:
// copy it first.

#include <utility>

#include "state/object.h"

namespace pyemb {

class [[nodiscard]] Ref {
 public:
  constexpr Ref() = default;
  Ref(Ref&& other) noexcept : value_(std::exchange(other.value_, Value::null())) {}
  Ref& operator=(Ref&& other) noexcept {
    Value old = std::exchange(value_, std::exchange(other.value_, Value::null()));
    decref(old);  // last: it may run __del__
    return *this;
  }
  ~Ref() { decref(value_); }

  /// Takes over a reference that the caller owns.
  static Ref steal(Value value) { return Ref(value); }
  static Ref steal(Object* object) { return Ref(Value::from_object(object)); }
  /// A new reference to a borrowed value.
  static Ref copy(Value value) {
    incref(value);
    return Ref(value);
  }
  static Ref copy(const Object* object) { return copy(Value::from_object(object)); }
  static Ref none() { return Ref(Value::none()); }

  Value get() const { return value_; }
  operator Value() const& { return value_; }
  operator Value() const&& = delete;  // borrowing from a dying temporary
  /// Gives the reference up; the caller now owns it.
  [[nodiscard]] Value release() { return std::exchange(value_, Value::null()); }
  Object* object() const { return value_.as_object(); }
  template <class T>
  T* as() const {
    return static_cast<T*>(value_.as_object());
  }
  explicit operator bool() const { return !value_.is_null(); }
  bool is_absent() const { return value_.is_absent(); }
  bool is_none() const { return value_.is_none(); }

 private:
  explicit Ref(Value value) : value_(value) {}
  Value value_ = Value::null();
};

/// Owns one reference to a T (an Object, never an immediate), or nothing.
template <class T>
class [[nodiscard]] Own {
 public:
  constexpr Own() = default;
  Own(Own&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Own& operator=(Own&& other) noexcept {
    T* old = std::exchange(object_, std::exchange(other.object_, nullptr));
    if (old != nullptr) decref(static_cast<Object*>(old));
    return *this;
  }
  ~Own() {
    if (object_ != nullptr) decref(static_cast<Object*>(object_));
  }

  static Own steal(T* object) { return Own(object); }
  static Own copy(T* object) {
    if (object != nullptr) incref(static_cast<Object*>(object));
    return Own(object);
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  operator Value() const& { return Value::from_object(object_); }
  operator Value() const&& = delete;
  operator Ref() && { return Ref::steal(Value::from_object(std::exchange(object_, nullptr))); }
  [[nodiscard]] T* release() { return std::exchange(object_, nullptr); }

 private:
  explicit Own(T* object) : object_(object) {}
  T* object_ = nullptr;
};

}  // namespace pyemb
