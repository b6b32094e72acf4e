// SPDX-License-Identifier: MIT
// with and async with. R[exit] holds the bound __exit__ while the body runs; on an exception the handler has
// R[exit + 1], the exception, and R[exit + 2], the one handled before.
#include "frontend/codegen.h"

namespace pyemb {

using ast::as;

void Codegen::with(ast::With* s, uint32_t item) { with_item(s->items, s->body, item, s, Waiting::kPlain); }

void Codegen::async_with(ast::AsyncWith* s, uint32_t item) {
  if (!u_->is_async()) return error("'async with' outside async function");
  with_item(s->items, s->body, item, s, Waiting::kAsync);
}

void Codegen::with_item(Seq<ast::withitem*> items, Seq<ast::stmt*> body, uint32_t item, ast::stmt* s, Waiting waiting) {
  if (stop()) return;
  bool is_async = waiting == Waiting::kAsync;
  ast::withitem* entry = items[item];
  Block block{.kind = is_async ? Block::Kind::kAsyncWith : Block::Kind::kWith};
  block.outer_protection = u_->code.protection();
  block.where = s;
  Reg exit = push();
  block.reg = exit;
  Reg manager = operand_near(entry->context_expr, exit);
  Reg entered = push();
  emit(is_async ? Op::kASYNC_WITH_ENTER : Op::kWITH_ENTER, exit, manager);
  if (is_async) await_register(entered, 1);
  int32_t protection = u_->code.protect(entered);
  if (!push_block(block)) return;
  if (entry->optional_vars != nullptr) {
    store(entry->optional_vars, entered);
  } else {
    emit(Op::kDROP, entered);
  }
  release(entered);
  if (item + 1 < items.size) {
    with_item(items, body, item + 1, s, waiting);
  } else {
    statements(body);
  }
  pop_block();
  with_exit(block, protection, waiting);
}

/// The two ways out of a with block: the end of its body, and an exception.
void Codegen::with_exit(const Block& block, int32_t protection, Waiting waiting) {
  Label end;
  Label suppress;
  Reg exit = block.reg;
  Reg error = exit + 1;
  u_->code.set_protection(block.outer_protection);
  locate(block.where);
  call_exit(exit, waiting);
  u_->code.artificial_jump(Op::kJUMP, end);

  u_->code.place_handler(protection);
  push(2);
  emit(Op::kPUSH_HANDLED, error + 1, error);
  int32_t cleanup = u_->code.protect(error + 2);
  Reg answer = push();
  emit(Op::kWITH_EXIT, answer, exit, error);
  if (waiting == Waiting::kAsync) await_register(answer, 2);
  u_->code.jump(Op::kJUMP_IF_TRUE, u_->loc, answer, suppress);
  u_->code.set_protection(block.outer_protection);
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kRERAISE, error, 0, 1);
  u_->code.place(suppress);
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kDROP, error);
  emit(Op::kDROP, exit);
  u_->code.artificial_jump(Op::kJUMP, end);
  reraise_cleanup(cleanup, error);
  u_->code.place(end);
  release(exit);
}

/// exit(None, None, None), which consumes R[exit].
void Codegen::call_exit(Reg exit, Waiting waiting) {
  Reg mark = top();
  Reg row = exit;
  if (exit + 1 != mark) {
    row = push();
    emit(Op::kMOVE, row, exit);
  }
  Reg nones = push(3);
  for (Reg i = 0; i < 3; ++i) load_none(nones + i);
  emit_call(Op::kCALL, row, 3, row);
  release(row + 1);
  if (waiting == Waiting::kAsync) await_register(row, 2);
  emit(Op::kDROP, row);
  release(mark);
}

void Codegen::leave_with(const Block& block) {
  locate(block.where);
  call_exit(block.reg, block.kind == Block::Kind::kAsyncWith ? Waiting::kAsync : Waiting::kPlain);
  no_location();
}

}  // namespace pyemb
