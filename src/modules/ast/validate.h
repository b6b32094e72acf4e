// SPDX-License-Identifier: MIT
#pragma once

// The checks of a tree that was made by hand: whatever the compiler takes for granted because the parser would not make it
// otherwise. Statements in validate_statement.cpp, patterns in validate_pattern.cpp, all else in validate.cpp.

#include "modules/ast/ast_module.h"
#include "objects/raise.h"

namespace pyemb {

class AstValidator {
 public:
  explicit AstValidator(Compilation& compilation) : c_(compilation), ts_(compilation.ts) {}

  [[nodiscard]] Status statements(Seq<ast::stmt*> list);
  [[nodiscard]] Status expression(const ast::expr* e, ast::expr_context context);
  /// A place that may be empty.
  [[nodiscard]] Status optional(const ast::expr* e) { return e == nullptr ? Status() : expression(e, ast::expr_context::Load); }
  enum class Nulls : uint8_t { kForbidden, kAllowed };
  [[nodiscard]] Status expressions(Seq<ast::expr*> list, ast::expr_context context, Nulls nulls);
  [[nodiscard]] Status loads(Seq<ast::expr*> list) { return expressions(list, ast::expr_context::Load, Nulls::kForbidden); }

 private:
  using Context = ast::expr_context;

  [[nodiscard]] Status statement(const ast::stmt* s);
  [[nodiscard]] Status definition(const char* name, const ast::arguments* args, Seq<ast::stmt*> body, Seq<ast::expr*> decorators, const ast::expr* returns);
  [[nodiscard]] Status class_definition(const ast::ClassDef* s);
  [[nodiscard]] Status loop(const char* name, const ast::expr* target, const ast::expr* iter, Seq<ast::stmt*> body, Seq<ast::stmt*> orelse);
  [[nodiscard]] Status with(const char* name, Seq<ast::withitem*> items, Seq<ast::stmt*> body);
  [[nodiscard]] Status try_statement(const char* name, Seq<ast::stmt*> body, Seq<ast::excepthandler*> handlers, Seq<ast::stmt*> orelse, Seq<ast::stmt*> finalbody);
  [[nodiscard]] Status match(const ast::Match* s);
  [[nodiscard]] Status body(Seq<ast::stmt*> list, const char* owner);
  [[nodiscard]] Status targets(Seq<ast::expr*> list, Context context);
  [[nodiscard]] Status not_empty(size_t size, const char* what, const char* owner);

  template <class T>
  [[nodiscard]] Status names(Seq<T> list, const char* owner) {
    TRY(not_empty(list.size, "names", owner));
    for (T one : list) {
      if (one == nullptr) return value_error("None disallowed in name list");
    }
    return {};
  }

  [[nodiscard]] Status pattern(const ast::pattern* p, bool star_allowed);
  [[nodiscard]] Status patterns(Seq<ast::pattern*> list, bool star_allowed);
  [[nodiscard]] Status pattern_value(const ast::expr* e);
  [[nodiscard]] Status mapping_pattern(const ast::MatchMapping* p);
  [[nodiscard]] Status class_pattern(const ast::MatchClass* p);
  [[nodiscard]] Status as_pattern(const ast::MatchAs* p);
  [[nodiscard]] Status capture(const Identifier* name);

  [[nodiscard]] Status positions(const ast::Located* n);
  [[nodiscard]] Status name(const Identifier* name);
  [[nodiscard]] Status context_of(const ast::expr* e, Context context);
  [[nodiscard]] Status operands(const ast::expr* e);
  [[nodiscard]] Status compare(const ast::Compare* e);
  [[nodiscard]] Status comprehensions(Seq<ast::comprehension*> list);
  [[nodiscard]] Status keywords(Seq<ast::keyword*> list);
  [[nodiscard]] Status parameters(const ast::arguments* args);
  [[nodiscard]] Status parameter_list(Seq<ast::arg*> list);
  [[nodiscard]] Status constant(const ast::constant& value);
  /// Whether the compiler can keep it; if not, `wrong` is the culprit.
  [[nodiscard]] Result<bool> is_constant(Value value, Value* wrong);
  COLD Raised value_error(const char* message) { return raise(ts_, Exc::kValueError, "%s", message); }

  Compilation& c_;
  ThreadState& ts_;
};

}  // namespace pyemb
