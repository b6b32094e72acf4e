// SPDX-License-Identifier: MIT
#include <algorithm>

#include "config/module_type_ids.h"
#include "modules/itertools.h"
#include "objects/arguments.h"
#include "objects/str.h"

// Choices out of pools, in lexicographic order of positions: product, permutations, combinations and
// combinations_with_replacement. Each has a row of positions (`places`) that next() moves on.

namespace pyemb {

namespace {

using namespace itertools;

enum class Phase : uint8_t { kFresh, kRunning, kEnded };

/// The common layout. `pool` is a tuple of items, for product a tuple of such tuples.
struct Chooser : Object {
  Tuple* pool;      ///< owned
  int64_t* places;  ///< buffer of `width` positions
  int64_t* cycles;  ///< permutations: buffer of `size_of_result` counters; else null
  int64_t width;    ///< how many places: as many as the result has items, for permutations as the pool has
  int64_t result_size;
  Phase phase;
};
struct Product : Chooser {
  static constexpr TypeId kId = ModuleType::kProduct;
};
struct Permutations : Chooser {
  static constexpr TypeId kId = ModuleType::kPermutations;
};
struct Combinations : Chooser {
  static constexpr TypeId kId = ModuleType::kCombinations;
};
struct CombinationsWithReplacement : Chooser {
  static constexpr TypeId kId = ModuleType::kCombinationsWithReplacement;
};

constexpr int64_t kMaxWidth = INT64_MAX / 16;

size_t places_bytes(int64_t count) { return (static_cast<size_t>(count) + 1) * sizeof(int64_t); }  // never 0

int64_t* new_places(ThreadState& ts, int64_t count) {
  return count > kMaxWidth ? nullptr : static_cast<int64_t*>(ts.interp.heap.allocate_buffer(places_bytes(count)));
}

/// A chooser of `type`; its places are not filled yet.
Result<Own<Chooser>> new_chooser(ThreadState& ts, Type& type, Own<Tuple> pool, int64_t width, int64_t result_size) {
  Ref object = TRY(new_object(ts, type));
  Own<Chooser> made = Own<Chooser>::steal(static_cast<Chooser*>(object.release().as_object()));
  made->pool = pool.release();
  made->width = width;
  made->result_size = result_size;
  made->places = new_places(ts, width);
  if (made->places == nullptr) return raise_no_memory(ts);
  gc_track(ts, made.get());
  return made;
}

void chooser_traverse(Object* object, GcVisitor& visit) { visit(static_cast<Object*>(static_cast<Chooser*>(object)->pool)); }

void chooser_dealloc(ThreadState& ts, Object* object) {
  auto& it = *static_cast<Chooser*>(object);
  release_walked(it.pool);
  ts.interp.heap.release_buffer(it.places, places_bytes(it.width));
  ts.interp.heap.release_buffer(it.cycles, places_bytes(it.result_size));
}

/// The items of the pool at the places.
Result<Ref> chosen(ThreadState& ts, const Chooser& it) {
  Own<Tuple> result = TRY(new_tuple(ts, it.result_size));
  for (int64_t i = 0; i < it.result_size; ++i) result->set(i, Ref::copy(it.pool->at(it.places[i])));
  return result;
}

/// A tuple of the places (or of other counters).
Result<Own<Tuple>> tuple_of_ints(ThreadState& ts, const int64_t* values, int64_t count) {
  Own<Tuple> result = TRY(new_tuple(ts, count));
  for (int64_t i = 0; i < count; ++i) result->set(i, Ref::steal(Value::from_int(values[i])));
  return result;
}

/// Reads a state of `count` ints, each clamped to what `most(i)` says.
template <class F>
Status read_ints(ThreadState& ts, Value state, int64_t* values, int64_t count, int64_t least, F most) {
  if (!is<Tuple>(state) || as<Tuple>(state).size != count) return raise(ts, Exc::kValueError, "invalid arguments");
  for (int64_t i = 0; i < count; ++i) {
    int64_t value = TRY(to_int64(ts, as<Tuple>(state).at(i)));
    values[i] = std::max(least, std::min(value, most(i)));
  }
  return {};
}

/// __reduce__ of those that are made from a pool and a number.
Result<Ref> reduce_with_number(ThreadState& ts, Chooser& self) {
  Ref pool = Ref::copy(self.phase == Phase::kEnded ? ts.interp.empty_tuple : Value::from_object(self.pool));
  Ref number = TRY(new_int(ts, self.result_size));
  Own<Tuple> args = TRY(new_tuple_of(ts, pool, number));
  if (self.phase != Phase::kRunning) return reduced(ts, self, args);
  Own<Tuple> places = TRY(tuple_of_ints(ts, self.places, self.width));
  if (self.cycles == nullptr) return reduced(ts, self, args, places);
  Own<Tuple> cycles = TRY(tuple_of_ints(ts, self.cycles, self.result_size));
  Own<Tuple> state = TRY(new_tuple_of(ts, places, cycles));
  return reduced(ts, self, args, state);
}

// -- product -------------------------------------------------------------------------------------------------------------

Result<Ref> product_new(ThreadState& ts, Type& type, CallArgs args) {
  int64_t repeat = 1;
  for (size_t i = 0; i < keyword_count(args); ++i) {
    Value name = as<Tuple>(args.names).at(static_cast<int64_t>(i));
    if (!str_equal(as<Str>(name), "repeat")) {
      return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for product()", Utf8(ts, name).c_str());
    }
    repeat = TRY(to_index(ts, args.values[args.count + i]));
  }
  if (repeat < 0) return raise(ts, Exc::kValueError, "repeat argument cannot be negative");
  auto given = static_cast<int64_t>(repeat == 0 ? 0 : args.count);
  int64_t width;
  if (__builtin_mul_overflow(given, repeat, &width) || width > kMaxWidth) {
    return raise(ts, Exc::kOverflowError, "repeat argument too large");
  }
  Own<Tuple> pools = TRY(new_tuple(ts, width));
  for (int64_t i = 0; i < width; ++i) {
    if (i >= given) {
      pools->set(i, Ref::copy(pools->at(i - given)));
      continue;
    }
    Own<Tuple> pool = TRY(to_tuple(ts, args.values[i]));
    pools->set(i, std::move(pool));
  }
  Own<Chooser> made = TRY(new_chooser(ts, type, std::move(pools), width, width));
  std::fill_n(made->places, width, 0);
  return made;
}

int64_t pool_size(const Chooser& it, int64_t i) { return as<Tuple>(it.pool->at(i)).size; }

/// Moves the places on like the digits of a number.
bool product_step(Chooser& it) {
  for (int64_t i = it.width; i-- > 0;) {
    if (++it.places[i] < pool_size(it, i)) return true;
    it.places[i] = 0;
  }
  return false;
}

Result<Ref> product_next(ThreadState& ts, Value self) {
  auto& it = as<Product>(self);
  bool more = it.phase == Phase::kRunning ? product_step(it) : it.phase == Phase::kFresh;
  for (int64_t i = 0; more && it.phase == Phase::kFresh && i < it.width; ++i) more = pool_size(it, i) > 0;
  it.phase = more ? Phase::kRunning : Phase::kEnded;
  if (!more) return Result<Ref>::absent();
  Own<Tuple> result = TRY(new_tuple(ts, it.width));
  for (int64_t i = 0; i < it.width; ++i) result->set(i, Ref::copy(as<Tuple>(it.pool->at(i)).at(it.places[i])));
  return result;
}

Result<Ref> product_reduce(ThreadState& ts, Product& self) {
  if (self.phase == Phase::kEnded) {
    Own<Tuple> args = TRY(new_tuple_of(ts, ts.interp.empty_tuple));
    return reduced(ts, self, args);
  }
  if (self.phase == Phase::kFresh) return reduced(ts, self, Value::from_object(self.pool));
  Own<Tuple> places = TRY(tuple_of_ints(ts, self.places, self.width));
  return reduced(ts, self, Value::from_object(self.pool), places);
}

Status product_setstate(ThreadState& ts, Product& self, Value state) {
  for (int64_t i = 0; i < self.width; ++i) {
    if (pool_size(self, i) > 0) continue;
    self.phase = Phase::kEnded;
    return {};
  }
  TRY(read_ints(ts, state, self.places, self.width, 0, [&](int64_t i) { return pool_size(self, i) - 1; }));
  self.phase = Phase::kRunning;
  return {};
}

int64_t product_sizeof(ThreadState&, Product& self) {
  return static_cast<int64_t>(sizeof(Product)) + self.width * static_cast<int64_t>(sizeof(int64_t));
}

// -- combinations --------------------------------------------------------------------------------------------------------

Result<Ref> new_combinations(ThreadState& ts, Type& type, Value iterable, int64_t number, bool with_replacement) {
  Own<Tuple> pool = TRY(to_tuple(ts, iterable));
  if (number < 0) return raise(ts, Exc::kValueError, "r must be non-negative");
  int64_t size = pool->size;
  Own<Chooser> made = TRY(new_chooser(ts, type, std::move(pool), number, number));
  for (int64_t i = 0; i < number; ++i) made->places[i] = with_replacement ? 0 : i;
  if (with_replacement ? size == 0 && number > 0 : number > size) made->phase = Phase::kEnded;
  return made;
}

Result<Ref> combinations_new(ThreadState& ts, Type& type, Value iterable, int64_t r) {
  return new_combinations(ts, type, iterable, r, false);
}
Result<Ref> replacement_new(ThreadState& ts, Type& type, Value iterable, int64_t r) {
  return new_combinations(ts, type, iterable, r, true);
}

/// The most that place i may be.
int64_t last_place(const Combinations& it, int64_t i) { return i + it.pool->size - it.width; }

bool combinations_step(Combinations& it) {
  int64_t i = it.width - 1;
  while (i >= 0 && it.places[i] == last_place(it, i)) --i;
  if (i < 0) return false;
  ++it.places[i];
  for (++i; i < it.width; ++i) it.places[i] = it.places[i - 1] + 1;
  return true;
}

bool replacement_step(CombinationsWithReplacement& it) {
  int64_t last = it.pool->size - 1;
  int64_t i = it.width - 1;
  while (i >= 0 && it.places[i] == last) --i;
  if (i < 0) return false;
  std::fill(it.places + i, it.places + it.width, it.places[i] + 1);
  return true;
}

template <class T, bool (*step)(T&)>
Result<Ref> combinations_next(ThreadState& ts, Value self) {
  auto& it = as<T>(self);
  if (it.phase == Phase::kRunning && !step(it)) it.phase = Phase::kEnded;
  if (it.phase == Phase::kEnded) return Result<Ref>::absent();
  it.phase = Phase::kRunning;
  return chosen(ts, it);
}

Status combinations_setstate(ThreadState& ts, Combinations& self, Value state) {
  TRY(read_ints(ts, state, self.places, self.width, 0, [&](int64_t i) { return last_place(self, i); }));
  self.phase = Phase::kRunning;
  return {};
}

Status replacement_setstate(ThreadState& ts, CombinationsWithReplacement& self, Value state) {
  TRY(read_ints(ts, state, self.places, self.width, 0, [&](int64_t) { return self.pool->size - 1; }));
  self.phase = Phase::kRunning;
  return {};
}

// -- permutations --------------------------------------------------------------------------------------------------------

Result<Ref> permutations_new(ThreadState& ts, Type& type, Value iterable, Value r) {
  Own<Tuple> pool = TRY(to_tuple(ts, iterable));
  int64_t size = pool->size;
  int64_t number = size;
  if (!r.is_null() && !r.is_none()) {
    if (!is_any_int(r)) return raise(ts, Exc::kTypeError, "Expected int as r");
    number = TRY(to_index(ts, r));
    if (number < 0) return raise(ts, Exc::kValueError, "r must be non-negative");
  }
  Own<Chooser> made = TRY(new_chooser(ts, type, std::move(pool), size, number));
  made->cycles = new_places(ts, number);
  if (made->cycles == nullptr) return raise_no_memory(ts);
  for (int64_t i = 0; i < size; ++i) made->places[i] = i;
  for (int64_t i = 0; i < number; ++i) made->cycles[i] = size - i;
  if (number > size) made->phase = Phase::kEnded;
  return made;
}

/// Counts the cycles down from the right; a finished one rotates its item to the end, any other swaps.
bool permutations_step(Permutations& it) {
  int64_t size = it.width;
  for (int64_t i = it.result_size; i-- > 0;) {
    if (--it.cycles[i] == 0) {
      std::rotate(it.places + i, it.places + i + 1, it.places + size);
      it.cycles[i] = size - i;
    } else {
      std::swap(it.places[i], it.places[size - it.cycles[i]]);
      return true;
    }
  }
  return false;
}

Status permutations_setstate(ThreadState& ts, Permutations& self, Value state) {
  if (!is<Tuple>(state) || as<Tuple>(state).size != 2) return raise(ts, Exc::kTypeError, "state is not a 2-item tuple");
  Tuple& both = as<Tuple>(state);
  TRY(read_ints(ts, both.at(0), self.places, self.width, 0, [&](int64_t) { return self.width - 1; }));
  TRY(read_ints(ts, both.at(1), self.cycles, self.result_size, 1, [&](int64_t i) { return self.width - i; }));
  self.phase = Phase::kRunning;
  return {};
}

// -- tables --------------------------------------------------------------------------------------------------------------

constexpr NativeMethod kProductMethods[] = {
    method<product_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<product_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
    method<product_sizeof>("__sizeof__", "($self, /)", "The memory that the iterator takes, in bytes."),
};
constexpr NativeMethod kCombinationsMethods[] = {
    method<reduce_with_number>("__reduce__", "($self, /)", kReduceDoc),
    method<combinations_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kReplacementMethods[] = {
    method<reduce_with_number>("__reduce__", "($self, /)", kReduceDoc),
    method<replacement_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kPermutationsMethods[] = {
    method<reduce_with_number>("__reduce__", "($self, /)", kReduceDoc),
    method<permutations_setstate>("__setstate__", "($self, state, /)", kSetStateDoc),
};

constexpr NativeMethod kCombinationsNew = class_method<combinations_new>("combinations", "(iterable, r)", "");
constexpr NativeMethod kReplacementNew = class_method<replacement_new>("combinations_with_replacement", "(iterable, r)", "");
constexpr NativeMethod kPermutationsNew = class_method<permutations_new>("permutations", "(iterable, r=None)", "");

}  // namespace

constexpr TypeSpec kProductSpec = {
    .name = "itertools.product",
    .doc = "product(*iterables, repeat=1)\n\nEvery choice of one item from each iterable, as nested loops would make them.",
    .id = ModuleType::kProduct,
    .size = sizeof(Product),
    .flags = kIteratorFlags,
    .methods = kProductMethods,
    .slots = {.iter = self_iter, .next = product_next, .new_ = product_new},
    .traverse = chooser_traverse,
    .dealloc = chooser_dealloc,
};

constexpr TypeSpec kCombinationsSpec = {
    .name = "itertools.combinations",
    .doc = "combinations(iterable, r)\n--\n\nEvery choice of r items, each used once, in their order.",
    .id = ModuleType::kCombinations,
    .size = sizeof(Combinations),
    .flags = kIteratorFlags,
    .methods = kCombinationsMethods,
    .slots = {.iter = self_iter, .next = combinations_next<Combinations, combinations_step>, .new_ = new_from<kCombinationsNew>},
    .traverse = chooser_traverse,
    .dealloc = chooser_dealloc,
};

constexpr TypeSpec kCombinationsWithReplacementSpec = {
    .name = "itertools.combinations_with_replacement",
    .doc = "combinations_with_replacement(iterable, r)\n--\n\nEvery choice of r items, each used as often as wanted, in their order.",
    .id = ModuleType::kCombinationsWithReplacement,
    .size = sizeof(CombinationsWithReplacement),
    .flags = kIteratorFlags,
    .methods = kReplacementMethods,
    .slots = {.iter = self_iter,
              .next = combinations_next<CombinationsWithReplacement, replacement_step>,
              .new_ = new_from<kReplacementNew>},
    .traverse = chooser_traverse,
    .dealloc = chooser_dealloc,
};

constexpr TypeSpec kPermutationsSpec = {
    .name = "itertools.permutations",
    .doc = "permutations(iterable, r=None)\n--\n\nEvery choice of r items (all if None) in every order.",
    .id = ModuleType::kPermutations,
    .size = sizeof(Permutations),
    .flags = kIteratorFlags,
    .methods = kPermutationsMethods,
    .slots = {.iter = self_iter, .next = combinations_next<Permutations, permutations_step>, .new_ = new_from<kPermutationsNew>},
    .traverse = chooser_traverse,
    .dealloc = chooser_dealloc,
};

}  // namespace pyemb
