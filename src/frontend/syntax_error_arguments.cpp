// SPDX-License-Identifier: MIT
//
// The diagnosing parser: arguments of calls and classes.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

using namespace ast;

/// The arguments pushed since `mark`, as a call without a function: what the messages need of them.
Call* Diagnosis::call_node(uint32_t start, uint32_t mark) {
  Seq<Node*> all;
  auto* call = failed_ ? nullptr : node<Call>(start);
  if (call == nullptr || !scratch_.take(mark, &all)) return nullptr;
  auto** args = state_.arena().make_array<expr*>(all.size);
  auto** keywords = state_.arena().make_array<keyword*>(all.size);
  if (args == nullptr || keywords == nullptr) return nullptr;
  call->args.data = args;
  call->keywords.data = keywords;
  for (Node* argument : all) {
    if (is<keyword>(argument)) {
      keywords[call->keywords.size++] = as<keyword>(argument);
    } else {
      args[call->args.size++] = static_cast<expr*>(argument);
    }
  }
  return call;
}

expr* Diagnosis::arguments() {
  return memoized<expr>(Rule::kArguments, [&]() -> expr* {
    uint32_t start = mark_;
    expr* found = args();
    if (found != nullptr) {
      expect(Tok::kComma);
      if (at(Tok::kRightParen)) return found;
    }
    return back(start) && invalid_rules_ ? invalid_arguments() : nullptr;
  });
}

expr* Diagnosis::positional() {
  uint32_t start = mark_;
  if (expr* starred = starred_expression(); starred != nullptr) return starred;
  if (!back(start)) return nullptr;
  expr* value = expression_not_named();
  return value != nullptr && !at(Tok::kEqual) && !failed_ ? value : nullptr;
}

expr* Diagnosis::args() {
  uint32_t start = mark_;
  uint32_t mark = scratch_.mark();
  if (push(positional())) {
    for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && push(positional())) || (back(here), false);
         here = mark_) {
    }
    uint32_t here = mark_;
    uint32_t before = scratch_.mark();
    if (expect(Tok::kComma) == nullptr || !keyword_args(&before)) {
      scratch_.drop_to(before);
      back(here);
    }
    return call_node(start, mark);
  }
  scratch_.drop_to(mark);
  if (back(start) && keyword_args(&mark)) return call_node(start, mark);
  scratch_.drop_to(mark);
  return nullptr;
}

/// Keyword arguments and `*x`, then keyword arguments and `**x`. Pushes them.
bool Diagnosis::keyword_args(uint32_t* mark) {
  uint32_t start = mark_;
  auto list = [&](bool double_star) {
    if (!push(keyword_or_starred(double_star))) return false;
    for (uint32_t here = mark_;
         (expect(Tok::kComma) != nullptr && push(keyword_or_starred(double_star))) || (back(here), false);
         here = mark_) {
    }
    return !failed_;
  };
  if (list(false)) {
    uint32_t here = mark_;
    uint32_t before = scratch_.mark();
    if (expect(Tok::kComma) != nullptr && list(true)) return true;
    scratch_.drop_to(before);
    return back(here);
  }
  scratch_.drop_to(*mark);
  return back(start) && list(true);
}

Node* Diagnosis::keyword_or_starred(bool double_star) {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_keyword();
    if (!back(start)) return nullptr;
  }
  const Token* key = name();
  if (key != nullptr && expect(Tok::kEqual) != nullptr && expression() != nullptr) {
    auto* result = node<keyword>(start);
    if (result != nullptr) result->arg = key->name;
    return result;
  }
  if (!back(start)) return nullptr;
  if (!double_star) return starred_expression();
  return expect(Tok::kDoubleStar) != nullptr && expression() != nullptr ? node<keyword>(start) : nullptr;
}

bool Diagnosis::invalid_keyword() {
  uint32_t start = mark_;
  const Token* word = expect_any(Tok::kTrue, Tok::kFalse, Tok::kNone);
  const Token* equal = word == nullptr ? nullptr : expect(Tok::kEqual);
  if (equal != nullptr) return raise_range(word, equal, message("cannot assign to %.*s", word->text())) != nullptr;
  if (!back(start)) return false;
  expr* last = nullptr;
  word = name();
  equal = word == nullptr ? nullptr : expect(Tok::kEqual);
  bool is_keyword = equal != nullptr;
  if (is_keyword && expression() != nullptr && clauses(&last)) {
    return raise_range(word, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?") != nullptr;
  }
  if (!back(start) || is_keyword) return false;
  expr* value = expression();
  equal = value == nullptr ? nullptr : expect(Tok::kEqual);
  if (equal != nullptr) raise_range(value, equal, "expression cannot contain assignment, perhaps you meant \"==\"?");
  return false;
}

expr* Diagnosis::invalid_arguments() {
  uint32_t start = mark_;
  expr* last = nullptr;
  constexpr const char* kUnparenthesized = "Generator expression must be parenthesized";
  expr* found = args();
  if (found != nullptr && expect(Tok::kComma) != nullptr && expect(Tok::kStar) != nullptr) {
    return raise_at(found, "iterable argument unpacking follows keyword argument unpacking");
  }
  if (!back(start)) return nullptr;
  expr* element = expression();
  if (element != nullptr && clauses(&last) && expect(Tok::kComma) != nullptr) {
    expr* generator_last = last;
    uint32_t here = mark_;
    if (args() == nullptr && back(here) && expression() != nullptr) clauses(&last);
    return failed_ ? nullptr : raise_range(element, generator_last, kUnparenthesized);
  }
  if (!back(start)) return nullptr;
  const Token* word = name();
  const Token* equal = word == nullptr ? nullptr : expect(Tok::kEqual);
  if (equal != nullptr && expression() != nullptr && clauses(&last)) {
    return raise_range(word, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (!back(start)) return nullptr;
  if ((found = args()) != nullptr && clauses(&last)) {
    const Seq<expr*>& all = as<Call>(found)->args;
    if (all.size > 1) return raise_range(all.back(), last, kUnparenthesized);
  }
  if (!back(start)) return nullptr;
  if (args() != nullptr && expect(Tok::kComma) != nullptr) {
    element = expression();
    if (element != nullptr && clauses(&last)) return raise_range(element, last, kUnparenthesized);
  }
  if (!back(start)) return nullptr;
  if ((found = args()) != nullptr && expect(Tok::kComma) != nullptr && args() != nullptr) {
    bool unpacking = false;
    for (keyword* one : as<Call>(found)->keywords) unpacking |= one->arg == nullptr;
    return raise(unpacking ? "positional argument follows keyword argument unpacking"
                           : "positional argument follows keyword argument");
  }
  return nullptr;
}

}  // namespace pyemb
