// SPDX-License-Identifier: MIT
#pragma once

// Calling from native code.

#include <span>

#include "objects/type.h"

namespace pyemb {

/// callee(*args.values, **names): TypeError "'x' object is not callable" if it is not.
[[nodiscard]] Result<Ref> call(ThreadState& ts, Value callee, CallArgs args);

/// callee(arguments...), positional.
template <class... Values>
[[nodiscard]] inline Result<Ref> call(ThreadState& ts, Value callee, const Values&... values) {
  const Value array[] = {static_cast<Value>(values)..., Value::null()};
  return call(ts, callee, CallArgs{array, sizeof...(values)});
}

/// object.name(arguments...)
[[nodiscard]] Result<Ref> call_method(ThreadState& ts, Value object, Value name, std::span<const Value> args);
template <class... Values>
[[nodiscard]] inline Result<Ref> call_method_of(ThreadState& ts, Value object, Value name, const Values&... values) {
  const Value array[] = {static_cast<Value>(values)..., Value::null()};
  return call_method(ts, object, name, std::span<const Value>(array, sizeof...(values)));
}

/// callee(*args, **kwargs) with a tuple and a dict (null: none).
[[nodiscard]] Result<Ref> call_with(ThreadState& ts, Value callee, Value args, Value kwargs);

/// The arguments of a tuple and a dict, laid out for a call. Both must live as long.
class SpreadArguments {
 public:
  explicit SpreadArguments(ThreadState& ts) : ts_(ts) {}
  ~SpreadArguments();
  SpreadArguments(const SpreadArguments&) = delete;
  SpreadArguments& operator=(const SpreadArguments&) = delete;

  [[nodiscard]] Status spread(Tuple& args, Dict& kwargs);
  CallArgs args() const { return {buffer_, count_, names_.get()}; }

 private:
  ThreadState& ts_;
  Value* buffer_ = nullptr;
  size_t size_ = 0;
  size_t count_ = 0;
  Ref names_;
  Ref values_;
};

bool is_callable(ThreadState& ts, Value value);

}  // namespace pyemb
