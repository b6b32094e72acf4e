// SPDX-License-Identifier: MIT
//
// The types generator and coroutine as Python sees them.

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/type_specs.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/import.h"
#include "vm/run.h"

namespace pyemb {

// -- what the three types share ------------------------------------------------------------------------------------------

Result<Ref> generator_frame(ThreadState& ts, GeneratorObject& self, const char* attribute) {
  TRY(audit_attribute(ts, "object.__getattr__", Value::from_object(&self), attribute));
  if (self.is_finished()) return Ref::none();
  return frame_object(ts, self.frame);
}
Value generator_yield_from(ThreadState&, GeneratorObject& self) {
  Value delegate = generator_delegate(self);
  return delegate.is_null() ? Value::none() : delegate;
}
bool generator_is_running(ThreadState&, GeneratorObject& self) { return self.state == GeneratorObject::kRunning; }
bool generator_is_suspended(ThreadState&, GeneratorObject& self) { return self.state == GeneratorObject::kSuspended; }

namespace {

Status set_text(ThreadState& ts, Str*& field, Value value, const char* message) {
  if (value.is_null() || !is<Str>(value)) return raise(ts, Exc::kTypeError, "%s", message);
  decref(static_cast<Object*>(std::exchange(field, Own<Str>::copy(&as<Str>(value)).release())));
  return {};
}

}  // namespace

Value generator_name(ThreadState&, GeneratorObject& self) { return Value::from_object(self.name); }
Status generator_set_name(ThreadState& ts, GeneratorObject& self, Value value) {
  return set_text(ts, self.name, value, "__name__ must be set to a string object");
}
Value generator_qualname(ThreadState&, GeneratorObject& self) { return Value::from_object(self.qualname); }
Status generator_set_qualname(ThreadState& ts, GeneratorObject& self, Value value) {
  return set_text(ts, self.qualname, value, "__qualname__ must be set to a string object");
}

Result<Ref> generator_repr(ThreadState& ts, Value value) {
  auto& self = as<GeneratorObject>(value);
  const char* kind = self.kind == GeneratorObject::kAsyncGenerator ? "async_generator" : generator_kind_name(self);
  return new_str_format(ts, "<%s object %s at %p>", kind, Utf8(ts, *self.qualname).c_str(), static_cast<void*>(&self));
}

void generator_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<GeneratorObject*>(object);
  visit(self.name);
  visit(self.qualname);
  visit(self.origin);
  visit(self.handled.exception);
  const Frame& frame = self.frame;
  visit(frame.code);
  if (frame.has(Frame::kHasObject)) visit(frame.object);
  if (frame.has(Frame::kHasLocals)) visit(frame.locals);
  for (int64_t i = -1; i < frame.code->nregs; ++i) visit(frame.regs[i]);
}

void generator_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<GeneratorObject*>(object);
  if (!self.is_finished()) end_generator(ts, self);
  decref(std::exchange(self.origin, Value::null()));
  decref(Value::from_object(self.name));
  decref(Value::from_object(self.qualname));
  decref(Value::from_object(self.frame.code));
}

namespace {

/// RuntimeWarning "coroutine 'x' was never awaited", by the warnings module if it is there: it can tell where the coroutine was made.
Status warn_never_awaited(ThreadState& ts, GeneratorObject& self) {
  Value warnings = find_imported(ts, "warnings");
  if (!warnings.is_null()) {
    Ref function = TRY(find_attr(ts, warnings, "_warn_unawaited_coroutine"));
    if (!function.is_absent()) {
      Ref ignored = TRY(call(ts, function, Value::from_object(&self)));
      return {};
    }
  }
  return warn(ts, Exc::kRuntimeWarning, 1, "coroutine '%s' was never awaited", Utf8(ts, *self.qualname).c_str());
}

/// The hook of an asynchronous generator takes over: the event loop closes it.
Status run_async_finalizer(ThreadState& ts, GeneratorObject& self, Value hook) {
  Ref keep = Ref::copy(hook);
  Ref ignored = TRY(call(ts, keep, Value::from_object(&self)));
  return {};
}

}  // namespace

void finalize_generator(ThreadState& ts, Value value) {
  auto& self = as<GeneratorObject>(value);
  if (self.is_finished() || self.state == GeneratorObject::kRunning) return;
  Ref pending = ts.has_pending() ? ts.take_pending() : Ref();
  Status status;
  if (self.kind == GeneratorObject::kAsyncGenerator && !self.origin.is_null() && !self.closed) {
    status = run_async_finalizer(ts, self, self.origin);
  } else if (self.kind == GeneratorObject::kCoroutine && self.state == GeneratorObject::kCreated) {
    status = warn_never_awaited(ts, self);
  } else {
    status = generator_close(ts, self);
  }
  if (status.raised()) report_unraisable(ts, nullptr, value);
  if (pending) static_cast<void>(ts.set_pending(std::move(pending)));
}

namespace {

/// What send() and throw() answer: a return becomes StopIteration.
Result<Ref> finish_step(ThreadState& ts, Result<Ref> step, Ref& returned) {
  Ref value = TRY(std::move(step));
  if (!value.is_absent()) return value;
  return raise_stop_iteration(ts, returned);
}

Result<Ref> send(ThreadState& ts, GeneratorObject& self, Value value) {
  Ref returned;
  return finish_step(ts, generator_send(ts, self, value, &returned), returned);
}

Result<Ref> throw_(ThreadState& ts, GeneratorObject& self, Value type, Value value, Value traceback) {
  Ref keep = Ref::copy(&self);
  Ref returned;
  return finish_step(ts, generator_throw(ts, self, type, value, traceback, &returned), returned);
}

Status close(ThreadState& ts, GeneratorObject& self) { return generator_close(ts, self); }

Result<Ref> next(ThreadState& ts, Value self) {
  Ref returned;
  Ref value = TRY(generator_send(ts, as<GeneratorObject>(self), Value::none(), &returned));
  if (!value.is_absent() || returned.is_none()) return value;
  return raise_stop_iteration(ts, returned);
}

Result<Ref> iter_self(ThreadState&, Value self) { return Ref::copy(self); }

constexpr NativeMethod kGeneratorMethods[] = {
    method<send>("send", "($self, arg, /)", "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."),
    method<throw_>("throw", "($self, type, value=None, traceback=None, /)",
                   "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration."),
    method<close>("close", "($self, /)", "close() -> raise GeneratorExit inside generator."),
};
constexpr char kGiFrame[] = "gi_frame";
constexpr GetSet kGeneratorGetSets[] = {
    getset<generator_name, generator_set_name>("__name__", "name of the generator"),
    getset<generator_qualname, generator_set_qualname>("__qualname__", "qualified name of the generator"),
    getset<generator_yield_from>("gi_yieldfrom", "object being iterated by yield from, or None"),
    getset<generator_is_running>("gi_running", nullptr),
    getset<generator_frame_as<kGiFrame>>(kGiFrame, nullptr),
    getset<generator_is_suspended>("gi_suspended", nullptr),
};

constexpr Member kGeneratorMembers[] = {generator_code_member("gi_code")};

// -- coroutine -----------------------------------------------------------------------------------------------------------

/// What `coroutine.__await__()` gives: an iterator that forwards to the coroutine.
struct CoroutineWrapper : Object {
  static constexpr TypeId kId = TypeId::kCoroutineWrapper;
  Value coroutine;
};

Result<Ref> coroutine_await(ThreadState& ts, Value self) {
  Own<CoroutineWrapper> wrapper = TRY(new_native<CoroutineWrapper>(ts));
  wrapper->coroutine = Ref::copy(self).release();
  gc_track(ts, wrapper.get());
  return wrapper;
}

GeneratorObject& wrapped(CoroutineWrapper& self) { return as<GeneratorObject>(self.coroutine); }
Result<Ref> wrapper_send(ThreadState& ts, CoroutineWrapper& self, Value value) { return send(ts, wrapped(self), value); }
Result<Ref> wrapper_throw(ThreadState& ts, CoroutineWrapper& self, Value type, Value value, Value traceback) {
  return throw_(ts, wrapped(self), type, value, traceback);
}
Status wrapper_close(ThreadState& ts, CoroutineWrapper& self) { return close(ts, wrapped(self)); }
Result<Ref> wrapper_next(ThreadState& ts, Value self) { return next(ts, as<CoroutineWrapper>(self).coroutine); }

constexpr NativeMethod kCoroutineMethods[] = {
    method<send>("send", "($self, arg, /)", "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration."),
    method<throw_>("throw", "($self, type, value=None, traceback=None, /)",
                   "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration."),
    method<close>("close", "($self, /)", "close() -> raise GeneratorExit inside coroutine."),
};
constexpr char kCrFrame[] = "cr_frame";
constexpr GetSet kCoroutineGetSets[] = {
    getset<generator_name, generator_set_name>("__name__", "name of the coroutine"),
    getset<generator_qualname, generator_set_qualname>("__qualname__", "qualified name of the coroutine"),
    getset<generator_yield_from>("cr_await", "object being awaited on, or None"),
    getset<generator_is_running>("cr_running", nullptr),
    getset<generator_frame_as<kCrFrame>>(kCrFrame, nullptr),
    getset<generator_is_suspended>("cr_suspended", nullptr),
};
constexpr Member kCoroutineMembers[] = {
    generator_code_member("cr_code"),
    {"cr_origin", Member::kValueOrNone, offsetof(GeneratorObject, origin), Member::kReadOnly, nullptr},
};
constexpr NativeMethod kWrapperMethods[] = {
    method<wrapper_send>("send", "($self, arg, /)", "send(arg) -> send 'arg' into coroutine\nreturn next iterated value or raise StopIteration."),
    method<wrapper_throw>("throw", "($self, type, value=None, traceback=None, /)",
                          "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration."),
    method<wrapper_close>("close", "($self, /)", "close() -> raise GeneratorExit inside coroutine."),
};

void wrapper_traverse(Object* object, GcVisitor& visit) { visit(static_cast<CoroutineWrapper*>(object)->coroutine); }
void wrapper_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<CoroutineWrapper*>(object)->coroutine, Value::null())); }

}  // namespace

constexpr TypeSpec kGeneratorSpec = {
    .name = "generator",
    .id = TypeId::kGenerator,
    .size = sizeof(GeneratorObject),
    .item_size = sizeof(Value),
    .flags = Type::kCollected | Type::kNoNew | Type::kWeakrefable,
    .methods = kGeneratorMethods,
    .getsets = kGeneratorGetSets,
    .members = kGeneratorMembers,
    .slots = {.repr = generator_repr, .iter = iter_self, .next = next, .finalize = finalize_generator},
    .traverse = generator_traverse,
    .dealloc = generator_dealloc,
};

constexpr TypeSpec kCoroutineSpec = {
    .name = "coroutine",
    .id = TypeId::kCoroutine,
    .size = sizeof(GeneratorObject),
    .item_size = sizeof(Value),
    .flags = Type::kCollected | Type::kNoNew | Type::kWeakrefable,
    .methods = kCoroutineMethods,
    .getsets = kCoroutineGetSets,
    .members = kCoroutineMembers,
    .slots = {.repr = generator_repr, .finalize = finalize_generator, .await = coroutine_await},
    .traverse = generator_traverse,
    .dealloc = generator_dealloc,
};

constexpr TypeSpec kCoroutineWrapperSpec = {
    .name = "coroutine_wrapper",
    .doc = "A wrapper object implementing __await__ for coroutines.",
    .id = TypeId::kCoroutineWrapper,
    .size = sizeof(CoroutineWrapper),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kWrapperMethods,
    .slots = {.iter = iter_self, .next = wrapper_next},
    .traverse = wrapper_traverse,
    .dealloc = wrapper_dealloc,
};

}  // namespace pyemb
