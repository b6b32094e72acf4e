// SPDX-License-Identifier: MIT
#pragma once

// range: start, stop and step as ints of any size, and the length that follows from them. While all are small ints
// (`is_small`, nearly always) everything is computed with machine ints.

#include "objects/type.h"

namespace pyemb {

struct Range : Object {
  static constexpr TypeId kId = TypeId::kRange;
  Value start;   ///< each owned, an int
  Value stop;
  Value step;    ///< not 0
  Value length;  ///< owned, an int

  /// All four are small; so is every item, and every sum of an item and the step fits in 64 bits.
  bool is_small() const { return Value::both_int(start, stop) && Value::both_int(step, length); }
  Value at(int64_t i) const { return Value::from_int(start.as_int() + i * step.as_int()); }  ///< only when small
};

/// Walks a small range.
struct RangeIterator : Object {
  static constexpr TypeId kId = TypeId::kRangeIterator;
  int64_t next;
  int64_t step;
  int64_t remaining;
  int64_t length;  ///< when it was new
};

/// Walks a range of ints of any size.
struct LongRangeIterator : Object {
  static constexpr TypeId kId = TypeId::kLongRangeIterator;
  Value start;  ///< each owned, an int
  Value step;
  Value length;
  Value index;
};

/// Exactly a range (there are no subclasses).
inline bool is_range(Value value) { return is_exactly(value, TypeId::kRange); }

/// How many items range(start, stop, step) has, for small ints and a step that is not 0.
inline uint64_t small_range_length(int64_t start, int64_t stop, int64_t step) {
  if (step > 0) return start < stop ? (static_cast<uint64_t>(stop - start) - 1) / static_cast<uint64_t>(step) + 1 : 0;
  return start > stop ? (static_cast<uint64_t>(start - stop) - 1) / static_cast<uint64_t>(-step) + 1 : 0;
}

/// range(start, stop, step) of ints; ValueError for step 0.
[[nodiscard]] Result<Ref> new_range(ThreadState& ts, Value start, Value stop, Value step);
/// iter(range)
[[nodiscard]] Result<Ref> range_iter(ThreadState& ts, Value range);
[[nodiscard]] Result<Ref> range_reverse_iter(ThreadState& ts, Range& range);

/// For the eval loop: the next item, or null at the end.
ALWAYS_INLINE Value next_of_range(RangeIterator& it) {
  if (UNLIKELY(it.remaining <= 0)) return Value::null();
  --it.remaining;
  Value item = Value::from_int(it.next);
  it.next += it.step;
  return item;
}

}  // namespace pyemb
