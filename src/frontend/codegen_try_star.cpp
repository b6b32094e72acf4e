// SPDX-License-Identifier: MIT
// try ... except*. R[error] is the original exception, R[error + 1] the one handled before, then a list of what the clauses
// raise, then what is not matched yet. All clauses run; what they raised and what is left goes on together.
#include "frontend/codegen.h"

namespace pyemb {

using ast::as;

void Codegen::except_star(ast::TryStar* s) {
  Label end;
  Block guarded{.kind = Block::Kind::kTry};
  guarded.outer_protection = u_->code.protection();
  Reg error = top();
  int32_t protection = u_->code.protect(error);
  if (!push_block(guarded)) return;
  statements(s->body);
  pop_block();
  u_->code.set_protection(guarded.outer_protection);
  statements(s->orelse);
  u_->code.artificial_jump(Op::kJUMP, end);

  u_->code.place_handler(protection);
  push(2);
  no_location();
  emit(Op::kPUSH_HANDLED, error + 1, error);
  int32_t cleanup = u_->code.protect(error + 2);
  if (!push_block({.kind = Block::Kind::kGroupHandler})) return;
  Reg raised = push();
  Reg rest = push();
  locate(s->handlers[0]);
  emit(Op::kBUILD_LIST, raised, raised, 0);
  emit(Op::kCOPY, rest, error);
  for (ast::excepthandler* handler : s->handlers) except_star_clause(as<ast::ExceptHandler>(handler), raised, rest);
  pop_block();
  no_location();
  emit(Op::kLIST_APPEND, raised, rest);
  emit(Op::kPREPARE_RERAISE_STAR, rest, error, raised);
  Reg copy = push();
  Label go_on;
  emit(Op::kCOPY, copy, rest);
  u_->code.jump(Op::kJUMP_IF_NOT_NONE, u_->loc, copy, go_on);
  u_->code.set_protection(guarded.outer_protection);
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kDROP, error);
  u_->code.artificial_jump(Op::kJUMP, end);
  u_->code.place(go_on);
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kRERAISE, rest);
  reraise_cleanup(cleanup, error);
  release(error);
  u_->code.place(end);
}

/// One clause: takes its part out of R[rest]; while its body runs that part is the exception being handled.
void Codegen::except_star_clause(ast::ExceptHandler* handler, Reg raised, Reg rest) {
  Label next;
  locate(handler);
  Reg mark = top();
  int32_t outer = u_->code.protection();
  Reg matched = push();
  Reg unmatched = push();
  Reg type = operand(handler->type);
  emit(Op::kMATCH_EXCEPTION_GROUP, matched, rest, type);
  release(unmatched + 1);
  move(rest, unmatched);
  Reg copy = push();
  emit(Op::kCOPY, copy, matched);
  u_->code.jump(Op::kJUMP_IF_NONE, u_->loc, copy, next);
  release(copy);
  Reg handled = unmatched;
  emit(Op::kPUSH_HANDLED, handled, matched);
  int32_t guard = u_->code.protect(handled + 1);
  if (handler->name != nullptr) store_copy(handler->name, matched);
  if (!push_block({.kind = Block::Kind::kHandlers})) return;
  statements(handler->body);
  pop_block();
  u_->code.set_protection(outer);
  no_location();
  emit(Op::kPOP_HANDLED, handled);
  emit(Op::kDROP, matched);
  if (handler->name != nullptr) forget_name(handler->name);
  u_->code.artificial_jump(Op::kJUMP, next);

  u_->code.place_handler(guard);
  Reg failure = push();
  emit(Op::kPOP_HANDLED, handled);
  emit(Op::kDROP, matched);
  emit(Op::kLIST_APPEND, raised, failure);
  if (handler->name != nullptr) forget_name(handler->name);
  u_->code.place(next);
  release(mark);
}

}  // namespace pyemb
