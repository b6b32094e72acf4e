// SPDX-License-Identifier: MIT
//
// The diagnosing parser: parameters of functions and lambdas.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

bool Diagnosis::at_end_of_parameters(Owner owner) { return at(owner == Owner::kDef ? Tok::kRightParen : Tok::kColon); }

bool Diagnosis::end_of_parameter(Owner owner) {
  if (expect(Tok::kComma) == nullptr) return at_end_of_parameters(owner);
  if (owner == Owner::kDef) fetch(mark_);  // CPython looks for a type comment, and has read one token more then
  return !failed_;
}

ast::arg* Diagnosis::parameter(Owner owner) {
  uint32_t start = mark_;
  if (name() == nullptr) return nullptr;
  uint32_t here = mark_;
  if (owner == Owner::kDef && (expect(Tok::kColon) == nullptr || expression() == nullptr)) back(here);
  return failed_ ? nullptr : node<ast::arg>(start);
}

ast::arg* Diagnosis::no_default(Owner owner) {
  ast::arg* arg = parameter(owner);
  return arg != nullptr && end_of_parameter(owner) ? arg : nullptr;
}

bool Diagnosis::default_value() {
  uint32_t start = mark_;
  if (expect(Tok::kEqual) != nullptr && expression() != nullptr) return true;
  if (!back(start) || !invalid_rules_) return false;
  const Token* equal = expect(Tok::kEqual);
  if (equal != nullptr && at_any(Tok::kRightParen, Tok::kComma)) raise_at(equal, "expected default value expression");
  return false;
}

bool Diagnosis::with_default(Owner owner) {
  return parameter(owner) != nullptr && default_value() && end_of_parameter(owner);
}

bool Diagnosis::maybe_default(Owner owner) {
  if (parameter(owner) == nullptr) return false;
  uint32_t here = mark_;
  if (!default_value()) back(here);
  return !failed_ && end_of_parameter(owner);
}

/// As many as there are.
uint32_t Diagnosis::many(Owner owner, bool (Diagnosis::*rule)(Owner)) {
  uint32_t count = 0;
  for (uint32_t here = mark_; (this->*rule)(owner) || (back(here), false); here = mark_) ++count;
  return count;
}

bool Diagnosis::slash_no_default(Owner owner) {
  return many(owner, &Diagnosis::one_no_default) != 0 && expect(Tok::kSlash) != nullptr && end_of_parameter(owner);
}

bool Diagnosis::slash_with_default(Owner owner) {
  many(owner, &Diagnosis::one_no_default);
  return many(owner, &Diagnosis::with_default) != 0 && expect(Tok::kSlash) != nullptr && end_of_parameter(owner);
}

bool Diagnosis::parameters(Owner owner) {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_parameters(owner);
    if (!back(start)) return false;
  }
  return valid_parameters(owner);
}

bool Diagnosis::valid_parameters(Owner owner) {
  uint32_t start = mark_;
  auto rest = [&] {
    uint32_t here = mark_;
    if (!star_etc(owner)) back(here);
    return !failed_;
  };
  if (slash_no_default(owner)) {
    many(owner, &Diagnosis::one_no_default);
    many(owner, &Diagnosis::with_default);
    return rest();
  }
  if (back(start) && slash_with_default(owner)) {
    many(owner, &Diagnosis::with_default);
    return rest();
  }
  if (back(start) && many(owner, &Diagnosis::one_no_default) != 0) {
    many(owner, &Diagnosis::with_default);
    return rest();
  }
  if (back(start) && many(owner, &Diagnosis::with_default) != 0) return rest();
  return back(start) && star_etc(owner);
}

bool Diagnosis::invalid_parameters(Owner owner) {
  uint32_t start = mark_;
  many(owner, &Diagnosis::one_no_default);
  uint32_t here = mark_;
  bool defaults = slash_with_default(owner) || (back(here) && many(owner, &Diagnosis::with_default) != 0);
  if (defaults) {
    if (ast::arg* arg = no_default(owner); arg != nullptr) {
      return raise_at(arg, "non-default argument follows default argument") != nullptr;
    }
  }
  if (!back(start)) return false;
  many(owner, &Diagnosis::one_no_default);
  if (const Token* open = expect(Tok::kLeftParen); open != nullptr) {
    bool inside;
    if (owner == Owner::kDef) {
      inside = many(owner, &Diagnosis::one_no_default) != 0;
    } else {
      inside = parameter(owner) != nullptr;
      for (here = mark_;
           inside && ((expect(Tok::kComma) != nullptr && parameter(owner) != nullptr) || (back(here), false));
           here = mark_) {
      }
    }
    if (inside) expect(Tok::kComma);
    const Token* close = inside ? expect(Tok::kRightParen) : nullptr;
    if (close != nullptr) {
      return raise_range(open, close,
                         owner == Owner::kDef ? "Function parameters cannot be parenthesized"
                                              : "Lambda expression parameters cannot be parenthesized") != nullptr;
    }
  }
  if (!back(start)) return false;
  const Token* sign = expect(Tok::kSlash);
  if (sign != nullptr && expect(Tok::kComma) != nullptr) {
    return raise_at(sign, "at least one argument must precede /") != nullptr;
  }
  auto slash = [&] {
    uint32_t before = mark_;
    return slash_no_default(owner) || (back(before) && slash_with_default(owner)) || (back(before), false);
  };
  if (back(start) && slash()) {
    many(owner, &Diagnosis::maybe_default);
    if ((sign = expect(Tok::kSlash)) != nullptr) return raise_at(sign, "/ may appear only once") != nullptr;
  }
  if (!back(start)) return false;
  slash();
  many(owner, &Diagnosis::maybe_default);
  if (expect(Tok::kStar) != nullptr && (expect(Tok::kComma) != nullptr || no_default(owner) != nullptr)) {
    many(owner, &Diagnosis::maybe_default);
    if ((sign = expect(Tok::kSlash)) != nullptr) return raise_at(sign, "/ must be ahead of *") != nullptr;
  }
  if (back(start) && many(owner, &Diagnosis::maybe_default) != 0 && expect(Tok::kSlash) != nullptr &&
      (sign = expect(Tok::kStar)) != nullptr) {
    raise_at(sign, "expected comma between / and *");
  }
  return false;
}

bool Diagnosis::star_etc(Owner owner) {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_star_etc(owner);
    if (!back(start)) return false;
  }
  auto rest = [&](bool needs_one) {
    if (many(owner, &Diagnosis::maybe_default) == 0 && needs_one) return false;
    uint32_t here = mark_;
    if (!keywords_parameter(owner)) back(here);
    return !failed_;
  };
  if (expect(Tok::kStar) != nullptr && no_default(owner) != nullptr) return rest(false);
  if (owner == Owner::kDef && back(start) && expect(Tok::kStar) != nullptr && name() != nullptr &&
      expect(Tok::kColon) != nullptr && star_expression() != nullptr && end_of_parameter(owner)) {
    return rest(false);
  }
  if (back(start) && expect(Tok::kStar) != nullptr && expect(Tok::kComma) != nullptr && rest(true)) return true;
  return back(start) && keywords_parameter(owner);
}

bool Diagnosis::invalid_star_etc(Owner owner) {
  uint32_t start = mark_;
  Tok end = owner == Owner::kDef ? Tok::kRightParen : Tok::kColon;
  if (const Token* star = expect(Tok::kStar); star != nullptr) {
    uint32_t here = mark_;
    bool bare = expect(end) != nullptr || (back(here) && expect(Tok::kComma) != nullptr &&
                                           (expect(end) != nullptr || expect(Tok::kDoubleStar) != nullptr));
    constexpr const char* kMessage = "named arguments must follow bare *";
    if (bare) return (owner == Owner::kDef ? raise_at(star, kMessage) : raise(kMessage)) != nullptr;
  }
  if (back(start) && expect(Tok::kStar) != nullptr && parameter(owner) != nullptr) {
    if (const Token* equal = expect(Tok::kEqual); equal != nullptr) {
      return raise_at(equal, "var-positional argument cannot have default value") != nullptr;
    }
  }
  auto one_or_comma = [&] {
    uint32_t here = mark_;
    return no_default(owner) != nullptr || (back(here) && expect(Tok::kComma) != nullptr);
  };
  if (back(start) && expect(Tok::kStar) != nullptr && one_or_comma()) {
    many(owner, &Diagnosis::maybe_default);
    const Token* second = expect(Tok::kStar);
    if (second != nullptr && one_or_comma()) raise_at(second, "* argument may appear only once");
  }
  return false;
}

bool Diagnosis::keywords_parameter(Owner owner) {
  uint32_t start = mark_;
  if (invalid_rules_) {
    invalid_keywords_parameter(owner);
    if (!back(start)) return false;
  }
  return expect(Tok::kDoubleStar) != nullptr && no_default(owner) != nullptr;
}

bool Diagnosis::invalid_keywords_parameter(Owner owner) {
  uint32_t start = mark_;
  if (expect(Tok::kDoubleStar) == nullptr || parameter(owner) == nullptr) return false;
  if (const Token* equal = expect(Tok::kEqual); equal != nullptr) {
    return raise_at(equal, "var-keyword argument cannot have default value") != nullptr;
  }
  constexpr const char* kMessage = "arguments cannot follow var-keyword argument";
  if (expect(Tok::kComma) != nullptr) {
    uint32_t here = mark_;
    if (ast::arg* arg = parameter(owner); arg != nullptr) return raise_at(arg, kMessage) != nullptr;
    if (!back(here)) return false;
    const Token* sign = expect_any(Tok::kStar, Tok::kDoubleStar, Tok::kSlash);
    if (sign != nullptr) raise_at(sign, kMessage);
  }
  return back(start), false;
}

}  // namespace pyemb
