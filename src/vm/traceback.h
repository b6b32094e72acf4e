// SPDX-License-Identifier: MIT
#pragma once

// traceback: one entry for each frame that an exception left, the outermost first.

#include "objects/code.h"
#include "objects/dict.h"

namespace pyemb {

struct Traceback : Object {
  static constexpr TypeId kId = TypeId::kTraceback;

  Value next;        ///< the entry further in, or null. Owned
  Value frame;       ///< frame object. Owned
  uint32_t offset;   ///< the instruction, in words
  int32_t line;      ///< kLineOfFrame: by the frame's code, looked up when asked for; -1: unknown
  static constexpr int32_t kLineOfFrame = -2;
  int32_t given_lasti; ///< what TracebackType() was called with; -1: tb_lasti follows from the offset
};

/// The line of an entry; -1: unknown.
int32_t traceback_line(const Traceback& entry);

[[nodiscard]] Result<Own<Traceback>> new_traceback(ThreadState& ts, Value next, Value frame, uint32_t offset, int32_t line);

/// What printing needs of a frame object.
Code& frame_object_code(Value frame);
Dict& frame_object_globals(Value frame);

}  // namespace pyemb
