// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/itertools.h"
#include "objects/arguments.h"
#include "objects/call.h"
#include "objects/generic_alias.h"

// Iterators that join or pair iterables: chain, starmap, pairwise, zip_longest, accumulate.

namespace pyemb {

namespace {

using namespace itertools;

// -- chain ---------------------------------------------------------------------------------------------------------------

struct Chain : Object {
  static constexpr TypeId kId = ModuleType::kChain;
  Value source;  ///< owned iterator over the iterables; null at the end
  Value active;  ///< owned iterator over the current one; null between two
};

Result<Ref> new_chain(ThreadState& ts, Type& type, Value iterables) {
  Ref source = TRY(get_iter(ts, iterables));
  Own<Chain> made = TRY(new_native<Chain>(ts, type));
  made->source = source.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> chain_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == ModuleType::kChain) TRY(require_no_keywords(ts, "chain", args));
  Own<Tuple> iterables = TRY(new_tuple(ts, std::span(args.values, args.count)));
  return new_chain(ts, type, iterables);
}

Result<Ref> chain_from_iterable(ThreadState& ts, Type& type, Value iterables) { return new_chain(ts, type, iterables); }

Result<Ref> chain_next(ThreadState& ts, Value self) {
  auto& it = as<Chain>(self);
  while (!it.source.is_null()) {
    if (it.active.is_null()) {
      Ref iterable = TRY(next_item(ts, it.source));
      if (iterable.is_absent()) break;
      Result<Ref> active = get_iter(ts, iterable);
      if (active.raised()) {
        drop_field(it.source);
        return Raised{};
      }
      set_field(it.active, active.take());
    }
    Ref active = Ref::copy(it.active);
    Ref item = TRY(next_item(ts, active));
    if (LIKELY(!item.is_absent())) return item;
    drop_field(it.active);
  }
  drop_field(it.source);
  return Result<Ref>::absent();
}

Result<Ref> chain_reduce(ThreadState& ts, Chain& self) {
  if (self.source.is_null()) return reduced(ts, self, ts.interp.empty_tuple);
  Own<Tuple> state = TRY(self.active.is_null() ? new_tuple_of(ts, self.source) : new_tuple_of(ts, self.source, self.active));
  return reduced(ts, self, ts.interp.empty_tuple, state);
}

Status chain_setstate(ThreadState& ts, Chain& self, Value state) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "state is not a tuple");
  Tuple& iterators = as<Tuple>(state);
  bool good = iterators.size == 1 || iterators.size == 2;
  for (Value iterator : iterators.span()) good = good && is_iterator(ts, iterator);
  if (!good) return raise(ts, Exc::kTypeError, "Arguments must be iterators.");
  set_field(self.source, Ref::copy(iterators.at(0)));
  set_field(self.active, Ref::copy(iterators.size == 2 ? iterators.at(1) : Value::null()));
  return {};
}

constexpr NativeMethod kChainMethods[] = {
    class_method<chain_from_iterable>("from_iterable", "($type, iterable, /)", "A chain of the iterables that one iterable yields."),
    method<chain_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<chain_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};
using ChainOwned = OwnedFields<Chain, &Chain::source, &Chain::active>;

// -- starmap -------------------------------------------------------------------------------------------------------------

struct StarMap : Object {
  static constexpr TypeId kId = ModuleType::kStarMap;
  Value function;  ///< owned
  Value iterator;  ///< owned
};

Result<Ref> starmap_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == ModuleType::kStarMap) TRY(require_no_keywords(ts, "starmap", args));
  TRY(require_positional(ts, "starmap", args, 2, 2));
  Ref iterator = TRY(get_iter(ts, args.values[1]));
  Own<StarMap> made = TRY(new_native<StarMap>(ts, type));
  made->function = Ref::copy(args.values[0]).release();
  made->iterator = iterator.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> starmap_next(ThreadState& ts, Value self) {
  auto& it = as<StarMap>(self);
  Ref item = TRY(next_item(ts, it.iterator));
  if (item.is_absent()) return item;
  Own<Tuple> args = TRY(to_tuple(ts, item));
  return call(ts, it.function, CallArgs{args->items(), static_cast<size_t>(args->size)});
}

Result<Ref> starmap_reduce(ThreadState& ts, StarMap& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.function, self.iterator));
  return reduced(ts, self, args);
}

constexpr NativeMethod kStarMapMethods[] = {method<starmap_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using StarMapOwned = OwnedFields<StarMap, &StarMap::function, &StarMap::iterator>;

// -- pairwise ------------------------------------------------------------------------------------------------------------

struct Pairwise : Object {
  static constexpr TypeId kId = ModuleType::kPairwise;
  Value iterator;  ///< owned; null at the end
  Value last;      ///< owned; the second item of the last pair, null before the first
};

Result<Ref> pairwise_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == ModuleType::kPairwise) TRY(require_no_keywords(ts, "pairwise", args));
  TRY(require_positional(ts, "pairwise", args, 1, 1));
  Ref iterator = TRY(get_iter(ts, args.values[0]));
  Own<Pairwise> made = TRY(new_native<Pairwise>(ts, type));
  made->iterator = iterator.release();
  gc_track(ts, made.get());
  return made;
}

/// The next item; at the end, or when an error ends the iteration, everything is let go.
Result<Ref> pairwise_step(ThreadState& ts, Pairwise& it) {
  Ref iterator = Ref::copy(it.iterator);
  Result<Ref> taken = next_item(ts, iterator);
  if (taken.raised()) return taken;
  Ref item = taken.take();
  if (item.is_absent()) {
    drop_field(it.iterator);
    drop_field(it.last);
  }
  return item;
}

Result<Ref> pairwise_next(ThreadState& ts, Value self) {
  auto& it = as<Pairwise>(self);
  if (it.iterator.is_null()) return Result<Ref>::absent();
  if (it.last.is_null()) {
    Ref first = TRY(pairwise_step(ts, it));
    if (first.is_absent()) return first;
    set_field(it.last, std::move(first));
    if (it.iterator.is_null()) return Result<Ref>::absent();  // ended by the very iterator
  }
  Ref last = Ref::copy(it.last);
  Ref item = TRY(pairwise_step(ts, it));
  if (item.is_absent()) return item;
  set_field(it.last, Ref::copy(item));
  return new_tuple_of(ts, last, item);
}

using PairwiseOwned = OwnedFields<Pairwise, &Pairwise::iterator, &Pairwise::last>;

// -- zip_longest ---------------------------------------------------------------------------------------------------------

struct ZipLongest : Object {
  static constexpr TypeId kId = ModuleType::kZipLongest;
  Tuple* iterators;  ///< owned; None for one that has ended
  int64_t active;    ///< how many have not
  Value fill;        ///< owned
};

Result<Ref> zip_longest_new(ThreadState& ts, Type& type, CallArgs args) {
  Value fill = find_keyword(args, "fillvalue");
  if (keyword_count(args) > (fill.is_null() ? 0u : 1u)) {
    return raise(ts, Exc::kTypeError, "zip_longest() got an unexpected keyword argument");
  }
  Own<Tuple> iterators = TRY(iterators_of(ts, std::span(args.values, args.count)));
  Own<ZipLongest> made = TRY(new_native<ZipLongest>(ts, type));
  made->active = iterators->size;
  made->iterators = iterators.release();
  made->fill = Ref::copy(fill.is_null() ? Value::none() : fill).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> zip_longest_next(ThreadState& ts, Value self) {
  auto& it = as<ZipLongest>(self);
  if (it.active == 0) return Result<Ref>::absent();
  int64_t width = it.iterators->size;
  Own<Tuple> row = TRY(new_tuple(ts, width));
  for (int64_t i = 0; i < width; ++i) {
    if (it.iterators->at(i).is_none()) {
      row->set(i, Ref::copy(it.fill));
      continue;
    }
    Ref iterator = Ref::copy(it.iterators->at(i));
    Result<Ref> taken = next_item(ts, iterator);
    if (taken.raised()) {
      it.active = 0;
      return Raised{};
    }
    Ref item = taken.take();
    if (item.is_absent()) {
      if (--it.active == 0) return Result<Ref>::absent();
      it.iterators->set(i, Ref::none());
      item = Ref::copy(it.fill);
    }
    row->set(i, std::move(item));
  }
  return row;
}

Result<Ref> zip_longest_reduce(ThreadState& ts, ZipLongest& self) {
  Own<Tuple> args = TRY(new_tuple(ts, self.iterators->size));
  for (int64_t i = 0; i < args->size; ++i) {
    Value iterator = self.iterators->at(i);
    args->set(i, Ref::copy(iterator.is_none() ? ts.interp.empty_tuple : iterator));
  }
  return reduced(ts, self, args, self.fill);
}

Status zip_longest_setstate(ThreadState&, ZipLongest& self, Value state) {
  set_field(self.fill, Ref::copy(state));
  return {};
}

constexpr NativeMethod kZipLongestMethods[] = {
    method<zip_longest_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<zip_longest_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
using ZipLongestOwned = OwnedFields<ZipLongest, &ZipLongest::iterators, &ZipLongest::fill>;

// -- accumulate ----------------------------------------------------------------------------------------------------------

struct Accumulate : Object {
  static constexpr TypeId kId = ModuleType::kAccumulate;
  Value iterator;  ///< owned
  Value function;  ///< owned; None: addition
  Value total;     ///< owned; null before the first item
  Value initial;   ///< owned; None: none, or given out already
};

Result<Ref> accumulate_new(ThreadState& ts, Type& type, Value iterable, Value function, Value initial) {
  Ref iterator = TRY(get_iter(ts, iterable));
  Own<Accumulate> made = TRY(new_native<Accumulate>(ts, type));
  made->iterator = iterator.release();
  made->function = Ref::copy(function.is_null() ? Value::none() : function).release();
  made->initial = Ref::copy(initial.is_null() ? Value::none() : initial).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> accumulate_next(ThreadState& ts, Value self) {
  auto& it = as<Accumulate>(self);
  if (!it.initial.is_none()) {
    set_field(it.total, Ref::steal(std::exchange(it.initial, Value::none())));
    return Ref::copy(it.total);
  }
  Ref item = TRY(next_item(ts, it.iterator));
  if (item.is_absent()) return item;
  if (!it.total.is_null()) {
    Ref total = Ref::copy(it.total);
    item = TRY(it.function.is_none() ? number_add(ts, total, item) : call(ts, it.function, total, item));
  }
  set_field(it.total, Ref::copy(item));
  return item;
}

/// An iterator that starts with `first` and goes on with `rest`.
Result<Ref> chained(ThreadState& ts, Value first, Value rest) {
  Own<Tuple> single = TRY(new_tuple_of(ts, first));
  Own<Tuple> both = TRY(new_tuple_of(ts, single, rest));
  Type* type = TRY(find_type(ts, ModuleType::kChain));
  return new_chain(ts, *type, both);
}

Result<Ref> accumulate_reduce(ThreadState& ts, Accumulate& self) {
  if (!self.initial.is_none()) {
    Ref iterator = TRY(chained(ts, self.initial, self.iterator));
    Own<Tuple> args = TRY(new_tuple_of(ts, iterator, self.function));
    return reduced(ts, self, args, Value::none());
  }
  if (self.total.is_none()) {  // None as a state would mean "no total yet": skip it by an islice instead
    Ref iterator = TRY(chained(ts, self.total, self.iterator));
    Own<Tuple> inner_args = TRY(new_tuple_of(ts, iterator, self.function));
    Ref again = TRY(call(ts, Value::from_object(self.type), CallArgs{inner_args->items(), 2}));
    Type* islice = TRY(find_type(ts, ModuleType::kISlice));
    Own<Tuple> args = TRY(new_tuple_of(ts, again, Value::from_int(1), Value::none()));
    return new_tuple_of(ts, Value::from_object(islice), args);
  }
  Own<Tuple> args = TRY(new_tuple_of(ts, self.iterator, self.function));
  return reduced(ts, self, args, self.total.is_null() ? Value::none() : self.total);
}

Status accumulate_setstate(ThreadState&, Accumulate& self, Value state) {
  set_field(self.total, state.is_none() ? Ref() : Ref::copy(state));
  return {};
}

constexpr NativeMethod kAccumulateNew = class_method<accumulate_new>("accumulate", "(iterable, func=None, *, initial=None)", "");
constexpr NativeMethod kAccumulateMethods[] = {
    method<accumulate_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<accumulate_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
using AccumulateOwned =
    OwnedFields<Accumulate, &Accumulate::iterator, &Accumulate::function, &Accumulate::total, &Accumulate::initial>;

}  // namespace

constexpr TypeSpec kChainSpec = {
    .name = "itertools.chain",
    .doc = "chain(*iterables)\n\nThe items of the first iterable, then those of the second, and so on.",
    .id = ModuleType::kChain,
    .size = sizeof(Chain),
    .flags = kIteratorFlags,
    .methods = kChainMethods,
    .slots = {.iter = self_iter, .next = chain_next, .new_ = chain_new},
    .traverse = ChainOwned::traverse,
    .dealloc = ChainOwned::dealloc,
};

constexpr TypeSpec kStarMapSpec = {
    .name = "itertools.starmap",
    .doc = "starmap(function, iterable, /)\n--\n\nfunction(*item) for each item.",
    .id = ModuleType::kStarMap,
    .size = sizeof(StarMap),
    .flags = kIteratorFlags,
    .methods = kStarMapMethods,
    .slots = {.iter = self_iter, .next = starmap_next, .new_ = starmap_new},
    .traverse = StarMapOwned::traverse,
    .dealloc = StarMapOwned::dealloc,
};

constexpr TypeSpec kPairwiseSpec = {
    .name = "itertools.pairwise",
    .doc = "pairwise(iterable, /)\n--\n\nEach item with the one after it: s -> (s0,s1), (s1,s2), (s2,s3), ...",
    .id = ModuleType::kPairwise,
    .size = sizeof(Pairwise),
    .flags = kIteratorFlags,
    .slots = {.iter = self_iter, .next = pairwise_next, .new_ = pairwise_new},
    .traverse = PairwiseOwned::traverse,
    .dealloc = PairwiseOwned::dealloc,
};

constexpr TypeSpec kZipLongestSpec = {
    .name = "itertools.zip_longest",
    .doc = "zip_longest(*iterables, fillvalue=None)\n\nAs zip(), but until the longest one ends: the others are filled up.",
    .id = ModuleType::kZipLongest,
    .size = sizeof(ZipLongest),
    .flags = kIteratorFlags,
    .methods = kZipLongestMethods,
    .slots = {.iter = self_iter, .next = zip_longest_next, .new_ = zip_longest_new},
    .traverse = ZipLongestOwned::traverse,
    .dealloc = ZipLongestOwned::dealloc,
};

constexpr TypeSpec kAccumulateSpec = {
    .name = "itertools.accumulate",
    .doc = "accumulate(iterable, func=None, *, initial=None)\n--\n\nThe running sums, or what func(total, item) makes of them.",
    .id = ModuleType::kAccumulate,
    .size = sizeof(Accumulate),
    .flags = kIteratorFlags,
    .methods = kAccumulateMethods,
    .slots = {.iter = self_iter, .next = accumulate_next, .new_ = new_from<kAccumulateNew>},
    .traverse = AccumulateOwned::traverse,
    .dealloc = AccumulateOwned::dealloc,
};

}  // namespace pyemb
