// SPDX-License-Identifier: MIT
#include "state/names.h"
#include "vm/call.h"

#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/native_stack.h"
#include "vm/call_binding.h"
#include "vm/frame_object.h"
#include "vm/host_eval.h"
#include "vm/inline_cache.h"

namespace pyemb {
namespace {

/// Drops a row of `count` references, the last one first.
void drop_row(Value* row, size_t count) {
  while (count-- > 0) decref(std::exchange(row[count], Value::null()));
}

Ref own(Value value) { return Ref::copy(value); }

size_t name_count(const Tuple* names) { return names == nullptr ? 0 : static_cast<size_t>(names->size); }

bool too_deep(ThreadState& ts) { return ts.recursion_depth >= ts.recursion_limit + ts.recursion_headroom; }

/// Where a callee's frame goes: its record, its row (the function, then the window), and flags that the frame must have.
struct Place {
  Frame* record;
  Value* row;
  uint16_t flags;
};

/// A place for a call from `frame` whose row of `used` words must be able to grow to `needed`: in place if it fits, else the row moves. A null
/// record: raised, and the row is dropped.
Place find_place(ThreadState& ts, Frame* frame, Value* row, size_t used, size_t needed) {
  if (LIKELY(reinterpret_cast<uintptr_t>(row + needed) <= reinterpret_cast<uintptr_t>(frame - 1)) && !frame->has(Frame::kGenerator)) {
    return {frame - 1, row, 0};
  }
  Value* moved = nullptr;
  Frame* record = stack_reserve(ts, frame, needed, &moved);
  if (UNLIKELY(record == nullptr)) {
    drop_row(row, used);
    return {nullptr, nullptr, 0};
  }
  for (size_t i = 0; i < used; ++i) moved[i] = std::exchange(row[i], Value::null());
  return {record, moved, record->flags};
}

/// Starts the frame of the function at place.row[0] and binds its arguments. Null: raised; row and place are given back.
Frame* start_call(ThreadState& ts, Frame* previous, Place place, size_t count, Tuple* names, CallSite site) {
  Function& function = as<Function>(place.row[0]);
  site.flags |= place.flags;
  Value* window = place.row + 1;
  if (names == nullptr && function.code->exact_args == static_cast<int64_t>(count)) {
    start_frame(ts, place.record, previous, window, function, static_cast<int32_t>(count), site);
    return place.record;
  }
  Surplus surplus(ts);
  if (UNLIKELY(code_complete(ts, *function.code).raised() || surplus.take(*function.code, window, count, names).raised())) {
    drop_row(place.row, 1 + count + name_count(names));
    if (place.flags != 0) stack_release_chunk(ts);
    return nullptr;
  }
  auto positional = static_cast<int32_t>(std::min<int64_t>(static_cast<int64_t>(count), function.code->argcount));
  start_frame(ts, place.record, previous, window, function, positional, site);
  if (UNLIKELY(!function.code->is(Code::kOptimized))) {  // a module's code as a function: its variables are the globals
    place.record->locals = own(Value::from_object(function.globals)).release();
    place.record->flags |= Frame::kHasLocals;
  }
  if (UNLIKELY(bind_surplus(ts, *place.record, static_cast<int64_t>(count), names, surplus).raised())) {
    Ref pending = ts.take_pending();
    pop_frame(ts, *place.record);
    static_cast<void>(ts.set_pending(std::move(pending)));
    return nullptr;
  }
  return place.record;
}

constexpr uint32_t bit(Breaker breaker) { return static_cast<uint32_t>(breaker); }

/// The result of a call that needed no frame: drops the row and stores it. Returns `frame`, or null if it raised.
Frame* finish_native(ThreadState& ts, Frame* frame, Result<Ref> result, Value* row, size_t count, CallSite site) {
  Value value = result.release();
  drop_row(row, count);
  if (UNLIKELY(value.is_null())) return nullptr;
  frame->set(site.destination, Ref::steal(value));
  if (UNLIKELY(ts.breaker.load(std::memory_order_relaxed) != 0) && answer_urgent(ts).raised()) return nullptr;
  return frame;
}

/// Puts `self` (owned) between callee and arguments; `callee` (owned) becomes the first of the row.
void insert_self(Value* row, size_t arguments, Value callee, Value self) {
  for (size_t i = arguments; i > 0; --i) row[i + 1] = row[i];
  row[1] = self;
  decref(std::exchange(row[0], callee));
}

}  // namespace

Status answer_urgent(ThreadState& ts) {
  constexpr uint32_t kUrgent = bit(Breaker::kSignals) | bit(Breaker::kPendingCalls) | bit(Breaker::kAsyncException);
  return (ts.breaker.load(std::memory_order_relaxed) & kUrgent) != 0 ? handle_breaker(ts) : Status();
}

Frame* push_exact_slow(ThreadState& ts, Frame* frame, Value* window, Function& function, int32_t count, CallSite site) {
  size_t used = 1 + static_cast<size_t>(count);
  if (UNLIKELY(too_deep(ts))) {
    static_cast<void>(raise_recursion(ts, ""));
    Ref pending = ts.take_pending();
    drop_row(window - 1, used);
    static_cast<void>(ts.set_pending(std::move(pending)));
    return nullptr;
  }
  Place place = find_place(ts, frame, window - 1, used, 1 + static_cast<size_t>(function.code->nregs));
  if (UNLIKELY(place.record == nullptr)) return nullptr;
  site.flags |= place.flags;
  start_frame(ts, place.record, frame, place.row + 1, function, count, site);
  return place.record;
}

Frame* push_call(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  size_t used = 1 + count + name_count(names);
  if (UNLIKELY(too_deep(ts))) {
    static_cast<void>(raise_recursion(ts, ""));
    drop_row(row, used);
    return nullptr;
  }
  size_t needed = std::max(used, 1 + static_cast<size_t>(as<Function>(row[0]).code->nregs));
  Place place = find_place(ts, frame, row, used, needed);
  if (UNLIKELY(place.record == nullptr)) return nullptr;
  return start_call(ts, frame, place, count, names, site);
}

Frame* reserve_call(ThreadState& ts, Frame* frame, Function& function, size_t count, Value** row) {
  if (UNLIKELY(too_deep(ts))) {
    static_cast<void>(raise_recursion(ts, ""));
    return nullptr;
  }
  return stack_reserve(ts, frame, 1 + std::max(count, static_cast<size_t>(function.code->nregs)), row);
}

Frame* push_reserved(ThreadState& ts, Frame* frame, Frame* record, Value* row, size_t count, Tuple* names, CallSite site) {
  return start_call(ts, frame, {record, row, record->flags}, count, names, site);
}

Frame* push_getter(ThreadState& ts, Frame* frame, Function& function, Value self, CallSite site) {
  Value* row = nullptr;
  Frame* record = reserve_call(ts, frame, function, 1, &row);
  if (UNLIKELY(record == nullptr)) {
    decref(self);
    return nullptr;
  }
  row[0] = own(Value::from_object(&function)).release();
  row[1] = self;
  return push_reserved(ts, frame, record, row, 1, nullptr, site);
}

Frame* push_setter(ThreadState& ts, Frame* frame, Function& function, Value self, Value value, CallSite site) {
  Value* row = nullptr;
  Frame* record = reserve_call(ts, frame, function, 2, &row);
  if (UNLIKELY(record == nullptr)) {
    decref(self);
    decref(value);
    return nullptr;
  }
  row[0] = own(Value::from_object(&function)).release();
  row[1] = self;
  row[2] = value;
  return push_reserved(ts, frame, record, row, 2, nullptr, site);
}

Function* find_python_init(ThreadState& ts, Type& type) {
  const Type& meta = *type.type;
  if (meta.slots.call != core_type(ts, TypeId::kType).slots.call || type.has_flag(Type::kAbstract)) return nullptr;
  if (type.slots.new_ != core_type(ts, TypeId::kObject).slots.new_ || !type.has_flag(Type::kHeapType)) return nullptr;
  if (UNLIKELY((type.spec->flags & Type::kCollected) != 0)) return nullptr;  // __new__ must show the object to the collector
  Value init = type_lookup(ts, type, ts.names().dunder_init);
  return is_exactly(init, TypeId::kFunction) ? &as<Function>(init) : nullptr;
}

Frame* push_constructor(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, Type& type, Function& init, CallSite site) {
  size_t arguments = count + name_count(names);
  Result<Ref> made = new_object(ts, type);
  if (UNLIKELY(made.raised())) {
    drop_row(row, 1 + arguments);
    return nullptr;
  }
  Value instance = made.release();
  insert_self(row, arguments, own(Value::from_object(&init)).release(), own(instance).release());
  Frame* entered = push_call(ts, frame, row, count + 1, names, site);
  if (UNLIKELY(entered == nullptr)) {
    Ref pending = ts.take_pending();
    decref(instance);
    static_cast<void>(ts.set_pending(std::move(pending)));
    return nullptr;
  }
  entered->flags |= Frame::kConstructor;
  entered->instance = instance;
  return entered;
}

namespace {

Frame* call_native(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  CallArgs args = {row + 1, count, names == nullptr ? Value::null() : Value::from_object(names)};
  return finish_native(ts, frame, call(ts, row[0], args), row, 1 + count + name_count(names), site);
}

/// A bound method becomes its function, with the object before the arguments. A row has room for one more value, so a method of a
/// method of a method goes the long way.
Frame* call_bound_method(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  auto& method = as<Method>(row[0]);
  if (UNLIKELY(is<Method>(method.function))) return call_native(ts, frame, row, count, names, site);
  Ref function = own(method.function);
  insert_self(row, count + name_count(names), function.release(), own(method.self).release());
  return call_row(ts, frame, row, count + 1, names, site);
}

Frame* call_class(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  auto& type = as<Type>(row[0]);
  Function* init = find_python_init(ts, type);
  if (init == nullptr) return call_native(ts, frame, row, count, names, site);
  return push_constructor(ts, frame, row, count, names, type, *init, site);
}

}  // namespace

Frame* call_builtin(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  auto& builtin = as<Builtin>(row[0]);
  CallArgs args = {row + 1, count, names == nullptr ? Value::null() : Value::from_object(names)};
  return finish_native(ts, frame, builtin.row->entry(ts, *builtin.row, builtin.self, args), row, 1 + count + name_count(names), site);
}

Frame* call_descriptor(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  CallArgs args = {row + 1, count, names == nullptr ? Value::null() : Value::from_object(names)};
  return finish_native(ts, frame, call_method_descriptor(ts, as<MethodDescriptor>(row[0]), args), row, 1 + count + name_count(names), site);
}

Frame* call_row(ThreadState& ts, Frame* frame, Value* row, size_t count, Tuple* names, CallSite site) {
  Value callee = row[0];
  if (!callee.is_heap()) return call_native(ts, frame, row, count, names, site);
  switch (static_cast<TypeId>(callee.as_object()->shape_id())) {
    case TypeId::kFunction: return push_call(ts, frame, row, count, names, site);
    case TypeId::kMethod: return call_bound_method(ts, frame, row, count, names, site);
    case TypeId::kBuiltin: return call_builtin(ts, frame, row, count, names, site);
    case TypeId::kMethodDescriptor: return call_descriptor(ts, frame, row, count, names, site);
    case TypeId::kType: return call_class(ts, frame, row, count, names, site);
    default: break;
  }
  if (is<Type>(callee)) return call_class(ts, frame, row, count, names, site);
  return call_native(ts, frame, row, count, names, site);
}

Frame* push_defaults(ThreadState& ts, Frame* frame, Value* row, size_t count, CallSite site) {
  Function& function = as<Function>(row[0]);
  const Code& code = *function.code;
  const Tuple* defaults = function.defaults;
  int64_t missing = code.exact_args - static_cast<int64_t>(count);
  bool fits = reinterpret_cast<uintptr_t>(row + 1 + code.nregs) <= reinterpret_cast<uintptr_t>(frame - 1);
  if (UNLIKELY(missing < 0 || defaults == nullptr || missing > defaults->size || !fits || ts.recursion_depth >= ts.recursion_limit)) {
    return push_call(ts, frame, row, count, nullptr, site);
  }
  for (int64_t i = 0; i < missing; ++i) row[1 + count + static_cast<size_t>(i)] = own(defaults->at(defaults->size - missing + i)).release();
  start_frame(ts, frame - 1, frame, row + 1, function, code.exact_args, site);
  return frame - 1;
}

void quicken_call(ThreadState& ts, Insn* pc, const Value* row, size_t count, bool is_method) {
  Value callee = row[0];
  if (!callee.is_heap()) return;
  switch (static_cast<TypeId>(callee.as_object()->shape_id())) {
    case TypeId::kFunction: {
      const Code& code = *as<Function>(callee).code;
      auto given = static_cast<int64_t>(count);
      if (code.exact_args == given) return rewrite(pc, is_method ? Op::kCALL_METHOD_PYTHON : Op::kCALL_PYTHON);
      if (code.exact_args > given) rewrite(pc, is_method ? Op::kCALL_METHOD_PYTHON_DEFAULTS : Op::kCALL_PYTHON_DEFAULTS);
      return;
    }
    case TypeId::kBuiltin:
      if (!is_method) rewrite(pc, Op::kCALL_BUILTIN);
      return;
    case TypeId::kType: {
      auto& type = as<Type>(callee);
      Function* init = is_method ? nullptr : find_python_init(ts, type);
      uint32_t version = init == nullptr ? 0 : type_version(ts, type);
      if (version == 0) return;
      cache_of<CallCache>(pc) = {version, 0, Value::from_object(init).bits()};
      return rewrite(pc, Op::kCALL_CLASS);
    }
    case TypeId::kMethodDescriptor: {
      auto& descriptor = as<MethodDescriptor>(callee);
      if (!is_method || &type_of(ts, row[1]) != descriptor.owner) return;
      bool appends = is_list(row[1]) && count == 2 && std::string_view(descriptor.row->name) == "append";
      cache_of<CallCache>(pc).function = callee.bits();
      return rewrite(pc, appends ? Op::kCALL_LIST_APPEND : Op::kCALL_METHOD_NATIVE);
    }
    default: return;
  }
}

void clear_registers(Frame& frame, int32_t end) {
  for (int32_t i = 0; i < end; ++i) {
    Value value = frame.regs[i];
    if (!value.is_heap()) continue;
    frame.regs[i] = Value::null();
    decref(value.as_object());
  }
}

void pop_frame(ThreadState& ts, Frame& frame) {
  Own<FrameObject> object;
  if (frame.has(Frame::kHasObject)) object = detach_frame_object(ts, frame);
  frame.pc = nullptr;  // leaving: nobody asks for its object any more
  clear_registers(frame, frame.code->nregs);
  Value callee = std::exchange(frame.regs[-1], Value::null());
  uint16_t flags = frame.flags;
  Value instance = (flags & Frame::kConstructor) != 0 ? frame.instance : Value::null();
  Value locals = (flags & Frame::kHasLocals) != 0 ? frame.locals : Value::null();
  Value code = (flags & Frame::kOwnsCode) != 0 ? Value::from_object(frame.code) : Value::null();
  ts.frame = frame.previous;
  --ts.recursion_depth;
  if ((flags & Frame::kOwnsChunk) != 0) stack_release_chunk(ts);
  decref(instance);
  decref(locals);
  decref(callee);
  decref(code);
}

namespace {

/// The common call: arguments that are just the parameters, and room on the stack. Null: something else, nothing has been done.
ALWAYS_INLINE Frame* enter_exact(ThreadState& ts, Function& function, const Value* args, size_t count) {
  const Code& code = *function.code;
  if (UNLIKELY(code.exact_args != static_cast<int64_t>(count))) return nullptr;
  Frame* previous = ts.frame;
  const bool plain = previous != nullptr && !previous->has(Frame::kGenerator);
  StackSpace space = LIKELY(plain) ? StackSpace{previous->regs + previous->code->nregs, previous} : stack_space(ts, previous);
  Value* window = space.bottom + 1;
  Frame* record = space.record - 1;
  if (UNLIKELY(reinterpret_cast<uintptr_t>(window + code.nregs) > reinterpret_cast<uintptr_t>(record))) return nullptr;
  window[-1] = own(Value::from_object(&function)).release();
  for (size_t i = 0; i < count; ++i) window[i] = own(args[i]).release();
  start_frame(ts, record, previous, window, function, static_cast<int32_t>(count), {0, Frame::kEntry, 0});
  return record;
}

}  // namespace

Result<Ref> call_function(ThreadState& ts, Value callee, const Value* args, size_t nargs, Value kwnames) {
  if (UNLIKELY(too_deep(ts) || native_stack_spent(ts))) {
    return raise_recursion(ts, " while calling a Python object");
  }
  if (LIKELY(kwnames.is_null())) {
    Frame* entered = enter_exact(ts, as<Function>(callee), args, nargs);
    if (LIKELY(entered != nullptr)) return run_frame(ts, entered);
  }
  Tuple* names = kwnames.is_null() ? nullptr : &as<Tuple>(kwnames);
  size_t total = nargs + name_count(names);
  size_t needed = 1 + std::max(total, static_cast<size_t>(as<Function>(callee).code->nregs));
  Value* row = nullptr;
  Frame* record = stack_reserve(ts, ts.frame, needed, &row);
  if (UNLIKELY(record == nullptr)) return Raised{};
  row[0] = own(callee).release();
  for (size_t i = 0; i < total; ++i) row[i + 1] = own(args[i]).release();
  Frame* frame = start_call(ts, ts.frame, {record, row, record->flags}, nargs, names, {0, Frame::kEntry, 0});
  if (UNLIKELY(frame == nullptr)) return Raised{};
  return run_frame(ts, frame);
}

}  // namespace pyemb
