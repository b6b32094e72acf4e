// SPDX-License-Identifier: MIT
// What arrays can do, apart from how Python calls it.
#include "modules/array/array.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

Status array_resize(ThreadState& ts, Array& array, int64_t size) {
  if (array.exports > 0 && size != array.size) return raise(ts, Exc::kBufferError, "cannot resize an array that is exporting buffers");
  if (size <= array.capacity && (size >= array.size || size >= array.capacity / 2)) {
    array.size = size;
    return {};
  }
  auto item_size = static_cast<size_t>(array.kind->item_size);
  if (size > INT64_MAX / 16) return raise_no_memory(ts);
  int64_t capacity = size == 0 ? 0 : size + (size >> 4) + (array.size < 8 ? 3 : 7);
  Heap& heap = ts.interp.heap;
  if (capacity == 0) {
    heap.release_buffer(std::exchange(array.items, nullptr), static_cast<size_t>(array.capacity) * item_size);
  } else {
    void* moved = heap.resize_buffer(array.items, static_cast<size_t>(array.capacity) * item_size, static_cast<size_t>(capacity) * item_size);
    if (moved == nullptr) return raise_no_memory(ts);
    array.items = static_cast<char*>(moved);
  }
  array.capacity = capacity;
  array.size = size;
  return {};
}

Result<Own<Array>> new_array(ThreadState& ts, Type& type, const ArrayKind& kind, int64_t size) {
  Own<Array> array = TRY(new_native<Array>(ts, type));
  array->kind = &kind;
  if (size > INT64_MAX / 16) return raise_no_memory(ts);
  if (size > 0) {  // no spare room: most arrays do not grow
    array->items = static_cast<char*>(ts.interp.heap.allocate_buffer(static_cast<size_t>(size) * kind.item_size));
    if (array->items == nullptr) return raise_no_memory(ts);
    array->capacity = array->size = size;
  }
  return array;
}

Status array_splice(ThreadState& ts, Array& array, int64_t start, int64_t stop, const char* from, int64_t count) {
  int64_t growth = count - (stop - start);
  auto tail = static_cast<size_t>((array.size - stop) * array.kind->item_size);
  if (growth < 0) {
    if (array.exports > 0) return array_resize(ts, array, array.size + growth);  // says no
    if (tail > 0) std::memmove(array.at(start + count), array.at(stop), tail);
    TRY(array_resize(ts, array, array.size + growth));
  } else if (growth > 0) {
    TRY(array_resize(ts, array, array.size + growth));
    if (tail > 0) std::memmove(array.at(start + count), array.at(stop), tail);
  }
  if (count > 0) std::memcpy(array.at(start), from, static_cast<size_t>(count * array.kind->item_size));
  return {};
}

Status array_append(ThreadState& ts, Array& array, Value item) {
  ArrayItem converted;
  TRY(array.kind->store(ts, item, converted.bytes));
  TRY(array_resize(ts, array, array.size + 1));
  std::memcpy(array.at(array.size - 1), converted.bytes, array.kind->item_size);
  return {};
}

Status array_append_bytes(ThreadState& ts, Array& array, std::string_view bytes) {
  auto count = static_cast<int64_t>(bytes.size()) / array.kind->item_size;
  if (static_cast<size_t>(count * array.kind->item_size) != bytes.size()) return raise(ts, Exc::kValueError, "bytes length not a multiple of item size");
  return array_splice(ts, array, array.size, array.size, bytes.data(), count);
}

Status array_append_text(ThreadState& ts, Array& array, Str& text) {
  int64_t start = array.size;
  TRY(array_resize(ts, array, start + text.length));
  for (int64_t i = 0; i < text.length; ++i) {
    char32_t c = text.at(i);
    std::memcpy(array.at(start + i), &c, sizeof c);
  }
  return {};
}

namespace {

/// Of the same kind; the other may be the array itself.
Status extend_by_array(ThreadState& ts, Array& array, Array& other) {
  if (array.kind != other.kind) return raise(ts, Exc::kTypeError, "can only extend with array of same kind");
  int64_t start = array.size;
  int64_t count = other.size;
  TRY(array_resize(ts, array, start + count));
  if (count > 0) std::memcpy(array.at(start), other.items, static_cast<size_t>(count * array.kind->item_size));
  return {};
}

}  // namespace

Status array_extend(ThreadState& ts, Array& array, Value iterable) {
  if (is<Array>(iterable)) return extend_by_array(ts, array, as<Array>(iterable));
  Ref iterator = TRY(get_iter(ts, iterable));
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return {};
    TRY(array_append(ts, array, item));
  }
}

Result<Own<Str>> array_text(ThreadState& ts, Array& array) {
  char32_t most = 0;
  for (int64_t i = 0; i < array.size; ++i) {
    char32_t c;
    std::memcpy(&c, array.at(i), sizeof c);
    most = std::max(most, c);
    if (c > 0x10ffff) return raise(ts, Exc::kValueError, "character U+%x is not in range [U+0000; U+10ffff]", static_cast<unsigned>(c));
  }
  return new_str_utf32(ts, reinterpret_cast<const char32_t*>(array.items), array.size);
}

Result<Ref> array_to_list(ThreadState& ts, Array& array) {
  Own<List> list = TRY(new_list(ts, array.size));
  for (int64_t i = 0; i < array.size; ++i) {
    Ref item = TRY(array_load(ts, array, i));
    TRY(list_append(ts, *list, std::move(item)));
  }
  return list;
}

Result<Own<Array>> array_copy(ThreadState& ts, Array& array, int64_t start, int64_t stop) {
  Type* type = TRY(find_type(ts, ModuleType::kArray));
  Own<Array> copy = TRY(new_array(ts, *type, *array.kind, stop - start));
  if (copy->size > 0) std::memcpy(copy->items, array.at(start), static_cast<size_t>(copy->bytes()));
  return copy;
}

Result<bool> array_item_equals(ThreadState& ts, Array& array, int64_t i, Value value) {
  Ref item = TRY(array_load(ts, array, i));
  Ref answer = TRY(compare(ts, item, value, Compare::kEq));
  return truth(ts, answer);
}

// -- making an array of something ---------------------------------------------------------------------------------------------------

namespace {

/// The items of a list or a tuple, which the conversion of an item may change.
template <class Sequence>
Status append_sequence(ThreadState& ts, Array& array, Sequence& sequence, const char* name) {
  int64_t size = sequence.size;
  TRY(array_resize(ts, array, size));
  array.size = 0;  // the room stays
  for (int64_t i = 0; i < size; ++i) {
    if (i >= sequence.size) return raise(ts, Exc::kIndexError, "%s index out of range", name);
    Ref item = Ref::copy(sequence.at(i));
    TRY(array_append(ts, array, item));
  }
  return {};
}

Status fill(ThreadState& ts, Array& array, Value initial) {
  if (is<List>(initial)) return append_sequence(ts, array, as<List>(initial), "list");
  if (is<Tuple>(initial)) return append_sequence(ts, array, as<Tuple>(initial), "tuple");
  if (is<Bytes>(initial)) return array_append_bytes(ts, array, as<Bytes>(initial).view());
  if (is<ByteArray>(initial)) return array_append_bytes(ts, array, as<ByteArray>(initial).view());
  if (is<Str>(initial)) return array_append_text(ts, array, as<Str>(initial));
  return array_extend(ts, array, initial);
}

}  // namespace

Result<Ref> make_array(ThreadState& ts, Type& type, char32_t code, Value initial) {
  Ref source = Ref::copy(initial);
  if (!initial.is_null() && code != 'u') {
    bool text = is<Str>(initial);
    if (text || (is<Array>(initial) && as<Array>(initial).kind->code == 'u')) {
      Own<Str> letter = TRY(new_str_char(ts, code));
      return raise(ts, Exc::kTypeError, "cannot use a %s to initialize an array with typecode '%s'", text ? "str" : "unicode array", Utf8(ts, *letter).c_str());
    }
  }
  if (!initial.is_null()) {
    bool ready = is<List>(initial) || is<Tuple>(initial) || is<Bytes>(initial) || is<ByteArray>(initial) || is<Str>(initial) ||
                 (is<Array>(initial) && static_cast<char32_t>(as<Array>(initial).kind->code) == code);
    if (!ready) source = TRY(get_iter(ts, initial));
  }
  const ArrayKind* kind = find_array_kind(code);
  if (kind == nullptr) return raise(ts, Exc::kValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  Own<Array> array = TRY(new_array(ts, type, *kind, 0));
  if (source) TRY(fill(ts, *array, source));
  return array;
}

}  // namespace pyemb
