// SPDX-License-Identifier: MIT
#include "objects/generic_alias.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/type_specs.h"

// enumerate: pairs of a running number and an item.

namespace pyemb {

namespace {

struct Enumerate : Object {
  static constexpr TypeId kId = TypeId::kEnumerate;
  Value iterator;  ///< owned
  Value count;     ///< owned int of any size: the number of the next item
  Tuple* pair;     ///< owned; the last pair given out, used again if nobody kept it
};

Result<Ref> enumerate_new(ThreadState& ts, Type& type, Value iterable, Value start) {
  if (iterable.is_null()) return raise(ts, Exc::kTypeError, "enumerate() missing required argument 'iterable'");
  Ref count = Ref::steal(Value::from_int(0));
  if (!start.is_null()) count = TRY(number_index(ts, start));
  Ref iterator = TRY(get_iter(ts, iterable));
  Own<Enumerate> made = TRY(new_native<Enumerate>(ts, type));
  made->iterator = iterator.release();
  made->count = count.release();
  gc_track(ts, made.get());
  return made;
}

constexpr NativeMethod kNew = class_method<enumerate_new>("enumerate", "(iterable=<unrepresentable>, start=0)", "");

Result<Ref> enumerate_next(ThreadState& ts, Value self) {
  auto& it = as<Enumerate>(self);
  Ref item = TRY(next_item(ts, it.iterator));
  if (item.is_absent()) return item;
  Ref number = Ref::copy(it.count);
  if (LIKELY(it.count.is_int() && it.count.as_int() < Value::kMaxInt)) {
    it.count = Value::from_int(it.count.as_int() + 1);
  } else {
    Ref next = TRY(number_add(ts, it.count, Value::from_int(1)));
    decref(std::exchange(it.count, next.release()));
  }
  return fill_or_make_pair(ts, it.pair, std::move(number), std::move(item));
}

Result<Ref> enumerate_reduce(ThreadState& ts, Enumerate& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.iterator, self.count));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

using Owned = OwnedFields<Enumerate, &Enumerate::iterator, &Enumerate::count, &Enumerate::pair>;

constexpr NativeMethod kMethods[] = {
    method<enumerate_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

}  // namespace

constexpr TypeSpec kEnumerateSpec = {
    .name = "enumerate",
    .doc = "enumerate(iterable, start=0)\n--\n\nThe pairs (start, first item), (start + 1, second item) and so on.",
    .id = TypeId::kEnumerate,
    .size = sizeof(Enumerate),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = enumerate_next, .new_ = new_from<kNew>},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
