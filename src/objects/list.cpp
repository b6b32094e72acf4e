// SPDX-License-Identifier: MIT
#include "objects/list.h"

#include <algorithm>
#include <cstring>

#include "objects/allocate.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/tuple.h"

// What a list can do, without the methods that Python sees (list_methods.cpp) and the slices (list_slice.cpp).

namespace pyemb {

namespace {

constexpr int64_t kMaxCapacity = INT64_MAX / 16;

size_t bytes_of(int64_t capacity) { return static_cast<size_t>(capacity) * sizeof(Value); }

/// Moves the items to a buffer of exactly `capacity` places.
bool set_capacity(ThreadState& ts, List& list, int64_t capacity) {
  auto* items = static_cast<Value*>(ts.interp.heap.resize_buffer(list.items, bytes_of(list.capacity), bytes_of(capacity)));
  if (items == nullptr) return false;
  list.items = items;
  list.capacity = capacity;
  return true;
}

/// Gives memory back when three quarters of it are unused. Failure is no harm.
void maybe_shrink(ThreadState& ts, List& list) {
  if (list.capacity > 16 && list.size < list.capacity / 4) static_cast<void>(set_capacity(ts, list, list.size + list.size / 2 + 4));
}

}  // namespace

// -- making lists --------------------------------------------------------------------------------------------------------

Result<Own<List>> new_list(ThreadState& ts, int64_t capacity) {
  if (UNLIKELY(capacity > kMaxCapacity)) return raise_no_memory(ts);
  auto* made = allocate_core<List>(ts);
  if (UNLIKELY(made == nullptr)) return raise_no_memory(ts);
  Own<List> list = Own<List>::steal(made);
  list->size = list->capacity = 0;
  list->items = nullptr;
  if (capacity > 0) {
    list->items = static_cast<Value*>(ts.interp.heap.allocate_buffer(bytes_of(capacity)));
    if (UNLIKELY(list->items == nullptr)) return raise_no_memory(ts);
    list->capacity = capacity;
  }
  gc_track(ts, list.get());
  return list;
}

Result<Own<List>> new_list(ThreadState& ts, std::span<const Value> values) {
  Own<List> list = TRY(new_list(ts, static_cast<int64_t>(values.size())));
  for (Value value : values) {
    incref(value);
    list->items[list->size++] = value;
  }
  return list;
}

Result<Own<List>> to_list(ThreadState& ts, Value iterable) {
  if (is_list(iterable)) return new_list(ts, std::span<const Value>(as<List>(iterable).span()));
  if (is_tuple(iterable)) return new_list(ts, std::span<const Value>(as<Tuple>(iterable).span()));
  Own<List> list = TRY(new_list(ts));
  TRY(list_extend(ts, *list, iterable));
  return list;
}

Result<Own<List>> to_list(ThreadState& ts, Value iterable, const char* message) {
  if (is_list(iterable) || is_tuple(iterable)) return to_list(ts, iterable);
  Result<Ref> made = get_iter(ts, iterable);
  if (made.raised()) {
    if (clear_pending_if(ts, Exc::kTypeError)) return raise(ts, Exc::kTypeError, "%s", message);
    return Raised{};
  }
  Ref iterator = made.take();
  return to_list(ts, iterator);
}

Result<Own<List>> list_slice(ThreadState& ts, List& list, int64_t start, int64_t stop) {
  return new_list(ts, std::span<const Value>(list.items + start, static_cast<size_t>(stop - start)));
}

// -- growing -------------------------------------------------------------------------------------------------------------

Status list_grow(ThreadState& ts, List& list, int64_t capacity) {
  if (capacity <= list.capacity) return {};
  if (capacity > kMaxCapacity) return raise_no_memory(ts);
  // Twice as much while buffers are small, then an eighth more: large ones grow where they are.
  int64_t spare = capacity < 64 ? capacity : capacity < 4096 ? capacity / 2 : capacity / 8;
  int64_t roomy = std::max<int64_t>((capacity + spare + 1) & ~int64_t{1}, 4);
  if (list.size == 0 && capacity > 1) roomy = capacity;  // sized in one go: it may well stay so
  if (UNLIKELY(!set_capacity(ts, list, roomy))) return raise_no_memory(ts);
  return {};
}

namespace {

/// Appends copies of `values`, which may be the items of the list itself.
Status extend_by_values(ThreadState& ts, List& list, std::span<const Value> values) {
  auto count = static_cast<int64_t>(values.size());
  if (count == 0) return {};
  bool own = values.data() == list.items;
  TRY(list_grow(ts, list, list.size + count));
  const Value* from = own ? list.items : values.data();  // growing has moved them
  Value* into = list.items + list.size;
  for (int64_t i = 0; i < count; ++i) {
    incref(from[i]);
    into[i] = from[i];
  }
  list.size += count;
  return {};
}

}  // namespace

Status list_extend(ThreadState& ts, List& list, Value iterable) {
  if (is_list(iterable)) return extend_by_values(ts, list, as<List>(iterable).span());
  if (is_tuple(iterable)) return extend_by_values(ts, list, as<Tuple>(iterable).span());
  Ref iterator = TRY(get_iter(ts, iterable));
  int64_t hint = TRY(length_hint(ts, iterable, 8));
  if (hint < kMaxCapacity - list.size) TRY(list_grow(ts, list, list.size + hint));
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) break;
    TRY(list_append(ts, list, std::move(item)));
  }
  maybe_shrink(ts, list);
  return {};
}

Status list_insert_at(ThreadState& ts, List& list, int64_t index, Ref item) {
  if (list.size == list.capacity) TRY(list_grow(ts, list, list.size + 1));
  std::memmove(list.items + index + 1, list.items + index, bytes_of(list.size - index));
  list.items[index] = item.release();
  ++list.size;
  return {};
}

// -- shrinking -----------------------------------------------------------------------------------------------------------

Ref list_take(ThreadState& ts, List& list, int64_t index) {
  Value item = list.items[index];
  --list.size;
  std::memmove(list.items + index, list.items + index + 1, bytes_of(list.size - index));
  maybe_shrink(ts, list);
  return Ref::steal(item);
}

Status list_replace(ThreadState& ts, List& list, int64_t start, int64_t stop, std::span<const Value> values) {
  int64_t removed = stop - start;
  auto added = static_cast<int64_t>(values.size());
  Own<List> dropped = TRY(new_list(ts, removed));  // they die when the list is whole again
  if (added > removed) TRY(list_grow(ts, list, list.size + added - removed));
  if (removed > 0) std::memcpy(dropped->items, list.items + start, bytes_of(removed));
  if (list.size > stop) std::memmove(list.items + start + added, list.items + stop, bytes_of(list.size - stop));
  for (int64_t i = 0; i < added; ++i) {
    incref(values[static_cast<size_t>(i)]);
    list.items[start + i] = values[static_cast<size_t>(i)];
  }
  list.size += added - removed;
  dropped->size = removed;
  if (added < removed) maybe_shrink(ts, list);
  return {};
}

void list_clear(ThreadState& ts, List& list) {
  int64_t size = std::exchange(list.size, 0);
  int64_t capacity = std::exchange(list.capacity, 0);
  Value* items = std::exchange(list.items, nullptr);
  for (int64_t i = size; i-- > 0;) decref(items[i]);
  ts.interp.heap.release_buffer(items, bytes_of(capacity));
}

void list_reverse(List& list) { std::reverse(list.items, list.items + list.size); }

// -- + and * -------------------------------------------------------------------------------------------------------------

Result<Ref> list_concat(ThreadState& ts, Value left, Value right) {
  List* b = as_if<List>(right);
  if (b == nullptr) {
    return raise(ts, Exc::kTypeError, "can only concatenate list (not \"%s\") to list", type_name(ts, right));
  }
  List& a = as<List>(left);
  Own<List> result = TRY(new_list(ts, a.size + b->size));
  TRY(extend_by_values(ts, *result, a.span()));
  TRY(extend_by_values(ts, *result, b->span()));
  return result;
}

Result<Ref> list_repeat(ThreadState& ts, Value self, int64_t count) {
  List& list = as<List>(self);
  int64_t size = 0;
  if (count > 0 && (__builtin_mul_overflow(list.size, count, &size) || size > kMaxCapacity)) return raise_no_memory(ts);
  Own<List> result = TRY(new_list(ts, size));
  if (list.size == 1 && size > 0) {
    Value item = list.at(0);
    if (item.is_heap()) item.as_object()->refcount += static_cast<uint32_t>(size);
    std::fill_n(result->items, size, item);
    result->size = size;
    return result;
  }
  while (result->size < size) TRY(extend_by_values(ts, *result, list.span()));
  return result;
}

}  // namespace pyemb
