// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "config/module_type_ids.h"
#include "modules/_collections.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/generic_alias.h"
#include "objects/slice.h"
#include "state/names.h"

// collections.deque. Both ends are alike: appending and popping there take constant time.

namespace pyemb {

namespace {

constexpr int64_t kMaxCapacity = int64_t{1} << 56;

size_t bytes_of(int64_t capacity) { return static_cast<size_t>(capacity) * sizeof(Value); }

// -- the ring ------------------------------------------------------------------------------------------------------------

/// Makes room for `size` items; they then start at place 0.
Status reserve(ThreadState& ts, Deque& deque, int64_t size) {
  if (size <= deque.capacity) return {};
  int64_t capacity = std::max<int64_t>(deque.capacity, 8);
  while (capacity < size && capacity < kMaxCapacity) capacity *= 2;
  auto* places = capacity < size ? nullptr : static_cast<Value*>(ts.interp.heap.allocate_buffer(bytes_of(capacity)));
  if (places == nullptr) return raise_no_memory(ts);
  for (int64_t i = 0; i < deque.size; ++i) places[i] = deque.at(i);
  ts.interp.heap.release_buffer(deque.places, bytes_of(deque.capacity));
  deque.places = places;
  deque.capacity = capacity;
  deque.head = 0;
  return {};
}

Ref take_first(Deque& deque) {
  Ref item = Ref::steal(deque.at(0));
  deque.head = (deque.head + 1) & (deque.capacity - 1);
  --deque.size;
  ++deque.changes;
  return item;
}

Ref take_last(Deque& deque) {
  --deque.size;
  ++deque.changes;
  return Ref::steal(deque.at(deque.size));
}

Status append(ThreadState& ts, Deque& deque, Ref item) {
  if (deque.most == 0) return {};
  Ref dropped;  // dies when the deque is whole again
  if (deque.size == deque.most) {
    dropped = take_first(deque);
  } else if (deque.size == deque.capacity) {
    TRY(reserve(ts, deque, deque.size + 1));
  }
  deque.at(deque.size++) = item.release();
  ++deque.changes;
  return {};
}

Status append_left(ThreadState& ts, Deque& deque, Ref item) {
  if (deque.most == 0) return {};
  Ref dropped;
  if (deque.size == deque.most) {
    dropped = take_last(deque);
  } else if (deque.size == deque.capacity) {
    TRY(reserve(ts, deque, deque.size + 1));
  }
  deque.head = (deque.head - 1) & (deque.capacity - 1);
  ++deque.size;
  deque.at(0) = item.release();
  ++deque.changes;
  return {};
}

/// Turns the ring by `steps` to the right. A full ring turns by its head alone.
void rotate(Deque& deque, int64_t steps) {
  if (deque.size <= 1) return;
  int64_t right = steps % deque.size;
  if (right < 0) right += deque.size;
  if (right == 0) return;
  ++deque.changes;
  int64_t mask = deque.capacity - 1;
  if (deque.size == deque.capacity) {
    deque.head = (deque.head - right) & mask;
  } else if (right <= deque.size / 2) {
    for (; right > 0; --right) {
      Value item = deque.at(deque.size - 1);
      deque.head = (deque.head - 1) & mask;
      deque.at(0) = item;
    }
  } else {
    for (int64_t left = deque.size - right; left > 0; --left) {
      Value item = deque.at(0);
      deque.head = (deque.head + 1) & mask;
      deque.at(deque.size - 1) = item;
    }
  }
}

/// Removes the item at `i`, from the nearer end.
Ref take_at(Deque& deque, int64_t i) {
  Value item = deque.at(i);
  if (i < deque.size / 2) {
    for (; i > 0; --i) deque.at(i) = deque.at(i - 1);
    deque.head = (deque.head + 1) & (deque.capacity - 1);
  } else {
    for (; i + 1 < deque.size; ++i) deque.at(i) = deque.at(i + 1);
  }
  --deque.size;
  ++deque.changes;
  return Ref::steal(item);
}

void clear(ThreadState& ts, Deque& deque) {
  Value* places = std::exchange(deque.places, nullptr);
  int64_t capacity = std::exchange(deque.capacity, 0);
  int64_t head = std::exchange(deque.head, 0);
  int64_t size = std::exchange(deque.size, 0);
  ++deque.changes;
  for (int64_t i = 0; i < size; ++i) decref(places[(head + i) & (capacity - 1)]);
  ts.interp.heap.release_buffer(places, bytes_of(capacity));
}

using Append = Status (*)(ThreadState&, Deque&, Ref);

template <Append append_one>
Status extend(ThreadState& ts, Deque& deque, Value iterable) {
  Ref source = Ref::copy(iterable);
  if (iterable == Value::from_object(&deque)) source = TRY(to_list(ts, iterable));
  Ref iterator = TRY(get_iter(ts, source));
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return {};
    TRY(append_one(ts, deque, std::move(item)));
  }
}

// -- construction --------------------------------------------------------------------------------------------------------

Result<Own<Deque>> new_deque(ThreadState& ts, Type& type) {
  Own<Deque> deque = TRY(new_native<Deque>(ts, type));
  deque->most = Deque::kUnbounded;
  gc_track(ts, deque.get());
  return deque;
}

Result<Ref> deque_new(ThreadState& ts, Type& type, CallArgs) { return new_deque(ts, type); }

Status deque_init(ThreadState& ts, Deque& self, Value iterable, Value maxlen) {
  int64_t most = Deque::kUnbounded;
  if (!maxlen.is_null() && !maxlen.is_none()) {
    if (!is_any_int(maxlen)) return raise(ts, Exc::kTypeError, "an integer is required");
    most = TRY(to_index(ts, maxlen));
    if (most < 0) return raise(ts, Exc::kValueError, "maxlen must be non-negative");
  }
  self.most = most;
  if (self.size > 0) clear(ts, self);
  return iterable.is_null() ? Status() : extend<append>(ts, self, iterable);
}

/// A deque of the same type with the same items and limit.
Result<Ref> copy(ThreadState& ts, Deque& self) {
  Value items = Value::from_object(&self);
  if (self.is_exactly(ModuleType::kDeque)) {
    Own<Deque> made = TRY(new_deque(ts, *self.type));
    made->most = self.most;
    TRY(reserve(ts, *made, self.size));
    for (int64_t i = 0; i < self.size; ++i) made->at(made->size++) = Ref::copy(self.at(i)).release();
    return made;
  }
  Value type = Value::from_object(self.type);
  Ref made;
  if (self.most == Deque::kUnbounded) {
    made = TRY(call(ts, type, items));
  } else {
    Ref most = TRY(new_int(ts, self.most));
    made = TRY(call(ts, type, items, most));
  }
  if (is<Deque>(made)) return made;
  return raise(ts, Exc::kTypeError, "%s() must return a deque, not %s", type_name(*self.type), type_name(ts, made));
}

// -- comparison, repr ----------------------------------------------------------------------------------------------------

Result<Ref> deque_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is<Deque>(left) || !is<Deque>(right)) return Result<Ref>::not_implemented();
  bool only_equality = op == Compare::kEq || op == Compare::kNe;
  int64_t a_size = as<Deque>(left).size, b_size = as<Deque>(right).size;
  if (only_equality && a_size != b_size) return Result<Ref>::boolean(op == Compare::kNe);
  RecursionGuard guard(ts, " in comparison");
  if (guard.exceeded()) return guard.raise();
  Ref first = TRY(deque_iter(ts, left));
  Ref second = TRY(deque_iter(ts, right));
  for (;;) {
    Ref a = TRY(next_item(ts, first));
    Ref b = TRY(next_item(ts, second));
    if (a.is_absent() || b.is_absent()) return compare_result(a.is_absent() && b.is_absent() ? 0 : a.is_absent() ? -1 : 1, op);
    if (TRY(equal_inline(ts, a, b))) continue;
    if (only_equality) return Result<Ref>::boolean(op == Compare::kNe);
    return compare(ts, a, b, op);
  }
}

Result<Ref> deque_repr(ThreadState& ts, Value self) {
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "[...]");
  Own<List> items = TRY(to_list(ts, self));
  ReprWriter out(ts);
  out.text(short_type_name(ts, self));
  out.text("(");
  TRY(out.item(items));
  if (as<Deque>(self).most != Deque::kUnbounded) {
    Ref most = TRY(new_int(ts, as<Deque>(self).most));
    out.text(", maxlen=");
    TRY(out.item(most));
  }
  out.text(")");
  return out.finish();
}

// -- the sequence protocol -----------------------------------------------------------------------------------------------

Result<int64_t> deque_length(ThreadState&, Value self) { return as<Deque>(self).size; }

Result<int64_t> position_of(ThreadState& ts, const Deque& deque, Value key) {
  if (!key.is_int() && type_of(ts, key).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "sequence index must be integer, not '%s'", type_name(ts, key));
  }
  int64_t i = TRY(to_index(ts, key, Exc::kIndexError));
  if (i < 0) i += deque.size;
  if (i < 0 || i >= deque.size) return raise(ts, Exc::kIndexError, "deque index out of range");
  return i;
}

Result<Ref> deque_getitem(ThreadState& ts, Value self, Value key) {
  int64_t i = TRY(position_of(ts, as<Deque>(self), key));
  return Ref::copy(as<Deque>(self).at(i));
}

Status deque_setitem(ThreadState& ts, Value self, Value key, Value value) {
  Deque& deque = as<Deque>(self);
  int64_t i = TRY(position_of(ts, deque, key));
  if (value.is_null()) {
    Ref dropped = take_at(deque, i);
    return {};
  }
  decref(std::exchange(deque.at(i), Ref::copy(value).release()));
  return {};
}

/// The position of `value` in [from, to), or -1.
Result<int64_t> find(ThreadState& ts, Deque& deque, Value value, int64_t from, int64_t to, Exc when_mutated = Exc::kRuntimeError) {
  uint64_t changes = deque.changes;
  for (int64_t i = from; i < to; ++i) {
    bool same = TRY(item_equal(ts, deque.at(i), value));
    if (same) return i;
    if (deque.changes != changes) return raise(ts, when_mutated, "deque mutated during iteration");
  }
  return -1;
}

Result<bool> deque_contains(ThreadState& ts, Value self, Value value) {
  Deque& deque = as<Deque>(self);
  int64_t at = TRY(find(ts, deque, value, 0, deque.size));
  return at >= 0;
}

Result<Ref> deque_concat(ThreadState& ts, Value left, Value right) {
  if (!is<Deque>(right)) {
    return raise(ts, Exc::kTypeError, "can only concatenate deque (not \"%s\") to deque", type_name(ts, right));
  }
  Ref result = TRY(copy(ts, as<Deque>(left)));
  TRY(extend<append>(ts, *result.as<Deque>(), right));
  return result;
}

Result<Ref> deque_inplace_concat(ThreadState& ts, Value self, Value other) {
  TRY(extend<append>(ts, as<Deque>(self), other));
  return Ref::copy(self);
}

Status repeat(ThreadState& ts, Deque& deque, int64_t count) {
  if (count <= 0) return clear(ts, deque), Status();
  int64_t size = deque.size;
  int64_t total;
  if (__builtin_mul_overflow(size, count, &total) || total > kMaxCapacity) return raise_no_memory(ts);
  Own<List> items = TRY(to_list(ts, Value::from_object(&deque)));
  // With a limit only the last items stay: start where those begin.
  int64_t skipped = deque.most != Deque::kUnbounded && total > deque.most ? std::max<int64_t>(total - deque.most - size, 0) : 0;
  if (deque.most == Deque::kUnbounded) TRY(reserve(ts, deque, total));
  for (int64_t i = size + skipped; i < total; ++i) TRY(append(ts, deque, Ref::copy(items->at(i % size))));
  return {};
}

Result<Ref> deque_inplace_repeat(ThreadState& ts, Value self, int64_t count) {
  TRY(repeat(ts, as<Deque>(self), count));
  return Ref::copy(self);
}

Result<Ref> deque_repeat(ThreadState& ts, Value self, int64_t count) {
  Ref result = TRY(copy(ts, as<Deque>(self)));
  TRY(repeat(ts, *result.as<Deque>(), count));
  return result;
}

// -- methods -------------------------------------------------------------------------------------------------------------

Status deque_append(ThreadState& ts, Deque& self, Value item) { return append(ts, self, Ref::copy(item)); }
Status deque_append_left(ThreadState& ts, Deque& self, Value item) { return append_left(ts, self, Ref::copy(item)); }

Result<Ref> deque_pop(ThreadState& ts, Deque& self) {
  if (self.size == 0) return raise(ts, Exc::kIndexError, "pop from an empty deque");
  return take_last(self);
}
Result<Ref> deque_pop_left(ThreadState& ts, Deque& self) {
  if (self.size == 0) return raise(ts, Exc::kIndexError, "pop from an empty deque");
  return take_first(self);
}

Status deque_clear(ThreadState& ts, Deque& self) {
  clear(ts, self);
  return {};
}

Result<int64_t> deque_count(ThreadState& ts, Deque& self, Value value) {
  int64_t count = 0;
  uint64_t changes = self.changes;
  for (int64_t from = 0;; ++from, ++count) {
    from = TRY(find(ts, self, value, from, self.size));
    if (from < 0) return count;
    if (self.changes != changes) return raise(ts, Exc::kRuntimeError, "deque mutated during iteration");
  }
}

Raised raise_not_in_deque(ThreadState& ts, Value value) {
  Result<Own<Str>> text = repr(ts, value);
  if (text.raised()) return {};
  Own<Str> shown = text.take();
  return raise(ts, Exc::kValueError, "%s is not in deque", Utf8(ts, *shown).c_str());
}

Result<int64_t> deque_index(ThreadState& ts, Deque& self, Value value, Value start, Value stop) {
  int64_t from = TRY(slice_index(ts, start, 0));
  int64_t to = TRY(slice_index(ts, stop, self.size));
  to = clamp_to_length(to, self.size);
  from = std::min(clamp_to_length(from, self.size), to);
  int64_t at = TRY(find(ts, self, value, from, to));
  if (at >= 0) return at;
  return raise_not_in_deque(ts, value);
}

Status deque_remove(ThreadState& ts, Deque& self, Value value) {
  uint64_t changes = self.changes;
  int64_t at = TRY(find(ts, self, value, 0, self.size, Exc::kIndexError));
  if (self.changes != changes) return raise(ts, Exc::kIndexError, "deque mutated during remove().");
  if (at < 0) return raise_not_in_deque(ts, value);
  Ref dropped = take_at(self, at);
  return {};
}

Status deque_insert(ThreadState& ts, Deque& self, int64_t index, Value value) {
  if (self.size == self.most) return raise(ts, Exc::kIndexError, "deque already at its maximum size");
  int64_t at = clamp_to_length(index, self.size);
  if (at == self.size) return append(ts, self, Ref::copy(value));
  rotate(self, -at);
  Status done = append_left(ts, self, Ref::copy(value));
  rotate(self, at);
  return done;
}

Status deque_reverse(ThreadState&, Deque& self) {
  for (int64_t i = 0, j = self.size - 1; i < j; ++i, --j) std::swap(self.at(i), self.at(j));
  ++self.changes;
  return {};
}

Status deque_rotate(ThreadState&, Deque& self, std::optional<int64_t> n) {
  rotate(self, n.value_or(1));
  return {};
}

Result<Ref> deque_reduce(ThreadState& ts, Deque& self) {
  Value object = Value::from_object(&self);
  Ref state = TRY(call_method_of(ts, object, Value::from_object(ts.names().dunder_getstate)));
  Ref iterator = TRY(get_iter(ts, object));
  Ref args = Ref::copy(ts.interp.empty_tuple);
  if (self.most != Deque::kUnbounded) {
    Ref most = TRY(new_int(ts, self.most));
    args = TRY(new_tuple_of(ts, ts.interp.empty_tuple, most));
  }
  return new_tuple_of(ts, Value::from_object(self.type), args, state, iterator);
}

int64_t deque_sizeof(ThreadState&, Deque& self) { return static_cast<int64_t>(sizeof(Deque) + bytes_of(self.capacity)); }

Result<Ref> deque_maxlen(ThreadState& ts, Deque& self) {
  if (self.most == Deque::kUnbounded) return Ref::none();
  return new_int(ts, self.most);
}

void deque_traverse(Object* object, GcVisitor& visit) {
  const auto& deque = *static_cast<Deque*>(object);
  for (int64_t i = 0; i < deque.size; ++i) visit(deque.at(i));
}
void deque_clear_slot(ThreadState& ts, Object* object) { clear(ts, *static_cast<Deque*>(object)); }

constexpr NativeMethod kInit = method<deque_init>("deque", "($self, iterable=<unrepresentable>, maxlen=None)", "");

constexpr NativeMethod kMethods[] = {
    method<deque_append>("append", "($self, x, /)", "Add x at the right end."),
    method<deque_append_left>("appendleft", "($self, x, /)", "Add x at the left end."),
    method<deque_clear>("clear", "($self, /)", "Remove all items."),
    method<copy>("__copy__", "($self, /)", "A new deque of the same items."),
    method<copy>("copy", "($self, /)", "A new deque of the same items."),
    method<deque_count>("count", "($self, value, /)", "How many items equal value."),
    method<extend<append>>("extend", "($self, iterable, /)", "Add each item at the right end."),
    method<extend<append_left>>("extendleft", "($self, iterable, /)", "Add each item at the left end: their order is turned round."),
    method<deque_index>("index", "($self, value, start=0, stop=sys.maxsize, /)",
                        "The position of the first item that equals value; ValueError if there is none."),
    method<deque_insert>("insert", "($self, index, object, /)", "Put object before the item at index."),
    method<deque_pop>("pop", "($self, /)", "Remove the item at the right end and return it."),
    method<deque_pop_left>("popleft", "($self, /)", "Remove the item at the left end and return it."),
    method<deque_reduce>("__reduce__", "($self, /)", "The type, its arguments, the attributes and the items, for pickling."),
    method<deque_remove>("remove", "($self, value, /)", "Remove the first item that equals value."),
    method<deque_reverse_iter>("__reversed__", "($self, /)", "An iterator from the last item to the first."),
    method<deque_reverse>("reverse", "($self, /)", "Turn the order of the items round, in place."),
    method<deque_rotate>("rotate", "($self, n=1, /)", "Turn the deque n steps to the right, or to the left if n is negative."),
    method<deque_sizeof>("__sizeof__", "($self, /)", "The memory that the deque takes, in bytes."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr GetSet kGetSets[] = {
    getset<deque_maxlen>("maxlen", "The most items that the deque holds, or None."),
};

}  // namespace

constexpr TypeSpec kDequeSpec = {
    .name = "collections.deque",
    .doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list that is quick at both ends, and may have a limit: then items fall out\n"
           "at the other end.",
    .id = ModuleType::kDeque,
    .size = sizeof(Deque),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable | Type::kSequence,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = deque_repr,
              .compare = deque_compare,
              .iter = deque_iter,
              .init = init_from<kInit>,
              .new_ = deque_new,
              .length = deque_length,
              .getitem = deque_getitem,
              .setitem = deque_setitem,
              .contains = deque_contains,
              .concat = deque_concat,
              .repeat = deque_repeat,
              .inplace_concat = deque_inplace_concat,
              .inplace_repeat = deque_inplace_repeat},
    .traverse = deque_traverse,
    .clear = deque_clear_slot,
    .dealloc = deque_clear_slot,
};

}  // namespace pyemb
