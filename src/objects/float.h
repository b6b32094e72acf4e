// SPDX-License-Identifier: MIT
#pragma once

// float. Most doubles are inline in the Value word (state/value.h); those that do not fit, and instances of subclasses,
// are Float objects. An exact float is always inline if it fits.
//
// The operations float_*() compute with doubles and raise what Python raises; the operands are converted before.

#include <optional>

#include "objects/number.h"
#include "objects/type.h"

namespace pyemb {

struct Float : Object {
  static constexpr TypeId kId = TypeId::kFloat;

  double value;
};

/// The double of any float: inline, Float or subclass.
inline double float_value(Value any_float) {
  return LIKELY(any_float.is_float()) ? any_float.as_float() : as<Float>(any_float).value;
}

[[nodiscard]] Result<Ref> float_true_divide(ThreadState& ts, double a, double b);
[[nodiscard]] Result<Ref> float_floor_divide(ThreadState& ts, double a, double b);
[[nodiscard]] Result<Ref> float_remainder(ThreadState& ts, double a, double b);
[[nodiscard]] Result<Ref> float_divmod(ThreadState& ts, double a, double b);
/// a ** b; a complex number for a negative base with a broken exponent.
[[nodiscard]] Result<Ref> float_power(ThreadState& ts, double a, double b);

/// The double of an int or float operand; false: it is neither (nothing raised, `failed` unset), or an int is too large
/// (raised, `failed` set).
struct FloatOperand {
  double value = 0.0;
  bool failed = false;
};
bool float_operand(ThreadState& ts, Value value, FloatOperand& out);

/// hash() of a double that is not a nan.
int64_t float_hash(double value);
/// float(value) for any object: __float__, __index__, text. An exact float.
[[nodiscard]] Result<double> to_float(ThreadState& ts, Value value);
/// What value.__float__() gives; its type has that slot.
[[nodiscard]] Result<double> double_by_slot(ThreadState& ts, Value value);
/// float(text) of any object with a buffer; nothing: it has none.
[[nodiscard]] Result<std::optional<double>> find_float_in_buffer(ThreadState& ts, Value value);
/// ValueError "could not convert string to float: 'x'".
COLD Raised raise_not_a_float(ThreadState& ts, Value text);
/// float(text) of a str: ValueError "could not convert string to float: 'x'".
[[nodiscard]] Result<double> float_from_str(ThreadState& ts, Value str);

}  // namespace pyemb
