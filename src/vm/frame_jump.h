// SPDX-License-Identifier: MIT
#pragma once

// f_lineno = line: a trace function makes the frame that it hears of go on at another line.
//
// The order is given while the trace function runs, and only noted in the frame object then; the eval loop carries it out when the
// function has returned, or, where a generator has just yielded, when that is resumed.

#include "vm/frame_object.h"

namespace pyemb {

/// Notes the jump in object.jump. ValueError where the event or the line does not allow it.
[[nodiscard]] Status request_jump(ThreadState& ts, FrameObject& object, Value line);

/// Goes where the object of the frame says: drops the temporaries that nothing there knows of, and sets the pc.
[[nodiscard]] Status carry_out_jump(ThreadState& ts, Frame& frame);
inline bool wants_jump(const Frame& frame) { return frame.has(Frame::kHasObject) && frame.object->jump >= 0; }

}  // namespace pyemb
