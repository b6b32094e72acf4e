// SPDX-License-Identifier: MIT
// The dispatch of operators: which operand's type is asked, in which order, and what is said when neither knows the
// other.
//
// The left operand's type goes first, except where the right one's is a subclass of it. A slot that both types share
// is asked once (the slots of Python classes try __op__ and __rop__ by themselves).

#include "objects/number.h"

#include "objects/attributes.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "state/native_stack.h"

namespace pyemb {
namespace {

struct OperatorRow {
  BinaryFn Slots::*slot;
  BinaryFn Slots::*in_place;
  const char* symbol;
  const char* in_place_symbol;
};

// In the order of BinaryOp. Powers have slots of three operands and are handled apart.
constexpr OperatorRow kOperators[kBinaryOpCount] = {
    {&Slots::add, &Slots::inplace_add, "+", "+="},
    {&Slots::subtract, &Slots::inplace_subtract, "-", "-="},
    {&Slots::multiply, &Slots::inplace_multiply, "*", "*="},
    {&Slots::true_divide, &Slots::inplace_true_divide, "/", "/="},
    {&Slots::floor_divide, &Slots::inplace_floor_divide, "//", "//="},
    {&Slots::remainder, &Slots::inplace_remainder, "%", "%="},
    {nullptr, nullptr, "** or pow()", "**="},
    {&Slots::lshift, &Slots::inplace_lshift, "<<", "<<="},
    {&Slots::rshift, &Slots::inplace_rshift, ">>", ">>="},
    {&Slots::and_, &Slots::inplace_and, "&", "&="},
    {&Slots::or_, &Slots::inplace_or, "|", "|="},
    {&Slots::xor_, &Slots::inplace_xor, "^", "^="},
    {&Slots::matrix_multiply, &Slots::inplace_matrix_multiply, "@", "@="},
};

constexpr const OperatorRow& row_of(BinaryOp op) { return kOperators[static_cast<int>(op)]; }

// Asks the operands' types. NotImplemented: neither knows.
Result<Ref> ask_both(ThreadState& ts, BinaryFn Slots::*slot, Value left, Value right) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  Type& left_type = type_of(ts, left);
  Type& right_type = type_of(ts, right);
  BinaryFn first = left_type.slots.*slot;
  BinaryFn second = &left_type == &right_type ? nullptr : right_type.slots.*slot;
  if (second == first) second = nullptr;
  if (first != nullptr) {
    if (second != nullptr && is_subtype(right_type, left_type)) {
      Ref answer = TRY(second(ts, left, right));
      if (!answer.get().is_not_implemented()) return answer;
      second = nullptr;
    }
    Ref answer = TRY(first(ts, left, right));
    if (!answer.get().is_not_implemented()) return answer;
  }
  if (second != nullptr) return second(ts, left, right);
  return Result<Ref>::not_implemented();
}

Raised raise_unsupported(ThreadState& ts, const char* symbol, Value left, Value right) {
  return raise(ts, Exc::kTypeError, "unsupported operand type(s) for %s: '%.100s' and '%.100s'", symbol,
               type_name(ts, left), type_name(ts, right));
}

bool is_print_function(ThreadState& ts, Value value) {
  if (!is_exactly(value, TypeId::kBuiltin)) return false;
  Result<Ref> name = find_attr(ts, value, "__name__");
  if (name.raised()) {
    ts.clear_pending();
    return false;
  }
  Ref text = name.take();
  return is_str(text) && str_equal(as<Str>(text), "print");
}

// `print >> file`, the print statement of Python 2, gets a hint.
Raised raise_unsupported_shift(ThreadState& ts, const char* symbol, Value left, Value right) {
  if (symbol == row_of(BinaryOp::kRshift).symbol && is_print_function(ts, left)) {
    return raise(ts, Exc::kTypeError,
                 "unsupported operand type(s) for %s: '%.100s' and '%.100s'. Did you mean \"print(<message>, "
                 "file=<output_stream>)\"?",
                 symbol, type_name(ts, left), type_name(ts, right));
  }
  return raise_unsupported(ts, symbol, left, right);
}

// sequence * count
Result<Ref> repeat(ThreadState& ts, RepeatFn slot, Value sequence, Value count) {
  if (!count.is_int() && type_of(ts, count).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "can't multiply sequence by non-int of type '%.200s'", type_name(ts, count));
  }
  int64_t times = TRY(to_index(ts, count));
  return slot(ts, sequence, times);
}

// What + and * mean for sequences, when no number knows them.
Result<Ref> concat_or_repeat(ThreadState& ts, BinaryOp op, Value left, Value right, const char* symbol) {
  const Slots& left_slots = type_of(ts, left).slots;
  if (op == BinaryOp::kAdd && left_slots.concat != nullptr) return left_slots.concat(ts, left, right);
  if (op == BinaryOp::kMultiply) {
    if (left_slots.repeat != nullptr) return repeat(ts, left_slots.repeat, left, right);
    RepeatFn right_repeat = type_of(ts, right).slots.repeat;
    if (right_repeat != nullptr) return repeat(ts, right_repeat, right, left);
  }
  if (op == BinaryOp::kRshift) return raise_unsupported_shift(ts, symbol, left, right);
  return raise_unsupported(ts, symbol, left, right);
}

Result<Ref> binary_int(ThreadState& ts, BinaryOp op, Value a, Value b) {
  switch (op) {
    case BinaryOp::kAdd: return int_add(ts, a, b);
    case BinaryOp::kSubtract: return int_subtract(ts, a, b);
    case BinaryOp::kMultiply: return int_multiply(ts, a, b);
    case BinaryOp::kTrueDivide: return int_true_divide(ts, a, b);
    case BinaryOp::kFloorDivide: return int_floor_divide(ts, a, b);
    case BinaryOp::kRemainder: return int_remainder(ts, a, b);
    case BinaryOp::kPower: return int_power(ts, a, b);
    case BinaryOp::kLshift: return int_shift_left(ts, a, b);
    case BinaryOp::kRshift: return int_shift_right(ts, a, b);
    case BinaryOp::kAnd: return int_and(ts, a, b);
    case BinaryOp::kOr: return int_or(ts, a, b);
    case BinaryOp::kXor: return int_xor(ts, a, b);
    case BinaryOp::kMatrixMultiply: break;
  }
  return Result<Ref>::not_implemented();
}

// NotImplemented: no operator of floats.
Result<Ref> binary_float(ThreadState& ts, BinaryOp op, double a, double b) {
  switch (op) {
    case BinaryOp::kAdd: return new_float(ts, a + b);
    case BinaryOp::kSubtract: return new_float(ts, a - b);
    case BinaryOp::kMultiply: return new_float(ts, a * b);
    case BinaryOp::kTrueDivide: return float_true_divide(ts, a, b);
    case BinaryOp::kFloorDivide: return float_floor_divide(ts, a, b);
    case BinaryOp::kRemainder: return float_remainder(ts, a, b);
    case BinaryOp::kPower: return float_power(ts, a, b);
    default: return Result<Ref>::not_implemented();
  }
}

bool is_exact_int(Value value) { return value.is_int() || is_exactly(value, TypeId::kInt); }
bool is_inline_number(Value value) { return value.is_int() || value.is_float(); }
double inline_number(Value value) { return value.is_float() ? value.as_float() : static_cast<double>(value.as_int()); }

// OPTIMIZATION: exact ints, and inline floats or ints with them, need no slots. NotImplemented: not such a pair.
ALWAYS_INLINE Result<Ref> binary_exact(ThreadState& ts, BinaryOp op, Value left, Value right) {
  if (is_exact_int(left) && is_exact_int(right)) return binary_int(ts, op, left, right);
  if (is_inline_number(left) && is_inline_number(right)) {
    return binary_float(ts, op, inline_number(left), inline_number(right));
  }
  return Result<Ref>::not_implemented();
}

Result<Ref> binary_any(ThreadState& ts, BinaryOp op, Value left, Value right, const char* symbol) {
  Ref answer = TRY(ask_both(ts, row_of(op).slot, left, right));
  if (!answer.get().is_not_implemented()) return answer;
  return concat_or_repeat(ts, op, left, right, symbol);
}

TernaryFn power_slot(ThreadState& ts, Value value) { return type_of(ts, value).slots.power; }

// The types of the base, the exponent and the modulus are asked, in this order, each slot once.
Result<Ref> ask_power(ThreadState& ts, Value base, Value exponent, Value modulus) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  TernaryFn first = power_slot(ts, base);
  TernaryFn second = power_slot(ts, exponent);
  if (second == first) second = nullptr;
  if (first != nullptr) {
    if (second != nullptr && is_subtype(type_of(ts, exponent), type_of(ts, base))) {
      Ref answer = TRY(second(ts, base, exponent, modulus));
      if (!answer.get().is_not_implemented()) return answer;
      second = nullptr;
    }
    Ref answer = TRY(first(ts, base, exponent, modulus));
    if (!answer.get().is_not_implemented()) return answer;
  }
  if (second != nullptr) {
    Ref answer = TRY(second(ts, base, exponent, modulus));
    if (!answer.get().is_not_implemented()) return answer;
  }
  TernaryFn third = modulus.is_none() ? nullptr : power_slot(ts, modulus);
  if (third != nullptr && third != first && third != power_slot(ts, exponent)) {
    return third(ts, base, exponent, modulus);
  }
  return Result<Ref>::not_implemented();
}

}  // namespace

Result<Ref> binary_op(ThreadState& ts, BinaryOp op, Value left, Value right) {
  Ref exact = TRY(binary_exact(ts, op, left, right));
  if (!exact.get().is_not_implemented()) return exact;
  if (UNLIKELY(op == BinaryOp::kPower)) return number_power(ts, left, right, Value::none());
  return binary_any(ts, op, left, right, row_of(op).symbol);
}

Result<Ref> inplace_op(ThreadState& ts, BinaryOp op, Value left, Value right) {
  Ref exact = TRY(binary_exact(ts, op, left, right));
  if (!exact.get().is_not_implemented()) return exact;
  const OperatorRow& row = row_of(op);
  const Slots& slots = type_of(ts, left).slots;
  if (op == BinaryOp::kPower) {
    if (slots.inplace_power != nullptr) {
      Ref answer = TRY(slots.inplace_power(ts, left, right, Value::none()));
      if (!answer.get().is_not_implemented()) return answer;
    }
    Ref answer = TRY(ask_power(ts, left, right, Value::none()));
    if (!answer.get().is_not_implemented()) return answer;
    return raise_unsupported(ts, row.in_place_symbol, left, right);
  }
  if (BinaryFn in_place = slots.*row.in_place; in_place != nullptr) {
    Ref answer = TRY(in_place(ts, left, right));
    if (!answer.get().is_not_implemented()) return answer;
  }
  if (op == BinaryOp::kAdd && slots.inplace_concat != nullptr) {
    Ref answer = TRY(ask_both(ts, row.slot, left, right));
    if (!answer.get().is_not_implemented()) return answer;
    return type_of(ts, left).slots.inplace_concat(ts, left, right);
  }
  if (op == BinaryOp::kMultiply && slots.inplace_repeat != nullptr) {
    Ref answer = TRY(ask_both(ts, row.slot, left, right));
    if (!answer.get().is_not_implemented()) return answer;
    return repeat(ts, type_of(ts, left).slots.inplace_repeat, left, right);
  }
  return binary_any(ts, op, left, right, row.in_place_symbol);
}

Result<Ref> number_power(ThreadState& ts, Value base, Value exponent, Value modulus) {
  if (modulus.is_null()) modulus = Value::none();
  Ref answer = TRY(ask_power(ts, base, exponent, modulus));
  if (!answer.get().is_not_implemented()) return answer;
  if (modulus.is_none()) return raise_unsupported(ts, row_of(BinaryOp::kPower).symbol, base, exponent);
  return raise(ts, Exc::kTypeError, "unsupported operand type(s) for ** or pow(): '%.100s', '%.100s', '%.100s'",
               type_name(ts, base), type_name(ts, exponent), type_name(ts, modulus));
}

Result<Ref> number_divmod(ThreadState& ts, Value left, Value right) {
  Ref answer = TRY(ask_both(ts, &Slots::divmod, left, right));
  if (!answer.get().is_not_implemented()) return answer;
  return raise_unsupported(ts, "divmod()", left, right);
}

namespace {

Result<Ref> unary(ThreadState& ts, UnaryFn Slots::*slot, Value value, const char* what) {
  UnaryFn function = type_of(ts, value).slots.*slot;
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  if (function != nullptr) return function(ts, value);
  return raise(ts, Exc::kTypeError, "bad operand type for %s: '%.200s'", what, type_name(ts, value));
}

}  // namespace

Result<Ref> number_negative(ThreadState& ts, Value value) {
  if (value.is_int()) return int_negative(ts, value);
  return unary(ts, &Slots::negative, value, "unary -");
}
Result<Ref> number_positive(ThreadState& ts, Value value) { return unary(ts, &Slots::positive, value, "unary +"); }
Result<Ref> number_invert(ThreadState& ts, Value value) { return unary(ts, &Slots::invert, value, "unary ~"); }
Result<Ref> number_absolute(ThreadState& ts, Value value) { return unary(ts, &Slots::absolute, value, "abs()"); }

}  // namespace pyemb
