// SPDX-License-Identifier: MIT
#include "objects/exception.h"
#include "objects/call.h"
#include "objects/raise.h"
#include "state/gc.h"
#include "state/gil.h"
#include "vm/call.h"
#include "vm/debug.h"
#include "vm/eval.h"
#include "vm/frame_stack.h"
#include "vm/run.h"

namespace pyemb {
namespace {

constexpr uint32_t bit(Breaker breaker) { return static_cast<uint32_t>(breaker); }
constexpr uint32_t kHostBits = bit(Breaker::kPendingCalls) | bit(Breaker::kSignals) | bit(Breaker::kCancel) | bit(Breaker::kBudget);

void forget(ThreadState& ts, uint32_t bits) { ts.breaker.fetch_and(~bits, std::memory_order_relaxed); }

/// An exception that another thread has sent: a class or an instance.
Status raise_async(ThreadState& ts) {
  Ref sent = Ref::steal(std::exchange(ts.async_exception, Value::null()));
  if (!sent) return {};
  if (is_exception(sent)) return raise_object(ts, std::move(sent));
  Ref exception = TRY(call(ts, sent));
  if (!is_exception(exception)) return raise(ts, Exc::kTypeError, "exceptions must derive from BaseException");
  return raise_object(ts, std::move(exception));
}

}  // namespace

Status handle_breaker(ThreadState& ts) {
  uint32_t bits = ts.breaker.load(std::memory_order_relaxed);
  if ((bits & bit(Breaker::kCollect)) != 0) {
    forget(ts, bit(Breaker::kCollect));
    gc_collect_due(ts);
  }
  if ((bits & bit(Breaker::kDropLock)) != 0) gil_yield(ts);
  if (((bits | ts.breaker.load(std::memory_order_relaxed)) & bit(Breaker::kLeave)) != 0) return raise_value(ts, Exc::kSystemExit, Value::null());
  if ((bits & kHostBits) != 0) {
    forget(ts, bits & kHostBits);
    if (ts.interp.hooks.answer_host != nullptr) TRY(ts.interp.hooks.answer_host(ts, bits & kHostBits));
  }
  if (UNLIKELY((bits & bit(Breaker::kDebug)) != 0) && is_debugger_running(ts.interp)) TRY(debug_check_time(ts));
  if ((bits & bit(Breaker::kAsyncException)) != 0) {
    forget(ts, bit(Breaker::kAsyncException));
    return raise_async(ts);
  }
  return {};
}

void install_vm_hooks(Interpreter& interp) {
  interp.hooks.call_function = call_function;
  interp.hooks.current_globals = current_globals;
  interp.hooks.current_builtins = current_builtins;
  interp.hooks.super_arguments = super_arguments;
  interp.hooks.handle_breaker = handle_breaker;
  interp.hooks.keep_code = keep_code;
  interp.hooks.traverse_frames = traverse_frames;
}

}  // namespace pyemb
