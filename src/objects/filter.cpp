// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/call.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/type_specs.h"

// filter: the items for which a function (None or bool: the item itself) is true.

namespace pyemb {

namespace {

struct Filter : Object {
  static constexpr TypeId kId = TypeId::kFilter;
  Value function;  ///< owned
  Value iterator;  ///< owned
};

Result<Ref> filter_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.slots.init == core_type(ts, TypeId::kObject).slots.init) TRY(require_no_keywords(ts, "filter", args));
  TRY(require_positional(ts, "filter", args, 2, 2));
  Ref iterator = TRY(get_iter(ts, args.values[1]));
  Own<Filter> made = TRY(new_native<Filter>(ts, type));
  made->function = Ref::copy(args.values[0]).release();
  made->iterator = iterator.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> filter_next(ThreadState& ts, Value self) {
  auto& it = as<Filter>(self);
  bool by_truth = it.function.is_none() || it.function == Value::from_object(&core_type(ts, TypeId::kBool));
  for (;;) {
    Ref item = TRY(next_item(ts, it.iterator));
    if (item.is_absent()) return item;
    bool good;
    if (by_truth) {
      good = TRY(truth(ts, item));
    } else {
      Ref answer = TRY(call(ts, it.function, item));
      good = TRY(truth(ts, answer));
    }
    if (good) return item;
  }
}

Result<Ref> filter_reduce(ThreadState& ts, Filter& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.function, self.iterator));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

using Owned = OwnedFields<Filter, &Filter::function, &Filter::iterator>;

constexpr NativeMethod kMethods[] = {
    method<filter_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
};

}  // namespace

constexpr TypeSpec kFilterSpec = {
    .name = "filter",
    .doc = "filter(function or None, iterable)\n\nThe items for which function(item) is true, or which are true themselves with None.",
    .id = TypeId::kFilter,
    .size = sizeof(Filter),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = filter_next, .new_ = filter_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
