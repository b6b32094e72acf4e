// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/itertools.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/complex.h"
#include "objects/container_repr.h"

// Iterators that need not end: count, cycle, repeat.

namespace pyemb {

namespace {

using namespace itertools;

// -- count ---------------------------------------------------------------------------------------------------------------

struct Count : Object {
  static constexpr TypeId kId = ModuleType::kCount;
  Value next;  ///< owned numbers
  Value step;

  /// Counting small ints up by one.
  bool is_plain() const { return next.is_int() && step == Value::from_int(1); }
};

bool is_number(ThreadState& ts, Value value) {
  const Slots& slots = type_of(ts, value).slots;
  return slots.index != nullptr || slots.to_int != nullptr || slots.to_float != nullptr || is<Complex>(value);
}

Result<Ref> count_new(ThreadState& ts, Type& type, Value start, Value step) {
  Value first = start.is_null() ? Value::from_int(0) : start;
  Value by = step.is_null() ? Value::from_int(1) : step;
  if (!is_number(ts, first) || !is_number(ts, by)) return raise(ts, Exc::kTypeError, "a number is required");
  Own<Count> made = TRY(new_native<Count>(ts, type));
  made->next = Ref::copy(first).release();
  made->step = Ref::copy(by).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> count_next(ThreadState& ts, Value self) {
  auto& it = as<Count>(self);
  if (LIKELY(it.is_plain() && it.next.as_int() < Value::kMaxInt)) {
    Ref number = Ref::steal(it.next);
    it.next = Value::from_int(it.next.as_int() + 1);
    return number;
  }
  Ref next = TRY(number_add(ts, it.next, it.step));
  return Ref::steal(std::exchange(it.next, next.release()));
}

Result<Ref> count_repr(ThreadState& ts, Value self) {
  auto& it = as<Count>(self);
  ReprWriter out(ts);
  out.text(short_type_name(ts, self));
  out.text("(");
  TRY(out.item(it.next));
  if (!(it.step == Value::from_int(1))) {
    out.text(", ");
    TRY(out.item(it.step));
  }
  out.text(")");
  return out.finish();
}

Result<Ref> count_reduce(ThreadState& ts, Count& self) {
  Own<Tuple> args = TRY(self.is_plain() ? new_tuple_of(ts, self.next) : new_tuple_of(ts, self.next, self.step));
  return reduced(ts, self, args);
}

constexpr NativeMethod kCountNew = class_method<count_new>("count", "(start=0, step=1)", "");
constexpr NativeMethod kCountMethods[] = {method<count_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using CountOwned = OwnedFields<Count, &Count::next, &Count::step>;

// -- cycle ---------------------------------------------------------------------------------------------------------------

struct Cycle : Object {
  static constexpr TypeId kId = ModuleType::kCycle;
  Value iterator;   ///< owned; null after the first round
  List* saved;      ///< owned; the items of the first round
  int64_t next;     ///< the position in `saved` of the next item
  bool first_done;  ///< the items of the iterator are saved already
};

Result<Ref> cycle_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == ModuleType::kCycle) TRY(require_no_keywords(ts, "cycle", args));
  TRY(require_positional(ts, "cycle", args, 1, 1));
  Ref iterator = TRY(get_iter(ts, args.values[0]));
  Own<List> saved = TRY(new_list(ts));
  Own<Cycle> made = TRY(new_native<Cycle>(ts, type));
  made->iterator = iterator.release();
  made->saved = saved.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> cycle_next(ThreadState& ts, Value self) {
  auto& it = as<Cycle>(self);
  if (!it.iterator.is_null()) {
    Ref iterator = Ref::copy(it.iterator);
    Ref item = TRY(next_item(ts, iterator));
    if (!item.is_absent()) {
      if (!it.first_done) TRY(list_append(ts, *it.saved, Ref::copy(item)));
      return item;
    }
    drop_field(it.iterator);
  }
  if (it.saved->size == 0) return Result<Ref>::absent();
  if (it.next >= it.saved->size) it.next = 0;
  Ref item = Ref::copy(it.saved->at(it.next++));
  if (it.next >= it.saved->size) it.next = 0;
  return item;
}

Result<Ref> cycle_reduce(ThreadState& ts, Cycle& self) {
  Value saved = Value::from_object(self.saved);
  Ref iterator = Ref::copy(self.iterator);
  bool done = self.first_done;
  if (!iterator) {
    iterator = TRY(list_iter(ts, saved));
    iterator.as<ListIterator>()->position = self.next;
    done = true;
  }
  Own<Tuple> args = TRY(new_tuple_of(ts, iterator));
  Own<Tuple> state = TRY(new_tuple_of(ts, saved, Value::boolean(done)));
  return reduced(ts, self, args, state);
}

Status cycle_setstate(ThreadState& ts, Cycle& self, Value state) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "state is not a tuple");
  Tuple& pair = as<Tuple>(state);
  if (pair.size != 2 || !is<List>(pair.at(0)) || !is_any_int(pair.at(1))) {
    return raise(ts, Exc::kTypeError, "cycle state must be a list and an int");
  }
  self.first_done = TRY(truth(ts, pair.at(1)));
  Own<List> old = Own<List>::steal(std::exchange(self.saved, Own<List>::copy(&as<List>(pair.at(0))).release()));
  self.next = 0;
  return {};
}

constexpr NativeMethod kCycleMethods[] = {
    method<cycle_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<cycle_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
using CycleOwned = OwnedFields<Cycle, &Cycle::iterator, &Cycle::saved>;

// -- repeat --------------------------------------------------------------------------------------------------------------

struct Repeat : Object {
  static constexpr TypeId kId = ModuleType::kRepeat;
  Value object;   ///< owned
  int64_t times;  ///< -1: for ever
};

Result<Ref> repeat_new(ThreadState& ts, Type& type, Value object, std::optional<int64_t> times) {
  Own<Repeat> made = TRY(new_native<Repeat>(ts, type));
  made->object = Ref::copy(object).release();
  made->times = !times ? -1 : *times < 0 ? 0 : *times;
  gc_track(ts, made.get());
  return made;
}

Result<Ref> repeat_next(ThreadState&, Value self) {
  auto& it = as<Repeat>(self);
  if (it.times == 0) return Result<Ref>::absent();
  if (it.times > 0) --it.times;
  return Ref::copy(it.object);
}

Result<Ref> repeat_repr(ThreadState& ts, Value self) {
  auto& it = as<Repeat>(self);
  ReprWriter out(ts);
  out.text(short_type_name(ts, self));
  out.text("(");
  TRY(out.item(it.object));
  if (it.times >= 0) {
    Ref times = TRY(new_int(ts, it.times));
    out.text(", ");
    TRY(out.item(times));
  }
  out.text(")");
  return out.finish();
}

Result<Ref> repeat_reduce(ThreadState& ts, Repeat& self) {
  Ref times = TRY(new_int(ts, self.times));
  Own<Tuple> args = TRY(self.times < 0 ? new_tuple_of(ts, self.object) : new_tuple_of(ts, self.object, times));
  return reduced(ts, self, args);
}

Result<int64_t> repeat_length_hint(ThreadState& ts, Repeat& self) {
  if (self.times < 0) return raise(ts, Exc::kTypeError, "len() of unsized object");
  return self.times;
}

constexpr NativeMethod kRepeatNew = class_method<repeat_new>("repeat", "(object, times=<unrepresentable>)", "");
constexpr NativeMethod kRepeatMethods[] = {
    method<repeat_length_hint>("__length_hint__", "($self, /)", "How many items are left; TypeError if there is no end."),
    method<repeat_reduce>("__reduce__", "($self, /)", kReduceDoc),
};
using RepeatOwned = OwnedFields<Repeat, &Repeat::object>;

}  // namespace

constexpr TypeSpec kCountSpec = {
    .name = "itertools.count",
    .doc = "count(start=0, step=1)\n--\n\nstart, start + step, start + 2 * step and so on, without end.",
    .id = ModuleType::kCount,
    .size = sizeof(Count),
    .flags = kIteratorFlags,
    .methods = kCountMethods,
    .slots = {.repr = count_repr, .iter = self_iter, .next = count_next, .new_ = new_from<kCountNew>},
    .traverse = CountOwned::traverse,
    .dealloc = CountOwned::dealloc,
};

constexpr TypeSpec kCycleSpec = {
    .name = "itertools.cycle",
    .doc = "cycle(iterable, /)\n--\n\nThe items of the iterable, again and again.",
    .id = ModuleType::kCycle,
    .size = sizeof(Cycle),
    .flags = kIteratorFlags,
    .methods = kCycleMethods,
    .slots = {.iter = self_iter, .next = cycle_next, .new_ = cycle_new},
    .traverse = CycleOwned::traverse,
    .dealloc = CycleOwned::dealloc,
};

constexpr TypeSpec kRepeatSpec = {
    .name = "itertools.repeat",
    .doc = "repeat(object [,times])\n\nThe object, so many times, or without end.",
    .id = ModuleType::kRepeat,
    .size = sizeof(Repeat),
    .flags = kIteratorFlags,
    .methods = kRepeatMethods,
    .slots = {.repr = repeat_repr, .iter = self_iter, .next = repeat_next, .new_ = new_from<kRepeatNew>},
    .traverse = RepeatOwned::traverse,
    .dealloc = RepeatOwned::dealloc,
};

}  // namespace pyemb
