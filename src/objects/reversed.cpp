// SPDX-License-Identifier: MIT
#include <algorithm>

#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/type_specs.h"
#include "state/names.h"

// reversed: what __reversed__ gives, or else a walk over a sequence from its last position to the first.

namespace pyemb {

namespace {

struct Reversed : Object {
  static constexpr TypeId kId = TypeId::kReversed;
  Value sequence;    ///< owned; null at the end
  int64_t position;  ///< of the next item
};

Result<Ref> reversed_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == TypeId::kReversed) TRY(require_no_keywords(ts, "reversed", args));
  TRY(require_positional(ts, "reversed", args, 1, 1));
  Value sequence = args.values[0];
  Ref special = TRY(find_special(ts, sequence, ts.names().dunder_reversed));
  bool forbidden = special.is_none();
  if (!forbidden && !special.is_absent()) return call(ts, special);
  if (forbidden || type_of(ts, sequence).slots.getitem == nullptr || is<Dict>(sequence)) {
    return raise(ts, Exc::kTypeError, "'%s' object is not reversible", type_name(ts, sequence));
  }
  int64_t size = TRY(length(ts, sequence));
  Own<Reversed> made = TRY(new_native<Reversed>(ts, type));
  made->sequence = Ref::copy(sequence).release();
  made->position = size - 1;
  gc_track(ts, made.get());
  return made;
}

Result<Ref> reversed_next(ThreadState& ts, Value self) {
  auto& it = as<Reversed>(self);
  if (it.sequence.is_null()) return Result<Ref>::absent();
  Ref sequence = Ref::copy(it.sequence);
  if (it.position >= 0) {
    Ref index = TRY(new_int(ts, it.position));
    Result<Ref> item = get_item(ts, sequence, index);
    if (LIKELY(!item.raised())) {
      --it.position;
      return item;
    }
    if (!clear_pending_if(ts, Exc::kIndexError) && !clear_pending_if(ts, Exc::kStopIteration)) return Raised{};
  }
  it.position = -1;
  decref(std::exchange(it.sequence, Value::null()));
  return Result<Ref>::absent();
}

Result<int64_t> reversed_length_hint(ThreadState& ts, Reversed& self) {
  if (self.sequence.is_null()) return 0;
  Ref sequence = Ref::copy(self.sequence);
  int64_t size = TRY(length(ts, sequence));
  return size < self.position + 1 ? 0 : self.position + 1;
}

Result<Ref> reversed_reduce(ThreadState& ts, Reversed& self) {
  Value type = Value::from_object(self.type);
  Own<Tuple> args = TRY(new_tuple_of(ts, self.sequence.is_null() ? ts.interp.empty_tuple : self.sequence));
  if (self.sequence.is_null()) return new_tuple_of(ts, type, args);
  Ref position = TRY(new_int(ts, self.position));
  return new_tuple_of(ts, type, args, position);
}

Status reversed_setstate(ThreadState& ts, Reversed& self, int64_t position) {
  if (self.sequence.is_null()) return {};
  Ref sequence = Ref::copy(self.sequence);
  int64_t size = TRY(length(ts, sequence));
  self.position = std::min(std::max<int64_t>(position, -1), size - 1);
  return {};
}

using Owned = OwnedFields<Reversed, &Reversed::sequence>;

constexpr NativeMethod kMethods[] = {
    method<reversed_length_hint>("__length_hint__", "($self, /)", "How many items are left."),
    method<reversed_reduce>("__reduce__", "($self, /)", "The type, its argument and the position, for pickling."),
    method<reversed_setstate>("__setstate__", "($self, state, /)", "Moves the iterator to a position."),
};

}  // namespace

constexpr TypeSpec kReversedSpec = {
    .name = "reversed",
    .doc = "reversed(sequence, /)\n--\n\nAn iterator over the items of a sequence, the last one first.",
    .id = TypeId::kReversed,
    .size = sizeof(Reversed),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = reversed_next, .new_ = reversed_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
