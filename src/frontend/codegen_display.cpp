// SPDX-License-Identifier: MIT
// Tuple, list, set and dict displays. Few elements are built in consecutive temporaries; many, or starred ones, through a
// list that grows, so that a block's registers stay few.
#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "objects/set.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;

namespace {

constexpr uint32_t kMostInRegisters = 60;
constexpr uint32_t kFewestForConstant = 3;

bool has_starred(Seq<ast::expr*> elements) {
  for (const ast::expr* element : elements) {
    if (ast::is<ast::Starred>(element)) return true;
  }
  return false;
}

}  // namespace

bool Codegen::constant_elements(Seq<ast::expr*> elements) {
  for (const ast::expr* element : elements) {
    if (!ast::is<ast::Constant>(element)) return false;
  }
  return true;
}

/// The index of the tuple of these constants.
uint32_t Codegen::tuple_constant(Seq<ast::expr*> elements) {
  Result<Own<Tuple>> made = new_tuple(c_.ts, static_cast<int64_t>(elements.size));
  if (made.raised()) return c_.fail(), 0;
  Own<Tuple> tuple = made.take();
  for (uint32_t i = 0; i < elements.size; ++i) {
    Value value = constant_value(c_, elements[i]);
    if (c_.failed) return 0;
    tuple->set(i, Ref::copy(value));
  }
  return value_index(Ref(std::move(tuple)));
}

void Codegen::tuple_or_list(Seq<ast::expr*> elements, Reg dst, Op build) {
  bool is_list = build == Op::kBUILD_LIST;
  bool all_constant = is_list && elements.size >= kFewestForConstant && constant_elements(elements);
  if (!all_constant && !has_starred(elements) && elements.size <= kMostInRegisters) {
    Reg base = top();
    for (ast::expr* element : elements) into(element, push());
    return emit(build, dst, base, elements.size);
  }
  Reg list = scratch(dst);
  if (all_constant) {
    emit(Op::kBUILD_LIST, list, list, 0);
    Reg items = push();
    load_constant(items, tuple_constant(elements));
    emit(Op::kLIST_EXTEND, list, items, 0);
  } else {
    list_of(elements, list, 0);
  }
  if (!is_list) return emit(Op::kLIST_TO_TUPLE, dst, list);
  move(dst, list);
}

/// Builds a list of the elements, starred ones unpacked, in R[list], the topmost temporary. `extend_kind`: see LIST_EXTEND.
void Codegen::list_of(Seq<ast::expr*> elements, Reg list, uint32_t extend_kind) {
  uint32_t first = 0;
  Reg base = top();
  while (first < elements.size && first < kMostInRegisters && !ast::is<ast::Starred>(elements[first])) {
    into(elements[first++], push());
  }
  emit(Op::kBUILD_LIST, list, base, first);
  release(base);
  append_all({elements.data + first, elements.size - first}, list, extend_kind);
}

void Codegen::append_all(Seq<ast::expr*> elements, Reg list, uint32_t extend_kind) {
  Reg mark = top();
  for (ast::expr* element : elements) {
    if (ast::is<ast::Starred>(element)) {
      Reg items = operand(as<ast::Starred>(element)->value);
      emit(Op::kLIST_EXTEND, list, items, extend_kind);
    } else {
      Reg item = operand(element);
      emit(Op::kLIST_APPEND, list, item);
    }
    release(mark);
  }
}

void Codegen::set_display(ast::Set* e, Reg dst) {
  Seq<ast::expr*> elements = e->elts;
  if (elements.size >= kFewestForConstant && constant_elements(elements)) {
    ast::expr* folded = fold_iterable(c_, e);
    Reg set = scratch(dst);
    Reg items = push();
    emit(Op::kBUILD_SET, set, set, 0);
    constant(folded, items);
    emit(Op::kSET_UPDATE, set, items);
    return move(dst, set);
  }
  Reg set = scratch(dst);
  uint32_t first = 0;
  Reg base = top();
  while (first < elements.size && first < kMostInRegisters && !ast::is<ast::Starred>(elements[first])) {
    into(elements[first++], push());
  }
  emit(Op::kBUILD_SET, set, base, first);
  release(base);
  for (uint32_t i = first; i < elements.size; ++i) {
    bool starred = ast::is<ast::Starred>(elements[i]);
    Reg item = operand(starred ? as<ast::Starred>(elements[i])->value : elements[i]);
    emit(starred ? Op::kSET_UPDATE : Op::kSET_ADD, set, item);
    release(base);
  }
  move(dst, set);
}

void Codegen::dict_display(ast::Dict* e, Reg dst) {
  Reg dict = scratch(dst);
  uint32_t first = 0;
  Reg base = top();
  while (first < e->keys.size && first < kMostInRegisters / 2 && e->keys[first] != nullptr) {
    into(e->keys[first], push());
    into(e->values[first], push());
    ++first;
  }
  emit(Op::kBUILD_MAP, dict, base, first);
  release(base);
  for (uint32_t i = first; i < e->keys.size; ++i) {
    if (e->keys[i] == nullptr) {
      Reg mapping = operand(e->values[i]);
      emit(Op::kDICT_UPDATE, dict, mapping);
    } else {
      Reg key = operand(e->keys[i], e->values[i]);
      Reg value = operand(e->values[i]);
      emit(Op::kMAP_ADD, dict, key, value);
    }
    release(base);
  }
  move(dst, dict);
}

}  // namespace pyemb
