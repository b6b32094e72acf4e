// SPDX-License-Identifier: MIT
//
// The fast parser: operators, from the loosest binding down to the unary ones.
//
// OPTIMIZATION: most expressions are one operand. expression() therefore reads a bitwise_or at once and asks whether
// the token behind it continues it; only then do the _tail functions climb through the looser operators, left operand
// in hand, instead of descending through each level of the grammar first.

#include <array>

#include "frontend/parser_core.h"

namespace pyemb {

using namespace ast;

namespace {

struct BinaryOperator {
  uint8_t precedence = 0;  ///< 0: not one
  operator_ op = operator_::Add;
};

constexpr size_t kTokenKinds = static_cast<size_t>(Tok::kYield) + 1;

constexpr std::array<BinaryOperator, kTokenKinds> kBinaryOperators = [] {
  std::array<BinaryOperator, kTokenKinds> table = {};
  auto set = [&](Tok kind, uint8_t precedence, operator_ op) { table[static_cast<size_t>(kind)] = {precedence, op}; };
  set(Tok::kVerticalBar, 1, operator_::BitOr);
  set(Tok::kCircumflex, 2, operator_::BitXor);
  set(Tok::kAmpersand, 3, operator_::BitAnd);
  set(Tok::kLeftShift, 4, operator_::LShift);
  set(Tok::kRightShift, 4, operator_::RShift);
  set(Tok::kPlus, 5, operator_::Add);
  set(Tok::kMinus, 5, operator_::Sub);
  set(Tok::kStar, 6, operator_::Mult);
  set(Tok::kSlash, 6, operator_::Div);
  set(Tok::kDoubleSlash, 6, operator_::FloorDiv);
  set(Tok::kPercent, 6, operator_::Mod);
  set(Tok::kAt, 6, operator_::MatMult);
  return table;
}();

/// The tokens that make more than a bitwise_or of what stands before them.
constexpr std::array<bool, kTokenKinds> kContinues = [] {
  std::array<bool, kTokenKinds> table = {};
  for (Tok kind : {Tok::kIf, Tok::kOr, Tok::kAnd, Tok::kNot, Tok::kIn, Tok::kIs, Tok::kLess, Tok::kGreater,
                   Tok::kEqualEqual, Tok::kNotEqual, Tok::kLessEqual, Tok::kGreaterEqual}) {
    table[static_cast<size_t>(kind)] = true;
  }
  return table;
}();

}  // namespace

expr* Parser::expression() {
  Place start = place();
  if (UNLIKELY(at(Tok::kLambda))) return lambda();
  expr* left = UNLIKELY(at(Tok::kNot)) ? inversion() : bitwise_or();
  if (left == nullptr || LIKELY(!kContinues[static_cast<size_t>(kind())])) return left;
  return expression_tail(start, left);
}

expr* Parser::expression_tail(Place start, expr* left) {
  left = disjunction_tail(start, left);
  if (left == nullptr || !at(Tok::kIf)) return left;
  advance();
  Nesting nesting(state_, 1);
  if (!nesting) return nullptr;
  expr* test = disjunction();
  if (test == nullptr || !accept(Tok::kElse)) return nullptr;
  expr* orelse = expression();
  auto* result = orelse == nullptr ? nullptr : node<IfExp>(start);
  if (result == nullptr) return nullptr;
  result->test = test;
  result->body = left;
  result->orelse = orelse;
  return result;
}

expr* Parser::disjunction() {
  Place start = place();
  expr* left = at(Tok::kNot) ? inversion() : bitwise_or();
  if (left == nullptr || LIKELY(!kContinues[static_cast<size_t>(kind())])) return left;
  return disjunction_tail(start, left);
}

expr* Parser::disjunction_tail(Place start, expr* left) {
  left = conjunction_tail(start, left);
  if (left == nullptr || !at(Tok::kOr)) return left;
  uint32_t mark = scratch_.mark();
  if (!push(left)) return nullptr;
  while (accept(Tok::kOr)) {
    if (!push(conjunction())) return nullptr;
  }
  auto* result = node<BoolOp>(start);
  if (result == nullptr || !take(mark, &result->values)) return nullptr;
  result->op = boolop::Or;
  return result;
}

expr* Parser::conjunction() {
  Place start = place();
  expr* left = inversion();
  return left == nullptr ? nullptr : conjunction_tail(start, left);
}

expr* Parser::conjunction_tail(Place start, expr* left) {
  left = comparison_tail(start, left);
  if (left == nullptr || !at(Tok::kAnd)) return left;
  uint32_t mark = scratch_.mark();
  if (!push(left)) return nullptr;
  while (accept(Tok::kAnd)) {
    if (!push(inversion())) return nullptr;
  }
  auto* result = node<BoolOp>(start);
  if (result == nullptr || !take(mark, &result->values)) return nullptr;
  result->op = boolop::And;
  return result;
}

expr* Parser::inversion() {
  Place start = place();
  if (!accept(Tok::kNot)) {
    expr* left = bitwise_or();
    return left == nullptr ? nullptr : comparison_tail(start, left);
  }
  Nesting nesting(state_, 1);
  if (!nesting) return nullptr;
  expr* operand = inversion();
  auto* result = operand == nullptr ? nullptr : node<UnaryOp>(start);
  if (result == nullptr) return nullptr;
  result->op = unaryop::Not;
  result->operand = operand;
  return result;
}

/// Consumes a comparison operator, of one token or two. `broken`: it was a `not` without its `in`.
bool Parser::comparison_operator(cmpop* op, bool* broken) {
  switch (kind()) {
    case Tok::kEqualEqual: *op = cmpop::Eq; break;
    case Tok::kNotEqual:
      if ((token_->start[0] == '<') != state_.options.barry_as_flufl) return false;
      *op = cmpop::NotEq;
      break;
    case Tok::kLess: *op = cmpop::Lt; break;
    case Tok::kLessEqual: *op = cmpop::LtE; break;
    case Tok::kGreater: *op = cmpop::Gt; break;
    case Tok::kGreaterEqual: *op = cmpop::GtE; break;
    case Tok::kIn: *op = cmpop::In; break;
    case Tok::kIs:
      advance();
      *op = accept(Tok::kNot) ? cmpop::IsNot : cmpop::Is;
      return true;
    case Tok::kNot:  // nothing else can follow an operand with `not`, so there is no way back to keep
      advance();
      *op = cmpop::NotIn;
      *broken = !accept(Tok::kIn);
      return !*broken;
    default: return false;
  }
  advance();
  return true;
}

expr* Parser::comparison_tail(Place start, expr* left) {
  uint32_t mark = scratch_.mark();
  cmpop op;
  bool broken = false;
  while (comparison_operator(&op, &broken)) {
    if (!scratch_.push(reinterpret_cast<void*>(static_cast<uintptr_t>(op))) || !push(bitwise_or())) return nullptr;
  }
  uint32_t count = scratch_.count_since(mark) / 2;
  if (broken) return nullptr;
  if (count == 0) return left;
  auto* result = node<Compare>(start);
  auto* ops = state_.arena().make_array<cmpop>(count);
  auto** comparators = state_.arena().make_array<expr*>(count);
  Seq<void*> pairs;
  if (result == nullptr || ops == nullptr || comparators == nullptr || !take(mark, &pairs)) return nullptr;
  for (uint32_t i = 0; i < count; ++i) {
    ops[i] = static_cast<cmpop>(reinterpret_cast<uintptr_t>(pairs[2 * i]));
    comparators[i] = static_cast<expr*>(pairs[2 * i + 1]);
  }
  result->left = left;
  result->ops = {ops, count};
  result->comparators = {comparators, count};
  return result;
}

/// Binary operators that bind at least as tightly as `lowest`, all of them left-associative.
expr* Parser::binary(int lowest) {
  Place start = place();
  expr* left = unary();
  while (left != nullptr) {
    BinaryOperator binary_operator = kBinaryOperators[static_cast<size_t>(kind())];
    if (LIKELY(binary_operator.precedence < lowest) || binary_operator.precedence == 0) return left;
    if (UNLIKELY(binary_operator.op == operator_::MatMult) && !has(5, "The '@' operator is")) return nullptr;
    advance();
    expr* right = binary(binary_operator.precedence + 1);
    auto* result = right == nullptr ? nullptr : node<BinOp>(start);
    if (result == nullptr) return nullptr;
    result->left = left;
    result->op = binary_operator.op;
    result->right = right;
    left = result;
  }
  return nullptr;
}

expr* Parser::unary() {
  unaryop op;
  switch (kind()) {
    case Tok::kPlus: op = unaryop::UAdd; break;
    case Tok::kMinus: op = unaryop::USub; break;
    case Tok::kTilde: op = unaryop::Invert; break;
    default: return power();
  }
  Nesting nesting(state_, 1);
  if (!nesting) return nullptr;
  Place start = place();
  advance();
  expr* operand = unary();
  auto* result = operand == nullptr ? nullptr : node<UnaryOp>(start);
  if (result == nullptr) return nullptr;
  result->op = op;
  result->operand = operand;
  return result;
}

expr* Parser::power() {
  Place start = place();
  expr* left;
  if (UNLIKELY(accept(Tok::kAwait))) {
    if (!has(5, "Await expressions are")) return nullptr;
    expr* value = primary();
    auto* await = value == nullptr ? nullptr : node<Await>(start);
    if (await == nullptr) return nullptr;
    await->value = value;
    left = await;
  } else {
    left = primary();
  }
  if (left == nullptr || LIKELY(!at(Tok::kDoubleStar))) return left;
  advance();
  Nesting nesting(state_, 2);
  if (!nesting) return nullptr;
  expr* right = unary();
  auto* result = right == nullptr ? nullptr : node<BinOp>(start);
  if (result == nullptr) return nullptr;
  result->left = left;
  result->op = operator_::Pow;
  result->right = right;
  return result;
}

expr* Parser::lambda() {
  Nesting nesting(state_, 2);
  if (!nesting) return nullptr;
  Place start = place();
  advance();
  struct arguments* args = parameters(true);
  if (args == nullptr || !accept(Tok::kColon)) return nullptr;
  expr* body = expression();
  auto* result = body == nullptr ? nullptr : node<Lambda>(start);
  if (result == nullptr) return nullptr;
  result->args = args;
  result->body = body;
  return result;
}

expr* Parser::named_expression() {
  Place start = place();
  bool is_name = at(Tok::kName);
  expr* target = expression();
  if (target == nullptr || LIKELY(!at(Tok::kColonEqual))) return target;
  return named_tail(is_name, start, target);
}

/// At a `:=`: what stands before it must be a bare name.
expr* Parser::named_tail(bool began_with_name, Place start, expr* target) {
  if (!began_with_name || !is<Name>(target) || !has(8, "Assignment expressions are")) return nullptr;
  advance();
  expr* value = expression();
  auto* result = value == nullptr ? nullptr : node<NamedExpr>(start);
  if (result == nullptr) return nullptr;
  as<Name>(target)->ctx = expr_context::Store;
  result->target = target;
  result->value = value;
  return result;
}

/// An expression or `*` bitwise_or; `named`: the expression may be a named one.
expr* Parser::star_expression(bool named) {
  if (!at(Tok::kStar)) return named ? named_expression() : expression();
  Place start = place();
  advance();
  expr* value = bitwise_or();
  auto* result = value == nullptr ? nullptr : node<Starred>(start);
  if (result != nullptr) result->value = value;
  return result;
}

namespace {
/// Whether a list of expressions outside brackets ends at this token: after its last comma.
bool ends_list(Tok kind) {
  switch (kind) {
    case Tok::kNewline:
    case Tok::kSemicolon:
    case Tok::kEqual:
    case Tok::kColon:
    case Tok::kRightParen:
    case Tok::kRightBracket:
    case Tok::kRightBrace:
    case Tok::kEndMarker:
    case Tok::kIn: return true;
    default: return is_augmented_assignment(kind);
  }
}
}  // namespace

expr* Parser::star_expressions() {
  Place start = place();
  expr* first = star_expression(false);
  if (first == nullptr || LIKELY(!at(Tok::kComma))) return first;
  uint32_t mark = scratch_.mark();
  if (!push(first)) return nullptr;
  while (accept(Tok::kComma) && !ends_list(kind())) {
    if (!push(star_expression(false))) return nullptr;
  }
  auto* tuple = node<Tuple>(start);
  return tuple != nullptr && take(mark, &tuple->elts) ? tuple : nullptr;
}

expr* Parser::yield_or_star_expressions() { return UNLIKELY(at(Tok::kYield)) ? yield() : star_expressions(); }

expr* Parser::yield() {
  Place start = place();
  advance();
  if (accept(Tok::kFrom)) {
    expr* value = expression();
    auto* result = value == nullptr ? nullptr : node<YieldFrom>(start);
    if (result != nullptr) result->value = value;
    return result;
  }
  expr* value = nullptr;
  if (!ends_list(kind()) && (value = star_expressions()) == nullptr) return nullptr;
  auto* result = node<Yield>(start);
  if (result != nullptr) result->value = value;
  return result;
}

/// One target of a loop or a with item.
expr* Parser::target_item() {
  Place start = place();
  expr* target;
  if (accept(Tok::kStar)) {
    expr* value = primary();
    auto* starred = value == nullptr ? nullptr : node<Starred>(start);
    if (starred != nullptr) starred->value = value;
    target = starred;
  } else {
    target = primary();
  }
  return target != nullptr && set_context(target, expr_context::Store, true) ? target : nullptr;
}

/// The targets of a loop, up to its `in`.
expr* Parser::targets() {
  Place start = place();
  expr* first = target_item();
  if (first == nullptr || !at(Tok::kComma)) return first;
  uint32_t mark = scratch_.mark();
  if (!push(first)) return nullptr;
  while (accept(Tok::kComma) && !at(Tok::kIn)) {
    if (!push(target_item())) return nullptr;
  }
  auto* tuple = node<Tuple>(start);
  if (tuple == nullptr || !take(mark, &tuple->elts)) return nullptr;
  tuple->ctx = expr_context::Store;
  return tuple;
}

}  // namespace pyemb
