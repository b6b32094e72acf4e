// SPDX-License-Identifier: MIT
// mmap: the map as a file, with a position.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "modules/mmap/mmap.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/slice.h"
#include "objects/text_search.h"

namespace pyemb {
namespace maps {
namespace {

int64_t left(const Mmap& map) { return map.position < map.size ? map.size - map.position : 0; }

/// The next bytes; the position moves behind them.
Result<Ref> take(ThreadState& ts, Mmap& map, int64_t size) {
  Own<Bytes> bytes = TRY(new_bytes(ts, std::string_view(map.data + map.position, static_cast<size_t>(size))));
  map.position += size;
  return bytes;
}

/// What find() and rfind() search: from the position on unless told otherwise.
struct Extent {
  int64_t start, size;
};
Extent extent(const Mmap& map, std::optional<int64_t> start, std::optional<int64_t> end) {
  int64_t from = clamp_to_length(start.value_or(map.position), map.size);
  int64_t to = clamp_to_length(end.value_or(map.size), map.size);
  return {from, std::max<int64_t>(to - from, 0)};
}
const uint8_t* units(const char* text) { return reinterpret_cast<const uint8_t*>(text); }

}  // namespace

Result<Ref> map_read(ThreadState& ts, Mmap& self, Value size) {
  int64_t count = -1;
  if (!size.is_null() && !size.is_none()) {
    if (type_of(ts, size).slots.index == nullptr) return raise(ts, Exc::kTypeError, "argument should be integer or None, not '%.200s'", type_name(ts, size));
    count = TRY(to_ssize(ts, size));
  }
  TRY(check_open(ts, self));
  int64_t most = left(self);
  return take(ts, self, count < 0 || count > most ? most : count);
}

Result<int64_t> map_read_byte(ThreadState& ts, Mmap& self) {
  TRY(check_open(ts, self));
  if (left(self) == 0) return raise(ts, Exc::kValueError, "read byte out of range");
  return int64_t{static_cast<uint8_t>(self.data[self.position++])};
}

Result<Ref> map_readline(ThreadState& ts, Mmap& self) {
  TRY(check_open(ts, self));
  std::string_view rest(self.data + self.position, static_cast<size_t>(left(self)));
  if (rest.empty()) return new_bytes(ts, "");
  size_t end = rest.find('\n');
  return take(ts, self, end == rest.npos ? left(self) : static_cast<int64_t>(end) + 1);
}

Result<int64_t> map_write(ThreadState& ts, Mmap& self, Value data) {
  TRY(check_open(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open(data));
  TRY(check_writable(ts, self));
  if (left(self) < buffer.size()) return raise(ts, Exc::kValueError, "data out of range");
  if (buffer.size() > 0) std::memmove(self.data + self.position, buffer.data(), buffer.view().size());
  self.position += buffer.size();
  return buffer.size();
}

Status map_write_byte(ThreadState& ts, Mmap& self, Value value) {
  TRY(check_open(ts, self));
  int64_t byte = TRY(to_int64(ts, value));
  if (byte < 0) return raise(ts, Exc::kOverflowError, "unsigned byte integer is less than minimum");
  if (byte > 255) return raise(ts, Exc::kOverflowError, "unsigned byte integer is greater than maximum");
  TRY(check_writable(ts, self));
  if (left(self) == 0) return raise(ts, Exc::kValueError, "write byte out of range");
  self.data[self.position++] = static_cast<char>(byte);
  return {};
}

Status map_seek(ThreadState& ts, Mmap& self, int64_t position, int whence) {
  TRY(check_open(ts, self));
  int64_t from;
  switch (whence) {
    case SEEK_SET: from = 0; break;
    case SEEK_CUR: from = self.position; break;
    case SEEK_END: from = self.size; break;
    default: return raise(ts, Exc::kValueError, "unknown seek type");
  }
  int64_t target;
  bool fits = !__builtin_add_overflow(from, position, &target) && target >= 0 && target <= self.size;
  if (!fits) return raise(ts, Exc::kValueError, "seek out of range");
  self.position = target;
  return {};
}
Result<int64_t> map_tell(ThreadState& ts, Mmap& self) {
  TRY(check_open(ts, self));
  return self.position;
}

Result<int64_t> map_find(ThreadState& ts, Mmap& self, Value needle, std::optional<int64_t> start, std::optional<int64_t> end) {
  TRY(check_open(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open(needle));
  Extent part = extent(self, start, end);
  int64_t at = text::find(units(self.data + part.start), part.size, buffer.data(), buffer.size());
  return at < 0 ? -1 : part.start + at;
}
Result<int64_t> map_rfind(ThreadState& ts, Mmap& self, Value needle, std::optional<int64_t> start, std::optional<int64_t> end) {
  TRY(check_open(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open(needle));
  Extent part = extent(self, start, end);
  int64_t at = text::rfind(units(self.data + part.start), part.size, buffer.data(), buffer.size());
  return at < 0 ? -1 : part.start + at;
}

}  // namespace maps
}  // namespace pyemb
