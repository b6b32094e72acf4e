// SPDX-License-Identifier: MIT
// _signal: sending signals, blocking them, waiting for them, timers.
#include <cerrno>
#include <cmath>
#include <cstring>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "modules/clock_arguments.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "modules/signal/signal.h"
#include "modules/signal_set.h"
#include "objects/audit.h"
#include "modules/system_call.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Raised raise_errno(ThreadState& ts, int error) { return raise_os_error(ts, error, Value::null()); }

// -- sending -------------------------------------------------------------------------------------------------------------------

Status raise_signal(ThreadState& ts, int number) {
  if (without_lock(ts, [&] { return ::raise(number); }) != 0) return raise_errno(ts, errno);
  return check_signals(ts);
}
Status send_to_thread(ThreadState& ts, Value thread, int number) {
  uint64_t id;
  if (!is_any_int(thread) || !int_fits_uint64(thread, id)) return raise(ts, Exc::kTypeError, "thread_id must be an integer");
  TRY(audit(ts, "signal.pthread_kill", thread, Value::from_int(number)));
  if (int error = ::pthread_kill(static_cast<pthread_t>(id), number)) return raise_errno(ts, error);
  return check_signals(ts);
}
Status send_to_descriptor(ThreadState& ts, int fd, int number, Value info, int flags) {
  if (!info.is_null() && !info.is_none()) return raise(ts, Exc::kTypeError, "siginfo must be None");
  if (::syscall(SYS_pidfd_send_signal, fd, number, nullptr, flags) != 0) return raise_errno(ts, errno);
  return {};
}

// -- blocking ------------------------------------------------------------------------------------------------------------------

Result<Ref> set_mask(ThreadState& ts, int how, Value signals) {
  sigset_t mask = TRY(to_signal_set(ts, signals));
  sigset_t old;
  if (int error = ::pthread_sigmask(how, &mask, &old)) return raise_errno(ts, error);
  TRY(check_signals(ts));  // what was pending may have arrived
  return from_signal_set(ts, old);
}
Result<Ref> pending_signals(ThreadState& ts) {
  sigset_t pending;
  if (::sigpending(&pending) != 0) return raise_errno(ts, errno);
  return from_signal_set(ts, pending);
}
Result<Ref> valid_signals(ThreadState& ts) {
  sigset_t all;
  sigfillset(&all);
  return from_signal_set(ts, all);
}
Status interrupts_calls(ThreadState& ts, int number, bool flag) {
  if (number < 1 || number >= NSIG) return raise(ts, Exc::kValueError, "signal number out of range");
  struct sigaction action;
  if (::sigaction(number, nullptr, &action) != 0) return raise_errno(ts, errno);
  action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  if (::sigaction(number, &action, nullptr) != 0) return raise_errno(ts, errno);
  return {};
}
Result<Ref> describe(ThreadState& ts, int number) {
  if (number < 1 || number >= NSIG) return raise(ts, Exc::kValueError, "signal number out of range");
  const char* text = ::strsignal(number);
  if (text == nullptr || std::strstr(text, "Unknown signal") != nullptr) return Ref::none();
  return new_str(ts, text);
}

// -- waiting -------------------------------------------------------------------------------------------------------------------

constexpr GetSet kInfoFields[] = {
    struct_field<0>("si_signo", "signal number"), struct_field<1>("si_code", "signal code"),
    struct_field<2>("si_errno", "errno associated with this signal"), struct_field<3>("si_pid", "sending process ID"),
    struct_field<4>("si_uid", "real user ID of sending process"), struct_field<5>("si_status", "exit value or signal"),
    struct_field<6>("si_band", "band event for SIGPOLL"),
};
Result<Ref> new_info(ThreadState& ts, const siginfo_t& info) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kSignalInfo));
  const int64_t numbers[] = {info.si_signo, info.si_code, info.si_errno, info.si_pid, info.si_uid, info.si_status, info.si_band};
  for (size_t i = 0; i < std::size(numbers); ++i) made->items()[i] = TRY(new_int(ts, numbers[i])).release();
  return made;
}

Status pause_for_signal(ThreadState& ts) {
  without_lock(ts, [] { return ::pause(); });
  return check_signals(ts);
}
Result<int64_t> wait_for(ThreadState& ts, Value signals) {
  sigset_t set = TRY(to_signal_set(ts, signals));
  int number;
  int error = without_lock(ts, [&] { return ::sigwait(&set, &number); });
  if (error != 0) return raise_errno(ts, error);
  return int64_t{number};
}
Result<Ref> wait_for_info(ThreadState& ts, Value signals) {
  sigset_t set = TRY(to_signal_set(ts, signals));
  siginfo_t info;
  int number = TRY(retry_call(ts, [&] { return ::sigwaitinfo(&set, &info); }));
  if (number < 0) return raise_errno(ts, errno);
  return new_info(ts, info);
}
Result<Ref> wait_for_some_time(ThreadState& ts, Value signals, Value timeout) {
  int64_t nanos = TRY(to_nanoseconds(ts, timeout, Rounding::kUp));
  if (nanos < 0) return raise(ts, Exc::kValueError, "timeout must be non-negative");
  sigset_t set = TRY(to_signal_set(ts, signals));
  Deadline deadline(nanos);
  siginfo_t info;
  while (true) {
    timespec left = deadline.left();
    int number = without_lock(ts, [&] { return ::sigtimedwait(&set, &info, &left); });
    if (number >= 0) return new_info(ts, info);
    if (errno == EAGAIN) return Ref::none();
    if (errno != EINTR) return raise_errno(ts, errno);
    TRY(check_signals(ts));
    if (deadline.is_over()) return Ref::none();
  }
}

// -- timers --------------------------------------------------------------------------------------------------------------------

int64_t set_alarm(ThreadState&, int seconds) { return int64_t{::alarm(static_cast<unsigned>(seconds))}; }

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }
Result<Ref> from_timer(ThreadState& ts, const itimerval& timer) {
  Ref value = TRY(new_float(ts, seconds_of(timer.it_value)));
  Ref interval = TRY(new_float(ts, seconds_of(timer.it_interval)));
  return new_tuple_of(ts, value, interval);
}
Raised raise_timer_error(ThreadState& ts, Module& module, int error) {
  Own<Str> text = TRY(new_str(ts, std::strerror(error)));
  Own<Tuple> args = TRY(new_tuple_of(ts, Value::from_int(error), text));
  Ref exception = TRY(call_with(ts, module_state<SignalState>(module).timer_error, args, Value::null()));
  return raise_object(ts, std::move(exception));
}
Result<timeval> to_timeval(ThreadState& ts, Value seconds) {
  if (seconds.is_null()) return timeval{};
  int64_t nanos = TRY(to_nanoseconds(ts, seconds, Rounding::kUp));
  int64_t micros = nanos / 1000 + (nanos % 1000 > 0 ? 1 : 0);
  return timeval{micros / 1000000, micros % 1000000};
}
Result<Ref> set_timer(ThreadState& ts, Module& module, int which, Value seconds, Value interval) {
  itimerval timer, old;
  timer.it_value = TRY(to_timeval(ts, seconds));
  timer.it_interval = TRY(to_timeval(ts, interval));
  if (::setitimer(static_cast<__itimer_which_t>(which), &timer, &old) != 0) return raise_timer_error(ts, module, errno);
  return from_timer(ts, old);
}
Result<Ref> get_timer(ThreadState& ts, Module& module, int which) {
  itimerval timer;
  if (::getitimer(static_cast<__itimer_which_t>(which), &timer) != 0) return raise_timer_error(ts, module, errno);
  return from_timer(ts, timer);
}

constexpr NativeMethod kFunctions[] = {
    function<raise_signal>("raise_signal", "($module, signalnum, /)", "Send a signal to this process."),
    function<send_to_thread>("pthread_kill", "($module, thread_id, signalnum, /)", "Send a signal to a thread."),
    function<send_to_descriptor>("pidfd_send_signal", "($module, pidfd, signalnum, siginfo=None, flags=0, /)", "Send a signal to the process of a descriptor."),
    function<set_mask>("pthread_sigmask", "($module, how, mask, /)", "Change which signals are blocked in this thread; answers which were."),
    function<pending_signals>("sigpending", "($module, /)", "The signals that wait to be unblocked."),
    function<valid_signals>("valid_signals", "($module, /)", "All signals of the system."),
    function<interrupts_calls>("siginterrupt", "($module, signalnum, flag, /)", "Whether a signal interrupts system calls."),
    function<describe>("strsignal", "($module, signalnum, /)", "The description of a signal, or None."),
    function<pause_for_signal>("pause", "($module, /)", "Wait until a signal arrives."),
    function<wait_for>("sigwait", "($module, sigset, /)", "Wait for one of these signals; answers which."),
    function<wait_for_info>("sigwaitinfo", "($module, sigset, /)", "Wait for one of these signals; answers what is known of it."),
    function<wait_for_some_time>("sigtimedwait", "($module, sigset, timeout, /)", "Wait for one of these signals for some seconds; None if none came."),
    function<set_alarm>("alarm", "($module, seconds, /)", "Have SIGALRM sent after some seconds; answers what was left of the alarm before."),
    module_function<set_timer>("setitimer", "($module, which, seconds, interval=0.0, /)", "Set a timer that sends a signal; answers the old one."),
    module_function<get_timer>("getitimer", "($module, which, /)", "What is left of a timer, and its interval."),
};

}  // namespace

constexpr std::span<const NativeMethod> kSignalWaitFunctions = kFunctions;
constexpr TypeSpec kSignalInfoSpec = struct_sequence("signal.struct_siginfo", "What sigwaitinfo() and sigtimedwait() answer.", ModuleType::kSignalInfo,
                                                     kInfoFields, 7, 7, StructNew::kFromSequence);

}  // namespace pyemb
