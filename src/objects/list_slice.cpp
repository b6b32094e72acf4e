// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "objects/list.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/slice.h"
#include "objects/tuple.h"

// list[key], list[key] = value, del list[key], for positions and slices.

namespace pyemb {

namespace {

/// A position, negative ones counted from the end; not checked against the size.
Result<int64_t> position_of(ThreadState& ts, const List& list, Value key) {
  if (UNLIKELY(!key.is_int() && type_of(ts, key).slots.index == nullptr)) {
    return raise(ts, Exc::kTypeError, "list indices must be integers or slices, not %s", type_name(ts, key));
  }
  int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
  return index < 0 ? index + list.size : index;
}

bool in_range(const List& list, int64_t index) { return static_cast<uint64_t>(index) < static_cast<uint64_t>(list.size); }

/// The values to assign, as something that nothing else can change: a tuple, or a list of our own.
Result<Ref> values_to_assign(ThreadState& ts, Value value, const char* message) {
  if (is_tuple(value)) return Ref::copy(value);
  return to_list(ts, value, message);
}

std::span<const Value> span_of(Value list_or_tuple) {
  return is_tuple(list_or_tuple) ? as<Tuple>(list_or_tuple).span() : as<List>(list_or_tuple).span();
}

/// del list[start:stop:step] for a step other than 1.
Status delete_stepped(ThreadState& ts, List& list, SliceRange range) {
  if (range.count == 0) return {};
  if (range.step < 0) {  // the same items, forwards
    range.start += (range.count - 1) * range.step;
    range.step = -range.step;
  }
  Own<List> dropped = TRY(new_list(ts, range.count));
  int64_t into = range.start;
  int64_t next = range.start;
  for (int64_t i = range.start; i < list.size; ++i) {
    if (i == next && dropped->size < range.count) {
      dropped->items[dropped->size++] = list.items[i];
      if (dropped->size < range.count) next += range.step;
    } else {
      list.items[into++] = list.items[i];
    }
  }
  list.size = into;
  return {};
}

Status delete_slice(ThreadState& ts, List& list, SliceBounds bounds) {
  SliceRange range = slice_range(bounds, list.size);
  if (range.step != 1) return delete_stepped(ts, list, range);
  return list_replace(ts, list, range.start, range.start + range.count, {});
}

Status assign_slice(ThreadState& ts, List& list, SliceBounds bounds, Value value) {
  bool plain = bounds.step == 1;
  Ref values = TRY(values_to_assign(ts, value, plain ? "can only assign an iterable" : "must assign iterable to extended slice"));
  std::span<const Value> items = span_of(values);
  SliceRange range = slice_range(bounds, list.size);  // only now: making the values may have changed the list
  if (plain) return list_replace(ts, list, range.start, range.start + range.count, items);
  if (static_cast<int64_t>(items.size()) != range.count) {
    return raise(ts, Exc::kValueError, "attempt to assign sequence of size %zu to extended slice of size %lld", items.size(),
                 static_cast<long long>(range.count));
  }
  Own<List> dropped = TRY(new_list(ts, range.count));
  for (int64_t i = 0; i < range.count; ++i) {
    Value& place = list.items[range.start + i * range.step];
    dropped->items[dropped->size++] = place;
    place = Ref::copy(items[static_cast<size_t>(i)]).release();
  }
  return {};
}

}  // namespace

Result<Ref> list_getitem(ThreadState& ts, Value self, Value key) {
  List& list = as<List>(self);
  if (is_slice(key)) {
    SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
    SliceRange range = slice_range(bounds, list.size);
    if (range.step == 1) return list_slice(ts, list, range.start, range.start + range.count);
    Own<List> result = TRY(new_list(ts, range.count));
    for (int64_t i = 0; i < range.count; ++i) {
      result->items[result->size++] = Ref::copy(list.at(range.start + i * range.step)).release();
    }
    return result;
  }
  int64_t index = TRY(position_of(ts, list, key));
  if (UNLIKELY(!in_range(list, index))) return raise(ts, Exc::kIndexError, "list index out of range");
  return Ref::copy(list.at(index));
}

Status list_setitem(ThreadState& ts, Value self, Value key, Value value) {
  List& list = as<List>(self);
  if (is_slice(key)) {
    SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
    return value.is_null() ? delete_slice(ts, list, bounds) : assign_slice(ts, list, bounds, value);
  }
  int64_t index = TRY(position_of(ts, list, key));
  if (UNLIKELY(!in_range(list, index))) return raise(ts, Exc::kIndexError, "list assignment index out of range");
  if (value.is_null()) {
    Ref dropped = list_take(ts, list, index);
    return {};
  }
  incref(value);
  decref(std::exchange(list.items[index], value));
  return {};
}

}  // namespace pyemb
