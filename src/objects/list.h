// SPDX-License-Identifier: MIT
#pragma once

// list: `size` owned values in a buffer of `capacity`.

#include <span>

#include "objects/type.h"

namespace pyemb {

struct List : Object {
  static constexpr TypeId kId = TypeId::kList;

  int64_t size;
  int64_t capacity;
  Value* items;

  Value at(int64_t i) const { return items[i]; }
  std::span<Value> span() { return {items, static_cast<size_t>(size)}; }
};

/// Exactly a list, not a subclass: one load.
inline bool is_list(Value value) { return is_exactly(value, TypeId::kList); }

/// An empty list with room for `capacity` items. Tracked.
[[nodiscard]] Result<Own<List>> new_list(ThreadState& ts, int64_t capacity = 0);
/// A list of copies.
[[nodiscard]] Result<Own<List>> new_list(ThreadState& ts, std::span<const Value> values);
/// list(iterable)
[[nodiscard]] Result<Own<List>> to_list(ThreadState& ts, Value iterable);

[[nodiscard]] Status list_grow(ThreadState& ts, List& list, int64_t capacity);  ///< room for at least `capacity` items
[[nodiscard]] inline Status list_append(ThreadState& ts, List& list, Ref item) {
  if (UNLIKELY(list.size == list.capacity)) TRY(list_grow(ts, list, list.size + 1));
  list.items[list.size++] = item.release();
  return {};
}
[[nodiscard]] Status list_extend(ThreadState& ts, List& list, Value iterable);
[[nodiscard]] Status list_insert_at(ThreadState& ts, List& list, int64_t index, Ref item);  ///< 0 <= index <= size
/// Removes and returns the item at 0 <= index < size.
[[nodiscard]] Ref list_take(List& list, int64_t index);
void list_clear(ThreadState& ts, List& list);
/// Stable sort in place; key null: the items themselves.
[[nodiscard]] Status list_sort(ThreadState& ts, List& list, Value key, bool reverse);

}  // namespace pyemb
