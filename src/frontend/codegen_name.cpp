// SPDX-License-Identifier: MIT
// Variables: reading, binding and deleting them.
#include "frontend/codegen.h"

namespace pyemb {

using ast::as;

/// How the current block reaches `id`.
Variable Codegen::variable(const Identifier* written) {
  using Access = Variable::Access;
  const Identifier* id = mangle(c_, u_->scope->class_name, written);
  const Scope& scope = *u_->scope;
  const Symbol* symbol = scope.find(id);
  Access access = Access::kName;
  Reg reg = kNoReg;
  switch (symbol == nullptr ? NameScope::kUnknown : symbol->scope) {
    case NameScope::kFree:
    case NameScope::kCell:
      access = Access::kDeref;
      reg = static_cast<Reg>(symbol->reg);
      break;
    case NameScope::kLocal:
      if (scope.is_function()) {
        access = Access::kFast;
        reg = static_cast<Reg>(symbol->reg);
      }
      break;
    case NameScope::kGlobalImplicit:
      if (scope.is_function()) access = Access::kGlobal;
      break;
    case NameScope::kGlobalExplicit: access = Access::kGlobal; break;
    case NameScope::kUnknown: break;
  }
  return {access, reg, id, symbol};
}

/// The register must hold a value here; what a path before this has shown need not be tested again.
void Codegen::check_bound(Reg reg, const ast::Located* where) {
  if (u_->code.is_bound(reg)) return;
  Position saved = u_->loc;
  locate(where);
  emit(Op::kCHECK_BOUND, reg);
  u_->code.set_bound(reg);
  u_->loc = saved;
}

/// The register of the local that `e` names (or has just assigned), if the value can be read from there later; else kNoReg.
/// `kept`: between now and then something is evaluated that could rebind it.
Reg Codegen::in_place(ast::expr* e, bool kept) {
  if (ast::is<ast::Name>(e)) {
    Variable v = variable(as<ast::Name>(e)->id);
    if (v.access != Variable::Access::kFast || (kept && (v.symbol->flags & Symbol::kWalrus) != 0)) return kNoReg;
    check_bound(v.reg, e);
    return v.reg;
  }
  if (ast::is<ast::NamedExpr>(e) && !kept) {
    Variable v = variable(as<ast::Name>(as<ast::NamedExpr>(e)->target)->id);
    if (v.access != Variable::Access::kFast) return kNoReg;
    effect(e);
    return v.reg;
  }
  return kNoReg;
}

void Codegen::load_name(const Identifier* id, Reg dst) {
  Variable v = variable(id);
  switch (v.access) {
    case Variable::Access::kFast:
      emit(Op::kMOVE, dst, v.reg);
      u_->code.set_bound(v.reg);  // it has been tested
      return;
    case Variable::Access::kDeref:
      if (u_->kind == UnitKind::kClass) return emit(Op::kLOAD_CLASS_DEREF, dst, v.reg, name_index(v.id));
      return emit(Op::kLOAD_DEREF, dst, v.reg);
    case Variable::Access::kGlobal: return emit(Op::kLOAD_GLOBAL, dst, name_index(v.id));
    case Variable::Access::kName: return emit(Op::kLOAD_NAME, dst, name_index(v.id));
  }
}

/// Binds the name to R[src]; a temporary is consumed.
void Codegen::store_name(const Identifier* id, Reg src) {
  if (forbidden_name(id, ast::expr_context::Store)) return;
  Variable v = variable(id);
  switch (v.access) {
    case Variable::Access::kFast:
      move(v.reg, src);
      return u_->code.set_bound(v.reg);
    case Variable::Access::kDeref: return emit(Op::kSTORE_DEREF, v.reg, src);
    case Variable::Access::kGlobal: return emit(Op::kSTORE_GLOBAL, src, name_index(v.id));
    case Variable::Access::kName: return emit(Op::kSTORE_NAME, src, name_index(v.id));
  }
}

/// Binds the name to R[src], a temporary that stays.
void Codegen::store_copy(const Identifier* id, Reg src) {
  if (forbidden_name(id, ast::expr_context::Store)) return;
  Variable v = variable(id);
  if (v.access == Variable::Access::kFast) {
    emit(Op::kCOPY, v.reg, src);
    return u_->code.set_bound(v.reg);
  }
  Reg copy = push();
  emit(Op::kCOPY, copy, src);
  store_name(id, copy);
  release(copy);
}

void Codegen::delete_name(const Identifier* id) {
  if (forbidden_name(id, ast::expr_context::Del)) return;
  Variable v = variable(id);
  switch (v.access) {
    case Variable::Access::kFast:
      emit(Op::kDELETE_LOCAL, v.reg);
      return u_->code.set_unbound(v.reg);
    case Variable::Access::kDeref: return emit(Op::kDELETE_DEREF, v.reg);
    case Variable::Access::kGlobal: return emit(Op::kDELETE_GLOBAL, 0, name_index(v.id));
    case Variable::Access::kName: return emit(Op::kDELETE_NAME, 0, name_index(v.id));
  }
}

void Codegen::forget_name(const Identifier* id) {
  Variable v = variable(id);
  if (v.access == Variable::Access::kFast) {
    emit(Op::kDROP, v.reg);
    return u_->code.set_unbound(v.reg);
  }
  Reg none = push();
  load_none(none);
  store_name(id, none);
  release(none);
  delete_name(id);
}

bool Codegen::forbidden_name(const Identifier* id, ast::expr_context context) {
  if (LIKELY(id != c_.known.debug) || context == ast::expr_context::Load) return false;
  error(context == ast::expr_context::Store ? "cannot assign to %s" : "cannot delete %s", id->text.data());
  return true;
}

}  // namespace pyemb
