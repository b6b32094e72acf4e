// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "modules/io/buffered.h"
#include "modules/io/file_io.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/text_buffer.h"

// Reading from a Buffered. What the buffer has read ahead is given without taking the lock: no other thread can run in between.

namespace pyemb::io {
namespace {

/// Takes `count` bytes out of what was read ahead.
Result<Ref> take_ahead(ThreadState& ts, Buffered& self, int64_t count) {
  std::string_view data = self.ahead_view().substr(0, static_cast<size_t>(count));
  self.position += count;
  return new_bytes(ts, data);
}

/// Copies up to `size` bytes of what was read ahead.
int64_t copy_ahead(Buffered& self, char* to, int64_t size) {
  int64_t count = std::min(size, self.ahead());
  if (count > 0) std::memcpy(to, self.buffer + self.position, static_cast<size_t>(count));
  self.position += count;
  return count;
}

/// Before the raw stream is read: what waits goes out first.
Status start_reading(ThreadState& ts, Buffered& self) { return self.can_write ? flush_and_rewind(ts, self) : Status(); }

/// raw.readall(), or raw.read() until the end: bytes, or None if nothing is there yet.
Result<Ref> read_raw_to_end(ThreadState& ts, Buffered& self) {
  if (is_plain(self.raw, ModuleType::kFileIO)) return file_read_all(ts, as<FileIO>(self.raw));
  Ref raw = Ref::copy(self.raw);
  Ref read_all = TRY(find_attr(ts, raw, "readall"));
  if (!read_all.is_absent()) {
    Ref data = TRY(call_named(ts, raw, "readall"));
    if (!data.is_none() && !is<Bytes>(data)) return raise(ts, Exc::kTypeError, "readall() should return bytes");
    return data;
  }
  TextBuffer all;
  while (true) {
    Ref data = TRY(call_named(ts, raw, "read"));
    if (!data.is_none() && !is<Bytes>(data)) return raise(ts, Exc::kTypeError, "read() should return bytes");
    if (data.is_none() && all.size() == 0) return data;
    if (data.is_none() || data.as<Bytes>()->size == 0) break;
    all.append(data.as<Bytes>()->view());
  }
  if (!all.ok()) return raise_no_memory(ts);
  return new_bytes(ts, all.view());
}

Result<Ref> read_all_locked(ThreadState& ts, Buffered& self) {
  Own<Bytes> head = TRY(new_bytes(ts, self.ahead_view()));
  self.forget_ahead();
  TRY(start_reading(ts, self));
  Ref rest = TRY(read_raw_to_end(ts, self));
  if (rest.is_none()) {
    if (head->size > 0) return head;
    return rest;
  }
  int64_t size = rest.as<Bytes>()->size;
  if (self.raw_position >= 0) self.raw_position += size;
  if (head->size == 0) return rest;
  Own<Bytes> joined = TRY(new_bytes_buffer(ts, head->size + size));
  std::memcpy(joined->data(), head->data(), static_cast<size_t>(head->size));
  std::memcpy(joined->data() + head->size, rest.as<Bytes>()->data(), static_cast<size_t>(size));
  return joined;
}

/// Fills `to` as far as the raw stream gives: whole buffers' worth directly, the rest through the buffer. kWouldBlock if nothing
/// came at all.
Result<int64_t> read_fully(ThreadState& ts, Buffered& self, char* to, int64_t size) {
  int64_t done = copy_ahead(self, to, size);
  if (done == size) return done;
  TRY(start_reading(ts, self));
  self.forget_ahead();
  while (done < size) {
    int64_t whole = (size - done) / self.buffer_size * self.buffer_size;
    int64_t got = TRY(whole > 0 ? raw_read(ts, self, to + done, whole) : fill_buffer(ts, self));
    if (got <= 0) return got == kWouldBlock && done == 0 ? kWouldBlock : done;
    done += whole > 0 ? got : copy_ahead(self, to + done, size - done);
  }
  return done;
}

enum class Calls : uint8_t { kMany, kOne };

/// readinto() and readinto1().
Result<int64_t> read_into(ThreadState& ts, Buffered& self, char* to, int64_t size, Calls calls) {
  int64_t done = copy_ahead(self, to, size);
  if (done == size) return done;
  BufferLock lock(ts, self);
  TRY(lock.enter());
  TRY(start_reading(ts, self));
  self.forget_ahead();
  while (done < size) {
    bool direct = size - done > self.buffer_size;
    if (calls == Calls::kOne && done > 0 && !direct) break;
    int64_t got = TRY(direct ? raw_read(ts, self, to + done, size - done) : fill_buffer(ts, self));
    if (got <= 0) return got == kWouldBlock && done == 0 ? kWouldBlock : done;
    done += direct ? got : copy_ahead(self, to + done, size - done);
    if (calls == Calls::kOne) break;
  }
  return done;
}

Result<Ref> read_into_method(ThreadState& ts, Buffered& self, Value target, Calls calls) {
  TRY(buffered_check_ready(ts, self));
  TRY(buffered_check_open(ts, self, "readinto of closed file"));
  Buffer buffer(ts);
  TRY(buffer.open_writable(target, calls == Calls::kOne ? "readinto1" : "readinto"));
  int64_t count = TRY(read_into(ts, self, reinterpret_cast<char*>(buffer.data()), buffer.size(), calls));
  if (count == kWouldBlock) return Ref::none();
  return new_int(ts, count);
}

/// The line that starts with what was read ahead, as far as `limit` (negative: no limit).
Result<Ref> read_line(ThreadState& ts, Buffered& self, int64_t limit) {
  TRY(buffered_check_open(ts, self, "readline of closed file"));
  auto line_in_buffer = [&](int64_t most) -> int64_t {
    std::string_view data = self.ahead_view();
    if (most >= 0) data = data.substr(0, static_cast<size_t>(most));
    size_t newline = data.find('\n');
    if (newline != data.npos) return static_cast<int64_t>(newline) + 1;
    return most >= 0 && static_cast<int64_t>(data.size()) == most ? most : -1;
  };
  int64_t count = line_in_buffer(limit);
  if (count >= 0) return take_ahead(ts, self, count);
  BufferLock lock(ts, self);
  TRY(lock.enter());
  TextBuffer line;
  line.append(self.ahead_view());
  self.forget_ahead();
  TRY(start_reading(ts, self));
  while (true) {
    int64_t got = TRY(fill_buffer(ts, self));
    if (got <= 0) break;
    int64_t left = limit < 0 ? -1 : limit - static_cast<int64_t>(line.size());
    int64_t end = line_in_buffer(left);
    line.append(self.ahead_view().substr(0, static_cast<size_t>(end < 0 ? got : end)));
    self.position = end < 0 ? got : end;
    if (end >= 0) break;
  }
  if (!line.ok()) return raise_no_memory(ts);
  return new_bytes(ts, line.view());
}

}  // namespace

Result<Ref> buffered_read_all(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_open(ts, self, "read of closed file"));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  return read_all_locked(ts, self);
}

Result<Ref> buffered_read(ThreadState& ts, Buffered& self, Value size_value) {
  TRY(buffered_check_ready(ts, self));
  int64_t size = TRY(size_argument(ts, size_value));
  if (size < -1) return raise(ts, Exc::kValueError, "read length must be non-negative or -1");
  if (size == -1) return buffered_read_all(ts, self);
  TRY(buffered_check_open(ts, self, "read of closed file"));
  if (size <= self.ahead()) return take_ahead(ts, self, size);
  Own<Bytes> data = TRY(new_bytes_buffer(ts, size));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  int64_t got = TRY(read_fully(ts, self, reinterpret_cast<char*>(data->data()), size));
  if (got == kWouldBlock) return Ref::none();
  if (got == size) return data;
  return new_bytes(ts, data->view().substr(0, static_cast<size_t>(got)));
}

Result<Ref> buffered_read1(ThreadState& ts, Buffered& self, Value size_value) {
  TRY(buffered_check_ready(ts, self));
  int64_t size = -1;
  if (!size_value.is_null()) size = TRY(to_index(ts, size_value));
  if (size < 0) size = self.buffer_size;
  TRY(buffered_check_open(ts, self, "read of closed file"));
  if (size == 0) return new_bytes(ts, "");
  if (self.ahead() > 0) return take_ahead(ts, self, std::min(size, self.ahead()));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  TRY(start_reading(ts, self));
  self.forget_ahead();
  if (size <= self.buffer_size) {  // by way of the buffer: one copy, into bytes of the right size
    Result<int64_t> result = raw_read(ts, self, self.buffer, size);
    if (result.raised()) return Raised{};
    int64_t got = std::max<int64_t>(result.take(), 0);
    return new_bytes(ts, std::string_view(self.buffer, static_cast<size_t>(got)));
  }
  Own<Bytes> data = TRY(new_bytes_buffer(ts, size));
  int64_t got = TRY(raw_read(ts, self, reinterpret_cast<char*>(data->data()), size));
  if (got == size) return data;
  return new_bytes(ts, data->view().substr(0, static_cast<size_t>(std::max<int64_t>(got, 0))));
}

Result<Ref> buffered_peek(ThreadState& ts, Buffered& self, std::optional<int64_t>) {
  TRY(buffered_check_ready(ts, self));
  TRY(buffered_check_open(ts, self, "peek of closed file"));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  if (self.ahead() == 0) {
    TRY(start_reading(ts, self));
    Result<int64_t> got = fill_buffer(ts, self);
    if (got.raised()) return Raised{};
  }
  return new_bytes(ts, self.ahead_view());
}

Result<Ref> buffered_read_into(ThreadState& ts, Buffered& self, Value target) { return read_into_method(ts, self, target, Calls::kMany); }
Result<Ref> buffered_read_into1(ThreadState& ts, Buffered& self, Value target) { return read_into_method(ts, self, target, Calls::kOne); }

Result<Ref> buffered_read_line(ThreadState& ts, Buffered& self, Value size_value) {
  TRY(buffered_check_ready(ts, self));
  int64_t limit = TRY(size_argument(ts, size_value));
  return read_line(ts, self, limit);
}

Result<Ref> buffered_next(ThreadState& ts, Value value) {
  auto& self = *static_cast<Buffered*>(value.as_object());
  TRY(buffered_check_ready(ts, self));
  Ref line;
  if (value.as_object()->type->has_flag(Type::kHeapType) || !self.dict.is_null()) {
    line = TRY(call_named(ts, value, "readline"));
    if (!is<Bytes>(line)) return raise(ts, Exc::kOSError, "readline() should have returned a bytes object, not '%.200s'", type_name(ts, line));
  } else {
    line = TRY(read_line(ts, self, -1));
  }
  if (line.as<Bytes>()->size == 0) return Result<Ref>::absent();
  return line;
}

}  // namespace pyemb::io
