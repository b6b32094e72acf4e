// SPDX-License-Identifier: MIT
#pragma once

// Parts of messages: rows of buffers, and ancillary data (control messages).

#include <sys/socket.h>
#include <sys/uio.h>

#include "objects/buffer.h"
#include "objects/text_buffer.h"
#include "modules/socket/socket.h"

namespace pyemb {
namespace sockets {

/// The buffers of an iterable, open for as long as the object lives.
class BufferRow {
 public:
  explicit BufferRow(ThreadState& ts) : ts_(ts) {}
  ~BufferRow();
  BufferRow(const BufferRow&) = delete;
  BufferRow& operator=(const BufferRow&) = delete;

  /// Opens them to be sent, or to be written to: TypeError in the words of the function.
  [[nodiscard]] Status open_to_send(Value iterable);
  [[nodiscard]] Status open_to_receive(Value iterable);
  iovec* vectors() { return vectors_; }
  size_t count() const { return count_; }

 private:
  [[nodiscard]] Status open(Value iterable, const char* function, int flags);

  ThreadState& ts_;
  size_t capacity_ = 0;
  size_t count_ = 0;         ///< buffers that are open
  Buffer* buffers_ = nullptr;
  iovec* vectors_ = nullptr;
};

/// The sequence of an argument that must be iterable: TypeError "sendmsg() argument 1 must be an iterable".
[[nodiscard]] Result<Own<Tuple>> to_items(ThreadState& ts, Value iterable, const char* function, int position);

/// Ancillary data to be sent.
class Control {
 public:
  /// One item. OSError "ancillary data item too large", "too much ancillary data".
  [[nodiscard]] Status add(ThreadState& ts, int level, int type, std::string_view data);
  void put_into(msghdr& message);

 private:
  TextBuffer bytes_;
};

/// Sends what the message says; its address may be missing.
[[nodiscard]] Result<int64_t> send_message(ThreadState& ts, Socket& self, const msghdr& message, int flags);

}  // namespace sockets
}  // namespace pyemb
