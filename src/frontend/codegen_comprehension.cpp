// SPDX-License-Identifier: MIT
// Comprehensions and generator expressions: functions of one argument, `.0`, the iterator of the first `for`.
#include "frontend/codegen.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;
using Kind = Scope::Comprehension;

namespace {

/// The parts of any comprehension node.
struct Parts {
  Kind kind;
  Seq<ast::comprehension*> generators;
  ast::expr* element;
  ast::expr* value;  ///< of a dict comprehension
};

Parts parts_of(ast::expr* e) {
  switch (e->node_kind) {
    case NodeKind::ListComp: return {Kind::kList, as<ast::ListComp>(e)->generators, as<ast::ListComp>(e)->elt, nullptr};
    case NodeKind::SetComp: return {Kind::kSet, as<ast::SetComp>(e)->generators, as<ast::SetComp>(e)->elt, nullptr};
    case NodeKind::DictComp:
      return {Kind::kDict, as<ast::DictComp>(e)->generators, as<ast::DictComp>(e)->key, as<ast::DictComp>(e)->value};
    default: return {Kind::kGenerator, as<ast::GeneratorExp>(e)->generators, as<ast::GeneratorExp>(e)->elt, nullptr};
  }
}

Op build_op(Kind kind) {
  if (kind == Kind::kList) return Op::kBUILD_LIST;
  return kind == Kind::kSet ? Op::kBUILD_SET : Op::kBUILD_MAP;
}

}  // namespace

void Codegen::comprehension(ast::expr* e, Reg dst) {
  Parts parts = parts_of(e);
  Scope* scope = scope_of(c_, e);
  bool is_generator = parts.kind == Kind::kGenerator;
  bool is_async = scope->coroutine;
  bool may_await = u_->is_async() || u_->kind == UnitKind::kComprehension;
  ast::comprehension* first = parts.generators[0];
  Reg function = scratch(dst);
  Unit unit(buffers_, u_, scope, UnitKind::kComprehension);
  start_unit(unit, scope->name, e->lineno);
  u_->argcount = 1;
  if (is_async && !is_generator && !may_await) {
    locate(e);
    error("asynchronous comprehension outside of an asynchronous function");
  }
  comprehension_body(e, parts.generators, parts.element, parts.value, parts.kind);
  Own<Code> code = finish_unit();
  if (c_.failed) return;
  make_function(function, function, std::move(code), 0, unit.frees);
  release(function + 1);
  Reg iterator = push();
  Reg iterable = operand_near(first->iter, iterator);
  emit(first->is_async != 0 ? Op::kGET_AITER : Op::kGET_ITER, iterator, iterable);
  release(iterator + 1);
  bool awaited = is_async && !is_generator;
  Reg result = awaited ? function : dst;
  emit_call(Op::kCALL, function, 1, result);
  if (!awaited) return;
  release(function + 1);
  await_register(function, 0);
  move(dst, function);
}

void Codegen::comprehension_body(ast::expr* e, Seq<ast::comprehension*> generators, ast::expr* element, ast::expr* value, Kind kind) {
  locate(e);
  Reg result = kNoReg;
  if (kind != Kind::kGenerator) {
    result = push();
    emit(build_op(kind), result, result, 0);
  }
  comprehension_loop(generators, 0, element, value, kind, result);
  if (kind == Kind::kGenerator) return emit_end();
  emit(Op::kRETURN, result);
}

/// The `for` number `depth` and all within it.
void Codegen::comprehension_loop(Seq<ast::comprehension*> generators, uint32_t depth, ast::expr* element, ast::expr* value, Kind kind,
                                 Reg result) {
  if (stop()) return;
  ast::comprehension* generator = generators[depth];
  Reg mark = top();
  Label head;
  Label end;
  bool is_async = generator->is_async != 0;
  int32_t protection = -1;
  Reg iterator = 0;  // `.0`
  Reg item = kNoReg;
  bool loops = depth == 0 || is_async || !comprehension_single(generator);
  if (loops) {
    if (depth > 0) {
      iterator = push();
      Reg iterable = operand_near(generator->iter, iterator);
      emit(is_async ? Op::kGET_AITER : Op::kGET_ITER, iterator, iterable);
      release(iterator + 1);
    }
    u_->code.place_loop(head);
    if (is_async) {
      item = push();
      async_next(iterator, item, &protection);
      store(generator->target, item);
      release(item);
    } else {
      iterate_target(generator->target, iterator, end);
    }
  }
  for (ast::expr* condition : generator->ifs) jump_if(condition, loops ? head : end, false);
  if (depth + 1 < generators.size) {
    comprehension_loop(generators, depth + 1, element, value, kind, result);
  } else {
    comprehension_element(element, value, kind, result);
  }
  if (loops) u_->code.artificial_jump(Op::kJUMP_BACK, head);
  if (is_async) {
    u_->code.place_handler(protection);
    emit(Op::kEND_ASYNC_FOR, iterator, item);
  }
  u_->code.place(end);
  release(mark);
}

/// `for x in [y]` is an assignment.
bool Codegen::comprehension_single(ast::comprehension* generator) {
  Seq<ast::expr*> elements;
  if (ast::is<ast::Tuple>(generator->iter)) elements = as<ast::Tuple>(generator->iter)->elts;
  if (ast::is<ast::List>(generator->iter)) elements = as<ast::List>(generator->iter)->elts;
  if (elements.size != 1 || ast::is<ast::Starred>(elements[0])) return false;
  Reg mark = top();
  store(generator->target, operand_kept(elements[0]));
  release(mark);
  return true;
}

void Codegen::comprehension_element(ast::expr* element, ast::expr* value, Kind kind, Reg result) {
  Reg mark = top();
  Position saved = u_->loc;
  switch (kind) {
    case Kind::kGenerator: {
      Reg item = operand(element);
      Reg sent = is_temp(item) ? item : push();
      locate(element);
      if (u_->scope->coroutine) {
        emit(Op::kASYNC_GEN_WRAP, sent, item);
        item = sent;
      }
      emit(Op::kYIELD, sent, item);
      emit(Op::kDROP, sent);
      break;
    }
    case Kind::kDict: {
      Reg key = operand(element, value);
      Reg mapped = operand(value);
      u_->loc = {element->lineno, value->end_lineno, element->col_offset, value->end_col_offset};
      emit(Op::kMAP_ADD, result, key, mapped);
      break;
    }
    default: {
      Reg item = operand(element);
      locate(element);
      emit(kind == Kind::kList ? Op::kLIST_APPEND : Op::kSET_ADD, result, item);
      break;
    }
  }
  u_->loc = saved;
  release(mark);
}

}  // namespace pyemb
