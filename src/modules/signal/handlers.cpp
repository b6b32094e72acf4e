// SPDX-License-Identifier: MIT
// _signal: installing handlers, and running them.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/native_modules.h"
#include "modules/signal/signal.h"
#include "modules/system_call.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "state/signal_inbox.h"
#include "vm/import.h"
#include "vm/run.h"

namespace pyemb {
namespace {

constexpr bool in_range(int number) { return number >= 1 && number < NSIG; }

SignalState* state_of(ThreadState& ts) { return static_cast<SignalState*>(find_module_state(ts, kSignalModule)); }

/// The system's side: nothing but notes the number.
void note_signal(int number) {
  int error = errno;
  signal_inbox_put(number);
  errno = error;
}

Status set_action(ThreadState& ts, int number, void (*action)(int)) {
  struct sigaction wanted = {};
  wanted.sa_handler = action;
  sigemptyset(&wanted.sa_mask);
  wanted.sa_flags = action == note_signal ? SA_ONSTACK : 0;  // no SA_RESTART: calls that wait must come back to run the handler
  if (::sigaction(number, &wanted, nullptr) != 0) return raise_os_error(ts, errno, Value::null());
  return {};
}

/// Only the thread that receives may install handlers.
Status check_receiver(ThreadState& ts) {
  if (&main_thread_of(ts.interp) == &ts && signal_inbox_claim(ts)) return {};
  return raise(ts, Exc::kValueError, "signal only works in main thread of the main interpreter");
}

Result<Ref> set_handler(ThreadState& ts, Module& module, int number, Value handler) {
  TRY(check_receiver(ts));
  if (!in_range(number)) return raise(ts, Exc::kValueError, "signal number out of range");
  void (*action)(int) = note_signal;
  Ref kept = Ref::copy(handler);
  if (!is_callable(ts, handler)) {
    bool is_default = TRY(equal(ts, handler, Value::from_int(kDefaultAction)));
    bool is_ignore = TRY(equal(ts, handler, Value::from_int(kIgnoreAction)));
    if (!is_default && !is_ignore) {
      return raise(ts, Exc::kTypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    }
    action = is_default ? SIG_DFL : SIG_IGN;
    kept = Ref::copy(Value::from_int(is_default ? kDefaultAction : kIgnoreAction));
  }
  TRY(check_signals(ts));  // those that came before belong to the old handler
  TRY(set_action(ts, number, action));
  Value& slot = module_state<SignalState>(module).handlers[number];
  Ref old = Ref::steal(std::exchange(slot, kept.release()));
  if (!old) return Ref::none();
  return old;
}

Result<Ref> get_handler(ThreadState& ts, Module& module, int number) {
  if (!in_range(number)) return raise(ts, Exc::kValueError, "signal number out of range");
  Value handler = module_state<SignalState>(module).handlers[number];
  return Ref::copy(handler.is_null() ? Value::none() : handler);
}

Status interrupt(ThreadState& ts, int, Value) { return raise_value(ts, Exc::kKeyboardInterrupt, Value::null()); }

Result<int64_t> set_wakeup_fd(ThreadState& ts, int fd, std::optional<bool> warn) {
  TRY(check_receiver(ts));
  if (fd != -1) {
    struct stat info;
    if (::fstat(fd, &info) != 0) {
      return raise_os_error(ts, errno, Value::null());
    }
    int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return raise_os_error(ts, errno, Value::null());
    if ((flags & O_NONBLOCK) == 0) return raise(ts, Exc::kValueError, "the fd %i must be in non-blocking mode", fd);
  }
  SignalInbox& inbox = signal_inbox();
  inbox.warn_when_full.store(warn.value_or(true));
  return int64_t{inbox.wakeup_fd.exchange(fd)};
}

void report_wakeup_error(ThreadState& ts) {
  int error = signal_inbox().wakeup_error.exchange(0);
  if (error == 0) return;
  static_cast<void>(raise_os_error(ts, error, Value::null()));
  report_unraisable(ts, "when trying to write to the signal wakeup fd", Value::null());
}

Status call_handler(ThreadState& ts, int number) {
  SignalState* state = state_of(ts);
  if (state == nullptr) return {};
  Ref handler = Ref::copy(state->handlers[number]);
  if (!handler || handler.is_none() || handler.get().is_int()) return {};  // it was taken back in between
  Ref frame = Ref::none();
  if (Frame* running = current_frame(ts)) frame = TRY(frame_object(ts, *running));
  Ref ignored = TRY(call(ts, handler, Value::from_int(number), frame));
  return {};
}

constexpr NativeMethod kFunctions[] = {
    module_function<set_handler>("signal", "($module, signalnum, handler, /)", "Set what happens when a signal arrives; answers what happened before."),
    module_function<get_handler>("getsignal", "($module, signalnum, /)",
                                 "What happens when a signal arrives: SIG_IGN, SIG_DFL, a function, or None for what Python did not set."),
    function<interrupt>("default_int_handler", "($module, signalnum, frame, /)", "The handler of SIGINT at the start: raises KeyboardInterrupt."),
    function<set_wakeup_fd>("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", "Have a byte written for each signal; answers the descriptor before."),
};

}  // namespace

constexpr std::span<const NativeMethod> kSignalHandlerFunctions = kFunctions;

Status run_signal_handlers(ThreadState& ts) {
  SignalInbox& inbox = signal_inbox();
  if (inbox.receiver.load() != &ts) return {};
  report_wakeup_error(ts);
  uint64_t arrived = inbox.arrived.exchange(0);
  while (arrived != 0) {
    int number = __builtin_ctzll(arrived) + 1;
    arrived &= arrived - 1;
    if (!call_handler(ts, number).raised()) continue;
    if (arrived != 0) {  // the others' turn comes after this exception
      inbox.arrived.fetch_or(arrived);
      ts.request(Breaker::kSignals);
    }
    return Raised{};
  }
  return {};
}

Status read_signal_actions(ThreadState& ts, SignalState& state) {
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action;
    bool known = ::sigaction(number, nullptr, &action) == 0;
    if (known && action.sa_handler == SIG_DFL) {
      state.handlers[number] = Value::from_int(kDefaultAction);
    } else if (known && action.sa_handler == SIG_IGN) {
      state.handlers[number] = Value::from_int(kIgnoreAction);
    } else {
      state.handlers[number] = Value::none();
    }
  }
  return {};
}

void restore_signal_actions(ThreadState& ts, SignalState& state) {
  for (int number = 1; number < NSIG; ++number) {
    Ref handler = Ref::steal(std::exchange(state.handlers[number], Value::null()));
    if (!handler || handler.is_none() || handler.get().is_int()) continue;
    struct sigaction action;
    if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler == note_signal) ::signal(number, SIG_DFL);
  }
  signal_inbox_leave(ts.interp);
}

Status install_signal_handlers(ThreadState& ts) {
  if (!signal_inbox_claim(ts)) return {};  // another interpreter of the process answers signals
  Ref module = TRY(import_module(ts, "_signal"));
  auto& state = module_state<SignalState>(*module.as<Module>());
  for (int number : {SIGPIPE, SIGXFSZ}) {
    TRY(set_action(ts, number, SIG_IGN));
    state.handlers[number] = Value::from_int(kIgnoreAction);
  }
  if (!state.handlers[SIGINT].is_int() || state.handlers[SIGINT].as_int() != kDefaultAction) return {};
  TRY(set_action(ts, SIGINT, note_signal));
  state.handlers[SIGINT] = Ref::copy(state.interrupt_handler).release();
  return {};
}

Status simulate_signal(ThreadState& ts, int number) {
  if (!in_range(number)) return raise(ts, Exc::kValueError, "signal number out of range");
  SignalState* state = state_of(ts);
  if (state == nullptr) return {};
  Value handler = state->handlers[number];
  bool handled = !handler.is_null() && !handler.is_none() && !handler.is_int();
  if (handled) signal_inbox_put(number);
  return {};
}

}  // namespace pyemb
