// SPDX-License-Identifier: MIT
#include "state/pending_calls.h"

#include "state/interpreter.h"
#include "state/runtime.h"

namespace pyemb {
namespace {

bool may_call(const ThreadState& ts) { return ts.interp.main_thread == nullptr || ts.interp.main_thread == &ts; }

int count_of(PendingCalls& pending) {
  std::lock_guard<std::mutex> lock(pending.mutex);
  return pending.count;
}

bool take_call(PendingCalls& pending, PendingCalls::Call* call) {
  std::lock_guard<std::mutex> lock(pending.mutex);
  if (pending.count == 0) return false;
  *call = pending.calls[pending.first];
  pending.first = (pending.first + 1) % PendingCalls::kRoom;
  --pending.count;
  return true;
}

bool put_call(PendingCalls& pending, PendingCalls::Call call) {
  std::lock_guard<std::mutex> lock(pending.mutex);
  if (pending.count == PendingCalls::kRoom) return false;
  pending.calls[(pending.first + pending.count) % PendingCalls::kRoom] = call;
  ++pending.count;
  return true;
}

/// Under the runtime's lock.
bool ask(Interpreter& interp, PendingCalls::Call call) {
  if (!put_call(interp.pending_calls, call)) return false;
  for (ThreadState* thread = interp.threads; thread != nullptr; thread = thread->next) {
    if (may_call(*thread)) thread->request(Breaker::kPendingCalls);
  }
  return true;
}

}  // namespace

bool add_pending_call(Interpreter& interp, PendingCalls::Function function, void* argument) {
  std::lock_guard<std::mutex> lock(runtime().mutex);
  return ask(interp, {function, argument});
}

bool add_main_call(PendingCalls::Function function, void* argument) {
  std::lock_guard<std::mutex> lock(runtime().mutex);
  return runtime().main != nullptr && ask(*runtime().main, {function, argument});
}

Status make_pending_calls(ThreadState& ts) {
  PendingCalls& pending = ts.interp.pending_calls;
  if (!may_call(ts) || pending.busy) return {};
  pending.busy = true;
  Status status;
  PendingCalls::Call call;
  for (int left = count_of(pending); left > 0 && !status.raised() && take_call(pending, &call); --left) {  // those that are added meanwhile wait
    if (call.function(call.argument) != 0) status = Raised{};
  }
  pending.busy = false;
  if (count_of(pending) > 0) ts.request(Breaker::kPendingCalls);
  return status;
}

}  // namespace pyemb
