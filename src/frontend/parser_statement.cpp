// SPDX-License-Identifier: MIT
//
// The fast parser: lists of statements, and the simple ones.

#include "frontend/parser_core.h"

namespace pyemb {

using namespace ast;

bool Parser::statements_until(Tok end, Seq<stmt*>* list) {
  uint32_t mark = scratch_.mark();
  while (!at(end)) {
    if (!statement()) return false;
  }
  return take(mark, list);
}

/// Pushes one compound statement, or the simple ones of a line.
bool Parser::statement() {
  switch (kind()) {
    case Tok::kIf:
    case Tok::kFor:
    case Tok::kWhile:
    case Tok::kTry:
    case Tok::kWith:
    case Tok::kDef:
    case Tok::kClass:
    case Tok::kAt:
    case Tok::kAsync: return push(compound_statement());
    case Tok::kName:
      if (UNLIKELY(token_->is_word(Word::kMatch))) {
        bool fits = false;
        stmt* match = match_statement(&fits);
        if (fits) return push(match);
      }
      return simple_statements();
    default: return simple_statements();
  }
}

bool Parser::simple_statements() {
  do {
    if (!push(simple_statement())) return false;
  } while (accept(Tok::kSemicolon) && !at(Tok::kNewline));
  return accept(Tok::kNewline);
}

stmt* Parser::simple_statement() {
  Place start = place();
  switch (kind()) {
    case Tok::kReturn: return return_statement(start);
    case Tok::kImport: return import_statement(start);
    case Tok::kFrom: return from_statement(start);
    case Tok::kRaise: return raise_statement(start);
    case Tok::kPass: advance(); return node<Pass>(start);
    case Tok::kBreak: advance(); return node<Break>(start);
    case Tok::kContinue: advance(); return node<Continue>(start);
    case Tok::kDel: return delete_statement(start);
    case Tok::kAssert: return assert_statement(start);
    case Tok::kGlobal: return names_statement<Global>(start);
    case Tok::kNonlocal: return names_statement<Nonlocal>(start);
    default: return expression_statement();
  }
}

/// An expression, or whatever begins with one: the token behind it tells.
stmt* Parser::expression_statement() {
  Place start = place();
  bool is_name = at(Tok::kName), is_group = at(Tok::kLeftParen), is_yield = at(Tok::kYield);
  expr* value = yield_or_star_expressions();
  if (value == nullptr) return nullptr;
  if (is_yield || at(Tok::kNewline) || at(Tok::kSemicolon)) {
    auto* statement = node<Expr>(start);
    if (statement != nullptr) statement->value = value;
    return statement;
  }
  if (at(Tok::kEqual)) return assignment(start, value);
  bool is_plain = is<Name>(value) || is<Attribute>(value) || is<Subscript>(value);
  if (at(Tok::kColon)) {
    bool fits = is<Name>(value) ? is_name || is_group : is_plain;
    return fits ? annotated_assignment(start, value, is<Name>(value) && is_name) : nullptr;
  }
  if (is_augmented_assignment(kind()) && is_plain) return augmented_assignment(start, value);
  return nullptr;
}

stmt* Parser::assignment(Place start, expr* first) {
  uint32_t mark = scratch_.mark();
  expr* value = first;
  while (accept(Tok::kEqual)) {
    if (!set_context(value, expr_context::Store, true) || !push(value)) return nullptr;
    value = yield_or_star_expressions();
    if (value == nullptr) return nullptr;
  }
  string comment = type_comment();
  auto* statement = node<Assign>(start);
  if (statement == nullptr || !take(mark, &statement->targets)) return nullptr;
  statement->value = value;
  statement->type_comment = comment;
  return statement;
}

stmt* Parser::annotated_assignment(Place start, expr* target, bool is_simple) {
  if (!has(6, "Variable annotation syntax is")) return nullptr;
  advance();
  expr* annotation = expression();
  if (annotation == nullptr || !set_context(target, expr_context::Store, false)) return nullptr;
  expr* value = nullptr;
  if (accept(Tok::kEqual) && (value = yield_or_star_expressions()) == nullptr) return nullptr;
  auto* statement = node<AnnAssign>(start);
  if (statement == nullptr) return nullptr;
  statement->target = target;
  statement->annotation = annotation;
  statement->value = value;
  statement->simple = is_simple;
  return statement;
}

stmt* Parser::augmented_assignment(Place start, expr* target) {
  auto op = static_cast<operator_>(static_cast<int>(kind()) - static_cast<int>(Tok::kPlusEqual));
  advance();
  expr* value = yield_or_star_expressions();
  if (value == nullptr || !set_context(target, expr_context::Store, false)) return nullptr;
  auto* statement = node<AugAssign>(start);
  if (statement == nullptr) return nullptr;
  statement->target = target;
  statement->op = op;
  statement->value = value;
  return statement;
}

static_assert(static_cast<int>(Tok::kDoubleSlashEqual) - static_cast<int>(Tok::kPlusEqual) ==
                  static_cast<int>(operator_::FloorDiv),
              "augmented assignments stand in the order of ast::operator_");

stmt* Parser::return_statement(Place start) {
  advance();
  expr* value = nullptr;
  if (!at(Tok::kNewline) && !at(Tok::kSemicolon) && (value = star_expressions()) == nullptr) return nullptr;
  auto* statement = node<Return>(start);
  if (statement != nullptr) statement->value = value;
  return statement;
}

stmt* Parser::delete_statement(Place start) {
  advance();
  uint32_t mark = scratch_.mark();
  do {
    expr* target = primary();
    if (target == nullptr || !set_context(target, expr_context::Del, false) || !push(target)) return nullptr;
  } while (accept(Tok::kComma) && !at(Tok::kNewline) && !at(Tok::kSemicolon));
  if (!at(Tok::kNewline) && !at(Tok::kSemicolon)) return nullptr;
  auto* statement = node<Delete>(start);
  return statement != nullptr && take(mark, &statement->targets) ? statement : nullptr;
}

stmt* Parser::raise_statement(Place start) {
  advance();
  expr* exc = nullptr;
  expr* cause = nullptr;
  if (!at(Tok::kNewline) && !at(Tok::kSemicolon)) {
    if ((exc = expression()) == nullptr) return nullptr;
    if (accept(Tok::kFrom) && (cause = expression()) == nullptr) return nullptr;
  }
  auto* statement = node<Raise>(start);
  if (statement == nullptr) return nullptr;
  statement->exc = exc;
  statement->cause = cause;
  return statement;
}

stmt* Parser::assert_statement(Place start) {
  advance();
  expr* test = expression();
  if (test == nullptr) return nullptr;
  expr* msg = nullptr;
  if (accept(Tok::kComma) && (msg = expression()) == nullptr) return nullptr;
  auto* statement = node<Assert>(start);
  if (statement == nullptr) return nullptr;
  statement->test = test;
  statement->msg = msg;
  return statement;
}

/// global and nonlocal
template <typename T>
stmt* Parser::names_statement(Place start) {
  uint32_t mark = scratch_.mark();
  do {
    advance();
    if (!at(Tok::kName) || !push(token_->name)) return nullptr;
    advance();
  } while (at(Tok::kComma));
  auto* statement = node<T>(start);
  return statement != nullptr && take(mark, &statement->names) ? statement : nullptr;
}

stmt* Parser::import_statement(Place start) {
  uint32_t mark = scratch_.mark();
  do {
    advance();
    if (!push(import_alias(true))) return nullptr;
  } while (at(Tok::kComma));
  auto* statement = node<Import>(start);
  return statement != nullptr && take(mark, &statement->names) ? statement : nullptr;
}

stmt* Parser::from_statement(Place start) {
  advance();
  int32_t level = 0;
  for (; at(Tok::kDot) || at(Tok::kEllipsis); advance()) level += at(Tok::kDot) ? 1 : 3;
  const Identifier* module = nullptr;
  if (level == 0 || !at(Tok::kImport)) {
    module = dotted_name();
    if (module == nullptr) return nullptr;
  }
  Seq<alias*> names;
  if (!accept(Tok::kImport) || !import_targets(&names)) return nullptr;
  auto* statement = node<ImportFrom>(start);
  if (statement == nullptr) return nullptr;
  statement->module = module;
  statement->names = names;
  statement->level = level;
  return statement;
}

bool Parser::import_targets(Seq<alias*>* names) {
  uint32_t mark = scratch_.mark();
  Place start = place();
  if (accept(Tok::kStar)) {
    auto* all = node<alias>(start);
    if (!push(all)) return false;
    all->name = state_.names.intern("*");
    return all->name != nullptr && take(mark, names);
  }
  bool parenthesized = accept(Tok::kLeftParen);
  do {
    if (!push(import_alias(false))) return false;
  } while (accept(Tok::kComma) && !(parenthesized && at(Tok::kRightParen)));
  if (parenthesized && !accept(Tok::kRightParen)) return false;
  return take(mark, names);
}

alias* Parser::import_alias(bool dotted) {
  Place start = place();
  const Identifier* name;
  const Identifier* asname = nullptr;
  if (dotted) {
    name = dotted_name();
    if (name == nullptr) return nullptr;
  } else {
    if (!at(Tok::kName)) return nullptr;
    name = token_->name;
    advance();
  }
  if (accept(Tok::kAs)) {
    if (!at(Tok::kName)) return nullptr;
    asname = token_->name;
    advance();
  }
  auto* result = node<alias>(start);
  if (result == nullptr) return nullptr;
  result->name = name;
  result->asname = asname;
  return result;
}

const Identifier* Parser::dotted_name() {
  if (!at(Tok::kName)) return nullptr;
  const Identifier* name = token_->name;
  advance();
  if (!at(Tok::kDot)) return name;
  uint32_t mark = scratch_.mark();
  size_t size = name->text.size();
  if (!push(name)) return nullptr;
  while (accept(Tok::kDot)) {
    if (!at(Tok::kName) || !push(token_->name)) return nullptr;
    size += 1 + token_->name->text.size();
    advance();
  }
  Seq<const Identifier*> parts;
  char* text = state_.arena().make_array<char>(size);
  if (text == nullptr || !take(mark, &parts)) return nullptr;
  char* to = text;
  for (const Identifier* part : parts) {
    if (to != text) *to++ = '.';
    to = static_cast<char*>(std::memcpy(to, part->text.data(), part->text.size())) + part->text.size();
  }
  return state_.names.intern({text, size});
}

/// Makes `target` one that is stored to or deleted; false when it cannot be.
bool Parser::set_context(expr* target, expr_context context, bool allow_star) {
  switch (target->node_kind) {
    case NodeKind::Name: as<Name>(target)->ctx = context; return true;
    case NodeKind::Attribute: as<Attribute>(target)->ctx = context; return true;
    case NodeKind::Subscript: as<Subscript>(target)->ctx = context; return true;
    case NodeKind::Starred:
      as<Starred>(target)->ctx = context;
      return allow_star && set_context(as<Starred>(target)->value, context, false);
    case NodeKind::Tuple:
    case NodeKind::List: {
      bool is_tuple = is<Tuple>(target);
      (is_tuple ? as<Tuple>(target)->ctx : as<List>(target)->ctx) = context;
      for (expr* element : is_tuple ? as<Tuple>(target)->elts : as<List>(target)->elts) {
        if (!set_context(element, context, context == expr_context::Store)) return false;
      }
      return true;
    }
    default: return false;
  }
}

}  // namespace pyemb
