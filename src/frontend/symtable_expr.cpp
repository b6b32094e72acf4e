// SPDX-License-Identifier: MIT
// The symbol table's walk over expressions.
#include "frontend/fold.h"
#include "frontend/symtable_walk.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

void SymtableWalk::expressions(Seq<ast::expr*> list) {
  for (ast::expr*& e : list) {
    if (c_.failed) return;
    optional(e);
  }
}

void SymtableWalk::expression(ast::expr*& e) {
  if (stop()) return;
  switch (e->node_kind) {
    case NodeKind::Name: return name(e);
    case NodeKind::Constant: return;
    case NodeKind::Attribute: return expression(as<ast::Attribute>(e)->value);
    case NodeKind::Call: {
      auto* call = as<ast::Call>(e);
      expression(call->func);
      expressions(call->args);
      for (ast::keyword* keyword : call->keywords) expression(keyword->value);
      return;
    }
    case NodeKind::BinOp:
      expression(as<ast::BinOp>(e)->left);
      expression(as<ast::BinOp>(e)->right);
      e = fold_binary(c_, as<ast::BinOp>(e));
      return;
    case NodeKind::UnaryOp:
      expression(as<ast::UnaryOp>(e)->operand);
      e = fold_unary(c_, as<ast::UnaryOp>(e));
      return;
    case NodeKind::Compare:
      expression(as<ast::Compare>(e)->left);
      expressions(as<ast::Compare>(e)->comparators);
      return fold_compare(c_, as<ast::Compare>(e));
    case NodeKind::Subscript:
      expression(as<ast::Subscript>(e)->value);
      expression(as<ast::Subscript>(e)->slice);
      e = fold_subscript(c_, as<ast::Subscript>(e));
      return;
    case NodeKind::Tuple:
      expressions(as<ast::Tuple>(e)->elts);
      e = fold_tuple(c_, as<ast::Tuple>(e));
      return;
    case NodeKind::List: return expressions(as<ast::List>(e)->elts);
    case NodeKind::Set: return expressions(as<ast::Set>(e)->elts);
    case NodeKind::Dict:
      for (uint32_t i = 0; i < as<ast::Dict>(e)->values.size; ++i) {
        optional(as<ast::Dict>(e)->keys[i]);
        expression(as<ast::Dict>(e)->values[i]);
      }
      return;
    case NodeKind::BoolOp: return expressions(as<ast::BoolOp>(e)->values);
    case NodeKind::IfExp:
      expression(as<ast::IfExp>(e)->test);
      expression(as<ast::IfExp>(e)->body);
      return expression(as<ast::IfExp>(e)->orelse);
    case NodeKind::Slice:
      optional(as<ast::Slice>(e)->lower);
      optional(as<ast::Slice>(e)->upper);
      return optional(as<ast::Slice>(e)->step);
    case NodeKind::Starred: return expression(as<ast::Starred>(e)->value);
    case NodeKind::JoinedStr: return expressions(as<ast::JoinedStr>(e)->values);
    case NodeKind::FormattedValue:
      expression(as<ast::FormattedValue>(e)->value);
      return optional(as<ast::FormattedValue>(e)->format_spec);
    case NodeKind::Lambda: return lambda(as<ast::Lambda>(e));
    case NodeKind::NamedExpr: return walrus(as<ast::NamedExpr>(e));
    case NodeKind::Yield:
      if (forbidden_in_annotation("yield expression", e)) return;
      return yield(e, as<ast::Yield>(e)->value);
    case NodeKind::YieldFrom:
      if (forbidden_in_annotation("yield expression", e)) return;
      return yield(e, as<ast::YieldFrom>(e)->value);
    case NodeKind::Await:
      if (forbidden_in_annotation("await expression", e)) return;
      expression(as<ast::Await>(e)->value);
      scope_->coroutine = true;
      return;
    case NodeKind::ListComp: {
      auto* comp = as<ast::ListComp>(e);
      return comprehension(e, Scope::Comprehension::kList, comp->generators, comp->elt, nullptr);
    }
    case NodeKind::SetComp: {
      auto* comp = as<ast::SetComp>(e);
      return comprehension(e, Scope::Comprehension::kSet, comp->generators, comp->elt, nullptr);
    }
    case NodeKind::GeneratorExp: {
      auto* comp = as<ast::GeneratorExp>(e);
      return comprehension(e, Scope::Comprehension::kGenerator, comp->generators, comp->elt, nullptr);
    }
    case NodeKind::DictComp: {
      auto* comp = as<ast::DictComp>(e);
      return comprehension(e, Scope::Comprehension::kDict, comp->generators, comp->key, &comp->value);
    }
    default: return;
  }
}

void SymtableWalk::name(ast::expr*& e) {
  auto* node = as<ast::Name>(e);
  if (node->ctx == ast::expr_context::Load) {
    if (node->id == c_.known.debug) {
      e = fold_debug(c_, node);
      return;
    }
    define(node->id, Symbol::kUse, node);
    // super() without arguments reads __class__.
    if (node->id == c_.known.super && scope_->is_function()) define(c_.known.class_cell, Symbol::kUse, node);
    return;
  }
  bool deleted = node->ctx == ast::expr_context::Del;
  define(node->id, deleted ? Symbol::kLocal | Symbol::kDeleted : Symbol::kLocal, node);
}

void SymtableWalk::lambda(ast::Lambda* e) {
  defaults(e->args);
  if (enter(Scope::Kind::kFunction, c_.known.lambda, e, e) == nullptr) return;
  parameters(e->args);
  expression(e->body);
  leave();
}

bool SymtableWalk::forbidden_in_annotation(const char* what, const ast::expr* e) {
  if (scope_->kind != Scope::Kind::kAnnotation) return false;
  c_.syntax_error(e, "'%s' can not be used within an annotation", what);
  return true;
}

void SymtableWalk::walrus(ast::NamedExpr* e) {
  if (forbidden_in_annotation("named expression", e)) return;
  if (scope_->iterable_depth > 0) {
    return c_.syntax_error(e, "assignment expression cannot be used in a comprehension iterable expression");
  }
  if (scope_->comprehension != Scope::Comprehension::kNone) define_walrus_outside(e);
  expression(e->value);
  define(as<ast::Name>(e->target)->id, Symbol::kLocal | Symbol::kWalrus, e->target);
}

/// In a comprehension the target belongs to the function (or module) around all comprehensions.
void SymtableWalk::define_walrus_outside(const ast::NamedExpr* e) {
  const ast::Located* where = e->target;
  const Identifier* target = as<ast::Name>(e->target)->id;
  for (Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
    if (scope->comprehension != Scope::Comprehension::kNone) {
      uint32_t flags = flags_in(*scope, target);
      if ((flags & Symbol::kCompIter) != 0 && (flags & (Symbol::kLocal | Symbol::kGlobal)) != 0) {
        return c_.syntax_error(where, "assignment expression cannot rebind comprehension iteration variable '%s'",
                               target->text.data());
      }
      continue;
    }
    if (scope->kind == Scope::Kind::kClass) {
      return c_.syntax_error(where, "assignment expression within a comprehension cannot be used in a class body");
    }
    bool global = !scope->is_function() || (flags_in(*scope, target) & Symbol::kGlobal) != 0;
    define(target, global ? Symbol::kGlobal : Symbol::kNonlocal, where);
    note_directive(target, where);
    return define_in(*scope, target, scope->is_function() ? Symbol::kLocal : Symbol::kGlobal, where);
  }
}

void SymtableWalk::yield(const ast::expr* e, ast::expr*& value) {
  optional(value);
  scope_->generator = true;
  const char* where = nullptr;
  switch (scope_->comprehension) {
    case Scope::Comprehension::kNone: return;
    case Scope::Comprehension::kList: where = "list comprehension"; break;
    case Scope::Comprehension::kSet: where = "set comprehension"; break;
    case Scope::Comprehension::kDict: where = "dict comprehension"; break;
    case Scope::Comprehension::kGenerator: where = "generator expression"; break;
  }
  if (!c_.failed) c_.syntax_error(e, "'yield' inside %s", where);
}

/// A comprehension is a function of one argument, the iterator of its first `for`; its iterable belongs to the scope around.
void SymtableWalk::comprehension(const ast::expr* e, Scope::Comprehension kind, Seq<ast::comprehension*> generators,
                                 ast::expr*& element, ast::expr** value) {
  ast::comprehension* first = generators[0];
  bool is_generator = kind == Scope::Comprehension::kGenerator;
  ++scope_->iterable_depth;
  expression(first->iter);
  first->iter = fold_iterable(c_, first->iter);
  --scope_->iterable_depth;
  const Identifier* names[] = {nullptr, c_.known.list_comp, c_.known.dict_comp, c_.known.set_comp, c_.known.generator};
  if (enter(Scope::Kind::kFunction, names[static_cast<int>(kind)], e, e) == nullptr) return;
  scope_->comprehension = kind;
  scope_->coroutine = first->is_async != 0;
  define(c_.known.implicit, Symbol::kParam, e);
  scope_->iterating_target = true;
  expression(first->target);
  scope_->iterating_target = false;
  expressions(first->ifs);
  for (uint32_t i = 1; i < generators.size; ++i) inner_generator(generators[i]);
  expression(element);
  if (value != nullptr) expression(*value);
  scope_->generator = is_generator;
  bool is_async = scope_->coroutine && !is_generator;
  leave();
  if (is_async) scope_->coroutine = true;
}

void SymtableWalk::inner_generator(ast::comprehension* generator) {
  scope_->iterating_target = true;
  expression(generator->target);
  scope_->iterating_target = false;
  ++scope_->iterable_depth;
  expression(generator->iter);
  generator->iter = fold_iterable(c_, generator->iter);
  --scope_->iterable_depth;
  expressions(generator->ifs);
  if (generator->is_async != 0) scope_->coroutine = true;
}

}  // namespace pyemb
