// SPDX-License-Identifier: MIT
// posix: making processes and ending them: fork, exec, kill. What ends the process here is what a program asked for by name:
// os._exit() and os.abort().
#include <csignal>
#include <cstdlib>
#include <pty.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "modules/exec_arguments.h"
#include "modules/native_modules.h"
#include "modules/imp/import_lock.h"
#include "modules/posix/posix.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

// -- fork ----------------------------------------------------------------------------------------------------------------------

Status remember(ThreadState& ts, Value& list, Value function) {
  if (function.is_null()) return {};
  if (list.is_null()) list = Ref(TRY(new_list(ts))).release();
  return list_append(ts, as<List>(list), Ref::copy(function));
}
Status register_at_fork(ThreadState& ts, Module& module, Value before, Value in_child, Value in_parent) {
  if (before.is_null() && in_child.is_null() && in_parent.is_null()) return raise(ts, Exc::kTypeError, "At least one argument is required.");
  struct Argument {
    const char* name;
    Value function;
  };
  const Argument arguments[] = {{"before", before}, {"after_in_child", in_child}, {"after_in_parent", in_parent}};
  for (const Argument& argument : arguments) {
    if (!argument.function.is_null() && !is_callable(ts, argument.function)) {
      return raise(ts, Exc::kTypeError, "'%s' must be callable, not %.200s", argument.name, type_name(ts, argument.function));
    }
  }
  auto& state = module_state<PosixState>(module);
  TRY(remember(ts, state.before_fork, before));
  TRY(remember(ts, state.after_fork_in_child, in_child));
  return remember(ts, state.after_fork_in_parent, in_parent);
}

enum class Order : uint8_t { kForward, kBackward };
void run_all(ThreadState& ts, Value list, Order order) {
  if (list.is_null()) return;
  Result<Own<Tuple>> copied = to_tuple(ts, list);
  if (copied.raised()) return report_unraisable(ts, nullptr, Value::null());
  Own<Tuple> functions = copied.take();
  for (int64_t i = 0; i < functions->size; ++i) {
    Value function = functions->at(order == Order::kForward ? i : functions->size - 1 - i);
    Result<Ref> result = call(ts, function);
    if (result.raised()) {
      report_unraisable(ts, nullptr, function);
    } else {
      Ref ignored = result.take();
    }
  }
}
PosixState* state_of(ThreadState& ts) { return static_cast<PosixState*>(find_module_state(ts, kPosixModule)); }

/// Forks with `call`, which answers as fork() does, in between the registered functions. The child has one thread, this one.
template <class Call>
Result<pid_t> fork_with(ThreadState& ts, Call call) {
  run_before_fork(ts);
  gil_before_fork(ts);
  pid_t pid = call();
  int error = errno;
  if (pid == 0) {
    gil_after_fork_in_child(ts);
    run_after_fork_in_child(ts);
    return pid;
  }
  gil_after_fork_in_parent(ts);
  run_after_fork_in_parent(ts);
  errno = error;
  if (pid < 0) return raise_errno(ts);
  return pid;
}
Status check_fork(ThreadState& ts) {
  if (!ts.interp.allows.fork) return raise(ts, Exc::kRuntimeError, "fork not supported for subinterpreters");
  return {};
}
Result<int64_t> fork_process(ThreadState& ts) {
  TRY(check_fork(ts));
  TRY(audit(ts, "os.fork"));
  pid_t pid = TRY(fork_with(ts, [] { return ::fork(); }));
  return int64_t{pid};
}
Result<Ref> fork_terminal(ThreadState& ts) {
  TRY(check_fork(ts));
  TRY(audit(ts, "os.forkpty"));
  int master = -1;
  pid_t pid = TRY(fork_with(ts, [&] { return ::forkpty(&master, nullptr, nullptr, nullptr); }));
  return new_tuple_of(ts, Value::from_int(pid), Value::from_int(master));
}

// -- exec ----------------------------------------------------------------------------------------------------------------------

Status check_arguments(ThreadState& ts, const char* function, Value argv) {
  if (!ts.interp.allows.exec) return raise(ts, Exc::kRuntimeError, "exec not supported for isolated subinterpreters");
  if (!is<List>(argv) && !is<Tuple>(argv)) return raise(ts, Exc::kTypeError, "%s arg 2 must be a tuple or list", function);
  int64_t count = is<List>(argv) ? as<List>(argv).size : as<Tuple>(argv).size;
  if (count == 0) return raise(ts, Exc::kValueError, "%s arg 2 must not be empty", function);
  return {};
}
Status check_first(ThreadState& ts, const char* function, const StringRow& row) {
  if (row.data()[0][0] == '\0') return raise(ts, Exc::kValueError, "%s arg 2 first element cannot be empty", function);
  return {};
}

Status execute(ThreadState& ts, AskedPath& path, Value arguments) {
  TRY(check_arguments(ts, "execv()", arguments));
  StringRow argv(ts);
  TRY(argv.add_paths(arguments));
  TRY(argv.finish());
  TRY(check_first(ts, "execv()", argv));
  TRY(audit(ts, "os.exec", path.object(), arguments, Value::none()));
  ::execv(path.c_str(), argv.data());
  return raise_errno(ts);
}
Status execute_with(ThreadState& ts, AskedPathOrFd& path, Value arguments, Value environment) {
  TRY(check_arguments(ts, "execve:", arguments));
  if (type_of(ts, environment).slots.getitem == nullptr || is<Tuple>(environment) || is<List>(environment)) {
    return raise(ts, Exc::kTypeError, "execve: environment must be a mapping object");
  }
  StringRow argv(ts), envp(ts);
  TRY(argv.add_paths(arguments));
  TRY(argv.finish());
  TRY(check_first(ts, "execve:", argv));
  TRY(envp.add_environment(environment));
  TRY(envp.finish());
  TRY(audit(ts, "os.exec", path.object(), arguments, environment));
  if (path.is_descriptor()) {
    ::fexecve(path.fd(), argv.data(), envp.data());
  } else {
    ::execve(path.c_str(), argv.data(), envp.data());
  }
  return raise_errno(ts, path.object());
}

// -- the end of processes ---------------------------------------------------------------------------------------------------------

Status send_signal(ThreadState& ts, int pid, int signal) {
  TRY(audit(ts, "os.kill", Value::from_int(pid), Value::from_int(signal)));
  TRY(check(ts, ::kill(pid, signal)));
  return check_signals(ts);  // it may have been for this process
}
Status send_signal_to_group(ThreadState& ts, int group, int signal) {
  TRY(audit(ts, "os.killpg", Value::from_int(group), Value::from_int(signal)));
  TRY(check(ts, ::killpg(group, signal)));
  return check_signals(ts);
}
Status end_at_once(ThreadState&, int status) {
  ::_exit(status);
  return {};
}
Status end_with_signal(ThreadState&) {
  ::abort();
  return {};
}

Result<int64_t> run_in_shell(ThreadState& ts, PathText& command) {
  TRY(audit(ts, "os.system", command.object()));
  return int64_t{without_lock(ts, [&] { return ::system(command.c_str()); })};
}
Result<int64_t> open_process(ThreadState& ts, int pid, std::optional<int> flags) {
  auto fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, flags.value_or(0)));
  if (fd < 0) return raise_errno(ts);
  return int64_t{fd};
}

constexpr NativeMethod kFunctions[] = {
    module_function<register_at_fork>(
        "register_at_fork", "($module, /, *, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)",
        "Have functions run before a fork and after it, in the child and in the parent."),
    function<fork_process>("fork", "($module, /)", "Make a copy of this process: 0 in the child, the child's number in the parent."),
    function<fork_terminal>("forkpty", "($module, /)", "Make a copy of this process at a new pseudo-terminal: (number, descriptor of the master)."),
    function<execute>("execv", "($module, path, argv, /)", "Run another program in place of this one."),
    function<execute_with>("execve", "($module, /, path, argv, env)", "Run another program in place of this one, with an environment."),
    function<send_signal>("kill", "($module, pid, signal, /)", "Send a signal to a process."),
    function<send_signal_to_group>("killpg", "($module, pgid, signal, /)", "Send a signal to a process group."),
    function<end_at_once>("_exit", "($module, /, status)", "End the process now, without any clean-up."),
    function<end_with_signal>("abort", "($module, /)", "End the process with SIGABRT."),
    function<run_in_shell>("system", "($module, /, command)", "Run a command in a shell; its wait status."),
    function<open_process>("pidfd_open", "($module, /, pid, flags=0)", "A descriptor of a process."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixProcessFunctions = kFunctions;

void run_before_fork(ThreadState& ts) {
  if (PosixState* state = state_of(ts)) run_all(ts, state->before_fork, Order::kBackward);
  import_lock_before_fork(ts);
}
void run_after_fork_in_parent(ThreadState& ts) {
  import_lock_after_fork_in_parent(ts);
  if (PosixState* state = state_of(ts)) run_all(ts, state->after_fork_in_parent, Order::kForward);
}
void run_after_fork_in_child(ThreadState& ts) {
  import_lock_after_fork_in_child(ts);
  if (PosixState* state = state_of(ts)) run_all(ts, state->after_fork_in_child, Order::kForward);
}

}  // namespace pyemb
