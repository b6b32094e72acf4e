// SPDX-License-Identifier: MIT
// Comparisons, and conditions as jumps.
#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "objects/operations.h"

namespace pyemb {

using ast::as;
using ast::cmpop;
using ast::NodeKind;

namespace {

bool is_order(cmpop op) { return op <= cmpop::GtE; }

/// The place of an ordering operator among the opcodes: LT, LE, EQ, NE, GT, GE.
int order_of(cmpop op) {
  static constexpr int kPlaces[] = {2, 3, 0, 1, 4, 5};  // Eq, NotEq, Lt, LtE, Gt, GtE
  return kPlaces[static_cast<int>(op)];
}

Op order_opcode(Op first, cmpop op) { return static_cast<Op>(static_cast<int>(first) + order_of(op)); }
static_assert(static_cast<int>(Op::kGE) - static_cast<int>(Op::kLT) == 5);
static_assert(static_cast<int>(Op::kJUMP_GE) - static_cast<int>(Op::kJUMP_LT) == 5);
static_assert(static_cast<int>(Op::kJUMP_GE_K) - static_cast<int>(Op::kJUMP_LT_K) == 5);

bool is_identity(cmpop op) { return op == cmpop::Is || op == cmpop::IsNot; }

/// A literal whose identity says nothing.
bool is_plain_literal(Compilation& c, const ast::expr* e) {
  if (!ast::is<ast::Constant>(e)) return false;
  Value value = constant_value(c, e);
  return !c.failed && !value.is_none() && !value.is_bool() && !value.is_ellipsis();
}

}  // namespace

bool Codegen::is_none(const ast::expr* e) {
  return ast::is<ast::Constant>(e) && constant_value(c_, e).is_none();
}

/// Whether a constant's truth is known now.
bool Codegen::known_truth(const ast::expr* e, bool* answer) {
  if (!ast::is<ast::Constant>(e)) return false;
  Value value = constant_value(c_, e);
  if (c_.failed) return false;
  Result<bool> truthy = truth(c_.ts, value);
  if (truthy.raised()) return c_.fail(), false;
  *answer = truthy.take();
  return true;
}

/// `x is 1` is nearly always a mistake.
void Codegen::check_is_literal(ast::Compare* e) {
  bool left = is_plain_literal(c_, e->left);
  for (uint32_t i = 0; i < e->ops.size; ++i) {
    bool right = is_plain_literal(c_, e->comparators[i]);
    if (is_identity(e->ops[i]) && (left || right)) {
      return e->ops[i] == cmpop::Is ? warn("\"is\" with a literal. Did you mean \"==\"?")
                                    : warn("\"is not\" with a literal. Did you mean \"!=\"?");
    }
    left = right;
  }
}

// -- as values ---------------------------------------------------------------------------------------------------------

void Codegen::compare_one(cmpop op, Reg dst, Reg left, Reg right) {
  if (is_order(op)) return emit(order_opcode(Op::kLT, op), dst, left, right);
  static constexpr Op kOps[] = {Op::kIS, Op::kIS_NOT, Op::kIN, Op::kNOT_IN};
  emit(kOps[static_cast<int>(op) - static_cast<int>(cmpop::Is)], dst, left, right);
}

void Codegen::compare(ast::Compare* e, Reg dst) {
  check_is_literal(e);
  if (e->ops.size > 1) return compare_chain(e, dst);
  Reg left = operand_near(e->left, dst, e->comparators[0]);
  Reg right = operand(e->comparators[0]);
  compare_one(e->ops[0], dst, left, right);
}

/// The operands of a chain a < b < c, where each but the first and last is used twice: a local where it is, anything else in one of
/// two temporaries that take turns, copied for its first use.
Codegen::ChainLink Codegen::chain_link(ast::Compare* e, uint32_t i, Reg temps) {
  Reg local = in_place(e->comparators[i], true);
  if (local != kNoReg) return {local, local, false};
  Reg kept = temps + (i & 1);
  into(e->comparators[i], kept);
  Reg copy = push();
  emit(Op::kCOPY, copy, kept);
  return {copy, kept, true};
}

void Codegen::compare_chain(ast::Compare* e, Reg dst) {
  Label end;
  Label drop;
  Reg value = scratch(dst);
  Reg left = operand_kept(e->left);
  Reg temps = push(2);
  Reg mark = top();
  uint32_t last = e->ops.size - 1;
  for (uint32_t i = 0; i < last; ++i) {
    ChainLink link = chain_link(e, i, temps);
    compare_one(e->ops[i], value, left, link.right);
    u_->code.jump(Op::kJUMP_IF_FALSE_OR_DROP, u_->loc, value, link.must_drop ? drop : end);
    left = link.next_left;
    release(mark);
  }
  Reg right = operand(e->comparators[last]);
  compare_one(e->ops[last], value, left, right);
  if (drop.last_use >= 0) {
    u_->code.artificial_jump(Op::kJUMP, end);
    u_->code.place(drop);
    emit(Op::kDROP, temps);
    if (last > 1) emit(Op::kDROP, temps + 1);
  }
  u_->code.place(end);
  move(dst, value);
}

// -- as conditions -----------------------------------------------------------------------------------------------------

/// Jumps to `target` if the truth of `e` is `sense`, else goes on.
void Codegen::jump_if(ast::expr* e, Label& target, bool sense) {
  if (stop()) return;
  Reg mark = top();
  bool truth;
  switch (e->node_kind) {
    case NodeKind::UnaryOp:
      if (as<ast::UnaryOp>(e)->op == ast::unaryop::Not) return jump_if(as<ast::UnaryOp>(e)->operand, target, !sense);
      break;
    case NodeKind::BoolOp: return jump_if_any(as<ast::BoolOp>(e), target, sense);
    case NodeKind::Compare:
      locate(e);  // to stay: what follows up to the next statement is shown there, too (the raise of an assert)
      jump_if_compare(as<ast::Compare>(e), target, sense);
      return release(mark);
    case NodeKind::IfExp: {
      auto* choice = as<ast::IfExp>(e);
      Label otherwise;
      Label end;
      jump_if(choice->test, otherwise, false);
      jump_if(choice->body, target, sense);
      u_->code.artificial_jump(Op::kJUMP, end);
      u_->code.place(otherwise);
      jump_if(choice->orelse, target, sense);
      return u_->code.place(end);
    }
    case NodeKind::Constant:
      if (known_truth(e, &truth)) {
        if (truth == sense) u_->code.artificial_jump(Op::kJUMP, target);
        return;
      }
      break;
    default: break;
  }
  Reg value = operand(e);
  u_->code.jump(sense ? Op::kJUMP_IF_TRUE : Op::kJUMP_IF_FALSE, u_->loc, value, target);
  release(mark);
}

/// `and` fails early, `or` succeeds early: the early way leads to `target`, or just past the end.
void Codegen::jump_if_any(ast::BoolOp* e, Label& target, bool sense) {
  bool early = e->op == ast::boolop::Or;
  Label past;
  Label& early_target = early == sense ? target : past;
  for (uint32_t i = 0; i + 1 < e->values.size; ++i) jump_if(e->values[i], early_target, early);
  jump_if(e->values.back(), target, sense);
  u_->code.place(past);
}

void Codegen::jump_if_compare(ast::Compare* e, Label& target, bool sense) {
  check_is_literal(e);
  if (e->ops.size > 1) return jump_if_chain(e, target, sense);
  cmpop op = e->ops[0];
  ast::expr* right = e->comparators[0];
  if (is_identity(op) && is_none(right)) {
    Reg value = operand(e->left);
    bool when_none = (op == cmpop::Is) == sense;
    return u_->code.jump(when_none ? Op::kJUMP_IF_NONE : Op::kJUMP_IF_NOT_NONE, u_->loc, value, target);
  }
  Reg left = operand(e->left, right);
  jump_compare(op, left, right, target, sense);
}

void Codegen::jump_compare(cmpop op, Reg left, ast::expr* right, Label& target, bool sense) {
  if (is_order(op) && ast::is<ast::Constant>(right)) {
    uint32_t k = constant_index(right);
    if (k <= kMaxOperand) return u_->code.jump_word(order_opcode(Op::kJUMP_LT_K, op), u_->loc, sense, left, k, target);
  }
  jump_compare_registers(op, left, operand(right), target, sense);
}

void Codegen::jump_compare_registers(cmpop op, Reg left, Reg right, Label& target, bool sense) {
  if (is_order(op)) return u_->code.jump_word(order_opcode(Op::kJUMP_LT, op), u_->loc, sense, left, right, target);
  bool negated = op == cmpop::IsNot || op == cmpop::NotIn;
  u_->code.jump_word(is_identity(op) ? Op::kJUMP_IS : Op::kJUMP_IN, u_->loc, sense != negated, left, right, target);
}

void Codegen::jump_if_chain(ast::Compare* e, Label& target, bool sense) {
  Label end;
  Label drop;  // a link failed and its right operand is still there
  Reg left = operand_kept(e->left);
  Reg temps = push(2);
  Reg mark = top();
  uint32_t last = e->ops.size - 1;
  for (uint32_t i = 0; i < last; ++i) {
    ChainLink link = chain_link(e, i, temps);
    Label& failed = sense ? end : target;
    jump_compare_registers(e->ops[i], left, link.right, link.must_drop ? drop : failed, false);
    left = link.next_left;
    release(mark);
  }
  jump_compare(e->ops[last], left, e->comparators[last], target, sense);
  if (drop.last_use >= 0) {
    u_->code.artificial_jump(Op::kJUMP, end);
    u_->code.place(drop);
    emit(Op::kDROP, temps);
    if (last > 1) emit(Op::kDROP, temps + 1);
    if (!sense) u_->code.artificial_jump(Op::kJUMP, target);
  }
  u_->code.place(end);
}

}  // namespace pyemb
