// SPDX-License-Identifier: MIT
// mmap: the map as a sequence. An index gives a number; iteration gives bytes of length one, as in CPython.
#include <cstring>

#include "modules/mmap/mmap.h"
#include "modules/module_type_specs.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/owned_fields.h"
#include "objects/slice.h"

namespace pyemb {
namespace maps {
namespace {

/// The place that an index stands for; the map may have changed while it was asked for its number.
Result<int64_t> to_place(ThreadState& ts, const Mmap& map, Value key) {
  int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
  TRY(check_open(ts, map));
  if (index < 0) index += map.size;
  if (index < 0 || index >= map.size) return raise(ts, Exc::kIndexError, "mmap index out of range");
  return index;
}

Result<SliceRange> to_range(ThreadState& ts, const Mmap& map, Value key) {
  SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
  TRY(check_open(ts, map));
  return slice_range(bounds, map.size);
}

Status set_slice(ThreadState& ts, Mmap& map, Value key, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "mmap object doesn't support slice deletion");
  Buffer buffer(ts);
  TRY(buffer.open(value));
  SliceRange range = TRY(to_range(ts, map, key));
  if (buffer.size() != range.count) return raise(ts, Exc::kIndexError, "mmap slice assignment is wrong size");
  const char* from = buffer.view().data();
  if (range.step == 1) {
    if (range.count > 0) std::memmove(map.data + range.start, from, buffer.view().size());
    return {};
  }
  for (int64_t i = 0; i < range.count; ++i) map.data[range.start + i * range.step] = from[i];
  return {};
}

bool is_index(ThreadState& ts, Value value) { return type_of(ts, value).slots.index != nullptr; }

}  // namespace

Result<int64_t> map_length(ThreadState& ts, Value self) {
  TRY(check_open(ts, as<Mmap>(self)));
  return as<Mmap>(self).size;
}

Result<Ref> map_getitem(ThreadState& ts, Value self, Value key) {
  const Mmap& map = as<Mmap>(self);
  TRY(check_open(ts, map));
  if (is_index(ts, key)) {
    int64_t place = TRY(to_place(ts, map, key));
    return Ref::steal(Value::from_int(static_cast<uint8_t>(map.data[place])));
  }
  if (!is_slice(key)) return raise(ts, Exc::kTypeError, "mmap indices must be integers");
  SliceRange range = TRY(to_range(ts, map, key));
  if (range.step == 1) return new_bytes(ts, std::string_view(map.data + range.start, static_cast<size_t>(range.count)));
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, range.count));
  for (int64_t i = 0; i < range.count; ++i) bytes->data()[i] = static_cast<uint8_t>(map.data[range.start + i * range.step]);
  return bytes;
}

Status map_setitem(ThreadState& ts, Value self, Value key, Value value) {
  Mmap& map = as<Mmap>(self);
  TRY(check_writable(ts, map));
  if (is_slice(key)) return set_slice(ts, map, key, value);
  if (!is_index(ts, key)) return raise(ts, Exc::kTypeError, "mmap indices must be integer");
  int64_t place = TRY(to_place(ts, map, key));
  if (value.is_null()) return raise(ts, Exc::kTypeError, "mmap doesn't support item deletion");
  if (!is_index(ts, value)) return raise(ts, Exc::kTypeError, "mmap item value must be an int");
  int64_t byte = TRY(to_index(ts, value, Exc::kTypeError));
  if (byte < 0 || byte > 255) return raise(ts, Exc::kValueError, "mmap item value must be in range(0, 256)");
  TRY(check_open(ts, map));
  if (place >= map.size) return raise(ts, Exc::kIndexError, "mmap index out of range");
  map.data[place] = static_cast<char>(byte);
  return {};
}

// -- iteration -----------------------------------------------------------------------------------------------------------------

namespace {

struct Iterator : Object {
  static constexpr TypeId kId = ModuleType::kMmapIterator;
  Value map;  ///< owned; null at the end
  int64_t position;
};
using Owned = OwnedFields<Iterator, &Iterator::map>;

Result<Ref> iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> iterator_next(ThreadState& ts, Value value) {
  auto& self = as<Iterator>(value);
  if (self.map.is_null()) return Result<Ref>::absent();
  const Mmap& map = as<Mmap>(self.map);
  TRY(check_open(ts, map));
  if (self.position < map.size) return new_bytes(ts, std::string_view(map.data + self.position++, 1));
  drop_field(self.map);
  return Result<Ref>::absent();
}

}  // namespace

Result<Ref> map_iter(ThreadState& ts, Value self) {
  Own<Iterator> iterator = TRY(new_native<Iterator>(ts));
  iterator->map = Ref::copy(self).release();
  return iterator;
}

}  // namespace maps

constexpr TypeSpec kMmapIteratorSpec = {
    .name = "iterator",
    .id = ModuleType::kMmapIterator,
    .size = sizeof(maps::Iterator),
    .flags = Type::kNoNew,
    .slots = {.iter = maps::iterator_self, .next = maps::iterator_next},
    .dealloc = maps::Owned::dealloc,
};

}  // namespace pyemb
