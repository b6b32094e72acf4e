// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/itertools.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"

// tee: several iterators over one. What was taken from it stands in a chain of blocks; each tee is a place in that chain, and
// blocks that all have passed die.

namespace pyemb {

namespace {

using namespace itertools;

/// A block of the chain.
struct TeeData : Object {
  static constexpr TypeId kId = ModuleType::kTeeData;
  static constexpr int32_t kItems = 57;
  Value iterator;       ///< owned
  TeeData* next;        ///< owned; null until somebody needs it
  int32_t taken;        ///< how many items have been read
  bool running;         ///< the iterator is being asked
  Value items[kItems];  ///< owned
};

struct Tee : Object {
  static constexpr TypeId kId = ModuleType::kTee;
  TeeData* data;   ///< owned
  int32_t place;   ///< in data->items
};

// -- blocks --------------------------------------------------------------------------------------------------------------

Result<Own<TeeData>> new_tee_data(ThreadState& ts, Value iterator) {
  Own<TeeData> data = TRY(new_native<TeeData>(ts));
  data->iterator = Ref::copy(iterator).release();
  gc_track(ts, data.get());
  return data;
}

/// The item at `place`, read from the iterator if it is the first one not taken; absent at the end.
Result<Ref> tee_item(ThreadState& ts, TeeData& data, int32_t place) {
  if (place < data.taken) return Ref::copy(data.items[place]);
  if (data.running) return raise(ts, Exc::kRuntimeError, "cannot re-enter the tee iterator");
  data.running = true;
  Result<Ref> taken = next_item(ts, data.iterator);
  data.running = false;
  Ref item = TRY(std::move(taken));
  if (!item.is_absent()) data.items[data.taken++] = Ref::copy(item).release();
  return item;
}

Result<Own<TeeData>> next_tee_data(ThreadState& ts, TeeData& data) {
  if (data.next == nullptr) {
    Own<TeeData> next = TRY(new_tee_data(ts, data.iterator));
    data.next = next.release();
  }
  return Own<TeeData>::copy(data.next);
}

void tee_data_traverse(Object* object, GcVisitor& visit) {
  auto& data = *static_cast<TeeData*>(object);
  visit(data.iterator);
  for (int32_t i = 0; i < data.taken; ++i) visit(data.items[i]);
  visit(static_cast<Object*>(data.next));
}

void tee_data_clear(ThreadState&, Object* object) {
  auto& data = *static_cast<TeeData*>(object);
  drop_field(data.iterator);
  for (int32_t i = 0; i < TeeData::kItems; ++i) drop_field(data.items[i]);
  data.taken = 0;
  // A long chain that nobody else holds is taken apart here: no recursion.
  Own<TeeData> next = Own<TeeData>::steal(std::exchange(data.next, nullptr));
  while (next && next->refcount == 1) next = Own<TeeData>::steal(std::exchange(next->next, nullptr));
}

Result<Ref> tee_data_new(ThreadState& ts, Type&, Value iterator, List& items, Value next) {
  if (items.size > TeeData::kItems) return raise(ts, Exc::kValueError, "Invalid arguments");
  Own<TeeData> data = TRY(new_tee_data(ts, iterator));
  for (Value item : items.span()) data->items[data->taken++] = Ref::copy(item).release();
  if (next.is_none()) return data;
  if (data->taken < TeeData::kItems || !is<TeeData>(next)) return raise(ts, Exc::kValueError, "Invalid arguments");
  data->next = Own<TeeData>::copy(&as<TeeData>(next)).release();
  return data;
}

Result<Ref> tee_data_reduce(ThreadState& ts, TeeData& self) {
  Own<List> items = TRY(new_list(ts, std::span<const Value>(self.items, static_cast<size_t>(self.taken))));
  Own<Tuple> args = TRY(new_tuple_of(ts, self.iterator, items, self.next == nullptr ? Value::none() : Value::from_object(self.next)));
  return reduced(ts, self, args);
}

// -- tee -----------------------------------------------------------------------------------------------------------------

Result<Own<Tee>> new_tee(ThreadState& ts, TeeData& data, int32_t place) {
  Own<Tee> made = TRY(new_native<Tee>(ts));
  made->data = Own<TeeData>::copy(&data).release();
  made->place = place;
  gc_track(ts, made.get());
  return made;
}

Result<Ref> tee_of(ThreadState& ts, Value iterable) {
  Ref iterator = TRY(get_iter(ts, iterable));
  if (is<Tee>(iterator)) return new_tee(ts, *iterator.as<Tee>()->data, iterator.as<Tee>()->place);
  Own<TeeData> data = TRY(new_tee_data(ts, iterator));
  return new_tee(ts, *data, 0);
}

Result<Ref> tee_new(ThreadState& ts, Type&, CallArgs args) {
  TRY(require_no_keywords(ts, "_tee", args));
  TRY(require_positional(ts, "_tee", args, 1, 1));
  return tee_of(ts, args.values[0]);
}

Result<Ref> tee_next(ThreadState& ts, Value self) {
  auto& it = as<Tee>(self);
  if (it.place >= TeeData::kItems) {
    Own<TeeData> next = TRY(next_tee_data(ts, *it.data));
    Own<TeeData> old = Own<TeeData>::steal(std::exchange(it.data, next.release()));
    it.place = 0;
  }
  Own<TeeData> data = Own<TeeData>::copy(it.data);
  Ref item = TRY(tee_item(ts, *data, it.place));
  if (!item.is_absent()) ++it.place;
  return item;
}

Result<Ref> tee_copy(ThreadState& ts, Tee& self) { return new_tee(ts, *self.data, self.place); }

Result<Ref> tee_reduce(ThreadState& ts, Tee& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, ts.interp.empty_tuple));
  Own<Tuple> state = TRY(new_tuple_of(ts, Value::from_object(self.data), Value::from_int(self.place)));
  return reduced(ts, self, args, state);
}

Status tee_setstate(ThreadState& ts, Tee& self, Value state) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "state is not a tuple");
  Tuple& pair = as<Tuple>(state);
  if (pair.size != 2 || !is<TeeData>(pair.at(0)) || !is_any_int(pair.at(1))) {
    return raise(ts, Exc::kTypeError, "tee state must be a block and a position");
  }
  int64_t place = TRY(to_int64(ts, pair.at(1)));
  if (place < 0 || place > TeeData::kItems) return raise(ts, Exc::kValueError, "Index out of range");
  Own<TeeData> old = Own<TeeData>::steal(std::exchange(self.data, Own<TeeData>::copy(&as<TeeData>(pair.at(0))).release()));
  self.place = static_cast<int32_t>(place);
  return {};
}

constexpr NativeMethod kTeeDataNew = class_method<tee_data_new>("_tee_dataobject", "(it, values, next, /)", "");
constexpr NativeMethod kTeeDataMethods[] = {method<tee_data_reduce>("__reduce__", "($self, /)", kReduceDoc)};

constexpr NativeMethod kTeeMethods[] = {
    method<tee_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<tee_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
    method<tee_copy>("__copy__", "($self, /)", "Another iterator at the same place."),
};
using TeeOwned = OwnedFields<Tee, &Tee::data>;

}  // namespace

namespace itertools {

Result<Ref> tee(ThreadState& ts, Value iterable, std::optional<int64_t> count) {
  int64_t n = count.value_or(2);
  if (n < 0) return raise(ts, Exc::kValueError, "n must be >= 0");
  Own<Tuple> result = TRY(new_tuple(ts, n));
  if (n == 0) return result;
  Ref iterator = TRY(get_iter(ts, iterable));
  Ref copy = TRY(find_attr(ts, iterator, "__copy__"));
  if (copy.is_absent()) {
    iterator = TRY(tee_of(ts, iterator));
    copy = TRY(get_attr(ts, iterator, "__copy__"));
  }
  result->set(0, std::move(iterator));
  for (int64_t i = 1; i < n; ++i) {
    Ref another = TRY(call(ts, copy));
    result->set(i, std::move(another));
  }
  return result;
}

}  // namespace itertools

constexpr TypeSpec kTeeDataSpec = {
    .name = "itertools._tee_dataobject",
    .doc = "teedataobject(iterable, values, next, /)\n--\n\nA block of items that tee iterators share.",
    .id = ModuleType::kTeeData,
    .size = sizeof(TeeData),
    .flags = Type::kCollected,
    .methods = kTeeDataMethods,
    .slots = {.new_ = new_from<kTeeDataNew>},
    .traverse = tee_data_traverse,
    .clear = tee_data_clear,
    .dealloc = tee_data_clear,
};

constexpr TypeSpec kTeeSpec = {
    .name = "itertools._tee",
    .doc = "An iterator over another one, of which there may be several.",
    .id = ModuleType::kTee,
    .size = sizeof(Tee),
    .flags = Type::kCollected | Type::kWeakrefable,
    .methods = kTeeMethods,
    .slots = {.iter = self_iter, .next = tee_next, .new_ = tee_new},
    .traverse = TeeOwned::traverse,
    .dealloc = TeeOwned::dealloc,
};

}  // namespace pyemb
