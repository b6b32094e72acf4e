// SPDX-License-Identifier: MIT
//
// The diagnosing parser: what can be assigned to or deleted.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

using namespace ast;

expr* Diagnosis::star_targets() {
  uint32_t start = mark_;
  expr* first = star_target();
  if (first == nullptr || !at(Tok::kComma)) return failed_ ? nullptr : first;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && star_target() != nullptr) || (back(here), false);
       here = mark_) {
  }
  expect(Tok::kComma);
  return failed_ ? nullptr : node<Tuple>(start);
}

expr* Diagnosis::star_target() {
  return memoized<expr>(Rule::kStarTarget, [&]() -> expr* {
    uint32_t start = mark_;
    if (expect(Tok::kStar) != nullptr && !at(Tok::kStar) && star_target() != nullptr) return node<Starred>(start);
    return back(start) ? target_with_star_atom() : nullptr;
  });
}

/// t_primary '.' NAME or t_primary '[' slices ']', with nothing more behind
expr* Diagnosis::attribute_or_subscript() {
  uint32_t start = mark_;
  if (target_primary() != nullptr && expect(Tok::kDot) != nullptr && name() != nullptr && !at_target_continuation() &&
      !failed_) {
    return node<Attribute>(start);
  }
  if (back(start) && target_primary() != nullptr && expect(Tok::kLeftBracket) != nullptr && slices() != nullptr &&
      expect(Tok::kRightBracket) != nullptr && !at_target_continuation() && !failed_) {
    return node<Subscript>(start);
  }
  return nullptr;
}

expr* Diagnosis::target_with_star_atom() {
  return memoized<expr>(Rule::kTargetWithStarAtom, [&]() -> expr* {
    uint32_t start = mark_;
    if (expr* found = attribute_or_subscript(); found != nullptr) return found;
    return back(start) ? star_atom() : nullptr;
  });
}

expr* Diagnosis::star_atom() {
  uint32_t start = mark_;
  if (expr* found = name_atom(); found != nullptr) return found;
  if (!back(start)) return nullptr;
  if (expect(Tok::kLeftParen) != nullptr) {
    expr* inner = target_with_star_atom();
    if (inner != nullptr && expect(Tok::kRightParen) != nullptr) return inner;
  }
  if (!back(start)) return nullptr;
  auto more = [&] {
    for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && star_target() != nullptr) || (back(here), false);
         here = mark_) {
    }
    expect(Tok::kComma);
  };
  if (expect(Tok::kLeftParen) != nullptr) {
    uint32_t inside = mark_;
    if (star_target() != nullptr && at(Tok::kComma)) {
      more();
    } else {
      back(inside);
    }
    if (expect(Tok::kRightParen) != nullptr) return node<Tuple>(start);
  }
  if (!back(start) || expect(Tok::kLeftBracket) == nullptr) return nullptr;
  uint32_t inside = mark_;
  if (star_target() != nullptr) {
    more();
  } else {
    back(inside);
  }
  return expect(Tok::kRightBracket) != nullptr ? node<List>(start) : nullptr;
}

expr* Diagnosis::single_target() {
  uint32_t start = mark_;
  if (expr* found = attribute_or_subscript(); found != nullptr) return found;
  if (!back(start)) return nullptr;
  if (expr* found = name_atom(); found != nullptr) return found;
  if (!back(start) || expect(Tok::kLeftParen) == nullptr) return nullptr;
  expr* inner = single_target();
  return inner != nullptr && expect(Tok::kRightParen) != nullptr ? inner : nullptr;
}

/// The longest primary that something still follows.
expr* Diagnosis::target_primary() {
  return memoized<expr>(Rule::kTargetPrimary, [&]() -> expr* {
    uint32_t start = mark_;
    expr* left = atom();
    if (left == nullptr || !at_target_continuation()) return nullptr;
    for (;;) {
      uint32_t here = mark_;
      if (expect(Tok::kDot) != nullptr && name() != nullptr && at_target_continuation()) {
        left = node<Attribute>(start);
        continue;
      }
      if (back(here) && expect(Tok::kLeftBracket) != nullptr && slices() != nullptr &&
          expect(Tok::kRightBracket) != nullptr && at_target_continuation()) {
        left = node<Subscript>(start);
        continue;
      }
      if (back(here) && generator() != nullptr && at_target_continuation()) {
        left = node<Call>(start);
        continue;
      }
      if (back(here) && expect(Tok::kLeftParen) != nullptr) {
        uint32_t inside = mark_;
        if (arguments() == nullptr) back(inside);
        if (expect(Tok::kRightParen) != nullptr && at_target_continuation()) {
          left = node<Call>(start);
          continue;
        }
      }
      back(here);
      return failed_ ? nullptr : left;
    }
  });
}

bool Diagnosis::delete_targets() {
  if (delete_target() == nullptr) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && delete_target() != nullptr) || (back(here), false);
       here = mark_) {
  }
  expect(Tok::kComma);
  return !failed_;
}

expr* Diagnosis::delete_target() {
  return memoized<expr>(Rule::kDeleteTarget, [&]() -> expr* {
    uint32_t start = mark_;
    if (expr* found = attribute_or_subscript(); found != nullptr) return found;
    return back(start) ? delete_atom() : nullptr;
  });
}

expr* Diagnosis::delete_atom() {
  uint32_t start = mark_;
  if (expr* found = name_atom(); found != nullptr) return found;
  if (!back(start)) return nullptr;
  if (expect(Tok::kLeftParen) != nullptr) {
    expr* inner = delete_target();
    if (inner != nullptr && expect(Tok::kRightParen) != nullptr) return inner;
  }
  for (bool is_tuple : {true, false}) {
    if (!back(start) || expect(is_tuple ? Tok::kLeftParen : Tok::kLeftBracket) == nullptr) continue;
    uint32_t inside = mark_;
    if (!delete_targets()) back(inside);
    if (expect(is_tuple ? Tok::kRightParen : Tok::kRightBracket) != nullptr) return node<Tuple>(start);
  }
  return nullptr;
}

}  // namespace pyemb
