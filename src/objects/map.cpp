// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/call.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/type_specs.h"

// map: a function called with one item from each iterator, until one of them ends.

namespace pyemb {

namespace {

struct Map : Object {
  static constexpr TypeId kId = TypeId::kMap;
  Value function;    ///< owned
  Tuple* iterators;  ///< owned
};

Result<Ref> map_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == TypeId::kMap) TRY(require_no_keywords(ts, "map", args));
  if (args.count < 2) return raise(ts, Exc::kTypeError, "map() must have at least two arguments.");
  Own<Tuple> iterators = TRY(iterators_of(ts, std::span(args.values + 1, args.count - 1)));
  Own<Map> made = TRY(new_native<Map>(ts, type));
  made->function = Ref::copy(args.values[0]).release();
  made->iterators = iterators.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> map_next(ThreadState& ts, Value self) {
  auto& it = as<Map>(self);
  if (LIKELY(it.iterators->size == 1)) {
    Ref item = TRY(next_item(ts, it.iterators->at(0)));
    if (item.is_absent()) return item;
    return call(ts, it.function, item);
  }
  Own<Tuple> items = TRY(new_tuple(ts, it.iterators->size));
  for (int64_t i = 0; i < items->size; ++i) {
    Ref item = TRY(next_item(ts, it.iterators->at(i)));
    if (item.is_absent()) return item;
    items->set(i, std::move(item));
  }
  return call(ts, it.function, CallArgs{items->items(), static_cast<size_t>(items->size)});
}

Result<Ref> map_reduce(ThreadState& ts, Map& self) {
  Own<Tuple> args = TRY(new_tuple(ts, self.iterators->size + 1));
  args->set(0, Ref::copy(self.function));
  for (int64_t i = 0; i < self.iterators->size; ++i) args->set(i + 1, Ref::copy(self.iterators->at(i)));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

using Owned = OwnedFields<Map, &Map::function, &Map::iterators>;

constexpr NativeMethod kMethods[] = {
    method<map_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
};

}  // namespace

constexpr TypeSpec kMapSpec = {
    .name = "map",
    .doc = "map(func, *iterables)\n\nfunc called with the first items of all iterables, with the second ones and so on, as asked for.\n\n"
           "Ends with the shortest one.",
    .id = TypeId::kMap,
    .size = sizeof(Map),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = map_next, .new_ = map_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
