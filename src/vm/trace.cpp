// SPDX-License-Identifier: MIT
#include "vm/trace.h"

#include "objects/call.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "state/tracing_pause.h"
#include "vm/frame_jump.h"

namespace pyemb {
namespace {

Status set_function(ThreadState& ts, Value& field, Value function, const char* kind) {
  if (ts.replaces_tracer) {
    return raise(ts, Exc::kRuntimeError, "Cannot install a %s function while another %s function is being installed", kind, kind);
  }
  ts.replaces_tracer = true;
  Value old = std::exchange(field, function.is_none() ? Value::null() : Ref::copy(function).release());
  for (Frame* frame = ts.frame; frame != nullptr; frame = frame->previous) frame->flags |= Frame::kTraced;
  update_trace_bit(ts);
  decref(old);
  ts.replaces_tracer = false;
  return {};
}

/// A trace or profile function that raises is no longer asked. The exception stays.
void remove_function(ThreadState& ts, Value& field) {
  Ref pending = ts.take_pending();
  Ref old = Ref::steal(std::exchange(field, Value::null()));
  update_trace_bit(ts);
  old = Ref();
  static_cast<void>(ts.set_pending(std::move(pending)));
}

using Event = FrameObject::Event;

const char* event_name(Event event) {
  constexpr const char* kNames[] = {"", "call", "line", "opcode", "return", "exception", "c_call", "c_return", "c_exception"};
  return kNames[event];
}

/// function(frame, event, argument). Variables that it changes in f_locals change in the frame.
Result<Ref> call_function_of(ThreadState& ts, FrameObject& object, Value function, Event event, Value argument) {
  TracingPause pause(ts);
  Ref keep = Ref::copy(function);
  Own<Str> name = TRY(intern(ts, event_name(event)));
  Ref locals = TRY(frame_object_locals(ts, object));
  Event outer = std::exchange(object.event, event);
  Result<Ref> result = call(ts, keep, Value::from_object(&object), Value::from_object(name.get()), argument);
  object.event = outer;
  if (object.frame != nullptr) store_locals(ts, object);
  return result;
}

/// An event for the frame's own trace function; what that answers is the next one.
Status trace_event(ThreadState& ts, FrameObject& object, Value function, Event event, Value argument) {
  Result<Ref> result = call_function_of(ts, object, function, event, argument);
  if (result.raised()) {
    object.jump = -1;
    remove_function(ts, ts.trace);
    decref(std::exchange(object.trace, Value::null()));
    return Raised{};
  }
  Ref next = result.take();
  if (!next.is_none()) decref(std::exchange(object.trace, next.release()));
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
  if (begins && object.trace_lines) {
    TRY(trace_event(ts, object, object.trace, FrameObject::kLine, Value::none()));
    if (object.jump >= 0) TRY(carry_out_jump(ts, *object.frame));
  }
  if (object.trace_opcodes && !object.trace.is_null()) TRY(trace_event(ts, object, object.trace, FrameObject::kOpcode, Value::none()));
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
  if (!object.trace.is_null()) TRY(trace_event(ts, object, object.trace, FrameObject::kReturn, value));
  if (!ts.profile.is_null()) TRY(profile_event(ts, object, FrameObject::kReturn, value));
  return {};
}

}  // namespace

Status set_trace_function(ThreadState& ts, Value function) { return set_function(ts, ts.trace, function, "trace"); }
Status set_profile_function(ThreadState& ts, Value function) { return set_function(ts, ts.profile, function, "profile"); }

Status profile_event(ThreadState& ts, FrameObject& object, Event event, Value argument) {
  Result<Ref> result = call_function_of(ts, object, ts.profile, event, argument);
  if (result.raised()) {
    remove_function(ts, ts.profile);
    return Raised{};
  }
  Ref ignored = result.take();
  return {};
}

Status trace_entry(ThreadState& ts, Frame& frame) {
  constexpr int32_t kMakesGenerator = Code::kGenerator | Code::kCoroutine | Code::kAsyncGenerator;
  if ((frame.code->flags & kMakesGenerator) != 0 && !frame.has(Frame::kGenerator)) return {};
  FrameObject* object = TRY(frame_object_of(ts, frame));
  if (!ts.trace.is_null()) TRY(trace_event(ts, *object, ts.trace, FrameObject::kCall, Value::none()));
  if (!ts.profile.is_null()) TRY(profile_event(ts, *object, FrameObject::kCall, Value::none()));
  return {};
}

Status trace_instruction(ThreadState& ts, Frame& frame) {
  FrameObject* object = TRY(frame_object_of(ts, frame));
  TRY(trace_line(ts, *object, frame.offset()));
  Value value = returned_value(frame);
  if (value.is_null()) return {};
  return trace_return(ts, *object, value);
}

Status observe_instruction(ThreadState& ts, Frame& frame) {
  if (!is_tracing(ts)) return debug_instruction(ts, frame);
  if (debug_watches(ts, frame)) TRY(debug_instruction(ts, frame));
  return trace_instruction(ts, frame);
}

void trace_exception(ThreadState& ts, Frame& frame) {
  if (!frame.has(Frame::kHasObject) || frame.object->trace.is_null()) return;
  Ref pending = ts.take_pending();
  Value traceback = as<Exception>(pending).traceback;
  Value type = Value::from_object(pending.object()->type);
  Result<Own<Tuple>> made = new_tuple_of(ts, type, pending, traceback.is_null() ? Value::none() : traceback);
  if (made.raised()) return;
  Own<Tuple> argument = made.take();
  if (trace_event(ts, *frame.object, frame.object->trace, FrameObject::kException, argument).raised()) return;
  static_cast<void>(ts.set_pending(std::move(pending)));
}

void trace_unwound(ThreadState& ts, Frame& frame) {
  if (!frame.has(Frame::kHasObject)) return;
  Ref pending = ts.take_pending();
  if (trace_return(ts, *frame.object, Value::none()).raised()) return;
  static_cast<void>(ts.set_pending(std::move(pending)));
}

}  // namespace pyemb
