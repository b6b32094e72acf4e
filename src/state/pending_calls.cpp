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

}  // namespace

bool add_pending_call(Interpreter& interp, PendingCalls::Function function, void* argument) {
  {
    std::lock_guard<std::mutex> lock(interp.pending_calls.mutex);
    PendingCalls& pending = interp.pending_calls;
    if (pending.count == PendingCalls::kRoom) return false;
    pending.calls[(pending.first + pending.count) % PendingCalls::kRoom] = {function, argument};
    ++pending.count;
  }
  std::lock_guard<std::mutex> lock(runtime().mutex);
  for (ThreadState* thread = interp.threads; thread != nullptr; thread = thread->next) {
    if (may_call(*thread)) thread->request(Breaker::kPendingCalls);
  }
  return true;
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
