// SPDX-License-Identifier: MIT
//
// The diagnosing parser: match statements and patterns.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

using namespace ast;

bool Diagnosis::match_statement() {
  uint32_t start = mark_;
  if (expect_word(Word::kMatch) != nullptr && subject() && expect(Tok::kColon) != nullptr &&
      expect(Tok::kNewline) != nullptr && expect(Tok::kIndent) != nullptr) {
    uint32_t count = 0;
    for (uint32_t here = mark_; case_block() || (back(here), false); here = mark_) ++count;
    if (count != 0 && expect(Tok::kDedent) != nullptr) return true;
  }
  if (!back(start) || !invalid_rules_) return false;
  if (expect_word(Word::kMatch) != nullptr && subject() && expect(Tok::kNewline) != nullptr) {
    return raise("expected ':'") != nullptr;
  }
  if (!back(start)) return false;
  const Token* keyword = expect_word(Word::kMatch);
  if (keyword != nullptr && subject() && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
    raise_missing_block("'match' statement", keyword);
  }
  return false;
}

bool Diagnosis::subject() {
  uint32_t start = mark_;
  if (star_named_expression() != nullptr && expect(Tok::kComma) != nullptr) {
    uint32_t here = mark_;
    uint32_t mark = scratch_.mark();
    if (!star_named_expressions()) back(here);
    scratch_.drop_to(mark);
    return !failed_;
  }
  return back(start) && named_expression() != nullptr;
}

bool Diagnosis::guard() {
  uint32_t here = mark_;
  if (expect(Tok::kIf) == nullptr || named_expression() == nullptr) back(here);
  return !failed_;
}

bool Diagnosis::case_block() {
  uint32_t start = mark_;
  if (invalid_rules_) {
    if (expect_word(Word::kCase) != nullptr && patterns() && guard() && expect(Tok::kNewline) != nullptr) {
      return raise("expected ':'") != nullptr;
    }
    if (!back(start)) return false;
    const Token* keyword = expect_word(Word::kCase);
    if (keyword != nullptr && patterns() && guard() && expect(Tok::kColon) != nullptr && no_indent_after_newline()) {
      return raise_missing_block("'case' statement", keyword) != nullptr;
    }
    if (!back(start)) return false;
  }
  return expect_word(Word::kCase) != nullptr && patterns() && guard() && expect(Tok::kColon) != nullptr && block();
}

/// A pattern is located by messages, nothing else: any class of pattern node will do.
pattern* Diagnosis::pattern_node(uint32_t start) { return failed_ ? nullptr : node<MatchAs>(start); }

bool Diagnosis::patterns() {
  uint32_t start = mark_;
  return open_sequence() || (back(start) && pattern() != nullptr);
}

pattern* Diagnosis::pattern() {
  Nesting nesting(state_, 4);
  if (!nesting) return failed_ = true, nullptr;
  uint32_t start = mark_;
  if (struct pattern* found = as_pattern(); found != nullptr) return found;
  return back(start) ? or_pattern() : nullptr;
}

pattern* Diagnosis::as_pattern() {
  uint32_t start = mark_;
  if (or_pattern() != nullptr && expect(Tok::kAs) != nullptr && capture_target()) return pattern_node(start);
  if (!back(start) || !invalid_rules_) return nullptr;
  if (or_pattern() == nullptr || expect(Tok::kAs) == nullptr) return nullptr;
  if (const Token* wildcard = expect_word(Word::kUnderscore); wildcard != nullptr) {
    return raise_at(wildcard, "cannot use '_' as a target");
  }
  if (at(Tok::kName) || failed_) return nullptr;
  expr* target = expression();
  return target == nullptr ? nullptr : raise_at(target, "invalid pattern target");
}

pattern* Diagnosis::or_pattern() {
  uint32_t start = mark_;
  struct pattern* first = closed_pattern();
  if (first == nullptr) return nullptr;
  bool more = false;
  for (uint32_t here = mark_;
       (expect(Tok::kVerticalBar) != nullptr && closed_pattern() != nullptr) || (back(here), false); here = mark_) {
    more = true;
  }
  return failed_ ? nullptr : more ? pattern_node(start) : first;
}

pattern* Diagnosis::closed_pattern() {
  return memoized<struct pattern>(Rule::kClosedPattern, [&] { return closed_pattern_body(); });
}

pattern* Diagnosis::closed_pattern_body() {
  uint32_t start = mark_;
  bool has_dot = false;
  if (literal_pattern()) return pattern_node(start);
  if (back(start) && capture_target()) return pattern_node(start);
  if (back(start) && expect_word(Word::kUnderscore) != nullptr) return pattern_node(start);
  if (back(start) && dotted_value(&has_dot) && has_dot && !at_any(Tok::kDot, Tok::kLeftParen, Tok::kEqual)) {
    return pattern_node(start);
  }
  if (back(start) && expect(Tok::kLeftParen) != nullptr) {
    struct pattern* inner = pattern();
    if (inner != nullptr && expect(Tok::kRightParen) != nullptr) return inner;
  }
  if (back(start) && sequence_pattern()) return pattern_node(start);
  if (back(start) && mapping_pattern()) return pattern_node(start);
  return back(start) && class_pattern() ? pattern_node(start) : nullptr;
}

bool Diagnosis::literal_pattern() { return literal_value(false); }

/// A literal, as a pattern or as the key of a mapping.
bool Diagnosis::literal_value(bool) {
  uint32_t start = mark_;
  if (signed_number() && !at_any(Tok::kPlus, Tok::kMinus) && !failed_) return true;
  if (back(start) && complex_number()) return true;
  if (back(start) && strings() != nullptr) return true;
  return back(start) && expect_any(Tok::kNone, Tok::kTrue, Tok::kFalse) != nullptr;
}

bool Diagnosis::signed_number() {
  uint32_t start = mark_;
  if (number() != nullptr) return true;
  return back(start) && expect(Tok::kMinus) != nullptr && number() != nullptr;
}

bool Diagnosis::real_number() {
  expr* value = number();
  if (value == nullptr) return false;
  if (as<Constant>(value)->value.kind != ast::constant::Kind::kImaginary) return true;
  return raise_at(value, "real number required in complex literal") != nullptr;
}

bool Diagnosis::imaginary_number() {
  expr* value = number();
  if (value == nullptr) return false;
  if (as<Constant>(value)->value.kind == ast::constant::Kind::kImaginary) return true;
  return raise_at(value, "imaginary number required in complex literal") != nullptr;
}

bool Diagnosis::complex_number() {
  uint32_t start = mark_;
  auto real = [&] { return real_number() || (back(start) && expect(Tok::kMinus) != nullptr && real_number()); };
  return real() && expect_any(Tok::kPlus, Tok::kMinus) != nullptr && imaginary_number();
}

bool Diagnosis::capture_target() {
  uint32_t start = mark_;
  if (expect_word(Word::kUnderscore) != nullptr) return back(start), false;
  return name() != nullptr && !at_any(Tok::kDot, Tok::kLeftParen, Tok::kEqual) && !failed_;
}

/// NAME ('.' NAME)*
bool Diagnosis::dotted_value(bool* has_dot) {
  *has_dot = false;
  if (name() == nullptr) return false;
  for (uint32_t here = mark_; (expect(Tok::kDot) != nullptr && name() != nullptr) || (back(here), false);
       here = mark_) {
    *has_dot = true;
  }
  return !failed_;
}

bool Diagnosis::sequence_pattern() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftBracket) != nullptr) {
    uint32_t inside = mark_;
    if (!maybe_sequence()) back(inside);
    if (expect(Tok::kRightBracket) != nullptr) return true;
  }
  if (!back(start) || expect(Tok::kLeftParen) == nullptr) return false;
  uint32_t inside = mark_;
  if (!open_sequence()) back(inside);
  return expect(Tok::kRightParen) != nullptr;
}

bool Diagnosis::open_sequence() {
  if (maybe_star_pattern() == nullptr || expect(Tok::kComma) == nullptr) return false;
  uint32_t here = mark_;
  if (!maybe_sequence()) back(here);
  return !failed_;
}

bool Diagnosis::maybe_sequence() {
  if (maybe_star_pattern() == nullptr) return false;
  for (uint32_t here = mark_;
       (expect(Tok::kComma) != nullptr && maybe_star_pattern() != nullptr) || (back(here), false); here = mark_) {
  }
  expect(Tok::kComma);
  return !failed_;
}

pattern* Diagnosis::maybe_star_pattern() {
  uint32_t start = mark_;
  auto star = [&]() -> struct pattern* {
    return memoized<struct pattern>(
        Rule::kStarPattern, [&]() -> struct pattern* {
          if (expect(Tok::kStar) != nullptr && capture_target()) return pattern_node(start);
          if (back(start) && expect(Tok::kStar) != nullptr && expect_word(Word::kUnderscore) != nullptr)
            return pattern_node(start);
          return nullptr;
        });
  };
  if (struct pattern* found = star(); found != nullptr) return found;
  return back(start) ? pattern() : nullptr;
}

bool Diagnosis::mapping_items() {
  auto item = [&] {
    uint32_t start = mark_;
    bool has_dot = false;
    bool key = literal_value(true) || (back(start) && dotted_value(&has_dot) && has_dot);
    return key && expect(Tok::kColon) != nullptr && pattern() != nullptr;
  };
  if (!item()) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && item()) || (back(here), false); here = mark_) {
  }
  return !failed_;
}

bool Diagnosis::mapping_pattern() {
  uint32_t start = mark_;
  auto rest = [&] { return expect(Tok::kDoubleStar) != nullptr && capture_target(); };
  auto close = [&] { return expect(Tok::kComma), expect(Tok::kRightBrace) != nullptr; };
  if (expect(Tok::kLeftBrace) == nullptr) return false;
  uint32_t inside = mark_;
  if (expect(Tok::kRightBrace) != nullptr) return true;
  if (back(inside) && rest() && close()) return true;
  if (back(inside) && mapping_items() && expect(Tok::kComma) != nullptr && rest() && close()) return true;
  if (back(inside) && mapping_items() && close()) return true;
  return back(start), false;
}

bool Diagnosis::positional_patterns(struct pattern** first, struct pattern** last) {
  *first = *last = pattern();
  if (*first == nullptr) return false;
  for (uint32_t here = mark_;; here = mark_) {
    struct pattern* next = expect(Tok::kComma) == nullptr ? nullptr : pattern();
    if (next == nullptr) {
      back(here);
      return !failed_;
    }
    *last = next;
  }
}

bool Diagnosis::keyword_patterns() {
  auto item = [&] { return name() != nullptr && expect(Tok::kEqual) != nullptr && pattern() != nullptr; };
  if (!item()) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && item()) || (back(here), false); here = mark_) {
  }
  return !failed_;
}

bool Diagnosis::class_pattern() {
  uint32_t start = mark_;
  bool has_dot = false;
  struct pattern* first = nullptr;
  struct pattern* last = nullptr;
  if (!dotted_value(&has_dot) || expect(Tok::kLeftParen) == nullptr) return false;
  uint32_t inside = mark_;
  auto close = [&] { return expect(Tok::kComma), expect(Tok::kRightParen) != nullptr; };
  if (expect(Tok::kRightParen) != nullptr) return true;
  if (back(inside) && positional_patterns(&first, &last) && close()) return true;
  if (back(inside) && keyword_patterns() && close()) return true;
  if (back(inside) && positional_patterns(&first, &last) && expect(Tok::kComma) != nullptr && keyword_patterns() &&
      close()) {
    return true;
  }
  if (!back(inside) || !invalid_rules_) return back(start), false;
  if (!positional_patterns(&first, &last) || expect(Tok::kComma) == nullptr) back(inside);
  if (keyword_patterns() && expect(Tok::kComma) != nullptr && positional_patterns(&first, &last)) {
    raise_range(first, last, "positional patterns follow keyword patterns");
  }
  return back(start), false;
}

}  // namespace pyemb
