// SPDX-License-Identifier: MIT
#pragma once

// timedelta as one Python int of microseconds, which is how it is multiplied and divided.

#include "modules/datetime/datetime.h"

namespace pyemb::datetime {

[[nodiscard]] Result<Ref> delta_to_microseconds(ThreadState& ts, const TimeDelta& delta);
/// The timedelta of `type` for an object that divmod() can divide: an int, or what numbers of a subclass made of it.
[[nodiscard]] Result<Ref> delta_from_microseconds(ThreadState& ts, Type& type, Value microseconds);

/// timedelta(...): adds up components of any size.
class DeltaSum {
 public:
  explicit DeltaSum(ThreadState& ts) : ts_(ts), total_(Ref::steal(Value::from_int(0))) {}
  /// Adds `number` (an int or a float; null: nothing) times `factor` microseconds. `name` is for the error.
  [[nodiscard]] Status add(const char* name, Value number, int64_t factor);
  [[nodiscard]] Result<Ref> finish(Type& type);

 private:
  [[nodiscard]] Status add_int(Value number, int64_t factor);
  [[nodiscard]] Status add_float(double number, int64_t factor);

  ThreadState& ts_;
  Ref total_;             ///< whole microseconds
  double left_over_ = 0;  ///< and what is less than one
};

[[nodiscard]] Result<Ref> delta_multiply(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> delta_true_divide(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> delta_floor_divide(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> delta_remainder(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> delta_divmod(ThreadState& ts, Value left, Value right);

}  // namespace pyemb::datetime
