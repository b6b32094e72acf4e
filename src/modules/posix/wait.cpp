// SPDX-License-Identifier: MIT
// posix: waiting for child processes, and what their status means.
#include <sys/resource.h>
#include <sys/wait.h>

#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "modules/posix/posix.h"
#include "modules/resource.h"
#include "objects/attributes.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Result<Ref> pid_and_status(ThreadState& ts, pid_t pid, int status) { return new_tuple_of(ts, Value::from_int(pid), Value::from_int(status)); }

Result<Ref> wait_for(ThreadState& ts, int pid, int options) {
  int status = 0;
  pid_t found = TRY(retry_call(ts, [&] { return ::waitpid(pid, &status, options); }));
  if (found < 0) return raise_errno(ts);
  return pid_and_status(ts, found, status);
}
Result<Ref> wait_for_any(ThreadState& ts) {
  int status = 0;
  pid_t found = TRY(retry_call(ts, [&] { return ::wait(&status); }));
  if (found < 0) return raise_errno(ts);
  return pid_and_status(ts, found, status);
}
Result<Ref> wait_with_usage(ThreadState& ts, int pid, int options) {
  int status = 0;
  rusage usage = {};
  pid_t found = TRY(retry_call(ts, [&] { return ::wait4(pid, &status, options, &usage); }));
  if (found < 0) return raise_errno(ts);
  Ref shown = TRY(new_resource_usage(ts, usage));
  return new_tuple_of(ts, Value::from_int(found), Value::from_int(status), shown);
}
Result<Ref> wait_for_any_with_usage(ThreadState& ts, int options) { return wait_with_usage(ts, -1, options); }

constexpr GetSet kWaitidFields[] = {
    struct_field<0>("si_pid", nullptr), struct_field<1>("si_uid", nullptr), struct_field<2>("si_signo", nullptr),
    struct_field<3>("si_status", nullptr), struct_field<4>("si_code", nullptr),
};
Result<Ref> wait_id(ThreadState& ts, int kind, int64_t id, int options) {
  siginfo_t info = {};
  int failed = TRY(retry_call(ts, [&] { return ::waitid(static_cast<idtype_t>(kind), static_cast<id_t>(id), &info, options); }));
  TRY(check(ts, failed));
  if (info.si_pid == 0) return Ref::none();
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPosixWaitidResult));
  const int64_t numbers[] = {info.si_pid, info.si_uid, info.si_signo, info.si_status, info.si_code};
  for (size_t i = 0; i < std::size(numbers); ++i) made->items()[i] = Value::from_int(numbers[i]);
  return made;
}

// -- what a status means ---------------------------------------------------------------------------------------------------------

bool dumped_core(ThreadState&, int status) { return WCOREDUMP(status); }
bool continued(ThreadState&, int status) { return WIFCONTINUED(status); }
bool stopped(ThreadState&, int status) { return WIFSTOPPED(status); }
bool signaled(ThreadState&, int status) { return WIFSIGNALED(status); }
bool exited(ThreadState&, int status) { return WIFEXITED(status); }
int64_t exit_status(ThreadState&, int status) { return WEXITSTATUS(status); }
int64_t term_signal(ThreadState&, int status) { return WTERMSIG(status); }
int64_t stop_signal(ThreadState&, int status) { return WSTOPSIG(status); }

Result<int64_t> to_exit_code(ThreadState& ts, int status) {
  if (WIFEXITED(status)) return int64_t{WEXITSTATUS(status)};
  if (WIFSIGNALED(status)) return int64_t{-WTERMSIG(status)};
  if (WIFSTOPPED(status)) return raise(ts, Exc::kValueError, "process stopped by delivery of signal %i", WSTOPSIG(status));
  return raise(ts, Exc::kValueError, "invalid wait status: %i", status);
}

constexpr NativeMethod kFunctions[] = {
    function<wait_for_any>("wait", "($module, /)", "Wait for a child process: (number, status)."),
    function<wait_for>("waitpid", "($module, pid, options, /)", "Wait for a certain child process: (number, status)."),
    function<wait_for_any_with_usage>("wait3", "($module, /, options)", "Wait for a child process: (number, status, resource usage)."),
    function<wait_with_usage>("wait4", "($module, /, pid, options)", "Wait for a certain child process: (number, status, resource usage)."),
    function<wait_id>("waitid", "($module, idtype, id, options, /)", "Wait for processes; None if there is nothing to tell yet."),
    function<to_exit_code>("waitstatus_to_exitcode", "($module, /, status)", "The exit code of a status; minus the signal that ended the process."),
    function<dumped_core>("WCOREDUMP", "($module, status, /)", "Whether the process left a core dump."),
    function<continued>("WIFCONTINUED", "($module, /, status)", "Whether the process goes on after a stop."),
    function<stopped>("WIFSTOPPED", "($module, /, status)", "Whether the process was stopped."),
    function<signaled>("WIFSIGNALED", "($module, /, status)", "Whether a signal ended the process."),
    function<exited>("WIFEXITED", "($module, /, status)", "Whether the process ended by itself."),
    function<exit_status>("WEXITSTATUS", "($module, /, status)", "The exit code in a status."),
    function<term_signal>("WTERMSIG", "($module, /, status)", "The signal that ended the process."),
    function<stop_signal>("WSTOPSIG", "($module, /, status)", "The signal that stopped the process."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixWaitFunctions = kFunctions;
constexpr TypeSpec kPosixWaitidResultSpec =
    struct_sequence("posix.waitid_result", "What waitid() answers.", ModuleType::kPosixWaitidResult, kWaitidFields, 5, 5, StructNew::kFromSequence);

}  // namespace pyemb
