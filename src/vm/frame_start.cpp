// SPDX-License-Identifier: MIT
#include "vm/frame_start.h"

#include "objects/exception.h"
#include "objects/raise.h"
#include "vm/call.h"
#include "vm/generator.h"
#include "vm/host_eval.h"
#include "vm/run.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

size_t bytes_of_values(const FrameObject& object) { return static_cast<size_t>(object.code->first_temp) * sizeof(Value); }

Status check_fresh(ThreadState& ts, const FrameObject& object) {
  if (object.event == FrameObject::kNeverRuns) return {};
  return raise(ts, Exc::kSystemError, "the frame has begun already");
}

/// A record for the frame object, not running yet, to which its variables have moved.
Result<Frame*> begin(ThreadState& ts, FrameObject& object) {
  Code& code = *object.code;
  TRY(check_fresh(ts, object));
  TRY(code_complete(ts, code));
  if (code.nfree > 0) return raise(ts, Exc::kSystemError, "the frame has no cells for the free variables of its code");
  Own<Function> function = TRY(new_function(ts, code, *object.globals));
  Frame* frame = TRY(push_entry(ts, code));
  frame->regs[-1] = Ref(std::move(function)).release();
  frame->globals = object.globals;
  frame->builtins = object.builtins;
  if (!code.is(Code::kOptimized)) {
    frame->locals = Ref::copy(object.locals.is_null() ? Value::from_object(object.globals) : object.locals).release();
    frame->flags |= Frame::kHasLocals;
  }
  if (object.values != nullptr) {
    for (int32_t i = 0; i < code.first_temp; ++i) frame->regs[i] = object.values[i];
    ts.interp.heap.release_buffer(std::exchange(object.values, nullptr), bytes_of_values(object));
  }
  object.event = FrameObject::kNoEvent;
  object.traced_line = -1;
  return frame;
}

/// From now on the record is what the object shows.
void show(Frame& frame, FrameObject& object) {
  object.frame = &frame;
  frame.object = Own<FrameObject>::copy(&object).release();
  frame.flags |= Frame::kHasObject;
}

/// Gives back a record that was never linked into the thread.
void drop_entry(ThreadState& ts, Frame& frame) {
  clear_registers(frame, frame.code->nregs);
  const uint16_t flags = frame.flags;
  Ref function = Ref::steal(std::exchange(frame.regs[-1], Value::null()));
  Ref locals = Ref::steal((flags & Frame::kHasLocals) != 0 ? frame.locals : Value::null());
  Own<Code> code = Own<Code>::steal(frame.code);
  if ((flags & Frame::kOwnsChunk) != 0) stack_release_chunk(ts);
}

bool makes(const Code& code, TypeId kind) {
  if (kind == TypeId::kCoroutine) return code.is(Code::kCoroutine);
  return code.is(kind == TypeId::kAsyncGenerator ? Code::kAsyncGenerator : Code::kGenerator);
}

void rename(Str*& field, Str* name) {
  if (name != nullptr) decref(std::exchange(field, Own<Str>::copy(name).release()));
}

}  // namespace

Status make_frame_values(ThreadState& ts, FrameObject& object) {
  if (object.event != FrameObject::kNeverRuns || object.values != nullptr) return {};
  TRY(code_complete(ts, *object.code));
  object.values = static_cast<Value*>(ts.interp.heap.allocate_buffer(bytes_of_values(object)));
  if (object.values == nullptr) return raise_no_memory(ts);
  for (int32_t i = 0; i < object.code->first_temp; ++i) object.values[i] = Value::null();
  return {};
}

Result<Ref> run_frame_object(ThreadState& ts, FrameObject& object) {
  Frame* frame = TRY(begin(ts, object));
  show(*frame, object);
  ts.frame = frame;
  ++ts.recursion_depth;
  return run_frame(ts, frame);
}

Raised raise_in_frame_object(ThreadState& ts, FrameObject& object) {
  Ref thrown = ts.take_pending();
  TRY(check_fresh(ts, object));
  object.event = FrameObject::kNoEvent;
  auto& exception = *thrown.as<Exception>();
  Result<Own<Traceback>> entry = new_traceback(ts, exception.traceback, Value::from_object(&object), 0, object.code->firstlineno);
  if (!entry.raised()) {
    Own<Traceback> traceback = entry.take();
    set_traceback(exception, traceback);
  }
  return ts.set_pending(std::move(thrown));
}

Result<Ref> new_generator_of(ThreadState& ts, FrameObject& object, TypeId kind, Str* name, Str* qualname) {
  if (!makes(*object.code, kind)) {
    Type* type = TRY(find_type(ts, kind));
    return raise(ts, Exc::kSystemError, "the code of the frame makes no %s", type->spec->name);
  }
  Frame* frame = TRY(begin(ts, object));
  Result<Ref> made = new_generator(ts, *frame);
  drop_entry(ts, *frame);
  Ref result = TRY(std::move(made));
  auto& generator = *result.as<GeneratorObject>();
  rename(generator.name, name);
  rename(generator.qualname, qualname);
  show(generator.frame, object);
  return result;
}

}  // namespace pyemb
