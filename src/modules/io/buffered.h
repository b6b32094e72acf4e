// SPDX-License-Identifier: MIT
#pragma once

// BufferedReader, BufferedWriter and BufferedRandom: one layout, `Buffered`, over a raw stream.
//
// The buffer holds either what was read ahead or what waits to be written, never both:
//
//     reading    [ consumed | read ahead |   free   ]      the raw stream stands at read_end
//                0          position     read_end
//     writing    [ waits to be written   |   free   ]      position == read_end == 0; the raw stream stands at 0
//                0                       write_end
//
// So a BufferedRandom that changes from reading to writing moves the raw stream back to the position first, and writes out
// before it reads. What was consumed stays in the buffer, so that a short seek back needs no system call.
//
// A thread that is inside keeps others out (BufferLock), since raw streams let go of the interpreter lock.

#include <atomic>

#include "modules/io/io.h"

namespace pyemb::io {

struct Buffered : IOBase {
  Value raw;              ///< owned; null: not initialized, or detached
  char* buffer;           ///< null: closed
  int64_t buffer_size;
  int64_t position;
  int64_t read_end;
  int64_t write_end;
  int64_t raw_position;   ///< where the raw stream stands; -1: not known
  bool ready;
  bool detached;
  bool can_read;
  bool can_write;
  ThreadState* owner;     ///< the thread inside; null: none
  uint32_t waiting;       ///< threads that wait to get in
  bool handed_over;       ///< free, but for one of those: else a busy thread would always come first
  std::atomic<uint32_t> turns;  ///< counts the threads that have left while others waited

  int64_t ahead() const { return read_end - position; }
  std::string_view ahead_view() const { return {buffer + position, static_cast<size_t>(ahead())}; }
  void forget_ahead() { position = read_end = 0; }
};

/// Keeps other threads out of a stream for its lifetime. RuntimeError for a thread that is inside already: a signal handler or a raw
/// stream that calls back.
///     BufferLock lock(ts, self);
///     TRY(lock.enter());
class BufferLock {
 public:
  BufferLock(ThreadState& ts, Buffered& stream) : ts_(ts), stream_(stream) {}
  ~BufferLock() { leave(); }
  BufferLock(const BufferLock&) = delete;
  BufferLock& operator=(const BufferLock&) = delete;
  [[nodiscard]] Status enter() {
    if (LIKELY(stream_.owner == nullptr && !stream_.handed_over)) {
      stream_.owner = &ts_;
      entered_ = true;
      return {};
    }
    return wait();
  }
  void leave();

 private:
  Status wait();
  ThreadState& ts_;
  Buffered& stream_;
  bool entered_ = false;
};

// -- the stream --------------------------------------------------------------------------------------------------------------------

enum Ability : uint8_t { kReads = 1, kWrites = 2 };
/// The parts of __init__ that the three types share.
[[nodiscard]] Status buffered_init(ThreadState& ts, Buffered& self, Value raw, int64_t buffer_size, uint8_t abilities);
/// ValueError for a stream without a raw stream.
[[nodiscard]] Status buffered_check_ready(ThreadState& ts, const Buffered& self);
/// ValueError `message` for a closed stream; one that has read ahead may still be read.
[[nodiscard]] Status buffered_check_open(ThreadState& ts, Buffered& self, const char* message);
[[nodiscard]] Result<bool> buffered_is_closed(ThreadState& ts, Buffered& self);

// -- the raw stream: the caller is inside ----------------------------------------------------------------------------------------------

/// Reads up to `size` bytes; 0 at the end, or kWouldBlock.
[[nodiscard]] Result<int64_t> raw_read(ThreadState& ts, Buffered& self, char* to, int64_t size);
[[nodiscard]] Result<int64_t> raw_write(ThreadState& ts, Buffered& self, const char* from, int64_t size);
[[nodiscard]] Result<int64_t> raw_seek(ThreadState& ts, Buffered& self, int64_t offset, int whence);
[[nodiscard]] Result<int64_t> raw_tell(ThreadState& ts, Buffered& self);
/// Reads into the empty buffer; the number of bytes, or kWouldBlock.
[[nodiscard]] Result<int64_t> fill_buffer(ThreadState& ts, Buffered& self);
/// Writes out what waits. BlockingIOError if the raw stream would block.
[[nodiscard]] Status write_out(ThreadState& ts, Buffered& self);
/// Writes out, and moves the raw stream to the position.
[[nodiscard]] Status flush_and_rewind(ThreadState& ts, Buffered& self);

// -- for the text layer: without calls by name --------------------------------------------------------------------------------------------

/// buffer.read1(size) of a BufferedReader or BufferedRandom.
[[nodiscard]] Result<Ref> buffered_read1(ThreadState& ts, Buffered& self, Value size);
/// buffer.read() to the end.
[[nodiscard]] Result<Ref> buffered_read_all(ThreadState& ts, Buffered& self);
/// buffer.write(data) of a BufferedWriter or BufferedRandom; the bytes written.
[[nodiscard]] Result<int64_t> buffered_write(ThreadState& ts, Buffered& self, std::string_view data);
[[nodiscard]] Status buffered_flush(ThreadState& ts, Buffered& self);

/// The methods that belong to reading and to writing, for the tables of the types (buffered_types.cpp).
[[nodiscard]] Result<Ref> buffered_read(ThreadState& ts, Buffered& self, Value size);
[[nodiscard]] Result<Ref> buffered_peek(ThreadState& ts, Buffered& self, std::optional<int64_t> size);
[[nodiscard]] Result<Ref> buffered_read_into(ThreadState& ts, Buffered& self, Value target);
[[nodiscard]] Result<Ref> buffered_read_into1(ThreadState& ts, Buffered& self, Value target);
[[nodiscard]] Result<Ref> buffered_read_line(ThreadState& ts, Buffered& self, Value size);
[[nodiscard]] Result<Ref> buffered_next(ThreadState& ts, Value self);
[[nodiscard]] Result<int64_t> buffered_write_method(ThreadState& ts, Buffered& self, Value data);

}  // namespace pyemb::io
