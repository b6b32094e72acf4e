// SPDX-License-Identifier: MIT
//
// The diagnosing parser: compound statements, except match.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

namespace {
constexpr char kMatched = 0;
}  // namespace

bool Diagnosis::compound_statement() {
  Nesting nesting(state_, 4);
  if (!nesting) return failed_ = true, false;
  uint32_t start = mark_;
  if (at_any(Tok::kDef, Tok::kAt, Tok::kAsync) && function_definition()) return true;
  if (back(start) && at(Tok::kIf) && if_statement(Tok::kIf, "'if' statement")) return true;
  if (back(start) && at_any(Tok::kClass, Tok::kAt) && class_definition()) return true;
  if (back(start) && at_any(Tok::kWith, Tok::kAsync) && with_statement()) return true;
  if (back(start) && at_any(Tok::kFor, Tok::kAsync) && for_statement()) return true;
  if (back(start) && at(Tok::kTry) && try_statement()) return true;
  if (back(start) && at(Tok::kWhile) && while_statement()) return true;
  return back(start) && match_statement();
}

bool Diagnosis::block() {
  return memoized<const char>(Rule::kBlock, [&]() -> const char* {
           uint32_t start = mark_;
           if (indented_block()) return &kMatched;
           if (back(start) && simple_statements()) return &kMatched;
           if (back(start) && invalid_rules_ && no_indent_after_newline()) {
             raise("expected an indented block", SyntaxError::Kind::kIndentation);
           }
           return nullptr;
         }) != nullptr;
}

bool Diagnosis::indented_block() {
  return expect(Tok::kNewline) != nullptr && expect(Tok::kIndent) != nullptr && statements() &&
         expect(Tok::kDedent) != nullptr;
}

bool Diagnosis::no_indent_after_newline() { return expect(Tok::kNewline) != nullptr && !at(Tok::kIndent) && !failed_; }

bool Diagnosis::decorators() {
  uint32_t count = 0;
  for (uint32_t here = mark_;
       (expect(Tok::kAt) != nullptr && named_expression() != nullptr && expect(Tok::kNewline) != nullptr) ||
       (back(here), false);
       here = mark_) {
    ++count;
  }
  return !failed_ && count != 0;
}

bool Diagnosis::function_definition() {
  uint32_t start = mark_;
  if (decorators() && function_raw()) return true;
  return back(start) && function_raw();
}

bool Diagnosis::invalid_function_definition() {
  expect(Tok::kAsync);
  const Token* keyword = expect(Tok::kDef);
  if (keyword == nullptr || name() == nullptr || expect(Tok::kLeftParen) == nullptr) return false;
  uint32_t here = mark_;
  if (!parameters(Owner::kDef)) back(here);
  if (expect(Tok::kRightParen) == nullptr) return false;
  here = mark_;
  if (expect(Tok::kArrow) == nullptr || expression() == nullptr) back(here);
  if (expect(Tok::kColon) != nullptr && no_indent_after_newline()) raise_missing_block("function definition", keyword);
  return false;
}

bool Diagnosis::function_raw() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_function_definition();
    if (!back(start)) return false;
  }
  for (bool is_async : {false, true}) {
    if (!back(start)) return false;
    if (is_async && expect(Tok::kAsync) == nullptr) return false;
    if (expect(Tok::kDef) == nullptr || name() == nullptr) continue;
    if (!force(Tok::kLeftParen, "(")) return false;
    uint32_t here = mark_;
    if (!parameters(Owner::kDef) && !back(here)) return false;
    if (expect(Tok::kRightParen) == nullptr) continue;
    here = mark_;
    if (expect(Tok::kArrow) == nullptr || expression() == nullptr) back(here);
    if (failed_ || !force(Tok::kColon, ":")) return false;
    if (block()) return true;
  }
  return false;
}

bool Diagnosis::class_definition() {
  uint32_t start = mark_;
  if (decorators() && class_raw()) return true;
  return back(start) && class_raw();
}

/// 'class' NAME ['(' [arguments] ')']
bool Diagnosis::class_head(const Token** keyword) {
  *keyword = expect(Tok::kClass);
  if (*keyword == nullptr || name() == nullptr) return false;
  uint32_t here = mark_;
  if (expect(Tok::kLeftParen) == nullptr) return back(here);
  uint32_t inside = mark_;
  if (arguments() == nullptr) back(inside);
  if (expect(Tok::kRightParen) == nullptr) back(here);
  return !failed_;
}

bool Diagnosis::class_raw() {
  uint32_t start = mark_;
  const Token* keyword;
  if (invalid_rules_) {
    if (class_head(&keyword) && expect(Tok::kNewline) != nullptr) return raise("expected ':'") != nullptr;
    if (back(start) && class_head(&keyword) && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
      return raise_missing_block("class definition", keyword) != nullptr;
    }
    if (!back(start)) return false;
  }
  return class_head(&keyword) && expect(Tok::kColon) != nullptr && block();
}

/// if, elif and while without colon or without block
bool Diagnosis::invalid_condition(Tok keyword, const char* name) {
  uint32_t start = mark_;
  if (expect(keyword) != nullptr && named_expression() != nullptr && expect(Tok::kNewline) != nullptr) {
    return raise("expected ':'") != nullptr;
  }
  if (!back(start)) return false;
  const Token* token = expect(keyword);
  if (token != nullptr && named_expression() != nullptr && expect(Tok::kColon) != nullptr &&
      no_indent_after_newline()) {
    raise_missing_block(name, token);
  }
  return false;
}

/// An if or an elif, with all that hangs on it.
bool Diagnosis::if_statement(Tok keyword, const char* name) {
  Nesting nesting(state_, 1);
  if (!nesting) return failed_ = true, false;
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_condition(keyword, name);
    if (!back(start)) return false;
  }
  if (expect(keyword) == nullptr || named_expression() == nullptr || expect(Tok::kColon) == nullptr || !block())
    return false;
  uint32_t here = mark_;
  if (if_statement(Tok::kElif, "'elif' statement")) return true;
  if (!back(here)) return false;
  if (!else_block()) back(here);
  return !failed_;
}

bool Diagnosis::else_block() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    const Token* keyword = expect(Tok::kElse);
    if (keyword != nullptr && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
      return raise_missing_block("'else' statement", keyword) != nullptr;
    }
    if (!back(start)) return false;
  }
  return expect(Tok::kElse) != nullptr && force(Tok::kColon, ":") && block();
}

bool Diagnosis::while_statement() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_condition(Tok::kWhile, "'while' statement");
    if (!back(start)) return false;
  }
  if (expect(Tok::kWhile) == nullptr || named_expression() == nullptr || expect(Tok::kColon) == nullptr || !block())
    return false;
  uint32_t here = mark_;
  if (!else_block()) back(here);
  return !failed_;
}

/// [ASYNC] 'for' star_targets 'in' star_expressions
bool Diagnosis::for_head(const Token** keyword) {
  expect(Tok::kAsync);
  *keyword = expect(Tok::kFor);
  return *keyword != nullptr && star_targets() != nullptr && expect(Tok::kIn) != nullptr &&
         star_expressions() != nullptr;
}

bool Diagnosis::invalid_for() {
  uint32_t start = mark_;
  const Token* keyword;
  if (for_head(&keyword) && expect(Tok::kNewline) != nullptr) return raise("expected ':'") != nullptr;
  if (back(start) && for_head(&keyword) && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
    raise_missing_block("'for' statement", keyword);
  }
  return false;
}

bool Diagnosis::for_statement() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_for();
    if (!back(start)) return false;
  }
  for (bool is_async : {false, true}) {
    if (!back(start)) return false;
    if (is_async && expect(Tok::kAsync) == nullptr) break;
    if (expect(Tok::kFor) == nullptr || star_targets() == nullptr || expect(Tok::kIn) == nullptr) continue;
    if (star_expressions() == nullptr || expect(Tok::kColon) == nullptr || !block()) return false;  // committed
    uint32_t here = mark_;
    if (!else_block()) back(here);
    return !failed_;
  }
  return back(start) && invalid_rules_ && invalid_for_target();
}

bool Diagnosis::invalid_for_target() {
  expect(Tok::kAsync);
  if (expect(Tok::kFor) == nullptr) return false;
  ast::expr* target = star_expressions();
  if (target != nullptr) raise_invalid_target(Targets::kFor, target);
  return false;
}

/// The head of a with statement up to its colon, in the loose form that the messages about it use.
bool Diagnosis::with_head(bool parenthesized, const Token** keyword) {
  expect(Tok::kAsync);
  *keyword = expect(Tok::kWith);
  if (*keyword == nullptr || (parenthesized && expect(Tok::kLeftParen) == nullptr)) return false;
  auto item = [&] {
    if ((parenthesized ? expressions() : expression()) == nullptr) return false;
    uint32_t here = mark_;
    if (expect(Tok::kAs) == nullptr || star_target() == nullptr) back(here);
    return !failed_;
  };
  if (!item()) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && item()) || (back(here), false); here = mark_) {
  }
  if (!parenthesized) return !failed_;
  expect(Tok::kComma);
  return expect(Tok::kRightParen) != nullptr;
}

bool Diagnosis::invalid_with(bool indent) {
  uint32_t start = mark_;
  for (bool parenthesized : {false, true}) {
    const Token* keyword;
    if (!back(start) || !with_head(parenthesized, &keyword)) continue;
    if (!indent && expect(Tok::kNewline) != nullptr) return raise("expected ':'") != nullptr;
    if (indent && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
      return raise_missing_block("'with' statement", keyword) != nullptr;
    }
  }
  return false;
}

bool Diagnosis::with_statement() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_with(true);
    if (!back(start)) return false;
  }
  for (bool is_async : {false, true}) {
    for (bool parenthesized : {true, false}) {
      if (!back(start)) return false;
      if (is_async && expect(Tok::kAsync) == nullptr) continue;
      if (expect(Tok::kWith) == nullptr) continue;
      if (!(parenthesized ? parenthesized_with_items() : with_items())) continue;
      if (expect(Tok::kColon) != nullptr && block()) return true;
    }
  }
  return back(start) && invalid_rules_ && invalid_with(false);
}

bool Diagnosis::with_items() {
  if (!with_item()) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && with_item()) || (back(here), false); here = mark_) {
  }
  return !failed_;
}

bool Diagnosis::parenthesized_with_items() {
  if (expect(Tok::kLeftParen) == nullptr || !with_items()) return false;
  expect(Tok::kComma);
  return expect(Tok::kRightParen) != nullptr;
}

bool Diagnosis::with_item() {
  uint32_t start = mark_;
  auto at_end = [&] { return at_any(Tok::kComma, Tok::kRightParen, Tok::kColon); };
  if (expression() != nullptr && expect(Tok::kAs) != nullptr && star_target() != nullptr && at_end()) return true;
  if (!back(start)) return false;
  if (invalid_rules_ && expression() != nullptr && expect(Tok::kAs) != nullptr) {
    ast::expr* target = expression();
    if (target != nullptr && at_end()) raise_invalid_target(Targets::kStar, target);
  }
  return back(start) && expression() != nullptr;
}

bool Diagnosis::invalid_try() {
  uint32_t start = mark_;
  const Token* keyword = expect(Tok::kTry);
  if (keyword != nullptr && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
    return raise_missing_block("'try' statement", keyword) != nullptr;
  }
  if (back(start) && expect(Tok::kTry) != nullptr && expect(Tok::kColon) != nullptr && block() &&
      !at_any(Tok::kExcept, Tok::kFinally) && !failed_) {
    return raise("expected 'except' or 'finally' block") != nullptr;
  }
  for (bool star : {false, true}) {
    if (!back(start) || expect(Tok::kTry) == nullptr || expect(Tok::kColon) == nullptr) return false;
    for (uint32_t here = mark_; block() || (back(here), false); here = mark_) {
    }
    uint32_t handlers = 0;
    for (uint32_t here = mark_; (star ? except_star_block() : except_block()) || (back(here), false); here = mark_)
      ++handlers;
    const Token* except = handlers == 0 ? nullptr : expect(Tok::kExcept);
    if (except == nullptr) continue;
    constexpr const char* kBoth = "cannot have both 'except' and 'except*' on the same 'try'";
    if (!star) {
      const Token* sign = expect(Tok::kStar);
      if (sign != nullptr && expression() != nullptr && optional_as_name() && expect(Tok::kColon) != nullptr) {
        return raise_range(except, sign, kBoth) != nullptr;
      }
    } else {
      uint32_t here = mark_;
      if (expression() == nullptr || !optional_as_name()) back(here);
      if (expect(Tok::kColon) != nullptr) return raise_at(except, kBoth) != nullptr;
    }
  }
  return false;
}

bool Diagnosis::optional_as_name() { return as_name(); }

bool Diagnosis::try_statement() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_try();
    if (!back(start)) return false;
  }
  auto head = [&] { return expect(Tok::kTry) != nullptr && force(Tok::kColon, ":") && block(); };
  if (head() && finally_block()) return true;
  for (bool star : {false, true}) {
    if (!back(start) || !head()) return false;
    uint32_t handlers = 0;
    for (uint32_t here = mark_; (star ? except_star_block() : except_block()) || (back(here), false); here = mark_)
      ++handlers;
    if (failed_) return false;
    if (handlers == 0) continue;
    uint32_t here = mark_;
    if (!else_block() && !back(here)) return false;
    here = mark_;
    if (!finally_block()) back(here);
    return !failed_;
  }
  return false;
}

bool Diagnosis::invalid_except_indent(bool star) {
  uint32_t start = mark_;
  const Token* keyword = expect(Tok::kExcept);
  if (keyword == nullptr) return false;
  if (star && expect(Tok::kStar) == nullptr) return false;
  const char* what = star ? "'except*' statement" : "'except' statement";
  if (expression() != nullptr && as_name() && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
    return raise_missing_block(what, keyword) != nullptr;
  }
  if (star || !back(start) || expect(Tok::kExcept) == nullptr) return false;
  if (expect(Tok::kColon) != nullptr && no_indent_after_newline()) raise_missing_block(what, keyword);
  return false;
}

bool Diagnosis::invalid_except(bool) {
  uint32_t start = mark_;
  auto head = [&] {
    if (expect(Tok::kExcept) == nullptr) return false;
    expect(Tok::kStar);
    return true;
  };
  if (head()) {
    ast::expr* type = expression();
    if (type != nullptr && expect(Tok::kComma) != nullptr && expressions() != nullptr && as_name() &&
        expect(Tok::kColon) != nullptr) {
      return raise_place(type->lineno, type->col_offset, ErrorSite::kHere, ErrorSite::kHere,
                         "multiple exception types must be parenthesized") != nullptr;
    }
  }
  if (back(start) && head() && expression() != nullptr && as_name() && expect(Tok::kNewline) != nullptr) {
    return raise("expected ':'") != nullptr;
  }
  if (back(start) && expect(Tok::kExcept) != nullptr && expect(Tok::kNewline) != nullptr) {
    return raise("expected ':'") != nullptr;
  }
  if (back(start) && expect(Tok::kExcept) != nullptr && expect(Tok::kStar) != nullptr &&
      expect_any(Tok::kNewline, Tok::kColon) != nullptr) {
    raise("expected one or more exception types");
  }
  return false;
}

bool Diagnosis::except_block() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_except_indent(false);
    if (!back(start)) return false;
  }
  if (expect(Tok::kExcept) != nullptr && expression() != nullptr && as_name() && expect(Tok::kColon) != nullptr &&
      block()) {
    return true;
  }
  if (back(start) && expect(Tok::kExcept) != nullptr && expect(Tok::kColon) != nullptr && block()) return true;
  return back(start) && invalid_rules_ && invalid_except(false);
}

bool Diagnosis::except_star_block() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_except_indent(true);
    if (!back(start)) return false;
  }
  if (expect(Tok::kExcept) != nullptr && expect(Tok::kStar) != nullptr && expression() != nullptr && as_name() &&
      expect(Tok::kColon) != nullptr && block()) {
    return true;
  }
  return back(start) && invalid_rules_ && invalid_except(true);
}

bool Diagnosis::finally_block() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    const Token* keyword = expect(Tok::kFinally);
    if (keyword != nullptr && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
      return raise_missing_block("'finally' statement", keyword) != nullptr;
    }
    if (!back(start)) return false;
  }
  return expect(Tok::kFinally) != nullptr && force(Tok::kColon, ":") && block();
}

}  // namespace pyemb
