// SPDX-License-Identifier: MIT
#pragma once

// Arithmetic on any objects: the binary operators with their dispatch rules, unary operators, conversion to machine
// numbers.

#include "objects/type.h"

namespace pyemb {

/// The binary operators; the order is that of the opcodes.
enum class BinaryOp : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kTrueDivide,
  kFloorDivide,
  kRemainder,
  kPower,
  kLshift,
  kRshift,
  kAnd,
  kOr,
  kXor,
  kMatrixMultiply,
};
inline constexpr int kBinaryOpCount = 13;

/// left op right, with __op__, __rop__ and the priority of subclasses; TypeError "unsupported operand type(s) for +:
/// 'int' and 'str'".
[[nodiscard]] Result<Ref> binary_op(ThreadState& ts, BinaryOp op, Value left, Value right);
/// left op= right: __iop__ first.
[[nodiscard]] Result<Ref> inplace_op(ThreadState& ts, BinaryOp op, Value left, Value right);
[[nodiscard]] Result<Ref> number_power(ThreadState& ts, Value base, Value exponent, Value modulus);
[[nodiscard]] Result<Ref> number_divmod(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> number_negative(ThreadState& ts, Value value);
[[nodiscard]] Result<Ref> number_positive(ThreadState& ts, Value value);
[[nodiscard]] Result<Ref> number_invert(ThreadState& ts, Value value);
[[nodiscard]] Result<Ref> number_absolute(ThreadState& ts, Value value);
[[nodiscard]] inline Result<Ref> number_add(ThreadState& ts, Value left, Value right) {
  return binary_op(ts, BinaryOp::kAdd, left, right);
}

/// operator.index(value): an int (exactly).
[[nodiscard]] Result<Ref> number_index(ThreadState& ts, Value value);
/// index as a machine int; beyond its range OverflowError "cannot fit 'x' into an index-sized integer" (or `overflow`,
/// if given).
[[nodiscard]] Result<int64_t> to_index(ThreadState& ts, Value value, Exc overflow = Exc::kOverflowError);
/// A C Py_ssize_t argument of a function: OverflowError "Python int too large to convert to C ssize_t".
[[nodiscard]] Result<int64_t> to_ssize(ThreadState& ts, Value value);
/// index, clamped to the range of int64_t.
[[nodiscard]] Result<int64_t> to_clamped_index(ThreadState& ts, Value value);
/// A C long of an int-like object: OverflowError "Python int too large to convert to C long".
[[nodiscard]] Result<int64_t> to_int64(ThreadState& ts, Value value);
/// A C int: OverflowError "Python int too large to convert to C int".
[[nodiscard]] Result<int> to_c_int(ThreadState& ts, Value value);
/// A C unsigned long of an int, without asking for __index__: TypeError "an integer is required", ValueError "value must be positive",
/// OverflowError.
[[nodiscard]] Result<uint64_t> to_uint64(ThreadState& ts, Value value, const char* overflow = "Python int too large to convert to C unsigned long");
/// float(value) as a double: __float__, then __index__; TypeError "must be real number, not x".
[[nodiscard]] Result<double> to_double(ThreadState& ts, Value value);

/// int of any machine value.
[[nodiscard]] Result<Ref> new_big_int(ThreadState& ts, int64_t value);
[[nodiscard]] inline Result<Ref> new_int(ThreadState& ts, int64_t value) {
  if (LIKELY(Value::fits_int(value))) return Ref::steal(Value::from_int(value));
  return new_big_int(ts, value);
}
[[nodiscard]] Result<Ref> new_int_unsigned(ThreadState& ts, uint64_t value);
[[nodiscard]] Result<Ref> new_heap_float(ThreadState& ts, double value);
[[nodiscard]] inline Result<Ref> new_float(ThreadState& ts, double value) {
  if (LIKELY(Value::fits_float(value))) return Ref::steal(Value::from_float(value));
  return new_heap_float(ts, value);
}

bool is_any_int(Value value);    ///< int or a subclass (bool included)
bool is_any_float(Value value);  ///< float or a subclass

}  // namespace pyemb
