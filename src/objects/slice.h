// SPDX-License-Identifier: MIT
#pragma once

// slice: three values, and what they mean for a sequence of a given length.
//
// The bounds are found in two steps, because __index__ of a bound can run Python code that changes the sequence: slice_bounds()
// first, then the length is read, then slice_range() clamps.

#include "objects/type.h"

namespace pyemb {

struct Slice : Object {
  static constexpr TypeId kId = TypeId::kSlice;

  Value start;  ///< each owned, None where nothing was said
  Value stop;
  Value step;
};

inline bool is_slice(Value value) { return is_exactly(value, TypeId::kSlice); }

/// The numbers of a slice, clamped to 64 bits, not yet to a length. `step` is not 0.
struct SliceBounds {
  int64_t start, stop, step;
};
/// The items of a sequence that a slice selects: `count` of them, start, start + step, ...
struct SliceRange {
  int64_t start, stop, step, count;
};

[[nodiscard]] Result<Own<Slice>> new_slice(ThreadState& ts, Value start, Value stop, Value step);
[[nodiscard]] Result<SliceBounds> slice_bounds(ThreadState& ts, Slice& slice);
SliceRange slice_range(SliceBounds bounds, int64_t length);
/// slice.indices(length) for ints of any size: a tuple (start, stop, step).
[[nodiscard]] Result<Ref> slice_indices(ThreadState& ts, Slice& slice, Value length);

/// A bound of a slice, or given to methods like str.find: __index__, clamped to 64 bits; `fallback` when None or null.
[[nodiscard]] Result<int64_t> slice_bound(ThreadState& ts, Value value, int64_t fallback);

/// A bound given to methods like list.index, which take no None: __index__, clamped to 64 bits; `fallback` when null.
[[nodiscard]] Result<int64_t> slice_index(ThreadState& ts, Value value, int64_t fallback);
/// A bound that counts from the end if negative, clamped to [0, length].
inline int64_t clamp_to_length(int64_t index, int64_t length) {
  if (index < 0) index += length;
  return index < 0 ? 0 : index > length ? length : index;
}

}  // namespace pyemb
