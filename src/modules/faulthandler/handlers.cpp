// SPDX-License-Identifier: MIT
// faulthandler: the handlers of fatal signals, and of those that a program registers.
#include <cerrno>

#include "modules/faulthandler/faulthandler.h"
#include "objects/raise.h"
#include "state/memory.h"
#include "state/runtime.h"
#include "vm/dump_traceback.h"

namespace pyemb {
namespace faults {

void dump(const FaultOutput& output) {
  if (fault_state().dumping.exchange(true)) return;
  const ThreadState* own = find_own_thread_state();
  DumpWriter out(output.fd);
  if (!output.all_threads) {
    if (own != nullptr) dump_thread(out, *own);
  } else if (own != nullptr || output.interp != nullptr) {
    dump_threads(out, own != nullptr ? own->interp : *output.interp, own);
  }
  out.flush();
  fault_state().dumping.store(false);
}

namespace {

// -- on the system's side ------------------------------------------------------------------------------------------------------

void restore(FatalSignal& signal) {
  if (!signal.installed) return;
  signal.installed = false;
  ::sigaction(signal.number, &signal.previous, nullptr);
}

/// Says what happened and where, then lets the signal do what it did before.
void handle_fatal(int number) {
  FaultState& state = fault_state();
  if (!state.enabled.load()) return;
  const int error = errno;
  FatalSignal* signal = &state.fatal[0];
  for (FatalSignal& row : state.fatal) {
    if (row.number == number) signal = &row;
  }
  restore(*signal);
  {
    DumpWriter out(state.output.fd);
    out.text("Fatal Python error: ");
    out.text(signal->name);
    out.text("\n\n");
  }
  dump(state.output);
  {
    DumpWriter out(state.output.fd);
    const ThreadState* own = find_own_thread_state();
    const Interpreter* interp = own != nullptr ? &own->interp : state.output.interp;
    if (interp != nullptr) dump_native_modules(out, *interp);
  }
  errno = error;
  ::raise(number);
}

void handle_user(int number);

int install_user(int number, bool chain, struct sigaction* previous) {
  struct sigaction action = {};
  action.sa_handler = handle_user;
  sigemptyset(&action.sa_mask);
  action.sa_flags = chain ? SA_NODEFER : SA_RESTART;  // the handler behind it runs within this one
  if (fault_state().alternate_stack != nullptr) action.sa_flags |= SA_ONSTACK;
  return ::sigaction(number, &action, previous);
}

void handle_user(int number) {
  UserSignal& user = fault_state().user[number];
  if (!user.enabled.load()) return;
  int error = errno;
  dump(user.output);
  if (user.chain) {
    ::sigaction(number, &user.previous, nullptr);
    errno = error;
    ::raise(number);
    error = errno;
    install_user(number, user.chain, nullptr);
  }
  errno = error;
}

// -- installing ----------------------------------------------------------------------------------------------------------------

/// A stack of its own for the handlers of the calling thread. Without one they still work, except when the stack is used up.
void provide_stack(FaultState& state) {
  if (state.alternate_stack == nullptr) state.alternate_stack = memory_allocate(Domain::kRaw, FaultState::kAlternateStackSize);
  if (state.alternate_stack == nullptr) return;
  stack_t wanted = {};
  wanted.ss_sp = state.alternate_stack;
  wanted.ss_size = FaultState::kAlternateStackSize;
  stack_t current;
  if (::sigaltstack(nullptr, &current) == 0 && current.ss_sp == wanted.ss_sp) return;
  ::sigaltstack(&wanted, &state.previous_stack);
}

/// Gives the stack back once no handler is left; only the thread that uses it can tell the system.
void drop_stack(FaultState& state) {
  if (state.alternate_stack == nullptr || state.enabled.load()) return;
  for (const UserSignal& user : state.user) {
    if (user.enabled.load()) return;
  }
  stack_t current;
  if (::sigaltstack(nullptr, &current) != 0 || current.ss_sp != state.alternate_stack) return;
  if (::sigaltstack(&state.previous_stack, nullptr) != 0) return;
  memory_release(Domain::kRaw, std::exchange(state.alternate_stack, nullptr));
}

Status check_number(ThreadState& ts, int number) {
  for (const FatalSignal& signal : fault_state().fatal) {
    if (signal.number == number) return raise(ts, Exc::kRuntimeError, "signal %i cannot be registered, use enable() instead", number);
  }
  if (number < 1 || number >= NSIG) return raise(ts, Exc::kValueError, "signal number out of range");
  return {};
}

/// False: it was not registered.
bool remove_user(UserSignal& user, int number) {
  if (!user.enabled.exchange(false)) return false;
  ::sigaction(number, &user.previous, nullptr);
  user.output = {};
  return true;
}

}  // namespace

Status enable(ThreadState& ts, Value file, std::optional<int> all_threads) {
  Ref holder;
  int fd = TRY(find_descriptor(ts, file, holder));
  FaultFiles* files = TRY(files_of(ts));
  FaultState& state = fault_state();
  int error = 0;
  {
    std::lock_guard<std::mutex> lock(state.mutex);
    state.output = {&ts.interp, fd, all_threads.value_or(1) != 0};
    provide_stack(state);
    state.enabled.store(true);
    for (FatalSignal& signal : state.fatal) {
      if (signal.installed) continue;
      struct sigaction action = {};
      action.sa_handler = handle_fatal;
      sigemptyset(&action.sa_mask);
      action.sa_flags = SA_NODEFER;  // a crash in the handler must end the process
      if (state.alternate_stack != nullptr) action.sa_flags |= SA_ONSTACK;
      if (::sigaction(signal.number, &action, &signal.previous) != 0) {
        error = errno;
        break;
      }
      signal.installed = true;
    }
  }
  decref(std::exchange(files->fatal, holder.release()));
  if (error != 0) return raise_os_error(ts, error, Value::null());
  return {};
}

bool disable_fatal() {
  FaultState& state = fault_state();
  std::lock_guard<std::mutex> lock(state.mutex);
  if (!state.enabled.exchange(false)) return false;
  for (FatalSignal& signal : state.fatal) restore(signal);
  state.output = {};
  drop_stack(state);
  return true;
}

Status register_signal(ThreadState& ts, int number, Value file, std::optional<int> all_threads, std::optional<int> chain) {
  TRY(check_number(ts, number));
  Ref holder;
  int fd = TRY(find_descriptor(ts, file, holder));
  FaultFiles* files = TRY(files_of(ts));
  FaultState& state = fault_state();
  UserSignal& user = state.user[number];
  {
    std::lock_guard<std::mutex> lock(state.mutex);
    provide_stack(state);
    const bool known = user.enabled.exchange(false);
    user.output = {&ts.interp, fd, all_threads.value_or(1) != 0};
    user.chain = chain.value_or(0) != 0;
    if (install_user(number, user.chain, known ? nullptr : &user.previous) != 0) {
      const int error = errno;
      return raise_os_error(ts, error, Value::null());
    }
    user.enabled.store(true);
  }
  decref(std::exchange(files->user[number], holder.release()));
  return {};
}

Result<bool> unregister_signal(ThreadState& ts, int number) {
  TRY(check_number(ts, number));
  FaultState& state = fault_state();
  bool known;
  {
    std::lock_guard<std::mutex> lock(state.mutex);
    known = remove_user(state.user[number], number);
    if (known) drop_stack(state);
  }
  if (ts.interp.fault_files != nullptr) decref(std::exchange(ts.interp.fault_files->user[number], Value::null()));
  return known;
}

void unregister_all(Interpreter& interp) {
  FaultState& state = fault_state();
  std::lock_guard<std::mutex> lock(state.mutex);
  for (int number = 1; number < NSIG; ++number) {
    if (state.user[number].output.interp == &interp) remove_user(state.user[number], number);
  }
  drop_stack(state);
}

}  // namespace faults
}  // namespace pyemb
