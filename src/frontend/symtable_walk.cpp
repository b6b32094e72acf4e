// SPDX-License-Identifier: MIT
#include "frontend/symtable_walk.h"

#include "frontend/fold.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

// -- scopes and names --------------------------------------------------------------------------------------------------

Symbol* add_symbol(Compilation& c, Scope& scope, const Identifier* name) {
  if (scope.symbol_count == scope.symbol_capacity) {
    uint32_t capacity = scope.symbol_capacity == 0 ? 8 : scope.symbol_capacity * 2;
    Symbol** symbols = c.arena.make_array<Symbol*>(capacity);
    if (symbols == nullptr) return c.no_memory(), nullptr;
    for (uint32_t i = 0; i < scope.symbol_count; ++i) symbols[i] = scope.symbols[i];
    scope.symbols = symbols;
    scope.symbol_capacity = capacity;
  }
  Symbol* symbol = c.make<Symbol>();
  if (symbol == nullptr) return nullptr;
  *symbol = {name, 0, NameScope::kUnknown, -1};
  if (!scope.index.add(c.arena, name->index, scope.symbol_count)) return c.no_memory(), nullptr;
  scope.symbols[scope.symbol_count++] = symbol;
  return symbol;
}

const Identifier* mangle(Compilation& c, const Identifier* class_name, const Identifier* name) {
  std::string_view text = name->text;
  if (class_name == nullptr || !text.starts_with("__") || text.ends_with("__")) return name;
  std::string_view owner = class_name->text;
  while (owner.starts_with('_')) owner.remove_prefix(1);
  if (owner.empty() || text.find('.') != text.npos) return name;
  size_t size = 1 + owner.size() + text.size();
  char* buffer = c.arena.make_array<char>(size);
  if (buffer == nullptr) return c.no_memory(), name;
  buffer[0] = '_';
  std::memcpy(buffer + 1, owner.data(), owner.size());
  std::memcpy(buffer + 1 + owner.size(), text.data(), text.size());
  const Identifier* mangled = c.intern({buffer, size});
  return mangled == nullptr ? name : mangled;
}

Scope* scope_of(Compilation& c, const ast::Node* node) { return c.scopes.find(node); }

/// Opens the scope of `node`. An annotation under `from __future__ import annotations` gets one too, for the sake of its errors,
/// but nobody sees it: it is text at run time.
Scope* SymtableWalk::enter(Scope::Kind kind, const Identifier* name, const ast::Node* node, const ast::Located* where) {
  Scope* scope = c_.make<Scope>();
  if (scope == nullptr) return nullptr;
  scope->kind = kind;
  scope->name = name;
  scope->node = node;
  scope->parent = scope_;
  if (where != nullptr) {
    scope->lineno = where->lineno;
    scope->column = where->col_offset;
    scope->end_lineno = where->end_lineno;
    scope->end_column = where->end_col_offset;
  }
  if (scope_ != nullptr) {
    scope->class_name = kind == Scope::Kind::kClass ? name : scope_->class_name;
    scope->nested = scope_->nested || scope_->is_function();
    scope->iterable_depth = scope_->iterable_depth;  // a lambda in an iterable is in it, too
  }
  bool seen = scope_ != nullptr && kind != Scope::Kind::kAnnotation;
  if (seen) {
    (scope_->last_child != nullptr ? scope_->last_child->next_sibling : scope_->first_child) = scope;
    scope_->last_child = scope;
  }
  if (kind != Scope::Kind::kAnnotation && !c_.scopes.add(c_.arena, node, scope)) return c_.no_memory(), nullptr;
  scope_ = scope;
  return scope;
}

uint32_t SymtableWalk::flags_in(const Scope& scope, const Identifier* name) {
  const Symbol* symbol = scope.find(mangle(c_, scope.class_name, name));
  return symbol == nullptr ? 0 : symbol->flags;
}

void SymtableWalk::define_in(Scope& scope, const Identifier* written, uint32_t flags, const ast::Located* where) {
  const Identifier* name = mangle(c_, scope_->class_name, written);
  Symbol* symbol = scope.find(name);
  if (symbol == nullptr) {
    symbol = add_symbol(c_, scope, name);
    if (symbol == nullptr) return;
  } else if ((flags & symbol->flags & Symbol::kParam) != 0) {
    c_.syntax_error(where, "duplicate argument '%s' in function definition", name->text.data());
    return;
  }
  symbol->flags |= flags;
  if (scope.iterating_target && (flags & Symbol::kUse) == 0) {
    if ((symbol->flags & (Symbol::kGlobal | Symbol::kNonlocal)) != 0) {
      c_.syntax_error(where, "comprehension inner loop cannot rebind assignment expression target '%s'", name->text.data());
      return;
    }
    symbol->flags |= Symbol::kCompIter;
  }
  if ((flags & Symbol::kGlobal) != 0 && &scope != top_) {  // the module has the name, too
    Symbol* global = top_->find(name);
    if (global == nullptr) global = add_symbol(c_, *top_, name);
    if (global != nullptr) global->flags |= flags & ~Symbol::kWalrus;
  }
}

void SymtableWalk::note_directive(const Identifier* name, const ast::Located* where) {
  Directive* directive = c_.make<Directive>();
  if (directive == nullptr) return;
  *directive = {mangle(c_, scope_->class_name, name), where, scope_->directives};
  scope_->directives = directive;
}

/// A global or nonlocal statement.
void SymtableWalk::declare(const ast::Located* where, Seq<ast::identifier> names, Symbol::Flag flag) {
  const char* kind = flag == Symbol::kGlobal ? "global" : "nonlocal";
  for (const Identifier* name : names) {
    uint32_t before = flags_in(*scope_, name);
    const char* text = name->text.data();
    if ((before & Symbol::kParam) != 0) return c_.syntax_error(where, "name '%s' is parameter and %s", text, kind);
    if ((before & Symbol::kUse) != 0) return c_.syntax_error(where, "name '%s' is used prior to %s declaration", text, kind);
    if ((before & Symbol::kAnnotated) != 0) return c_.syntax_error(where, "annotated name '%s' can't be %s", text, kind);
    if ((before & Symbol::kLocal) != 0) {
      return c_.syntax_error(where, "name '%s' is assigned to before %s declaration", text, kind);
    }
    define(name, flag, where);
    note_directive(name, where);
  }
}

Scope* SymtableWalk::run(ast::mod* tree) {
  top_ = enter(Scope::Kind::kModule, c_.known.top, tree, nullptr);
  if (top_ == nullptr) return nullptr;
  switch (tree->node_kind) {
    case NodeKind::Module: body_with_docstring(as<ast::Module>(tree)->body); break;
    case NodeKind::Interactive: statements(as<ast::Interactive>(tree)->body); break;
    default: expression(as<ast::Expression>(tree)->body); break;
  }
  return c_.failed ? nullptr : top_;
}

// -- statements --------------------------------------------------------------------------------------------------------

void SymtableWalk::statements(Seq<ast::stmt*> body) {
  for (ast::stmt* s : body) {
    if (c_.failed) return;
    statement(s);
  }
}

/// A constant string that only folding made of the first statement is no docstring: it is wrapped to keep it from being taken for one.
void SymtableWalk::body_with_docstring(Seq<ast::stmt*> body) {
  ast::Expr* first = !body.empty() && ast::is<ast::Expr>(body[0]) ? as<ast::Expr>(body[0]) : nullptr;
  bool was_literal = first != nullptr && ast::is<ast::Constant>(first->value);
  statements(body);
  if (first == nullptr || was_literal || c_.failed || !ast::is<ast::Constant>(first->value)) return;
  ast::JoinedStr* joined = c_.make<ast::JoinedStr>();
  ast::expr** values = c_.arena.make_array<ast::expr*>(1);
  if (joined == nullptr || values == nullptr) return c_.no_memory();
  static_cast<ast::Located&>(*joined) = *first->value;
  joined->node_kind = NodeKind::JoinedStr;
  values[0] = first->value;
  joined->values = {values, 1};
  if (as<ast::Constant>(first->value)->value.kind == ast::constant::Kind::kStr || folded_is_str(c_, first->value)) {
    first->value = joined;
  }
}

void SymtableWalk::statement(ast::stmt* s) {
  if (stop()) return;
  switch (s->node_kind) {
    case NodeKind::FunctionDef: {
      auto* def = as<ast::FunctionDef>(s);
      return function(s, def->name, def->args, def->body, def->decorator_list, def->returns, false);
    }
    case NodeKind::AsyncFunctionDef: {
      auto* def = as<ast::AsyncFunctionDef>(s);
      return function(s, def->name, def->args, def->body, def->decorator_list, def->returns, true);
    }
    case NodeKind::ClassDef: return class_definition(as<ast::ClassDef>(s));
    case NodeKind::Return:
      if (as<ast::Return>(s)->value != nullptr) {
        expression(as<ast::Return>(s)->value);
        scope_->returns_value = true;
      }
      return;
    case NodeKind::Delete: return expressions(as<ast::Delete>(s)->targets);
    case NodeKind::Assign:
      expression(as<ast::Assign>(s)->value);
      return expressions(as<ast::Assign>(s)->targets);
    case NodeKind::AugAssign:
      expression(as<ast::AugAssign>(s)->target);
      return expression(as<ast::AugAssign>(s)->value);
    case NodeKind::AnnAssign: return annotated_assignment(as<ast::AnnAssign>(s));
    case NodeKind::For: {
      auto* loop = as<ast::For>(s);
      expression(loop->iter);
      loop->iter = fold_iterable(c_, loop->iter);
      expression(loop->target);
      statements(loop->body);
      return statements(loop->orelse);
    }
    case NodeKind::AsyncFor: {
      auto* loop = as<ast::AsyncFor>(s);
      scope_->coroutine = true;
      expression(loop->iter);
      expression(loop->target);
      statements(loop->body);
      return statements(loop->orelse);
    }
    case NodeKind::While:
      expression(as<ast::While>(s)->test);
      statements(as<ast::While>(s)->body);
      return statements(as<ast::While>(s)->orelse);
    case NodeKind::If:
      expression(as<ast::If>(s)->test);
      statements(as<ast::If>(s)->body);
      return statements(as<ast::If>(s)->orelse);
    case NodeKind::With:
      with_items(as<ast::With>(s)->items);
      return statements(as<ast::With>(s)->body);
    case NodeKind::AsyncWith:
      scope_->coroutine = true;
      with_items(as<ast::AsyncWith>(s)->items);
      return statements(as<ast::AsyncWith>(s)->body);
    case NodeKind::Match:
      expression(as<ast::Match>(s)->subject);
      for (ast::match_case* match_case : as<ast::Match>(s)->cases) {
        pattern(match_case->pattern);
        optional(match_case->guard);
        statements(match_case->body);
      }
      return;
    case NodeKind::Raise:
      optional(as<ast::Raise>(s)->exc);
      return optional(as<ast::Raise>(s)->cause);
    case NodeKind::Try: {
      auto* attempt = as<ast::Try>(s);
      statements(attempt->body);
      statements(attempt->orelse);
      handlers(attempt->handlers);
      return statements(attempt->finalbody);
    }
    case NodeKind::TryStar: {
      auto* attempt = as<ast::TryStar>(s);
      statements(attempt->body);
      statements(attempt->orelse);
      handlers(attempt->handlers);
      return statements(attempt->finalbody);
    }
    case NodeKind::Assert:
      expression(as<ast::Assert>(s)->test);
      return optional(as<ast::Assert>(s)->msg);
    case NodeKind::Import:
      for (ast::alias* alias : as<ast::Import>(s)->names) import_alias(alias);
      return;
    case NodeKind::ImportFrom:
      for (ast::alias* alias : as<ast::ImportFrom>(s)->names) import_alias(alias);
      return;
    case NodeKind::Global: return declare(s, as<ast::Global>(s)->names, Symbol::kGlobal);
    case NodeKind::Nonlocal: return declare(s, as<ast::Nonlocal>(s)->names, Symbol::kNonlocal);
    case NodeKind::Expr: return expression(as<ast::Expr>(s)->value);
    default: return;  // pass, break, continue
  }
}

void SymtableWalk::function(const ast::stmt* s, const Identifier* name, ast::arguments* args, Seq<ast::stmt*> body,
                            Seq<ast::expr*> decorators, ast::expr*& returns, bool is_async) {
  expressions(decorators);
  defaults(args);
  parameter_annotations(args);
  if (returns != nullptr) annotation(returns);
  define(name, Symbol::kLocal, s);
  if (enter(Scope::Kind::kFunction, name, s, s) == nullptr) return;
  scope_->coroutine = is_async;
  parameters(args);
  body_with_docstring(body);
  leave();
}

void SymtableWalk::class_definition(ast::ClassDef* s) {
  expressions(s->decorator_list);
  expressions(s->bases);
  for (ast::keyword* keyword : s->keywords) expression(keyword->value);
  define(s->name, Symbol::kLocal, s);
  if (enter(Scope::Kind::kClass, s->name, s, s) == nullptr) return;
  body_with_docstring(s->body);
  leave();
}

void SymtableWalk::defaults(ast::arguments* args) {
  expressions(args->defaults);
  expressions(args->kw_defaults);
}

void SymtableWalk::parameters(ast::arguments* args) {
  for (ast::arg* arg : args->posonlyargs) define(arg->arg, Symbol::kParam, arg);
  for (ast::arg* arg : args->args) define(arg->arg, Symbol::kParam, arg);
  for (ast::arg* arg : args->kwonlyargs) define(arg->arg, Symbol::kParam, arg);
  if (args->vararg != nullptr) {
    define(args->vararg->arg, Symbol::kParam, args->vararg);
    scope_->varargs = true;
  }
  if (args->kwarg != nullptr) {
    define(args->kwarg->arg, Symbol::kParam, args->kwarg);
    scope_->varkeywords = true;
  }
}

void SymtableWalk::parameter_annotations(ast::arguments* args) {
  auto visit = [this](ast::arg* arg) {
    if (arg != nullptr && arg->annotation != nullptr) annotation(arg->annotation);
  };
  for (ast::arg* arg : args->posonlyargs) visit(arg);
  for (ast::arg* arg : args->args) visit(arg);
  visit(args->vararg);
  visit(args->kwarg);
  for (ast::arg* arg : args->kwonlyargs) visit(arg);
}

void SymtableWalk::annotation(ast::expr*& e) {
  if ((c_.future & kFutureAnnotations) == 0) return expression(e);
  if (enter(Scope::Kind::kAnnotation, c_.known.annotations, e, e) == nullptr) return;
  c_.folds = false;
  expression(e);
  c_.folds = true;
  leave();
}

void SymtableWalk::annotated_assignment(ast::AnnAssign* s) {
  if (ast::is<ast::Name>(s->target)) {
    auto* target = as<ast::Name>(s->target);
    uint32_t before = flags_in(*scope_, target->id);
    if ((before & (Symbol::kGlobal | Symbol::kNonlocal)) != 0 && scope_ != top_ && s->simple != 0) {
      return c_.syntax_error(s, "annotated name '%s' can't be %s", target->id->text.data(),
                             (before & Symbol::kGlobal) != 0 ? "global" : "nonlocal");
    }
    if (s->simple != 0) {
      define(target->id, Symbol::kAnnotated | Symbol::kLocal, target);
    } else if (s->value != nullptr) {
      define(target->id, Symbol::kLocal, target);
    }
  } else {
    expression(s->target);
  }
  annotation(s->annotation);
  optional(s->value);
}

void SymtableWalk::handlers(Seq<ast::excepthandler*> list) {
  for (ast::excepthandler* node : list) {
    auto* handler = as<ast::ExceptHandler>(node);
    optional(handler->type);
    if (handler->name != nullptr) define(handler->name, Symbol::kLocal | Symbol::kDeleted, handler);
    statements(handler->body);
  }
}

void SymtableWalk::with_items(Seq<ast::withitem*> items) {
  for (ast::withitem* item : items) {
    expression(item->context_expr);
    optional(item->optional_vars);
  }
}

/// `import a.b` binds `a`.
void SymtableWalk::import_alias(ast::alias* alias) {
  if (alias->name->text == "*") {
    if (scope_->kind != Scope::Kind::kModule) c_.syntax_error(alias, "import * only allowed at module level");
    return;
  }
  const Identifier* bound = alias->asname != nullptr ? alias->asname : alias->name;
  size_t dot = alias->asname == nullptr ? bound->text.find('.') : bound->text.npos;
  if (dot != bound->text.npos) bound = c_.intern(bound->text.substr(0, dot));
  if (bound != nullptr) define(bound, Symbol::kImport, alias);
}

void SymtableWalk::pattern(ast::pattern* p) {
  if (stop()) return;
  auto patterns = [this](Seq<ast::pattern*> list) {
    for (ast::pattern* part : list) pattern(part);
  };
  switch (p->node_kind) {
    case NodeKind::MatchValue: return expression(as<ast::MatchValue>(p)->value);
    case NodeKind::MatchSequence: return patterns(as<ast::MatchSequence>(p)->patterns);
    case NodeKind::MatchStar:
      if (as<ast::MatchStar>(p)->name != nullptr) define(as<ast::MatchStar>(p)->name, Symbol::kLocal, p);
      return;
    case NodeKind::MatchMapping: {
      auto* mapping = as<ast::MatchMapping>(p);
      expressions(mapping->keys);
      patterns(mapping->patterns);
      if (mapping->rest != nullptr) define(mapping->rest, Symbol::kLocal, p);
      return;
    }
    case NodeKind::MatchClass: {
      auto* match = as<ast::MatchClass>(p);
      expression(match->cls);
      patterns(match->patterns);
      return patterns(match->kwd_patterns);
    }
    case NodeKind::MatchAs:
      if (as<ast::MatchAs>(p)->pattern != nullptr) pattern(as<ast::MatchAs>(p)->pattern);
      if (as<ast::MatchAs>(p)->name != nullptr) define(as<ast::MatchAs>(p)->name, Symbol::kLocal, p);
      return;
    case NodeKind::MatchOr: return patterns(as<ast::MatchOr>(p)->patterns);
    default: return;
  }
}

}  // namespace pyemb
