// SPDX-License-Identifier: MIT
// Assignment in all its forms, and del.
#include "frontend/codegen.h"
#include "frontend/unparse.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

namespace {

/// The elements of a tuple or list display.
bool display_elements(const ast::expr* e, Seq<ast::expr*>* elements) {
  if (ast::is<ast::Tuple>(e)) return *elements = as<ast::Tuple>(e)->elts, true;
  if (ast::is<ast::List>(e)) return *elements = as<ast::List>(e)->elts, true;
  return false;
}

/// Whether storing into the target binds the name (or, of a nested display, might).
bool may_bind(const ast::expr* target, const Identifier* id) {
  if (ast::is<ast::Name>(target)) return as<ast::Name>(target)->id == id;
  return !ast::is<ast::Attribute>(target) && !ast::is<ast::Subscript>(target);
}

}  // namespace

void Codegen::assign(ast::Assign* s) {
  ast::expr* first = s->targets[0];
  if (s->targets.size == 1 && assign_pairwise(first, s->value)) return;
  if (ast::is<ast::Name>(first)) {
    const Identifier* id = as<ast::Name>(first)->id;
    Variable v = variable(id);
    if (v.access == Variable::Access::kFast && (v.symbol->flags & Symbol::kWalrus) == 0) {
      if (forbidden_name(id, ast::expr_context::Store)) return;
      // Straight into the local; further targets read it there.
      into(s->value, v.reg);
      u_->code.set_bound(v.reg);
      for (uint32_t i = 1; i < s->targets.size; ++i) store(s->targets[i], v.reg);
      return;
    }
  }
  bool plain = s->targets.size == 1 && ast::is<ast::Name>(first);
  Reg value = plain ? operand(s->value) : operand_kept(s->value);
  for (uint32_t i = 0; i + 1 < s->targets.size; ++i) {
    Reg source = value;
    if (is_temp(value)) {
      source = push();
      emit(Op::kCOPY, source, value);
    }
    store(s->targets[i], source);
    if (is_temp(value)) release(source);
  }
  store(s->targets.back(), value);
}

/// a, b = x, y without a tuple: the values are computed from left to right, then the targets bound from left to right. A local
/// that is a value may be read late, unless an earlier target is the same local.
bool Codegen::assign_pairwise(ast::expr* target, ast::expr* value) {
  constexpr uint32_t kMostPairs = 8;
  Seq<ast::expr*> targets;
  Seq<ast::expr*> values;
  if (!ast::is<ast::Tuple>(value) || !display_elements(target, &targets) || !display_elements(value, &values)) return false;
  if (targets.size != values.size || targets.size > kMostPairs) return false;
  for (uint32_t i = 0; i < targets.size; ++i) {
    if (ast::is<ast::Starred>(targets[i]) || ast::is<ast::Starred>(values[i])) return false;
  }
  Reg sources[kMostPairs];
  Reg mark = top();
  locate(value);
  for (uint32_t i = 0; i < values.size; ++i) {
    bool rebound = false;
    Reg source = kNoReg;
    if (ast::is<ast::Name>(values[i])) {
      const Identifier* id = as<ast::Name>(values[i])->id;
      for (uint32_t k = 0; k < i; ++k) rebound = rebound || may_bind(targets[k], id);
      if (!rebound) source = in_place(values[i], true);
    }
    if (source == kNoReg) {
      source = push();
      into(values[i], source);
    }
    sources[i] = source;
  }
  Position saved = u_->loc;
  for (uint32_t i = 0; i < targets.size; ++i) {
    store(targets[i], sources[i]);
    u_->loc = saved;
  }
  release(mark);
  return true;
}

/// Binds the target to R[src], a local or a temporary, which is consumed.
void Codegen::store(ast::expr* target, Reg src) {
  if (stop()) return;
  Position saved = u_->loc;
  Reg mark = top();
  locate(target);
  switch (target->node_kind) {
    case NodeKind::Name: store_name(as<ast::Name>(target)->id, src); break;
    case NodeKind::Attribute: {
      auto* e = as<ast::Attribute>(target);
      if (forbidden_name(e->attr, ast::expr_context::Store)) break;
      Reg object = operand(e->value);
      start_at_attribute(e);
      emit(Op::kSTORE_ATTR, object, attribute_index(e->attr), src);
      break;
    }
    case NodeKind::Subscript: {
      auto* e = as<ast::Subscript>(target);
      Reg object = operand(e->value, e->slice);
      Reg index = operand(e->slice);
      emit(Op::kSTORE_SUBSCRIPT, object, index, src);
      break;
    }
    case NodeKind::Tuple: unpack(as<ast::Tuple>(target)->elts, src); break;
    case NodeKind::List: unpack(as<ast::List>(target)->elts, src); break;
    case NodeKind::Starred: error("starred assignment target must be in a list or tuple"); break;
    default: error("cannot assign to this"); break;
  }
  release(mark);
  u_->loc = saved;
}

/// Unpacks R[src] into the targets. Locals are written at once, as long as no target before them could fail or read them;
/// the others' values wait in temporaries.
void Codegen::unpack(Seq<ast::expr*> targets, Reg src) {
  uint32_t before = targets.size;
  for (uint32_t i = 0; i < targets.size; ++i) {
    if (!ast::is<ast::Starred>(targets[i])) continue;
    if (before != targets.size) return error("multiple starred expressions in assignment");
    if (i >= 256) return error("too many expressions in star-unpacking assignment");
    before = i;
  }
  if (targets.size > kMaxOperand / 2) return error("too many expressions in assignment");
  Reg* registers = c_.arena.make_array<Reg>(targets.size + 1);
  if (registers == nullptr) return c_.no_memory();
  bool direct = true;
  for (uint32_t i = 0; i < targets.size; ++i) {
    ast::expr* target = i == before ? as<ast::Starred>(targets[i])->value : targets[i];
    registers[i] = kNoReg;
    if (ast::is<ast::Name>(target)) {
      Variable v = variable(as<ast::Name>(target)->id);
      if (direct && v.access == Variable::Access::kFast && !forbidden_name(v.id, ast::expr_context::Store)) registers[i] = v.reg;
    } else {
      direct = false;
    }
    if (registers[i] == kNoReg) registers[i] = push();
  }
  if (before == targets.size) {
    emit(Op::kUNPACK_SEQUENCE, 0, src, targets.size);
  } else {
    emit(Op::kUNPACK_EX, before, src, targets.size - before - 1);
  }
  pack_registers(registers, targets.size);
  for (uint32_t i = 0; i < targets.size; ++i) {
    ast::expr* target = i == before ? as<ast::Starred>(targets[i])->value : targets[i];
    if (is_temp(registers[i])) {
      store(target, registers[i]);
    } else {
      u_->code.set_bound(registers[i]);
    }
  }
}

/// The words behind an unpacking instruction: four registers each.
void Codegen::pack_registers(const Reg* registers, uint32_t count) {
  for (uint32_t i = 0; i < count; i += 4) {
    uint64_t word = 0;
    for (uint32_t k = 0; k < 4 && i + k < count; ++k) word |= uint64_t{registers[i + k]} << (16 * k);
    u_->code.word(word);
  }
}

// -- augmented assignment ----------------------------------------------------------------------------------------------

void Codegen::augmented(ast::AugAssign* s) {
  ast::expr* target = s->target;
  Position whole = u_->loc;
  switch (target->node_kind) {
    case NodeKind::Name: return augmented_name(s);
    case NodeKind::Attribute: {
      auto* e = as<ast::Attribute>(target);
      locate(target);
      Reg object = operand_kept(e->value);
      Reg value = push();
      Reg read = object;
      if (is_temp(object)) emit(Op::kCOPY, read = value, object);
      start_at_attribute(e);
      emit(Op::kLOAD_ATTR, value, read, attribute_index(e->attr));
      u_->loc = whole;
      inplace(s->op, value, value, s->value);
      locate(target);
      start_at_attribute(e);
      if (forbidden_name(e->attr, ast::expr_context::Store)) return;
      emit(Op::kSTORE_ATTR, object, attribute_index(e->attr), value);
      return;
    }
    case NodeKind::Subscript: {
      auto* e = as<ast::Subscript>(target);
      locate(target);
      Reg object = operand_kept(e->value);
      Reg index = operand_kept(e->slice);
      Reg value = push();
      Reg read_object = object;
      Reg read_index = index;
      if (is_temp(object)) emit(Op::kCOPY, read_object = value, object);
      if (is_temp(index)) emit(Op::kCOPY, read_index = push(), index);
      emit(Op::kSUBSCRIPT, value, read_object, read_index);
      release(value + 1);
      u_->loc = whole;
      inplace(s->op, value, value, s->value);
      locate(target);
      return emit(Op::kSTORE_SUBSCRIPT, object, index, value);
    }
    default: return error("invalid target for augmented assignment");
  }
}

void Codegen::augmented_name(ast::AugAssign* s) {
  auto* name = as<ast::Name>(s->target);
  Position whole = u_->loc;
  Variable v = variable(name->id);
  if (v.access == Variable::Access::kFast && forbidden_name(name->id, ast::expr_context::Store)) return;
  if (v.access == Variable::Access::kFast) {
    Reg left = operand(name, s->value);
    inplace(s->op, v.reg, left, s->value);
    return u_->code.set_bound(v.reg);
  }
  Reg value = push();
  locate(name);
  load_name(name->id, value);
  u_->loc = whole;
  inplace(s->op, value, value, s->value);
  locate(name);
  store_name(name->id, value);
}

// -- annotated assignment ----------------------------------------------------------------------------------------------

/// The annotation's value: its text under `from __future__ import annotations`.
void Codegen::annotation_value(ast::expr* e, Reg dst) {
  if ((c_.future & kFutureAnnotations) == 0) return annotation_object(e, dst);
  std::string_view text = unparse(c_, e);
  if (c_.failed) return;
  Result<Own<Str>> made = new_str(c_.ts, text);
  if (made.raised()) return c_.fail();
  load_value(dst, made.take());
}

/// *args: *Ts annotates with the one item that Ts unpacks to.
void Codegen::annotation_object(ast::expr* e, Reg dst) {
  if (!ast::is<ast::Starred>(e)) return into(e, dst);
  Reg mark = top();
  Reg items = operand(as<ast::Starred>(e)->value);
  emit(Op::kUNPACK_SEQUENCE, 0, items, 1);
  pack_registers(&dst, 1);
  release(mark);
}

void Codegen::annotated(ast::AnnAssign* s) {
  if (s->value != nullptr) {
    Reg mark = top();
    Reg value = operand_kept(s->value);
    store(s->target, value);
    release(mark);
  }
  switch (s->target->node_kind) {
    case NodeKind::Name: {
      const Identifier* id = as<ast::Name>(s->target)->id;
      if (forbidden_name(id, ast::expr_context::Store)) return;
      if (s->simple == 0 || u_->scope->is_function()) break;
      Reg value = push();
      annotation_value(s->annotation, value);
      Reg all = push();
      load_name(c_.known.annotations, all);
      Reg key = push();
      Value name = c_.str_of(mangle(c_, u_->scope->class_name, id));
      if (c_.failed) return;
      load_value(key, Ref::copy(name));
      return emit(Op::kSTORE_SUBSCRIPT, all, key, value);
    }
    case NodeKind::Attribute:
      if (forbidden_name(as<ast::Attribute>(s->target)->attr, ast::expr_context::Store)) return;
      if (s->value == nullptr) effect(as<ast::Attribute>(s->target)->value);
      break;
    case NodeKind::Subscript:
      if (s->value == nullptr) {
        effect(as<ast::Subscript>(s->target)->value);
        effect_of_slice(as<ast::Subscript>(s->target)->slice);
      }
      break;
    default: return error("invalid node type for annotated assignment");
  }
  // What is not stored is evaluated at the top and in classes all the same.
  if (s->simple == 0 && !u_->scope->is_function() && (c_.future & kFutureAnnotations) == 0) effect(s->annotation);
}

void Codegen::effect_of_slice(ast::expr* e) {
  if (!ast::is<ast::Slice>(e)) return effect(e);
  auto* slice = as<ast::Slice>(e);
  for (ast::expr* part : {slice->lower, slice->upper, slice->step}) {
    if (part != nullptr) effect(part);
  }
}

// -- del ---------------------------------------------------------------------------------------------------------------

void Codegen::remove(ast::expr* target) {
  if (stop()) return;
  Position saved = u_->loc;
  Reg mark = top();
  locate(target);
  switch (target->node_kind) {
    case NodeKind::Name: delete_name(as<ast::Name>(target)->id); break;
    case NodeKind::Attribute: {
      auto* e = as<ast::Attribute>(target);
      if (forbidden_name(e->attr, ast::expr_context::Del)) break;
      Reg object = operand(e->value);
      start_at_attribute(e);
      emit(Op::kDELETE_ATTR, object, attribute_index(e->attr));
      break;
    }
    case NodeKind::Subscript: {
      auto* e = as<ast::Subscript>(target);
      Reg object = operand(e->value, e->slice);
      Reg index = operand(e->slice);
      emit(Op::kDELETE_SUBSCRIPT, object, index);
      break;
    }
    case NodeKind::Tuple:
      for (ast::expr* part : as<ast::Tuple>(target)->elts) remove(part);
      break;
    case NodeKind::List:
      for (ast::expr* part : as<ast::List>(target)->elts) remove(part);
      break;
    default: error("cannot delete this"); break;
  }
  release(mark);
  u_->loc = saved;
}

}  // namespace pyemb
