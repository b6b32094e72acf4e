// SPDX-License-Identifier: MIT
#include "objects/dict_views.h"

#include "objects/container_repr.h"
#include "objects/iterators.h"
#include "objects/mapping_proxy.h"
#include "objects/native.h"
#include "objects/set.h"
#include "objects/set_operations.h"
#include "objects/type_specs.h"

namespace pyemb {

Result<Ref> new_dict_view(ThreadState& ts, Dict& dict, TypeId id) {
  Type* type = TRY(find_type(ts, id));
  Ref view = TRY(new_object(ts, *type));
  view.as<DictView>()->dict = Own<Dict>::copy(&dict).release();
  gc_track(ts, view.object());
  return view;
}

namespace {

Dict& dict_of(Value view) { return *static_cast<DictView*>(view.as_object())->dict; }

template <TypeId id>
Result<Ref> view_iter(ThreadState& ts, Value self) {
  return new_dict_iterator(ts, dict_of(self), id);
}

template <TypeId id>
Result<Ref> view_reversed(ThreadState& ts, DictView& self) {
  return new_dict_iterator(ts, *self.dict, id);
}

Result<int64_t> view_length(ThreadState&, Value self) { return dict_of(self).size; }
Result<Ref> view_mapping(ThreadState& ts, DictView& self) { return new_mapping_proxy(ts, Value::from_object(self.dict)); }

Result<Ref> view_repr(ThreadState& ts, Value self) {
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "...");
  Own<List> items = TRY(to_list(ts, self));
  Own<Str> text = TRY(repr(ts, items));
  ReprWriter out(ts);
  out.text(type_name(ts, self));
  out.text("(");
  out.string(*text);
  out.text(")");
  return out.finish();
}

// -- contains ------------------------------------------------------------------------------------------------------------

Result<bool> keys_contains(ThreadState& ts, Value self, Value key) { return dict_contains(ts, dict_of(self), key); }

Result<bool> items_contains(ThreadState& ts, Value self, Value pair) {
  Tuple* tuple = as_if<Tuple>(pair);
  if (tuple == nullptr || tuple->size != 2) return false;
  Ref value = TRY(dict_find(ts, dict_of(self), tuple->at(0)));
  if (value.is_absent()) return false;
  return equal_inline(ts, value, tuple->at(1));
}

// -- views as sets -------------------------------------------------------------------------------------------------------

bool is_like_set(Value value) { return is_any_set(value) || is_set_view(value); }

/// Whether every item of `some` is in `all`.
Result<bool> all_contained(ThreadState& ts, Value some, Value all) {
  Ref iterator = TRY(get_iter(ts, some));
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return true;
    bool there = TRY(contains(ts, all, item));
    if (!there) return false;
  }
}

Result<Ref> view_compare(ThreadState& ts, Value self, Value other, Compare op) {
  if (!is_like_set(other)) return Result<Ref>::not_implemented();
  int64_t own = dict_of(self).size;
  int64_t others = TRY(length(ts, other));
  bool answer = false;
  switch (op) {
    case Compare::kEq:
    case Compare::kNe: {
      bool same = own == others;
      if (same) same = TRY(all_contained(ts, self, other));
      answer = same == (op == Compare::kEq);
      break;
    }
    case Compare::kLt:
      if (own < others) answer = TRY(all_contained(ts, self, other));
      break;
    case Compare::kLe:
      if (own <= others) answer = TRY(all_contained(ts, self, other));
      break;
    case Compare::kGt:
      if (own > others) answer = TRY(all_contained(ts, other, self));
      break;
    case Compare::kGe:
      if (own >= others) answer = TRY(all_contained(ts, other, self));
      break;
  }
  return Result<Ref>::boolean(answer);
}

using Update = Status (*)(ThreadState&, Set&, Value);

/// set(left) changed by right; either may be the view.
template <Update update>
Result<Ref> view_operator(ThreadState& ts, Value left, Value right) {
  Own<Set> result = TRY(to_set(ts, left));
  TRY(update(ts, *result, right));
  return result;
}

Result<Ref> view_and(ThreadState& ts, Value left, Value right) {
  if (!is_set_view(left)) std::swap(left, right);
  Own<Set> result = TRY(new_set(ts));
  Ref iterator = TRY(get_iter(ts, right));
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return result;
    bool shared = TRY(contains(ts, left, item));
    if (shared) TRY(set_add(ts, *result, item));
  }
}

Result<bool> view_isdisjoint(ThreadState& ts, DictView& self, Value other) {
  Value view = Value::from_object(&self);
  if (view == other) return self.dict->size == 0;
  Ref walked = Ref::copy(other);
  Ref asked = Ref::copy(view);
  if (is_like_set(other)) {  // walk the smaller one
    int64_t others = TRY(length(ts, other));
    if (others > self.dict->size) std::swap(walked, asked);
  }
  Ref iterator = TRY(get_iter(ts, walked));
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return true;
    bool shared = TRY(contains(ts, asked, item));
    if (shared) return false;
  }
}

// -- tables --------------------------------------------------------------------------------------------------------------

void view_traverse(Object* object, GcVisitor& visit) { visit(static_cast<Object*>(static_cast<DictView*>(object)->dict)); }
void view_dealloc(ThreadState&, Object* object) { release_walked(static_cast<DictView*>(object)->dict); }

constexpr const char* kReversedDoc = "An iterator from the last one to the first.";
constexpr const char* kDisjointDoc = "Whether nothing is in both.";

constexpr NativeMethod kKeysMethods[] = {
    method<view_isdisjoint>("isdisjoint", "($self, other, /)", kDisjointDoc),
    method<view_reversed<TypeId::kDictReverseKeyIterator>>("__reversed__", "($self, /)", kReversedDoc),
};
constexpr NativeMethod kItemsMethods[] = {
    method<view_isdisjoint>("isdisjoint", "($self, other, /)", kDisjointDoc),
    method<view_reversed<TypeId::kDictReverseItemIterator>>("__reversed__", "($self, /)", kReversedDoc),
};
constexpr NativeMethod kValuesMethods[] = {
    method<view_reversed<TypeId::kDictReverseValueIterator>>("__reversed__", "($self, /)", kReversedDoc),
};
constexpr GetSet kGetSets[] = {
    getset<view_mapping>("mapping", "The dict that this view shows, read-only."),
};

constexpr TypeSpec set_view_spec(const char* name, TypeId id, std::span<const NativeMethod> methods, UnaryFn iter, ContainsFn contains) {
  return {
      .name = name,
      .id = id,
      .size = sizeof(DictView),
      .flags = Type::kCollected | Type::kNoNew,
      .methods = methods,
      .getsets = kGetSets,
      .slots = {.repr = view_repr,
                .compare = view_compare,
                .iter = iter,
                .subtract = view_operator<set_difference_update>,
                .and_ = view_and,
                .xor_ = view_operator<set_symmetric_difference_update>,
                .or_ = view_operator<set_update>,
                .length = view_length,
                .contains = contains},
      .traverse = view_traverse,
      .dealloc = view_dealloc,
  };
}

}  // namespace

constexpr TypeSpec kDictKeysSpec =
    set_view_spec("dict_keys", TypeId::kDictKeys, kKeysMethods, view_iter<TypeId::kDictKeyIterator>, keys_contains);
constexpr TypeSpec kDictItemsSpec =
    set_view_spec("dict_items", TypeId::kDictItems, kItemsMethods, view_iter<TypeId::kDictItemIterator>, items_contains);

constexpr TypeSpec kDictValuesSpec = {
    .name = "dict_values",
    .id = TypeId::kDictValues,
    .size = sizeof(DictView),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kValuesMethods,
    .getsets = kGetSets,
    .slots = {.repr = view_repr, .iter = view_iter<TypeId::kDictValueIterator>, .length = view_length},
    .traverse = view_traverse,
    .dealloc = view_dealloc,
};

}  // namespace pyemb
