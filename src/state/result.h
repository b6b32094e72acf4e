// SPDX-License-Identifier: MIT
#pragma once

// Result<T>: an answer in transit, or "an exception is pending on the thread". Never ignored.
//
//   Result<Ref>      8 bytes, in a register; null: raised. May hold Value::absent() in functions named next_*, find_*, lookup_*
//   Result<Own<T>>   likewise
//   Result<T*>       8 bytes, borrowed pointer; null: raised
//   Result<T>        any other trivially copyable T: the value and a flag
//   Status           Result<void>
//
// `return raise(ts, Exc::kTypeError, "...")` (objects/raise.h) makes the Raised that converts to each of them.
//
// TRY(expression) yields the value or returns Raised from the function. Its traps, which hold on GCC and Clang:
//   1. never inside braces {}: an early return leaks the elements made before it;
//   2. no unexpanded parameter pack inside it;
//   3. no Ref locals in a function with computed goto (eval.cpp).
// House rule: TRY is the whole initialiser, the whole statement, or one call argument; once per expression.

#include <type_traits>
#include <utility>

#include "state/ref.h"

namespace pyemb {

/// The empty token of a raised exception; the exception object is on the ThreadState.
struct [[nodiscard]] Raised {};

template <class T>
class [[nodiscard]] Result {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Result(T value) : value_(value), raised_(false) {}
  Result(Raised) : value_(), raised_(true) {}
  bool raised() const { return raised_; }
  T take() const { return value_; }

 private:
  T value_;
  bool raised_;
};

template <class T>
class [[nodiscard]] Result<T*> {
 public:
  Result(T* value) : value_(value) {}
  Result(Raised) : value_(nullptr) {}
  bool raised() const { return value_ == nullptr; }
  T* take() const { return value_; }

 private:
  T* value_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() : raised_(false) {}
  Result(Raised) : raised_(true) {}
  bool raised() const { return raised_; }
  void take() const {}

 private:
  bool raised_;
};
using Status = Result<void>;

template <class T>
class [[nodiscard]] Result<Own<T>> {
 public:
  Result(Own<T>&& owner) : value_(owner.release()) {}
  Result(Raised) : value_(nullptr) {}
  Result(const Result&) = delete;
  Result(Result&&) = default;
  bool raised() const { return value_ == nullptr; }
  Own<T> take() { return Own<T>::steal(value_); }

 private:
  T* value_;
};

template <>
class [[nodiscard]] Result<Ref> {
 public:
  Result(Ref&& owner) : value_(owner.release()) {}
  template <class T>
  Result(Own<T>&& owner) : value_(Value::from_object(owner.release())) {}
  template <class T>
  Result(Result<Own<T>>&& other) : value_(Value::from_object(other.take().release())) {}
  Result(Raised) : value_(Value::null()) {}
  Result(const Result&) = delete;
  Result(Result&&) = default;
  bool raised() const { return value_.is_null(); }
  Ref take() { return Ref::steal(value_); }
  /// For eval.cpp, which holds no Ref: the owned word, null if raised.
  Value release() { return value_; }

  static Result absent() { return Result(Ref::steal(Value::absent())); }
  static Result not_implemented() { return Result(Ref::steal(Value::not_implemented())); }
  static Result none() { return Result(Ref::none()); }
  static Result boolean(bool b) { return Result(Ref::steal(Value::boolean(b))); }

 private:
  Value value_;
};
static_assert(sizeof(Result<Ref>) == 8 && std::is_trivially_destructible_v<Result<Ref>>);

#define TRY(expression)                                                 \
  __extension__({                                                       \
    auto try_result = (expression);                                     \
    if (UNLIKELY(try_result.raised())) return ::pyemb::Raised{};        \
    std::move(try_result).take();                                       \
  })

}  // namespace pyemb
