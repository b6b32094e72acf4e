// SPDX-License-Identifier: MIT
//
// The diagnosing parser: expressions, from the loosest binding down to the unary operators.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

using namespace ast;

namespace {

bool is_legacy_statement(const expr* node) {
  if (!is<Name>(node)) return false;
  auto word = static_cast<Word>(as<Name>(node)->id->index);
  return as<Name>(node)->id->index < 256 && (word == Word::kPrint || word == Word::kExec);
}

/// CPython takes any name with which a soft keyword begins (`m`, `cas`) for one here.
bool begins_soft_keyword(const Token& token) {
  if (token.kind != Tok::kName) return false;
  for (std::string_view word : {"_", "case", "match"}) {
    if (word.substr(0, token.size) == token.text()) return true;
  }
  return false;
}

}  // namespace

/// What was pushed since `mark`, as a tuple.
expr* Diagnosis::tuple(uint32_t start, uint32_t mark) {
  auto* result = failed_ ? nullptr : node<Tuple>(start);
  return result != nullptr && scratch_.take(mark, &result->elts) ? result : nullptr;
}

expr* Diagnosis::expressions() {
  uint32_t start = mark_;
  expr* first = expression();
  if (first == nullptr || !at(Tok::kComma)) return failed_ ? nullptr : first;
  uint32_t mark = scratch_.mark();
  push(first);
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && push(expression())) || (back(here), false);
       here = mark_) {
  }
  expect(Tok::kComma);
  return tuple(start, mark);
}

expr* Diagnosis::star_expressions() {
  uint32_t start = mark_;
  expr* first = star_expression();
  if (first == nullptr || !at(Tok::kComma)) return failed_ ? nullptr : first;
  uint32_t mark = scratch_.mark();
  push(first);
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && push(star_expression())) || (back(here), false);
       here = mark_) {
  }
  expect(Tok::kComma);
  return tuple(start, mark);
}

expr* Diagnosis::star_expression() {
  return memoized<expr>(Rule::kStarExpression, [&]() -> expr* {
    uint32_t start = mark_;
    if (expect(Tok::kStar) != nullptr) {
      if (expr* value = bitwise_or(); value != nullptr) {
        auto* starred = node<Starred>(start);
        if (starred != nullptr) starred->value = value;
        return starred;
      }
    }
    return back(start) ? expression() : nullptr;
  });
}

/// Pushes them.
bool Diagnosis::star_named_expressions() {
  if (!push(star_named_expression())) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && push(star_named_expression())) || (back(here), false);
       here = mark_) {
  }
  expect(Tok::kComma);
  return !failed_;
}

expr* Diagnosis::star_named_expression() {
  uint32_t start = mark_;
  if (expect(Tok::kStar) != nullptr) {
    if (expr* value = bitwise_or(); value != nullptr) {
      auto* starred = node<Starred>(start);
      if (starred != nullptr) starred->value = value;
      return starred;
    }
  }
  return back(start) ? named_expression() : nullptr;
}

expr* Diagnosis::assignment_expression() {
  uint32_t start = mark_;
  expr* target = name_atom();
  if (target == nullptr || expect(Tok::kColonEqual) == nullptr) return nullptr;
  expr* value = expression();
  auto* result = value == nullptr ? nullptr : node<NamedExpr>(start);
  if (result == nullptr) return nullptr;
  result->target = target;
  result->value = value;
  return result;
}

/// assignment_expression | expression !':='   A name with `:=` behind it is committed to the first.
expr* Diagnosis::expression_not_named() {
  uint32_t start = mark_;
  if (expr* named = assignment_expression(); named != nullptr) return named;
  if (!back(start)) return nullptr;
  expr* value = expression();
  return value != nullptr && !at(Tok::kColonEqual) && !failed_ ? value : nullptr;
}

expr* Diagnosis::named_expression() {
  uint32_t start = mark_;
  if (name() != nullptr && at(Tok::kColonEqual)) {
    back(start);
    return assignment_expression();  // committed
  }
  if (!back(start)) return nullptr;
  if (invalid_rules_) {
    invalid_named_expression();
    if (!back(start)) return nullptr;
  }
  expr* value = expression();
  return value != nullptr && !at(Tok::kColonEqual) && !failed_ ? value : nullptr;
}

expr* Diagnosis::invalid_named_expression() {
  return memoized<expr>(Rule::kInvalidNamedExpression, [&]() -> expr* {
    uint32_t start = mark_;
    auto no_more = [&] { return !at_any(Tok::kEqual, Tok::kColonEqual) && !failed_; };
    expr* target = expression();
    if (target != nullptr && expect(Tok::kColonEqual) != nullptr && expression() != nullptr) {
      return raise_at(target, message("cannot use assignment expressions with %.*s", expression_name(target)));
    }
    if (!back(start)) return nullptr;
    if ((target = name_atom()) != nullptr && expect(Tok::kEqual) != nullptr) {
      expr* value = bitwise_or();
      if (value != nullptr && no_more()) {
        return raise_range(target, value, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
      }
    }
    if (!back(start)) return nullptr;
    bool excluded = list() != nullptr || (back(start) && tuple_atom() != nullptr) ||
                    (back(start) && generator() != nullptr) ||
                    (back(start) && expect_any(Tok::kTrue, Tok::kNone, Tok::kFalse) != nullptr);
    if (excluded || !back(start)) return nullptr;
    target = bitwise_or();
    if (target != nullptr && expect(Tok::kEqual) != nullptr && bitwise_or() != nullptr && no_more()) {
      return raise_at(
          target, message("cannot assign to %.*s here. Maybe you meant '==' instead of '='?", expression_name(target)));
    }
    return nullptr;
  });
}

expr* Diagnosis::yield_expression() {
  uint32_t start = mark_;
  if (expect(Tok::kYield) == nullptr) return nullptr;
  uint32_t here = mark_;
  if (expect(Tok::kFrom) != nullptr && expression() != nullptr) return node<YieldFrom>(start);
  if (!back(here)) return nullptr;
  if (star_expressions() == nullptr) back(here);
  return failed_ ? nullptr : node<Yield>(start);
}

expr* Diagnosis::expression() {
  Nesting nesting(state_, 1);
  if (!nesting) return failed_ = true, nullptr;
  return memoized<expr>(Rule::kExpression, [&]() -> expr* {
    uint32_t start = mark_;
    if (invalid_rules_) {
      invalid_expression();
      if (!back(start)) return nullptr;
      invalid_legacy_expression();
      if (!back(start)) return nullptr;
    }
    return plain_expression();
  });
}

expr* Diagnosis::plain_expression() {
  uint32_t start = mark_;
  expr* body = disjunction();
  if (body != nullptr) {
    uint32_t here = mark_;
    if (expect(Tok::kIf) != nullptr && disjunction() != nullptr && expect(Tok::kElse) != nullptr &&
        expression() != nullptr) {
      return node<IfExp>(start);
    }
    return back(here) ? body : nullptr;
  }
  return back(start) ? lambda() : nullptr;
}

expr* Diagnosis::expression_without_invalid() {
  bool before = invalid_rules_;
  invalid_rules_ = false;
  expr* result = plain_expression();
  invalid_rules_ = before;
  return result;
}

/// Two expressions side by side inside brackets, and an `if` without `else`.
expr* Diagnosis::invalid_expression() {
  uint32_t start = mark_;
  bool prefixed = name() != nullptr && expect(Tok::kString) != nullptr;
  if (!back(start)) return nullptr;
  const Token* first = fetch(mark_);
  if (first == nullptr) return nullptr;
  if (!prefixed && !begins_soft_keyword(*first)) {
    expr* left = disjunction();
    expr* right = left == nullptr ? nullptr : expression_without_invalid();
    if (right != nullptr && !is_legacy_statement(left) && token(mark_ - 1).level != 0) {
      return raise_range(left, right, "invalid syntax. Perhaps you forgot a comma?");
    }
  }
  if (!back(start)) return nullptr;
  expr* body = disjunction();
  if (body == nullptr || expect(Tok::kIf) == nullptr) return nullptr;
  expr* test = disjunction();
  if (test != nullptr && !at_any(Tok::kElse, Tok::kColon) && !failed_) {
    return raise_range(body, test, "expected 'else' after 'if' expression");
  }
  return nullptr;
}

expr* Diagnosis::invalid_legacy_expression() {
  expr* left = name_atom();
  if (left == nullptr || at(Tok::kLeftParen) || failed_) return nullptr;
  expr* right = star_expressions();
  if (right == nullptr || !is_legacy_statement(left)) return nullptr;
  std::string_view word = as<Name>(left)->id->text;
  auto size = static_cast<int>(word.size());
  return raise_range(left, right,
                     format_text(state_.arena(), "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?", size,
                                 word.data(), size, word.data()));
}

expr* Diagnosis::disjunction() {
  return memoized<expr>(Rule::kDisjunction, [&]() -> expr* {
    uint32_t start = mark_;
    expr* first = conjunction();
    if (first == nullptr) return nullptr;
    bool more = false;
    for (uint32_t here = mark_; (expect(Tok::kOr) != nullptr && conjunction() != nullptr) || (back(here), false);
         here = mark_) {
      more = true;
    }
    return failed_ ? nullptr : more ? node<BoolOp>(start) : first;
  });
}

expr* Diagnosis::conjunction() {
  return memoized<expr>(Rule::kConjunction, [&]() -> expr* {
    uint32_t start = mark_;
    expr* first = inversion();
    if (first == nullptr) return nullptr;
    bool more = false;
    for (uint32_t here = mark_; (expect(Tok::kAnd) != nullptr && inversion() != nullptr) || (back(here), false);
         here = mark_) {
      more = true;
    }
    return failed_ ? nullptr : more ? node<BoolOp>(start) : first;
  });
}

expr* Diagnosis::inversion() {
  Nesting nesting(state_, 1);
  if (!nesting) return failed_ = true, nullptr;
  return memoized<expr>(Rule::kInversion, [&]() -> expr* {
    uint32_t start = mark_;
    if (expect(Tok::kNot) != nullptr && inversion() != nullptr) return node<UnaryOp>(start);
    return back(start) ? comparison() : nullptr;
  });
}

bool Diagnosis::comparison_operator(cmpop* op) {
  uint32_t start = mark_;
  if (const Token* sign = expect(Tok::kNotEqual); sign != nullptr) {
    *op = cmpop::NotEq;
    bool angular = sign->start[0] == '<';
    if (state_.options.barry_as_flufl && !angular) raise("with Barry as BDFL, use '<>' instead of '!='");
    return angular == state_.options.barry_as_flufl && !failed_;
  }
  struct Sign {
    Tok kind;
    cmpop op;
  };
  for (Sign sign : {Sign{Tok::kEqualEqual, cmpop::Eq}, Sign{Tok::kLessEqual, cmpop::LtE}, Sign{Tok::kLess, cmpop::Lt},
                    Sign{Tok::kGreaterEqual, cmpop::GtE}, Sign{Tok::kGreater, cmpop::Gt}, Sign{Tok::kIn, cmpop::In}}) {
    *op = sign.op;
    if (expect(sign.kind) != nullptr) return true;
  }
  *op = cmpop::NotIn;
  if (expect(Tok::kNot) != nullptr && expect(Tok::kIn) != nullptr) return true;
  if (!back(start)) return false;
  *op = cmpop::Is;
  if (expect(Tok::kIs) == nullptr) return false;
  if (expect(Tok::kNot) != nullptr) *op = cmpop::IsNot;
  return true;
}

/// Only the first operator matters to messages.
expr* Diagnosis::comparison() {
  uint32_t start = mark_;
  expr* left = bitwise_or();
  if (left == nullptr) return nullptr;
  bool more = false;
  cmpop first = cmpop::Eq, op = cmpop::Eq;
  for (uint32_t here = mark_; (comparison_operator(&op) && bitwise_or() != nullptr) || (back(here), false);
       here = mark_) {
    if (!more) first = op;
    more = true;
  }
  if (failed_ || !more) return failed_ ? nullptr : left;
  auto* result = node<Compare>(start);
  auto* ops = state_.arena().make_array<cmpop>(1);
  if (result == nullptr || ops == nullptr) return nullptr;
  *ops = first;
  result->left = left;
  result->ops = {ops, 1};
  return result;
}

/// The left-associative operators, loosest first.
expr* Diagnosis::binary(int level) {
  static constexpr Rule kRules[] = {Rule::kBitwiseOr, Rule::kBitwiseXor, Rule::kBitwiseAnd,
                                    Rule::kShift,     Rule::kSum,        Rule::kTerm};
  auto sign = [&]() -> const Token* {
    switch (level) {
      case 0: return expect(Tok::kVerticalBar);
      case 1: return expect(Tok::kCircumflex);
      case 2: return expect(Tok::kAmpersand);
      case 3: return expect_any(Tok::kLeftShift, Tok::kRightShift);
      case 4: return expect_any(Tok::kPlus, Tok::kMinus);
      default: return expect_any(Tok::kStar, Tok::kSlash, Tok::kDoubleSlash, Tok::kPercent, Tok::kAt);
    }
  };
  auto operand = [&] { return level == 5 ? factor() : binary(level + 1); };
  return memoized<expr>(kRules[level], [&]() -> expr* {
    uint32_t start = mark_;
    expr* left = operand();
    for (uint32_t here = mark_; left != nullptr; here = mark_) {
      if (sign() == nullptr || operand() == nullptr) {
        back(here);
        break;
      }
      left = node<BinOp>(start);
    }
    return failed_ ? nullptr : left;
  });
}

expr* Diagnosis::factor() {
  Nesting nesting(state_, 1);
  if (!nesting) return failed_ = true, nullptr;
  return memoized<expr>(Rule::kFactor, [&]() -> expr* {
    uint32_t start = mark_;
    if (expect_any(Tok::kPlus, Tok::kMinus, Tok::kTilde) != nullptr && factor() != nullptr) return node<UnaryOp>(start);
    return back(start) ? power() : nullptr;
  });
}

expr* Diagnosis::power() {
  uint32_t start = mark_;
  expr* left = await_primary();
  if (left == nullptr) return nullptr;
  uint32_t here = mark_;
  if (expect(Tok::kDoubleStar) != nullptr && factor() != nullptr) return node<BinOp>(start);
  return back(here) ? left : nullptr;
}

expr* Diagnosis::await_primary() {
  return memoized<expr>(Rule::kAwaitPrimary, [&]() -> expr* {
    uint32_t start = mark_;
    if (expect(Tok::kAwait) != nullptr && primary() != nullptr) return node<Await>(start);
    return back(start) ? primary() : nullptr;
  });
}

expr* Diagnosis::lambda() {
  uint32_t start = mark_;
  if (expect(Tok::kLambda) == nullptr) return nullptr;
  uint32_t here = mark_;
  if (!parameters(Owner::kLambda) && !back(here)) return nullptr;
  if (expect(Tok::kColon) == nullptr || expression() == nullptr) return nullptr;
  return node<Lambda>(start);
}

}  // namespace pyemb
