// SPDX-License-Identifier: MIT
//
// The fast parser: match statements and their patterns.

#include "frontend/parser_core.h"

namespace pyemb {

using namespace ast;

namespace {

/// Whether a token can be the first of a match's subject. What cannot tells at once that `match` is a plain name.
bool may_begin_subject(Tok kind) {
  switch (kind) {
    case Tok::kName:
    case Tok::kNumber:
    case Tok::kString:
    case Tok::kLeftParen:
    case Tok::kLeftBracket:
    case Tok::kLeftBrace:
    case Tok::kMinus:
    case Tok::kPlus:
    case Tok::kTilde:
    case Tok::kStar:
    case Tok::kEllipsis:
    case Tok::kNone:
    case Tok::kTrue:
    case Tok::kFalse:
    case Tok::kNot:
    case Tok::kLambda:
    case Tok::kAwait: return true;
    default: return false;
  }
}

}  // namespace

/// At the word `match`. When no subject, colon and line end follow, it was a name: `fits` stays false and nothing is
/// consumed.
stmt* Parser::match_statement(bool* fits) {
  Place start = place();
  expr* subject;
  {
    Kept kept(*this);
    Mark before = mark();
    advance();
    subject = nullptr;
    if (may_begin_subject(kind())) {
      Place subject_start = place();
      uint32_t mark = scratch_.mark();
      subject = star_expression(true);
      if (subject != nullptr && at(Tok::kComma)) {
        bool ok = push(subject);
        while (ok && accept(Tok::kComma) && !at(Tok::kColon)) ok = push(star_expression(true));
        auto* tuple = ok ? node<Tuple>(subject_start) : nullptr;
        subject = tuple != nullptr && take(mark, &tuple->elts) ? tuple : nullptr;
      } else if (subject != nullptr && is<Starred>(subject)) {
        subject = nullptr;
      }
    }
    *fits = subject != nullptr && accept(Tok::kColon) && at(Tok::kNewline);
    if (!*fits) {
      if (!state_.is_exhausted()) back_to(before);
      return nullptr;
    }
  }
  Nesting nesting(state_, 6);
  if (!nesting || !has(10, "Pattern matching is")) return nullptr;
  advance();
  if (!accept(Tok::kIndent)) return nullptr;
  uint32_t mark = scratch_.mark();
  do {
    if (!push(match_case())) return nullptr;
  } while (!at(Tok::kDedent));
  advance();
  auto* statement = node<Match>(start);
  if (statement == nullptr || !take(mark, &statement->cases)) return nullptr;
  statement->subject = subject;
  return statement;
}

match_case* Parser::match_case() {
  if (!token_->is_word(Word::kCase)) return nullptr;
  advance();
  auto* result = plain_node<struct match_case>();
  if (result == nullptr || (result->pattern = open_pattern()) == nullptr) return nullptr;
  if (accept(Tok::kIf) && (result->guard = named_expression()) == nullptr) return nullptr;
  return accept(Tok::kColon) && block(&result->body) ? result : nullptr;
}

/// The pattern of a case: a sequence may go without brackets here.
pattern* Parser::open_pattern() {
  Place start = place();
  struct pattern* first = maybe_star_pattern();
  if (first == nullptr || !at(Tok::kComma)) return first == nullptr || is<MatchStar>(first) ? nullptr : first;
  uint32_t mark = scratch_.mark();
  if (!push(first)) return nullptr;
  while (accept(Tok::kComma) && !at(Tok::kColon) && !at(Tok::kIf)) {
    if (!push(maybe_star_pattern())) return nullptr;
  }
  auto* result = node<MatchSequence>(start);
  return result != nullptr && take(mark, &result->patterns) ? result : nullptr;
}

pattern* Parser::maybe_star_pattern() {
  if (!at(Tok::kStar)) return pattern();
  Place start = place();
  advance();
  const Identifier* name = nullptr;
  if (token_->is_word(Word::kUnderscore)) {
    advance();
  } else if (!capture_name(&name)) {
    return nullptr;
  }
  auto* result = node<MatchStar>(start);
  if (result != nullptr) result->name = name;
  return result;
}

/// A name to bind: not `_`, and not the start of a dotted name, a class pattern or a keyword.
bool Parser::capture_name(const Identifier** name) {
  if (!at(Tok::kName) || token_->is_word(Word::kUnderscore)) return false;
  *name = token_->name;
  advance();
  return !at(Tok::kDot) && !at(Tok::kLeftParen) && !at(Tok::kEqual);
}

pattern* Parser::pattern() {
  Place start = place();
  struct pattern* inner = or_pattern();
  if (inner == nullptr || !accept(Tok::kAs)) return inner;
  const Identifier* name;
  if (!capture_name(&name)) return nullptr;
  auto* result = node<MatchAs>(start);
  if (result == nullptr) return nullptr;
  result->pattern = inner;
  result->name = name;
  return result;
}

pattern* Parser::or_pattern() {
  Place start = place();
  struct pattern* first = closed_pattern();
  if (first == nullptr || !at(Tok::kVerticalBar)) return first;
  uint32_t mark = scratch_.mark();
  if (!push(first)) return nullptr;
  while (accept(Tok::kVerticalBar)) {
    if (!push(closed_pattern())) return nullptr;
  }
  auto* result = node<MatchOr>(start);
  return result != nullptr && take(mark, &result->patterns) ? result : nullptr;
}

pattern* Parser::closed_pattern() {
  switch (kind()) {
    case Tok::kName: return name_pattern();
    case Tok::kLeftParen:
    case Tok::kLeftBracket: return sequence_pattern();
    case Tok::kLeftBrace: return mapping_pattern();
    default: return literal_pattern();
  }
}

pattern* Parser::literal_pattern() {
  Place start = place();
  if (at(Tok::kNone) || at(Tok::kTrue) || at(Tok::kFalse)) {
    auto value = at(Tok::kNone)   ? constant::Kind::kNone
                 : at(Tok::kTrue) ? constant::Kind::kTrue
                                  : constant::Kind::kFalse;
    advance();
    auto* result = node<MatchSingleton>(start);
    if (result != nullptr) result->value.kind = value;
    return result;
  }
  expr* value = at(Tok::kString) ? string_atom() : pattern_number();
  auto* result = value == nullptr ? nullptr : node<MatchValue>(start);
  if (result != nullptr) result->value = value;
  return result;
}

/// A number, perhaps negative, or a complex number: a real part and an imaginary one.
expr* Parser::pattern_number() {
  Place start = place();
  bool negative = accept(Tok::kMinus);
  if (!at(Tok::kNumber)) return nullptr;
  expr* left = number_atom();
  if (left == nullptr) return nullptr;
  bool is_real = as<Constant>(left)->value.kind != constant::Kind::kImaginary;
  if (negative) {
    auto* minus = node<UnaryOp>(start);
    if (minus == nullptr) return nullptr;
    minus->op = unaryop::USub;
    minus->operand = left;
    left = minus;
  }
  if (!at(Tok::kPlus) && !at(Tok::kMinus)) return left;
  operator_ op = at(Tok::kPlus) ? operator_::Add : operator_::Sub;
  advance();
  if (!is_real || !at(Tok::kNumber)) return nullptr;
  expr* right = number_atom();
  if (right == nullptr || as<Constant>(right)->value.kind != constant::Kind::kImaginary) return nullptr;
  auto* result = node<BinOp>(start);
  if (result == nullptr) return nullptr;
  result->left = left;
  result->op = op;
  result->right = right;
  return result;
}

/// A name to bind, the wildcard, a dotted value, or a class with its arguments.
pattern* Parser::name_pattern() {
  Place start = place();
  bool is_wildcard = token_->is_word(Word::kUnderscore);
  expr* name = dotted_attribute();
  if (name == nullptr) return nullptr;
  if (at(Tok::kLeftParen)) return class_pattern(start, name);
  if (is<Attribute>(name)) {
    auto* result = at(Tok::kEqual) ? nullptr : node<MatchValue>(start);
    if (result != nullptr) result->value = name;
    return result;
  }
  if (at(Tok::kEqual) && !is_wildcard) return nullptr;
  auto* result = node<MatchAs>(start);
  if (result != nullptr) result->name = is_wildcard ? nullptr : as<Name>(name)->id;
  return result;
}

expr* Parser::dotted_attribute() {
  Place start = place();
  expr* left = name_atom();
  while (left != nullptr && accept(Tok::kDot)) {
    if (!at(Tok::kName)) return nullptr;
    const Identifier* attr = token_->name;
    advance();
    auto* result = node<Attribute>(start);
    if (result == nullptr) return nullptr;
    result->value = left;
    result->attr = attr;
    left = result;
  }
  return left;
}

pattern* Parser::class_pattern(Place start, expr* cls) {
  Nesting nesting(state_, 16);
  if (!nesting) return nullptr;
  advance();
  uint32_t mark = scratch_.mark();
  Seq<struct pattern*> patterns;
  bool has_keywords = false;
  // Positional patterns, then pairs of name and pattern: a keyword shows only when its `=` does.
  while (!at(Tok::kRightParen)) {
    const Identifier* name = nullptr;
    if (at(Tok::kName)) {
      Kept kept(*this);
      Mark before = this->mark();
      name = token_->name;
      advance();
      if (!accept(Tok::kEqual)) {
        name = nullptr;
        back_to(before);
      }
    }
    if (name != nullptr && !has_keywords) {
      has_keywords = true;
      if (!take(mark, &patterns)) return nullptr;
    }
    if (has_keywords && !push(name)) return nullptr;
    if (!push(pattern())) return nullptr;
    if (!accept(Tok::kComma)) break;
  }
  if (!accept(Tok::kRightParen)) return nullptr;
  auto* result = node<MatchClass>(start);
  if (result == nullptr) return nullptr;
  result->cls = cls;
  if (!has_keywords) return take(mark, &result->patterns) ? result : nullptr;
  uint32_t count = scratch_.count_since(mark) / 2;
  auto** names = state_.arena().make_array<const Identifier*>(count);
  auto** values = state_.arena().make_array<struct pattern*>(count);
  Seq<void*> pairs;
  if (names == nullptr || values == nullptr || !take(mark, &pairs)) return nullptr;
  for (uint32_t i = 0; i < count; ++i) {
    names[i] = static_cast<const Identifier*>(pairs[2 * i]);
    values[i] = static_cast<struct pattern*>(pairs[2 * i + 1]);
  }
  result->patterns = patterns;
  result->kwd_attrs = {names, count};
  result->kwd_patterns = {values, count};
  return result;
}

/// In parentheses a single pattern without comma is just itself.
pattern* Parser::sequence_pattern() {
  Nesting nesting(state_, 16);
  if (!nesting) return nullptr;
  Place start = place();
  bool is_group = at(Tok::kLeftParen);
  Tok end = is_group ? Tok::kRightParen : Tok::kRightBracket;
  advance();
  uint32_t mark = scratch_.mark();
  bool has_comma = false;
  while (!at(end)) {
    if (!push(maybe_star_pattern())) return nullptr;
    if (!accept(Tok::kComma)) break;
    has_comma = true;
  }
  Seq<struct pattern*> patterns;
  if (!accept(end) || !take(mark, &patterns)) return nullptr;
  if (is_group && patterns.size == 1 && !has_comma) return is<MatchStar>(patterns[0]) ? nullptr : patterns[0];
  auto* result = node<MatchSequence>(start);
  if (result != nullptr) result->patterns = patterns;
  return result;
}

expr* Parser::pattern_key() {
  if (at(Tok::kName)) {
    expr* name = dotted_attribute();
    return name != nullptr && is<Attribute>(name) ? name : nullptr;
  }
  if (at(Tok::kNone) || at(Tok::kTrue) || at(Tok::kFalse)) return atom();
  return at(Tok::kString) ? string_atom() : pattern_number();
}

pattern* Parser::mapping_pattern() {
  Nesting nesting(state_, 16);
  if (!nesting) return nullptr;
  Place start = place();
  advance();
  uint32_t mark = scratch_.mark();
  const Identifier* rest = nullptr;
  while (!at(Tok::kRightBrace)) {
    if (accept(Tok::kDoubleStar)) {
      if (!capture_name(&rest)) return nullptr;
      accept(Tok::kComma);
      break;
    }
    if (!push(pattern_key()) || !accept(Tok::kColon) || !push(pattern())) return nullptr;
    if (!accept(Tok::kComma)) break;
  }
  if (!accept(Tok::kRightBrace)) return nullptr;
  auto* result = node<MatchMapping>(start);
  uint32_t count = scratch_.count_since(mark) / 2;
  auto** keys = state_.arena().make_array<expr*>(count);
  auto** values = state_.arena().make_array<struct pattern*>(count);
  Seq<void*> pairs;
  if (result == nullptr || keys == nullptr || values == nullptr || !take(mark, &pairs)) return nullptr;
  for (uint32_t i = 0; i < count; ++i) {
    keys[i] = static_cast<expr*>(pairs[2 * i]);
    values[i] = static_cast<struct pattern*>(pairs[2 * i + 1]);
  }
  result->keys = {keys, count};
  result->patterns = {values, count};
  result->rest = rest;
  return result;
}

}  // namespace pyemb
