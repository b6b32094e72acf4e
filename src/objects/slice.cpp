// SPDX-License-Identifier: MIT
#include "objects/slice.h"

#include "objects/arguments.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {

Result<Own<Slice>> new_slice(ThreadState& ts, Value start, Value stop, Value step) {
  Own<Slice> slice = TRY(new_native<Slice>(ts));
  slice->start = Ref::copy(start.is_null() ? Value::none() : start).release();
  slice->stop = Ref::copy(stop.is_null() ? Value::none() : stop).release();
  slice->step = Ref::copy(step.is_null() ? Value::none() : step).release();
  gc_track(ts, slice.get());
  return slice;
}

Result<int64_t> slice_bound(ThreadState& ts, Value value, int64_t fallback) {
  if (value.is_none() || value.is_null()) return fallback;
  if (LIKELY(value.is_int())) return value.as_int();
  if (type_of(ts, value).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "slice indices must be integers or None or have an __index__ method");
  }
  return to_clamped_index(ts, value);
}

Result<SliceBounds> slice_bounds(ThreadState& ts, Slice& slice) {
  int64_t step = TRY(slice_bound(ts, slice.step, 1));
  if (step == 0) return raise(ts, Exc::kValueError, "slice step cannot be zero");
  if (step == INT64_MIN) step = -INT64_MAX;  // so that -step is a number
  int64_t start = TRY(slice_bound(ts, slice.start, step < 0 ? INT64_MAX : 0));
  int64_t stop = TRY(slice_bound(ts, slice.stop, step < 0 ? INT64_MIN : INT64_MAX));
  return SliceBounds{start, stop, step};
}

SliceRange slice_range(SliceBounds bounds, int64_t length) {
  int64_t least = bounds.step < 0 ? -1 : 0;
  int64_t most = bounds.step < 0 ? length - 1 : length;
  auto clamp = [=](int64_t i) {
    if (i < 0) {
      i += length;
      return i < 0 ? least : i;
    }
    return i >= length ? most : i;
  };
  SliceRange range = {clamp(bounds.start), clamp(bounds.stop), bounds.step, 0};
  if (bounds.step < 0) {
    if (range.stop < range.start) range.count = (range.start - range.stop - 1) / -bounds.step + 1;
  } else if (range.start < range.stop) {
    range.count = (range.stop - range.start - 1) / bounds.step + 1;
  }
  return range;
}

Result<int64_t> slice_index(ThreadState& ts, Value value, int64_t fallback) {
  if (value.is_null()) return fallback;
  if (LIKELY(value.is_int())) return value.as_int();
  if (type_of(ts, value).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "slice indices must be integers or have an __index__ method");
  }
  return to_clamped_index(ts, value);
}

// -- slice.indices: any ints, so it computes with objects where they do not fit ------------------------------------------

namespace {

Result<Ref> exact_bound(ThreadState& ts, Value value) {
  if (type_of(ts, value).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "slice indices must be integers or None or have an __index__ method");
  }
  return number_index(ts, value);
}

/// One of start and stop for slices of any ints: counted from the end if negative, clamped to [lower, upper].
Result<Ref> exact_clamp(ThreadState& ts, Value value, Value length, Value lower, Value upper, Value fallback) {
  if (value.is_none()) return Ref::copy(fallback);
  Ref index = TRY(exact_bound(ts, value));
  if (TRY(compare_bool(ts, index, Value::from_int(0), Compare::kLt))) {
    index = TRY(number_add(ts, index, length));
    bool below = TRY(compare_bool(ts, index, lower, Compare::kLt));
    return below ? Ref::copy(lower) : std::move(index);
  }
  bool above = TRY(compare_bool(ts, index, upper, Compare::kGt));
  return above ? Ref::copy(upper) : std::move(index);
}

}  // namespace

Result<Ref> slice_indices(ThreadState& ts, Slice& self, Value value) {
  Ref length = TRY(number_index(ts, value));
  if (TRY(compare_bool(ts, length, Value::from_int(0), Compare::kLt))) {
    return raise(ts, Exc::kValueError, "length should not be negative");
  }
  Ref step = Ref::steal(Value::from_int(1));
  if (!self.step.is_none()) step = TRY(exact_bound(ts, self.step));
  if (step.get() == Value::from_int(0)) return raise(ts, Exc::kValueError, "slice step cannot be zero");
  bool backwards = TRY(compare_bool(ts, step, Value::from_int(0), Compare::kLt));
  Ref lower = Ref::steal(Value::from_int(backwards ? -1 : 0));
  Ref upper = Ref::copy(length);
  if (backwards) upper = TRY(number_add(ts, length, lower));
  Ref start = TRY(exact_clamp(ts, self.start, length, lower, upper, backwards ? upper : lower));
  Ref stop = TRY(exact_clamp(ts, self.stop, length, lower, upper, backwards ? lower : upper));
  return new_tuple_of(ts, start, stop, step);
}

namespace {

Result<Ref> slice_new(ThreadState& ts, Type&, CallArgs args) {
  TRY(require_no_keywords(ts, "slice", args));
  TRY(require_positional(ts, "slice", args, 1, 3));
  if (args.count == 1) return new_slice(ts, Value::none(), args.values[0], Value::none());
  return new_slice(ts, args.values[0], args.values[1], args.count == 3 ? args.values[2] : Value::none());
}

Result<Ref> slice_repr(ThreadState& ts, Value self) {
  Slice& slice = as<Slice>(self);
  Own<Str> start = TRY(repr(ts, slice.start));
  Own<Str> stop = TRY(repr(ts, slice.stop));
  Own<Str> step = TRY(repr(ts, slice.step));
  Utf8 start_text(ts, *start), stop_text(ts, *stop), step_text(ts, *step);
  return new_str_format(ts, "slice(%s, %s, %s)", start_text.c_str(), stop_text.c_str(), step_text.c_str());
}

Result<Ref> slice_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is_slice(left) || !is_slice(right)) return Result<Ref>::not_implemented();
  if (left == right) return Result<Ref>::boolean(op == Compare::kEq || op == Compare::kLe || op == Compare::kGe);
  Slice& a = as<Slice>(left);
  Slice& b = as<Slice>(right);
  Own<Tuple> first = TRY(new_tuple_of(ts, a.start, a.stop, a.step));
  Own<Tuple> second = TRY(new_tuple_of(ts, b.start, b.stop, b.step));
  return compare(ts, first, second, op);
}

/// hash() of slices is an error, but `slice.__hash__` is there, unlike that of lists.
Result<int64_t> slice_hash(ThreadState& ts, Value) { return raise(ts, Exc::kTypeError, "unhashable type: 'slice'"); }

Result<Ref> slice_reduce(ThreadState& ts, Slice& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.start, self.stop, self.step));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

using Owned = OwnedFields<Slice, &Slice::start, &Slice::stop, &Slice::step>;

constexpr NativeMethod kMethods[] = {
    method<slice_indices>("indices", "($self, len, /)",
                          "The start, stop and step that this slice means for a sequence of len items,\n"
                          "with bounds that lie outside clipped as slicing clips them."),
    method<slice_reduce>("__reduce__", "($self)", "The constructor and its arguments, for pickling."),
};

constexpr Member kMembers[] = {
    {"start", Member::kValue, offsetof(Slice, start), Member::kReadOnly, nullptr},
    {"stop", Member::kValue, offsetof(Slice, stop), Member::kReadOnly, nullptr},
    {"step", Member::kValue, offsetof(Slice, step), Member::kReadOnly, nullptr},
};

}  // namespace

constexpr TypeSpec kSliceSpec = {
    .name = "slice",
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nWhat stands between brackets in a[start:stop:step].",
    .id = TypeId::kSlice,
    .size = sizeof(Slice),
    .flags = Type::kCollected,
    .methods = kMethods,
    .members = kMembers,
    .slots = {.repr = slice_repr, .hash = slice_hash, .compare = slice_compare, .new_ = slice_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
