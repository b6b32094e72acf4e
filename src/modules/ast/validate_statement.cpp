// SPDX-License-Identifier: MIT
#include "modules/ast/validate.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

Status AstValidator::not_empty(size_t size, const char* what, const char* owner) {
  if (size > 0) return {};
  return raise(ts_, Exc::kValueError, "empty %s on %s", what, owner);
}

Status AstValidator::statements(Seq<ast::stmt*> list) {
  for (const ast::stmt* s : list) {
    if (s == nullptr) return value_error("None disallowed in statement list");
    TRY(statement(s));
  }
  return {};
}

Status AstValidator::body(Seq<ast::stmt*> list, const char* owner) {
  TRY(not_empty(list.size, "body", owner));
  return statements(list);
}

Status AstValidator::targets(Seq<ast::expr*> list, Context context) {
  TRY(not_empty(list.size, "targets", context == Context::Del ? "Delete" : "Assign"));
  return expressions(list, context, Nulls::kForbidden);
}

Status AstValidator::definition(const char* name, const ast::arguments* args, Seq<ast::stmt*> statements, Seq<ast::expr*> decorators,
                                const ast::expr* returns) {
  TRY(body(statements, name));
  TRY(parameters(args));
  TRY(loads(decorators));
  return optional(returns);
}

Status AstValidator::class_definition(const ast::ClassDef* s) {
  TRY(body(s->body, "ClassDef"));
  TRY(loads(s->bases));
  TRY(keywords(s->keywords));
  return loads(s->decorator_list);
}

Status AstValidator::loop(const char* name, const ast::expr* target, const ast::expr* iter, Seq<ast::stmt*> statements_,
                          Seq<ast::stmt*> orelse) {
  TRY(expression(target, Context::Store));
  TRY(expression(iter, Context::Load));
  TRY(body(statements_, name));
  return statements(orelse);
}

Status AstValidator::with(const char* name, Seq<ast::withitem*> items, Seq<ast::stmt*> statements) {
  TRY(not_empty(items.size, "items", name));
  for (const ast::withitem* item : items) {
    if (item == nullptr) return value_error("None disallowed in expression list");
    TRY(expression(item->context_expr, Context::Load));
    if (item->optional_vars != nullptr) TRY(expression(item->optional_vars, Context::Store));
  }
  return body(statements, name);
}

Status AstValidator::try_statement(const char* name, Seq<ast::stmt*> tried, Seq<ast::excepthandler*> handlers, Seq<ast::stmt*> orelse,
                                   Seq<ast::stmt*> finalbody) {
  TRY(body(tried, name));
  if (handlers.empty() && finalbody.empty()) return raise(ts_, Exc::kValueError, "%s has neither except handlers nor finalbody", name);
  if (handlers.empty() && !orelse.empty()) return raise(ts_, Exc::kValueError, "%s has orelse but no except handlers", name);
  for (const ast::excepthandler* one : handlers) {
    if (one == nullptr) return value_error("None disallowed in statement list");
    auto* handler = as<ast::ExceptHandler>(one);
    TRY(positions(handler));
    TRY(optional(handler->type));
    TRY(body(handler->body, "ExceptHandler"));
  }
  TRY(statements(finalbody));
  return statements(orelse);
}

Status AstValidator::match(const ast::Match* s) {
  TRY(expression(s->subject, Context::Load));
  TRY(not_empty(s->cases.size, "cases", "Match"));
  for (const ast::match_case* one : s->cases) {
    if (one == nullptr) return value_error("None disallowed in statement list");
    TRY(pattern(one->pattern, false));
    TRY(optional(one->guard));
    TRY(body(one->body, "match_case"));
  }
  return {};
}

Status AstValidator::statement(const ast::stmt* s) {
  TRY(positions(s));
  RecursionGuard guard(ts_, " during compilation");
  if (guard.exceeded()) return guard.raise();
  auto load = [this](const ast::expr* part) { return expression(part, Context::Load); };
  switch (s->node_kind) {
    case NodeKind::FunctionDef: {
      auto* f = as<ast::FunctionDef>(s);
      return definition("FunctionDef", f->args, f->body, f->decorator_list, f->returns);
    }
    case NodeKind::AsyncFunctionDef: {
      auto* f = as<ast::AsyncFunctionDef>(s);
      return definition("AsyncFunctionDef", f->args, f->body, f->decorator_list, f->returns);
    }
    case NodeKind::ClassDef: return class_definition(as<ast::ClassDef>(s));
    case NodeKind::Return: return optional(as<ast::Return>(s)->value);
    case NodeKind::Delete: return targets(as<ast::Delete>(s)->targets, Context::Del);
    case NodeKind::Assign: TRY(targets(as<ast::Assign>(s)->targets, Context::Store)); return load(as<ast::Assign>(s)->value);
    case NodeKind::AugAssign: TRY(expression(as<ast::AugAssign>(s)->target, Context::Store)); return load(as<ast::AugAssign>(s)->value);
    case NodeKind::AnnAssign: {
      auto* a = as<ast::AnnAssign>(s);
      if (a->simple != 0 && !ast::is<ast::Name>(a->target)) return raise(ts_, Exc::kTypeError, "AnnAssign with simple non-Name target");
      TRY(expression(a->target, Context::Store));
      TRY(optional(a->value));
      return load(a->annotation);
    }
    case NodeKind::For: {
      auto* f = as<ast::For>(s);
      return loop("For", f->target, f->iter, f->body, f->orelse);
    }
    case NodeKind::AsyncFor: {
      auto* f = as<ast::AsyncFor>(s);
      return loop("AsyncFor", f->target, f->iter, f->body, f->orelse);
    }
    case NodeKind::While:
      TRY(load(as<ast::While>(s)->test));
      TRY(body(as<ast::While>(s)->body, "While"));
      return statements(as<ast::While>(s)->orelse);
    case NodeKind::If:
      TRY(load(as<ast::If>(s)->test));
      TRY(body(as<ast::If>(s)->body, "If"));
      return statements(as<ast::If>(s)->orelse);
    case NodeKind::With: return with("With", as<ast::With>(s)->items, as<ast::With>(s)->body);
    case NodeKind::AsyncWith: return with("AsyncWith", as<ast::AsyncWith>(s)->items, as<ast::AsyncWith>(s)->body);
    case NodeKind::Match: return match(as<ast::Match>(s));
    case NodeKind::Raise: {
      auto* r = as<ast::Raise>(s);
      if (r->exc == nullptr && r->cause != nullptr) return value_error("Raise with cause but no exception");
      TRY(optional(r->exc));
      return optional(r->cause);
    }
    case NodeKind::Try: {
      auto* t = as<ast::Try>(s);
      return try_statement("Try", t->body, t->handlers, t->orelse, t->finalbody);
    }
    case NodeKind::TryStar: {
      auto* t = as<ast::TryStar>(s);
      return try_statement("TryStar", t->body, t->handlers, t->orelse, t->finalbody);
    }
    case NodeKind::Assert: TRY(load(as<ast::Assert>(s)->test)); return optional(as<ast::Assert>(s)->msg);
    case NodeKind::Import: return names(as<ast::Import>(s)->names, "Import");
    case NodeKind::ImportFrom:
      if (as<ast::ImportFrom>(s)->level < 0) return value_error("Negative ImportFrom level");
      return names(as<ast::ImportFrom>(s)->names, "ImportFrom");
    case NodeKind::Global: return names(as<ast::Global>(s)->names, "Global");
    case NodeKind::Nonlocal: return names(as<ast::Nonlocal>(s)->names, "Nonlocal");
    case NodeKind::Expr: return load(as<ast::Expr>(s)->value);
    default: return {};
  }
}

}  // namespace pyemb
