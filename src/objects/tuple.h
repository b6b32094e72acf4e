// SPDX-License-Identifier: MIT
#pragma once

// tuple: `size` values behind the header, each owned.
//
// Nothing is copied where the result equals an exact tuple that is at hand: tuple(t), t[:], t + (), t * 1 give t
// itself, and every empty tuple is interp.empty_tuple.

#include <initializer_list>
#include <span>

#include "objects/type.h"

namespace pyemb {

struct Tuple : VarObject {
  static constexpr TypeId kId = TypeId::kTuple;

  Value* items() { return reinterpret_cast<Value*>(this + 1); }
  const Value* items() const { return reinterpret_cast<const Value*>(this + 1); }
  Value at(int64_t i) const { return items()[i]; }
  std::span<Value> span() { return {items(), static_cast<size_t>(size)}; }
  std::span<const Value> span() const { return {items(), static_cast<size_t>(size)}; }
  /// Fills a slot of a new tuple, or replaces what is there.
  void set(int64_t i, Ref value) { decref(std::exchange(items()[i], value.release())); }
};

/// Exactly a tuple, not a subclass: one load.
inline bool is_tuple(Value value) { return is_exactly(value, TypeId::kTuple); }

/// A tuple of `size` null slots that the caller must fill before any Python code can see it. Tracked. Size 0 is the shared empty tuple.
[[nodiscard]] Result<Own<Tuple>> new_tuple(ThreadState& ts, int64_t size);
/// A tuple of copies.
[[nodiscard]] Result<Own<Tuple>> new_tuple(ThreadState& ts, std::span<const Value> values);
/// A tuple that takes the references in `values` over; on failure they are dropped.
[[nodiscard]] Result<Own<Tuple>> new_tuple_stealing(ThreadState& ts, std::span<Value> values);
/// A tuple of borrowed values, for native code: new_tuple_of(ts, a, b).
template <class... Values>
[[nodiscard]] inline Result<Own<Tuple>> new_tuple_of(ThreadState& ts, const Values&... values) {
  const Value array[] = {static_cast<Value>(values)...};
  return new_tuple(ts, std::span<const Value>(array));
}
/// tuple(iterable)
[[nodiscard]] Result<Own<Tuple>> to_tuple(ThreadState& ts, Value iterable);
/// tuple[start:stop] for 0 <= start <= stop <= size.
[[nodiscard]] Result<Own<Tuple>> tuple_slice(ThreadState& ts, Tuple& tuple, int64_t start, int64_t stop);

/// For the eval loop: the item at `index`, which may count from the end. Borrowed; null if out of range.
ALWAYS_INLINE Value tuple_get_int(const Tuple& tuple, int64_t index) {
  if (index < 0) index += tuple.size;
  return static_cast<uint64_t>(index) < static_cast<uint64_t>(tuple.size) ? tuple.items()[index] : Value::null();
}

}  // namespace pyemb
