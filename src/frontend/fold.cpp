// SPDX-License-Identifier: MIT
#include "frontend/fold.h"

#include <bit>

#include "objects/int.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/set.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

using ast::as;
using ast::NodeKind;
using Kind = ast::constant::Kind;

// Values larger than this are computed at run time.
constexpr uint64_t kMaxIntBits = 128;
constexpr int64_t kMaxTupleItems = 256;
constexpr int64_t kMaxTextLength = 4096;
constexpr int64_t kMaxNestedItems = 4096;

bool is_constant(const ast::expr* e) { return ast::is<ast::Constant>(e); }

/// A Constant node with this value in place of `e`.
ast::expr* replace(Compilation& c, ast::expr* e, Ref value) {
  Result<uint32_t> number = c.constants.add(std::move(value));
  if (number.raised()) return c.fail(), e;
  auto* constant = c.make<ast::Constant>();
  if (constant == nullptr) return e;
  static_cast<ast::Located&>(*constant) = *e;
  constant->node_kind = NodeKind::Constant;
  constant->value.kind = Kind::kValue;
  constant->value.integer = number.take();
  return constant;
}

/// The same for the outcome of an operation. One that raised is left to raise again at run time.
ast::expr* replace(Compilation& c, ast::expr* e, Result<Ref> outcome) {
  if (LIKELY(!outcome.raised())) return replace(c, e, outcome.take());
  if (pending_is(c.ts, Exc::kMemoryError) || pending_is(c.ts, Exc::kKeyboardInterrupt)) {
    c.fail();
  } else {
    c.ts.clear_pending();
  }
  return e;
}

/// Items of a tuple and of the tuples in it, up to `limit`.
int64_t count_items(const Tuple& tuple, int64_t limit) {
  int64_t count = tuple.size;
  for (int64_t i = 0; i < tuple.size && count <= limit; ++i) {
    if (is_tuple(tuple.at(i))) count += count_items(as<Tuple>(tuple.at(i)), limit - count);
  }
  return count;
}

bool is_text(Value value) { return is_exactly(value, TypeId::kStr) || is_exactly(value, TypeId::kBytes); }

/// sequence * count
bool small_repetition(Compilation& c, Value sequence, Value count) {
  int64_t n;
  if (!int_fits_int64(count, n)) return false;
  if (n < 0) return !is_tuple(sequence) || as<Tuple>(sequence).size == 0;
  if (is_tuple(sequence)) {
    const Tuple& tuple = as<Tuple>(sequence);
    if (tuple.size == 0) return true;
    if (n > kMaxTupleItems / tuple.size) return false;
    return n == 0 || count_items(tuple, kMaxNestedItems / n) <= kMaxNestedItems / n;
  }
  Result<int64_t> size = length(c.ts, sequence);
  if (size.raised()) return c.fail(), false;
  return size.take() == 0 || n <= kMaxTextLength / size.take();
}

/// Whether the result is of modest size.
bool worth_folding(Compilation& c, ast::operator_ op, Value left, Value right) {
  bool ints = is_any_int(left) && is_any_int(right);
  switch (op) {
    case ast::operator_::Mult:
      if (ints) return int_bit_length(left) + int_bit_length(right) <= kMaxIntBits;
      if (is_any_int(left) && (is_tuple(right) || is_text(right))) return small_repetition(c, right, left);
      if (is_any_int(right) && (is_tuple(left) || is_text(left))) return small_repetition(c, left, right);
      return true;
    case ast::operator_::Pow: {
      if (!ints || int_sign(right) <= 0) return true;
      int64_t exponent;
      if (!int_fits_int64(right, exponent)) return false;
      return int_bit_length(left) <= kMaxIntBits / static_cast<uint64_t>(exponent);
    }
    case ast::operator_::LShift: {
      if (!ints || int_sign(left) == 0 || int_sign(right) <= 0) return true;
      int64_t count;
      if (!int_fits_int64(right, count)) return false;
      return static_cast<uint64_t>(count) <= kMaxIntBits && int_bit_length(left) <= kMaxIntBits - static_cast<uint64_t>(count);
    }
    case ast::operator_::Mod: return !is_text(left);
    default: return true;
  }
}

/// The elements' values as a tuple; null: some are no constants, or failed.
Own<Tuple> tuple_of_constants(Compilation& c, Seq<ast::expr*> elements) {
  for (const ast::expr* element : elements) {
    if (!is_constant(element)) return {};
  }
  Result<Own<Tuple>> made = new_tuple(c.ts, static_cast<int64_t>(elements.size));
  if (made.raised()) return c.fail(), Own<Tuple>();
  Own<Tuple> tuple = made.take();
  for (uint32_t i = 0; i < elements.size; ++i) {
    Value value = constant_value(c, elements[i]);
    if (c.failed) return {};
    tuple->set(i, Ref::copy(value));
  }
  return tuple;
}

}  // namespace

Value constant_value(Compilation& c, const ast::expr* e) {
  Result<uint32_t> number = c.constants.add(as<ast::Constant>(e)->value);
  if (number.raised()) return c.fail(), Value::null();
  return c.constants.at(number.take());
}

bool folded_is_str(Compilation& c, const ast::expr* e) {
  const ast::constant& value = as<ast::Constant>(e)->value;
  if (value.kind != Kind::kValue) return value.kind == Kind::kStr;
  return is_str(c.constants.at(static_cast<uint32_t>(value.integer)));
}

ast::expr* fold_binary(Compilation& c, ast::BinOp* e) {
  if (c.failed || !c.folds || !is_constant(e->left)) return e;
  if (e->op == ast::operator_::Mod && ast::is<ast::Tuple>(e->right)) return fold_format(c, e);
  if (!is_constant(e->right)) return e;
  static constexpr BinaryOp kOps[] = {
      BinaryOp::kAdd,    BinaryOp::kSubtract, BinaryOp::kMultiply, BinaryOp::kMatrixMultiply, BinaryOp::kTrueDivide,
      BinaryOp::kRemainder, BinaryOp::kPower, BinaryOp::kLshift,   BinaryOp::kRshift,         BinaryOp::kOr,
      BinaryOp::kXor,    BinaryOp::kAnd,      BinaryOp::kFloorDivide};
  Value left = constant_value(c, e->left);
  Value right = constant_value(c, e->right);
  if (c.failed || e->op == ast::operator_::MatMult || !worth_folding(c, e->op, left, right)) return e;
  return replace(c, e, binary_op(c.ts, kOps[static_cast<int>(e->op)], left, right));
}

ast::expr* fold_unary(Compilation& c, ast::UnaryOp* e) {
  if (c.failed || !c.folds) return e;
  if (ast::is<ast::Compare>(e->operand) && e->op == ast::unaryop::Not) {
    auto* compare = as<ast::Compare>(e->operand);
    if (compare->ops.size != 1) return e;
    ast::cmpop& op = compare->ops[0];
    switch (op) {
      case ast::cmpop::Is: op = ast::cmpop::IsNot; return compare;
      case ast::cmpop::IsNot: op = ast::cmpop::Is; return compare;
      case ast::cmpop::In: op = ast::cmpop::NotIn; return compare;
      case ast::cmpop::NotIn: op = ast::cmpop::In; return compare;
      default: return e;
    }
  }
  if (!is_constant(e->operand)) return e;
  Value value = constant_value(c, e->operand);
  if (c.failed) return e;
  switch (e->op) {
    case ast::unaryop::Invert: return replace(c, e, number_invert(c.ts, value));
    case ast::unaryop::UAdd: return replace(c, e, number_positive(c.ts, value));
    case ast::unaryop::USub: return replace(c, e, number_negative(c.ts, value));
    case ast::unaryop::Not: {
      Result<bool> truthy = truth(c.ts, value);
      if (truthy.raised()) return replace(c, e, Result<Ref>(Raised{}));
      return replace(c, e, Ref::steal(Value::boolean(!truthy.take())));
    }
  }
  return e;
}

ast::expr* fold_subscript(Compilation& c, ast::Subscript* e) {
  if (c.failed || !c.folds || e->ctx != ast::expr_context::Load || !is_constant(e->value) || !is_constant(e->slice)) return e;
  Value value = constant_value(c, e->value);
  Value index = constant_value(c, e->slice);
  if (c.failed) return e;
  return replace(c, e, get_item(c.ts, value, index));
}

ast::expr* fold_tuple(Compilation& c, ast::Tuple* e) {
  if (c.failed || !c.folds || e->ctx != ast::expr_context::Load) return e;
  Own<Tuple> tuple = tuple_of_constants(c, e->elts);
  return tuple ? replace(c, e, Ref(std::move(tuple))) : e;
}

ast::expr* fold_iterable(Compilation& c, ast::expr* e) {
  if (c.failed || !c.folds) return e;
  if (ast::is<ast::List>(e)) {
    for (const ast::expr* element : as<ast::List>(e)->elts) {
      if (ast::is<ast::Starred>(element)) return e;
    }
    auto* tuple = c.make<ast::Tuple>();
    if (tuple == nullptr) return e;
    static_cast<ast::Located&>(*tuple) = *e;
    tuple->node_kind = NodeKind::Tuple;
    tuple->elts = as<ast::List>(e)->elts;
    tuple->ctx = ast::expr_context::Load;
    return fold_tuple(c, tuple);
  }
  if (ast::is<ast::Set>(e)) {
    Own<Tuple> items = tuple_of_constants(c, as<ast::Set>(e)->elts);
    if (items) return replace(c, e, to_frozenset(c.ts, items));
  }
  return e;
}

void fold_compare(Compilation& c, ast::Compare* e) {
  ast::cmpop last = e->ops.back();
  if (last == ast::cmpop::In || last == ast::cmpop::NotIn) e->comparators.back() = fold_iterable(c, e->comparators.back());
}

ast::expr* fold_debug(Compilation& c, ast::Name* e) {
  return c.folds ? replace(c, e, Ref::steal(Value::boolean(c.optimize == 0))) : e;
}

}  // namespace pyemb
