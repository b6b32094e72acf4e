// SPDX-License-Identifier: MIT
//
// The diagnosing parser: lists of statements, and the simple ones.

#include "frontend/syntax_error_grammar.h"

namespace pyemb {

namespace {
/// What rules that give no node leave in the memory when they match.
constexpr char kMatched = 0;
}  // namespace

bool Diagnosis::statements() {
  uint32_t count = 0;
  for (uint32_t start = mark_; statement(); start = mark_) ++count, (void)start;
  return !failed_ && count != 0;
}

bool Diagnosis::statement() {
  Nesting nesting(state_, 2);
  if (!nesting) return failed_ = true, false;
  uint32_t start = mark_;
  if (compound_statement()) return true;
  return (back(start) && simple_statements()) || (back(start), false);
}

bool Diagnosis::simple_statements() {
  uint32_t start = mark_;
  if (simple_statement() && !at(Tok::kSemicolon) && expect(Tok::kNewline) != nullptr) return true;
  if (!back(start) || !simple_statement()) return false;
  for (uint32_t separator = mark_; expect(Tok::kSemicolon) != nullptr; separator = mark_) {
    if (!simple_statement()) {
      back(separator);
      break;
    }
  }
  expect(Tok::kSemicolon);
  return expect(Tok::kNewline) != nullptr;
}

bool Diagnosis::simple_statement() {
  return memoized<const char>(Rule::kSimpleStatement, [&] { return simple_statement_body() ? &kMatched : nullptr; }) !=
         nullptr;
}

bool Diagnosis::simple_statement_body() {
  uint32_t start = mark_;
  if (assignment()) return true;
  if (back(start) && star_expressions() != nullptr) return true;
  if (!back(start)) return false;
  if (at(Tok::kReturn) && return_statement()) return true;
  if (back(start) && at(Tok::kImport) && import_statement()) return true;
  if (back(start) && at(Tok::kFrom) && from_statement()) return true;
  if (back(start) && at(Tok::kRaise) && raise_statement()) return true;
  if (back(start) && expect(Tok::kPass) != nullptr) return true;
  if (back(start) && at(Tok::kDel) && delete_statement()) return true;
  if (back(start) && at(Tok::kYield) && yield_expression() != nullptr) return true;
  if (back(start) && at(Tok::kAssert) && assert_statement()) return true;
  if (back(start) && expect_any(Tok::kBreak, Tok::kContinue) != nullptr) return true;
  if (back(start) && at(Tok::kGlobal) && names_statement(Tok::kGlobal)) return true;
  return back(start) && at(Tok::kNonlocal) && names_statement(Tok::kNonlocal);
}

bool Diagnosis::annotated_rhs() {
  uint32_t start = mark_;
  return yield_expression() != nullptr || (back(start) && star_expressions() != nullptr);
}

bool Diagnosis::augmented_operator() {
  const ::pyemb::Token* token = fetch(mark_);
  if (token == nullptr || !is_augmented_assignment(token->kind)) return false;
  ++mark_;
  return true;
}

bool Diagnosis::assignment() {
  uint32_t start = mark_;
  auto annotation = [&] {
    if (expect(Tok::kColon) == nullptr || expression() == nullptr) return false;
    uint32_t here = mark_;
    if (expect(Tok::kEqual) == nullptr || !annotated_rhs()) back(here);
    return !failed_;
  };
  if (name() != nullptr && annotation()) return true;
  if (!back(start)) return false;
  bool target = expect(Tok::kLeftParen) != nullptr && single_target() != nullptr && expect(Tok::kRightParen) != nullptr;
  if (!target) target = back(start) && attribute_or_subscript() != nullptr;
  if (target && annotation()) return true;

  if (!back(start)) return false;
  uint32_t targets = 0;
  for (uint32_t here = mark_;; here = mark_) {
    if (star_targets() == nullptr || expect(Tok::kEqual) == nullptr) {
      back(here);
      break;
    }
    ++targets;
  }
  if (targets != 0 && annotated_rhs() && !at(Tok::kEqual) && !failed_) return true;

  if (!back(start)) return false;
  if (single_target() != nullptr && augmented_operator()) return annotated_rhs();  // committed
  return back(start) && invalid_rules_ && invalid_assignment();
}

bool Diagnosis::invalid_annotation_target(ast::expr** target) {
  uint32_t start = mark_;
  if ((*target = list()) != nullptr) return true;
  if (back(start) && (*target = tuple_atom()) != nullptr) return true;
  return back(start) && expect(Tok::kLeftParen) != nullptr && invalid_annotation_target(target) &&
         expect(Tok::kRightParen) != nullptr;
}

bool Diagnosis::invalid_assignment() {
  uint32_t start = mark_;
  ast::expr* target = nullptr;
  if (invalid_annotation_target(&target) && expect(Tok::kColon) != nullptr && expression() != nullptr) {
    return raise_at(target, message("only single target (not %.*s) can be annotated", expression_name(target))) !=
           nullptr;
  }
  if (back(start) && (target = star_named_expression()) != nullptr && expect(Tok::kComma) != nullptr) {
    uint32_t mark = scratch_.mark();
    for (uint32_t here = mark_; star_named_expressions() || (back(here), false); here = mark_) {
    }
    scratch_.drop_to(mark);
    if (expect(Tok::kColon) != nullptr && expression() != nullptr) {
      return raise_at(target, "only single target (not tuple) can be annotated") != nullptr;
    }
  }
  if (back(start) && (target = expression()) != nullptr && expect(Tok::kColon) != nullptr && expression() != nullptr) {
    return raise_at(target, "illegal target for annotation") != nullptr;
  }
  auto skip_targets = [&] {
    for (uint32_t here = mark_; (star_targets() != nullptr && expect(Tok::kEqual) != nullptr) || (back(here), false);
         here = mark_) {
    }
  };
  if (!back(start)) return false;
  skip_targets();
  if ((target = star_expressions()) != nullptr && expect(Tok::kEqual) != nullptr) {
    raise_invalid_target(Targets::kStar, target);
    if (failed_) return false;
  }
  if (!back(start)) return false;
  skip_targets();
  if ((target = yield_expression()) != nullptr && expect(Tok::kEqual) != nullptr) {
    return raise_at(target, "assignment to yield expression not possible") != nullptr;
  }
  if (back(start) && (target = star_expressions()) != nullptr && augmented_operator() && annotated_rhs()) {
    return raise_at(target, message("'%.*s' is an illegal expression for augmented assignment",
                                    expression_name(target))) != nullptr;
  }
  return false;
}

bool Diagnosis::return_statement() {
  if (expect(Tok::kReturn) == nullptr) return false;
  uint32_t here = mark_;
  if (star_expressions() == nullptr) back(here);
  return !failed_;
}

bool Diagnosis::raise_statement() {
  if (expect(Tok::kRaise) == nullptr) return false;
  uint32_t here = mark_;
  if (expression() == nullptr) return back(here);
  here = mark_;
  if (expect(Tok::kFrom) == nullptr || expression() == nullptr) back(here);
  return !failed_;
}

bool Diagnosis::names_statement(Tok keyword) {
  if (expect(keyword) == nullptr || name() == nullptr) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && name() != nullptr) || (back(here), false);
       here = mark_) {
  }
  return !failed_;
}

bool Diagnosis::delete_statement() {
  uint32_t start = mark_;
  if (expect(Tok::kDel) != nullptr && delete_targets() && at_any(Tok::kSemicolon, Tok::kNewline)) return true;
  if (!back(start) || !invalid_rules_ || expect(Tok::kDel) == nullptr) return false;
  ast::expr* target = star_expressions();
  if (target != nullptr) raise_invalid_target(Targets::kDelete, target);
  return false;
}

bool Diagnosis::assert_statement() {
  if (expect(Tok::kAssert) == nullptr || expression() == nullptr) return false;
  uint32_t here = mark_;
  if (expect(Tok::kComma) == nullptr || expression() == nullptr) back(here);
  return !failed_;
}

bool Diagnosis::as_name() {
  uint32_t here = mark_;
  if (expect(Tok::kAs) == nullptr || name() == nullptr) back(here);
  return !failed_;
}

bool Diagnosis::dotted_name() {
  if (name() == nullptr) return false;
  for (uint32_t here = mark_; (expect(Tok::kDot) != nullptr && name() != nullptr) || (back(here), false);
       here = mark_) {
  }
  return !failed_;
}

bool Diagnosis::import_statement() {
  if (expect(Tok::kImport) == nullptr || !dotted_name() || !as_name()) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && dotted_name() && as_name()) || (back(here), false);
       here = mark_) {
  }
  return !failed_;
}

bool Diagnosis::from_statement() {
  if (expect(Tok::kFrom) == nullptr) return false;
  uint32_t dots = mark_;
  while (expect_any(Tok::kDot, Tok::kEllipsis) != nullptr) {
  }
  uint32_t after_dots = mark_;
  if (dotted_name() && expect(Tok::kImport) != nullptr && import_targets()) return true;
  return back(after_dots) && after_dots != dots && expect(Tok::kImport) != nullptr && import_targets();
}

bool Diagnosis::import_targets() {
  uint32_t start = mark_;
  if (expect(Tok::kLeftParen) != nullptr && import_as_names()) {
    expect(Tok::kComma);
    if (expect(Tok::kRightParen) != nullptr) return true;
  }
  if (back(start) && import_as_names() && !at(Tok::kComma) && !failed_) return true;
  if (back(start) && expect(Tok::kStar) != nullptr) return true;
  if (!back(start) || !invalid_rules_) return false;
  if (import_as_names() && expect(Tok::kComma) != nullptr && expect(Tok::kNewline) != nullptr) {
    raise("trailing comma not allowed without surrounding parentheses");
  }
  return false;
}

bool Diagnosis::import_as_names() {
  if (name() == nullptr || !as_name()) return false;
  for (uint32_t here = mark_; (expect(Tok::kComma) != nullptr && name() != nullptr && as_name()) || (back(here), false);
       here = mark_) {
  }
  return !failed_;
}

}  // namespace pyemb
