// SPDX-License-Identifier: MIT
#include "modules/io/buffered.h"

#include <cerrno>
#include <cstring>

#include "modules/io/file_io.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/memoryview.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/gil.h"

// What reading and writing have in common: the lock, and access to the raw stream.

namespace pyemb::io {

// -- the lock ----------------------------------------------------------------------------------------------------------------------

Status BufferLock::wait() {
  if (stream_.owner == &ts_) {
    Own<Str> shown = TRY(repr(ts_, Value::from_object(&stream_)));
    return raise(ts_, Exc::kRuntimeError, "reentrant call inside %s", Utf8(ts_, *shown).c_str());
  }
  bool waited = false;
  while (stream_.owner != nullptr || (stream_.handed_over && !waited && !ts_.interp.finalizing)) {
    if (ts_.interp.finalizing) {  // the owner will never run again
      return raise(ts_, Exc::kRuntimeError, "could not acquire lock for a buffered stream at interpreter shutdown, possibly due to daemon threads");
    }
    uint32_t turn = stream_.turns.load(std::memory_order_relaxed);
    ++stream_.waiting;
    {
      WithoutGil unlocked(ts_);
      stream_.turns.wait(turn);
    }
    --stream_.waiting;
    waited = true;
  }
  stream_.handed_over = false;
  stream_.owner = &ts_;
  entered_ = true;
  return {};
}

void BufferLock::leave() {
  if (!entered_) return;
  entered_ = false;
  stream_.owner = nullptr;
  if (UNLIKELY(stream_.waiting > 0)) {
    stream_.handed_over = true;
    stream_.turns.fetch_add(1, std::memory_order_relaxed);
    stream_.turns.notify_all();
  }
}

// -- state -------------------------------------------------------------------------------------------------------------------------

namespace {

FileIO* plain_file(Buffered& self) { return is_plain(self.raw, ModuleType::kFileIO) ? &as<FileIO>(self.raw) : nullptr; }

Status require(ThreadState& ts, Value raw, const char* question, const char* message) {
  Ref answer = TRY(call_named(ts, raw, question));
  if (answer.get().is_true()) return {};
  return raise_unsupported(ts, message);
}

}  // namespace

Status buffered_init(ThreadState& ts, Buffered& self, Value raw, int64_t buffer_size, uint8_t abilities) {
  BufferLock lock(ts, self);
  TRY(lock.enter());
  self.ready = self.detached = false;
  FileIO* plain = is_plain(raw, ModuleType::kFileIO) && as<FileIO>(raw).fd >= 0 ? &as<FileIO>(raw) : nullptr;
  if (abilities == (kReads | kWrites)) TRY(require(ts, raw, "seekable", "File or stream is not seekable."));
  if ((abilities & kReads) != 0 && (plain == nullptr || !plain->readable)) TRY(require(ts, raw, "readable", "File or stream is not readable."));
  if ((abilities & kWrites) != 0 && (plain == nullptr || !plain->writable)) TRY(require(ts, raw, "writable", "File or stream is not writable."));
  set_field(self.raw, Ref::copy(raw));
  TRY(check_buffer_size(ts, buffer_size));
  auto* buffer = static_cast<char*>(ts.interp.heap.allocate_buffer(static_cast<size_t>(buffer_size)));
  if (buffer == nullptr) return raise_no_memory(ts);
  ts.interp.heap.release_buffer(self.buffer, static_cast<size_t>(self.buffer_size));
  self.buffer = buffer;
  self.buffer_size = buffer_size;
  self.forget_ahead();
  self.write_end = 0;
  self.raw_position = -1;
  self.can_read = (abilities & kReads) != 0;
  self.can_write = (abilities & kWrites) != 0;
  if (plain == nullptr && raw_tell(ts, self).raised()) {
    ts.clear_pending();
    self.raw_position = -1;
  }
  self.ready = true;
  return {};
}

Status buffered_check_ready(ThreadState& ts, const Buffered& self) {
  if (LIKELY(self.ready)) return {};
  if (self.detached) return raise(ts, Exc::kValueError, "raw stream has been detached");
  return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
}

Result<bool> buffered_is_closed(ThreadState& ts, Buffered& self) {
  if (FileIO* file = plain_file(self)) return file->fd < 0;
  TRY(buffered_check_ready(ts, self));
  Ref raw = Ref::copy(self.raw);
  return is_closed(ts, raw);
}

Status buffered_check_open(ThreadState& ts, Buffered& self, const char* message) {
  TRY(buffered_check_ready(ts, self));
  if (self.buffer != nullptr) {
    if (FileIO* file = plain_file(self); file != nullptr && file->fd >= 0) return {};
    if (self.ahead() > 0) return {};
    bool closed = TRY(buffered_is_closed(ts, self));
    if (!closed) return {};
  }
  return raise(ts, Exc::kValueError, "%s", message);
}

// -- the raw stream ----------------------------------------------------------------------------------------------------------------

namespace {

/// What readinto() and write() of a raw stream have answered: a count between 0 and `size`, or None.
Result<int64_t> checked_count(ThreadState& ts, Value answer, int64_t size, const char* what) {
  if (answer.is_none()) return kWouldBlock;
  Result<int64_t> count = to_index(ts, answer);
  if (count.raised()) {
    Ref cause = ts.take_pending();
    static_cast<void>(raise(ts, Exc::kOSError, "raw %s failed", what));
    if (is_exception(ts.pending) && is_exception(cause)) {
      set_cause(as<Exception>(ts.pending), cause);
      set_context(as<Exception>(ts.pending), cause);
    }
    return Raised{};
  }
  int64_t n = count.take();
  if (n >= 0 && n <= size) return n;
  return raise(ts, Exc::kOSError, "raw %s returned invalid length %lld (should have been between 0 and %lld)", what, static_cast<long long>(n),
               static_cast<long long>(size));
}

/// raw.name(argument), again as long as a signal interrupts it.
Result<Ref> call_raw(ThreadState& ts, Value raw, const char* name, Value argument) {
  while (true) {
    Result<Ref> result = call_named(ts, raw, name, argument);
    if (!result.raised() || !trap_interrupt(ts)) return result;
    TRY(poll_signals(ts));
  }
}

}  // namespace

Result<int64_t> raw_read(ThreadState& ts, Buffered& self, char* to, int64_t size) {
  int64_t got;
  if (FileIO* file = plain_file(self)) {
    got = TRY(file_read(ts, *file, to, size));
  } else {
    // Python code gets memory that it may keep: a bytearray of its own.
    Ref raw = Ref::copy(self.raw);
    Own<ByteArray> lent = TRY(new_byte_array_buffer(ts, size));
    std::memset(lent->start, 0, static_cast<size_t>(size));
    Own<MemoryView> view = TRY(new_memory_view(ts, lent));
    Ref answer = TRY(call_raw(ts, raw, "readinto", view));
    got = TRY(checked_count(ts, answer, size, "readinto()"));
    if (got > 0 && lent->size >= got) std::memcpy(to, lent->start, static_cast<size_t>(got));
  }
  if (got > 0 && self.raw_position >= 0) self.raw_position += got;
  return got;
}

Result<int64_t> raw_write(ThreadState& ts, Buffered& self, const char* from, int64_t size) {
  int64_t written;
  if (FileIO* file = plain_file(self)) {
    written = TRY(file_write(ts, *file, from, size));
  } else {
    Ref raw = Ref::copy(self.raw);
    Own<Bytes> lent = TRY(new_bytes(ts, std::string_view(from, static_cast<size_t>(size))));
    Own<MemoryView> view = TRY(new_memory_view(ts, lent));
    Ref answer = TRY(call_raw(ts, raw, "write", view));
    written = TRY(checked_count(ts, answer, size, "write()"));
  }
  if (written > 0 && self.raw_position >= 0) self.raw_position += written;
  return written;
}

Result<int64_t> raw_seek(ThreadState& ts, Buffered& self, int64_t offset, int whence) {
  self.raw_position = -1;
  int64_t at;
  if (FileIO* file = plain_file(self)) {
    at = TRY(file_seek(ts, *file, offset, whence));
  } else {
    Ref raw = Ref::copy(self.raw);
    Ref target = TRY(new_int(ts, offset));
    Ref answer = TRY(call_named(ts, raw, "seek", target, Value::from_int(whence)));
    at = TRY(to_offset(ts, answer));
    if (at < 0) return raise(ts, Exc::kOSError, "Raw stream returned invalid position %lld", static_cast<long long>(at));
  }
  self.raw_position = at;
  return at;
}

Result<int64_t> raw_tell(ThreadState& ts, Buffered& self) {
  int64_t at;
  if (FileIO* file = plain_file(self)) {
    at = TRY(file_seek(ts, *file, 0, SEEK_CUR));
  } else {
    Ref raw = Ref::copy(self.raw);
    Ref answer = TRY(call_named(ts, raw, "tell"));
    at = TRY(to_offset(ts, answer));
    if (at < 0) return raise(ts, Exc::kOSError, "Raw stream returned invalid position %lld", static_cast<long long>(at));
  }
  self.raw_position = at;
  return at;
}

Result<int64_t> fill_buffer(ThreadState& ts, Buffered& self) {
  self.forget_ahead();
  int64_t got = TRY(raw_read(ts, self, self.buffer, self.buffer_size));
  if (got > 0) self.read_end = got;
  return got;
}

namespace {

Raised raise_blocking(ThreadState& ts, int64_t written) {
  Result<Own<Str>> text = new_str(ts, "write could not complete without blocking");
  if (text.raised()) return {};
  Own<Str> message = text.take();
  const Value args[] = {Value::from_int(EAGAIN), message, Value::from_int(written)};
  Result<Own<Exception>> made = new_exception(ts, Exc::kBlockingIOError, args);
  if (made.raised()) return {};
  return raise_object(ts, Ref(made.take()));
}

}  // namespace

Status write_out(ThreadState& ts, Buffered& self) {
  int64_t done = 0;
  Status outcome;
  while (done < self.write_end) {
    Result<int64_t> result = raw_write(ts, self, self.buffer + done, self.write_end - done);
    if (result.raised()) {
      outcome = Raised{};
      break;
    }
    if (result.take() == kWouldBlock) {
      outcome = raise_blocking(ts, 0);
      break;
    }
    done += result.take();
    outcome = poll_signals(ts);
    if (outcome.raised()) break;
  }
  if (done < self.write_end && done > 0) std::memmove(self.buffer, self.buffer + done, static_cast<size_t>(self.write_end - done));
  self.write_end -= done;
  return outcome;
}

Status flush_and_rewind(ThreadState& ts, Buffered& self) {
  TRY(write_out(ts, self));
  if (!self.can_read || self.ahead() == 0) {
    self.forget_ahead();
    return {};
  }
  int64_t back = self.ahead();
  self.forget_ahead();
  Result<int64_t> moved = raw_seek(ts, self, -back, SEEK_CUR);
  if (moved.raised()) return Raised{};
  return {};
}

Result<int64_t> buffered_write(ThreadState& ts, Buffered& self, std::string_view data) {
  BufferLock lock(ts, self);
  TRY(lock.enter());
  bool closed = TRY(buffered_is_closed(ts, self));
  if (closed || self.buffer == nullptr) return raise(ts, Exc::kValueError, "write to closed file");
  if (self.ahead() > 0) TRY(flush_and_rewind(ts, self));
  self.forget_ahead();
  auto size = static_cast<int64_t>(data.size());
  auto append = [&](int64_t from, int64_t count) {
    std::memcpy(self.buffer + self.write_end, data.data() + from, static_cast<size_t>(count));
    self.write_end += count;
  };
  if (size <= self.buffer_size - self.write_end && size < self.buffer_size) {
    append(0, size);
    return size;
  }
  if (write_out(ts, self).raised()) {
    if (!pending_is(ts, Exc::kBlockingIOError)) return Raised{};
    int64_t room = self.buffer_size - self.write_end;
    ts.clear_pending();
    append(0, std::min(size, room));
    return size <= room ? Result<int64_t>(size) : Result<int64_t>(raise_blocking(ts, room));
  }
  int64_t written = 0;
  while (size - written > self.buffer_size) {
    int64_t count = TRY(raw_write(ts, self, data.data() + written, size - written));
    if (count == kWouldBlock) {
      append(written, self.buffer_size);
      return raise_blocking(ts, written + self.buffer_size);
    }
    written += count;
    TRY(poll_signals(ts));
  }
  append(written, size - written);
  return size;
}

Result<int64_t> buffered_write_method(ThreadState& ts, Buffered& self, Value data) {
  TRY(buffered_check_ready(ts, self));
  Buffer buffer(ts);
  TRY(buffer.open(data));
  return buffered_write(ts, self, buffer.view());
}

Status buffered_flush(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_open(ts, self, "flush of closed file"));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  return flush_and_rewind(ts, self);
}

}  // namespace pyemb::io
