// SPDX-License-Identifier: MIT
#include "vm/trace.h"

#include "objects/call.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "vm/frame_object.h"

namespace pyemb {
namespace {

void update_breaker(ThreadState& ts) {
  bool wanted = ts.trace_depth == 0 && (!ts.trace.is_null() || !ts.profile.is_null());
  if (wanted) {
    ts.request(Breaker::kTrace);
  } else {
    ts.breaker.fetch_and(~static_cast<uint32_t>(Breaker::kTrace), std::memory_order_relaxed);
  }
}

void set_function(ThreadState& ts, Value& field, Value function) {
  Value old = std::exchange(field, function.is_none() ? Value::null() : Ref::copy(function).release());
  for (Frame* frame = ts.frame; frame != nullptr; frame = frame->previous) frame->flags |= Frame::kTraced;
  update_breaker(ts);
  decref(old);
}

/// No events come out of a trace or profile function.
class Quiet {
 public:
  explicit Quiet(ThreadState& ts) : ts_(ts) {
    ++ts_.trace_depth;
    update_breaker(ts_);
  }
  ~Quiet() {
    --ts_.trace_depth;
    update_breaker(ts_);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  ThreadState& ts_;
};

/// function(frame, event, argument). Variables that it changes in f_locals change in the frame.
Result<Ref> call_function_of(ThreadState& ts, FrameObject& object, Value function, const char* event, Value argument) {
  Quiet quiet(ts);
  Ref keep = Ref::copy(function);
  Own<Str> name = TRY(intern(ts, event));
  Ref locals = TRY(frame_object_locals(ts, object));
  Result<Ref> result = call(ts, keep, Value::from_object(&object), Value::from_object(name.get()), argument);
  if (object.frame != nullptr) store_locals(ts, object);
  return result;
}

/// An event for the frame's own trace function; what that answers is the next one.
Status trace_event(ThreadState& ts, FrameObject& object, Value function, const char* event, Value argument) {
  Result<Ref> result = call_function_of(ts, object, function, event, argument);
  if (result.raised()) {
    set_trace_function(ts, Value::none());
    decref(std::exchange(object.trace, Value::null()));
    return Raised{};
  }
  Ref next = result.take();
  if (!next.is_none()) decref(std::exchange(object.trace, next.release()));
  return {};
}

Status profile_event(ThreadState& ts, FrameObject& object, const char* event, Value argument) {
  Result<Ref> result = call_function_of(ts, object, ts.profile, event, argument);
  if (result.raised()) {
    set_profile_function(ts, Value::none());
    return Raised{};
  }
  Ref ignored = result.take();
  return {};
}

/// Whether the step from the instruction run last to `offset` begins a line, for the tracer.
bool begins_line(const FrameObject& object, uint32_t offset, int32_t line) {
  if (line < 0 || line != object.traced_line) return line >= 0;
  if (offset >= object.traced_offset) return false;
  Op target = op_info(object.code->insns[offset].op).base;
  return target != Op::kSEND;  // waiting in `yield from` is no loop of the program
}

Status trace_line(ThreadState& ts, FrameObject& object, uint32_t offset) {
  if (object.trace.is_null()) return {};
  int32_t line = code_line(*object.code, offset);
  if (is_joint_end(*object.code, offset) && object.traced_line > 0) line = -1;
  bool begins = begins_line(object, offset, line);
  if (line >= 0) object.traced_line = line;
  object.traced_offset = offset;
  if (begins && object.trace_lines) TRY(trace_event(ts, object, object.trace, "line", Value::none()));
  if (object.trace_opcodes && !object.trace.is_null()) TRY(trace_event(ts, object, object.trace, "opcode", Value::none()));
  return {};
}

/// The value that the instruction at the frame's pc hands to the caller; null: it does not.
Value returned_value(const Frame& frame) {
  const Insn& insn = *frame.pc;
  switch (static_cast<Op>(insn.op)) {
    case Op::kRETURN: return frame.regs[insn.a];
    case Op::kRETURN_CONST: return frame.constant(insn.b);
    case Op::kYIELD: return frame.regs[insn.b];
    default: return Value::null();
  }
}

Status trace_return(ThreadState& ts, FrameObject& object, Value value) {
  Ref keep = Ref::copy(value);
  if (!object.trace.is_null()) TRY(trace_event(ts, object, object.trace, "return", value));
  if (!ts.profile.is_null()) TRY(profile_event(ts, object, "return", value));
  return {};
}

}  // namespace

void set_trace_function(ThreadState& ts, Value function) { set_function(ts, ts.trace, function); }
void set_profile_function(ThreadState& ts, Value function) { set_function(ts, ts.profile, function); }

Status trace_entry(ThreadState& ts, Frame& frame) {
  constexpr int32_t kMakesGenerator = Code::kGenerator | Code::kCoroutine | Code::kAsyncGenerator;
  if ((frame.code->flags & kMakesGenerator) != 0 && !frame.has(Frame::kGenerator)) return {};
  FrameObject* object = TRY(frame_object_of(ts, frame));
  object->entering = true;
  Status status;
  if (!ts.trace.is_null()) status = trace_event(ts, *object, ts.trace, "call", Value::none());
  if (!status.raised() && !ts.profile.is_null()) status = profile_event(ts, *object, "call", Value::none());
  object->entering = false;
  return status;
}

Status trace_instruction(ThreadState& ts, Frame& frame) {
  FrameObject* object = TRY(frame_object_of(ts, frame));
  TRY(trace_line(ts, *object, frame.offset()));
  Value value = returned_value(frame);
  if (value.is_null()) return {};
  return trace_return(ts, *object, value);
}

void trace_exception(ThreadState& ts, Frame& frame) {
  if (!frame.has(Frame::kHasObject) || frame.object->trace.is_null()) return;
  Ref pending = ts.take_pending();
  Value traceback = as<Exception>(pending).traceback;
  Value type = Value::from_object(pending.object()->type);
  Result<Own<Tuple>> made = new_tuple_of(ts, type, pending, traceback.is_null() ? Value::none() : traceback);
  if (made.raised()) return;
  Own<Tuple> argument = made.take();
  if (trace_event(ts, *frame.object, frame.object->trace, "exception", argument).raised()) return;
  static_cast<void>(ts.set_pending(std::move(pending)));
}

void trace_unwound(ThreadState& ts, Frame& frame) {
  if (!frame.has(Frame::kHasObject)) return;
  Ref pending = ts.take_pending();
  if (trace_return(ts, *frame.object, Value::none()).raised()) return;
  static_cast<void>(ts.set_pending(std::move(pending)));
}

}  // namespace pyemb
