// SPDX-License-Identifier: MIT
//
// Instructions of generators and coroutines that are not in the loop.

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "vm/async_generator.h"
#include "vm/generator.h"
#include "vm/handlers.h"
#include "vm/inline_cache.h"

namespace pyemb {
namespace {

bool is_iterable_coroutine(const GeneratorObject& generator) { return generator.frame.code->is(Code::kIterableCoroutine); }

}  // namespace

Result<Ref> get_awaitable(ThreadState& ts, Value value) {
  GeneratorObject* generator = as_generator(value);
  if (generator != nullptr && (generator->kind == GeneratorObject::kCoroutine || is_iterable_coroutine(*generator))) return Ref::copy(value);
  UnaryFn await = type_of(ts, value).slots.await;
  if (await == nullptr) return raise(ts, Exc::kTypeError, "object %s can't be used in 'await' expression", type_name(ts, value));
  Ref iterator = TRY(await(ts, value));
  GeneratorObject* inner = as_generator(iterator);
  if (inner != nullptr && (inner->kind == GeneratorObject::kCoroutine || is_iterable_coroutine(*inner))) {
    return raise(ts, Exc::kTypeError, "__await__() returned a coroutine");
  }
  if (!is_iterator(ts, iterator)) {
    return raise(ts, Exc::kTypeError, "__await__() returned non-iterator of type '%s'", type_name(ts, iterator));
  }
  return iterator;
}

Status op_GET_AWAITABLE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand value(frame, pc->b);
  GeneratorObject* generator = as_generator(value);
  if (pc->c != 0 && generator == nullptr && type_of(ts, value).slots.await == nullptr) {
    return raise(ts, Exc::kTypeError, "'async with' received an object from %s that does not implement __await__: %s",
                 pc->c == 1 ? "__aenter__" : "__aexit__", type_name(ts, value));
  }
  Ref iterator = TRY(get_awaitable(ts, value));
  GeneratorObject* coroutine = as_generator(iterator);
  if (coroutine != nullptr && coroutine->kind == GeneratorObject::kCoroutine && !generator_delegate(*coroutine).is_null()) {
    return raise(ts, Exc::kRuntimeError, "coroutine is being awaited already");
  }
  frame.set(pc->a, std::move(iterator));
  return {};
}

Status op_YIELD_FROM_ITER(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand iterable(frame, pc->b);
  GeneratorObject* generator = as_generator(iterable);
  if (generator != nullptr && generator->kind == GeneratorObject::kCoroutine) {
    if ((frame.code->flags & (Code::kCoroutine | Code::kIterableCoroutine)) == 0) {
      return raise(ts, Exc::kTypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    frame.set(pc->a, Ref::copy(iterable));
    return {};
  }
  Ref iterator = TRY(get_iter(ts, iterable));
  frame.set(pc->a, std::move(iterator));
  return {};
}

Result<bool> send_step(ThreadState& ts, Frame& frame, Insn* pc) {
  if (is_exactly(frame.regs[pc->a], TypeId::kGenerator) || is_exactly(frame.regs[pc->a], TypeId::kCoroutine)) rewrite(pc, Op::kSEND_GENERATOR);
  Ref sent = Ref::steal(std::exchange(frame.regs[pc->b], Value::null()));
  Ref returned;
  Ref yielded = TRY(send_to(ts, frame.regs[pc->a], sent, &returned));
  bool suspended = !yielded.is_absent();
  frame.set(pc->b, suspended ? std::move(yielded) : std::move(returned));
  return suspended;
}

Status op_ASYNC_GEN_WRAP(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand value(frame, pc->b);
  Ref wrapped = TRY(wrap_async_value(ts, value));
  frame.set(pc->a, std::move(wrapped));
  return {};
}

Status op_GET_AITER(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand iterable(frame, pc->b);
  UnaryFn aiter = type_of(ts, iterable).slots.aiter;
  if (aiter == nullptr) return raise(ts, Exc::kTypeError, "'async for' requires an object with __aiter__ method, got %s", type_name(ts, iterable));
  Ref iterator = TRY(aiter(ts, iterable));
  if (type_of(ts, iterator).slots.anext == nullptr) {
    return raise(ts, Exc::kTypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %s", type_name(ts, iterator));
  }
  frame.set(pc->a, std::move(iterator));
  return {};
}

Status op_GET_ANEXT(ThreadState& ts, Frame& frame, Insn* pc) {
  Value iterator = frame.regs[pc->b];
  UnaryFn anext = type_of(ts, iterator).slots.anext;
  if (anext == nullptr) return raise(ts, Exc::kTypeError, "'async for' requires an iterator with __anext__ method, got %s", type_name(ts, iterator));
  Ref next = TRY(anext(ts, iterator));
  Result<Ref> awaitable = get_awaitable(ts, next);
  if (!awaitable.raised()) {
    frame.set(pc->a, awaitable.take());
    return {};
  }
  Ref cause = ts.take_pending();
  Raised raised = raise(ts, Exc::kTypeError, "'async for' received an invalid object from __anext__: %s", type_name(ts, next));
  set_cause(as<Exception>(ts.pending), cause);
  set_context(as<Exception>(ts.pending), cause);
  return raised;
}

Status op_END_ASYNC_FOR(ThreadState& ts, Frame& frame, Insn* pc) {
  Operand iterator(frame, pc->a);
  Operand exception(frame, pc->b);
  if (is_exception_of(ts, exception, Exc::kStopAsyncIteration)) return {};
  return ts.set_pending(exception.take());
}

}  // namespace pyemb
