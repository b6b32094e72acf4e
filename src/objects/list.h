// SPDX-License-Identifier: MIT
#pragma once

// list: `size` owned values in a buffer of `capacity`.
//
// Every function leaves the list whole before it drops what it removed, since that may run __del__, which may use the list. A
// list that is being sorted is empty meanwhile.

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
  std::span<const Value> span() const { return {items, static_cast<size_t>(size)}; }
};

/// Exactly a list, not a subclass: one load.
inline bool is_list(Value value) { return is_exactly(value, TypeId::kList); }

// -- making lists --------------------------------------------------------------------------------------------------------

/// An empty list with room for `capacity` items. Tracked.
[[nodiscard]] Result<Own<List>> new_list(ThreadState& ts, int64_t capacity = 0);
/// A list of copies.
[[nodiscard]] Result<Own<List>> new_list(ThreadState& ts, std::span<const Value> values);
/// A list of borrowed values, for native code.
template <class... Values>
[[nodiscard]] inline Result<Own<List>> new_list_of(ThreadState& ts, const Values&... values) {
  const Value array[] = {static_cast<Value>(values)...};
  return new_list(ts, std::span<const Value>(array));
}
/// list(iterable)
[[nodiscard]] Result<Own<List>> to_list(ThreadState& ts, Value iterable);
/// list(iterable), but TypeError `message` for what cannot be iterated.
[[nodiscard]] Result<Own<List>> to_list(ThreadState& ts, Value iterable, const char* message);
/// list[start:stop] for 0 <= start <= stop <= size.
[[nodiscard]] Result<Own<List>> list_slice(ThreadState& ts, List& list, int64_t start, int64_t stop);

// -- changing lists ------------------------------------------------------------------------------------------------------

[[nodiscard]] Status list_grow(ThreadState& ts, List& list, int64_t capacity);  ///< room for at least `capacity` items
[[nodiscard]] ALWAYS_INLINE Status list_append(ThreadState& ts, List& list, Ref item) {
  if (UNLIKELY(list.size == list.capacity)) TRY(list_grow(ts, list, list.size + 1));
  list.items[list.size++] = item.release();
  return {};
}
[[nodiscard]] Status list_extend(ThreadState& ts, List& list, Value iterable);
[[nodiscard]] Status list_insert_at(ThreadState& ts, List& list, int64_t index, Ref item);  ///< 0 <= index <= size
/// Removes and returns the item at 0 <= index < size.
[[nodiscard]] Ref list_take(ThreadState& ts, List& list, int64_t index);
/// Replaces the items [start, stop) by copies of `values`, which must not lie in the list itself.
[[nodiscard]] Status list_replace(ThreadState& ts, List& list, int64_t start, int64_t stop, std::span<const Value> values);
void list_clear(ThreadState& ts, List& list);
void list_reverse(List& list);
/// Stable sort in place; key null: the items themselves.
[[nodiscard]] Status list_sort(ThreadState& ts, List& list, Value key, bool reverse);

// -- for the eval loop ---------------------------------------------------------------------------------------------------

/// The item at `index`, which may count from the end. Borrowed; null if out of range.
ALWAYS_INLINE Value list_get_int(const List& list, int64_t index) {
  if (index < 0) index += list.size;
  return static_cast<uint64_t>(index) < static_cast<uint64_t>(list.size) ? list.items[index] : Value::null();
}
/// list[index] = copy of value; false, with nothing done, if out of range. What was there is dropped last.
[[nodiscard]] ALWAYS_INLINE bool list_set_int(List& list, int64_t index, Value value) {
  if (index < 0) index += list.size;
  if (UNLIKELY(static_cast<uint64_t>(index) >= static_cast<uint64_t>(list.size))) return false;
  incref(value);
  decref(std::exchange(list.items[index], value));
  return true;
}

// -- the slots, for subclasses in native code ----------------------------------------------------------------------------
[[nodiscard]] Result<Ref> list_getitem(ThreadState& ts, Value self, Value key);
[[nodiscard]] Status list_setitem(ThreadState& ts, Value self, Value key, Value value);  ///< value null: delete
[[nodiscard]] Result<Ref> list_concat(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> list_repeat(ThreadState& ts, Value self, int64_t count);

}  // namespace pyemb
