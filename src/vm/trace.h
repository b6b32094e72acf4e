// SPDX-License-Identifier: MIT
#pragma once

// Tracing (sys.settrace) and profiling (sys.setprofile).
//
// While one of the two functions is set, and not running itself, the thread's Breaker::kTrace is set. The eval loop sees it at its
// next poll and from then on dispatches every instruction through trace_instruction(); it leaves that mode as soon as the bit is
// gone. Frames that run when a function is set are marked (Frame::kTraced), so that their callers notice as well.

#include "vm/debug.h"
#include "vm/frame_object.h"

namespace pyemb {

/// None removes the function. RuntimeError where the end of the old function, which is dropped, sets one.
[[nodiscard]] Status set_trace_function(ThreadState& ts, Value function);
[[nodiscard]] Status set_profile_function(ThreadState& ts, Value function);

inline bool is_tracing(ThreadState& ts) { return (ts.breaker.load(std::memory_order_relaxed) & static_cast<uint32_t>(Breaker::kTrace)) != 0; }

/// A frame starts, or a generator goes on: the event "call".
[[nodiscard]] Status trace_entry(ThreadState& ts, Frame& frame);
/// Before the instruction at frame.pc: the events "line", "opcode" and "return".
[[nodiscard]] Status trace_instruction(ThreadState& ts, Frame& frame);
/// An event for the profile function, which is set.
[[nodiscard]] Status profile_event(ThreadState& ts, FrameObject& object, FrameObject::Event event, Value argument);
/// Whether the instruction at `pc` calls a native function and the profile function wants to know.
bool profiles_call(ThreadState& ts, Frame& frame, Insn* pc);
/// Then: the call, between the events "c_call" and "c_return" or "c_exception". The frame; null: raised.
Frame* profile_call(ThreadState& ts, Frame* frame, Insn* pc);
/// The pending exception has come to this frame: the event "exception". What the function raises takes its place.
void trace_exception(ThreadState& ts, Frame& frame);
/// The pending exception leaves this frame: the event "return" with None.
void trace_unwound(ThreadState& ts, Frame& frame);

// The eval loop's view of tracers and debuggers (vm/debug.h) together:

/// Whether somebody may want to see instructions.
inline bool is_observed(ThreadState& ts) {
  return (ts.breaker.load(std::memory_order_relaxed) & (static_cast<uint32_t>(Breaker::kTrace) | static_cast<uint32_t>(Breaker::kDebug))) != 0;
}
/// Whether those of the frame are.
inline bool observes(ThreadState& ts, Frame& frame) { return is_tracing(ts) || (is_debugged(ts) && debug_watches(ts, frame)); }
[[nodiscard]] Status observe_instruction(ThreadState& ts, Frame& frame);

}  // namespace pyemb
