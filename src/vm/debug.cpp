// SPDX-License-Identifier: MIT
#include "vm/debug.h"

#include <algorithm>
#include <new>

#include "objects/call.h"
#include "objects/code_positions.h"
#include "objects/exception.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/tuple.h"
#include "state/clock.h"
#include "state/gil.h"
#include "vm/frame_jump.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

constexpr int32_t kHeadroom = 400;          // frames that the debugger may need where the program has used all that it may have
constexpr uint32_t kPollsPerLook = 64;      // how often the clock is read
constexpr int64_t kLookEvery = 50'000'000;  // nanoseconds between two calls of `busy`

/// Every frame that runs: its end makes the loop look at the caller again.
void mark_frames(ThreadState& thread) {
  for (Frame* frame = thread.frame; frame != nullptr; frame = frame->previous) frame->flags |= Frame::kTraced;
}

bool is_for(const ThreadState& ts, const DebugStep& step) { return step.kind != DebugStep::kNone && (step.thread == 0 || step.thread == ts.id); }

}  // namespace

void update_debug_bit(ThreadState& ts) {
  const DebugState* state = ts.interp.gil->debug;
  bool wanted = has_debugger(ts.interp);
  if (wanted && state->held > 0 && ts.interp.current == &ts) {
    wanted = state->deadline != 0 || !state->busy.is_null();
  } else if (wanted) {
    wanted = state->breaks || is_for(ts, state->step);
  }
  if (wanted) {
    ts.request(Breaker::kDebug);
    ts.request(Breaker::kBudget);
  } else {
    ts.breaker.fetch_and(~static_cast<uint32_t>(Breaker::kDebug), std::memory_order_relaxed);
  }
}

// -- the debugger comes and goes -------------------------------------------------------------------------------------------------

Status debug_begin(ThreadState& ts, Value hook) {
  if (has_debugger(ts.interp)) return raise(ts, Exc::kRuntimeError, "the interpreter has a debugger already");
  if (ts.interp.gil->debug == nullptr) {
    void* memory = ts.interp.heap.allocate_buffer(sizeof(DebugState));
    if (memory == nullptr) return raise_no_memory(ts);
    ts.interp.gil->debug = new (memory) DebugState;
  }
  ts.interp.gil->debug->hook = Ref::copy(hook).release();
  return {};
}

void debug_watch(ThreadState& ts, Value files, Value functions, bool breaks, int64_t exceptions) {
  DebugState& state = *ts.interp.gil->debug;
  Ref old_files = Ref::steal(std::exchange(state.files, Ref::copy(files).release()));
  Ref old_functions = Ref::steal(std::exchange(state.functions, Ref::copy(functions).release()));
  state.breaks = breaks;
  state.exceptions = exceptions;
  state.epoch += DebugState::kFlags + 1;
  ++state.turn;
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    if (breaks) mark_frames(*thread);
    update_debug_bit(*thread);
  }
}

void debug_end(ThreadState& ts) {
  if (ts.interp.gil->debug == nullptr) return;
  Ref hook = Ref::steal(std::exchange(ts.interp.gil->debug->hook, Value::null()));
  debug_step(ts, 0, DebugStep::kNone, nullptr, false);
  debug_watch(ts, Value::null(), Value::null(), false, 0);
}

void release_debugger(ThreadState& ts) {
  debug_end(ts);
  if (ts.interp.gil->debug == nullptr) return;
  ts.interp.gil->debug->~DebugState();
  ts.interp.heap.release_buffer(std::exchange(ts.interp.gil->debug, nullptr), sizeof(DebugState));
}

void debug_step(ThreadState& ts, uint64_t thread, DebugStep::Kind kind, FrameObject* frame, bool pauses) {
  DebugState& state = *ts.interp.gil->debug;
  Ref old = Ref::steal(std::exchange(state.step.frame, frame != nullptr ? Ref::copy(frame).release() : Value::null()));
  state.step.kind = kind;
  state.step.pauses = pauses;
  state.step.thread = thread;
  ++state.turn;
  for (ThreadState* other = ts.interp.threads; other != nullptr; other = other->next) {
    if (is_for(*other, state.step)) mark_frames(*other);
    update_debug_bit(*other);
  }
}

// -- while it runs ---------------------------------------------------------------------------------------------------------------

DebugHold::DebugHold(ThreadState& ts) : ts_(ts), pause_(ts), before_(gil_stop_others(ts)) {
  if (ts_.interp.gil->debug != nullptr) ++ts_.interp.gil->debug->held;
  ts_.recursion_headroom += kHeadroom;
  update_debug_bit(ts_);
}

DebugHold::~DebugHold() {
  if (ts_.interp.gil->debug != nullptr && ts_.interp.gil->debug->held > 0) --ts_.interp.gil->debug->held;
  ts_.recursion_headroom -= kHeadroom;
  update_debug_bit(ts_);
  gil_go_on(ts_, before_);
}

int64_t debug_deadline(double seconds) {
  constexpr double kLongest = 1e6;
  return seconds > 0 ? monotonic_in(static_cast<int64_t>(std::min(seconds, kLongest) * kNanosecondsInSecond)) : 0;
}

Status debug_check_time(ThreadState& ts) {
  DebugState& state = *ts.interp.gil->debug;
  ts.request(Breaker::kBudget);  // at the next back edge again
  if (++state.polls % kPollsPerLook != 0) return {};
  const int64_t time = monotonic_now();
  if (state.deadline != 0 && time >= state.deadline) return raise(ts, Exc::kTimeoutError, "it takes too long");
  if (state.busy.is_null() || time < state.next_look) return {};
  Ref busy = Ref::steal(std::exchange(state.busy, Value::null()));  // not again while it runs
  Result<Ref> answer = call(ts, busy);
  state.busy = busy.release();
  state.next_look = monotonic_in(kLookEvery);
  Ref ignored = TRY(std::move(answer));
  return {};
}

// -- what it wants to know of -----------------------------------------------------------------------------------------------------

namespace {

/// Whether one of the lines is among those of the code.
Result<bool> has_line_of(ThreadState& ts, const Code& code, Value lines) {
  PositionReader reader(code);
  for (int32_t last = -1; reader.next();) {
    const int32_t line = reader.position.line;
    if (line < 0 || line == last) continue;
    last = line;
    const bool found = TRY(contains(ts, lines, Value::from_int(line)));
    if (found) return true;
  }
  return false;
}

/// files[name of the code's file]: a tuple of flags and lines.
Result<Ref> row_of(ThreadState& ts, const Code& code) {
  Ref files = Ref::copy(ts.interp.gil->debug->files);
  Ref row = TRY(get_item(ts, files, Value::from_object(code.filename)));
  if (is<Tuple>(row) && row.as<Tuple>()->size == 2) return row;
  return raise(ts, Exc::kTypeError, "the row of a file is a pair");
}

/// What it says of the code.
Result<uint32_t> find_flags(ThreadState& ts, Code& code) {
  const DebugState& state = *ts.interp.gil->debug;
  if (state.files.is_null()) return uint32_t{DebugState::kHidden};
  Ref functions = Ref::copy(state.functions);
  Ref row = TRY(row_of(ts, code));
  auto flags = static_cast<uint32_t>(TRY(to_int64(ts, row.as<Tuple>()->at(0))));
  flags &= DebugState::kHidden | DebugState::kForeign | DebugState::kCatches;
  const bool breaks = TRY(has_line_of(ts, code, row.as<Tuple>()->at(1)));
  bool entry = TRY(contains(ts, functions, Value::from_object(code.name)));
  if (!entry) entry = TRY(contains(ts, functions, Value::from_object(code.qualname)));
  if (breaks) flags |= DebugState::kBreaks;
  if (entry) flags |= DebugState::kEntry;
  return flags;
}

COLD uint32_t classify(ThreadState& ts, Code& code) {
  DebugHold hold(ts);
  Ref pending = ts.take_pending();
  Result<uint32_t> found = find_flags(ts, code);
  const uint32_t flags = found.raised() ? uint32_t{DebugState::kHidden} : found.take();
  if (ts.has_pending()) report_unraisable(ts, "in the debugger", ts.interp.gil->debug->hook);
  code.debug_word = ts.interp.gil->debug->epoch | flags;
  ts.pending = pending.release();
  return flags;
}

inline uint32_t flags_of(ThreadState& ts, Code& code) {
  if (LIKELY((code.debug_word & ~uint32_t{DebugState::kFlags}) == ts.interp.gil->debug->epoch)) return code.debug_word & DebugState::kFlags;
  return classify(ts, code);
}

bool is_users(uint32_t flags) { return (flags & (DebugState::kHidden | DebugState::kForeign)) == 0; }

/// A call of a generator function, before there is the generator.
bool makes_generator(const Frame& frame) {
  return (frame.code->flags & (Code::kGenerator | Code::kCoroutine | Code::kAsyncGenerator)) != 0 && !frame.has(Frame::kGenerator);
}

/// Whether the step that is wanted on this thread is about the frame.
bool is_steps(const ThreadState& ts, const Frame& frame) {
  const DebugStep& step = ts.interp.gil->debug->step;
  return is_for(ts, step) && !step.frame.is_null() && frame.has(Frame::kHasObject) && step.frame == Value::from_object(frame.object);
}

}  // namespace

bool debug_watches(ThreadState& ts, Frame& frame) {
  if (!is_debugged(ts) || is_debugger_running(ts.interp) || makes_generator(frame)) return false;
  const uint32_t flags = flags_of(ts, *frame.code);
  if ((flags & DebugState::kHidden) != 0) return false;
  if ((flags & (DebugState::kBreaks | DebugState::kEntry)) != 0) return true;
  const DebugStep& step = ts.interp.gil->debug->step;
  if (!is_for(ts, step)) return false;
  switch (step.kind) {
    case DebugStep::kNone: return false;
    case DebugStep::kInto: return (flags & DebugState::kForeign) == 0 || is_steps(ts, frame);
    case DebugStep::kHere: return step.frame.is_null() || is_steps(ts, frame);
    case DebugStep::kLine:
    case DebugStep::kLeft: return is_steps(ts, frame);
  }
  return false;
}

// -- lines -------------------------------------------------------------------------------------------------------------------------

namespace {

bool begins_body(const Code& code, uint32_t offset) {
  return offset == 0 || (offset == 1 && static_cast<Op>(code_generic_insn(code, 0).op) == Op::kRETURN_GENERATOR);
}

/// The line of an instruction, and where the instructions of that line end.
int32_t line_and_end(const Code& code, uint32_t offset, uint32_t* end) {
  PositionReader reader(code);
  while (reader.next()) {
    if (offset >= reader.end) continue;
    const int32_t line = reader.position.line;
    *end = reader.end;
    while (reader.next() && reader.position.line == line) *end = reader.end;
    return line;
  }
  *end = code.insn_count;
  return -1;
}

/// Whether the step from the instruction seen last to this one begins a line. *first: the first line of the body.
bool begins_line(ThreadState& ts, FrameObject& object, uint32_t offset, bool* first) {
  const Code& code = *object.code;
  if (object.debug_turn != ts.interp.gil->debug->turn) {  // it was not watched all the time
    object.debug_turn = ts.interp.gil->debug->turn;
    object.debug_line = begins_body(code, offset) ? -1 : std::max(code_line(code, offset - 1), 0);
    object.debug_offset = offset;
    object.debug_end = 0;
  }
  const uint32_t last = std::exchange(object.debug_offset, offset);
  if (offset > last && offset < object.debug_end) return false;
  int32_t line = line_and_end(code, offset, &object.debug_end);
  if (is_joint_end(code, offset) && object.debug_line > 0) line = -1;
  const bool begins = line >= 0 && (line != object.debug_line || (offset < last && op_info(code.insns[offset].op).base != Op::kSEND));
  *first = begins && object.debug_line < 0;
  if (line >= 0) object.debug_line = line;
  if (line < 0) object.debug_end = 0;
  return begins;
}

Result<bool> has_breakpoint(ThreadState& ts, const FrameObject& object) {
  DebugHold hold(ts);  // the table may be one that runs code
  Ref row = TRY(row_of(ts, *object.code));
  return contains(ts, row.as<Tuple>()->at(1), Value::from_int(object.debug_line));
}

/// Why the debugger is called before the instruction at `offset`; 0: it is not.
int64_t reasons_at(ThreadState& ts, const Frame& frame, FrameObject& object, uint32_t offset) {
  const uint32_t flags = flags_of(ts, *object.code);
  bool first = false;
  const bool begins = begins_line(ts, object, offset, &first);
  const DebugStep& step = ts.interp.gil->debug->step;
  int64_t reasons = 0;
  const bool has_line = object.debug_end > 0;
  const bool is_step = is_for(ts, step) && ((step.kind == DebugStep::kHere && has_line && (step.frame.is_null() || is_steps(ts, frame))) ||
                       (begins && step.kind == DebugStep::kLine && is_steps(ts, frame)) ||
                       (begins && step.kind == DebugStep::kInto && (is_users(flags) || is_steps(ts, frame))));
  if (is_step) reasons |= step.pauses ? DebugState::kPause : DebugState::kStep;
  if (!begins) return reasons;
  if (first && (flags & DebugState::kEntry) != 0) reasons |= DebugState::kFunction;
  if ((flags & DebugState::kBreaks) != 0) {
    Result<bool> found = has_breakpoint(ts, object);
    if (found.raised()) {
      ts.clear_pending();
    } else if (found.take()) {
      reasons |= DebugState::kBreakpoint;
    }
  }
  return reasons;
}

/// hook(reasons, frame, exception). What it raises on purpose (KeyboardInterrupt, SystemExit) goes on in the program, the rest is reported.
Status call_hook(ThreadState& ts, FrameObject& object, int64_t reasons, Value exception) {
  Ref hook = Ref::copy(ts.interp.gil->debug->hook);
  Ref frame = Ref::copy(&object);
  const FrameObject::Event outer = std::exchange(object.event, exception.is_none() ? FrameObject::kLine : FrameObject::kException);
  {
    DebugHold hold(ts);
    Result<Ref> answer = call(ts, hook, Value::from_int(reasons), frame, exception);
    if (!answer.raised()) {
      Ref ignored = answer.take();
    } else if (pending_is(ts, Exc::kException)) {
      report_unraisable(ts, "in the debugger", hook);
    }
  }
  object.event = outer;
  object.debug_turn = ts.interp.gil->debug->turn;  // where it stands is known
  return ts.has_pending() ? Status(Raised{}) : Status();
}

/// The instruction at the frame's pc gives something to the caller. A coroutine that waits does not leave.
bool leaves(const Frame& frame) {
  switch (op_info(frame.pc->op).base) {
    case Op::kRETURN:
    case Op::kRETURN_CONST: return true;
    case Op::kYIELD: return frame.code->is(Code::kGenerator);
    default: return false;
  }
}

}  // namespace

Status debug_instruction(ThreadState& ts, Frame& frame) {
  Result<FrameObject*> made = frame_object_of(ts, frame);
  if (made.raised()) {  // no memory to look at it
    ts.clear_pending();
    return {};
  }
  FrameObject* object = made.take();
  const int64_t reasons = reasons_at(ts, frame, *object, frame.offset());
  if (reasons != 0) {
    TRY(call_hook(ts, *object, reasons, Value::none()));
    if (object->jump >= 0) TRY(carry_out_jump(ts, frame));
  }
  if (leaves(frame)) debug_left(ts, frame);
  return {};
}

void debug_left(ThreadState& ts, Frame& frame) {
  if (!is_steps(ts, frame)) return;
  const DebugStep::Kind kind = ts.interp.gil->debug->step.kind;
  Frame* caller = frame.previous;
  while (caller != nullptr && !is_users(flags_of(ts, *caller->code))) caller = caller->previous;
  if (caller == nullptr) {  // a step into goes on in what is called next
    if (kind != DebugStep::kInto) debug_step(ts, 0, DebugStep::kNone, nullptr, false);
    return;
  }
  Result<FrameObject*> object = frame_object_of(ts, *caller);
  if (object.raised()) return ts.clear_pending();
  debug_step(ts, ts.id, DebugStep::kHere, object.take(), false);
}

// -- exceptions --------------------------------------------------------------------------------------------------------------------

namespace {

/// The hook may put another exception in the place of the pending one.
void tell_exception(ThreadState& ts, Frame& frame, int64_t reasons) {
  Ref pending = ts.take_pending();
  Result<FrameObject*> object = frame_object_of(ts, frame);
  if (object.raised()) ts.clear_pending();
  if (!object.raised() && call_hook(ts, *object.take(), reasons, pending).raised()) return;
  static_cast<void>(ts.set_pending(std::move(pending)));
}

/// Whether what leaves the frame is caught by nobody but who runs programs.
bool is_outermost(ThreadState& ts, const Frame& frame) {
  for (Frame* outer = frame.previous; outer != nullptr; outer = outer->previous) {
    if ((flags_of(ts, *outer->code) & (DebugState::kHidden | DebugState::kCatches)) == 0) return false;
  }
  return true;
}

bool wants_exceptions(const ThreadState& ts, int64_t reasons) {
  return has_debugger(ts.interp) && (ts.interp.gil->debug->exceptions & reasons) != 0 && !is_debugger_running(ts.interp);
}

}  // namespace

void debug_exception(ThreadState& ts, Frame& frame) {
  if (!wants_exceptions(ts, DebugState::kRaised)) return;
  const Value entry = as<Exception>(ts.pending).traceback;
  const bool is_new = !entry.is_null() && is_exactly(entry, TypeId::kTraceback) && as<Traceback>(entry).next.is_null();
  if (is_new && is_users(flags_of(ts, *frame.code))) tell_exception(ts, frame, DebugState::kRaised);
}

void debug_unwound(ThreadState& ts, Frame& frame) {
  if (wants_exceptions(ts, DebugState::kUserUnhandled | DebugState::kUncaught) && is_users(flags_of(ts, *frame.code))) {
    int64_t reasons = is_outermost(ts, frame) ? DebugState::kUncaught | DebugState::kUserUnhandled : 0;
    if (frame.previous != nullptr && !is_users(flags_of(ts, *frame.previous->code))) reasons |= DebugState::kUserUnhandled;
    reasons &= ts.interp.gil->debug->exceptions;
    if (reasons != 0) tell_exception(ts, frame, reasons);
  }
  debug_left(ts, frame);
}

}  // namespace pyemb
