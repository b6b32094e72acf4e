// SPDX-License-Identifier: MIT
#include "objects/byte_text.h"
#include "objects/operations.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {

// -- storage -----------------------------------------------------------------------------------------------------------------------

Status byte_array_resize(ThreadState& ts, ByteArray& array, int64_t size) {
  if (size == array.size) return {};
  if (array.exports > 0) return raise(ts, Exc::kBufferError, "Existing exports of data: object cannot be re-sized");
  int64_t skipped = array.start - array.buffer;
  if (size < array.capacity - skipped && size >= array.capacity / 4) {  // one byte is left for the zero at the end
    array.size = size;
    array.start[size] = 0;
    return {};
  }
  if (size > INT64_MAX / 2) return raise_no_memory(ts);
  bool grows_a_little = size > array.size && size <= array.capacity + array.capacity / 8 + 8;  // more will come: an append
  int64_t capacity = grows_a_little ? size + (size >> 3) + 8 : size + 1;
  auto* buffer = static_cast<uint8_t*>(ts.interp.heap.allocate_buffer(static_cast<size_t>(capacity)));
  if (buffer == nullptr) return raise_no_memory(ts);
  int64_t kept = std::min(size, array.size);
  if (kept > 0) std::memcpy(buffer, array.start, static_cast<size_t>(kept));
  ts.interp.heap.release_buffer(array.buffer, static_cast<size_t>(array.capacity));
  array.buffer = array.start = buffer;
  array.capacity = capacity;
  array.size = size;
  buffer[size] = 0;
  return {};
}

Result<Own<ByteArray>> new_byte_array_buffer(ThreadState& ts, int64_t size) {
  Own<ByteArray> array = TRY(new_native<ByteArray>(ts));
  TRY(byte_array_resize(ts, *array, size));
  return array;
}

Result<Own<ByteArray>> new_byte_array(ThreadState& ts, std::string_view data) {
  Own<ByteArray> array = TRY(new_byte_array_buffer(ts, static_cast<int64_t>(data.size())));
  if (!data.empty()) std::memcpy(array->start, data.data(), data.size());
  return array;
}

namespace {

using byte_methods::part;

Status check_resizable(ThreadState& ts, const ByteArray& self) {
  if (self.exports > 0) return raise(ts, Exc::kBufferError, "Existing exports of data: object cannot be re-sized");
  return {};
}

/// Replaces [start, stop) by `data`, which must not be part of the array itself.
Status replace_part(ThreadState& ts, ByteArray& self, int64_t start, int64_t stop, std::string_view data) {
  auto added = static_cast<int64_t>(data.size());
  int64_t tail = self.size - stop;
  int64_t growth = added - (stop - start);
  if (growth < 0) {
    TRY(check_resizable(ts, self));
    if (start == 0 && added == 0) {  // deleting at the front only moves the start
      self.start += stop;
      self.size -= stop;
      return {};
    }
    std::memmove(self.start + start + added, self.start + stop, static_cast<size_t>(tail));
    TRY(byte_array_resize(ts, self, self.size + growth));
  } else if (growth > 0) {
    TRY(byte_array_resize(ts, self, self.size + growth));
    std::memmove(self.start + start + added, self.start + stop, static_cast<size_t>(tail));
  }
  if (added > 0) std::memcpy(self.start + start, data.data(), data.size());
  return {};
}

// -- constructor -------------------------------------------------------------------------------------------------------------------

Result<Ref> byte_array_new(ThreadState& ts, Type& type, CallArgs) {
  Own<ByteArray> array = TRY(new_native<ByteArray>(ts, type));
  return array;
}

/// Appends the items of an iterable one by one: its code may look at the array meanwhile.
Status append_all(ThreadState& ts, ByteArray& self, Value iterable) {
  Ref iterator = TRY(get_iter(ts, iterable));
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return {};
    uint8_t byte = TRY(to_byte(ts, item));
    TRY(byte_array_resize(ts, self, self.size + 1));
    self.start[self.size - 1] = byte;
  }
}

/// bytearray(source, encoding, errors)
Status byte_array_init(ThreadState& ts, ByteArray& self, Value source, Str* encoding, Str* errors) {
  TRY(byte_array_resize(ts, self, 0));
  if (!source.is_null() && is<ByteArray>(source) && encoding == nullptr && errors == nullptr) {
    Own<Bytes> copy = TRY(new_bytes(ts, as<ByteArray>(source).view()));
    return replace_part(ts, self, 0, self.size, copy->view());
  }
  bool plain = source.is_null() || encoding != nullptr || errors != nullptr || is<Str>(source) || has_buffer(ts, source);
  bool is_count = !source.is_null() && (is_any_int(source) || type_of(ts, source).slots.index != nullptr);
  if (!plain && !is_count && type_of(ts, source).slots.iter != nullptr) return append_all(ts, self, source);
  Own<Bytes> content = TRY(bytes_from_arguments(ts, source, encoding, errors, kByteArrayRange));
  return replace_part(ts, self, 0, self.size, content->view());
}

// -- slots -------------------------------------------------------------------------------------------------------------------------

Result<Ref> byte_array_repr(ThreadState& ts, Value self) {
  Own<Str> prefix = TRY(new_str_format(ts, "%s(b", type_name(ts, self)));
  return bytes_repr_of(ts, as<ByteArray>(self).view(), {.before = Utf8(ts, *prefix).c_str(), .after = ")", .escape_single = true});
}

Result<int64_t> byte_array_length(ThreadState&, Value self) { return as<ByteArray>(self).size; }

Result<int64_t> index_of(ThreadState& ts, ByteArray& self, Value key) {
  if (!is_any_int(key) && type_of(ts, key).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "bytearray indices must be integers or slices, not %s", type_name(ts, key));
  }
  int64_t at = TRY(to_index(ts, key, Exc::kIndexError));
  if (at < 0) at += self.size;
  if (at < 0 || at >= self.size) return raise(ts, Exc::kIndexError, "bytearray index out of range");
  return at;
}

Result<Ref> byte_array_getitem(ThreadState& ts, Value self, Value key) {
  ByteArray& array = as<ByteArray>(self);
  if (!is_slice(key)) {
    int64_t at = TRY(index_of(ts, array, key));
    return Ref::steal(Value::from_int(array.start[at]));
  }
  SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
  SliceRange range = slice_range(bounds, array.size);
  if (range.step == 1) return new_byte_array(ts, part(array.view(), range.start, range.start + range.count));
  Own<ByteArray> made = TRY(new_byte_array_buffer(ts, range.count));
  for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) made->start[i] = array.start[at];
  return made;
}

/// What is assigned to a slice, as a copy: the array may be part of its own right side.
Result<Own<Bytes>> slice_source(ThreadState& ts, Value value) {
  if (value.is_null()) return new_bytes(ts, {});
  if (is_any_int(value)) return raise(ts, Exc::kTypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  if (is<Str>(value)) return raise(ts, Exc::kTypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  return bytes_from_object(ts, value, kByteArrayRange);
}

Status set_slice(ThreadState& ts, ByteArray& self, Slice& slice, Value value) {
  Own<Bytes> source = TRY(slice_source(ts, value));
  SliceBounds bounds = TRY(slice_bounds(ts, slice));
  SliceRange range = slice_range(bounds, self.size);
  if (range.step == 1) {
    int64_t stop = std::max(range.start, range.start + range.count);
    return replace_part(ts, self, range.start, stop, source->view());
  }
  if (source->size == 0) {  // assigning nothing deletes, too
    if (range.count == 0) return {};
    TRY(check_resizable(ts, self));
    int64_t step = range.step < 0 ? -range.step : range.step;
    int64_t first = range.step < 0 ? range.start + (range.count - 1) * range.step : range.start;
    int64_t to = first;
    int64_t left = range.count;
    for (int64_t at = first; at < self.size; ++at) {
      if (left > 0 && (at - first) % step == 0) {
        --left;
      } else {
        self.start[to++] = self.start[at];
      }
    }
    return byte_array_resize(ts, self, to);
  }
  if (source->size != range.count) {
    return raise(ts, Exc::kValueError, "attempt to assign bytes of size %lld to extended slice of size %lld", static_cast<long long>(source->size),
                 static_cast<long long>(range.count));
  }
  for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) self.start[at] = source->data()[i];
  return {};
}

Status byte_array_setitem(ThreadState& ts, Value self, Value key, Value value) {
  ByteArray& array = as<ByteArray>(self);
  if (is_slice(key)) return set_slice(ts, array, as<Slice>(key), value);
  int64_t at = TRY(index_of(ts, array, key));
  if (value.is_null()) return replace_part(ts, array, at, at + 1, {});
  uint8_t byte = TRY(to_byte(ts, value));
  if (at >= array.size) return raise(ts, Exc::kIndexError, "bytearray index out of range");  // __index__ may have shrunk it
  array.start[at] = byte;
  return {};
}

Result<Ref> byte_array_inplace_concat(ThreadState& ts, Value self, Value other) {
  if (!has_buffer(ts, other)) return raise(ts, Exc::kTypeError, "can't concat %s to %s", type_name(ts, other), type_name(ts, self));
  Own<Bytes> tail = TRY(bytes_from_object(ts, other));
  ByteArray& array = as<ByteArray>(self);
  TRY(replace_part(ts, array, array.size, array.size, tail->view()));
  return Ref::copy(self);
}

Result<Ref> byte_array_inplace_repeat(ThreadState& ts, Value self, int64_t count) {
  ByteArray& array = as<ByteArray>(self);
  Own<Bytes> unit = TRY(new_bytes(ts, array.view()));
  int64_t total;
  if (__builtin_mul_overflow(unit->size, std::max<int64_t>(count, 0), &total)) return raise_no_memory(ts);
  TRY(byte_array_resize(ts, array, total));
  for (int64_t at = 0; at < total; at += unit->size) std::memcpy(array.start + at, unit->data(), static_cast<size_t>(unit->size));
  return Ref::copy(self);
}

Result<Ref> byte_array_remainder(ThreadState& ts, Value left, Value right) {
  if (!is<ByteArray>(left)) return Result<Ref>::not_implemented();
  Own<Bytes> formatted = TRY(bytes_percent(ts, as<ByteArray>(left).view(), right));
  return new_byte_array(ts, formatted->view());
}

Status byte_array_get_buffer(ThreadState&, Object* object, BufferView& view, int) {
  auto* array = static_cast<ByteArray*>(object);
  static constexpr uint8_t kEmpty = 0;
  view.data = array->start != nullptr ? array->start : const_cast<uint8_t*>(&kEmpty);
  view.size = array->size;
  view.readonly = false;
  ++array->exports;
  return {};
}
void byte_array_release_buffer(ThreadState&, Object* object, BufferView&) { --static_cast<ByteArray*>(object)->exports; }

void byte_array_dealloc(ThreadState& ts, Object* object) {
  auto* array = static_cast<ByteArray*>(object);
  ts.interp.heap.release_buffer(std::exchange(array->buffer, nullptr), static_cast<size_t>(array->capacity));
}

// -- methods -------------------------------------------------------------------------------------------------------------------------

Status append(ThreadState& ts, ByteArray& self, Value item) {
  uint8_t byte = TRY(to_byte(ts, item));
  TRY(byte_array_resize(ts, self, self.size + 1));
  self.start[self.size - 1] = byte;
  return {};
}

Status extend(ThreadState& ts, ByteArray& self, Value iterable) {
  if (!has_buffer(ts, iterable) && is_iterable(ts, iterable)) {
    int64_t ignored = TRY(length_hint(ts, iterable, 0));  // its errors count
    static_cast<void>(ignored);
  }
  bool as_items = is<Str>(iterable);  // fails at its first item, if it has one
  Result<Own<Bytes>> made = as_items ? bytes_from_iterable(ts, iterable, kByteArrayRange) : bytes_from_object(ts, iterable, kByteArrayRange);
  if (made.raised() && !has_buffer(ts, iterable) && !is_iterable(ts, iterable)) {
    ts.clear_pending();
    return raise(ts, Exc::kTypeError, "can't extend bytearray with %s", type_name(ts, iterable));
  }
  Own<Bytes> tail = TRY(std::move(made));
  return replace_part(ts, self, self.size, self.size, tail->view());
}

Status insert(ThreadState& ts, ByteArray& self, Index index, Value item) {
  uint8_t byte = TRY(to_byte(ts, item));
  int64_t at = clamp_to_length(index.value, self.size);
  auto as_char = static_cast<char>(byte);
  return replace_part(ts, self, at, at, std::string_view(&as_char, 1));
}

Result<int64_t> pop(ThreadState& ts, ByteArray& self, std::optional<int64_t> index) {
  if (self.size == 0) return raise(ts, Exc::kIndexError, "pop from empty bytearray");
  int64_t at = index.value_or(-1);
  if (at < 0) at += self.size;
  if (at < 0 || at >= self.size) return raise(ts, Exc::kIndexError, "pop index out of range");
  int64_t byte = self.start[at];
  TRY(replace_part(ts, self, at, at + 1, {}));
  return byte;
}

Status remove(ThreadState& ts, ByteArray& self, Value item) {
  uint8_t byte = TRY(to_byte(ts, item));
  size_t at = self.view().find(static_cast<char>(byte));
  if (at == std::string_view::npos) return raise(ts, Exc::kValueError, "value not found in bytearray");
  return replace_part(ts, self, static_cast<int64_t>(at), static_cast<int64_t>(at) + 1, {});
}

Status reverse(ThreadState&, ByteArray& self) {
  std::reverse(self.start, self.start + self.size);
  return {};
}

Status clear(ThreadState& ts, ByteArray& self) { return byte_array_resize(ts, self, 0); }
Result<Ref> copy(ThreadState& ts, ByteArray& self) { return new_byte_array(ts, self.view()); }
int64_t alloc(ThreadState&, ByteArray& self) { return self.capacity == 0 ? 0 : self.capacity + 1; }
int64_t size_of_object(ThreadState&, ByteArray& self) { return static_cast<int64_t>(sizeof(ByteArray)) + self.capacity; }

Result<Ref> reduce_ex(ThreadState& ts, ByteArray& self, std::optional<int64_t> protocol) {
  Ref state = TRY(call_method_of(ts, Value::from_object(&self), Value::from_object(ts.names().dunder_getstate)));
  Own<Tuple> args;
  if (protocol.value_or(0) < 3) {
    Own<Str> encoding = TRY(new_str(ts, "latin-1"));
    Own<Str> text = TRY(new_str_latin1(ts, self.start, self.size));
    args = TRY(new_tuple_of(ts, text, encoding));
  } else {
    Own<Bytes> data = TRY(new_bytes(ts, self.view()));
    args = TRY(new_tuple_of(ts, data));
  }
  return new_tuple_of(ts, Value::from_object(self.type), args, state);
}
Result<Ref> reduce(ThreadState& ts, ByteArray& self) { return reduce_ex(ts, self, 2); }

// -- the iterator ----------------------------------------------------------------------------------------------------------------------

struct ByteArrayIterator : Object {
  static constexpr TypeId kId = TypeId::kByteArrayIterator;
  Value array;  ///< owned; null at the end
  int64_t position;
};

Result<Ref> byte_array_iter(ThreadState& ts, Value self) {
  Own<ByteArrayIterator> iterator = TRY(new_native<ByteArrayIterator>(ts));
  iterator->array = Ref::copy(self).release();
  gc_track(ts, iterator.get());
  return iterator;
}
Result<Ref> iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> iterator_next(ThreadState&, Value self) {
  auto& iterator = as<ByteArrayIterator>(self);
  if (iterator.array.is_null()) return Result<Ref>::absent();
  ByteArray& array = as<ByteArray>(iterator.array);
  if (iterator.position < array.size) return Ref::steal(Value::from_int(array.start[iterator.position++]));
  decref(std::exchange(iterator.array, Value::null()));
  return Result<Ref>::absent();
}
int64_t iterator_length_hint(ThreadState&, ByteArrayIterator& self) {
  return self.array.is_null() ? 0 : std::max<int64_t>(as<ByteArray>(self.array).size - self.position, 0);
}
Result<Ref> iterator_reduce(ThreadState& ts, ByteArrayIterator& self) {
  Ref iter = TRY(get_item(ts, ts.interp.builtins, Ref(TRY(intern(ts, "iter"))).get()));
  if (self.array.is_null()) {
    Own<Tuple> nothing = TRY(new_tuple(ts, 0));
    Own<Tuple> args = TRY(new_tuple_of(ts, nothing));
    return new_tuple_of(ts, iter, args);
  }
  Own<Tuple> args = TRY(new_tuple_of(ts, self.array));
  return new_tuple_of(ts, iter, args, Value::from_int(self.position));
}
Status iterator_setstate(ThreadState&, ByteArrayIterator& self, Index position) {
  if (!self.array.is_null()) self.position = std::clamp<int64_t>(position.value, 0, as<ByteArray>(self.array).size);
  return {};
}
void iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<ByteArrayIterator*>(object)->array); }
void iterator_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<ByteArrayIterator*>(object)->array, Value::null())); }

constexpr NativeMethod kOwnRows[] = {
    method<append>("append", "($self, item, /)", "Append a single item to the end of the bytearray."),
    method<extend>("extend", "($self, iterable_of_ints, /)", "Append all the items from the iterator or sequence to the end of the bytearray."),
    method<insert>("insert", "($self, index, item, /)", "Insert a single item into the bytearray before the given index."),
    method<pop>("pop", "($self, index=-1, /)", "Remove and return a single item from the bytearray."),
    method<remove>("remove", "($self, value, /)", "Remove the first occurrence of a value in the bytearray."),
    method<reverse>("reverse", "($self, /)", "Reverse the order of the values in the bytearray in place."),
    method<clear>("clear", "($self, /)", "Remove all items from the bytearray."),
    method<copy>("copy", "($self, /)", "Return a copy of the bytearray."),
    method<alloc>("__alloc__", "($self, /)", "Return the number of bytes actually allocated."),
    method<size_of_object>("__sizeof__", "($self, /)", "Return the size of the bytearray object in memory, in bytes."),
    method<reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
    method<reduce_ex>("__reduce_ex__", "($self, proto=0, /)", "Return state information for pickling."),
};
constexpr auto kRows = byte_methods::with_rows(byte_methods::kSharedRows<ByteArray>, kOwnRows);
constexpr NativeMethod kInit = method<byte_array_init>("bytearray", "($self, /, source=b'', encoding='utf-8', errors='strict')", nullptr);

constexpr NativeMethod kIteratorRows[] = {
    method<iterator_length_hint>("__length_hint__", "($self, /)", "Private method returning an estimate of len(list(it))."),
    method<iterator_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
    method<iterator_setstate>("__setstate__", "($self, state, /)", "Set state information for unpickling."),
};

}  // namespace

constexpr TypeSpec kByteArraySpec = {
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized "
           "with null bytes\nbytearray() -> empty bytes array\n\nA mutable sequence of bytes.",
    .id = TypeId::kByteArray,
    .size = sizeof(ByteArray),
    .flags = Type::kSubclassable | Type::kMatchSelf,
    .methods = kRows,
    .slots = {.repr = byte_array_repr,
              .str = byte_array_repr,
              .hash = hash_unhashable,
              .compare = bytes_like_compare,
              .iter = byte_array_iter,
              .init = init_from<kInit>,
              .new_ = byte_array_new,
              .remainder = byte_array_remainder,
              .length = byte_array_length,
              .getitem = byte_array_getitem,
              .setitem = byte_array_setitem,
              .contains = byte_methods::contains<ByteArray>,
              .concat = byte_methods::concat<ByteArray>,
              .repeat = byte_methods::repeat<ByteArray>,
              .inplace_concat = byte_array_inplace_concat,
              .inplace_repeat = byte_array_inplace_repeat},
    .dealloc = byte_array_dealloc,
    .get_buffer = byte_array_get_buffer,
    .release_buffer = byte_array_release_buffer,
};

constexpr TypeSpec kByteArrayIteratorSpec = {
    .name = "bytearray_iterator",
    .id = TypeId::kByteArrayIterator,
    .size = sizeof(ByteArrayIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kIteratorRows,
    .slots = {.iter = iterator_self, .next = iterator_next},
    .traverse = iterator_traverse,
    .dealloc = iterator_dealloc,
};

}  // namespace pyemb
