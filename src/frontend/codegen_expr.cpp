// SPDX-License-Identifier: MIT
// Expressions, but for comparisons, displays, calls and comprehensions.
#include "frontend/codegen.h"
#include "objects/raise.h"
#include "objects/number.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

namespace {

/// By ast::operator_.
constexpr BinaryOp kBinaryOps[] = {
    BinaryOp::kAdd,       BinaryOp::kSubtract, BinaryOp::kMultiply, BinaryOp::kMatrixMultiply, BinaryOp::kTrueDivide,
    BinaryOp::kRemainder, BinaryOp::kPower,    BinaryOp::kLshift,   BinaryOp::kRshift,         BinaryOp::kOr,
    BinaryOp::kXor,       BinaryOp::kAnd,      BinaryOp::kFloorDivide};

Op opcode(Op first, ast::operator_ op) {
  return static_cast<Op>(static_cast<int>(first) + static_cast<int>(kBinaryOps[static_cast<int>(op)]));
}
static_assert(static_cast<int>(Op::kMATRIX_MULTIPLY) - static_cast<int>(Op::kADD) == static_cast<int>(BinaryOp::kMatrixMultiply));
static_assert(static_cast<int>(Op::kMATRIX_MULTIPLY_K) - static_cast<int>(Op::kADD_K) == static_cast<int>(BinaryOp::kMatrixMultiply));
static_assert(static_cast<int>(Op::kINPLACE_MATRIX_MULTIPLY) - static_cast<int>(Op::kINPLACE_ADD) == static_cast<int>(BinaryOp::kMatrixMultiply));

}  // namespace

// -- the three ways ----------------------------------------------------------------------------------------------------

/// `before_use`: what is evaluated between now and the use of the operand; it may rebind a local.
Reg Codegen::operand(ast::expr* e, const ast::expr* before_use) {
  Reg local = in_place(e, !is_simple(before_use));
  if (local != kNoReg) return local;
  Reg temp = push();
  into(e, temp);
  return temp;
}

/// The same; a value that is no local goes to `dst` if that is the topmost temporary.
Reg Codegen::operand_near(ast::expr* e, Reg dst, const ast::expr* before_use) {
  Reg local = in_place(e, !is_simple(before_use));
  if (local != kNoReg) return local;
  Reg temp = scratch(dst);
  into(e, temp);
  return temp;
}

/// The same; anything may be evaluated before the use.
Reg Codegen::operand_kept(ast::expr* e) {
  Reg local = in_place(e, true);
  if (local != kNoReg) return local;
  Reg temp = push();
  into(e, temp);
  return temp;
}

void Codegen::effect(ast::expr* e) {
  Reg mark = top();
  switch (e->node_kind) {
    case NodeKind::Constant: return;
    case NodeKind::NamedExpr: {
      Position saved = u_->loc;
      locate(e);
      walrus(as<ast::NamedExpr>(e), kNoReg);
      u_->loc = saved;
      return;
    }
    default: {
      Reg value = operand(e);
      if (is_temp(value)) emit(Op::kDROP, value);
    }
  }
  release(mark);
}

void Codegen::into(ast::expr* e, Reg dst) {
  if (stop()) return;
  Position saved = u_->loc;
  locate(e);
  Reg mark = top();
  into_kind(e, dst);
  release(mark);
  u_->loc = saved;
}

void Codegen::into_kind(ast::expr* e, Reg dst) {
  switch (e->node_kind) {
    case NodeKind::Name: return load_name(as<ast::Name>(e)->id, dst);
    case NodeKind::Constant: return constant(e, dst);
    case NodeKind::Attribute: return attribute(as<ast::Attribute>(e), dst);
    case NodeKind::Call: return call(as<ast::Call>(e), dst);
    case NodeKind::BinOp: return binary(as<ast::BinOp>(e), dst);
    case NodeKind::UnaryOp: return unary(as<ast::UnaryOp>(e), dst);
    case NodeKind::Compare: return compare(as<ast::Compare>(e), dst);
    case NodeKind::Subscript: return subscript(as<ast::Subscript>(e), dst);
    case NodeKind::Tuple: return tuple_or_list(as<ast::Tuple>(e)->elts, dst, Op::kBUILD_TUPLE);
    case NodeKind::List: return tuple_or_list(as<ast::List>(e)->elts, dst, Op::kBUILD_LIST);
    case NodeKind::Set: return set_display(as<ast::Set>(e), dst);
    case NodeKind::Dict: return dict_display(as<ast::Dict>(e), dst);
    case NodeKind::BoolOp: return boolean(as<ast::BoolOp>(e), dst);
    case NodeKind::IfExp: return conditional(as<ast::IfExp>(e), dst);
    case NodeKind::Lambda: return lambda(as<ast::Lambda>(e), dst);
    case NodeKind::JoinedStr: return joined_string(as<ast::JoinedStr>(e), dst);
    case NodeKind::FormattedValue: return formatted_value(as<ast::FormattedValue>(e), dst);
    case NodeKind::NamedExpr: return walrus(as<ast::NamedExpr>(e), dst);
    case NodeKind::Yield: return yield(as<ast::Yield>(e), dst);
    case NodeKind::YieldFrom: return yield_from(as<ast::YieldFrom>(e), dst);
    case NodeKind::Await: return await(as<ast::Await>(e), dst);
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp: return comprehension(e, dst);
    case NodeKind::Slice: return slice(as<ast::Slice>(e), dst);
    case NodeKind::Starred: return error("can't use starred expression here");
    default: return error("unexpected expression");
  }
}

// -- plain values ------------------------------------------------------------------------------------------------------

void Codegen::constant(const ast::expr* e, Reg dst) { load_constant(dst, constant_index(e)); }

void Codegen::attribute(ast::Attribute* e, Reg dst) {
  Reg object = operand_near(e->value, dst);
  start_at_attribute(e);
  emit(Op::kLOAD_ATTR, dst, object, attribute_index(e->attr));
}

void Codegen::walrus(ast::NamedExpr* e, Reg dst) {
  const Identifier* id = as<ast::Name>(e->target)->id;
  Variable v = variable(id);
  if (v.access == Variable::Access::kFast && !forbidden_name(id, ast::expr_context::Store)) {
    into(e->value, v.reg);
    u_->code.set_bound(v.reg);
    if (dst != kNoReg) move(dst, v.reg);
    return;
  }
  Reg mark = top();
  Reg value = dst != kNoReg && is_temp(dst) ? dst : push();
  into(e->value, value);
  Position saved = u_->loc;
  locate(e->target);
  if (dst == kNoReg) {
    store_name(id, value);
  } else {
    Reg copy = push();
    emit(Op::kCOPY, copy, value);
    store_name(id, copy);
  }
  u_->loc = saved;
  if (dst != kNoReg) move(dst, value);
  release(mark);
}

// -- operators ---------------------------------------------------------------------------------------------------------

void Codegen::binary(ast::BinOp* e, Reg dst) {
  Reg left = operand_near(e->left, dst, e->right);
  if (ast::is<ast::Constant>(e->right)) {
    uint32_t k = constant_index(e->right);
    if (k <= kMaxOperand) return emit(opcode(Op::kADD_K, e->op), dst, left, k);
  }
  Reg right = operand(e->right);
  emit(opcode(Op::kADD, e->op), dst, left, right);
}

/// dst = left op= right
void Codegen::inplace(ast::operator_ op, Reg dst, Reg left, ast::expr* right) {
  bool has_constant_form = op == ast::operator_::Add || op == ast::operator_::Sub;
  if (has_constant_form && ast::is<ast::Constant>(right)) {
    uint32_t k = constant_index(right);
    if (k <= kMaxOperand) {
      return emit(op == ast::operator_::Add ? Op::kINPLACE_ADD_K : Op::kINPLACE_SUBTRACT_K, dst, left, k);
    }
  }
  Reg value = operand(right);
  emit(opcode(Op::kINPLACE_ADD, op), dst, left, value);
}

void Codegen::unary(ast::UnaryOp* e, Reg dst) {
  Reg value = operand_near(e->operand, dst);
  switch (e->op) {
    case ast::unaryop::Invert: return emit(Op::kINVERT, dst, value);
    case ast::unaryop::Not: return emit(Op::kNOT, dst, value);
    case ast::unaryop::UAdd: return emit(Op::kPOSITIVE, dst, value);
    case ast::unaryop::USub: return emit(Op::kNEGATIVE, dst, value);
  }
}

/// `a and b`, `a or b` as a value. A local destination may be read by the later operands, so the value waits in a temporary.
void Codegen::boolean(ast::BoolOp* e, Reg dst) {
  bool is_or = e->op == ast::boolop::Or;
  Op jump = is_or ? Op::kJUMP_IF_TRUE_OR_DROP : Op::kJUMP_IF_FALSE_OR_DROP;
  Label end;
  Reg value = scratch(dst);
  for (uint32_t i = 0; i + 1 < e->values.size; ++i) {
    bool truth;
    if (known_truth(e->values[i], &truth)) {
      if (truth != is_or) continue;
      into(e->values[i], value);  // decides; what follows is compiled for its errors alone
      u_->code.artificial_jump(Op::kJUMP, end);
      continue;
    }
    into(e->values[i], value);
    u_->code.jump(jump, u_->loc, value, end);
  }
  into(e->values.back(), value);
  u_->code.place(end);
  move(dst, value);
}

void Codegen::conditional(ast::IfExp* e, Reg dst) {
  Label otherwise;
  Label end;
  // A branch may read a local destination, but not after the other one has written it: each writes last.
  jump_if(e->test, otherwise, false);
  into(e->body, dst);
  u_->code.artificial_jump(Op::kJUMP, end);
  u_->code.place(otherwise);
  into(e->orelse, dst);
  u_->code.place(end);
}

// -- subscripts --------------------------------------------------------------------------------------------------------

void Codegen::subscript(ast::Subscript* e, Reg dst) {
  check_subscripted(e->value);
  check_index(e->value, e->slice);
  Reg object = operand_near(e->value, dst, e->slice);
  if (ast::is<ast::Slice>(e->slice) && as<ast::Slice>(e->slice)->step == nullptr) {
    auto* bounds = as<ast::Slice>(e->slice);
    Reg pair = push();
    slice_bound(bounds->lower, pair);
    slice_bound(bounds->upper, push());
    return emit(Op::kLOAD_SLICE, dst, object, pair);
  }
  if (ast::is<ast::Constant>(e->slice)) {
    uint32_t k = constant_index(e->slice);
    if (k <= kMaxOperand) return emit(Op::kSUBSCRIPT_K, dst, object, k);
  }
  Reg index = operand(e->slice);
  emit(Op::kSUBSCRIPT, dst, object, index);
}

void Codegen::slice_bound(ast::expr* e, Reg dst) {
  if (e == nullptr) return load_none(dst);
  into(e, dst);
}

void Codegen::slice(ast::Slice* e, Reg dst) {
  Reg base = push();
  slice_bound(e->lower, base);
  slice_bound(e->upper, push());
  if (e->step != nullptr) into(e->step, push());
  emit(Op::kBUILD_SLICE, dst, base, e->step != nullptr ? 3 : 2);
}

// -- f-strings ---------------------------------------------------------------------------------------------------------

void Codegen::joined_string(ast::JoinedStr* e, Reg dst) {
  constexpr uint32_t kMostParts = 200;
  if (e->values.size > kMostParts) return joined_string_by_list(e, dst);
  if (e->values.size == 1) return into(e->values[0], dst);
  Reg base = top();
  for (ast::expr* value : e->values) into(value, push());
  emit(Op::kBUILD_STRING, dst, base, e->values.size);
}

/// "".join([part, ...])
void Codegen::joined_string_by_list(ast::JoinedStr* e, Reg dst) {
  Reg base = push(2);
  Result<Own<Str>> empty = intern(c_.ts, "");
  if (empty.raised()) return c_.fail();
  load_value(base, empty.take());
  emit(Op::kLOAD_METHOD, base, base, name_index(c_.known.join));
  Reg list = push();
  emit(Op::kBUILD_LIST, list, list, 0);
  for (ast::expr* value : e->values) {
    Reg part = push();
    into(value, part);
    emit(Op::kLIST_APPEND, list, part);
    release(part);
  }
  emit_call(Op::kCALL_METHOD, base, 1, dst);
}

void Codegen::formatted_value(ast::FormattedValue* e, Reg dst) {
  uint32_t conversion = 0;
  if (e->conversion == 's') conversion = 1;
  if (e->conversion == 'r') conversion = 2;
  if (e->conversion == 'a') conversion = 3;
  if (conversion == 0 && e->conversion != -1) {
    c_.fail();
    return static_cast<void>(raise(c_.ts, Exc::kSystemError, "Unrecognized conversion character %d", e->conversion));
  }
  if (e->format_spec == nullptr) {
    Reg value = operand_near(e->value, dst);
    return emit(Op::kFORMAT_VALUE, dst, value, conversion);
  }
  Reg value = push();
  into(e->value, value);
  into(e->format_spec, push());
  emit(Op::kFORMAT_VALUE, dst, value, conversion | 4);
}

// -- generators and coroutines -----------------------------------------------------------------------------------------

void Codegen::yield(ast::Yield* e, Reg dst) {
  if (!u_->scope->is_function()) return error("'yield' outside function");
  Reg value;
  if (e->value != nullptr) {
    value = operand_near(e->value, dst);
  } else {
    value = scratch(dst);
    load_none(value);
  }
  if (u_->scope->generator && u_->scope->coroutine) {
    Reg wrapped = is_temp(value) ? value : push();
    emit(Op::kASYNC_GEN_WRAP, wrapped, value);
    value = wrapped;
  }
  emit(Op::kYIELD, dst, value);
}

void Codegen::yield_from(ast::YieldFrom* e, Reg dst) {
  if (!u_->scope->is_function()) return error("'yield' outside function");
  if (u_->kind == UnitKind::kAsyncFunction) return error("'yield from' inside async function");
  Reg value = scratch(dst);
  Reg iterator = push();
  Reg source = operand_near(e->value, iterator);
  emit(Op::kYIELD_FROM_ITER, iterator, source);
  delegate(iterator, value);
  move(dst, value);
}

void Codegen::await(ast::Await* e, Reg dst) {
  if (!u_->scope->is_function() && !u_->top_level_await) return error("'await' outside function");
  if (!u_->is_async() && u_->kind != UnitKind::kComprehension) return error("'await' outside async function");
  Reg value = scratch(dst);
  Reg iterator = push();
  Reg source = operand_near(e->value, iterator);
  emit(Op::kGET_AWAITABLE, iterator, source, 0);
  delegate(iterator, value);
  move(dst, value);
}

/// Runs the iterator to its end, handing out what it yields; its result goes to R[value].
void Codegen::delegate(Reg iterator, Reg value) {
  Label loop;
  Label done;
  load_none(value);
  u_->code.place(loop);
  u_->code.jump_word(Op::kSEND, u_->loc, iterator, value, 0, done);
  emit(Op::kYIELD, value, value, 1);
  u_->code.artificial_jump(Op::kJUMP_BACK, loop);
  u_->code.place(done);
}

/// Awaits R[awaitable], a temporary, in place. `where`: see GET_AWAITABLE.
void Codegen::await_register(Reg awaitable, uint32_t where) {
  Reg iterator = push();
  emit(Op::kGET_AWAITABLE, iterator, awaitable, where);
  delegate(iterator, awaitable);
  release(iterator);
}

}  // namespace pyemb
