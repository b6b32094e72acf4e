// SPDX-License-Identifier: MIT
#include "objects/tuple.h"

#include <algorithm>
#include <bit>

#include "objects/allocate.h"
#include "objects/arguments.h"
#include "objects/container_repr.h"
#include "objects/generic_alias.h"
#include "objects/iterators.h"
#include "objects/key_compare.h"
#include "objects/native.h"
#include "objects/slice.h"
#include "objects/type_specs.h"

namespace pyemb {

// -- making tuples -------------------------------------------------------------------------------------------------------

namespace {

constexpr int64_t kMaxSize = INT64_MAX / 16;

/// A tuple whose items the caller fills at once, before anything else; not tracked. Null: out of memory. Not for size 0.
ALWAYS_INLINE Tuple* allocate_tuple(ThreadState& ts, int64_t size) {
  if (UNLIKELY(size > kMaxSize)) return nullptr;
  size_t bytes = sizeof(Tuple) + static_cast<size_t>(size) * sizeof(Value);
  auto* tuple = static_cast<Tuple*>(allocate_collected(ts, core_type(ts, TypeId::kTuple), bytes));
  if (LIKELY(tuple != nullptr)) tuple->size = size;
  return tuple;
}

/// The shared empty tuple. While the interpreter starts there is none yet.
Result<Own<Tuple>> empty_tuple(ThreadState& ts) {
  Value empty = ts.interp.empty_tuple;
  if (LIKELY(!empty.is_null())) return Own<Tuple>::copy(&as<Tuple>(empty));
  Own<Tuple> tuple = TRY(new_native<Tuple>(ts, 0));
  gc_track(ts, tuple.get());
  return tuple;
}

}  // namespace

Result<Own<Tuple>> new_tuple(ThreadState& ts, int64_t size) {
  if (size == 0) return empty_tuple(ts);
  Tuple* tuple = allocate_tuple(ts, size);
  if (UNLIKELY(tuple == nullptr)) return raise_no_memory(ts);
  std::fill_n(tuple->items(), size, Value::null());
  gc_track(ts, tuple);
  return Own<Tuple>::steal(tuple);
}

Result<Own<Tuple>> new_tuple(ThreadState& ts, std::span<const Value> values) {
  if (values.empty()) return empty_tuple(ts);
  Tuple* tuple = allocate_tuple(ts, static_cast<int64_t>(values.size()));
  if (UNLIKELY(tuple == nullptr)) return raise_no_memory(ts);
  Value* items = tuple->items();
  for (size_t i = 0; i < values.size(); ++i) {
    incref(values[i]);
    items[i] = values[i];
  }
  gc_track(ts, tuple);
  return Own<Tuple>::steal(tuple);
}

Result<Own<Tuple>> new_tuple_stealing(ThreadState& ts, std::span<Value> values) {
  if (values.empty()) return empty_tuple(ts);
  Tuple* tuple = allocate_tuple(ts, static_cast<int64_t>(values.size()));
  if (UNLIKELY(tuple == nullptr)) {
    for (Value value : values) decref(value);
    return raise_no_memory(ts);
  }
  std::copy(values.begin(), values.end(), tuple->items());
  gc_track(ts, tuple);
  return Own<Tuple>::steal(tuple);
}

Result<Own<Tuple>> to_tuple(ThreadState& ts, Value iterable) {
  if (is_tuple(iterable)) return Own<Tuple>::copy(&as<Tuple>(iterable));
  if (is_list(iterable)) return new_tuple(ts, std::span<const Value>(as<List>(iterable).span()));
  Own<List> items = TRY(to_list(ts, iterable));
  auto size = static_cast<size_t>(std::exchange(items->size, 0));  // the references move over
  return new_tuple_stealing(ts, std::span(items->items, size));
}

Result<Own<Tuple>> tuple_slice(ThreadState& ts, Tuple& tuple, int64_t start, int64_t stop) {
  if (start == 0 && stop == tuple.size && tuple.is_exactly(TypeId::kTuple)) return Own<Tuple>::copy(&tuple);
  return new_tuple(ts, std::span<const Value>(tuple.items() + start, static_cast<size_t>(stop - start)));
}

namespace {

Result<Ref> tuple_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == TypeId::kTuple || type.slots.init == core_type(ts, TypeId::kObject).slots.init) {
    TRY(require_no_keywords(ts, "tuple", args));
  }
  TRY(require_positional(ts, "tuple", args, 0, 1));
  Own<Tuple> plain = TRY(args.count == 1 ? to_tuple(ts, args.values[0]) : new_tuple(ts, 0));
  if (LIKELY(type.id == TypeId::kTuple)) return plain;
  Own<Tuple> instance = TRY(new_native<Tuple>(ts, type, plain->size));
  for (int64_t i = 0; i < plain->size; ++i) instance->set(i, Ref::copy(plain->at(i)));
  gc_track(ts, instance.get());
  return instance;
}

// -- comparison, hash, repr ----------------------------------------------------------------------------------------------

Result<Ref> tuple_compare(ThreadState& ts, Value left, Value right, Compare op) {
  Tuple* a = as_if<Tuple>(left);
  Tuple* b = as_if<Tuple>(right);
  if (a == nullptr || b == nullptr) return Result<Ref>::not_implemented();
  RecursionGuard guard(ts, " in comparison");
  if (guard.exceeded()) return guard.raise();
  int64_t common = std::min(a->size, b->size);
  int64_t i = 0;
  for (; i < common; ++i) {
    if (!TRY(equal_inline(ts, a->at(i), b->at(i)))) break;
  }
  if (i == common) return compare_result(a->size < b->size ? -1 : a->size > b->size, op);
  if (op == Compare::kEq || op == Compare::kNe) return Result<Ref>::boolean(op == Compare::kNe);
  return compare(ts, a->at(i), b->at(i), op);
}

/// xxHash's 64-bit mixing of the items' hashes, as in CPython: equal tuples of ints hash alike in both.
Result<int64_t> tuple_hash(ThreadState& ts, Value self) {
  constexpr uint64_t kPrime1 = 11400714785074694791u;
  constexpr uint64_t kPrime2 = 14029467366897019727u;
  constexpr uint64_t kPrime5 = 2870177450012600261u;
  constexpr uint64_t kInsteadOfMinusOne = 1546275796u;
  RecursionGuard guard(ts, " while calling a Python object");
  if (guard.exceeded()) return guard.raise();
  Tuple& tuple = as<Tuple>(self);
  uint64_t sum = kPrime5;
  for (int64_t i = 0; i < tuple.size; ++i) {
    int64_t lane = TRY(hash_inline(ts, tuple.at(i)));
    sum += static_cast<uint64_t>(lane) * kPrime2;
    sum = std::rotl(sum, 31) * kPrime1;
  }
  sum += static_cast<uint64_t>(tuple.size) ^ (kPrime5 ^ 3527539u);
  return static_cast<int64_t>(sum == UINT64_MAX ? kInsteadOfMinusOne : sum);
}

Result<Ref> tuple_repr(ThreadState& ts, Value self) {
  Tuple& tuple = as<Tuple>(self);
  if (tuple.size == 0) return new_str(ts, "()");
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "(...)");
  return repr_of_items(ts, tuple, "(", tuple.size == 1 ? ",)" : ")");
}

// -- the sequence protocol -----------------------------------------------------------------------------------------------

Result<int64_t> tuple_length(ThreadState&, Value self) { return as<Tuple>(self).size; }

Result<Ref> tuple_getitem(ThreadState& ts, Value self, Value key) {
  Tuple& tuple = as<Tuple>(self);
  if (is_slice(key)) {
    SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
    SliceRange range = slice_range(bounds, tuple.size);
    if (range.step == 1) return tuple_slice(ts, tuple, range.start, range.start + range.count);
    Own<Tuple> result = TRY(new_tuple(ts, range.count));
    for (int64_t i = 0; i < range.count; ++i) result->set(i, Ref::copy(tuple.at(range.start + i * range.step)));
    return result;
  }
  if (UNLIKELY(!key.is_int() && type_of(ts, key).slots.index == nullptr)) {
    return raise(ts, Exc::kTypeError, "tuple indices must be integers or slices, not %s", type_name(ts, key));
  }
  int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
  Value item = tuple_get_int(tuple, index);
  if (UNLIKELY(item.is_null())) return raise(ts, Exc::kIndexError, "tuple index out of range");
  return Ref::copy(item);
}

Result<bool> tuple_contains(ThreadState& ts, Value self, Value wanted) {
  Tuple& tuple = as<Tuple>(self);
  for (int64_t i = 0; i < tuple.size; ++i) {
    if (TRY(equal_inline(ts, tuple.at(i), wanted))) return true;
  }
  return false;
}

Result<Ref> tuple_concat(ThreadState& ts, Value left, Value right) {
  Tuple* b = as_if<Tuple>(right);
  if (b == nullptr) {
    return raise(ts, Exc::kTypeError, "can only concatenate tuple (not \"%s\") to tuple", type_name(ts, right));
  }
  Tuple& a = as<Tuple>(left);
  if (a.size == 0 && is_tuple(right)) return Ref::copy(right);
  if (b->size == 0 && is_tuple(left)) return Ref::copy(left);
  Own<Tuple> result = TRY(new_tuple(ts, a.size + b->size));
  for (int64_t i = 0; i < a.size; ++i) result->set(i, Ref::copy(a.at(i)));
  for (int64_t i = 0; i < b->size; ++i) result->set(a.size + i, Ref::copy(b->at(i)));
  return result;
}

Result<Ref> tuple_repeat(ThreadState& ts, Value self, int64_t count) {
  Tuple& tuple = as<Tuple>(self);
  if ((tuple.size == 0 || count == 1) && is_tuple(self)) return Ref::copy(self);
  if (tuple.size == 0 || count <= 0) return new_tuple(ts, 0);
  int64_t size;
  if (__builtin_mul_overflow(tuple.size, count, &size) || size > INT64_MAX / 16) return raise_no_memory(ts);
  Own<Tuple> result = TRY(new_tuple(ts, size));
  Value* into = result->items();
  for (int64_t i = 0; i < count; ++i) {
    for (Value item : tuple.span()) {
      incref(item);
      *into++ = item;
    }
  }
  return result;
}

// -- methods -------------------------------------------------------------------------------------------------------------

Result<int64_t> tuple_index(ThreadState& ts, Tuple& self, Value value, Value start, Value stop) {
  int64_t from = TRY(slice_index(ts, start, 0));
  int64_t to = TRY(slice_index(ts, stop, INT64_MAX));
  to = clamp_to_length(to, self.size);
  for (int64_t i = clamp_to_length(from, self.size); i < to; ++i) {
    if (TRY(equal_inline(ts, self.at(i), value))) return i;
  }
  return raise(ts, Exc::kValueError, "tuple.index(x): x not in tuple");
}

Result<int64_t> tuple_count(ThreadState& ts, Tuple& self, Value value) {
  int64_t count = 0;
  for (int64_t i = 0; i < self.size; ++i) {
    if (TRY(equal_inline(ts, self.at(i), value))) ++count;
  }
  return count;
}

Result<Ref> tuple_getnewargs(ThreadState& ts, Tuple& self) {
  Own<Tuple> plain = TRY(new_tuple(ts, std::span<const Value>(self.span())));
  return new_tuple_of(ts, plain);
}

void tuple_traverse(Object* object, GcVisitor& visit) {
  for (Value item : static_cast<Tuple*>(object)->span()) visit(item);
}

void tuple_dealloc(ThreadState&, Object* object) {
  auto& tuple = *static_cast<Tuple*>(object);
  for (int64_t i = tuple.size; i-- > 0;) decref(tuple.at(i));
}

constexpr NativeMethod kMethods[] = {
    method<tuple_getnewargs>("__getnewargs__", "($self, /)", "The arguments from which copies and pickles are made."),
    method<tuple_index>("index", "($self, value, start=0, stop=sys.maxsize, /)",
                        "The position of the first item that equals value; ValueError if there is none."),
    method<tuple_count>("count", "($self, value, /)", "How many items equal value."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

}  // namespace

constexpr TypeSpec kTupleSpec = {
    .name = "tuple",
    .doc = "tuple(iterable=(), /)\n--\n\nAn immutable sequence of any objects.\n\n"
           "tuple() is empty; tuple(iterable) has the iterable's items, and is the iterable itself if that is a tuple.",
    .id = TypeId::kTuple,
    .size = sizeof(Tuple),
    .item_size = sizeof(Value),
    .flags = Type::kCollected | Type::kSubclassable | Type::kVarSized | Type::kSequence | Type::kMatchSelf,
    .methods = kMethods,
    .slots = {.repr = tuple_repr,
              .hash = tuple_hash,
              .compare = tuple_compare,
              .iter = tuple_iter,
              .new_ = tuple_new,
              .length = tuple_length,
              .getitem = tuple_getitem,
              .contains = tuple_contains,
              .concat = tuple_concat,
              .repeat = tuple_repeat},
    .traverse = tuple_traverse,
    .dealloc = tuple_dealloc,
};

}  // namespace pyemb
