// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/_collections.h"
#include "objects/dict_views.h"

// The views and the iterator of OrderedDict: those of dict, but for what changes of the order mean to an iterator.

namespace pyemb {

namespace {

struct OrderedDictIterator : Object {
  static constexpr TypeId kId = ModuleType::kOrderedDictIterator;
  OrderedDict* dict;  ///< owned; null at the end
  int64_t position;   ///< of the next entry to look at
  uint64_t changes;   ///< of the dict, when the iterator was made
  Tuple* pair;        ///< owned; the last pair given out, used again if nobody kept it
  Shown shown;
  Direction direction;
};

Result<Ref> iterator_next(ThreadState& ts, Value self) {
  auto& it = as<OrderedDictIterator>(self);
  if (it.dict == nullptr) return Result<Ref>::absent();
  OrderedDict& dict = *it.dict;
  if (dict.changes != it.changes) {
    release_walked(it.dict);
    return raise(ts, Exc::kRuntimeError, "OrderedDict mutated during iteration");
  }
  int64_t step = it.direction == Direction::kForward ? 1 : -1;
  while (it.position >= 0 && it.position < dict.used && dict.entries[it.position].key.is_null()) it.position += step;
  if (it.position < 0 || it.position >= dict.used) {
    release_walked(it.dict);
    return Result<Ref>::absent();
  }
  Ref key = Ref::copy(dict.entries[it.position].key);
  Ref value = Ref::copy(dict.entries[it.position].value);
  it.position += step;
  if (it.shown == Shown::kKeys) return key;
  if (it.shown == Shown::kValues) return value;
  return fill_or_make_pair(ts, it.pair, std::move(key), std::move(value));
}

Result<Ref> iterator_reduce(ThreadState& ts, OrderedDictIterator& self) {
  Own<List> left = TRY(new_list(ts));
  if (self.dict != nullptr) {
    Own<OrderedDictIterator> copy = TRY(new_native<OrderedDictIterator>(ts));
    copy->dict = Own<OrderedDict>::copy(self.dict).release();
    copy->position = self.position;
    copy->changes = self.changes;
    copy->shown = self.shown;
    copy->direction = self.direction;
    TRY(list_extend(ts, *left, copy));
  }
  return reduce_to_call(ts, "iter", left, Value::null());
}

OrderedDict& dict_of(const DictView& view) { return static_cast<OrderedDict&>(*view.dict); }

template <Shown shown>
Result<Ref> view_iter(ThreadState& ts, Value self) {
  return ordered_dict_iter(ts, dict_of(*static_cast<DictView*>(self.as_object())), shown, Direction::kForward);
}

template <Shown shown>
Result<Ref> view_reversed(ThreadState& ts, DictView& self) {
  return ordered_dict_iter(ts, dict_of(self), shown, Direction::kBackward);
}

template <Shown shown>
constexpr NativeMethod kViewMethods[] = {
    method<view_reversed<shown>>("__reversed__", "($self, /)", "An iterator from the last one to the first."),
};
constexpr NativeMethod kIteratorMethods[] = {
    method<iterator_reduce>("__reduce__", "($self, /)", "An iterator over a list of what is left, for pickling."),
};

void view_traverse(Object* object, GcVisitor& visit) { visit(static_cast<Object*>(static_cast<DictView*>(object)->dict)); }
void view_dealloc(ThreadState&, Object* object) { release_walked(static_cast<DictView*>(object)->dict); }
using IteratorOwned = OwnedFields<OrderedDictIterator, &OrderedDictIterator::dict, &OrderedDictIterator::pair>;

template <Shown shown>
constexpr TypeSpec view_spec(const char* name, TypeId id, TypeId base) {
  return {
      .name = name,
      .id = id,
      .base = base,
      .size = sizeof(DictView),
      .flags = Type::kCollected | Type::kNoNew,
      .methods = kViewMethods<shown>,
      .slots = {.iter = view_iter<shown>},
      .traverse = view_traverse,
      .dealloc = view_dealloc,
  };
}

}  // namespace

Result<Ref> ordered_dict_iter(ThreadState& ts, OrderedDict& dict, Shown shown, Direction direction) {
  Own<OrderedDictIterator> it = TRY(new_native<OrderedDictIterator>(ts));
  it->dict = Own<OrderedDict>::copy(&dict).release();
  it->position = direction == Direction::kForward ? dict.first : dict.used - 1;
  it->changes = dict.changes;
  it->shown = shown;
  it->direction = direction;
  gc_track(ts, it.get());
  return it;
}

Result<Ref> ordered_dict_view(ThreadState& ts, OrderedDict& dict, TypeId view) { return new_dict_view(ts, dict, view); }

constexpr TypeSpec kOrderedDictKeysSpec = view_spec<Shown::kKeys>("odict_keys", ModuleType::kOrderedDictKeys, TypeId::kDictKeys);
constexpr TypeSpec kOrderedDictValuesSpec =
    view_spec<Shown::kValues>("odict_values", ModuleType::kOrderedDictValues, TypeId::kDictValues);
constexpr TypeSpec kOrderedDictItemsSpec = view_spec<Shown::kItems>("odict_items", ModuleType::kOrderedDictItems, TypeId::kDictItems);

constexpr TypeSpec kOrderedDictIteratorSpec = {
    .name = "odict_iterator",
    .id = ModuleType::kOrderedDictIterator,
    .size = sizeof(OrderedDictIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kIteratorMethods,
    .slots = {.iter = self_iter, .next = iterator_next},
    .traverse = IteratorOwned::traverse,
    .dealloc = IteratorOwned::dealloc,
};

}  // namespace pyemb
