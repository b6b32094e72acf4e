// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/itertools.h"
#include "objects/arguments.h"
#include "objects/call.h"

// Iterators that let some items through: compress, dropwhile, takewhile, filterfalse, islice.

namespace pyemb {

namespace {

using namespace itertools;

// -- compress ------------------------------------------------------------------------------------------------------------

struct Compress : Object {
  static constexpr TypeId kId = ModuleType::kCompress;
  Value data;       ///< owned iterators
  Value selectors;
};

Result<Ref> compress_new(ThreadState& ts, Type& type, Value data, Value selectors) {
  Ref items = TRY(get_iter(ts, data));
  Ref flags = TRY(get_iter(ts, selectors));
  Own<Compress> made = TRY(new_native<Compress>(ts, type));
  made->data = items.release();
  made->selectors = flags.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> compress_next(ThreadState& ts, Value self) {
  auto& it = as<Compress>(self);
  for (;;) {
    Ref item = TRY(next_item(ts, it.data));
    if (item.is_absent()) return item;
    Ref selector = TRY(next_item(ts, it.selectors));
    if (selector.is_absent()) return selector;
    bool selected = TRY(truth(ts, selector));
    if (selected) return item;
  }
}

Result<Ref> compress_reduce(ThreadState& ts, Compress& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.data, self.selectors));
  return reduced(ts, self, args);
}

constexpr NativeMethod kCompressNew = class_method<compress_new>("compress", "(data, selectors)", "");
constexpr NativeMethod kCompressMethods[] = {method<compress_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using CompressOwned = OwnedFields<Compress, &Compress::data, &Compress::selectors>;

// -- dropwhile, takewhile, filterfalse: a predicate and an iterator ------------------------------------------------------

struct Predicated : Object {
  Value predicate;  ///< owned
  Value iterator;   ///< owned
  bool switched;    ///< dropwhile: has started; takewhile: has ended
};
struct DropWhile : Predicated {
  static constexpr TypeId kId = ModuleType::kDropWhile;
};
struct TakeWhile : Predicated {
  static constexpr TypeId kId = ModuleType::kTakeWhile;
};
struct FilterFalse : Predicated {
  static constexpr TypeId kId = ModuleType::kFilterFalse;
};
using PredicatedOwned = OwnedFields<Predicated, &Predicated::predicate, &Predicated::iterator>;

template <class T>
Result<Ref> predicated_new(ThreadState& ts, Type& type, CallArgs args, const char* name) {
  if (type.id == T::kId) TRY(require_no_keywords(ts, name, args));
  TRY(require_positional(ts, name, args, 2, 2));
  Ref iterator = TRY(get_iter(ts, args.values[1]));
  Own<T> made = TRY(new_native<T>(ts, type));
  made->predicate = Ref::copy(args.values[0]).release();
  made->iterator = iterator.release();
  gc_track(ts, made.get());
  return made;
}
Result<Ref> dropwhile_new(ThreadState& ts, Type& type, CallArgs args) { return predicated_new<DropWhile>(ts, type, args, "dropwhile"); }
Result<Ref> takewhile_new(ThreadState& ts, Type& type, CallArgs args) { return predicated_new<TakeWhile>(ts, type, args, "takewhile"); }
Result<Ref> filterfalse_new(ThreadState& ts, Type& type, CallArgs args) {
  return predicated_new<FilterFalse>(ts, type, args, "filterfalse");
}

Result<bool> holds(ThreadState& ts, const Predicated& it, Value item) {
  Ref answer = TRY(call(ts, it.predicate, item));
  return truth(ts, answer);
}

Result<Ref> dropwhile_next(ThreadState& ts, Value self) {
  auto& it = as<DropWhile>(self);
  for (;;) {
    Ref item = TRY(next_item(ts, it.iterator));
    if (item.is_absent() || it.switched) return item;
    bool drop = TRY(holds(ts, it, item));
    if (drop) continue;
    it.switched = true;
    return item;
  }
}

Result<Ref> takewhile_next(ThreadState& ts, Value self) {
  auto& it = as<TakeWhile>(self);
  if (it.switched) return Result<Ref>::absent();
  Ref item = TRY(next_item(ts, it.iterator));
  if (item.is_absent()) return item;
  bool take = TRY(holds(ts, it, item));
  if (take) return item;
  it.switched = true;
  return Result<Ref>::absent();
}

Result<Ref> filterfalse_next(ThreadState& ts, Value self) {
  auto& it = as<FilterFalse>(self);
  bool by_truth = it.predicate.is_none() || it.predicate == Value::from_object(&core_type(ts, TypeId::kBool));
  for (;;) {
    Ref item = TRY(next_item(ts, it.iterator));
    if (item.is_absent()) return item;
    bool good = TRY(by_truth ? truth(ts, item) : holds(ts, it, item));
    if (!good) return item;
  }
}

Result<Ref> predicated_reduce(ThreadState& ts, Predicated& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.predicate, self.iterator));
  return reduced(ts, self, args);
}

Result<Ref> switched_reduce(ThreadState& ts, Predicated& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.predicate, self.iterator));
  return reduced(ts, self, args, Value::from_int(self.switched ? 1 : 0));
}

Status switched_setstate(ThreadState& ts, Predicated& self, Value state) {
  self.switched = TRY(truth(ts, state));
  return {};
}

constexpr NativeMethod kSwitchedMethods[] = {
    method<switched_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<switched_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kFilterFalseMethods[] = {method<predicated_reduce>("__reduce__", "($self, /)", kReduceDoc)};

// -- islice --------------------------------------------------------------------------------------------------------------

struct ISlice : Object {
  static constexpr TypeId kId = ModuleType::kISlice;
  Value iterator;  ///< owned; null at the end
  int64_t next;    ///< the position of the next item to give
  int64_t stop;    ///< -1: none
  int64_t step;
  int64_t taken;   ///< how many items were taken from the iterator
};

/// A bound; -1 for what is no int of a good size.
int64_t bound_of(ThreadState& ts, Value value) {
  Result<int64_t> index = to_index(ts, value);
  if (!index.raised()) return index.take();
  ts.clear_pending();
  return -1;
}

Result<Ref> islice_new(ThreadState& ts, Type& type, CallArgs args) {
  constexpr const char* kBadStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  if (type.id == ModuleType::kISlice) TRY(require_no_keywords(ts, "islice", args));
  TRY(require_positional(ts, "islice", args, 2, 4));
  int64_t start = 0, stop = -1, step = 1;
  Value last = args.values[args.count == 2 ? 1 : 2];
  if (args.count > 2 && !args.values[1].is_none()) start = bound_of(ts, args.values[1]);
  if (!last.is_none()) {
    stop = bound_of(ts, last);
    if (stop == -1) return raise(ts, Exc::kValueError, "%s", kBadStop);
  }
  if (start < 0 || stop < -1) {
    return raise(ts, Exc::kValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (args.count > 3 && !args.values[3].is_none()) step = bound_of(ts, args.values[3]);
  if (step < 1) return raise(ts, Exc::kValueError, "Step for islice() must be a positive integer or None.");
  Ref iterator = TRY(get_iter(ts, args.values[0]));
  Own<ISlice> made = TRY(new_native<ISlice>(ts, type));
  made->iterator = iterator.release();
  made->next = start;
  made->stop = stop;
  made->step = step;
  gc_track(ts, made.get());
  return made;
}

Result<Ref> islice_next(ThreadState& ts, Value self) {
  auto& it = as<ISlice>(self);
  if (it.iterator.is_null()) return Result<Ref>::absent();
  Ref iterator = Ref::copy(it.iterator);
  while (it.taken < it.next) {
    Ref skipped = TRY(next_item(ts, iterator));
    if (skipped.is_absent()) return drop_field(it.iterator), Result<Ref>::absent();
    ++it.taken;
  }
  if (it.stop != -1 && it.taken >= it.stop) return drop_field(it.iterator), Result<Ref>::absent();
  Ref item = TRY(next_item(ts, iterator));
  if (item.is_absent()) return drop_field(it.iterator), Result<Ref>::absent();
  ++it.taken;
  bool overflow = __builtin_add_overflow(it.next, it.step, &it.next);
  if (overflow || (it.stop != -1 && it.next > it.stop)) it.next = overflow && it.stop == -1 ? INT64_MAX : it.stop;
  return item;
}

Result<Ref> islice_reduce(ThreadState& ts, ISlice& self) {
  Ref taken = TRY(new_int(ts, self.taken));
  if (self.iterator.is_null()) {
    Ref nothing = TRY(to_list(ts, ts.interp.empty_tuple));
    Ref iterator = TRY(get_iter(ts, nothing));
    Own<Tuple> args = TRY(new_tuple_of(ts, iterator, Value::from_int(0)));
    return reduced(ts, self, args, Value::from_int(0));
  }
  Ref stop = Ref::none();
  if (self.stop != -1) stop = TRY(new_int(ts, self.stop));
  Ref next = TRY(new_int(ts, self.next));
  Ref step = TRY(new_int(ts, self.step));
  Own<Tuple> args = TRY(new_tuple_of(ts, self.iterator, next, stop, step));
  return reduced(ts, self, args, taken);
}

Status islice_setstate(ThreadState&, ISlice& self, int64_t taken) {
  self.taken = taken;
  return {};
}

constexpr NativeMethod kISliceMethods[] = {
    method<islice_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<islice_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
using ISliceOwned = OwnedFields<ISlice, &ISlice::iterator>;

}  // namespace

constexpr TypeSpec kCompressSpec = {
    .name = "itertools.compress",
    .doc = "compress(data, selectors)\n--\n\nThe items of data whose selector is true.",
    .id = ModuleType::kCompress,
    .size = sizeof(Compress),
    .flags = kIteratorFlags,
    .methods = kCompressMethods,
    .slots = {.iter = self_iter, .next = compress_next, .new_ = new_from<kCompressNew>},
    .traverse = CompressOwned::traverse,
    .dealloc = CompressOwned::dealloc,
};

constexpr TypeSpec kDropWhileSpec = {
    .name = "itertools.dropwhile",
    .doc = "dropwhile(predicate, iterable, /)\n--\n\nAll items from the first one on for which predicate(item) is false.",
    .id = ModuleType::kDropWhile,
    .size = sizeof(DropWhile),
    .flags = kIteratorFlags,
    .methods = kSwitchedMethods,
    .slots = {.iter = self_iter, .next = dropwhile_next, .new_ = dropwhile_new},
    .traverse = PredicatedOwned::traverse,
    .dealloc = PredicatedOwned::dealloc,
};

constexpr TypeSpec kTakeWhileSpec = {
    .name = "itertools.takewhile",
    .doc = "takewhile(predicate, iterable, /)\n--\n\nThe items before the first one for which predicate(item) is false.",
    .id = ModuleType::kTakeWhile,
    .size = sizeof(TakeWhile),
    .flags = kIteratorFlags,
    .methods = kSwitchedMethods,
    .slots = {.iter = self_iter, .next = takewhile_next, .new_ = takewhile_new},
    .traverse = PredicatedOwned::traverse,
    .dealloc = PredicatedOwned::dealloc,
};

constexpr TypeSpec kFilterFalseSpec = {
    .name = "itertools.filterfalse",
    .doc = "filterfalse(function, iterable, /)\n--\n\nThe items for which function(item) is false, or which are false themselves with None.",
    .id = ModuleType::kFilterFalse,
    .size = sizeof(FilterFalse),
    .flags = kIteratorFlags,
    .methods = kFilterFalseMethods,
    .slots = {.iter = self_iter, .next = filterfalse_next, .new_ = filterfalse_new},
    .traverse = PredicatedOwned::traverse,
    .dealloc = PredicatedOwned::dealloc,
};

constexpr TypeSpec kISliceSpec = {
    .name = "itertools.islice",
    .doc = "islice(iterable, stop)\nislice(iterable, start, stop[, step])\n\nThe items that a slice of a list of them would have.",
    .id = ModuleType::kISlice,
    .size = sizeof(ISlice),
    .flags = kIteratorFlags,
    .methods = kISliceMethods,
    .slots = {.iter = self_iter, .next = islice_next, .new_ = islice_new},
    .traverse = ISliceOwned::traverse,
    .dealloc = ISliceOwned::dealloc,
};

}  // namespace pyemb
