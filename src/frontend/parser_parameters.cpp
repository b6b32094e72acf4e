// SPDX-License-Identifier: MIT
//
// The fast parser: parameters of functions and lambdas.

#include "frontend/parser_core.h"

namespace pyemb {

using namespace ast;

/// Everything between the parentheses of a def, or between `lambda` and its colon; perhaps nothing.
struct arguments* Parser::parameters(bool is_lambda) {
  auto* result = plain_node<struct arguments>();
  if (result == nullptr) return nullptr;
  if (!plain_parameters(result, is_lambda)) return nullptr;
  if ((at(Tok::kStar) || at(Tok::kDoubleStar)) && !star_parameters(result, is_lambda)) return nullptr;
  return at(is_lambda ? Tok::kColon : Tok::kRightParen) ? result : nullptr;
}

/// The comma behind a parameter, unless it is the last one, and its type comment. `one` is null behind a slash.
bool Parser::end_parameter(bool is_lambda, arg* one) {
  bool comma = accept(Tok::kComma);
  if (UNLIKELY(at(Tok::kTypeComment)) && one != nullptr && !is_lambda) one->type_comment = type_comment();
  return comma || at(is_lambda ? Tok::kColon : Tok::kRightParen);
}

arg* Parser::parameter(bool is_lambda, bool star_annotation) {
  if (!at(Tok::kName)) return nullptr;
  Place start = place();
  const Identifier* name = token_->name;
  advance();
  expr* annotation = nullptr;
  if (!is_lambda && accept(Tok::kColon)) {
    if (star_annotation && at(Tok::kStar)) {
      annotation = star_expression(false);
    } else {
      annotation = expression();
    }
    if (annotation == nullptr) return nullptr;
  }
  auto* result = node<arg>(start);
  if (result == nullptr) return nullptr;
  result->arg = name;
  result->annotation = annotation;
  return result;
}

/// The parameters before any star. Once one has a default, all that follow must; a `/` makes those before it
/// positional-only.
bool Parser::plain_parameters(struct arguments* result, bool is_lambda) {
  uint32_t mark = scratch_.mark();
  uint32_t total = 0, with_default = 0, positional_only = 0;
  while (at(Tok::kName) || at(Tok::kSlash)) {
    arg* one = nullptr;
    if (accept(Tok::kSlash)) {
      if (total == 0 || positional_only != 0 || !has(8, "Positional-only parameters are")) return false;
      positional_only = total;
    } else {
      one = parameter(is_lambda, false);
      expr* value = nullptr;
      if (one == nullptr) return false;
      if (accept(Tok::kEqual)) {
        Nesting nesting(state_, 6);
        if (!nesting || (value = expression()) == nullptr) return false;
        ++with_default;
      } else if (with_default != 0) {
        return false;
      }
      if (!push(one) || !scratch_.push(value)) return false;
      ++total;
    }
    if (!end_parameter(is_lambda, one)) return false;
  }
  if (total == 0) return true;
  auto** args = state_.arena().make_array<arg*>(total);
  auto** defaults = state_.arena().make_array<expr*>(with_default);
  Seq<void*> pairs;
  if (args == nullptr || defaults == nullptr || !take(mark, &pairs)) return false;
  for (uint32_t i = 0; i < total; ++i) args[i] = static_cast<arg*>(pairs[2 * i]);
  for (uint32_t i = 0; i < with_default; ++i) {
    defaults[i] = static_cast<expr*>(pairs[2 * (total - with_default + i) + 1]);
  }
  result->posonlyargs = {args, positional_only};
  result->args = {args + positional_only, total - positional_only};
  result->defaults = {defaults, with_default};
  return true;
}

/// From the first star on: `*args` or a bare `*`, keyword-only parameters, `**kwargs`.
bool Parser::star_parameters(struct arguments* result, bool is_lambda) {
  uint32_t mark = scratch_.mark();
  if (accept(Tok::kStar)) {
    bool is_bare = accept(Tok::kComma);
    if (is_bare && at(Tok::kTypeComment)) return wrong_comment("bare * has associated type comment");
    if (!is_bare) {
      result->vararg = parameter(is_lambda, !is_lambda);
      if (result->vararg == nullptr || !end_parameter(is_lambda, result->vararg)) return false;
    }
    while (at(Tok::kName)) {
      arg* one = parameter(is_lambda, false);
      expr* value = nullptr;
      if (one == nullptr || (accept(Tok::kEqual) && (value = expression()) == nullptr)) return false;
      if (!push(one) || !scratch_.push(value) || !end_parameter(is_lambda, one)) return false;
    }
    if (is_bare && scratch_.count_since(mark) == 0) return false;
  }
  if (accept(Tok::kDoubleStar)) {
    result->kwarg = parameter(is_lambda, false);
    if (result->kwarg == nullptr || !end_parameter(is_lambda, result->kwarg)) return false;
  }
  uint32_t count = scratch_.count_since(mark) / 2;
  auto** args = state_.arena().make_array<arg*>(count);
  auto** defaults = state_.arena().make_array<expr*>(count);
  Seq<void*> pairs;
  if (args == nullptr || defaults == nullptr || !take(mark, &pairs)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    args[i] = static_cast<arg*>(pairs[2 * i]);
    defaults[i] = static_cast<expr*>(pairs[2 * i + 1]);
  }
  result->kwonlyargs = {args, count};
  result->kw_defaults = {defaults, count};
  return true;
}

}  // namespace pyemb
