// SPDX-License-Identifier: MIT
//
// The fast parser: operands. Names, literals, everything in brackets, and the calls, subscripts and attributes behind.

#include "frontend/parser_core.h"

namespace pyemb {

using namespace ast;

namespace {
/// What an opening bracket costs CPython in rules.
constexpr int kBracketWeight = 28;
}  // namespace

expr* Parser::primary() {
  Place start = place();
  expr* left = LIKELY(at(Tok::kName)) ? name_atom() : atom();
  if (left == nullptr || !(at(Tok::kDot) || at(Tok::kLeftParen) || at(Tok::kLeftBracket))) return left;
  return primary_tail(start, left);
}

expr* Parser::primary_tail(Place start, expr* left) {
  while (left != nullptr) {
    switch (kind()) {
      case Tok::kDot: {
        advance();
        if (!at(Tok::kName)) return nullptr;
        const Identifier* name = token_->name;
        advance();
        auto* result = node<Attribute>(start);
        if (result == nullptr) return nullptr;
        result->value = left;
        result->attr = name;
        left = result;
        break;
      }
      case Tok::kLeftParen: left = call(start, left); break;
      case Tok::kLeftBracket: left = subscript(start, left); break;
      default: return left;
    }
  }
  return nullptr;
}

expr* Parser::name_atom() {
  Place start = place();
  const Identifier* id = token_->name;
  advance();
  auto* result = node<Name>(start);
  if (result != nullptr) result->id = id;
  return result;
}

expr* Parser::atom() {
  switch (kind()) {
    case Tok::kName: return name_atom();
    case Tok::kNumber: return number_atom();
    case Tok::kString: return string_atom();
    case Tok::kLeftParen: return parenthesized();
    case Tok::kLeftBracket: return bracketed();
    case Tok::kLeftBrace: return braced();
    case Tok::kNone: return constant_atom(constant::Kind::kNone);
    case Tok::kTrue: return constant_atom(constant::Kind::kTrue);
    case Tok::kFalse: return constant_atom(constant::Kind::kFalse);
    case Tok::kEllipsis: return constant_atom(constant::Kind::kEllipsis);
    default: return nullptr;
  }
}

expr* Parser::constant_atom(constant::Kind value) {
  Place start = place();
  advance();
  auto* result = node<Constant>(start);
  if (result != nullptr) result->value.kind = value;
  return result;
}

expr* Parser::number_atom() {
  LiteralReader reader = {state_, this, read_nested, error_at};
  Place start = place();
  std::string_view text = token_->text();
  if (UNLIKELY(state_.options.feature_version < 6) && text.find('_') != text.npos && !has(6, "Underscores in numeric literals are")) return nullptr;
  advance();
  auto* result = node<Constant>(start);
  return result != nullptr && read_number(reader, text, &result->value) ? result : nullptr;
}

expr* Parser::string_atom() {
  LiteralReader reader = {state_, this, read_nested, error_at};
  Kept kept(*this);
  uint32_t first = at_;
  while (at(Tok::kString)) {
    if (UNLIKELY(state_.options.feature_version < 6)) {
      std::string_view prefix = token_->text().substr(0, token_->text().find_first_of("'\""));
      if (prefix.find_first_of("fF") != prefix.npos && !has(6, "Format strings are")) return nullptr;
    }
    advance();
  }
  uint32_t count = at_ - first;
  const Token* single = tokens_ + first;
  if (LIKELY(count == 1)) return read_strings(reader, &single, 1);
  uint32_t mark = scratch_.mark();
  for (uint32_t i = 0; i < count; ++i) {
    if (!push(tokens_ + first + i)) return nullptr;
  }
  Seq<const Token*> pieces;
  return take(mark, &pieces) ? read_strings(reader, pieces.data, count) : nullptr;
}

/// A tuple, a generator expression, or the one expression in the parentheses, which keeps its own place.
expr* Parser::parenthesized() {
  Nesting nesting(state_, kBracketWeight);
  if (!nesting) return nullptr;
  Place start = place();
  advance();
  uint32_t mark = scratch_.mark();
  if (!at(Tok::kRightParen)) {
    if (at(Tok::kYield)) {
      expr* value = yield();
      return value != nullptr && accept(Tok::kRightParen) ? value : nullptr;
    }
    expr* first = star_expression(true);
    if (first == nullptr) return nullptr;
    if (!at(Tok::kComma)) {
      if (is<Starred>(first)) return nullptr;
      if (at(Tok::kFor) || at(Tok::kAsync)) return comprehension<GeneratorExp>(start, first, Tok::kRightParen);
      return accept(Tok::kRightParen) ? first : nullptr;
    }
    if (!push(first)) return nullptr;
    advance();
    if (!comma_separated(Tok::kRightParen)) return nullptr;
  }
  if (!accept(Tok::kRightParen)) return nullptr;
  auto* tuple = node<Tuple>(start);
  return tuple != nullptr && take(mark, &tuple->elts) ? tuple : nullptr;
}

/// Pushes expressions up to the closing bracket; it may follow a comma.
bool Parser::comma_separated(Tok end) {
  while (!at(end)) {
    if (!push(star_expression(true))) return false;
    if (!accept(Tok::kComma)) return at(end);
  }
  return true;
}

expr* Parser::bracketed() {
  Nesting nesting(state_, kBracketWeight);
  if (!nesting) return nullptr;
  Place start = place();
  advance();
  uint32_t mark = scratch_.mark();
  if (!at(Tok::kRightBracket)) {
    expr* first = star_expression(true);
    if (first == nullptr) return nullptr;
    if (at(Tok::kFor) || at(Tok::kAsync)) {
      return is<Starred>(first) ? nullptr : comprehension<ListComp>(start, first, Tok::kRightBracket);
    }
    if (!push(first) || (accept(Tok::kComma) && !comma_separated(Tok::kRightBracket))) return nullptr;
  }
  if (!accept(Tok::kRightBracket)) return nullptr;
  auto* list = node<List>(start);
  return list != nullptr && take(mark, &list->elts) ? list : nullptr;
}

/// A dict or a set, displayed or comprehended.
expr* Parser::braced() {
  Nesting nesting(state_, kBracketWeight);
  if (!nesting) return nullptr;
  Place start = place();
  advance();
  if (at(Tok::kRightBrace) || at(Tok::kDoubleStar)) return dict_tail(start, nullptr);
  bool is_name = at(Tok::kName);
  Place first_place = place();
  bool is_starred = at(Tok::kStar);
  expr* first = is_starred ? star_expression(false) : expression();
  if (first == nullptr) return nullptr;
  if (at(Tok::kColon)) return is_starred ? nullptr : dict_tail(start, first);
  if (at(Tok::kColonEqual) && (first = named_tail(is_name, first_place, first)) == nullptr) return nullptr;
  if (at(Tok::kFor) || at(Tok::kAsync)) {
    return is_starred ? nullptr : comprehension<SetComp>(start, first, Tok::kRightBrace);
  }
  uint32_t mark = scratch_.mark();
  if (!push(first) || (accept(Tok::kComma) && !comma_separated(Tok::kRightBrace))) return nullptr;
  if (!accept(Tok::kRightBrace)) return nullptr;
  auto* set = node<Set>(start);
  return set != nullptr && take(mark, &set->elts) ? set : nullptr;
}

/// A dict behind its `{`, or behind its first key when that was read already.
expr* Parser::dict_tail(Place start, expr* key) {
  uint32_t mark = scratch_.mark();
  bool is_first = true;
  while (key != nullptr || !at(Tok::kRightBrace)) {
    bool is_unpacking = key == nullptr && accept(Tok::kDoubleStar);
    if (!is_unpacking) {
      if (key == nullptr && (key = expression()) == nullptr) return nullptr;
      if (!accept(Tok::kColon)) return nullptr;
    }
    expr* value = is_unpacking ? bitwise_or() : expression();
    if (value == nullptr) return nullptr;
    if (is_first && !is_unpacking && (at(Tok::kFor) || at(Tok::kAsync))) {
      auto* result = static_cast<DictComp*>(comprehension<DictComp>(start, key, Tok::kRightBrace));
      if (result != nullptr) result->value = value;
      return result;
    }
    if (!scratch_.push(key) || !push(value)) return nullptr;
    key = nullptr;
    is_first = false;
    if (!accept(Tok::kComma)) break;
  }
  if (!accept(Tok::kRightBrace)) return nullptr;
  auto* dict = node<Dict>(start);
  uint32_t count = scratch_.count_since(mark) / 2;
  auto** keys = state_.arena().make_array<expr*>(count);
  auto** values = state_.arena().make_array<expr*>(count);
  Seq<expr*> pairs;
  if (dict == nullptr || keys == nullptr || values == nullptr || !take(mark, &pairs)) return nullptr;
  for (uint32_t i = 0; i < count; ++i) {
    keys[i] = pairs[2 * i];
    values[i] = pairs[2 * i + 1];
  }
  dict->keys = {keys, count};
  dict->values = {values, count};
  return dict;
}

/// At the first `for` behind an element.
template <typename T>
expr* Parser::comprehension(Place start, expr* element, Tok end) {
  Seq<struct comprehension*> generators;
  if (!comprehension_clauses(&generators) || !accept(end)) return nullptr;
  auto* result = node<T>(start);
  if (result == nullptr) return nullptr;
  if constexpr (std::is_same_v<T, DictComp>) {
    result->key = element;
  } else {
    result->elt = element;
  }
  result->generators = generators;
  return result;
}

bool Parser::comprehension_clauses(Seq<struct comprehension*>* generators) {
  uint32_t mark = scratch_.mark();
  while (at(Tok::kFor) || at(Tok::kAsync)) {
    auto* clause = plain_node<struct comprehension>();
    if (!push(clause)) return false;
    clause->is_async = accept(Tok::kAsync);
    if (clause->is_async != 0 && !has(6, "Async comprehensions are")) return false;
    if (!accept(Tok::kFor) || (clause->target = targets()) == nullptr) return false;
    if (!accept(Tok::kIn) || (clause->iter = disjunction()) == nullptr) return false;
    uint32_t conditions = scratch_.mark();
    while (accept(Tok::kIf)) {
      if (!push(disjunction())) return false;
    }
    if (!take(conditions, &clause->ifs)) return false;
  }
  return take(mark, generators);
}

expr* Parser::call(Place start, expr* function) {
  Nesting nesting(state_, kBracketWeight);
  if (!nesting) return nullptr;
  auto* result = plain_node<Call>();
  if (result == nullptr) return nullptr;
  result->func = function;
  if (!arguments(result, true)) return nullptr;
  result->lineno = start.lineno;
  result->col_offset = start.col_offset;
  result->end_lineno = end_.lineno;
  result->end_col_offset = end_.col_offset;
  return result;
}

/// The parenthesized arguments of a call or a class. Positional ones come first, but a `*x` may also stand among the
/// keywords, as long as no `**y` came before it.
bool Parser::arguments(Call* call, bool allow_generator) {
  Place open = place();
  advance();
  uint32_t positional = scratch_.mark();
  // Both lists grow at once, so keywords wait on the stack with the positional ones and are parted at the end.
  uint32_t keyword_count = 0;
  bool saw_unpacking = false;
  while (!at(Tok::kRightParen)) {
    Place start = place();
    if (at(Tok::kStar)) {
      if (saw_unpacking) return false;
      advance();
      expr* value = expression();
      auto* starred = value == nullptr ? nullptr : node<Starred>(start);
      if (!push(starred)) return false;
      starred->value = value;
    } else if (accept(Tok::kDoubleStar)) {
      saw_unpacking = true;
      ++keyword_count;
      if (!keyword_argument(start, nullptr)) return false;
    } else {
      bool is_name = at(Tok::kName);
      expr* value = expression();
      if (value == nullptr) return false;
      if (at(Tok::kEqual)) {
        if (!is_name || !is<Name>(value)) return false;
        advance();
        ++keyword_count;
        if (!keyword_argument(start, as<Name>(value)->id)) return false;
      } else {
        if (keyword_count != 0) return false;
        if (at(Tok::kColonEqual) && (value = named_tail(is_name, start, value)) == nullptr) return false;
        if (at(Tok::kFor) || at(Tok::kAsync)) {
          if (!allow_generator || scratch_.count_since(positional) != 0) return false;
          value = comprehension<GeneratorExp>(open, value, Tok::kRightParen);
          return push(value) && take(positional, &call->args);
        }
        if (!push(value)) return false;
      }
    }
    if (!accept(Tok::kComma)) break;
  }
  if (!accept(Tok::kRightParen)) return false;
  if (keyword_count == 0) return take(positional, &call->args);
  Seq<Node*> all;
  if (!take(positional, &all)) return false;
  auto** first = state_.arena().make_array<keyword*>(keyword_count);
  if (first == nullptr) return false;
  uint32_t kept = 0, moved = 0;
  for (Node* argument : all) {
    if (is<keyword>(argument)) {
      first[moved++] = as<keyword>(argument);
    } else {
      all.data[kept++] = argument;
    }
  }
  call->keywords = {first, keyword_count};
  call->args = {reinterpret_cast<expr**>(all.data), kept};
  return true;
}

bool Parser::keyword_argument(Place start, const Identifier* name) {
  expr* value = expression();
  auto* result = value == nullptr ? nullptr : node<keyword>(start);
  if (!push(result)) return false;
  result->arg = name;
  result->value = value;
  return true;
}

expr* Parser::subscript(Place start, expr* value) {
  Nesting nesting(state_, kBracketWeight);
  if (!nesting) return nullptr;
  advance();
  Place slices = place();
  bool is_starred = false;
  expr* index = slice(&is_starred);
  if (index == nullptr) return nullptr;
  if (at(Tok::kComma) || is_starred) {
    uint32_t mark = scratch_.mark();
    if (!push(index)) return nullptr;
    while (accept(Tok::kComma) && !at(Tok::kRightBracket)) {
      if (!push(slice(&is_starred))) return nullptr;
    }
    auto* tuple = node<Tuple>(slices);
    if (tuple == nullptr || !take(mark, &tuple->elts)) return nullptr;
    index = tuple;
  }
  if (!accept(Tok::kRightBracket)) return nullptr;
  auto* result = node<Subscript>(start);
  if (result == nullptr) return nullptr;
  result->value = value;
  result->slice = index;
  return result;
}

expr* Parser::slice(bool* is_starred) {
  Place start = place();
  if (at(Tok::kStar)) {
    *is_starred = true;
    advance();
    expr* value = expression();
    auto* result = value == nullptr ? nullptr : node<Starred>(start);
    if (result != nullptr) result->value = value;
    return result;
  }
  expr* lower = nullptr;
  if (!at(Tok::kColon)) {
    lower = named_expression();
    if (lower == nullptr || !at(Tok::kColon)) return lower;
    if (is<NamedExpr>(lower) && lower->lineno == start.lineno && lower->col_offset == start.col_offset) return nullptr;
  }
  advance();
  auto ends = [&] { return at(Tok::kColon) || at(Tok::kComma) || at(Tok::kRightBracket); };
  expr* upper = nullptr;
  expr* step = nullptr;
  if (!ends() && (upper = expression()) == nullptr) return nullptr;
  if (accept(Tok::kColon) && !ends() && (step = expression()) == nullptr) return nullptr;
  auto* result = node<Slice>(start);
  if (result == nullptr) return nullptr;
  result->lower = lower;
  result->upper = upper;
  result->step = step;
  return result;
}

}  // namespace pyemb
