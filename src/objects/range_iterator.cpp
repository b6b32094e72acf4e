// SPDX-License-Identifier: MIT
#include <algorithm>

#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/range.h"
#include "objects/type_specs.h"

namespace pyemb {

namespace {

constexpr Value kOne = Value::from_int(1);

Result<Ref> new_small_iterator(ThreadState& ts, int64_t start, int64_t step, int64_t length) {
  Own<RangeIterator> it = TRY(new_native<RangeIterator>(ts));
  it->next = start;
  it->step = step;
  it->remaining = it->length = length;
  return it;
}

Result<Ref> new_long_iterator(ThreadState& ts, Value start, Value step, Value length) {
  Own<LongRangeIterator> it = TRY(new_native<LongRangeIterator>(ts));
  it->start = Ref::copy(start).release();
  it->step = Ref::copy(step).release();
  it->length = Ref::copy(length).release();
  it->index = Value::from_int(0);
  return it;
}

}  // namespace

Result<Ref> range_iter(ThreadState& ts, Value self) {
  const Range& range = as<Range>(self);
  if (LIKELY(range.is_small())) return new_small_iterator(ts, range.start.as_int(), range.step.as_int(), range.length.as_int());
  return new_long_iterator(ts, range.start, range.step, range.length);
}

Result<Ref> range_reverse_iter(ThreadState& ts, Range& range) {
  if (range.is_small() && range.length.as_int() == 0) return new_small_iterator(ts, 0, 1, 0);
  if (range.is_small() && range.step.as_int() > Value::kMinInt) {
    int64_t length = range.length.as_int();
    return new_small_iterator(ts, range.at(length - 1).as_int(), -range.step.as_int(), length);
  }
  Ref last = TRY(binary_op(ts, BinaryOp::kSubtract, range.length, kOne));
  last = TRY(binary_op(ts, BinaryOp::kMultiply, last, range.step));
  last = TRY(binary_op(ts, BinaryOp::kAdd, range.start, last));
  Ref step = TRY(number_negative(ts, range.step));
  return new_long_iterator(ts, last, step, range.length);
}

namespace {

/// iter(range(start, start + length * step, step)) with `index` items taken.
Result<Ref> reduce_to_range(ThreadState& ts, Value start, Value step, Value length, Value index) {
  Ref span = TRY(binary_op(ts, BinaryOp::kMultiply, length, step));
  Ref stop = TRY(binary_op(ts, BinaryOp::kAdd, start, span));
  Ref range = TRY(new_range(ts, start, stop, step));
  return reduce_to_call(ts, "iter", range, index);
}

// -- small ints ----------------------------------------------------------------------------------------------------------

Result<Ref> range_iterator_next(ThreadState&, Value self) {
  Value item = next_of_range(as<RangeIterator>(self));
  return Ref::steal(item.is_null() ? Value::absent() : item);
}

int64_t range_iterator_length_hint(ThreadState&, RangeIterator& self) { return self.remaining; }

int64_t first_of(const RangeIterator& it) { return it.next - (it.length - it.remaining) * it.step; }

Result<Ref> range_iterator_reduce(ThreadState& ts, RangeIterator& self) {
  return reduce_to_range(ts, Value::from_int(first_of(self)), Value::from_int(self.step), Value::from_int(self.length),
                         Value::from_int(self.length - self.remaining));
}

Status range_iterator_setstate(ThreadState&, RangeIterator& self, int64_t index) {
  int64_t taken = std::min(std::max<int64_t>(index, 0), self.length);
  self.next = first_of(self) + taken * self.step;
  self.remaining = self.length - taken;
  return {};
}

// -- ints of any size ----------------------------------------------------------------------------------------------------

Result<Ref> long_range_iterator_next(ThreadState& ts, Value self) {
  auto& it = as<LongRangeIterator>(self);
  bool more = TRY(compare_bool(ts, it.index, it.length, Compare::kLt));
  if (!more) return Result<Ref>::absent();
  Ref next = TRY(binary_op(ts, BinaryOp::kAdd, it.index, kOne));
  Ref item = TRY(binary_op(ts, BinaryOp::kMultiply, it.index, it.step));
  item = TRY(binary_op(ts, BinaryOp::kAdd, it.start, item));
  decref(std::exchange(it.index, next.release()));
  return item;
}

Result<Ref> long_range_iterator_length_hint(ThreadState& ts, LongRangeIterator& self) {
  return binary_op(ts, BinaryOp::kSubtract, self.length, self.index);
}

Result<Ref> long_range_iterator_reduce(ThreadState& ts, LongRangeIterator& self) {
  return reduce_to_range(ts, self.start, self.step, self.length, self.index);
}

Status long_range_iterator_setstate(ThreadState& ts, LongRangeIterator& self, Value state) {
  Ref index = TRY(number_index(ts, state));
  bool below = TRY(compare_bool(ts, index, Value::from_int(0), Compare::kLt));
  bool above = TRY(compare_bool(ts, index, self.length, Compare::kGt));
  if (below) index = Ref::steal(Value::from_int(0));
  if (above) index = Ref::copy(self.length);
  decref(std::exchange(self.index, index.release()));
  return {};
}

void long_range_iterator_dealloc(ThreadState&, Object* object) {
  auto& it = *static_cast<LongRangeIterator*>(object);
  decref(it.start);
  decref(it.step);
  decref(it.length);
  decref(it.index);
}

constexpr NativeMethod kMethods[] = {
    method<range_iterator_length_hint>("__length_hint__", "($self, /)", "How many items are left."),
    method<range_iterator_reduce>("__reduce__", "($self, /)", "A call that makes the same iterator again, and its position."),
    method<range_iterator_setstate>("__setstate__", "($self, state, /)", "Moves the iterator to a position."),
};
constexpr NativeMethod kLongMethods[] = {
    method<long_range_iterator_length_hint>("__length_hint__", "($self, /)", "How many items are left."),
    method<long_range_iterator_reduce>("__reduce__", "($self, /)", "A call that makes the same iterator again, and its position."),
    method<long_range_iterator_setstate>("__setstate__", "($self, state, /)", "Moves the iterator to a position."),
};

}  // namespace

constexpr TypeSpec kRangeIteratorSpec = {
    .name = "range_iterator",
    .id = TypeId::kRangeIterator,
    .size = sizeof(RangeIterator),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = range_iterator_next},
};

constexpr TypeSpec kLongRangeIteratorSpec = {
    .name = "longrange_iterator",
    .id = TypeId::kLongRangeIterator,
    .size = sizeof(LongRangeIterator),
    .flags = Type::kNoNew,
    .methods = kLongMethods,
    .slots = {.iter = self_iter, .next = long_range_iterator_next},
    .dealloc = long_range_iterator_dealloc,
};

}  // namespace pyemb
