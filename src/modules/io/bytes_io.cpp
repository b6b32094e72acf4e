// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "modules/io/io.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/memoryview.h"
#include "objects/tuple.h"

// _io.BytesIO: a binary stream in memory.
//
// The contents are the first `size` bytes of `block`, a bytes object. It is handed out by getvalue() and taken over from the
// constructor without a copy; as long as somebody else refers to it, the next change copies it first. While getbuffer()
// has lent the memory nothing may change its size.

namespace pyemb {
namespace io {
namespace {

struct BytesIO : IOBase {
  static constexpr TypeId kId = ModuleType::kBytesIO;

  Bytes* block;     ///< owned; null: closed
  int64_t size;     ///< bytes of the contents, at most block->size
  int64_t position; ///< may lie behind the end
  int64_t exports;  ///< views lent

  std::string_view rest() const { return position < size ? block->view().substr(position, size - position) : std::string_view(); }
};

/// What lends the memory: memoryview objects keep it, and it keeps the stream.
struct BytesIOBuffer : Object {
  static constexpr TypeId kId = ModuleType::kBytesIOBuffer;
  BytesIO* source;  ///< owned
};

Status check_open(ThreadState& ts, const BytesIO& self) {
  if (self.block == nullptr) return raise_closed(ts);
  return {};
}
Status check_exports(ThreadState& ts, const BytesIO& self) {
  if (self.exports > 0) return raise(ts, Exc::kBufferError, "Existing exports of data: object cannot be re-sized");
  return {};
}

void set_block(BytesIO& self, Own<Bytes> block) {
  Own<Bytes> old = Own<Bytes>::steal(std::exchange(self.block, block.release()));
}

/// Moves the contents to a block of their own with room for `capacity` bytes.
Status move(ThreadState& ts, BytesIO& self, int64_t capacity) {
  Own<Bytes> block = TRY(new_bytes_buffer(ts, capacity));
  if (self.size > 0) std::memcpy(block->data(), self.block->data(), static_cast<size_t>(std::min(self.size, capacity)));
  set_block(self, std::move(block));
  return {};
}

/// Makes the block writable with room for `needed` bytes.
Status make_writable(ThreadState& ts, BytesIO& self, int64_t needed) {
  constexpr int64_t kMost = INT64_MAX / 4;
  if (needed > kMost) return raise(ts, Exc::kOverflowError, "new buffer size too large");
  bool shared = self.block->refcount > 1 || !is_bytes(Value::from_object(self.block));
  if (needed > self.block->size) return move(ts, self, needed + (needed >> 3) + (needed < 9 ? 3 : 6));
  if (shared) return move(ts, self, std::max(needed, self.size));
  self.block->hash = 0;
  return {};
}

Status put(ThreadState& ts, BytesIO& self, std::string_view data) {
  if (data.empty()) return {};
  if (self.position > INT64_MAX - static_cast<int64_t>(data.size())) return raise(ts, Exc::kOverflowError, "new position too large");
  int64_t end = self.position + static_cast<int64_t>(data.size());
  TRY(make_writable(ts, self, std::max(end, self.size)));
  if (self.position > self.size) std::memset(self.block->data() + self.size, 0, static_cast<size_t>(self.position - self.size));
  std::memcpy(self.block->data() + self.position, data.data(), data.size());
  self.position = end;
  self.size = std::max(self.size, end);
  return {};
}

// -- construction ----------------------------------------------------------------------------------------------------------------

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Own<BytesIO> self = TRY(new_native<BytesIO>(ts, type));
  self->block = TRY(new_bytes(ts, "")).release();
  gc_track(ts, self.get());
  return self;
}

Status init(ThreadState& ts, BytesIO& self, Value initial) {
  TRY(check_exports(ts, self));
  Own<Bytes> block;
  bool given = !initial.is_null() && !initial.is_none();
  if (given && is_bytes(initial)) {
    block = Own<Bytes>::copy(&as<Bytes>(initial));
  } else if (given) {
    Buffer buffer(ts);
    TRY(buffer.open(initial));
    block = TRY(new_bytes(ts, buffer.view()));
  } else {
    block = TRY(new_bytes(ts, ""));
  }
  self.size = block->size;
  self.position = 0;
  set_block(self, std::move(block));
  return {};
}

// -- reading -----------------------------------------------------------------------------------------------------------------------

Result<Ref> take(ThreadState& ts, BytesIO& self, int64_t count) {
  if (count > 1 && self.position == 0 && count == self.block->size && self.size == count && self.exports == 0) {
    self.position = count;
    return Ref::copy(self.block);
  }
  std::string_view data = self.rest().substr(0, static_cast<size_t>(count));
  self.position += static_cast<int64_t>(data.size());
  return new_bytes(ts, data);
}

Result<Ref> read(ThreadState& ts, BytesIO& self, Value size_value) {
  TRY(check_open(ts, self));
  int64_t size = TRY(size_argument(ts, size_value));
  auto left = static_cast<int64_t>(self.rest().size());
  return take(ts, self, size < 0 ? left : std::min(size, left));
}

Result<int64_t> read_into(ThreadState& ts, BytesIO& self, Value target) {
  TRY(check_open(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open_writable(target, "readinto"));
  std::string_view data = self.rest().substr(0, static_cast<size_t>(buffer.size()));
  if (!data.empty()) std::memmove(buffer.data(), data.data(), data.size());  // at the end of the data there may be no address
  self.position += static_cast<int64_t>(data.size());
  return static_cast<int64_t>(data.size());
}

/// How many bytes the next line has, at most `limit` (negative: any).
int64_t line_size(const BytesIO& self, int64_t limit) {
  std::string_view data = self.rest();
  if (limit >= 0) data = data.substr(0, static_cast<size_t>(limit));
  size_t newline = data.find('\n');
  return static_cast<int64_t>(newline == data.npos ? data.size() : newline + 1);
}

Result<Ref> read_line(ThreadState& ts, BytesIO& self, Value size) {
  TRY(check_open(ts, self));
  int64_t limit = TRY(size_argument(ts, size));
  return take(ts, self, line_size(self, limit));
}

Result<Ref> read_lines(ThreadState& ts, BytesIO& self, Value hint) {
  TRY(check_open(ts, self));
  int64_t limit = TRY(size_argument(ts, hint));
  Own<List> lines = TRY(new_list(ts));
  for (int64_t total = 0; !self.rest().empty();) {
    int64_t count = line_size(self, -1);
    Ref line = TRY(new_bytes(ts, self.rest().substr(0, static_cast<size_t>(count))));
    self.position += count;
    TRY(list_append(ts, *lines, std::move(line)));
    total += count;
    if (limit > 0 && total >= limit) break;
  }
  return lines;
}

Result<Ref> next(ThreadState& ts, Value value) {
  auto& self = as<BytesIO>(value);
  TRY(check_open(ts, self));
  int64_t count = line_size(self, -1);
  if (count == 0) return Result<Ref>::absent();
  return take(ts, self, count);
}

Result<Ref> get_value(ThreadState& ts, BytesIO& self) {
  TRY(check_open(ts, self));
  if (self.size != self.block->size && self.exports == 0) TRY(move(ts, self, self.size));
  if (self.size == self.block->size && self.exports == 0) return Ref::copy(self.block);
  return new_bytes(ts, self.block->view().substr(0, static_cast<size_t>(self.size)));
}

Result<Ref> get_buffer_view(ThreadState& ts, BytesIO& self) {
  TRY(check_open(ts, self));
  Own<BytesIOBuffer> lender = TRY(new_native<BytesIOBuffer>(ts));
  lender->source = Own<BytesIO>::copy(&self).release();
  gc_track(ts, lender.get());
  return new_memory_view(ts, lender);
}

// -- writing -------------------------------------------------------------------------------------------------------------------------

Result<int64_t> write(ThreadState& ts, BytesIO& self, Value data) {
  TRY(check_open(ts, self));
  TRY(check_exports(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open(data, kBufferContiguousC));
  TRY(check_open(ts, self));
  TRY(put(ts, self, buffer.view()));
  return buffer.size();
}

Status write_lines(ThreadState& ts, BytesIO& self, Value lines) {
  TRY(check_open(ts, self));
  Ref iterator = TRY(get_iter(ts, lines));
  while (true) {
    Ref line = TRY(next_item(ts, iterator));
    if (line.is_absent()) return {};
    Result<int64_t> written = write(ts, self, line);
    if (written.raised()) return Raised{};
  }
}

Result<int64_t> seek(ThreadState& ts, BytesIO& self, int64_t position, std::optional<int> whence) {
  TRY(check_open(ts, self));
  int mode = whence.value_or(0);
  if (mode == 0 && position < 0) return raise(ts, Exc::kValueError, "negative seek value %lld", static_cast<long long>(position));
  if (mode < 0 || mode > 2) return raise(ts, Exc::kValueError, "invalid whence (%i, should be 0, 1 or 2)", mode);
  int64_t origin = mode == 0 ? 0 : mode == 1 ? self.position : self.size;
  if (position > INT64_MAX - origin) return raise(ts, Exc::kOverflowError, "new position too large");
  self.position = std::max<int64_t>(origin + position, 0);
  return self.position;
}

Result<int64_t> tell(ThreadState& ts, BytesIO& self) {
  TRY(check_open(ts, self));
  return self.position;
}

Result<int64_t> truncate(ThreadState& ts, BytesIO& self, Value size_value) {
  TRY(check_open(ts, self));
  TRY(check_exports(ts, self));
  int64_t size = self.position;
  if (!size_value.is_null() && !size_value.is_none()) {
    size = TRY(size_argument(ts, size_value));
    if (size < 0) return raise(ts, Exc::kValueError, "negative size value %lld", static_cast<long long>(size));
  }
  if (size < self.size) {
    self.size = size;
    TRY(move(ts, self, size));
  }
  return size;
}

Status close(ThreadState& ts, BytesIO& self) {
  TRY(check_exports(ts, self));
  set_block(self, Own<Bytes>());
  self.size = 0;
  return {};
}

Status flush(ThreadState& ts, BytesIO& self) { return check_open(ts, self); }
template <bool kAnswer>
Result<bool> answer(ThreadState& ts, BytesIO& self) {
  TRY(check_open(ts, self));
  return kAnswer;
}
bool get_closed(ThreadState&, BytesIO& self) { return self.block == nullptr; }

// -- pickling, size ------------------------------------------------------------------------------------------------------------------

Result<Ref> get_state(ThreadState& ts, BytesIO& self) {
  Ref contents = TRY(get_value(ts, self));
  Ref position = TRY(new_int(ts, self.position));
  Own<Dict> copy;
  Value dict = Value::none();
  if (!self.dict.is_null()) {
    copy = TRY(dict_copy(ts, as<Dict>(self.dict)));
    dict = copy;
  }
  return new_tuple_of(ts, contents, position, dict);
}

Status set_state(ThreadState& ts, BytesIO& self, Value state) {
  if (!is<Tuple>(state) || as<Tuple>(state).size < 3) {
    return raise(ts, Exc::kTypeError, "%.200s.__setstate__ argument should be 3-tuple, got %.200s", type_name(ts, Value::from_object(&self)),
                 type_name(ts, state));
  }
  TRY(check_open(ts, self));
  TRY(check_exports(ts, self));
  const Tuple& parts = as<Tuple>(state);
  TRY(init(ts, self, parts.at(0)));
  Value position = parts.at(1);
  if (!is_any_int(position)) return raise(ts, Exc::kTypeError, "second item of state must be an integer, not %.200s", type_name(ts, position));
  int64_t at = TRY(to_ssize(ts, position));
  if (at < 0) return raise(ts, Exc::kValueError, "position value cannot be negative");
  self.position = at;
  Value dict = parts.at(2);
  if (dict.is_none()) return {};
  if (!is<Dict>(dict)) return raise(ts, Exc::kTypeError, "third item of state should be a dict, got a %.200s", type_name(ts, dict));
  if (self.dict.is_null()) {
    set_field(self.dict, Ref::copy(dict));
    return {};
  }
  return dict_update(ts, as<Dict>(self.dict), dict);
}

int64_t size_of(ThreadState&, BytesIO& self) {
  int64_t size = sizeof(BytesIO);
  if (self.block != nullptr && self.block->refcount == 1) size += static_cast<int64_t>(sizeof(Bytes)) + self.block->size + 1;
  return size;
}

// -- lending ---------------------------------------------------------------------------------------------------------------------------

Status lend(ThreadState& ts, Object* object, BufferView& view, int) {
  BytesIO& source = *static_cast<BytesIOBuffer*>(object)->source;
  TRY(check_open(ts, source));
  if (source.exports == 0) TRY(make_writable(ts, source, source.size));
  view.data = source.block->data();
  view.size = source.size;
  view.readonly = false;
  ++source.exports;
  return {};
}
void take_back(ThreadState&, Object* object, BufferView&) {
  BytesIO* source = static_cast<BytesIOBuffer*>(object)->source;
  if (source != nullptr) --source->exports;
}

constexpr NativeMethod kInit = method<init>("BytesIO", "($self, initial_bytes=b'')", "");

constexpr NativeMethod kMethods[] = {
    method<answer<true>>("readable", "($self, /)", "Returns True if the IO object can be read."),
    method<answer<true>>("seekable", "($self, /)", "Returns True if the IO object can be seeked."),
    method<answer<true>>("writable", "($self, /)", "Returns True if the IO object can be written."),
    method<answer<false>>("isatty", "($self, /)", "Always returns False: a stream in memory is no terminal."),
    method<close>("close", "($self, /)", "Disable all I/O operations and drop the contents."),
    method<flush>("flush", "($self, /)", "Does nothing."),
    method<tell>("tell", "($self, /)", "Current file position, an integer."),
    method<get_value>("getvalue", "($self, /)", "Retrieve the entire contents of the BytesIO object."),
    method<get_buffer_view>("getbuffer", "($self, /)", "Get a read-write view over the contents of the BytesIO object."),
    method<read>("read", "($self, size=-1, /)", "Read at most size bytes, all that is left without a size."),
    method<read>("read1", "($self, size=-1, /)", "Same as read()."),
    method<read_line>("readline", "($self, size=None, /)", "The next line, at most size bytes of it; b'' at the end."),
    method<read_lines>("readlines", "($self, size=None, /)", "A list of the lines; no more are read once they have size bytes."),
    method<read_into>("readinto", "($self, buffer, /)", "Read bytes into buffer; returns their number, 0 at the end."),
    method<write>("write", "($self, b, /)", "Write bytes to the stream and return their number."),
    method<write_lines>("writelines", "($self, lines, /)", "Write each bytes-like object of an iterable; no line ends are added."),
    method<seek>("seek", "($self, pos, whence=0, /)", "Move to a position, relative to the start (0), the position (1) or the end (2). Returns the new one."),
    method<truncate>("truncate", "($self, size=None, /)", "Cut the contents off at size, by default at the position. Returns the size."),
    method<get_state>("__getstate__", "($self, /)", nullptr),
    method<set_state>("__setstate__", "($self, state, /)", nullptr),
    method<size_of>("__sizeof__", "($self, /)", nullptr),
};
constexpr GetSet kGetSets[] = {getset<get_closed>("closed", "True if the file is closed.")};

using Owned = OwnedFields<BytesIO, &BytesIO::dict>;
/// The collector must not take the memory away while it is lent.
void clear(ThreadState&, Object* object) {
  drop_field(static_cast<BytesIO*>(object)->dict);
}
void dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<BytesIO*>(object);
  set_block(self, Own<Bytes>());
  drop_field(self.dict);
}
using OwnedByBuffer = OwnedFields<BytesIOBuffer, &BytesIOBuffer::source>;

}  // namespace
}  // namespace io

constexpr TypeSpec kBytesIOSpec = {
    .name = "_io.BytesIO",
    .doc = "BytesIO(initial_bytes=b'')\n\nBuffered I/O in memory, for bytes.",
    .id = ModuleType::kBytesIO,
    .base = ModuleType::kBufferedIOBase,
    .size = sizeof(io::BytesIO),
    .flags = io::kStreamFlags,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .slots = {.iter = io::stream_iter, .next = io::next, .init = init_from<io::kInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::clear,
    .dealloc = io::dealloc,
};

constexpr TypeSpec kBytesIOBufferSpec = {
    .name = "_io._BytesIOBuffer",
    .id = ModuleType::kBytesIOBuffer,
    .size = sizeof(io::BytesIOBuffer),
    .flags = Type::kCollected | Type::kNoNew,
    .traverse = io::OwnedByBuffer::traverse,
    .dealloc = io::OwnedByBuffer::dealloc,
    .get_buffer = io::lend,
    .release_buffer = io::take_back,
};

}  // namespace pyemb
