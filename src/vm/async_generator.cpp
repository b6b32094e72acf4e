// SPDX-License-Identifier: MIT
#include "state/names.h"
#include "vm/async_generator.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/generic_alias.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/type_specs.h"
#include "vm/generator.h"

namespace pyemb {
namespace {

/// A value of the generator's own, on its way out of the frame.
struct WrappedValue : Object {
  static constexpr TypeId kId = TypeId::kAsyncGeneratorWrappedValue;
  Value value;
};

enum class AwaitState : uint8_t { kInit, kRunning, kClosed };

/// asend(value), __anext__()
struct ASend : Object {
  static constexpr TypeId kId = TypeId::kAsyncGeneratorASend;
  Value generator;
  Value sent;
  AwaitState state;
};

/// athrow(type, value, traceback), and aclose(), which has no type
struct AThrow : Object {
  static constexpr TypeId kId = TypeId::kAsyncGeneratorAThrow;
  Value generator;
  Value type;
  Value value;
  Value traceback;
  AwaitState state;
  bool is_close() const { return type.is_null(); }
};

bool is_wrapped(Value value) { return is_exactly(value, TypeId::kAsyncGeneratorWrappedValue); }

bool pending_ends_generator(ThreadState& ts) { return pending_is(ts, Exc::kStopAsyncIteration) || pending_is(ts, Exc::kGeneratorExit); }

/// A step of the generator's frame: what it yields; a return raises StopAsyncIteration.
Result<Ref> end_as_exception(ThreadState& ts, Result<Ref> step) {
  Ref value = TRY(std::move(step));
  if (!value.is_absent()) return value;
  return raise_value(ts, Exc::kStopAsyncIteration, Value::null());
}
Result<Ref> step(ThreadState& ts, GeneratorObject& generator, Value sent) {
  Ref returned;
  if (generator.is_finished()) return raise_value(ts, Exc::kStopAsyncIteration, Value::null());
  return end_as_exception(ts, generator_send(ts, generator, sent, &returned));
}
Result<Ref> step_throw(ThreadState& ts, GeneratorObject& generator, Value type, Value value, Value traceback) {
  Ref returned;
  return end_as_exception(ts, generator_throw(ts, generator, type, value, traceback, &returned, OnExit::kThrow));
}

/// StopIteration(value), even where value is a tuple or an exception.
Raised raise_result(ThreadState& ts, Value value) { return raise_stop_iteration(ts, value); }

/// A wrapped value is the result of the awaitable: StopIteration. Other values pass on to the event loop.
Result<Ref> unwrap(ThreadState& ts, GeneratorObject& generator, Result<Ref> stepped) {
  if (stepped.raised()) {
    if (pending_ends_generator(ts)) generator.closed = true;
    generator.in_use = false;
    return Raised{};
  }
  Ref value = stepped.take();
  if (!is_wrapped(value)) return value;
  generator.in_use = false;
  return raise_result(ts, as<WrappedValue>(value).value);
}

/// Runs the hooks of the event loop once, when the generator is first iterated.
Status init_hooks(ThreadState& ts, GeneratorObject& self) {
  if (self.hooks_done) return {};
  self.hooks_done = true;
  if (!ts.async_gen_finalizer.is_null()) self.origin = Ref::copy(ts.async_gen_finalizer).release();
  if (ts.async_gen_firstiter.is_null()) return {};
  Ref hook = Ref::copy(ts.async_gen_firstiter);
  Ref ignored = TRY(call(ts, hook, Value::from_object(&self)));
  return {};
}

// -- asend ---------------------------------------------------------------------------------------------------------------

Result<Ref> new_asend(ThreadState& ts, GeneratorObject& generator, Value sent) {
  Own<ASend> asend = TRY(new_native<ASend>(ts));
  asend->generator = Ref::copy(&generator).release();
  asend->sent = Ref::copy(sent).release();
  gc_track(ts, asend.get());
  return asend;
}

Result<Ref> asend_send(ThreadState& ts, ASend& self, Value value) {
  auto& generator = as<GeneratorObject>(self.generator);
  if (self.state == AwaitState::kClosed) return raise(ts, Exc::kRuntimeError, "cannot reuse already awaited __anext__()/asend()");
  if (self.state == AwaitState::kInit) {
    if (generator.in_use) return raise(ts, Exc::kRuntimeError, "anext(): asynchronous generator is already running");
    if (value.is_none()) value = self.sent;
    self.state = AwaitState::kRunning;
  }
  generator.in_use = true;
  Result<Ref> result = unwrap(ts, generator, step(ts, generator, value));
  if (result.raised()) self.state = AwaitState::kClosed;
  return result;
}

Result<Ref> asend_throw(ThreadState& ts, ASend& self, Value type, Value value, Value traceback) {
  auto& generator = as<GeneratorObject>(self.generator);
  if (self.state == AwaitState::kClosed) return raise(ts, Exc::kRuntimeError, "cannot reuse already awaited __anext__()/asend()");
  Result<Ref> result = unwrap(ts, generator, step_throw(ts, generator, type, value, traceback));
  if (result.raised()) self.state = AwaitState::kClosed;
  return result;
}

Status asend_close(ThreadState&, ASend& self) {
  self.state = AwaitState::kClosed;
  return {};
}

// -- athrow and aclose ---------------------------------------------------------------------------------------------------

Result<Ref> new_athrow(ThreadState& ts, GeneratorObject& generator, Value type, Value value, Value traceback) {
  Own<AThrow> athrow = TRY(new_native<AThrow>(ts));
  athrow->generator = Ref::copy(&generator).release();
  athrow->type = Ref::copy(type).release();
  athrow->value = Ref::copy(value).release();
  athrow->traceback = Ref::copy(traceback).release();
  gc_track(ts, athrow.get());
  return athrow;
}

Raised finish_athrow(ThreadState& ts, AThrow& self) {
  as<GeneratorObject>(self.generator).in_use = false;
  self.state = AwaitState::kClosed;
  if (!self.is_close() || !pending_ends_generator(ts)) return {};
  ts.clear_pending();
  return raise_value(ts, Exc::kStopIteration, Value::null());
}

/// What a step of aclose() may answer: a value for the event loop; a wrapped one means that the generator did not stop.
Result<Ref> check_close(ThreadState& ts, AThrow& self, Result<Ref> stepped) {
  if (stepped.raised()) return finish_athrow(ts, self);
  Ref value = stepped.take();
  if (!is_wrapped(value)) return value;
  as<GeneratorObject>(self.generator).in_use = false;
  self.state = AwaitState::kClosed;
  return raise(ts, Exc::kRuntimeError, "async generator ignored GeneratorExit");
}

Result<Ref> athrow_start(ThreadState& ts, AThrow& self, GeneratorObject& generator, Value value) {
  if (generator.in_use) {
    self.state = AwaitState::kClosed;
    return raise(ts, Exc::kRuntimeError, self.is_close() ? "aclose(): asynchronous generator is already running" : "athrow(): asynchronous generator is already running");
  }
  if (generator.closed) {
    self.state = AwaitState::kClosed;
    return raise_value(ts, Exc::kStopAsyncIteration, Value::null());
  }
  if (!value.is_none()) return raise(ts, Exc::kRuntimeError, "can't send non-None value to a just-started coroutine");
  self.state = AwaitState::kRunning;
  generator.in_use = true;
  if (self.is_close()) {
    generator.closed = true;
    Value exit = Value::from_object(&core_type(ts, Exc::kGeneratorExit));
    return check_close(ts, self, step_throw(ts, generator, exit, Value::null(), Value::null()));
  }
  Result<Ref> result = unwrap(ts, generator, step_throw(ts, generator, self.type, self.value, self.traceback));
  if (result.raised()) return finish_athrow(ts, self);
  return result;
}

Result<Ref> athrow_send(ThreadState& ts, AThrow& self, Value value) {
  auto& generator = as<GeneratorObject>(self.generator);
  if (self.state == AwaitState::kClosed) return raise(ts, Exc::kRuntimeError, "cannot reuse already awaited aclose()/athrow()");
  if (generator.is_finished()) {
    self.state = AwaitState::kClosed;
    return raise_value(ts, Exc::kStopIteration, Value::null());
  }
  if (self.state == AwaitState::kInit) return athrow_start(ts, self, generator, value);
  if (self.is_close()) return check_close(ts, self, step(ts, generator, value));
  return unwrap(ts, generator, step(ts, generator, value));
}

Result<Ref> athrow_throw(ThreadState& ts, AThrow& self, Value type, Value value, Value traceback) {
  auto& generator = as<GeneratorObject>(self.generator);
  if (self.state == AwaitState::kClosed) return raise(ts, Exc::kRuntimeError, "cannot reuse already awaited aclose()/athrow()");
  Result<Ref> stepped = step_throw(ts, generator, type, value, traceback);
  if (!self.is_close()) return unwrap(ts, generator, std::move(stepped));
  return check_close(ts, self, std::move(stepped));
}

Status athrow_close(ThreadState&, AThrow& self) {
  self.state = AwaitState::kClosed;
  return {};
}

// -- the generator -------------------------------------------------------------------------------------------------------

Result<Ref> anext(ThreadState& ts, Value self) {
  TRY(init_hooks(ts, as<GeneratorObject>(self)));
  return new_asend(ts, as<GeneratorObject>(self), Value::none());
}
Result<Ref> asend(ThreadState& ts, GeneratorObject& self, Value value) {
  TRY(init_hooks(ts, self));
  return new_asend(ts, self, value);
}
Result<Ref> athrow(ThreadState& ts, GeneratorObject& self, Value type, Value value, Value traceback) {
  TRY(init_hooks(ts, self));
  return new_athrow(ts, self, type, value, traceback);
}
Result<Ref> aclose(ThreadState& ts, GeneratorObject& self) {
  TRY(init_hooks(ts, self));
  return new_athrow(ts, self, Value::null(), Value::null(), Value::null());
}
bool is_in_use(ThreadState&, GeneratorObject& self) { return self.in_use; }

Result<Ref> class_getitem(ThreadState& ts, Type& type, Value item) { return new_generic_alias(ts, Value::from_object(&type), item); }

Result<Ref> self_of(ThreadState&, Value self) { return Ref::copy(self); }
template <auto Send, class T>
Result<Ref> next_of(ThreadState& ts, Value self) {
  return Send(ts, as<T>(self), Value::none());
}

constexpr const char* kAwaitableSendDoc = "send(arg) -> send 'arg' into the iterator, answer the next value or raise StopIteration.";

constexpr NativeMethod kAsyncGeneratorMethods[] = {
    method<asend>("asend", "($self, value, /)", "asend(v) -> send 'v' in generator."),
    method<athrow>("athrow", "($self, type, value=None, traceback=None, /)", "athrow(typ[,val[,tb]]) -> raise exception in generator."),
    method<aclose>("aclose", "($self, /)", "aclose() -> raise GeneratorExit inside generator."),
    class_method<class_getitem>("__class_getitem__", "($type, item, /)", "See PEP 585"),
};
constexpr char kAgFrame[] = "ag_frame";
constexpr GetSet kAsyncGeneratorGetSets[] = {
    getset<generator_name, generator_set_name>("__name__", "name of the async generator"),
    getset<generator_qualname, generator_set_qualname>("__qualname__", "qualified name of the async generator"),
    getset<generator_yield_from>("ag_await", "object being awaited on, or None"),
    getset<generator_frame_as<kAgFrame>>(kAgFrame, nullptr),
    getset<is_in_use>("ag_running", nullptr),
};
constexpr Member kAsyncGeneratorMembers[] = {generator_code_member("ag_code")};
constexpr NativeMethod kASendMethods[] = {
    method<asend_send>("send", "($self, arg, /)", kAwaitableSendDoc),
    method<asend_throw>("throw", "($self, type, value=None, traceback=None, /)", "Raise an exception in the generator."),
    method<asend_close>("close", "($self, /)", "The awaitable cannot be used any more."),
};
constexpr NativeMethod kAThrowMethods[] = {
    method<athrow_send>("send", "($self, arg, /)", kAwaitableSendDoc),
    method<athrow_throw>("throw", "($self, type, value=None, traceback=None, /)", "Raise an exception in the generator."),
    method<athrow_close>("close", "($self, /)", "The awaitable cannot be used any more."),
};

void asend_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<ASend*>(object);
  visit(self.generator);
  visit(self.sent);
}
void asend_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<ASend*>(object);
  decref(std::exchange(self.generator, Value::null()));
  decref(std::exchange(self.sent, Value::null()));
}
void athrow_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<AThrow*>(object);
  visit(self.generator);
  visit(self.type);
  visit(self.value);
  visit(self.traceback);
}
void athrow_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<AThrow*>(object);
  for (Value* field : {&self.generator, &self.type, &self.value, &self.traceback}) decref(std::exchange(*field, Value::null()));
}
void wrapped_traverse(Object* object, GcVisitor& visit) { visit(static_cast<WrappedValue*>(object)->value); }
void wrapped_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<WrappedValue*>(object)->value, Value::null())); }

// -- anext(iterator, default) --------------------------------------------------------------------------------------------

struct AnextAwaitable : Object {
  static constexpr TypeId kId = TypeId::kAnextAwaitable;
  Value awaitable;
  Value fallback;
};

/// The iterator that the awaitable is driven by.
Result<Ref> anext_iterator(ThreadState& ts, AnextAwaitable& self) {
  Ref iterator = TRY(get_awaitable(ts, self.awaitable));
  if (type_of(ts, iterator).slots.next != nullptr) return iterator;
  UnaryFn await = type_of(ts, iterator).slots.await;
  if (await == nullptr) return raise(ts, Exc::kTypeError, "__await__ must return an iterable, not %s", type_name(ts, iterator));
  return await(ts, iterator);
}

Result<Ref> with_fallback(ThreadState& ts, AnextAwaitable& self, Result<Ref> result) {
  if (!result.raised() || !clear_pending_if(ts, Exc::kStopAsyncIteration)) return result;
  return raise_result(ts, self.fallback);
}

Result<Ref> anext_send(ThreadState& ts, AnextAwaitable& self, Value value) {
  Ref iterator = TRY(anext_iterator(ts, self));
  return with_fallback(ts, self, call_method_of(ts, iterator, Value::from_object(ts.names().send), value));
}
Result<Ref> anext_throw(ThreadState& ts, AnextAwaitable& self, CallArgs args) {
  Ref iterator = TRY(anext_iterator(ts, self));
  Ref method = TRY(get_attr(ts, iterator, Value::from_object(ts.names().throw_)));
  return with_fallback(ts, self, call(ts, method, args));
}
Result<Ref> anext_close(ThreadState& ts, AnextAwaitable& self) {
  Ref iterator = TRY(anext_iterator(ts, self));
  return with_fallback(ts, self, call_method_of(ts, iterator, Value::from_object(ts.names().close)));
}
Result<Ref> anext_next(ThreadState& ts, Value value) {
  auto& self = as<AnextAwaitable>(value);
  Ref iterator = TRY(anext_iterator(ts, self));
  return with_fallback(ts, self, type_of(ts, iterator).slots.next(ts, iterator));
}

constexpr NativeMethod kAnextMethods[] = {
    method<anext_send>("send", "($self, arg, /)", kAwaitableSendDoc),
    method<anext_throw>("throw", "($self, /, *args)", "Raise an exception in the awaitable."),
    method<anext_close>("close", "($self, /)", "Close the awaitable."),
};
void anext_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<AnextAwaitable*>(object);
  visit(self.awaitable);
  visit(self.fallback);
}
void anext_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<AnextAwaitable*>(object);
  decref(std::exchange(self.awaitable, Value::null()));
  decref(std::exchange(self.fallback, Value::null()));
}

}  // namespace

Result<Ref> wrap_async_value(ThreadState& ts, Value value) {
  Own<WrappedValue> wrapped = TRY(new_native<WrappedValue>(ts));
  wrapped->value = Ref::copy(value).release();
  gc_track(ts, wrapped.get());
  return wrapped;
}

Result<Ref> new_anext_awaitable(ThreadState& ts, Value awaitable, Value fallback) {
  Own<AnextAwaitable> result = TRY(new_native<AnextAwaitable>(ts));
  result->awaitable = Ref::copy(awaitable).release();
  result->fallback = Ref::copy(fallback).release();
  gc_track(ts, result.get());
  return result;
}

constexpr TypeSpec kAsyncGeneratorSpec = {
    .name = "async_generator",
    .id = TypeId::kAsyncGenerator,
    .size = sizeof(GeneratorObject),
    .item_size = sizeof(Value),
    .flags = Type::kCollected | Type::kNoNew | Type::kWeakrefable,
    .methods = kAsyncGeneratorMethods,
    .getsets = kAsyncGeneratorGetSets,
    .members = kAsyncGeneratorMembers,
    .slots = {.repr = generator_repr, .finalize = finalize_generator, .aiter = self_of, .anext = anext},
    .traverse = generator_traverse,
    .dealloc = generator_dealloc,
};
constexpr TypeSpec kAsyncGeneratorASendSpec = {
    .name = "async_generator_asend",
    .id = TypeId::kAsyncGeneratorASend,
    .size = sizeof(ASend),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kASendMethods,
    .slots = {.iter = self_of, .next = next_of<asend_send, ASend>, .await = self_of},
    .traverse = asend_traverse,
    .dealloc = asend_dealloc,
};
constexpr TypeSpec kAsyncGeneratorAThrowSpec = {
    .name = "async_generator_athrow",
    .id = TypeId::kAsyncGeneratorAThrow,
    .size = sizeof(AThrow),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kAThrowMethods,
    .slots = {.iter = self_of, .next = next_of<athrow_send, AThrow>, .await = self_of},
    .traverse = athrow_traverse,
    .dealloc = athrow_dealloc,
};
constexpr TypeSpec kAsyncGeneratorWrappedValueSpec = {
    .name = "async_generator_wrapped_value",
    .id = TypeId::kAsyncGeneratorWrappedValue,
    .size = sizeof(WrappedValue),
    .flags = Type::kCollected | Type::kNoNew,
    .traverse = wrapped_traverse,
    .dealloc = wrapped_dealloc,
};
constexpr TypeSpec kAnextAwaitableSpec = {
    .name = "anext_awaitable",
    .id = TypeId::kAnextAwaitable,
    .size = sizeof(AnextAwaitable),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kAnextMethods,
    .slots = {.iter = self_of, .next = anext_next, .await = self_of},
    .traverse = anext_traverse,
    .dealloc = anext_dealloc,
};

}  // namespace pyemb
