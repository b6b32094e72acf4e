// SPDX-License-Identifier: MIT
#include "modules/ast/validate.h"

#include "objects/set.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

namespace {

constexpr const char* kTooDeep = " during compilation";
constexpr const char* kContextNames[] = {"Load", "Store", "Del"};

/// The context that the node says it has, or null for an expression without one.
const ast::expr_context* find_context(const ast::expr* e) {
  switch (e->node_kind) {
    case NodeKind::Attribute: return &as<ast::Attribute>(e)->ctx;
    case NodeKind::Subscript: return &as<ast::Subscript>(e)->ctx;
    case NodeKind::Starred: return &as<ast::Starred>(e)->ctx;
    case NodeKind::Name: return &as<ast::Name>(e)->ctx;
    case NodeKind::List: return &as<ast::List>(e)->ctx;
    case NodeKind::Tuple: return &as<ast::Tuple>(e)->ctx;
    default: return nullptr;
  }
}

}  // namespace

Status AstValidator::positions(const ast::Located* n) {
  if (n->lineno > n->end_lineno) {
    return raise(ts_, Exc::kValueError, "AST node line range (%d, %d) is not valid", n->lineno, n->end_lineno);
  }
  if ((n->lineno < 0 && n->end_lineno != n->lineno) || (n->col_offset < 0 && n->col_offset != n->end_col_offset)) {
    return raise(ts_, Exc::kValueError, "AST node column range (%d, %d) for line range (%d, %d) is not valid", n->col_offset,
                 n->end_col_offset, n->lineno, n->end_lineno);
  }
  if (n->lineno == n->end_lineno && n->col_offset > n->end_col_offset) {
    return raise(ts_, Exc::kValueError, "line %d, column %d-%d is not a valid range", n->lineno, n->col_offset, n->end_col_offset);
  }
  return {};
}

Status AstValidator::name(const Identifier* name) {
  for (const char* word : {"None", "True", "False"}) {
    if (name->text == word) return raise(ts_, Exc::kValueError, "identifier field can't represent '%s' constant", word);
  }
  return {};
}

// -- expressions --------------------------------------------------------------------------------------------------------------

Status AstValidator::expressions(Seq<ast::expr*> list, Context context, Nulls nulls) {
  for (const ast::expr* e : list) {
    if (e != nullptr) {
      TRY(expression(e, context));
    } else if (nulls == Nulls::kForbidden) {
      return value_error("None disallowed in expression list");
    }
  }
  return {};
}

Status AstValidator::context_of(const ast::expr* e, Context context) {
  if (e->node_kind == NodeKind::Name) TRY(name(as<ast::Name>(e)->id));
  const Context* actual = find_context(e);
  if (actual == nullptr) {
    if (context == Context::Load) return {};
    return raise(ts_, Exc::kValueError, "expression which can't be assigned to in %s context", kContextNames[static_cast<int>(context)]);
  }
  if (*actual == context) return {};
  return raise(ts_, Exc::kValueError, "expression must have %s context but has %s instead", kContextNames[static_cast<int>(context)],
               kContextNames[static_cast<int>(*actual)]);
}

Status AstValidator::expression(const ast::expr* e, Context context) {
  TRY(positions(e));
  RecursionGuard guard(ts_, kTooDeep);
  if (guard.exceeded()) return guard.raise();
  TRY(context_of(e, context));
  switch (e->node_kind) {
    case NodeKind::Name: return {};
    case NodeKind::Starred: return expression(as<ast::Starred>(e)->value, context);
    case NodeKind::List: return expressions(as<ast::List>(e)->elts, context, Nulls::kForbidden);
    case NodeKind::Tuple: return expressions(as<ast::Tuple>(e)->elts, context, Nulls::kForbidden);
    default: return operands(e);
  }
}

/// The parts of an expression that is no target.
Status AstValidator::operands(const ast::expr* e) {
  auto load = [this](const ast::expr* part) { return expression(part, Context::Load); };
  switch (e->node_kind) {
    case NodeKind::BoolOp:
      if (as<ast::BoolOp>(e)->values.size < 2) return value_error("BoolOp with less than 2 values");
      return loads(as<ast::BoolOp>(e)->values);
    case NodeKind::BinOp: TRY(load(as<ast::BinOp>(e)->left)); return load(as<ast::BinOp>(e)->right);
    case NodeKind::UnaryOp: return load(as<ast::UnaryOp>(e)->operand);
    case NodeKind::Lambda: TRY(parameters(as<ast::Lambda>(e)->args)); return load(as<ast::Lambda>(e)->body);
    case NodeKind::IfExp:
      TRY(load(as<ast::IfExp>(e)->test));
      TRY(load(as<ast::IfExp>(e)->body));
      return load(as<ast::IfExp>(e)->orelse);
    case NodeKind::Dict: {
      auto* dict = as<ast::Dict>(e);
      if (dict->keys.size != dict->values.size) return value_error("Dict doesn't have the same number of keys as values");
      TRY(expressions(dict->keys, Context::Load, Nulls::kAllowed));
      return loads(dict->values);
    }
    case NodeKind::Set: return loads(as<ast::Set>(e)->elts);
    case NodeKind::ListComp: TRY(comprehensions(as<ast::ListComp>(e)->generators)); return load(as<ast::ListComp>(e)->elt);
    case NodeKind::SetComp: TRY(comprehensions(as<ast::SetComp>(e)->generators)); return load(as<ast::SetComp>(e)->elt);
    case NodeKind::GeneratorExp: TRY(comprehensions(as<ast::GeneratorExp>(e)->generators)); return load(as<ast::GeneratorExp>(e)->elt);
    case NodeKind::DictComp:
      TRY(comprehensions(as<ast::DictComp>(e)->generators));
      TRY(load(as<ast::DictComp>(e)->key));
      return load(as<ast::DictComp>(e)->value);
    case NodeKind::Yield: return optional(as<ast::Yield>(e)->value);
    case NodeKind::YieldFrom: return load(as<ast::YieldFrom>(e)->value);
    case NodeKind::Await: return load(as<ast::Await>(e)->value);
    case NodeKind::Compare: return compare(as<ast::Compare>(e));
    case NodeKind::Call:
      TRY(load(as<ast::Call>(e)->func));
      TRY(loads(as<ast::Call>(e)->args));
      return keywords(as<ast::Call>(e)->keywords);
    case NodeKind::Constant: return constant(as<ast::Constant>(e)->value);
    case NodeKind::JoinedStr: return loads(as<ast::JoinedStr>(e)->values);
    case NodeKind::FormattedValue: TRY(load(as<ast::FormattedValue>(e)->value)); return optional(as<ast::FormattedValue>(e)->format_spec);
    case NodeKind::Attribute: return load(as<ast::Attribute>(e)->value);
    case NodeKind::Subscript: TRY(load(as<ast::Subscript>(e)->slice)); return load(as<ast::Subscript>(e)->value);
    case NodeKind::NamedExpr: TRY(load(as<ast::NamedExpr>(e)->value)); return expression(as<ast::NamedExpr>(e)->target, Context::Store);
    case NodeKind::Slice:
      TRY(optional(as<ast::Slice>(e)->lower));
      TRY(optional(as<ast::Slice>(e)->upper));
      return optional(as<ast::Slice>(e)->step);
    default: return {};
  }
}

Status AstValidator::compare(const ast::Compare* e) {
  if (e->comparators.empty()) return value_error("Compare with no comparators");
  if (e->comparators.size != e->ops.size) return value_error("Compare has a different number of comparators and operands");
  TRY(loads(e->comparators));
  return expression(e->left, Context::Load);
}

Status AstValidator::comprehensions(Seq<ast::comprehension*> list) {
  if (list.empty()) return value_error("comprehension with no generators");
  for (const ast::comprehension* one : list) {
    if (one == nullptr) return value_error("None disallowed in expression list");
    TRY(expression(one->target, Context::Store));
    TRY(expression(one->iter, Context::Load));
    TRY(loads(one->ifs));
  }
  return {};
}

Status AstValidator::keywords(Seq<ast::keyword*> list) {
  for (const ast::keyword* one : list) {
    if (one == nullptr) return value_error("None disallowed in expression list");
    TRY(expression(one->value, Context::Load));
  }
  return {};
}

Status AstValidator::parameter_list(Seq<ast::arg*> list) {
  for (const ast::arg* one : list) {
    if (one == nullptr) return value_error("None disallowed in expression list");
    TRY(positions(one));
    TRY(optional(one->annotation));
  }
  return {};
}

Status AstValidator::parameters(const ast::arguments* args) {
  TRY(parameter_list(args->posonlyargs));
  TRY(parameter_list(args->args));
  if (args->vararg != nullptr) TRY(optional(args->vararg->annotation));
  TRY(parameter_list(args->kwonlyargs));
  if (args->kwarg != nullptr) TRY(optional(args->kwarg->annotation));
  if (args->defaults.size > args->posonlyargs.size + args->args.size) return value_error("more positional defaults than args on arguments");
  if (args->kw_defaults.size != args->kwonlyargs.size) {
    return value_error("length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  TRY(loads(args->defaults));
  return expressions(args->kw_defaults, Context::Load, Nulls::kAllowed);
}

// -- constants ------------------------------------------------------------------------------------------------------------------

Result<bool> AstValidator::is_constant(Value value, Value* wrong) {
  if (!value.is_heap()) return true;
  for (TypeId id : {TypeId::kInt, TypeId::kFloat, TypeId::kComplex, TypeId::kStr, TypeId::kBytes}) {
    if (is_exactly(value, id)) return true;
  }
  if (!is_tuple(value) && !is_frozenset(value)) return *wrong = value, false;
  RecursionGuard guard(ts_, kTooDeep);
  if (guard.exceeded()) return guard.raise();
  Own<Tuple> items = TRY(to_tuple(ts_, value));
  for (Value item : items->span()) {
    bool fits = TRY(is_constant(item, wrong));
    if (!fits) return false;
  }
  return true;
}

Status AstValidator::constant(const ast::constant& value) {
  if (value.kind != ast::constant::Kind::kValue) return {};
  Value wrong;
  bool fits = TRY(is_constant(c_.constants.at(static_cast<uint32_t>(value.integer)), &wrong));
  if (fits) return {};
  return raise(ts_, Exc::kTypeError, "got an invalid type in Constant: %s", short_type_name(ts_, wrong));
}

// -- the whole --------------------------------------------------------------------------------------------------------------------

Status validate_ast(Compilation& compilation, const ast::mod* tree) {
  AstValidator validator(compilation);
  switch (tree->node_kind) {
    case NodeKind::Module: return validator.statements(as<ast::Module>(tree)->body);
    case NodeKind::Interactive: return validator.statements(as<ast::Interactive>(tree)->body);
    case NodeKind::Expression: return validator.expression(as<ast::Expression>(tree)->body, ast::expr_context::Load);
    case NodeKind::FunctionType:
      TRY(validator.loads(as<ast::FunctionType>(tree)->argtypes));
      return validator.expression(as<ast::FunctionType>(tree)->returns, ast::expr_context::Load);
    default: return raise(compilation.ts, Exc::kSystemError, "impossible module node");
  }
}

}  // namespace pyemb
