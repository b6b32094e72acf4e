// SPDX-License-Identifier: MIT
#pragma once

// tuple: `size` values behind the header, each owned.

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
  /// Fills a slot of a new tuple, or replaces what is there.
  void set(int64_t i, Ref value) { decref(std::exchange(items()[i], value.release())); }
};

/// Exactly a tuple, not a subclass: one load.
inline bool is_tuple(Value value) { return is_exactly(value, TypeId::kTuple); }

/// A tuple of `size` null slots that the caller must fill before any Python code can see it. Tracked. Size 0 is the shared empty tuple.
[[nodiscard]] Result<Own<Tuple>> new_tuple(ThreadState& ts, int64_t size);
/// A tuple of copies.
[[nodiscard]] Result<Own<Tuple>> new_tuple(ThreadState& ts, std::span<const Value> values);
/// A tuple of borrowed values, for native code: new_tuple_of(ts, a, b).
template <class... Values>
[[nodiscard]] inline Result<Own<Tuple>> new_tuple_of(ThreadState& ts, const Values&... values) {
  const Value array[] = {static_cast<Value>(values)...};
  return new_tuple(ts, std::span<const Value>(array));
}
/// tuple(iterable)
[[nodiscard]] Result<Own<Tuple>> to_tuple(ThreadState& ts, Value iterable);

}  // namespace pyemb
