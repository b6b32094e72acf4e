// SPDX-License-Identifier: MIT
#include "modules/ast/validate.h"
#include "objects/type.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;
using Kind = ast::constant::Kind;

namespace {

bool is_number(const ast::expr* e, bool real, bool imaginary, ConstantPool& pool) {
  if (!ast::is<ast::Constant>(e)) return false;
  const ast::constant& value = as<ast::Constant>(e)->value;
  switch (value.kind) {
    case Kind::kInt:
    case Kind::kBigInt:
    case Kind::kFloat: return real;
    case Kind::kImaginary: return imaginary;
    case Kind::kValue: {
      Value object = pool.at(static_cast<uint32_t>(value.integer));
      bool is_real = object.is_int() || object.is_float() || is_exactly(object, TypeId::kInt) || is_exactly(object, TypeId::kFloat);
      return (real && is_real) || (imaginary && is_exactly(object, TypeId::kComplex));
    }
    default: return false;
  }
}

bool is_negative_number(const ast::expr* e, bool real, bool imaginary, ConstantPool& pool) {
  return ast::is<ast::UnaryOp>(e) && as<ast::UnaryOp>(e)->op == ast::unaryop::USub && is_number(as<ast::UnaryOp>(e)->operand, real, imaginary, pool);
}

/// real + imaginary, real - imaginary
bool is_complex_sum(const ast::BinOp* e, ConstantPool& pool) {
  bool sum = e->op == ast::operator_::Add || e->op == ast::operator_::Sub;
  bool left = is_number(e->left, true, false, pool) || is_negative_number(e->left, true, false, pool);
  return sum && left && is_number(e->right, false, true, pool);
}

}  // namespace

Status AstValidator::pattern_value(const ast::expr* e) {
  TRY(expression(e, Context::Load));
  switch (e->node_kind) {
    case NodeKind::Constant: {
      Kind kind = as<ast::Constant>(e)->value.kind;
      bool plain = kind == Kind::kStr || kind == Kind::kBytes || is_number(e, true, true, c_.constants);
      return plain ? Status() : Status(value_error("unexpected constant inside of a literal pattern"));
    }
    case NodeKind::Attribute:
    case NodeKind::JoinedStr: return {};
    case NodeKind::UnaryOp:
      if (is_negative_number(e, true, true, c_.constants)) return {};
      break;
    case NodeKind::BinOp:
      if (is_complex_sum(as<ast::BinOp>(e), c_.constants)) return {};
      break;
    default: break;
  }
  return value_error("patterns may only match literals and attribute lookups");
}

Status AstValidator::capture(const Identifier* captured) {
  if (captured->text == "_") return value_error("can't capture name '_' in patterns");
  return name(captured);
}

Status AstValidator::patterns(Seq<ast::pattern*> list, bool star_allowed) {
  for (const ast::pattern* p : list) {
    if (p == nullptr) return value_error("None disallowed in pattern list");
    TRY(pattern(p, star_allowed));
  }
  return {};
}

Status AstValidator::mapping_pattern(const ast::MatchMapping* p) {
  if (p->keys.size != p->patterns.size) return value_error("MatchMapping doesn't have the same number of keys as patterns");
  if (p->rest != nullptr) TRY(capture(p->rest));
  for (const ast::expr* key : p->keys) {
    if (key == nullptr) return value_error("None disallowed in expression list");
    if (ast::is<ast::Constant>(key)) {
      Kind kind = as<ast::Constant>(key)->value.kind;
      if (kind == Kind::kNone || kind == Kind::kTrue || kind == Kind::kFalse) continue;
    }
    TRY(pattern_value(key));
  }
  return patterns(p->patterns, false);
}

Status AstValidator::class_pattern(const ast::MatchClass* p) {
  if (p->kwd_attrs.size != p->kwd_patterns.size) {
    return value_error("MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  TRY(expression(p->cls, Context::Load));
  const ast::expr* cls = p->cls;
  while (ast::is<ast::Attribute>(cls)) cls = as<ast::Attribute>(cls)->value;
  if (!ast::is<ast::Name>(cls)) return value_error("MatchClass cls field can only contain Name or Attribute nodes.");
  for (const Identifier* attribute : p->kwd_attrs) {
    if (attribute == nullptr) return value_error("None disallowed in identifier list");
    TRY(name(attribute));
  }
  TRY(patterns(p->patterns, false));
  return patterns(p->kwd_patterns, false);
}

Status AstValidator::as_pattern(const ast::MatchAs* p) {
  if (p->name != nullptr) TRY(capture(p->name));
  if (p->pattern == nullptr) return {};
  if (p->name == nullptr) return value_error("MatchAs must specify a target name if a pattern is given");
  return pattern(p->pattern, false);
}

Status AstValidator::pattern(const ast::pattern* p, bool star_allowed) {
  TRY(positions(p));
  RecursionGuard guard(ts_, " during compilation");
  if (guard.exceeded()) return guard.raise();
  switch (p->node_kind) {
    case NodeKind::MatchValue: return pattern_value(as<ast::MatchValue>(p)->value);
    case NodeKind::MatchSingleton: {
      Kind kind = as<ast::MatchSingleton>(p)->value.kind;
      if (kind == Kind::kNone || kind == Kind::kTrue || kind == Kind::kFalse) return {};
      return value_error("MatchSingleton can only contain True, False and None");
    }
    case NodeKind::MatchSequence: return patterns(as<ast::MatchSequence>(p)->patterns, true);
    case NodeKind::MatchMapping: return mapping_pattern(as<ast::MatchMapping>(p));
    case NodeKind::MatchClass: return class_pattern(as<ast::MatchClass>(p));
    case NodeKind::MatchStar:
      if (!star_allowed) return value_error("can't use MatchStar here");
      return as<ast::MatchStar>(p)->name == nullptr ? Status() : capture(as<ast::MatchStar>(p)->name);
    case NodeKind::MatchAs: return as_pattern(as<ast::MatchAs>(p));
    case NodeKind::MatchOr:
      if (as<ast::MatchOr>(p)->patterns.size < 2) return value_error("MatchOr requires at least 2 patterns");
      return patterns(as<ast::MatchOr>(p)->patterns, false);
    default: return raise(ts_, Exc::kSystemError, "unexpected pattern");
  }
}

}  // namespace pyemb
