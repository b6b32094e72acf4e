// SPDX-License-Identifier: MIT
#pragma once

// Running generators: resuming, suspending, ending. The methods that Python sees (send, throw, close) stand in
// generator_methods.cpp, those of asynchronous generators in async_generator.cpp.

#include "objects/native.h"
#include "objects/str.h"
#include "vm/generator_object.h"

namespace pyemb {

/// RETURN_GENERATOR: the object, made out of a frame that was just entered; the frame's registers have moved into it. The caller pops.
[[nodiscard]] Result<Ref> new_generator(ThreadState& ts, Frame& frame);

/// Makes a created or suspended generator the running frame above `caller`, `sent` (owned) being what its YIELD gives. Null: RecursionError.
Frame* enter_generator(ThreadState& ts, GeneratorObject& generator, Frame* caller, Value sent, uint16_t destination, uint16_t flags);

/// The other way: takes the running generator off the frame stack, suspended or finished.
inline void leave_generator(ThreadState& ts, GeneratorObject& generator, GeneratorObject::State state) {
  ts.handled = generator.handled.previous;
  generator.state = state;
  ts.frame = generator.frame.previous;
  generator.frame.previous = nullptr;
  --ts.recursion_depth;
}
/// Drops the registers of a generator that has ended.
void clear_generator(ThreadState& ts, GeneratorObject& generator);
/// Ends a generator that does not run.
void end_generator(ThreadState& ts, GeneratorObject& generator);
/// The finalizer: closes a suspended generator, warns of a coroutine that was never awaited. Errors are reported as unraisable.
void finalize_generator(ThreadState& ts, Value self);
/// PEP 479: a StopIteration that leaves a generator becomes RuntimeError. Looks at the pending exception.
void convert_stop_iteration(ThreadState& ts, GeneratorObject& generator);

/// send(): runs it until it yields (the value), returns (absent; *returned is the value) or raises.
[[nodiscard]] Result<Ref> generator_send(ThreadState& ts, GeneratorObject& generator, Value sent, Ref* returned);
/// throw() of the pending exception into it; results as generator_send().
[[nodiscard]] Result<Ref> generator_raise(ThreadState& ts, GeneratorObject& generator, Ref* returned);
/// throw(type, value, traceback) with delegation to what it awaits. A GeneratorExit closes that first, or (kThrow) is thrown into it.
enum class OnExit : uint8_t { kClose, kThrow };
[[nodiscard]] Result<Ref> generator_throw(ThreadState& ts, GeneratorObject& generator, Value type, Value value, Value traceback, Ref* returned,
                                          OnExit on_exit = OnExit::kClose);
[[nodiscard]] Status generator_close(ThreadState& ts, GeneratorObject& generator);

/// What the generator is delegating to (gi_yieldfrom), borrowed; null: nothing.
Value generator_delegate(const GeneratorObject& generator);

/// One step of any iterator that is awaited or delegated to: iterator.send(value); results as generator_send().
[[nodiscard]] Result<Ref> send_to(ThreadState& ts, Value iterator, Value value, Ref* returned);

/// Takes the pending StopIteration, if it is one, and answers its value; absent: it is another exception, which stays pending.
[[nodiscard]] Ref take_stop_iteration(ThreadState& ts);

/// The exception that throw(type, value, traceback) means; value and traceback may be null or None. Raises for a wrong call.
[[nodiscard]] Result<Ref> thrown_exception(ThreadState& ts, Value type, Value value, Value traceback);
/// iterator.close(), if it has that.
[[nodiscard]] Status close_iterator(ThreadState& ts, Value iterator);

/// "generator", "coroutine" or "async generator", for messages.
const char* generator_kind_name(const GeneratorObject& generator);

/// The iterator that `await value` runs; TypeError if there is none.
[[nodiscard]] Result<Ref> get_awaitable(ThreadState& ts, Value value);

// -- attributes that the three types share ---------------------------------------------------------------------------------
// (The audit hooks are told what it is called.)
[[nodiscard]] Result<Ref> generator_frame(ThreadState& ts, GeneratorObject& self, const char* attribute);
template <const char* Attribute>
Result<Ref> generator_frame_as(ThreadState& ts, GeneratorObject& self) {
  return generator_frame(ts, self, Attribute);
}
constexpr Member generator_code_member(const char* name) {
  return {name, Member::kPointer, offsetof(GeneratorObject, frame) + offsetof(Frame, code), Member::kAuditedReadOnly, nullptr};
}
Value generator_yield_from(ThreadState& ts, GeneratorObject& self);
bool generator_is_running(ThreadState& ts, GeneratorObject& self);
bool generator_is_suspended(ThreadState& ts, GeneratorObject& self);
Value generator_name(ThreadState& ts, GeneratorObject& self);
[[nodiscard]] Status generator_set_name(ThreadState& ts, GeneratorObject& self, Value value);
Value generator_qualname(ThreadState& ts, GeneratorObject& self);
[[nodiscard]] Status generator_set_qualname(ThreadState& ts, GeneratorObject& self, Value value);
[[nodiscard]] Result<Ref> generator_repr(ThreadState& ts, Value self);
void generator_traverse(Object* object, GcVisitor& visit);
void generator_dealloc(ThreadState& ts, Object* object);

}  // namespace pyemb
