// SPDX-License-Identifier: MIT
#pragma once

// What a debugger (lib/pyemb_debug, by way of _pyemb_debug) needs of the virtual machine: to be called where a breakpoint or a step is, and nowhere else.
//
// While an interpreter has a debugger that waits for something, Breaker::kDebug is set in its threads. The eval loop sees that where it polls, and asks
// debug_watches() about the frame that begins or goes on. Only the instructions of frames that are watched go through debug_instruction(): those whose code has
// breakpoints, and those that a step is about. Back edges take no notice of this bit, so that loops run as fast as ever; a change of what is watched sets
// Breaker::kBudget as well, once, which makes them look. What is known of a code object (whose it is, whether it has breakpoints) stands in Code::debug_word together with
// the epoch in which that was found out; a change of breakpoints begins a new epoch, so that each code object is looked at again when it runs next.
//
// The debugger is a Python function, the hook: hook(reasons, frame, exception). While it runs nothing is traced, and no other thread gets the interpreter's lock.

#include "state/gil.h"
#include "state/interpreter.h"
#include "state/tracing_pause.h"
#include "vm/frame_object.h"

namespace pyemb {

/// Where a thread stops next.
struct DebugStep {
  enum Kind : uint8_t {
    kNone,
    kLine,  ///< at the frame's next line
    kInto,  ///< at the next line of whatever frame
    kLeft,  ///< behind the frame's end
    kHere,  ///< at the frame's next instruction; without a frame, at that of any
  };
  Kind kind = kNone;
  bool pauses = false;          ///< asked for by a pause, not by a step
  uint64_t thread = 0;          ///< ThreadState::id; 0: whichever comes first
  Value frame = Value::null();  ///< frame object, owned; null: none in particular
};

struct DebugState {
  /// Why the hook is called: a set of bits.
  enum Reason : int64_t { kStep = 1, kBreakpoint = 2, kFunction = 4, kPause = 8, kRaised = 16, kUserUnhandled = 32, kUncaught = 64 };
  /// What the row of a file says, and Code::debug_word in its low bits.
  enum Flag : uint32_t {
    kHidden = 1,  ///< part of the debugger
    kForeign = 2,   ///< not the user's own code: steps go past it
    kCatches = 4,   ///< it runs programs and catches what they raise: whoever is called from there is outermost
    kBreaks = 8,    ///< has breakpoints
    kEntry = 16,    ///< is a function with a breakpoint
    kFlags = 31,
  };

  Value hook = Value::null();       ///< owned; null: there is no debugger
  Value files = Value::null();      ///< owned: file name of a code object -> (flags, set of lines)
  Value functions = Value::null();  ///< owned: the set of names of functions with breakpoints
  bool breaks = false;              ///< there are breakpoints
  int64_t exceptions = 0;           ///< the reasons among kRaised, kUserUnhandled and kUncaught that are wanted
  uint32_t epoch = kFlags + 1;      ///< of Code::debug_word; the low bits are 0
  uint32_t turn = 1;                ///< changes whenever what is watched does
  DebugStep step;
  int32_t held = 0;                 ///< > 0: it runs, on the thread that has the interpreter's lock
  int64_t deadline = 0;             ///< what the debugger runs is broken off then: nanoseconds; 0: never
  int64_t next_look = 0;            ///< when `busy` is called next
  Value busy = Value::null();       ///< borrowed: called in between
  uint32_t polls = 0;
};

/// The hook becomes the interpreter's debugger. RuntimeError where it has one.
[[nodiscard]] Status debug_begin(ThreadState& ts, Value hook);
void debug_end(ThreadState& ts);
/// The interpreter ends: nothing of it is kept.
void release_debugger(ThreadState& ts);
inline bool has_debugger(const Interpreter& interp) { return interp.gil->debug != nullptr && !interp.gil->debug->hook.is_null(); }
/// Whether what runs is the debugger, or runs for it.
inline bool is_debugger_running(const Interpreter& interp) { return interp.gil->debug != nullptr && interp.gil->debug->held > 0; }
/// What is watched from now on.
void debug_watch(ThreadState& ts, Value files, Value functions, bool breaks, int64_t exceptions);
/// The next stop, in place of the one that was wanted. `thread` (0: all) is a ThreadState::id; `frame` may be null.
void debug_step(ThreadState& ts, uint64_t thread, DebugStep::Kind kind, FrameObject* frame, bool pauses);
/// Sets or clears Breaker::kDebug.
void update_debug_bit(ThreadState& ts);

/// While the debugger runs on this thread: no events, and the other threads stand still.
class DebugHold {
 public:
  explicit DebugHold(ThreadState& ts);
  ~DebugHold();
  DebugHold(const DebugHold&) = delete;
  DebugHold& operator=(const DebugHold&) = delete;

 private:
  ThreadState& ts_;
  TracingPause pause_;
  ThreadState* before_;
};

/// For code that the debugger runs: raises TimeoutError when its time is up, and calls `busy` now and then.
[[nodiscard]] Status debug_check_time(ThreadState& ts);
/// The deadline that is so many seconds away; none for 0.
int64_t debug_deadline(double seconds);

// -- what the eval loop asks -----------------------------------------------------------------------------------------------------

inline bool is_debugged(ThreadState& ts) { return (ts.breaker.load(std::memory_order_relaxed) & static_cast<uint32_t>(Breaker::kDebug)) != 0; }
/// The common case, without a call: nothing but Breaker::kDebug is set, and the frame is not watched.
inline bool debug_passes(ThreadState& ts, const Frame& frame) {
  constexpr uint32_t kOfNoInterest = DebugState::kHidden | DebugState::kForeign | DebugState::kCatches;
  if (ts.breaker.load(std::memory_order_relaxed) != static_cast<uint32_t>(Breaker::kDebug)) return false;
  const DebugState& state = *ts.interp.gil->debug;
  return state.step.kind == DebugStep::kNone && state.held == 0 && (frame.code->debug_word & ~kOfNoInterest) == state.epoch;
}
/// Whether the instructions of the frame go through debug_instruction().
bool debug_watches(ThreadState& ts, Frame& frame);
/// Before the instruction at frame.pc of a frame that is watched.
[[nodiscard]] Status debug_instruction(ThreadState& ts, Frame& frame);
/// The frame hands its result or its exception to its caller: a step that was about it goes on there.
void debug_left(ThreadState& ts, Frame& frame);
/// The pending exception has come to this frame.
void debug_exception(ThreadState& ts, Frame& frame);
/// The pending exception leaves it.
void debug_unwound(ThreadState& ts, Frame& frame);

}  // namespace pyemb
