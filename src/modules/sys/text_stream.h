// SPDX-License-Identifier: MIT
#pragma once

// The standard streams, as long as the program does not replace them: text in UTF-8 over a file descriptor, or over the
// host's write function. Named as what they stand for, `_io.TextIOWrapper`.
//
// An output stream collects up to kBufferSize bytes; a line-buffered one is flushed at each newline.

#include "config/module_type_ids.h"
#include "objects/type.h"

namespace pyemb {

struct TextStream : Object {
  static constexpr TypeId kId = ModuleType::kTextStream;
  static constexpr size_t kBufferSize = 8192;
  enum Errors : uint8_t { kStrict, kSurrogateEscape, kBackslashReplace };

  int fd;
  bool readable;
  bool line_buffered;
  bool closed;
  bool at_end;         ///< input: the last read found the end
  Errors errors;
  uint32_t used;       ///< output: bytes waiting; input: bytes in the buffer
  uint32_t position;   ///< input: where reading goes on
  char* buffer;        ///< kBufferSize bytes
  Value name;          ///< "<stdout>", owned
};

/// A stream over descriptor 0, 1 or 2.
[[nodiscard]] Result<Ref> new_text_stream(ThreadState& ts, int fd);
/// Writes out what waits.
[[nodiscard]] Status text_stream_flush(ThreadState& ts, TextStream& stream);
[[nodiscard]] Status text_stream_write(ThreadState& ts, TextStream& stream, Value text);

}  // namespace pyemb
