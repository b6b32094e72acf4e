// SPDX-License-Identifier: MIT
#pragma once

// frame: what Python sees of a frame. Made when asked for (sys._getframe, tracebacks, gi_frame, locals()).
//
// While the frame lives, `frame` points to it, and the frame owns a reference to the object. When the frame ends first, the object
// takes its registers over and remembers its caller.

#include "vm/frame.h"

namespace pyemb {

struct FrameObject : Object {
  static constexpr TypeId kId = TypeId::kFrame;
  /// Of what a trace function is being told.
  enum Event : uint8_t { kNoEvent, kCall, kLine, kOpcode, kReturn, kException, kNativeCall, kNativeReturn, kNativeException, kNeverRuns };

  Frame* frame;        ///< null once it has ended
  Code* code;          ///< owned, as all below
  Dict* globals;
  Dict* builtins;
  Value locals;        ///< the mapping of a module or class body, or the dict that f_locals made; null: none yet
  Value* values;       ///< before it begins (vm/frame_start.h) and after the end: code->first_temp values in a buffer; null: cleared
  Value back;          ///< after the end: the caller's frame object or null
  Value trace;         ///< f_trace or null
  uint32_t offset;     ///< after the end: where it was
  int32_t traced_line;     ///< of the event that came last; kNeverRuns: its line, which C code may set
  uint32_t traced_offset;  ///< the instruction that the tracer saw last
  int32_t debug_line;      ///< of a debugger (vm/debug.h): the line it saw last; -1: the frame has just begun
  uint32_t debug_offset;   ///< the instruction it saw last
  uint32_t debug_end;      ///< where the instructions of that line end
  uint32_t debug_turn;     ///< when it saw that
  bool trace_lines;
  bool trace_opcodes;
  Event event;             ///< kCall: no line of the body runs yet
  int64_t jump;            ///< the offset at which the trace function wants it to go on; -1: no wish
};

/// A frame that does not run. For a traceback, where it stands for code that is none of Python's, or to begin later (vm/frame_start.h).
[[nodiscard]] Result<Own<FrameObject>> new_frame_object(ThreadState& ts, Code& code, Dict& globals, Dict& builtins, Value locals);

/// The object of a live frame. Borrowed: the frame owns it.
[[nodiscard]] Result<FrameObject*> frame_object_of(ThreadState& ts, Frame& frame);

/// The frame ends: its object takes the values over if someone else holds it. Unsets kHasObject, and gives the frame's reference to the caller.
[[nodiscard]] Own<FrameObject> detach_frame_object(ThreadState& ts, Frame& frame);

/// The instruction it is at, its line; where it was, after its end.
uint32_t frame_object_offset(const FrameObject& object);
int32_t frame_object_line(const FrameObject& object);
/// The line as Python code sees it: where a jump was asked for, that of its target; at the call of a function, that of its definition. -1: none.
int32_t frame_object_shown_line(const FrameObject& object);
/// Whether the instruction is the implicit end of a block or loop that several lines lead to.
inline bool is_joint_end(const Code& code, uint32_t offset) {
  const Insn& insn = code.insns[offset];
  switch (static_cast<Op>(insn.op)) {
    case Op::kRETURN_CONST: return insn.c == 1;
    case Op::kJUMP:
    case Op::kJUMP_BACK: return insn.a == 1;
    default: return false;
  }
}

/// f_locals, brought up to date.
[[nodiscard]] Result<Ref> frame_object_locals(ThreadState& ts, FrameObject& object);

/// Puts the values of the dict that f_locals made back into the variables of the frame, which has some: after a trace function.
enum class Unnamed : uint8_t { kUnbind, kKeep };  ///< variables that are not in the dict
void store_locals(ThreadState& ts, FrameObject& object, Unnamed unnamed = Unnamed::kUnbind);

/// Binds a local variable, or unbinds it (`value` null); false: the frame has ended and keeps no variables. A name that is none of the code's is kept
/// in f_locals alone.
[[nodiscard]] Result<bool> frame_object_bind(ThreadState& ts, FrameObject& object, Str& name, Value value);

}  // namespace pyemb
