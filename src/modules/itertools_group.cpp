// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/itertools.h"
#include "objects/call.h"
#include "objects/key_compare.h"

// groupby: runs of items with equal keys. The groups share the iterator; asking for the next group skips what is left of
// the current one, whose own iterator is then at its end.

namespace pyemb {

namespace {

using namespace itertools;

struct Grouper;

struct GroupBy : Object {
  static constexpr TypeId kId = ModuleType::kGroupBy;
  Value iterator;     ///< owned
  Value key_function; ///< owned; None: the item itself
  Value group_key;    ///< owned; of the group given out last, null before the first
  Value key;          ///< owned; of the item taken last, null before the first
  Value item;         ///< owned; taken but not given out yet, or null
  Grouper* current;   ///< borrowed: only compared, the group that may go on
};

struct Grouper : Object {
  static constexpr TypeId kId = ModuleType::kGrouper;
  GroupBy* parent;  ///< owned
  Value key;        ///< owned
};

// -- groupby -------------------------------------------------------------------------------------------------------------

Result<Ref> groupby_new(ThreadState& ts, Type& type, Value iterable, Value key) {
  Ref iterator = TRY(get_iter(ts, iterable));
  Own<GroupBy> made = TRY(new_native<GroupBy>(ts, type));
  made->iterator = iterator.release();
  made->key_function = Ref::copy(key.is_null() ? Value::none() : key).release();
  gc_track(ts, made.get());
  return made;
}

/// Takes the next item and its key; false at the end.
Result<bool> take_item(ThreadState& ts, GroupBy& it) {
  Ref item = TRY(next_item(ts, it.iterator));
  if (item.is_absent()) return false;
  Ref key = Ref::copy(item);
  if (!it.key_function.is_none()) key = TRY(call(ts, it.key_function, item));
  set_field(it.item, std::move(item));
  set_field(it.key, std::move(key));
  return true;
}

Result<Ref> new_grouper(ThreadState& ts, GroupBy& parent, Value key) {
  Own<Grouper> made = TRY(new_native<Grouper>(ts));
  made->parent = Own<GroupBy>::copy(&parent).release();
  made->key = Ref::copy(key).release();
  parent.current = made.get();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> groupby_next(ThreadState& ts, Value self) {
  auto& it = as<GroupBy>(self);
  it.current = nullptr;
  for (;;) {  // skip to the first item of another group
    if (!it.key.is_null()) {
      if (it.group_key.is_null()) break;
      Ref group_key = Ref::copy(it.group_key);
      bool same = TRY(item_equal(ts, group_key, it.key));
      if (!same) break;
    }
    bool more = TRY(take_item(ts, it));
    if (!more) return Result<Ref>::absent();
  }
  set_field(it.group_key, Ref::copy(it.key));
  Ref group = TRY(new_grouper(ts, it, it.group_key));
  return new_tuple_of(ts, it.key, group);
}

Result<Ref> groupby_reduce(ThreadState& ts, GroupBy& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.iterator, self.key_function));
  if (self.group_key.is_null() || self.key.is_null() || self.item.is_null()) return reduced(ts, self, args);
  Own<Tuple> state = TRY(new_tuple_of(ts, self.key, self.item, self.group_key));
  return reduced(ts, self, args, state);
}

Status groupby_setstate(ThreadState& ts, GroupBy& self, Value state) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "state is not a tuple");
  Tuple& three = as<Tuple>(state);
  if (three.size != 3) {
    return raise(ts, Exc::kTypeError, "function takes exactly 3 arguments (%lld given)", static_cast<long long>(three.size));
  }
  set_field(self.key, Ref::copy(three.at(0)));
  set_field(self.item, Ref::copy(three.at(1)));
  set_field(self.group_key, Ref::copy(three.at(2)));
  return {};
}

// -- one group -----------------------------------------------------------------------------------------------------------

Result<Ref> grouper_new(ThreadState& ts, Type&, GroupBy& parent, Value key) { return new_grouper(ts, parent, key); }

Result<Ref> grouper_next(ThreadState& ts, Value self) {
  auto& group = as<Grouper>(self);
  GroupBy& it = *group.parent;
  if (it.current != &group) return Result<Ref>::absent();
  if (it.item.is_null()) {
    bool more = TRY(take_item(ts, it));
    if (!more) return Result<Ref>::absent();
  }
  Ref key = Ref::copy(it.key);
  bool same = TRY(item_equal(ts, group.key, key));
  if (!same || it.item.is_null()) return Result<Ref>::absent();
  return Ref::steal(std::exchange(it.item, Value::null()));
}

Result<Ref> grouper_reduce(ThreadState& ts, Grouper& self) {
  if (self.parent->current != &self) return reduce_to_call(ts, "iter", ts.interp.empty_tuple, Value::null());
  Own<Tuple> args = TRY(new_tuple_of(ts, Value::from_object(self.parent), self.key));
  return reduced(ts, self, args);
}

constexpr NativeMethod kGroupByNew = class_method<groupby_new>("groupby", "(iterable, key=None)", "");
constexpr NativeMethod kGroupByMethods[] = {
    method<groupby_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<groupby_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
using GroupByOwned =
    OwnedFields<GroupBy, &GroupBy::iterator, &GroupBy::key_function, &GroupBy::group_key, &GroupBy::key, &GroupBy::item>;

constexpr NativeMethod kGrouperNew = class_method<grouper_new>("_grouper", "(parent, tgtkey, /)", "");
constexpr NativeMethod kGrouperMethods[] = {method<grouper_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using GrouperOwned = OwnedFields<Grouper, &Grouper::parent, &Grouper::key>;

void grouper_dealloc(ThreadState& ts, Object* object) {
  auto& group = *static_cast<Grouper*>(object);
  if (group.parent != nullptr && group.parent->current == &group) group.parent->current = nullptr;
  GrouperOwned::dealloc(ts, object);
}

}  // namespace

constexpr TypeSpec kGroupBySpec = {
    .name = "itertools.groupby",
    .doc = "groupby(iterable, key=None)\n--\n\nPairs (key, group): the group iterates over neighbouring items with an equal key(item).",
    .id = ModuleType::kGroupBy,
    .size = sizeof(GroupBy),
    .flags = kIteratorFlags,
    .methods = kGroupByMethods,
    .slots = {.iter = self_iter, .next = groupby_next, .new_ = new_from<kGroupByNew>},
    .traverse = GroupByOwned::traverse,
    .dealloc = GroupByOwned::dealloc,
};

constexpr TypeSpec kGrouperSpec = {
    .name = "itertools._grouper",
    .id = ModuleType::kGrouper,
    .size = sizeof(Grouper),
    .flags = Type::kCollected,
    .methods = kGrouperMethods,
    .slots = {.iter = self_iter, .next = grouper_next, .new_ = new_from<kGrouperNew>},
    .traverse = GrouperOwned::traverse,
    .dealloc = grouper_dealloc,
};

}  // namespace pyemb
