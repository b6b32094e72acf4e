// SPDX-License-Identifier: MIT
#include "vm/unwind.h"

#include "objects/exception.h"
#include "objects/raise.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/trace.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

/// The handler takes over: its temporaries are dropped, its register receives the exception.
void enter_handler(ThreadState& ts, Frame& frame, const HandlerRow& row) {
  Ref exception = ts.take_pending();
  for (auto i = static_cast<int32_t>(row.depth); i < frame.code->nregs; ++i) decref(std::exchange(frame.regs[i], Value::null()));
  frame.regs[row.depth] = exception.release();
  frame.pc = frame.code->insns + row.target;
}

}  // namespace

void pop_raised(ThreadState& ts, Frame& frame) {
  if (frame.has(Frame::kGenerator)) {
    GeneratorObject& generator = generator_of(frame);
    convert_stop_iteration(ts, generator);
    leave_generator(ts, generator, GeneratorObject::kFinished);
    Ref pending = ts.take_pending();
    clear_generator(ts, generator);
    static_cast<void>(ts.set_pending(std::move(pending)));
    return;
  }
  Ref pending = ts.take_pending();  // finalizers must not find it
  pop_frame(ts, frame);
  static_cast<void>(ts.set_pending(std::move(pending)));
}

void add_traceback(ThreadState& ts, Frame& frame) {
  Ref pending = ts.take_pending();
  auto& exception = as<Exception>(pending);
  Result<FrameObject*> object = frame_object_of(ts, frame);
  if (!object.raised()) {
    Result<Own<Traceback>> entry = new_traceback(ts, exception.traceback, Value::from_object(object.take()), frame.offset(), Traceback::kLineOfFrame);
    if (!entry.raised()) {
      Own<Traceback> traceback = entry.take();
      set_traceback(exception, traceback);
    }
  }
  static_cast<void>(ts.set_pending(std::move(pending)));  // an entry that could not be made is left out
}

namespace {

/// A frame that ends by raising an exception again (RERAISE with c == 1) shows the place where that was raised first.
void go_back_to_raise(ThreadState& ts, Frame& frame) {
  Insn insn = code_generic_insn(*frame.code, frame.offset());
  if (static_cast<Op>(insn.op) != Op::kRERAISE || insn.c != 1) return;
  Value entry = as<Exception>(ts.pending).traceback;
  if (entry.is_null() || !is_exactly(entry, TypeId::kTraceback) || as<Traceback>(entry).frame.is_null()) return;
  bool own = frame.has(Frame::kHasObject) && as<Traceback>(entry).frame == Value::from_object(frame.object);
  if (own && as<Traceback>(entry).offset < frame.code->insn_count) frame.pc = frame.code->insns + as<Traceback>(entry).offset;
}

}  // namespace

Frame* unwind(ThreadState& ts, Frame* frame, Trace trace) {
  for (;;) {
    if (trace == Trace::kAdd) add_traceback(ts, *frame);
    if (UNLIKELY(is_tracing(ts)) && trace == Trace::kAdd) trace_exception(ts, *frame);
    if (UNLIKELY(has_debugger(ts.interp)) && trace == Trace::kAdd) debug_exception(ts, *frame);
    const bool leaving = UNLIKELY((ts.breaker.load(std::memory_order_relaxed) & static_cast<uint32_t>(Breaker::kLeave)) != 0);
    const HandlerRow* row = leaving ? nullptr : code_find_handler(*frame->code, frame->offset());
    if (row != nullptr) {
      enter_handler(ts, *frame, *row);
      return frame;
    }
    if (trace == Trace::kKeep) go_back_to_raise(ts, *frame);
    if (UNLIKELY(is_tracing(ts))) trace_unwound(ts, *frame);
    if (UNLIKELY(has_debugger(ts.interp))) debug_unwound(ts, *frame);
    bool leaves = frame->has(Frame::kEntry);
    Frame* caller = frame->previous;
    pop_raised(ts, *frame);
    if (leaves) return nullptr;
    frame = caller;
    trace = Trace::kAdd;
  }
}

bool return_from_special(ThreadState& ts, Frame& frame, Value* result) {
  if (frame.has(Frame::kGenerator)) {
    GeneratorObject& generator = generator_of(frame);
    leave_generator(ts, generator, GeneratorObject::kFinished);
    clear_generator(ts, generator);
    return true;
  }
  Value instance = Value::null();
  if (frame.has(Frame::kConstructor)) {
    instance = frame.instance;
    frame.flags &= static_cast<uint16_t>(~Frame::kConstructor);
  }
  pop_frame(ts, frame);
  if (instance.is_null()) return true;
  Ref returned = Ref::steal(std::exchange(*result, instance));
  if (LIKELY(returned.is_none())) return true;
  static_cast<void>(raise(ts, Exc::kTypeError, "__init__() should return None, not '%s'", type_name(ts, returned)));
  Ref pending = ts.take_pending();
  decref(std::exchange(*result, Value::null()));
  static_cast<void>(ts.set_pending(std::move(pending)));
  return false;
}

}  // namespace pyemb
