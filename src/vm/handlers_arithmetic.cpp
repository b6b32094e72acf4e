// SPDX-License-Identifier: MIT
//
// Operators: what is neither two small ints nor two inline floats.

#include "objects/dict.h"
#include "objects/list.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/handlers.h"
#include "vm/inline_cache.h"

namespace pyemb {
namespace {

using Binary = Result<Ref> (*)(ThreadState&, BinaryOp, Value, Value);

Status registers(ThreadState& ts, Frame& frame, Insn* pc, BinaryOp op, Binary function) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand left(frame, pc->b);
  Operand right(frame, pc->c);
  Ref result = TRY(function(ts, op, left, right));
  frame.set(pc->a, std::move(result));
  return {};
}

Status with_constant(ThreadState& ts, Frame& frame, Insn* pc, BinaryOp op, Binary function) {
  TRY(check_bound(ts, frame, pc->b));
  Operand left(frame, pc->b);
  Ref result = TRY(function(ts, op, left, frame.constant(pc->c)));
  frame.set(pc->a, std::move(result));
  return {};
}

/// float op float for the operators where a small int and an inline float often meet; null: not such a pair.
Value mixed_number(BinaryOp op, Value left, Value right) {
  bool numbers = (left.is_int() || left.is_float()) && (right.is_int() || right.is_float());
  if (!numbers || (left.is_int() && right.is_int())) return Value::null();
  double a = left.is_int() ? static_cast<double>(left.as_int()) : left.as_float();
  double b = right.is_int() ? static_cast<double>(right.as_int()) : right.as_float();
  double result;
  switch (op) {
    case BinaryOp::kAdd: result = a + b; break;
    case BinaryOp::kSubtract: result = a - b; break;
    case BinaryOp::kMultiply: result = a * b; break;
    case BinaryOp::kTrueDivide:
      if (b == 0.0) return Value::null();
      result = a / b;
      break;
    default: return Value::null();
  }
  return Value::fits_float(result) ? Value::from_float(result) : Value::null();
}

/// The operators that have a mixed form: tries it, then the general rules. `special` is the form for two floats, or kCount.
Status arithmetic(ThreadState& ts, Frame& frame, Insn* pc, BinaryOp op, Op special) {
  if (Value::both_float(frame.regs[pc->b], frame.regs[pc->c])) rewrite(pc, special);
  Value quick = mixed_number(op, frame.regs[pc->b], frame.regs[pc->c]);
  if (LIKELY(!quick.is_null())) {
    frame.set_immediate(pc->a, quick);
    return {};
  }
  return registers(ts, frame, pc, op, binary_op);
}

Status arithmetic_inplace(ThreadState& ts, Frame& frame, Insn* pc, BinaryOp op) {
  Value quick = mixed_number(op, frame.regs[pc->b], frame.regs[pc->c]);
  if (LIKELY(!quick.is_null())) {
    frame.set_immediate(pc->a, quick);
    return {};
  }
  return registers(ts, frame, pc, op, inplace_op);
}

Status arithmetic_constant(ThreadState& ts, Frame& frame, Insn* pc, BinaryOp op, Binary function) {
  Value quick = mixed_number(op, frame.regs[pc->b], frame.constant(pc->c));
  if (LIKELY(!quick.is_null())) {
    frame.set_immediate(pc->a, quick);
    return {};
  }
  return with_constant(ts, frame, pc, op, function);
}

/// s += t on two strings: the left one is taken out of its register, so that it can grow in place if nobody else holds it.
Status append_string(ThreadState& ts, Frame& frame, uint16_t destination, uint16_t index, Value right) {
  Ref left = Ref::steal(std::exchange(frame.regs[index], Value::null()));
  Ref keep = Ref::copy(right);
  if (destination != index && index < frame.first_temp) frame.regs[index] = Ref::copy(left).release();
  Result<Ref> result = str_append(ts, std::move(left), right);
  if (UNLIKELY(result.raised())) return Raised{};
  frame.set(destination, result.take());
  return {};
}

}  // namespace

#define REGISTERS(name, op) \
  Status op_##name(ThreadState& ts, Frame& frame, Insn* pc) { return registers(ts, frame, pc, BinaryOp::op, binary_op); }
#define CONSTANT(name, op) \
  Status op_##name(ThreadState& ts, Frame& frame, Insn* pc) { return with_constant(ts, frame, pc, BinaryOp::op, binary_op); }
#define INPLACE(name, op) \
  Status op_##name(ThreadState& ts, Frame& frame, Insn* pc) { return registers(ts, frame, pc, BinaryOp::op, inplace_op); }

Status op_ADD(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic(ts, frame, pc, BinaryOp::kAdd, Op::kADD_FLOAT); }
Status op_SUBTRACT(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic(ts, frame, pc, BinaryOp::kSubtract, Op::kSUBTRACT_FLOAT); }
Status op_MULTIPLY(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic(ts, frame, pc, BinaryOp::kMultiply, Op::kMULTIPLY_FLOAT); }
Status op_TRUE_DIVIDE(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic(ts, frame, pc, BinaryOp::kTrueDivide, Op::kTRUE_DIVIDE_FLOAT); }
REGISTERS(FLOOR_DIVIDE, kFloorDivide)
REGISTERS(REMAINDER, kRemainder)
REGISTERS(POWER, kPower)
REGISTERS(LSHIFT, kLshift)
REGISTERS(RSHIFT, kRshift)
REGISTERS(AND, kAnd)
REGISTERS(OR, kOr)
REGISTERS(XOR, kXor)
REGISTERS(MATRIX_MULTIPLY, kMatrixMultiply)

Status op_ADD_K(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_constant(ts, frame, pc, BinaryOp::kAdd, binary_op); }
Status op_SUBTRACT_K(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_constant(ts, frame, pc, BinaryOp::kSubtract, binary_op); }
Status op_MULTIPLY_K(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_constant(ts, frame, pc, BinaryOp::kMultiply, binary_op); }
Status op_TRUE_DIVIDE_K(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_constant(ts, frame, pc, BinaryOp::kTrueDivide, binary_op); }
CONSTANT(FLOOR_DIVIDE_K, kFloorDivide)
CONSTANT(REMAINDER_K, kRemainder)
CONSTANT(POWER_K, kPower)
CONSTANT(LSHIFT_K, kLshift)
CONSTANT(RSHIFT_K, kRshift)
CONSTANT(AND_K, kAnd)
CONSTANT(OR_K, kOr)
CONSTANT(XOR_K, kXor)
CONSTANT(MATRIX_MULTIPLY_K, kMatrixMultiply)

Status op_INPLACE_ADD(ThreadState& ts, Frame& frame, Insn* pc) {
  if (is_str(frame.regs[pc->b]) && is_str(frame.regs[pc->c]) && pc->b != pc->c) {
    Operand right(frame, pc->c);
    return append_string(ts, frame, pc->a, pc->b, right);
  }
  return arithmetic_inplace(ts, frame, pc, BinaryOp::kAdd);
}
Status op_INPLACE_ADD_K(ThreadState& ts, Frame& frame, Insn* pc) {
  Value right = frame.constant(pc->c);
  if (is_str(frame.regs[pc->b]) && is_str(right)) return append_string(ts, frame, pc->a, pc->b, right);
  return arithmetic_constant(ts, frame, pc, BinaryOp::kAdd, inplace_op);
}
Status op_INPLACE_SUBTRACT(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_inplace(ts, frame, pc, BinaryOp::kSubtract); }
Status op_INPLACE_SUBTRACT_K(ThreadState& ts, Frame& frame, Insn* pc) {
  return arithmetic_constant(ts, frame, pc, BinaryOp::kSubtract, inplace_op);
}
Status op_INPLACE_MULTIPLY(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_inplace(ts, frame, pc, BinaryOp::kMultiply); }
Status op_INPLACE_TRUE_DIVIDE(ThreadState& ts, Frame& frame, Insn* pc) { return arithmetic_inplace(ts, frame, pc, BinaryOp::kTrueDivide); }
INPLACE(INPLACE_FLOOR_DIVIDE, kFloorDivide)
INPLACE(INPLACE_REMAINDER, kRemainder)
INPLACE(INPLACE_POWER, kPower)
INPLACE(INPLACE_LSHIFT, kLshift)
INPLACE(INPLACE_RSHIFT, kRshift)
INPLACE(INPLACE_AND, kAnd)
INPLACE(INPLACE_OR, kOr)
INPLACE(INPLACE_XOR, kXor)
INPLACE(INPLACE_MATRIX_MULTIPLY, kMatrixMultiply)

#undef REGISTERS
#undef CONSTANT
#undef INPLACE

// -- unary operators -----------------------------------------------------------------------------------------------------

namespace {

Status unary(ThreadState& ts, Frame& frame, Insn* pc, Result<Ref> (*function)(ThreadState&, Value)) {
  TRY(check_bound(ts, frame, pc->b));
  Operand operand(frame, pc->b);
  Ref result = TRY(function(ts, operand));
  frame.set(pc->a, std::move(result));
  return {};
}

}  // namespace

Status op_NEGATIVE(ThreadState& ts, Frame& frame, Insn* pc) { return unary(ts, frame, pc, number_negative); }
Status op_POSITIVE(ThreadState& ts, Frame& frame, Insn* pc) { return unary(ts, frame, pc, number_positive); }
Status op_INVERT(ThreadState& ts, Frame& frame, Insn* pc) { return unary(ts, frame, pc, number_invert); }

Status op_NOT(ThreadState& ts, Frame& frame, Insn* pc) {
  bool truth = TRY(consume_truth(ts, frame, pc->b));
  frame.set_immediate(pc->a, Value::boolean(!truth));
  return {};
}

Result<bool> consume_truth(ThreadState& ts, Frame& frame, uint16_t index) {
  TRY(check_bound(ts, frame, index));
  Operand operand(frame, index);
  return truth(ts, operand);
}

// -- comparison ----------------------------------------------------------------------------------------------------------

namespace {

/// Strings are what is mostly compared besides numbers.
Result<Ref> compare_values(ThreadState& ts, Value left, Value right, Compare op) {
  if (is_str(left) && is_str(right)) return Result<Ref>::boolean(str_compare_is(as<Str>(left), as<Str>(right), op));
  return compare(ts, left, right, op);
}

Result<bool> compare_truth(ThreadState& ts, Value left, Value right, Compare op) {
  if (is_str(left) && is_str(right)) return str_compare_is(as<Str>(left), as<Str>(right), op);
  Ref result = TRY(compare(ts, left, right, op));
  return truth(ts, result);
}

Status compare_registers(ThreadState& ts, Frame& frame, Insn* pc, Compare op) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand left(frame, pc->b);
  Operand right(frame, pc->c);
  Ref result = TRY(compare_values(ts, left, right, op));
  frame.set(pc->a, std::move(result));
  return {};
}

}  // namespace

Status op_LT(ThreadState& ts, Frame& frame, Insn* pc) { return compare_registers(ts, frame, pc, Compare::kLt); }
Status op_LE(ThreadState& ts, Frame& frame, Insn* pc) { return compare_registers(ts, frame, pc, Compare::kLe); }
Status op_EQ(ThreadState& ts, Frame& frame, Insn* pc) { return compare_registers(ts, frame, pc, Compare::kEq); }
Status op_NE(ThreadState& ts, Frame& frame, Insn* pc) { return compare_registers(ts, frame, pc, Compare::kNe); }
Status op_GT(ThreadState& ts, Frame& frame, Insn* pc) { return compare_registers(ts, frame, pc, Compare::kGt); }
Status op_GE(ThreadState& ts, Frame& frame, Insn* pc) { return compare_registers(ts, frame, pc, Compare::kGe); }

Result<bool> compare_and_consume(ThreadState& ts, Frame& frame, Insn* pc, Compare op) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand left(frame, pc->b);
  Operand right(frame, pc->c);
  return compare_truth(ts, left, right, op);
}
Result<bool> compare_constant_and_consume(ThreadState& ts, Frame& frame, Insn* pc, Compare op) {
  TRY(check_bound(ts, frame, pc->b));
  Operand left(frame, pc->b);
  return compare_truth(ts, left, frame.constant(pc->c), op);
}

Status op_IS(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand left(frame, pc->b);
  Operand right(frame, pc->c);
  frame.set_immediate(pc->a, Value::boolean(left.get() == right.get()));
  return {};
}
Status op_IS_NOT(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(op_IS(ts, frame, pc));
  frame.regs[pc->a] = Value::boolean(frame.regs[pc->a].is_false());
  return {};
}

Result<bool> contains_and_consume(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand item(frame, pc->b);
  Operand container(frame, pc->c);
  return contains(ts, container, item);
}
Status op_IN(ThreadState& ts, Frame& frame, Insn* pc) {
  bool found = TRY(contains_and_consume(ts, frame, pc));
  frame.set_immediate(pc->a, Value::boolean(found));
  return {};
}
Status op_NOT_IN(ThreadState& ts, Frame& frame, Insn* pc) {
  bool found = TRY(contains_and_consume(ts, frame, pc));
  frame.set_immediate(pc->a, Value::boolean(!found));
  return {};
}
Status op_JUMP_IS(ThreadState& ts, Frame& frame, Insn* pc) { return check_bound(ts, frame, pc->b, pc->c); }
Status op_JUMP_IF_NONE(ThreadState& ts, Frame& frame, Insn* pc) { return check_bound(ts, frame, pc->a); }

// -- items ---------------------------------------------------------------------------------------------------------------

namespace {

/// R[destination] = s[index]
Status store_char(ThreadState& ts, Frame& frame, uint16_t destination, Value object, int64_t index) {
  const Str& s = as<Str>(object);
  if (index < 0) index += s.length;
  if (UNLIKELY(index < 0 || index >= s.length)) return raise(ts, Exc::kIndexError, "string index out of range");
  Own<Str> c = TRY(new_str_char(ts, s.at(index)));
  frame.set(destination, std::move(c));
  return {};
}

}  // namespace

Status op_SUBSCRIPT(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand object(frame, pc->b);
  Operand key(frame, pc->c);
  if (is_dict(object)) {
    Ref value = TRY(dict_find(ts, as<Dict>(object), key));
    if (UNLIKELY(value.is_absent())) return raise_key_error(ts, key);
    frame.set(pc->a, std::move(value));
    return {};
  }
  if (key.get().is_int()) {
    if (is_list(object)) rewrite(pc, Op::kSUBSCRIPT_LIST_INT);
    if (is_tuple(object)) rewrite(pc, Op::kSUBSCRIPT_TUPLE_INT);
    if (is_str(object)) rewrite(pc, Op::kSUBSCRIPT_STR_INT);
    if (is_str(object)) return store_char(ts, frame, pc->a, object, key.get().as_int());
  }
  Ref value = TRY(get_item(ts, object, key));
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_SUBSCRIPT_K(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand object(frame, pc->b);
  Value key = frame.constant(pc->c);
  Ref value;
  if (is_dict(object)) {
    value = TRY(dict_find(ts, as<Dict>(object), key));
    if (UNLIKELY(value.is_absent())) return raise_key_error(ts, key);
  } else {
    value = TRY(get_item(ts, object, key));
  }
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_STORE_SUBSCRIPT(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a, pc->b, pc->c));
  Operand object(frame, pc->a);
  Operand key(frame, pc->b);
  Operand value(frame, pc->c);
  if (is_dict(object)) return dict_set(ts, as<Dict>(object), key, value);
  if (is_list(object) && key.get().is_int()) rewrite(pc, Op::kSTORE_SUBSCRIPT_LIST_INT);
  return set_item(ts, object, key, value);
}

Status op_DELETE_SUBSCRIPT(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a, pc->b));
  Operand object(frame, pc->a);
  Operand key(frame, pc->b);
  return set_item(ts, object, key, Value::null());
}

Status op_LOAD_SLICE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  ConsumedRow bounds(frame, pc->c, 2);
  Operand object(frame, pc->b);
  Own<Slice> slice = TRY(new_slice(ts, bounds[0], bounds[1], Value::none()));
  Ref value = TRY(get_item(ts, object, slice));
  bounds.store(pc->a, std::move(value));
  return {};
}

Status op_BUILD_SLICE(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow bounds(frame, pc->b, pc->c);
  Own<Slice> slice = TRY(new_slice(ts, bounds[0], bounds[1], pc->c == 3 ? bounds[2] : Value::none()));
  bounds.store(pc->a, std::move(slice));
  return {};
}

}  // namespace pyemb
