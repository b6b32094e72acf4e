// SPDX-License-Identifier: MIT
#include "state/names.h"
#include "vm/generator.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/tuple.h"
#include "state/native_stack.h"
#include "vm/call.h"
#include "vm/frame_jump.h"
#include "vm/host_eval.h"
#include "vm/traceback.h"
#include "vm/unwind.h"

namespace pyemb {
namespace {

TypeId type_of_code(const Code& code) {
  if (code.is(Code::kCoroutine)) return TypeId::kCoroutine;
  return code.is(Code::kAsyncGenerator) ? TypeId::kAsyncGenerator : TypeId::kGenerator;
}

GeneratorObject::Kind kind_of_type(TypeId id) {
  if (id == TypeId::kCoroutine) return GeneratorObject::kCoroutine;
  return id == TypeId::kAsyncGenerator ? GeneratorObject::kAsyncGenerator : GeneratorObject::kGenerator;
}

/// cr_origin: (file, line, function) of the callers, as many as sys.set_coroutine_origin_tracking_depth() asks for.
Result<Ref> coroutine_origin(ThreadState& ts, const Frame* caller) {
  int32_t depth = 0;
  for (const Frame* frame = caller; frame != nullptr && depth < ts.coroutine_origin_depth; frame = seen_frame(frame->previous)) ++depth;
  Own<Tuple> origin = TRY(new_tuple(ts, depth));
  const Frame* frame = caller;
  for (int32_t i = 0; i < depth; ++i, frame = seen_frame(frame->previous)) {
    Value line = Value::from_int(frame_line(*frame));
    Own<Tuple> entry = TRY(new_tuple_of(ts, Value::from_object(frame->code->filename), line, Value::from_object(frame->code->name)));
    origin->set(i, std::move(entry));
  }
  return origin;
}

/// Links the frame into the thread: from now on it is the innermost one.
void link_generator(ThreadState& ts, GeneratorObject& generator, Frame* caller, uint16_t flags) {
  Frame& frame = generator.frame;
  generator.stack = stack_space(ts, caller);
  generator.state = GeneratorObject::kRunning;
  generator.handled.previous = ts.handled;
  ts.handled = &generator.handled;
  frame.previous = caller;
  frame.flags = static_cast<uint16_t>((frame.flags & ~Frame::kEntry) | flags);
  ts.frame = &frame;
  ++ts.recursion_depth;
}

bool is_too_deep(ThreadState& ts) {
  return ts.recursion_depth >= ts.recursion_limit + ts.recursion_headroom || native_stack_spent(ts);
}

/// Runs a linked generator; results as generator_send().
Result<Ref> run_generator(ThreadState& ts, GeneratorObject& generator, Start start, Ref* returned) {
  Own<GeneratorObject> keep = Own<GeneratorObject>::copy(&generator);
  Ref value = TRY(run_frame(ts, &generator.frame, start));
  if (!generator.is_finished()) return value;
  *returned = std::move(value);
  return Result<Ref>::absent();
}

Raised raise_running(ThreadState& ts, const GeneratorObject& generator) {
  return raise(ts, Exc::kValueError, "%s already executing", generator_kind_name(generator));
}

/// While a generator hands a throw() or close() on, it counts as running, and its frame stands in the chain of callers.
class Delegation {
 public:
  Delegation(ThreadState& ts, GeneratorObject& generator) : ts_(ts), generator_(generator) {
    generator.stack = stack_space(ts, ts.frame);
    generator.state = GeneratorObject::kRunning;
    generator.frame.previous = ts.frame;
    ts.frame = &generator.frame;
  }
  ~Delegation() {
    ts_.frame = generator_.frame.previous;
    generator_.frame.previous = nullptr;
    generator_.state = GeneratorObject::kSuspended;
  }
  Delegation(const Delegation&) = delete;
  Delegation& operator=(const Delegation&) = delete;

 private:
  ThreadState& ts_;
  GeneratorObject& generator_;
};

/// What it delegates to has returned: the SEND is over, its value in the register.
void finish_delegation(GeneratorObject& generator, Ref value) {
  Frame& frame = generator.frame;
  Insn* send = frame.pc - 2;
  frame.set_immediate(send->a, Value::null());
  frame.set(send->b, std::move(value));
  frame.pc = send + 2 + std::bit_cast<int64_t>(send[1]);
}

}  // namespace

const char* generator_kind_name(const GeneratorObject& generator) {
  if (generator.kind == GeneratorObject::kCoroutine) return "coroutine";
  return generator.kind == GeneratorObject::kAsyncGenerator ? "async generator" : "generator";
}

GeneratorObject* as_generator(Value value) {
  if (is_exactly(value, TypeId::kGenerator) || is_exactly(value, TypeId::kCoroutine) || is_exactly(value, TypeId::kAsyncGenerator)) {
    return &as<GeneratorObject>(value);
  }
  return nullptr;
}

Result<Ref> new_generator(ThreadState& ts, Frame& frame) {
  Code& code = *frame.code;
  Function& function = *frame.function();
  TypeId id = type_of_code(code);
  Type* type = TRY(find_type(ts, id));
  Ref object = TRY(new_object(ts, *type, code.nregs + 1));
  auto& generator = *object.as<GeneratorObject>();
  generator.kind = kind_of_type(id);
  generator.name = Own<Str>::copy(function.name).release();
  generator.qualname = Own<Str>::copy(&qualname_of_called(function)).release();
  Value* window = generator.window();
  generator.frame = frame;
  generator.frame.previous = nullptr;
  generator.frame.regs = window;
  generator.frame.code = Own<Code>::copy(&code).release();
  generator.frame.flags = Frame::kGenerator | Frame::kOwnsCode;
  if (frame.has(Frame::kHasLocals)) {
    generator.frame.flags |= Frame::kHasLocals;
    incref(generator.frame.locals);
  }
  if (id == TypeId::kCoroutine && ts.coroutine_origin_depth > 0) generator.origin = TRY(coroutine_origin(ts, seen_frame(frame.previous))).release();
  for (int32_t i = -1; i < code.first_temp; ++i) window[i] = std::exchange(frame.regs[i], Value::null());
  gc_track(ts, &generator);
  return object;
}

namespace {

/// A trace function has sent the suspended generator elsewhere: nothing there waits for what is sent in.
COLD Frame* enter_after_jump(ThreadState& ts, Frame& frame, Value sent) {
  decref(sent);
  if (!carry_out_jump(ts, frame).raised()) return &frame;
  leave_generator(ts, generator_of(frame), GeneratorObject::kSuspended);
  return nullptr;
}

}  // namespace

Frame* enter_generator(ThreadState& ts, GeneratorObject& generator, Frame* caller, Value sent, uint16_t destination, uint16_t flags) {
  if (UNLIKELY(is_too_deep(ts))) {
    decref(sent);
    static_cast<void>(raise_recursion(ts, ""));
    return nullptr;
  }
  Frame& frame = generator.frame;
  bool started = generator.state == GeneratorObject::kSuspended;
  link_generator(ts, generator, caller, flags);
  frame.destination = destination;
  if (UNLIKELY(wants_jump(frame))) return enter_after_jump(ts, frame, sent);
  Insn* suspended = frame.pc++;
  if (started) {
    frame.set(suspended->a, Ref::steal(sent));
  } else {
    decref(sent);
  }
  return &frame;
}

void clear_generator(ThreadState& ts, GeneratorObject& generator) {
  Frame& frame = generator.frame;
  Own<FrameObject> object, asked_for;
  if (frame.has(Frame::kHasObject)) object = detach_frame_object(ts, frame);
  clear_registers(frame, frame.code->nregs);
  if (frame.has(Frame::kHasObject)) asked_for = detach_frame_object(ts, frame);  // by a finalizer
  decref(std::exchange(frame.regs[-1], Value::null()));
  decref(std::exchange(generator.handled.exception, Value::null()));
  if (!frame.has(Frame::kHasLocals)) return;
  frame.flags &= static_cast<uint16_t>(~Frame::kHasLocals);
  decref(frame.locals);
}

void end_generator(ThreadState& ts, GeneratorObject& generator) {
  generator.state = GeneratorObject::kFinished;
  clear_generator(ts, generator);
}

void convert_stop_iteration(ThreadState& ts, GeneratorObject& generator) {
  const char* name = nullptr;
  if (pending_is(ts, Exc::kStopIteration)) name = "StopIteration";
  if (generator.kind == GeneratorObject::kAsyncGenerator && pending_is(ts, Exc::kStopAsyncIteration)) name = "StopAsyncIteration";
  if (name == nullptr) return;
  Ref original = ts.take_pending();
  static_cast<void>(raise(ts, Exc::kRuntimeError, "%s raised %s", generator_kind_name(generator), name));
  auto& error = as<Exception>(ts.pending);
  set_cause(error, original);
  set_context(error, original);
}

// -- send, throw, close --------------------------------------------------------------------------------------------------

Result<Ref> generator_send(ThreadState& ts, GeneratorObject& generator, Value sent, Ref* returned) {
  if (UNLIKELY(generator.state == GeneratorObject::kRunning)) return raise_running(ts, generator);
  if (generator.is_finished()) {
    if (generator.kind == GeneratorObject::kCoroutine) return raise(ts, Exc::kRuntimeError, "cannot reuse already awaited coroutine");
    *returned = Ref::none();
    return Result<Ref>::absent();
  }
  if (generator.state == GeneratorObject::kCreated && !sent.is_none()) {
    return raise(ts, Exc::kTypeError, "can't send non-None value to a just-started %s", generator_kind_name(generator));
  }
  Frame* frame = enter_generator(ts, generator, ts.frame, Ref::copy(sent).release(), 0, Frame::kEntry);
  if (UNLIKELY(frame == nullptr)) return Raised{};
  return run_generator(ts, generator, Start::kRun, returned);
}

Result<Ref> generator_raise(ThreadState& ts, GeneratorObject& generator, Ref* returned) {
  if (UNLIKELY(generator.state == GeneratorObject::kRunning)) {
    ts.clear_pending();
    return raise_running(ts, generator);
  }
  if (generator.is_finished()) {
    if (generator.kind != GeneratorObject::kCoroutine) return Raised{};
    ts.clear_pending();
    return raise(ts, Exc::kRuntimeError, "cannot reuse already awaited coroutine");
  }
  if (UNLIKELY(is_too_deep(ts))) {
    ts.clear_pending();
    return raise_recursion(ts, "");
  }
  link_generator(ts, generator, ts.frame, Frame::kEntry);
  // The pending exception was raised outside; what the generator handles is the context of what it raises now.
  Ref pending = ts.take_pending();
  if (UNLIKELY(wants_jump(generator.frame)) && carry_out_jump(ts, generator.frame).raised()) pending = ts.take_pending();
  static_cast<void>(raise_object(ts, std::move(pending)));
  return run_generator(ts, generator, Start::kRaise, returned);
}

Value generator_delegate(const GeneratorObject& generator) {
  if (generator.state != GeneratorObject::kSuspended) return Value::null();
  if (UNLIKELY(wants_jump(generator.frame))) return Value::null();
  const Insn* yield = generator.frame.pc;
  if (yield->op != static_cast<uint16_t>(Op::kYIELD) || yield->c != 1) return Value::null();
  return generator.frame.regs[yield[-2].a];
}

Status close_iterator(ThreadState& ts, Value iterator) {
  GeneratorObject* generator = as_generator(iterator);
  if (generator != nullptr && generator->kind != GeneratorObject::kAsyncGenerator) return generator_close(ts, *generator);
  Result<Ref> found = find_attr(ts, iterator, ts.names().close);
  if (found.raised()) {
    report_unraisable(ts, nullptr, iterator);
    return {};
  }
  Ref close = found.take();
  if (close.is_absent()) return {};
  Ref ignored = TRY(call(ts, close));
  return {};
}

namespace {

/// type(value), type(*value) for a tuple, or `value` itself if it is of the type. Raises what the type raises.
Result<Ref> instantiate_thrown(ThreadState& ts, Value type, Value value) {
  bool has_value = !value.is_null() && !value.is_none();
  if (has_value && is_exception(value)) {
    bool fits = TRY(is_instance(ts, value, type));
    if (fits) return Ref::copy(value);
  }
  Ref exception;
  if (!has_value) {
    exception = TRY(call(ts, type));
  } else if (is_tuple(value)) {
    exception = TRY(call_with(ts, type, value, Value::null()));
  } else {
    exception = TRY(call(ts, type, value));
  }
  if (is_exception(exception)) return exception;
  Own<Str> expected = TRY(repr(ts, type));
  Own<Str> got = TRY(repr(ts, Value::from_object(&type_of(ts, exception))));
  return raise(ts, Exc::kTypeError, "calling %s should have returned an instance of BaseException, not %s", Utf8(ts, *expected).c_str(),
               Utf8(ts, *got).c_str());
}

}  // namespace

Result<Ref> thrown_exception(ThreadState& ts, Value type, Value value, Value traceback) {
  bool has_traceback = !traceback.is_null() && !traceback.is_none();
  if (has_traceback && !is<Traceback>(traceback)) return raise(ts, Exc::kTypeError, "throw() third argument must be a traceback object");
  Ref exception;
  if (is_exception_class(ts, type)) {
    Result<Ref> made = instantiate_thrown(ts, type, value);
    exception = made.raised() ? ts.take_pending() : made.take();
  } else if (is_exception(type)) {
    if (!value.is_null() && !value.is_none()) return raise(ts, Exc::kTypeError, "instance exception may not have a separate value");
    exception = Ref::copy(type);
  } else {
    return raise(ts, Exc::kTypeError, "exceptions must be classes or instances deriving from BaseException, not %s", type_name(ts, type));
  }
  if (has_traceback) set_traceback(*exception.as<Exception>(), traceback);
  return exception;
}

namespace {

/// Whether what is thrown is a GeneratorExit, which closes what the generator delegates to instead of being thrown into it.
Result<bool> is_generator_exit(ThreadState& ts, Value type) {
  Type& exit = core_type(ts, Exc::kGeneratorExit);
  if (is<Type>(type)) return is_subtype(as<Type>(type), exit);
  return is_instance(ts, type, Value::from_object(&exit));
}

/// throw() into what a generator delegates to. absent with `*here` set: it has no throw method, raise in the generator itself.
Result<Ref> throw_into(ThreadState& ts, Value iterator, Value type, Value value, Value traceback, Ref* returned, bool* here) {
  GeneratorObject* generator = as_generator(iterator);
  if (generator != nullptr && generator->kind != GeneratorObject::kAsyncGenerator) {
    return generator_throw(ts, *generator, type, value, traceback, returned);
  }
  Ref method = TRY(find_attr(ts, iterator, Value::from_object(ts.names().throw_)));
  if (method.is_absent()) {
    *here = true;
    return Result<Ref>::absent();
  }
  Value arguments[3] = {type, value, traceback};
  size_t count = 3;
  while (count > 1 && arguments[count - 1].is_null()) --count;
  for (size_t i = 1; i < count; ++i) {
    if (arguments[i].is_null()) arguments[i] = Value::none();
  }
  Result<Ref> result = call(ts, method, CallArgs{arguments, count});
  if (!result.raised()) return result;
  Ref stopped = take_stop_iteration(ts);
  if (stopped.is_absent()) return Raised{};
  *returned = std::move(stopped);
  return Result<Ref>::absent();
}

}  // namespace

Result<Ref> generator_throw(ThreadState& ts, GeneratorObject& generator, Value type, Value value, Value traceback, Ref* returned, OnExit on_exit) {
  Ref delegate = Ref::copy(generator_delegate(generator));
  if (delegate) {
    RecursionGuard guard(ts, " while calling a Python object");
    if (guard.exceeded()) return guard.raise();
    bool closes = TRY(is_generator_exit(ts, type));
    closes = closes && on_exit == OnExit::kClose;
    if (closes) {
      Status closed = [&] {
        Delegation delegation(ts, generator);
        return close_iterator(ts, delegate);
      }();
      if (closed.raised()) return generator_raise(ts, generator, returned);
    } else {
      bool here = false;
      Result<Ref> result = [&] {
        Delegation delegation(ts, generator);
        return throw_into(ts, delegate, type, value, traceback, returned, &here);
      }();
      if (result.raised()) return generator_raise(ts, generator, returned);
      Ref yielded = result.take();
      if (!yielded.is_absent()) return yielded;
      if (!here) {
        finish_delegation(generator, std::move(*returned));
        link_generator(ts, generator, ts.frame, Frame::kEntry);
        return run_generator(ts, generator, Start::kRun, returned);
      }
    }
  }
  Ref exception = TRY(thrown_exception(ts, type, value, traceback));
  static_cast<void>(ts.set_pending(std::move(exception)));
  return generator_raise(ts, generator, returned);
}

Status generator_close(ThreadState& ts, GeneratorObject& generator) {
  Own<GeneratorObject> keep = Own<GeneratorObject>::copy(&generator);
  if (generator.is_finished()) return {};
  if (generator.state == GeneratorObject::kRunning) return raise_running(ts, generator);
  if (generator.state == GeneratorObject::kCreated) {
    end_generator(ts, generator);
    return {};
  }
  Ref delegate = Ref::copy(generator_delegate(generator));
  Status closed;
  if (delegate) {
    Delegation delegation(ts, generator);
    closed = close_iterator(ts, delegate);
  }
  if (!closed.raised()) static_cast<void>(raise_value(ts, Exc::kGeneratorExit, Value::null()));
  Ref returned;
  Result<Ref> result = generator_raise(ts, generator, &returned);
  if (result.raised()) {
    if (clear_pending_if(ts, Exc::kGeneratorExit) || clear_pending_if(ts, Exc::kStopIteration)) return {};
    return Raised{};
  }
  Ref yielded = result.take();
  if (yielded.is_absent()) return {};
  return raise(ts, Exc::kRuntimeError, "%s ignored GeneratorExit", generator_kind_name(generator));
}

Ref take_stop_iteration(ThreadState& ts) {
  if (!pending_is(ts, Exc::kStopIteration)) return Ref::steal(Value::absent());
  Ref exception = ts.take_pending();
  Value value = exception.as<StopIterationLayout>()->value;
  return Ref::copy(value.is_null() ? Value::none() : value);
}

Result<Ref> send_to(ThreadState& ts, Value iterator, Value value, Ref* returned) {
  GeneratorObject* generator = as_generator(iterator);
  if (generator != nullptr && generator->kind != GeneratorObject::kAsyncGenerator) return generator_send(ts, *generator, value, returned);
  const Type& type = type_of(ts, iterator);
  if (type.spec->send != nullptr) return type.spec->send(ts, iterator, value, returned);
  UnaryFn next = type.slots.next;
  Result<Ref> result = value.is_none() && next != nullptr ? next(ts, iterator)
                                                          : call_method_of(ts, iterator, Value::from_object(ts.names().send), value);
  if (!result.raised()) {
    Ref item = result.take();
    if (item.is_absent()) *returned = Ref::none();
    return item;
  }
  Ref stopped = take_stop_iteration(ts);
  if (stopped.is_absent()) return Raised{};
  *returned = std::move(stopped);
  return Result<Ref>::absent();
}

}  // namespace pyemb
