// SPDX-License-Identifier: MIT
#include "objects/range.h"

#include "objects/arguments.h"
#include "objects/container_repr.h"
#include "objects/native.h"
#include "objects/slice.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {

namespace {

constexpr Value kZero = Value::from_int(0);
constexpr Value kOne = Value::from_int(1);

Result<Ref> add(ThreadState& ts, Value a, Value b) { return binary_op(ts, BinaryOp::kAdd, a, b); }
Result<Ref> subtract(ThreadState& ts, Value a, Value b) { return binary_op(ts, BinaryOp::kSubtract, a, b); }
Result<Ref> multiply(ThreadState& ts, Value a, Value b) { return binary_op(ts, BinaryOp::kMultiply, a, b); }
Result<bool> less(ThreadState& ts, Value a, Value b) { return compare_bool(ts, a, b, Compare::kLt); }

/// The length of a range of ints of any size.
Result<Ref> range_length_of(ThreadState& ts, Value start, Value stop, Value step) {
  if (Value::both_int(start, stop) && step.is_int()) {
    return new_int_unsigned(ts, small_range_length(start.as_int(), stop.as_int(), step.as_int()));
  }
  bool backwards = TRY(less(ts, step, kZero));
  Ref low = Ref::copy(backwards ? stop : start);
  Ref high = Ref::copy(backwards ? start : stop);
  Ref size = Ref::copy(step);
  if (backwards) size = TRY(number_negative(ts, step));
  bool some = TRY(less(ts, low, high));
  if (!some) return Ref::steal(kZero);
  Ref span = TRY(subtract(ts, high, low));
  span = TRY(subtract(ts, span, kOne));
  span = TRY(binary_op(ts, BinaryOp::kFloorDivide, span, size));
  return add(ts, span, kOne);
}

}  // namespace

Result<Ref> new_range(ThreadState& ts, Value start, Value stop, Value step) {
  if (step == kZero) return raise(ts, Exc::kValueError, "range() arg 3 must not be zero");
  Ref length = TRY(range_length_of(ts, start, stop, step));
  Own<Range> range = TRY(new_native<Range>(ts));
  range->start = Ref::copy(start).release();
  range->stop = Ref::copy(stop).release();
  range->step = Ref::copy(step).release();
  range->length = length.release();
  return range;
}

namespace {

Result<Ref> range_new(ThreadState& ts, Type&, CallArgs args) {
  TRY(require_no_keywords(ts, "range", args));
  TRY(require_positional(ts, "range", args, 1, 3));
  Ref start = Ref::steal(kZero);
  Ref step = Ref::steal(kOne);
  if (args.count > 1) start = TRY(number_index(ts, args.values[0]));
  Ref stop = TRY(number_index(ts, args.values[args.count > 1 ? 1 : 0]));
  if (args.count > 2) step = TRY(number_index(ts, args.values[2]));
  return new_range(ts, start, stop, step);
}

// -- comparison, hash, repr ----------------------------------------------------------------------------------------------

/// Ranges are equal when their items are.
Result<bool> same_items(ThreadState& ts, const Range& a, const Range& b) {
  if (&a == &b) return true;
  bool same = TRY(equal(ts, a.length, b.length));
  if (!same || a.length == kZero) return same;
  same = TRY(equal(ts, a.start, b.start));
  if (!same || a.length == kOne) return same;
  return equal(ts, a.step, b.step);
}

Result<Ref> range_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is_range(left) || !is_range(right) || (op != Compare::kEq && op != Compare::kNe)) return Result<Ref>::not_implemented();
  bool same = TRY(same_items(ts, as<Range>(left), as<Range>(right)));
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<int64_t> range_hash(ThreadState& ts, Value self) {
  const Range& range = as<Range>(self);
  bool empty = range.length == kZero;
  bool single = range.length == kOne;
  Own<Tuple> what = TRY(new_tuple_of(ts, range.length, empty ? Value::none() : range.start, empty || single ? Value::none() : range.step));
  return hash(ts, what);
}

Result<Ref> range_repr(ThreadState& ts, Value self) {
  const Range& range = as<Range>(self);
  ReprWriter out(ts);
  out.text("range(");
  TRY(out.item(range.start));
  out.text(", ");
  TRY(out.item(range.stop));
  if (!(range.step == kOne)) {
    out.text(", ");
    TRY(out.item(range.step));
  }
  out.text(")");
  return out.finish();
}

// -- the sequence protocol -----------------------------------------------------------------------------------------------

Result<int64_t> range_length(ThreadState& ts, Value self) {
  Value length = as<Range>(self).length;
  if (LIKELY(length.is_int())) return length.as_int();
  Result<int64_t> machine = to_index(ts, length);
  if (machine.raised() && clear_pending_if(ts, Exc::kOverflowError)) {
    return raise(ts, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  return machine;
}

Result<bool> range_truth(ThreadState&, Value self) { return !(as<Range>(self).length == kZero); }

/// start + i * step
Result<Ref> item_at(ThreadState& ts, const Range& range, Value i) {
  Ref offset = TRY(multiply(ts, i, range.step));
  return add(ts, range.start, offset);
}

Result<Ref> range_slice(ThreadState& ts, Range& range, Slice& slice) {
  Ref bounds = TRY(slice_indices(ts, slice, range.length));
  Tuple& three = *bounds.as<Tuple>();
  Ref start = TRY(item_at(ts, range, three.at(0)));
  Ref stop = TRY(item_at(ts, range, three.at(1)));
  Ref step = TRY(multiply(ts, range.step, three.at(2)));
  return new_range(ts, start, stop, step);
}

Result<Ref> range_getitem(ThreadState& ts, Value self, Value key) {
  Range& range = as<Range>(self);
  if (key.is_int() && range.is_small()) {
    int64_t i = key.as_int();
    int64_t length = range.length.as_int();
    if (i < 0) i += length;
    if (LIKELY(i >= 0 && i < length)) return Ref::copy(range.at(i));
    return raise(ts, Exc::kIndexError, "range object index out of range");
  }
  if (is_slice(key)) return range_slice(ts, range, as<Slice>(key));
  if (type_of(ts, key).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "range indices must be integers or slices, not %s", type_name(ts, key));
  }
  Ref index = TRY(number_index(ts, key));
  bool negative = TRY(less(ts, index, kZero));
  if (negative) index = TRY(add(ts, index, range.length));
  bool below = TRY(less(ts, index, kZero));
  bool inside = TRY(less(ts, index, range.length));
  if (below || !inside) return raise(ts, Exc::kIndexError, "range object index out of range");
  return item_at(ts, range, index);
}

/// Int-like in the narrow sense: for these, being in a range is arithmetic.
bool is_plain_int(Value value) { return value.is_int() || value.is_bool() || is_exactly(value, TypeId::kInt); }

/// The position of an int, or absent.
Result<Ref> find_int(ThreadState& ts, const Range& range, Value value) {
  if (value.is_int() && range.is_small()) {
    int64_t step = range.step.as_int();
    int64_t offset = value.as_int() - range.start.as_int();
    if (offset % step != 0 || offset / step < 0 || offset / step >= range.length.as_int()) return Result<Ref>::absent();
    return new_int(ts, offset / step);
  }
  Ref offset = TRY(subtract(ts, value, range.start));
  Ref rest = TRY(binary_op(ts, BinaryOp::kRemainder, offset, range.step));
  if (!(rest.get() == kZero)) return Result<Ref>::absent();
  Ref position = TRY(binary_op(ts, BinaryOp::kFloorDivide, offset, range.step));
  bool below = TRY(less(ts, position, kZero));
  bool inside = TRY(less(ts, position, range.length));
  return below || !inside ? Result<Ref>::absent() : Result<Ref>(std::move(position));
}

/// Compares with one item after the other: how many equal `value`, or, with `first`, the position of the first (-1: none).
Result<int64_t> search_items(ThreadState& ts, Value self, Value value, bool first) {
  Ref iterator = TRY(range_iter(ts, self));
  int64_t count = 0;
  for (int64_t i = 0;; ++i) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return first ? -1 : count;
    bool same = TRY(equal(ts, item, value));
    if (same && first) return i;
    count += same;
  }
}

Result<bool> range_contains(ThreadState& ts, Value self, Value value) {
  if (is_plain_int(value)) {
    Ref position = TRY(find_int(ts, as<Range>(self), value));
    return !position.is_absent();
  }
  int64_t at = TRY(search_items(ts, self, value, true));
  return at >= 0;
}

// -- methods -------------------------------------------------------------------------------------------------------------

Result<Ref> range_index(ThreadState& ts, Range& self, Value value) {
  if (!is_plain_int(value)) {
    int64_t at = TRY(search_items(ts, Value::from_object(&self), value, true));
    if (at < 0) return raise(ts, Exc::kValueError, "sequence.index(x): x not in sequence");
    return new_int(ts, at);
  }
  Ref position = TRY(find_int(ts, self, value));
  if (!position.is_absent()) return position;
  Own<Str> text = TRY(repr(ts, value));
  return raise(ts, Exc::kValueError, "%s is not in range", Utf8(ts, *text).c_str());
}

Result<int64_t> range_count(ThreadState& ts, Range& self, Value value) {
  if (!is_plain_int(value)) return search_items(ts, Value::from_object(&self), value, false);
  Ref position = TRY(find_int(ts, self, value));
  return position.is_absent() ? 0 : 1;
}

Result<Ref> range_reversed(ThreadState& ts, Range& self) { return range_reverse_iter(ts, self); }

Result<Ref> range_reduce(ThreadState& ts, Range& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.start, self.stop, self.step));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

void range_dealloc(ThreadState&, Object* object) {
  auto& range = *static_cast<Range*>(object);
  decref(range.start);
  decref(range.stop);
  decref(range.step);
  decref(range.length);
}

constexpr NativeMethod kMethods[] = {
    method<range_reversed>("__reversed__", "($self, /)", "An iterator from the last item to the first."),
    method<range_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
    method<range_count>("count", "($self, value, /)", "How many items equal value."),
    method<range_index>("index", "($self, value, /)", "The position of the item that equals value; ValueError if there is none."),
};

constexpr Member kMembers[] = {
    {"start", Member::kValue, offsetof(Range, start), Member::kReadOnly, nullptr},
    {"stop", Member::kValue, offsetof(Range, stop), Member::kReadOnly, nullptr},
    {"step", Member::kValue, offsetof(Range, step), Member::kReadOnly, nullptr},
};

}  // namespace

constexpr TypeSpec kRangeSpec = {
    .name = "range",
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n"
           "The ints start, start + step, ... before stop, as a sequence that does not store them.",
    .id = TypeId::kRange,
    .size = sizeof(Range),
    .flags = Type::kSequence,
    .methods = kMethods,
    .members = kMembers,
    .slots = {.repr = range_repr,
              .hash = range_hash,
              .compare = range_compare,
              .iter = range_iter,
              .new_ = range_new,
              .truth = range_truth,
              .length = range_length,
              .getitem = range_getitem,
              .contains = range_contains},
    .dealloc = range_dealloc,
};

}  // namespace pyemb
