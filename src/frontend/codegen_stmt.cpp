// SPDX-License-Identifier: MIT
// Statements: the dispatch, and the simple ones.
#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

void Codegen::statements(Seq<ast::stmt*> body) {
  for (ast::stmt* s : body) statement(s);
}

void Codegen::statement(ast::stmt* s) {
  if (stop()) return;
  locate(s);
  Reg mark = top();
  statement_kind(s);
  release(mark);
}

void Codegen::statement_kind(ast::stmt* s) {
  switch (s->node_kind) {
    case NodeKind::Expr: return expression_statement(as<ast::Expr>(s));
    case NodeKind::Assign: return assign(as<ast::Assign>(s));
    case NodeKind::AugAssign: return augmented(as<ast::AugAssign>(s));
    case NodeKind::AnnAssign: return annotated(as<ast::AnnAssign>(s));
    case NodeKind::Return: return return_statement(as<ast::Return>(s));
    case NodeKind::If: return if_statement(as<ast::If>(s));
    case NodeKind::While: return while_loop(as<ast::While>(s));
    case NodeKind::For: return for_loop(as<ast::For>(s));
    case NodeKind::AsyncFor: return async_for_loop(as<ast::AsyncFor>(s));
    case NodeKind::FunctionDef: return function_definition(s, FunctionKind::kPlain);
    case NodeKind::AsyncFunctionDef: return function_definition(s, FunctionKind::kAsync);
    case NodeKind::ClassDef: return class_definition(as<ast::ClassDef>(s));
    case NodeKind::Try: return try_statement(as<ast::Try>(s));
    case NodeKind::TryStar: return try_star(as<ast::TryStar>(s));
    case NodeKind::With: return with(as<ast::With>(s), 0);
    case NodeKind::AsyncWith: return async_with(as<ast::AsyncWith>(s), 0);
    case NodeKind::Match: return match(as<ast::Match>(s));
    case NodeKind::Raise: return raise_statement(as<ast::Raise>(s));
    case NodeKind::Assert: return assert_statement(as<ast::Assert>(s));
    case NodeKind::Import: return import(as<ast::Import>(s));
    case NodeKind::ImportFrom: return import_from(as<ast::ImportFrom>(s));
    case NodeKind::Delete:
      for (ast::expr* target : as<ast::Delete>(s)->targets) remove(target);
      return;
    case NodeKind::Pass: return u_->code.visit_line(u_->loc);
    case NodeKind::Break: return break_statement();
    case NodeKind::Continue: return continue_statement();
    default: return;  // global, nonlocal
  }
}

void Codegen::expression_statement(ast::Expr* s) {
  if (c_.interactive && u_->outer == nullptr) {
    Reg value = operand(s->value);
    return emit(Op::kPRINT_EXPR, value);
  }
  if (ast::is<ast::Constant>(s->value)) return u_->code.visit_line(u_->loc);
  effect(s->value);
}

void Codegen::assert_statement(ast::Assert* s) {
  bool truth;
  bool is_tuple = (ast::is<ast::Tuple>(s->test) && !as<ast::Tuple>(s->test)->elts.empty()) ||
                  (ast::is<ast::Constant>(s->test) && pyemb::is_tuple(constant_value(c_, s->test)) && known_truth(s->test, &truth) && truth);
  if (is_tuple) warn("assertion is always true, perhaps remove parentheses?");
  if (c_.optimize > 0) return;
  Label end;
  jump_if(s->test, end, true);
  Reg error = push();
  emit(Op::kLOAD_ASSERTION_ERROR, error);
  if (s->msg != nullptr) {
    into(s->msg, push());
    emit_call(Op::kCALL, error, 1, error);
  }
  emit(Op::kRAISE, 1, error);
  u_->code.place(end);
}

void Codegen::raise_statement(ast::Raise* s) {
  if (s->exc == nullptr) return emit(Op::kRAISE, 0);
  Reg error = operand(s->exc, s->cause);
  if (s->cause == nullptr) return emit(Op::kRAISE, 1, error);
  Reg cause = operand(s->cause);
  emit(Op::kRAISE, 2, error, cause);
}

// -- imports -----------------------------------------------------------------------------------------------------------

/// R[base] = level, R[base + 1] = fromlist: the operands of IMPORT_NAME.
void Codegen::import_operands(Reg base, int32_t level, Ref fromlist) {
  load_value(base, Ref::steal(Value::from_int(level)));
  load_value(base + 1, std::move(fromlist));
}

void Codegen::import(ast::Import* s) {
  for (const ast::alias* alias : s->names) {
    Reg mark = top();
    Reg module = push(2);
    import_operands(module, 0, Ref::none());
    emit(Op::kIMPORT_NAME, module, name_index(alias->name), module);
    if (alias->asname != nullptr) {
      import_as(alias, module);
    } else {
      std::string_view text = alias->name->text;
      const Identifier* bound = c_.intern(text.substr(0, text.find('.')));
      if (bound != nullptr) store_name(bound, module);
    }
    release(mark);
  }
}

/// `import a.b.c as x` binds what `from a.b import c` would find.
void Codegen::import_as(const ast::alias* alias, Reg module) {
  std::string_view rest = alias->name->text;
  size_t dot = rest.find('.');
  Reg next = top();
  while (dot != rest.npos && !c_.failed) {
    rest.remove_prefix(dot + 1);
    dot = rest.find('.');
    const Identifier* part = c_.intern(rest.substr(0, dot));
    if (part == nullptr) return;
    Reg found = push();
    emit(Op::kIMPORT_FROM, found, module, name_index(part));
    emit(Op::kMOVE, module, found);
    release(next);
  }
  store_name(alias->asname, module);
}

void Codegen::import_from(ast::ImportFrom* s) {
  Result<Own<Tuple>> made = new_tuple(c_.ts, static_cast<int64_t>(s->names.size));
  if (made.raised()) return c_.fail();
  Own<Tuple> names = made.take();
  for (uint32_t i = 0; i < s->names.size; ++i) {
    Value name = c_.str_of(s->names[i]->name);
    if (c_.failed) return;
    names->set(i, Ref::copy(name));
  }
  Reg module = push(2);
  import_operands(module, s->level, Ref(std::move(names)));
  if (s->module == c_.known.future && s->lineno > c_.last_future_line) {
    return error("from __future__ imports must occur at the beginning of the file");
  }
  const Identifier* from = s->module != nullptr ? s->module : c_.intern("");
  if (from == nullptr) return;
  emit(Op::kIMPORT_NAME, module, name_index(from), module);
  release(module + 1);
  if (s->names[0]->name->text == "*") return emit(Op::kIMPORT_STAR, module);
  for (const ast::alias* alias : s->names) {
    Reg found = push();
    emit(Op::kIMPORT_FROM, found, module, name_index(alias->name));
    store_name(alias->asname != nullptr ? alias->asname : alias->name, found);
    release(found);
  }
  emit(Op::kDROP, module);
}

// -- leaving -----------------------------------------------------------------------------------------------------------

void Codegen::return_statement(ast::Return* s) {
  if (!u_->scope->is_function()) return error("'return' outside function");
  if (s->value != nullptr && u_->scope->coroutine && u_->scope->generator) return error("'return' with value in async generator");
  bool computed = s->value != nullptr && !ast::is<ast::Constant>(s->value);
  Reg value = kNoReg;
  if (computed) {
    if (must_copy_result()) {
      value = push();
      into(s->value, value);
    } else {
      value = operand(s->value);
    }
  } else if (s->value != nullptr) {
    locate(s->value);
    u_->code.visit_line(u_->loc);
  }
  if (s->value == nullptr || s->value->lineno != s->lineno) {
    locate(s);
    u_->code.visit_line(u_->loc);
  }
  int32_t protection = u_->code.protection();
  unwind_all();
  if (computed) {
    emit(Op::kRETURN, value);
  } else {
    return_constant(s->value != nullptr ? constant_index(s->value) : value_index(Ref::none()));
  }
  u_->code.set_protection(protection);
}

void Codegen::return_constant(uint32_t index) {
  if (index <= kMaxOperand) return emit(Op::kRETURN_CONST, 0, index);
  Reg value = push();
  load_constant(value, index);
  emit(Op::kRETURN, value);
}

/// Whether what is left on the way out may rebind or unbind a local before the return.
bool Codegen::must_copy_result() {
  for (int i = 0; i < u_->block_count; ++i) {
    const Block& block = u_->blocks[i];
    if (block.kind == Block::Kind::kFinallyTry || block.name != nullptr) return true;
  }
  return false;
}

void Codegen::break_statement() {
  u_->code.visit_line(u_->loc);
  int32_t protection = u_->code.protection();
  Position at = u_->loc;
  Block* loop = unwind_to_loop(LoopExit::kBreak);
  if (loop == nullptr) u_->loc = at;  // unwinding has places of its own
  if (loop == nullptr) return error("'break' outside loop");
  u_->code.artificial_jump(Op::kJUMP, *loop->exit);
  u_->code.set_protection(protection);
}

void Codegen::continue_statement() {
  u_->code.visit_line(u_->loc);
  int32_t protection = u_->code.protection();
  Position at = u_->loc;
  Block* loop = unwind_to_loop(LoopExit::kContinue);
  if (loop == nullptr) u_->loc = at;
  if (loop == nullptr) return error("'continue' not properly in loop");
  u_->code.artificial_jump(Op::kJUMP_BACK, *loop->head);
  u_->code.set_protection(protection);
}

}  // namespace pyemb
