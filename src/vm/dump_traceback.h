// SPDX-License-Identifier: MIT
#pragma once

// Showing where threads are while the process may be broken: from a signal handler, or from a thread that does not hold the
// interpreter lock. Nothing here allocates, locks or runs Python code: it follows pointers and calls write(2). What another thread
// changes at the same time may read wrong; each object is looked at before it is trusted.

#include <cstdint>
#include <string_view>

#include "state/thread_state.h"

namespace pyemb {

struct Str;

/// Text on its way to a descriptor, in pieces of at most a buffer.
class DumpWriter {
 public:
  explicit DumpWriter(int fd) : fd_(fd) {}
  ~DumpWriter() { flush(); }
  DumpWriter(const DumpWriter&) = delete;
  DumpWriter& operator=(const DumpWriter&) = delete;

  void text(std::string_view text);
  void number(int64_t number);
  /// With a leading 0x and at least so many digits.
  void address(uint64_t number, int digits);
  /// At most 500 code points; what is not printable ASCII as an escape sequence.
  void str(const Str& text);
  void flush();

 private:
  void hexadecimal(uint64_t number, int digits);

  int fd_;
  size_t size_ = 0;
  char buffer_[256];
};

/// "Stack (most recent call first):" and the frames of one thread.
void dump_thread(DumpWriter& out, const ThreadState& ts);
/// The frames of every thread of the interpreter. `current` (or null) is titled as such.
void dump_threads(DumpWriter& out, const Interpreter& interp, const ThreadState* current);
/// The native modules that do not belong to the standard library, if there are any.
void dump_native_modules(DumpWriter& out, const Interpreter& interp);

}  // namespace pyemb
