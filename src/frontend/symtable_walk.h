// SPDX-License-Identifier: MIT
#pragma once

// The first step of the symbol table: visits every node once, opens a Scope for each block, and notes what is done with names.
// Constant expressions are replaced by their values on the way up, so that later passes see them as literals.
//
// Children are visited in the order in which they will be evaluated: the order of co_varnames follows from it.

#include "frontend/ast.h"
#include "frontend/compilation.h"
#include "frontend/symtable.h"

namespace pyemb {

class SymtableWalk {
 public:
  explicit SymtableWalk(Compilation& compilation) : c_(compilation) {}

  /// The scope of the module; null: failed.
  Scope* run(ast::mod* tree);

 private:
  // scopes
  Scope* enter(Scope::Kind kind, const Identifier* name, const ast::Node* node, const ast::Located* where);
  void leave() { scope_ = scope_->parent; }

  // names
  void define(const Identifier* name, uint32_t flags, const ast::Located* where) { define_in(*scope_, name, flags, where); }
  void define_in(Scope& scope, const Identifier* name, uint32_t flags, const ast::Located* where);
  uint32_t flags_in(const Scope& scope, const Identifier* name);
  void note_directive(const Identifier* name, const ast::Located* where);
  void declare(const ast::Located* where, Seq<ast::identifier> names, Symbol::Flag flag);
  void define_walrus_outside(const ast::NamedExpr* e);

  // statements
  void statements(Seq<ast::stmt*> body);
  void body_with_docstring(Seq<ast::stmt*> body);
  void statement(ast::stmt* s);
  void function(const ast::stmt* s, const Identifier* name, ast::arguments* args, Seq<ast::stmt*> body,
                Seq<ast::expr*> decorators, ast::expr*& returns, bool is_async);
  void class_definition(ast::ClassDef* s);
  void annotated_assignment(ast::AnnAssign* s);
  void defaults(ast::arguments* args);
  void parameters(ast::arguments* args);
  void parameter_annotations(ast::arguments* args);
  void annotation(ast::expr*& e);
  void handlers(Seq<ast::excepthandler*> handlers);
  void with_items(Seq<ast::withitem*> items);
  void import_alias(ast::alias* alias);
  void pattern(ast::pattern* p);

  // expressions
  void expression(ast::expr*& e);
  void optional(ast::expr*& e) {
    if (e != nullptr) expression(e);
  }
  void expressions(Seq<ast::expr*> list);
  void name(ast::expr*& e);
  void lambda(ast::Lambda* e);
  void walrus(ast::NamedExpr* e);
  void yield(const ast::expr* e, ast::expr*& value);
  void comprehension(const ast::expr* e, Scope::Comprehension kind, Seq<ast::comprehension*> generators, ast::expr*& element,
                     ast::expr** value);
  void inner_generator(ast::comprehension* generator);
  bool forbidden_in_annotation(const char* what, const ast::expr* e);

  bool stop() { return c_.failed || c_.too_deep(); }

  Compilation& c_;
  Scope* scope_ = nullptr;
  Scope* top_ = nullptr;
};

/// The symbol of `name` (mangled already) in a scope, made when it is not there. Null: no memory, failed.
Symbol* add_symbol(Compilation& compilation, Scope& scope, const Identifier* name);

}  // namespace pyemb
