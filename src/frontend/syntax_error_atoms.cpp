// SPDX-License-Identifier: MIT
//
// The diagnosing parser: operands, and everything in brackets.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

using namespace ast;

expr* Diagnosis::name_atom() {
  uint32_t start = mark_;
  const Token* token = name();
  auto* result = token == nullptr ? nullptr : node<Name>(start);
  if (result != nullptr) result->id = token->name;
  return result;
}

expr* Diagnosis::constant(Tok kind) {
  uint32_t start = mark_;
  if (expect(kind) == nullptr) return nullptr;
  auto* result = node<Constant>(start);
  if (result == nullptr) return nullptr;
  using Kind = ast::constant::Kind;
  result->value.kind = kind == Tok::kNone    ? Kind::kNone
                       : kind == Tok::kTrue  ? Kind::kTrue
                       : kind == Tok::kFalse ? Kind::kFalse
                                             : Kind::kEllipsis;
  return result;
}

expr* Diagnosis::number() {
  uint32_t start = mark_;
  const Token* token = expect(Tok::kNumber);
  auto* result = token == nullptr ? nullptr : node<Constant>(start);
  if (result == nullptr) return nullptr;
  LiteralReader reader = {state_, this, read_nested, warning_at};
  if (read_number(reader, token->text(), &result->value)) return result;
  if (reader.message.empty()) return failed_ = true, nullptr;
  return raise_place(token->lineno, ErrorSite::kNoColumn, token->end_lineno, ErrorSite::kNoColumn, reader.message);
}

expr* Diagnosis::strings() {
  return memoized<expr>(Rule::kStrings, [&]() -> expr* {
    uint32_t mark = scratch_.mark();
    while (const Token* token = expect(Tok::kString)) {
      if (!push(token)) return nullptr;
    }
    Seq<const Token*> tokens;
    if (failed_ || !scratch_.take(mark, &tokens) || tokens.empty()) return nullptr;
    LiteralReader reader = {state_, this, read_nested, warning_at};
    expr* result = read_strings(reader, tokens.data, tokens.size);
    if (result == nullptr && !reader.message.empty()) return raise(reader.message);
    if (result == nullptr) failed_ = true;
    return result;
  });
}

expr* Diagnosis::atom() {
  Nesting nesting(state_, 20);
  if (!nesting) return failed_ = true, nullptr;
  uint32_t start = mark_;
  const Token* first = fetch(mark_);
  if (first == nullptr) return nullptr;
  auto any = [&](auto... rules) {
    expr* found = nullptr;
    static_cast<void>(((found != nullptr || failed_ || (back(start), found = (this->*rules)()) != nullptr) || ...));
    return found;
  };
  switch (first->kind) {
    case Tok::kName: return name_atom();
    case Tok::kTrue:
    case Tok::kFalse:
    case Tok::kNone:
    case Tok::kEllipsis: return constant(first->kind);
    case Tok::kString: return strings();
    case Tok::kNumber: return number();
    case Tok::kLeftParen: return any(&Diagnosis::tuple_atom, &Diagnosis::group, &Diagnosis::generator);
    case Tok::kLeftBracket: {
      if (expr* found = list(); found != nullptr || !back(start)) return found;
      return comprehension<ListComp>(Tok::kLeftBracket, Tok::kRightBracket);
    }
    case Tok::kLeftBrace: {
      if (expr* found = any(&Diagnosis::dict, &Diagnosis::set, &Diagnosis::dict_comprehension); found != nullptr)
        return found;
      return back(start) ? comprehension<SetComp>(Tok::kLeftBrace, Tok::kRightBrace) : nullptr;
    }
    default: return nullptr;
  }
}

expr* Diagnosis::primary() {
  return memoized<expr>(Rule::kPrimary, [&]() -> expr* {
    uint32_t start = mark_;
    expr* left = atom();
    while (left != nullptr) {
      uint32_t here = mark_;
      if (expect(Tok::kDot) != nullptr && name() != nullptr) {
        left = node<Attribute>(start);
        continue;
      }
      if (back(here) && generator() != nullptr) {
        left = node<Call>(start);
        continue;
      }
      if (back(here) && expect(Tok::kLeftParen) != nullptr) {
        uint32_t inside = mark_;
        if (arguments() == nullptr) back(inside);
        if (expect(Tok::kRightParen) != nullptr) {
          left = node<Call>(start);
          continue;
        }
      }
      if (back(here) && expect(Tok::kLeftBracket) != nullptr && slices() != nullptr &&
          expect(Tok::kRightBracket) != nullptr) {
        left = node<Subscript>(start);
        continue;
      }
      back(here);
      break;
    }
    return failed_ ? nullptr : left;
  });
}

expr* Diagnosis::starred_expression() {
  uint32_t start = mark_;
  if (expect(Tok::kStar) == nullptr) return nullptr;
  expr* value = expression();
  auto* result = value == nullptr ? nullptr : node<Starred>(start);
  if (result != nullptr) result->value = value;
  return result;
}

expr* Diagnosis::slices() {
  uint32_t start = mark_;
  expr* first = slice();
  if (first != nullptr && !at(Tok::kComma) && !failed_) return first;
  if (!back(start)) return nullptr;
  auto item = [&] {
    uint32_t here = mark_;
    return slice() != nullptr || (back(here) && starred_expression() != nullptr);
  };
  if (!item()) return nullptr;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && item()) || (back(here), false); here = mark_) {
  }
  expect(Tok::kComma);
  return failed_ ? nullptr : node<Tuple>(start);
}

expr* Diagnosis::slice() {
  uint32_t start = mark_;
  auto optional = [&] {
    uint32_t here = mark_;
    if (expression() == nullptr) back(here);
  };
  optional();
  if (expect(Tok::kColon) != nullptr) {
    optional();
    uint32_t here = mark_;
    if (expect(Tok::kColon) != nullptr) {
      optional();
    } else {
      back(here);
    }
    return failed_ ? nullptr : node<Slice>(start);
  }
  return back(start) ? named_expression() : nullptr;
}

expr* Diagnosis::tuple_atom() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftParen) == nullptr) return nullptr;
  uint32_t mark = scratch_.mark();
  uint32_t inside = mark_;
  if (push(star_named_expression()) && expect(Tok::kComma) != nullptr) {
    uint32_t here = mark_;
    uint32_t one = scratch_.mark();
    if (!star_named_expressions()) {
      scratch_.drop_to(one);
      back(here);
    }
  } else {
    scratch_.drop_to(mark);
    back(inside);
  }
  if (expect(Tok::kRightParen) != nullptr) return tuple(start, mark);
  scratch_.drop_to(mark);
  return nullptr;
}

expr* Diagnosis::group() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftParen) != nullptr) {
    uint32_t inside = mark_;
    expr* value = yield_expression();
    if (value == nullptr && back(inside)) value = named_expression();
    if (value != nullptr && expect(Tok::kRightParen) != nullptr) return value;
  }
  return back(start) && invalid_rules_ ? invalid_group() : nullptr;
}

expr* Diagnosis::invalid_group() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftParen) == nullptr) return nullptr;
  uint32_t inside = mark_;
  expr* starred = starred_expression();
  if (starred != nullptr && expect(Tok::kRightParen) != nullptr)
    return raise_at(starred, "cannot use starred expression here");
  if (!back(inside)) return nullptr;
  const Token* stars = expect(Tok::kDoubleStar);
  if (stars != nullptr && expression() != nullptr && expect(Tok::kRightParen) != nullptr) {
    return raise_at(stars, "cannot use double starred expression here");
  }
  return back(start), nullptr;
}

expr* Diagnosis::list() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftBracket) == nullptr) return nullptr;
  uint32_t mark = scratch_.mark();
  uint32_t inside = mark_;
  if (!star_named_expressions()) {
    scratch_.drop_to(mark);
    back(inside);
  }
  auto* result = expect(Tok::kRightBracket) == nullptr ? nullptr : node<List>(start);
  if (result != nullptr && scratch_.take(mark, &result->elts)) return result;
  scratch_.drop_to(mark);
  return nullptr;
}

expr* Diagnosis::set() {
  uint32_t start = mark_;
  uint32_t mark = scratch_.mark();
  bool found = expect(Tok::kLeftBrace) != nullptr && star_named_expressions() && expect(Tok::kRightBrace) != nullptr;
  scratch_.drop_to(mark);
  return found ? node<Set>(start) : nullptr;
}

expr* Diagnosis::dict() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftBrace) != nullptr) {
    uint32_t inside = mark_;
    if (!key_values()) back(inside);
    if (expect(Tok::kRightBrace) != nullptr) return node<Dict>(start);
  }
  // The one rule about mistakes that CPython tries in its first run already, before all others.
  if (back(start) && expect(Tok::kLeftBrace) != nullptr) invalid_key_values();
  return nullptr;
}

bool Diagnosis::key_values() {
  if (!key_value(true)) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && key_value(true)) || (back(here), false);
       here = mark_) {
  }
  expect(Tok::kComma);
  return !failed_;
}

bool Diagnosis::key_value(bool allow_unpacking) {
  uint32_t start = mark_;
  if (allow_unpacking && expect(Tok::kDoubleStar) != nullptr && bitwise_or() != nullptr) return true;
  return back(start) && expression() != nullptr && expect(Tok::kColon) != nullptr && expression() != nullptr;
}

bool Diagnosis::invalid_key_values() {
  uint32_t start = mark_;
  if (key_value(true)) {
    for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && key_value(true)) || (back(here), false);
         here = mark_) {
    }
    if (expect(Tok::kComma) != nullptr && invalid_key_value()) return true;
  }
  if (!back(start)) return false;
  if (expression() != nullptr && expect(Tok::kColon) != nullptr) {
    const Token* star = expect(Tok::kStar);
    if (star != nullptr && bitwise_or() != nullptr) {
      return raise_from(star, "cannot use a starred expression in a dictionary value") != nullptr;
    }
  }
  if (!back(start) || expression() == nullptr) return false;
  const Token* colon = expect(Tok::kColon);
  if (colon != nullptr && at_any(Tok::kRightBrace, Tok::kComma)) {
    raise_at(colon, "expression expected after dictionary key and ':'");
  }
  return false;
}

bool Diagnosis::invalid_key_value() {
  uint32_t start = mark_;
  expr* key = expression();
  if (key != nullptr && !at(Tok::kColon) && !failed_) {
    return raise_place(key->lineno, key->end_col_offset - 1, key->end_lineno, -1,
                       "':' expected after dictionary key") != nullptr;
  }
  if (!back(start)) return false;
  if (expression() != nullptr && expect(Tok::kColon) != nullptr) {
    const Token* star = expect(Tok::kStar);
    if (star != nullptr && bitwise_or() != nullptr) {
      return raise_from(star, "cannot use a starred expression in a dictionary value") != nullptr;
    }
  }
  if (!back(start) || expression() == nullptr) return false;
  const Token* colon = expect(Tok::kColon);
  if (colon != nullptr && at_any(Tok::kRightBrace, Tok::kComma)) {
    raise_at(colon, "expression expected after dictionary key and ':'");
  }
  return false;
}

/// A list or set comprehension.
template <typename T>
expr* Diagnosis::comprehension(Tok open, Tok close) {
  uint32_t start = mark_;
  expr* last = nullptr;
  if (expect(open) != nullptr && named_expression() != nullptr && clauses(&last) && expect(close) != nullptr) {
    return node<T>(start);
  }
  return back(start) && invalid_rules_ ? invalid_comprehension() : nullptr;
}

expr* Diagnosis::generator() {
  uint32_t start = mark_;
  expr* last = nullptr;
  if (expect(Tok::kLeftParen) != nullptr && expression_not_named() != nullptr && clauses(&last) &&
      expect(Tok::kRightParen) != nullptr) {
    return node<GeneratorExp>(start);
  }
  return back(start) && invalid_rules_ ? invalid_comprehension() : nullptr;
}

expr* Diagnosis::dict_comprehension() {
  uint32_t start = mark_;
  expr* last = nullptr;
  if (expect(Tok::kLeftBrace) != nullptr && key_value(false) && clauses(&last) && expect(Tok::kRightBrace) != nullptr) {
    return node<DictComp>(start);
  }
  if (!back(start) || !invalid_rules_ || expect(Tok::kLeftBrace) == nullptr) return nullptr;
  const Token* stars = expect(Tok::kDoubleStar);
  if (stars != nullptr && bitwise_or() != nullptr && clauses(&last) && expect(Tok::kRightBrace) != nullptr) {
    return raise_at(stars, "dict unpacking cannot be used in dict comprehension");
  }
  return nullptr;
}

expr* Diagnosis::invalid_comprehension() {
  uint32_t start = mark_;
  expr* last = nullptr;
  if (expect_any(Tok::kLeftBracket, Tok::kLeftParen, Tok::kLeftBrace) != nullptr) {
    expr* starred = starred_expression();
    if (starred != nullptr && clauses(&last))
      return raise_at(starred, "iterable unpacking cannot be used in comprehension");
  }
  constexpr const char* kMessage = "did you forget parentheses around the comprehension target?";
  if (!back(start) || expect_any(Tok::kLeftBracket, Tok::kLeftBrace) == nullptr) return nullptr;
  expr* first = star_named_expression();
  const Token* comma = first == nullptr ? nullptr : expect(Tok::kComma);
  if (comma == nullptr) return nullptr;
  uint32_t here = mark_;
  uint32_t mark = scratch_.mark();
  bool found = star_named_expressions();
  Seq<expr*> more;
  if (!scratch_.take(mark, &more)) return nullptr;
  if (found && clauses(&last)) return raise_range(first, more.back(), kMessage);
  if (back(here) && clauses(&last)) return raise_range(first, comma, kMessage);
  return nullptr;
}

/// `last_item`: the last condition, or else the last iterable.
bool Diagnosis::clauses(expr** last_item) {
  uint32_t count = 0;
  for (uint32_t here = mark_; clause(last_item) || (back(here), false); here = mark_) ++count;
  return !failed_ && count != 0;
}

bool Diagnosis::clause(expr** last_item) {
  uint32_t start = mark_;
  for (bool is_async : {true, false}) {
    if (!back(start)) return false;
    if (is_async && expect(Tok::kAsync) == nullptr) continue;
    if (expect(Tok::kFor) == nullptr || star_targets() == nullptr || expect(Tok::kIn) == nullptr) continue;
    expr* item = disjunction();  // committed
    if (item == nullptr) return false;
    *last_item = item;
    for (uint32_t here = mark_;
         (expect(Tok::kIf) != nullptr && (item = disjunction()) != nullptr) || (back(here), false); here = mark_) {
      *last_item = item;
    }
    return !failed_;
  }
  return back(start) && invalid_rules_ && invalid_for_target();
}

}  // namespace pyemb
