// SPDX-License-Identifier: MIT
#include "vm/host_eval.h"

#include "objects/raise.h"
#include "state/interpreter.h"
#include "state/native_stack.h"
#include "vm/generator.h"
#include "vm/unwind.h"

namespace pyemb {
namespace {

/// Ends a frame that never ran, or not to its end: as if it had returned the result.
Result<Ref> end_frame(ThreadState& ts, Frame& frame, Result<Ref> result) {
  if (result.raised()) {
    pop_raised(ts, frame);
    return Raised{};
  }
  Value value = result.release();
  if (!return_from_special(ts, frame, &value)) return Raised{};
  return Ref::steal(value);
}

}  // namespace

void set_host_eval(Interpreter& interp, Result<Ref> (*call)(ThreadState&, Frame&, bool), void (*function)()) {
  interp.host_eval = call;
  interp.host_eval_function = function;
  for (ThreadState* ts = interp.threads; ts != nullptr; ts = ts->next) {
    if (call != nullptr) {
      ts->request(Breaker::kEvalFrame);
    } else {
      ts->breaker.fetch_and(~static_cast<uint32_t>(Breaker::kEvalFrame), std::memory_order_relaxed);
    }
  }
}

Result<Ref> run_by_host(ThreadState& ts, Frame* frame, Start start) {
  auto* call = ts.interp.host_eval;
  if (call == nullptr) return eval(ts, frame, start);
  if (native_stack_spent(ts)) return end_frame(ts, *frame, raise_recursion(ts, " while calling a Python object"));
  Result<Ref> result = call(ts, *frame, start == Start::kRaise);
  return ts.frame == frame ? end_frame(ts, *frame, std::move(result)) : std::move(result);
}

HostRun run_pushed_by_host(ThreadState& ts, Frame* frame, Value* value) {
  const bool discards = frame->has(Frame::kDiscard);
  Own<GeneratorObject> generator;
  if (frame->has(Frame::kGenerator)) generator = Own<GeneratorObject>::copy(&generator_of(*frame));
  frame->flags |= Frame::kEntry;
  Result<Ref> result = run_by_host(ts, frame, Start::kRun);
  if (result.raised()) return HostRun::kRaised;
  *value = result.release();
  if (generator && generator->is_finished()) return HostRun::kGeneratorEnded;
  return discards ? HostRun::kDiscarded : HostRun::kReturned;
}

}  // namespace pyemb
