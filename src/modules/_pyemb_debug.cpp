// SPDX-License-Identifier: MIT
// _pyemb_debug: what lib/pyemb_debug asks of the virtual machine (vm/debug.h).
#include "modules/native_modules.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/str.h"
#include "vm/debug.h"

namespace pyemb {
namespace {

Status check_debugger(ThreadState& ts) {
  if (has_debugger(ts.interp)) return {};
  return raise(ts, Exc::kRuntimeError, "the interpreter has no debugger");
}

Status begin(ThreadState& ts, Value hook) { return debug_begin(ts, hook); }
Status end(ThreadState& ts) {
  debug_end(ts);
  return {};
}

Status watch(ThreadState& ts, Value files, Value functions, bool breaks, int64_t exceptions) {
  TRY(check_debugger(ts));
  debug_watch(ts, files, functions, breaks, exceptions);
  return {};
}

/// The thread with this identifier, rather one that runs; null: there is none.
ThreadState* find_thread(ThreadState& ts, uint64_t ident) {
  ThreadState* found = nullptr;
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    if (thread->ident == ident && (found == nullptr || found->frame == nullptr)) found = thread;
  }
  return found;
}

Result<bool> step(ThreadState& ts, uint64_t ident, int kind, Value frame, bool pauses) {
  TRY(check_debugger(ts));
  if (kind < DebugStep::kNone || kind > DebugStep::kHere) return raise(ts, Exc::kValueError, "unknown kind of step");
  if (!frame.is_none() && !is<FrameObject>(frame)) return raise(ts, Exc::kTypeError, "a frame or None expected, not %.200s", type_name(ts, frame));
  const ThreadState* thread = ident != 0 ? find_thread(ts, ident) : nullptr;
  if (ident != 0 && thread == nullptr) return false;
  debug_step(ts, thread != nullptr ? thread->id : 0, static_cast<DebugStep::Kind>(kind), frame.is_none() ? nullptr : &as<FrameObject>(frame), pauses);
  return true;
}

int64_t main_thread(ThreadState& ts) { return static_cast<int64_t>(ts.interp.main_thread != nullptr ? ts.interp.main_thread->ident : ts.ident); }

Result<bool> bind(ThreadState& ts, FrameObject& frame, Str& name, Value value) { return frame_object_bind(ts, frame, name, value); }
Result<bool> unbind(ThreadState& ts, FrameObject& frame, Str& name) { return frame_object_bind(ts, frame, name, Value::null()); }

Result<Ref> call_held(ThreadState& ts, Value function, Rest arguments) {
  DebugHold hold(ts);
  return call(ts, function, CallArgs{arguments.data(), arguments.size()});
}

/// Puts limits in the place of those that hold, and back.
class Limits {
 public:
  Limits(ThreadState& ts, int64_t deadline, Value busy) : ts_(ts), state_(*ts.interp.gil->debug), deadline_(state_.deadline), busy_(state_.busy) {
    state_.deadline = deadline;
    state_.busy = busy.is_none() ? Value::null() : busy;
    update_debug_bit(ts_);
  }
  ~Limits() {
    state_.deadline = deadline_;
    state_.busy = busy_;
    update_debug_bit(ts_);
  }
  Limits(const Limits&) = delete;
  Limits& operator=(const Limits&) = delete;

 private:
  ThreadState& ts_;
  DebugState& state_;
  int64_t deadline_;
  Value busy_;
};

Result<Ref> call_limited(ThreadState& ts, double seconds, Value busy, Value function, Rest arguments) {
  TRY(check_debugger(ts));
  DebugHold hold(ts);
  Limits limits(ts, debug_deadline(seconds), busy);
  return call(ts, function, CallArgs{arguments.data(), arguments.size()});
}

constexpr NativeMethod kFunctions[] = {
    function<begin>("begin", "($module, hook, /)", "Make hook(reasons, frame, exception) the interpreter's debugger."),
    function<end>("end", "($module, /)", "Nobody is told of anything any more."),
    function<watch>("watch", "($module, files, functions, breaks, exceptions, /)",
                    "Say what there is to stop at: files[name of a file] is (flags, lines with breakpoints), functions a set of names, exceptions a set of reasons."),
    function<step>("step", "($module, ident, kind, frame, pauses, /)", "Say where a thread stops next; ident 0 stands for all threads."),
    function<bind>("bind", "($module, frame, name, value, /)", "Give a local variable of a frame a value."),
    function<unbind>("unbind", "($module, frame, name, /)", "Take a local variable of a frame its value."),
    function<main_thread>("main_thread", "($module, /)", "The identifier of the interpreter's main thread."),
    function<call_held>("call_held", "($module, function, /, *args)", "Call a function while the other threads stand still and nothing is traced."),
    function<call_limited>("call_limited", "($module, seconds, busy, function, /, *args)",
                           "The same, with a TimeoutError after so many seconds (0: never), and busy() called now and then."),
};

}  // namespace

constexpr NativeModule kPyembDebugModule = {
    .name = "_pyemb_debug",
    .doc = "What the debugger needs of the virtual machine.",
    .functions = kFunctions,
};

}  // namespace pyemb
