// SPDX-License-Identifier: MIT
//
// The fast parser: compound statements, except match (parser_pattern.cpp).

#include "frontend/parser_core.h"

namespace pyemb {

using namespace ast;

namespace {
/// What a block costs CPython in rules.
constexpr int kBlockWeight = 6;
}  // namespace

stmt* Parser::compound_statement() {
  Nesting nesting(state_, kBlockWeight);
  if (!nesting) return nullptr;
  Place start = place();
  switch (kind()) {
    case Tok::kIf: return if_statement(start);
    case Tok::kFor: return for_statement(start, false);
    case Tok::kWhile: return while_statement(start);
    case Tok::kTry: return try_statement(start);
    case Tok::kWith: return with_statement(start, false);
    case Tok::kDef: return definition(start, false, {});
    case Tok::kClass: return class_definition(start, {});
    case Tok::kAt: return decorated();
    case Tok::kAsync: return async_statement(start);
    default: return nullptr;
  }
}

/// The statements behind a colon: on the same line, or indented on the following ones.
bool Parser::block(Seq<stmt*>* body) {
  if (accept(Tok::kNewline)) {
    return accept(Tok::kIndent) && statements_until(Tok::kDedent, body) && accept(Tok::kDedent);
  }
  uint32_t mark = scratch_.mark();
  return simple_statements() && take(mark, body);
}

/// The same for a function, whose type comment may stand behind the colon or on a line of its own above the body.
bool Parser::function_block(Seq<stmt*>* body, string* comment) {
  *comment = type_comment();
  if (!at(Tok::kNewline)) return block(body);
  advance();
  if (UNLIKELY(at(Tok::kTypeComment))) {
    if (*comment != nullptr) return wrong_comment("Cannot have two type comments on def");
    *comment = type_comment();
    if (!accept(Tok::kNewline)) return false;
  }
  return accept(Tok::kIndent) && statements_until(Tok::kDedent, body) && accept(Tok::kDedent);
}

bool Parser::optional_else(Seq<stmt*>* body) { return !accept(Tok::kElse) || (accept(Tok::kColon) && block(body)); }

/// Each elif is an if in the else of the one before. They are read in a loop, and all end where the last block ends.
stmt* Parser::if_statement(Place start) {
  uint32_t mark = scratch_.mark();
  If* innermost = nullptr;
  int depth_before = state_.depth;
  do {
    Place here = innermost == nullptr ? start : place();
    advance();
    expr* test = named_expression();
    auto* next = test == nullptr || !accept(Tok::kColon) ? nullptr : node<If>(here);
    if (next == nullptr) return nullptr;
    next->test = test;
    if (!block(&next->body) || !push(next)) return nullptr;
    if (innermost != nullptr) {
      auto** only = state_.arena().make_array<stmt*>(1);
      if (only == nullptr) return nullptr;
      *only = next;
      innermost->orelse = {only, 1};
    }
    innermost = next;
    if (++state_.depth > ParseState::kMaxDepth) state_.too_deep = true;
    if (state_.too_deep) return nullptr;
  } while (at(Tok::kElif));
  state_.depth = depth_before;
  if (!optional_else(&innermost->orelse)) return nullptr;
  Seq<If*> chain;
  if (!take(mark, &chain)) return nullptr;
  for (If* one : chain) {
    one->end_lineno = end_.lineno;
    one->end_col_offset = end_.col_offset;
  }
  return chain[0];
}

stmt* Parser::while_statement(Place start) {
  advance();
  expr* test = named_expression();
  Seq<stmt*> body, orelse;
  if (test == nullptr || !accept(Tok::kColon) || !block(&body) || !optional_else(&orelse)) return nullptr;
  auto* statement = node<While>(start);
  if (statement == nullptr) return nullptr;
  statement->test = test;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

template <typename T>
stmt* Parser::for_node(Place start) {
  advance();
  expr* target = targets();
  if (target == nullptr || !accept(Tok::kIn)) return nullptr;
  expr* iter = star_expressions();
  Seq<stmt*> body, orelse;
  if (iter == nullptr || !accept(Tok::kColon)) return nullptr;
  string comment = type_comment();
  if (!block(&body) || !optional_else(&orelse)) return nullptr;
  auto* statement = node<T>(start);
  if (statement == nullptr) return nullptr;
  statement->target = target;
  statement->iter = iter;
  statement->type_comment = comment;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

stmt* Parser::for_statement(Place start, bool is_async) {
  return is_async ? for_node<AsyncFor>(start) : for_node<For>(start);
}

template <typename T>
stmt* Parser::with_node(Place start) {
  advance();
  Seq<withitem*> items;
  Seq<stmt*> body;
  if (!with_items(&items) || !accept(Tok::kColon)) return nullptr;
  string comment = type_comment();
  if (!block(&body)) return nullptr;
  auto* statement = node<T>(start);
  if (statement == nullptr) return nullptr;
  statement->items = items;
  statement->type_comment = comment;
  statement->body = body;
  return statement;
}

stmt* Parser::with_statement(Place start, bool is_async) {
  return is_async ? with_node<AsyncWith>(start) : with_node<With>(start);
}

/// A parenthesis behind `with` may hold the items or begin the first one: what follows it tells.
bool Parser::with_items(Seq<withitem*>* items) {
  if (at(Tok::kLeftParen)) {
    Kept kept(*this);
    Mark before = mark();
    if (parenthesized_with_items(items) && at(Tok::kColon) && has(9, "Parenthesized context managers are")) return true;
    if (state_.is_exhausted()) return false;
    back_to(before);
  }
  uint32_t mark = scratch_.mark();
  do {
    if (!push(with_item())) return false;
  } while (accept(Tok::kComma));
  return take(mark, items);
}

bool Parser::parenthesized_with_items(Seq<withitem*>* items) {
  advance();
  uint32_t mark = scratch_.mark();
  do {
    if (!push(with_item())) return false;
  } while (accept(Tok::kComma) && !at(Tok::kRightParen));
  return accept(Tok::kRightParen) && take(mark, items);
}

withitem* Parser::with_item() {
  expr* context = expression();
  auto* item = context == nullptr ? nullptr : plain_node<withitem>();
  if (item == nullptr) return nullptr;
  item->context_expr = context;
  if (accept(Tok::kAs) && (item->optional_vars = target_item()) == nullptr) return nullptr;
  return item;
}

stmt* Parser::try_statement(Place start) {
  advance();
  Seq<stmt*> body, orelse, finalbody;
  Seq<excepthandler*> handlers;
  bool is_star = false;
  if (!accept(Tok::kColon) || !block(&body)) return nullptr;
  uint32_t mark = scratch_.mark();
  while (at(Tok::kExcept)) {
    if (!push(except_handler(&is_star, scratch_.count_since(mark) == 0))) return nullptr;
  }
  if (!take(mark, &handlers)) return nullptr;
  if (!handlers.empty() && !optional_else(&orelse)) return nullptr;
  if (accept(Tok::kFinally)) {
    if (!accept(Tok::kColon) || !block(&finalbody)) return nullptr;
  } else if (handlers.empty()) {
    return nullptr;
  }
  auto fill = [&](auto* statement) -> stmt* {
    if (statement == nullptr) return nullptr;
    statement->body = body;
    statement->handlers = handlers;
    statement->orelse = orelse;
    statement->finalbody = finalbody;
    return statement;
  };
  return is_star ? fill(node<TryStar>(start)) : fill(node<Try>(start));
}

/// All handlers of a statement are `except*` or none is.
excepthandler* Parser::except_handler(bool* is_star, bool is_first) {
  Place start = place();
  advance();
  bool star = accept(Tok::kStar);
  if (star != *is_star && !is_first) return nullptr;
  if (star && !has(11, "Exception groups are")) return nullptr;
  *is_star = star;
  expr* type = nullptr;
  const Identifier* name = nullptr;
  if (star || !at(Tok::kColon)) {
    type = expression();
    if (type == nullptr) return nullptr;
    if (accept(Tok::kAs)) {
      if (!at(Tok::kName)) return nullptr;
      name = token_->name;
      advance();
    }
  }
  Seq<stmt*> body;
  if (!accept(Tok::kColon) || !block(&body)) return nullptr;
  auto* handler = node<ExceptHandler>(start);
  if (handler == nullptr) return nullptr;
  handler->type = type;
  handler->name = name;
  handler->body = body;
  return handler;
}

template <typename T>
stmt* Parser::definition_node(Place start, Seq<expr*> decorators) {
  advance();
  if (!at(Tok::kName)) return nullptr;
  const Identifier* name = token_->name;
  advance();
  if (!accept(Tok::kLeftParen)) return nullptr;
  struct arguments* args = parameters(false);
  if (args == nullptr || !accept(Tok::kRightParen)) return nullptr;
  expr* returns = nullptr;
  if (accept(Tok::kArrow) && (returns = expression()) == nullptr) return nullptr;
  Seq<stmt*> body;
  string comment = nullptr;
  if (!accept(Tok::kColon) || !function_block(&body, &comment)) return nullptr;
  auto* statement = node<T>(start);
  if (statement == nullptr) return nullptr;
  statement->name = name;
  statement->args = args;
  statement->body = body;
  statement->decorator_list = decorators;
  statement->returns = returns;
  statement->type_comment = comment;
  return statement;
}

stmt* Parser::definition(Place start, bool is_async, Seq<expr*> decorators) {
  return is_async ? definition_node<AsyncFunctionDef>(start, decorators)
                  : definition_node<FunctionDef>(start, decorators);
}

stmt* Parser::class_definition(Place start, Seq<expr*> decorators) {
  advance();
  if (!at(Tok::kName)) return nullptr;
  const Identifier* name = token_->name;
  advance();
  auto* call = plain_node<Call>();  // only its arguments are wanted
  if (call == nullptr || (at(Tok::kLeftParen) && !arguments(call, false))) return nullptr;
  Seq<stmt*> body;
  if (!accept(Tok::kColon) || !block(&body)) return nullptr;
  auto* statement = node<ClassDef>(start);
  if (statement == nullptr) return nullptr;
  statement->name = name;
  statement->bases = call->args;
  statement->keywords = call->keywords;
  statement->body = body;
  statement->decorator_list = decorators;
  return statement;
}

/// The statement begins at its keyword, not at its first decorator.
stmt* Parser::decorated() {
  uint32_t mark = scratch_.mark();
  while (accept(Tok::kAt)) {
    if (!push(named_expression()) || !accept(Tok::kNewline)) return nullptr;
  }
  Seq<expr*> decorators;
  if (!take(mark, &decorators)) return nullptr;
  Place start = place();
  if (at(Tok::kClass)) return class_definition(start, decorators);
  bool is_async = accept(Tok::kAsync);
  if (is_async && !has(5, "Async functions are")) return nullptr;
  return at(Tok::kDef) ? definition(start, is_async, decorators) : nullptr;
}

stmt* Parser::async_statement(Place start) {
  advance();
  switch (kind()) {
    case Tok::kDef: return has(5, "Async functions are") ? definition(start, true, {}) : nullptr;
    case Tok::kFor: return has(5, "Async for loops are") ? for_statement(start, true) : nullptr;
    case Tok::kWith: return has(5, "Async with statements are") ? with_statement(start, true) : nullptr;
    default: return nullptr;
  }
}

}  // namespace pyemb
