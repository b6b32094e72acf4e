// SPDX-License-Identifier: MIT
// try statements, and leaving blocks by return, break and continue.
//
// A handler that runs keeps two temporaries: R[error], the exception, and R[error + 1], the one that was handled before. Its code is
// protected in turn: whatever it raises first makes the earlier exception the handled one again.
// A finally part is compiled once for each way into it. What is left in temporaries when an exception goes on is the unwinder's.
#include "frontend/codegen.h"

namespace pyemb {

using ast::as;

// -- blocks ------------------------------------------------------------------------------------------------------------

bool Codegen::push_block(const Block& block) {
  if (u_->block_count == Unit::kMaxBlocks) return error("too many statically nested blocks"), false;
  Block& entry = u_->blocks[u_->block_count++];
  entry = block;
  return true;
}

/// Emits what leaving the innermost block takes, then the ones around it as `more` says; the blocks themselves stay as they are.
/// The protection that is in force afterwards is that of the code outside: the caller emits the jump under it and puts it back.
template <class More>
void Codegen::unwind_while(More more) {
  if (u_->block_count == 0 || c_.failed || !more(u_->blocks[u_->block_count - 1])) return;
  Block left = u_->blocks[--u_->block_count];  // a copy: the code below may push blocks in its place
  unwind(left);
  unwind_while(more);
  u_->blocks[u_->block_count++] = left;
}

/// For return.
void Codegen::unwind_all() {
  unwind_while([this](const Block& block) { return !left_illegally(block); });
}

/// For break and continue: the loop that is meant, or null. A break leaves the loop's own iterator, too.
Block* Codegen::unwind_to_loop(LoopExit exit) {
  Block* loop = nullptr;
  for (int i = u_->block_count; i-- > 0 && loop == nullptr;) {
    if (u_->blocks[i].exit != nullptr) loop = &u_->blocks[i];
  }
  const Block* last = loop == nullptr ? u_->blocks : exit == LoopExit::kBreak ? loop : loop + 1;
  unwind_while([this, last](const Block& block) { return &block >= last && !left_illegally(block); });
  return loop;
}

bool Codegen::left_illegally(const Block& block) {
  if (block.kind != Block::Kind::kGroupHandler) return false;
  error("'break', 'continue' and 'return' cannot appear in an except* block");
  return true;
}

void Codegen::unwind(const Block& block) {
  switch (block.kind) {
    case Block::Kind::kFor:
    case Block::Kind::kAsyncFor: return emit(Op::kDROP, block.reg);
    case Block::Kind::kFinallyTry:
      u_->code.set_protection(block.outer_protection);
      return statements(block.statements);
    case Block::Kind::kTry: return u_->code.set_protection(block.outer_protection);
    case Block::Kind::kFinallyEnd:
    case Block::Kind::kHandler:
      u_->code.set_protection(block.outer_protection);
      emit(Op::kPOP_HANDLED, block.reg + 1);
      emit(Op::kDROP, block.reg);
      if (block.name != nullptr) forget_name(block.name);
      return;
    case Block::Kind::kWith:
    case Block::Kind::kAsyncWith:
      u_->code.set_protection(block.outer_protection);
      return leave_with(block);
    default: return;
  }
}

// -- try ---------------------------------------------------------------------------------------------------------------

void Codegen::try_statement(ast::Try* s) {
  u_->code.visit_line(u_->loc);
  if (s->finalbody.empty()) return try_except(s->body, s->handlers, s->orelse);
  try_finally(s->finalbody, [this, s] {
    if (s->handlers.empty()) return statements(s->body);
    try_except(s->body, s->handlers, s->orelse);
  });
}

void Codegen::try_star(ast::TryStar* s) {
  u_->code.visit_line(u_->loc);
  if (s->finalbody.empty()) return except_star(s);
  try_finally(s->finalbody, [this, s] { except_star(s); });
}

/// The handler of a protected handler: what it raised goes on, the exception before is handled again. `error` is the first one.
void Codegen::reraise_cleanup(int32_t protection, Reg error) {
  u_->code.place_handler(protection);
  no_location();
  Reg raised = error + 2;
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kRERAISE, raised, 0, 1);
}

template <class Body>
void Codegen::try_finally(Seq<ast::stmt*> final_body, Body body) {
  Label end;
  Block guarded{.kind = Block::Kind::kFinallyTry};
  guarded.statements = final_body;
  guarded.outer_protection = u_->code.protection();
  Reg error = top();
  int32_t protection = u_->code.protect(error);
  if (!push_block(guarded)) return;
  body();
  pop_block();
  u_->code.set_protection(guarded.outer_protection);
  statements(final_body);
  u_->code.artificial_jump(Op::kJUMP, end);

  u_->code.place_handler(protection);
  push(3);
  no_location();
  Block passing{.kind = Block::Kind::kFinallyEnd};
  passing.reg = error;
  passing.outer_protection = u_->code.protection();
  emit(Op::kPUSH_HANDLED, error + 1, error);
  int32_t cleanup = u_->code.protect(error + 2);
  if (!push_block(passing)) return;
  release(error + 2);
  statements(final_body);
  pop_block();
  u_->code.set_protection(passing.outer_protection);
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kRERAISE, error);
  reraise_cleanup(cleanup, error);
  release(error);
  u_->code.place(end);
}

void Codegen::try_except(Seq<ast::stmt*> body, Seq<ast::excepthandler*> handlers, Seq<ast::stmt*> orelse) {
  Label end;
  Block guarded{.kind = Block::Kind::kTry};
  guarded.outer_protection = u_->code.protection();
  Reg error = top();
  int32_t protection = u_->code.protect(error);
  if (!push_block(guarded)) return;
  statements(body);
  pop_block();
  u_->code.set_protection(guarded.outer_protection);
  statements(orelse);
  u_->code.artificial_jump(Op::kJUMP, end);

  u_->code.place_handler(protection);
  push(3);
  no_location();
  emit(Op::kPUSH_HANDLED, error + 1, error);
  release(error + 2);
  int32_t cleanup = u_->code.protect(error + 2);
  Block clauses{.kind = Block::Kind::kHandlers};
  clauses.reg = error;
  clauses.outer_protection = guarded.outer_protection;
  if (!push_block(clauses)) return;
  bool catches_all = false;
  for (uint32_t i = 0; i < handlers.size; ++i) {
    auto* handler = as<ast::ExceptHandler>(handlers[i]);
    locate(handler);
    if (handler->type == nullptr && i + 1 < handlers.size) return this->error("default 'except:' must be last");
    catches_all = handler->type == nullptr;
    except_clause(handler, clauses, end);
  }
  pop_block();
  u_->code.set_protection(guarded.outer_protection);
  if (!catches_all) {
    locate(handlers.back());
    emit(Op::kPOP_HANDLED, error + 1);
    emit(Op::kRERAISE, error);
  }
  reraise_cleanup(cleanup, error);
  release(error);
  u_->code.place(end);
}

/// One `except type as name:` clause; falls through to the next one when the type does not match.
void Codegen::except_clause(ast::ExceptHandler* handler, const Block& clauses, Label& end) {
  Label next;
  Reg error = clauses.reg;
  Reg mark = top();
  int32_t cleanup = u_->code.protection();
  if (handler->type != nullptr) {
    Reg answer = push();
    Reg type = operand_near(handler->type, answer);
    emit(Op::kMATCH_EXCEPTION, answer, error, type);
    u_->code.jump(Op::kJUMP_IF_FALSE, u_->loc, answer, next);
    release(mark);
  }
  Block block = clauses;
  block.kind = Block::Kind::kHandler;
  block.name = handler->name;
  int32_t forgetting = -1;
  if (handler->name != nullptr) {
    store_copy(handler->name, error);
    forgetting = u_->code.protect(error + 2);
  }
  if (!push_block(block)) return;
  statements(handler->body);
  pop_block();
  u_->code.set_protection(clauses.outer_protection);
  no_location();
  emit(Op::kPOP_HANDLED, error + 1);
  emit(Op::kDROP, error);
  if (handler->name != nullptr) forget_name(handler->name);
  u_->code.artificial_jump(Op::kJUMP, end);
  if (handler->name != nullptr) {
    u_->code.place_handler(forgetting);
    u_->code.set_protection(cleanup);
    push();
    forget_name(handler->name);
    release(mark);
    u_->code.set_protection(clauses.outer_protection);
    emit(Op::kPOP_HANDLED, error + 1);
    emit(Op::kRERAISE, error + 2, 0, 1);
  }
  u_->code.set_protection(cleanup);
  u_->code.place(next);
}

}  // namespace pyemb
