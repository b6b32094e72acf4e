// SPDX-License-Identifier: MIT
#pragma once

// Frames that the host runs in the place of the eval loop (PEP 523). It is given every frame when that begins or, for a generator, goes on, and may run
// it by run_in_loop(), answer something else in its place, or raise. While there is such a function, Breaker::kEvalFrame is set in all threads of the
// interpreter: the loop sees it where it polls after it has pushed a frame.

#include "vm/eval.h"

namespace pyemb {

/// Null removes the function. The caller holds the interpreter's lock.
void set_host_eval(Interpreter& interp, Result<Ref> (*call)(ThreadState&, Frame&, bool raises), void (*function)());
inline bool has_host_eval(ThreadState& ts) {
  return UNLIKELY((ts.breaker.load(std::memory_order_relaxed) & static_cast<uint32_t>(Breaker::kEvalFrame)) != 0);
}

/// As eval(), by the host if it wants to.
[[nodiscard]] Result<Ref> run_by_host(ThreadState& ts, Frame* frame, Start start);
[[nodiscard]] inline Result<Ref> run_frame(ThreadState& ts, Frame* frame, Start start = Start::kRun) {
  return has_host_eval(ts) ? run_by_host(ts, frame, start) : eval(ts, frame, start);
}

/// For the loop: a frame that it has pushed. What became of it; `value` is owned.
enum class HostRun : uint8_t { kReturned, kDiscarded, kGeneratorEnded, kRaised };
HostRun run_pushed_by_host(ThreadState& ts, Frame* frame, Value* value);

}  // namespace pyemb
