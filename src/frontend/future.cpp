// SPDX-License-Identifier: MIT
#include "frontend/future.h"

namespace pyemb {
namespace {

using ast::as;

struct Feature {
  std::string_view name;
  uint32_t bits;  ///< 0: what it asks for has become the rule
};

constexpr Feature kFeatures[] = {
    {"nested_scopes", 0},   {"generators", 0},        {"division", 0},       {"absolute_import", 0},
    {"with_statement", 0},  {"print_function", 0},    {"unicode_literals", 0}, {"barry_as_FLUFL", kFutureBarryAsBdfl},
    {"generator_stop", 0},  {"annotations", kFutureAnnotations},
};

/// A statement on the line of another one. (CPython gives its column unlike all others, counted from 0.)
void report_late(Compilation& c, const ast::stmt* s) {
  ast::Located where = *s;
  where.col_offset -= 1;
  where.end_lineno = s->lineno;
  where.end_col_offset = -1;
  c.syntax_error(&where, "from __future__ imports must occur at the beginning of the file");
}

void read_feature(Compilation& c, const ast::stmt* s, const ast::alias* alias) {
  std::string_view name = alias->name->text;
  for (const Feature& feature : kFeatures) {
    if (feature.name == name) {
      c.future |= feature.bits;
      return;
    }
  }
  ast::Located where = *s;
  where.end_lineno = s->lineno;
  where.end_col_offset = -1;
  if (name == "braces") return c.syntax_error(&where, "not a chance");
  c.syntax_error(&where, "future feature %.100s is not defined", name.data());
}

}  // namespace

void read_future_statements(Compilation& c, const ast::mod* tree) {
  Seq<ast::stmt*> body;
  if (ast::is<ast::Module>(tree)) body = as<ast::Module>(tree)->body;
  if (ast::is<ast::Interactive>(tree)) body = as<ast::Interactive>(tree)->body;
  bool done = false;
  int32_t line = 0;
  for (const ast::stmt* s : body) {
    if (done && s->lineno > line) return;
    line = s->lineno;
    if (ast::is<ast::ImportFrom>(s) && as<ast::ImportFrom>(s)->module == c.known.future) {
      if (done) return report_late(c, s);
      for (const ast::alias* alias : as<ast::ImportFrom>(s)->names) {
        read_feature(c, s, alias);
        if (c.failed) return;
      }
      c.last_future_line = s->lineno;
      continue;
    }
    const ast::expr* value = ast::is<ast::Expr>(s) ? as<ast::Expr>(s)->value : nullptr;
    bool is_docstring = s == body[0] && value != nullptr && ast::is<ast::Constant>(value) &&
                        as<ast::Constant>(value)->value.kind == ast::constant::Kind::kStr;
    if (!is_docstring) done = true;
  }
}

}  // namespace pyemb
