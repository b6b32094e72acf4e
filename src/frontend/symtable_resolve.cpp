// SPDX-License-Identifier: MIT
// The second step of the symbol table: where each name lives.
#include "frontend/compilation.h"
#include "frontend/symtable.h"
#include "frontend/symtable_walk.h"

namespace pyemb {
namespace {

const ast::Located* directive_of(const Scope& scope, const Identifier* name) {
  const ast::Located* where = nullptr;
  for (const Directive* d = scope.directives; d != nullptr; d = d->next) {
    if (d->name == name) where = d->where;  // the list is newest first; the oldest counts
  }
  return where;
}

/// The enclosing function in which `name` is bound, seen from within `scope`; for __class__ it may be a class. Scopes around
/// are resolved already.
Scope* find_binder(Compilation& c, Scope* scope, const Identifier* name) {
  for (; scope != nullptr && scope->kind != Scope::Kind::kModule; scope = scope->parent) {
    if (scope->kind == Scope::Kind::kClass) {
      if (name == c.known.class_cell) return scope;
      continue;
    }
    const Symbol* symbol = scope->find(name);
    if (symbol == nullptr) continue;
    switch (symbol->scope) {
      case NameScope::kLocal:
      case NameScope::kCell: return scope;
      case NameScope::kGlobalExplicit:
      case NameScope::kGlobalImplicit: return nullptr;
      default: break;
    }
  }
  return nullptr;
}

/// Makes the name a cell in `binder`, and free in `scope` and in all between.
void make_free(Compilation& c, Scope& scope, Symbol& symbol, Scope& binder) {
  symbol.scope = NameScope::kFree;
  scope.has_free = true;
  for (Scope* between = scope.parent; between != &binder; between = between->parent) {
    Symbol* passed = between->find(symbol.name);
    if (passed == nullptr) {
      passed = add_symbol(c, *between, symbol.name);
      if (passed == nullptr) return;
      passed->scope = NameScope::kFree;
    } else if (between->kind == Scope::Kind::kClass && (passed->flags & (Symbol::kBound | Symbol::kGlobal)) != 0) {
      passed->flags |= Symbol::kFreeClass;
    }
  }
  if (binder.kind == Scope::Kind::kClass) {
    binder.needs_class_cell = true;
  } else {
    binder.find(symbol.name)->scope = NameScope::kCell;
  }
}

void resolve_symbol(Compilation& c, Scope& scope, Symbol& symbol) {
  const char* text = symbol.name->text.data();
  if ((symbol.flags & Symbol::kGlobal) != 0) {
    if ((symbol.flags & Symbol::kNonlocal) != 0) {
      return c.syntax_error(directive_of(scope, symbol.name), "name '%s' is nonlocal and global", text);
    }
    symbol.scope = NameScope::kGlobalExplicit;
    return;
  }
  if ((symbol.flags & Symbol::kNonlocal) != 0) {
    if (scope.kind == Scope::Kind::kModule) {
      return c.syntax_error(directive_of(scope, symbol.name), "nonlocal declaration not allowed at module level");
    }
    Scope* binder = find_binder(c, scope.parent, symbol.name);
    if (binder == nullptr) {
      return c.syntax_error(directive_of(scope, symbol.name), "no binding for nonlocal '%s' found", text);
    }
    return make_free(c, scope, symbol, *binder);
  }
  if ((symbol.flags & Symbol::kBound) != 0) {
    symbol.scope = NameScope::kLocal;
    return;
  }
  if (symbol.scope == NameScope::kFree) return;  // passes through to an inner scope
  Scope* binder = find_binder(c, scope.parent, symbol.name);
  if (binder != nullptr) return make_free(c, scope, symbol, *binder);
  symbol.scope = NameScope::kGlobalImplicit;
  if (scope.nested) scope.has_free = true;
}

void resolve(Compilation& c, Scope& scope) {
  if (c.failed || c.too_deep()) return;
  for (uint32_t i = 0; i < scope.symbol_count; ++i) {
    if (!c.failed) resolve_symbol(c, scope, *scope.symbols[i]);
  }
  scope.resolved = true;
  for (Scope* child = scope.first_child; child != nullptr; child = child->next_sibling) resolve(c, *child);
}

}  // namespace

Scope* build_symtable(Compilation& c, ast::mod* tree) {
  Scope* top = SymtableWalk(c).run(tree);
  if (top != nullptr) resolve(c, *top);
  return c.failed ? nullptr : top;
}

}  // namespace pyemb
