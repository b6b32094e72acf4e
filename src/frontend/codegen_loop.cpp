// SPDX-License-Identifier: MIT
// if, while, for, async for.
#include "frontend/codegen.h"

namespace pyemb {

using ast::as;

void Codegen::if_statement(ast::If* s) {
  if (ast::is<ast::Constant>(s->test)) u_->code.visit_line(u_->loc);
  Label otherwise;
  Label end;
  jump_if(s->test, otherwise, false);
  statements(s->body);
  if (!s->orelse.empty()) {
    u_->code.artificial_jump(Op::kJUMP, end);
    u_->code.place(otherwise);
    statements(s->orelse);
    u_->code.place(end);
  } else {
    u_->code.place(otherwise);
  }
}

void Codegen::while_loop(ast::While* s) {
  Label head;
  Label otherwise;
  Label end;
  Block loop{.kind = Block::Kind::kWhile};
  loop.exit = &end;
  loop.head = &head;
  bool truth;
  bool is_known = ast::is<ast::Constant>(s->test) && known_truth(s->test, &truth);
  if (is_known) u_->code.visit_line(u_->loc);  // seen once, on the way in
  u_->code.place_loop(head);
  if (!push_block(loop)) return;
  if (!is_known) jump_if(s->test, otherwise, false);
  if (is_known && !truth) u_->code.artificial_jump(Op::kJUMP, otherwise);
  statements(s->body);
  u_->code.artificial_jump(Op::kJUMP_BACK, head);
  pop_block();
  u_->code.place(otherwise);
  statements(s->orelse);
  u_->code.place(end);
}

/// FOR_ITER straight into a local, or through a temporary into any other target.
void Codegen::iterate_target(ast::expr* target, Reg iterator, Label& end) {
  if (ast::is<ast::Name>(target)) {
    Variable v = variable(as<ast::Name>(target)->id);
    if (v.access == Variable::Access::kFast && !forbidden_name(v.id, ast::expr_context::Store)) {
      u_->code.jump_word(Op::kFOR_ITER, u_->loc, iterator, v.reg, 0, end);
      return u_->code.set_bound(v.reg);
    }
  }
  Reg item = push();
  u_->code.jump_word(Op::kFOR_ITER, u_->loc, iterator, item, 0, end);
  store(target, item);
  release(item);
}

void Codegen::for_loop(ast::For* s) {
  Label head;
  Label exhausted;
  Label end;
  Block loop{.kind = Block::Kind::kFor};
  loop.exit = &end;
  loop.head = &head;
  Reg iterator = push();
  Reg iterable = operand_near(s->iter, iterator);
  emit(Op::kGET_ITER, iterator, iterable);
  loop.reg = iterator;
  u_->code.place_loop(head);
  if (!push_block(loop)) return;
  iterate_target(s->target, iterator, exhausted);
  statements(s->body);
  no_location();
  u_->code.artificial_jump(Op::kJUMP_BACK, head);
  pop_block();
  u_->code.place(exhausted);
  release(iterator);
  statements(s->orelse);
  u_->code.place(end);
}

/// R[value] = the next item of the asynchronous iterator; *protection covers this, for StopAsyncIteration.
void Codegen::async_next(Reg iterator, Reg value, int32_t* protection) {
  *protection = u_->code.protect(value);
  Reg awaited = push();
  emit(Op::kGET_ANEXT, awaited, iterator);
  delegate(awaited, value);
  release(awaited);
  u_->code.unprotect();
}

void Codegen::async_for_loop(ast::AsyncFor* s) {
  if (!u_->is_async()) return error("'async for' outside async function");
  Label head;
  Label end;
  Block loop{.kind = Block::Kind::kAsyncFor};
  loop.exit = &end;
  loop.head = &head;
  Reg iterator = push();
  Reg iterable = operand_near(s->iter, iterator);
  emit(Op::kGET_AITER, iterator, iterable);
  loop.reg = iterator;
  u_->code.place_loop(head);
  if (!push_block(loop)) return;
  Reg item = push();
  int32_t protection;
  async_next(iterator, item, &protection);
  store(s->target, item);
  release(item);
  statements(s->body);
  u_->code.artificial_jump(Op::kJUMP_BACK, head);
  pop_block();
  u_->code.place_handler(protection);
  locate(s->iter);
  emit(Op::kEND_ASYNC_FOR, iterator, item);
  release(iterator);
  statements(s->orelse);
  u_->code.place(end);
}

}  // namespace pyemb
