// SPDX-License-Identifier: MIT
// _posixsubprocess: fork_exec(), the one step of subprocess that Python cannot take: between fork and exec the child may only do
// what is safe in a signal handler, and no Python code, unless there is a preexec_fn.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <unistd.h>

#include "modules/exec_arguments.h"
#include "modules/native_modules.h"
#include "modules/posix/posix.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/tuple.h"
#include "state/gil.h"
#include "state/memory.h"

namespace pyemb {
namespace {

/// All that the child needs, prepared before the fork.
struct Plan {
  char* const* executables = nullptr;  ///< tried one after the other, null at the end
  char* const* argv = nullptr;
  char* const* envp = nullptr;         ///< null: the environment as it is
  const char* cwd = nullptr;
  const int* keep = nullptr;           ///< descriptors that stay open, ascending
  size_t keep_count = 0;
  int p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write;
  bool close_fds, restore_signals, new_session;
  int process_group;                   ///< -1: the parent's
  const gid_t* groups = nullptr;
  size_t group_count = 0;
  bool sets_groups = false;
  bool sets_uid = false, sets_gid = false;
  uid_t uid = 0;
  gid_t gid = 0;
  int umask;                           ///< -1: the parent's
  Value preexec;                       ///< None: no function
};

bool set_inheritable(int fd) {
  int flags = ::fcntl(fd, F_GETFD);
  return flags >= 0 && ::fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

/// Makes `fd` the standard stream `target`, if there is one for it.
bool make_stream(int fd, int target) {
  if (fd == target) return set_inheritable(fd);
  return fd == -1 || ::dup2(fd, target) >= 0;
}

/// Closes the descriptors from 3 on that are not kept.
void close_others(const Plan& plan) {
  int next = 3;
  for (size_t i = 0; i < plan.keep_count; ++i) {
    int kept = plan.keep[i];
    if (kept < next) continue;
    if (kept > next) ::close_range(static_cast<unsigned>(next), static_cast<unsigned>(kept - 1), 0);
    next = kept + 1;
  }
  ::close_range(static_cast<unsigned>(next), ~0u, 0);
}

bool set_streams(Plan& plan) {
  for (int fd : {plan.p2cwrite, plan.c2pread, plan.errread, plan.errpipe_read}) {
    if (fd != -1) ::close(fd);
  }
  // A low number would be overwritten before its turn comes.
  if (plan.c2pwrite == 0 && (plan.c2pwrite = ::dup(plan.c2pwrite)) < 0) return false;
  while (plan.errwrite == 0 || plan.errwrite == 1) {
    if ((plan.errwrite = ::dup(plan.errwrite)) < 0) return false;
  }
  return make_stream(plan.p2cread, 0) && make_stream(plan.c2pwrite, 1) && make_stream(plan.errwrite, 2);
}

bool set_identity(const Plan& plan) {
  if (plan.new_session) ::setsid();
  if (plan.process_group >= 0 && ::setpgid(0, plan.process_group) != 0) return false;
  if (plan.sets_groups && ::setgroups(plan.group_count, plan.groups) != 0) return false;
  if (plan.sets_gid && ::setregid(plan.gid, plan.gid) != 0) return false;
  return !plan.sets_uid || ::setreuid(plan.uid, plan.uid) == 0;
}

/// Tells the parent, in the form that subprocess.py reads: "OSError:<errno in hexadecimal>:<stage>".
void tell_failure(const Plan& plan, const char* kind, int error, const char* stage) {
  char text[128];
  size_t size = std::strlen(kind);
  std::memcpy(text, kind, size);
  text[size++] = ':';
  char digits[16];
  size_t count = 0;
  do {
    digits[count++] = "0123456789ABCDEF"[error & 15];
    error >>= 4;
  } while (error != 0);
  while (count > 0) text[size++] = digits[--count];
  text[size++] = ':';
  size_t rest = std::strlen(stage);
  std::memcpy(text + size, stage, rest);
  ssize_t ignored = ::write(plan.errpipe_write, text, size + rest);
  static_cast<void>(ignored);
}

/// The child, from the fork to the exec. Comes back only if something failed.
void run_child(ThreadState& ts, Plan& plan) {
  for (size_t i = 0; i < plan.keep_count; ++i) {
    if (plan.keep[i] != plan.errpipe_write && !set_inheritable(plan.keep[i])) return tell_failure(plan, "OSError", errno, "");
  }
  if (!set_streams(plan)) return tell_failure(plan, "OSError", errno, "");
  if (plan.cwd != nullptr && ::chdir(plan.cwd) != 0) return tell_failure(plan, "OSError", errno, "noexec");
  if (plan.umask >= 0) ::umask(static_cast<mode_t>(plan.umask));
  if (plan.restore_signals) {
    for (int number : {SIGPIPE, SIGXFSZ}) ::signal(number, SIG_DFL);
  }
  if (!set_identity(plan)) return tell_failure(plan, "OSError", errno, "");
  if (!plan.preexec.is_none()) {
    gil_after_fork_in_child(ts);
    run_after_fork_in_child(ts);
    Result<Ref> result = call(ts, plan.preexec);
    if (result.raised()) return tell_failure(plan, "SubprocessError", 0, "Exception occurred in preexec_fn.");
    Ref ignored = result.take();
  }
  if (plan.close_fds) close_others(plan);
  int saved = 0;
  for (char* const* executable = plan.executables; *executable != nullptr; ++executable) {
    if (plan.envp != nullptr) {
      ::execve(*executable, plan.argv, plan.envp);
    } else {
      ::execv(*executable, plan.argv);
    }
    if (errno != ENOENT && errno != ENOTDIR && saved == 0) saved = errno;
  }
  tell_failure(plan, "OSError", saved != 0 ? saved : errno, "");
}

/// A block of numbers, read from a sequence.
template <class T>
class Numbers {
 public:
  Numbers() = default;
  ~Numbers() { memory_release(Domain::kMem, data_); }
  Numbers(const Numbers&) = delete;
  Numbers& operator=(const Numbers&) = delete;
  bool allocate(int64_t count) {
    count_ = static_cast<size_t>(count);
    return (data_ = static_cast<T*>(memory_allocate(Domain::kMem, count_ * sizeof(T) + 1))) != nullptr;
  }
  T& operator[](int64_t i) { return data_[i]; }
  const T* data() const { return data_; }
  size_t count() const { return count_; }

 private:
  T* data_ = nullptr;
  size_t count_ = 0;
};

Status read_keep(ThreadState& ts, const Tuple& fds, Numbers<int>& keep) {
  if (!keep.allocate(fds.size)) return raise_no_memory(ts);
  int last = -1;
  for (int64_t i = 0; i < fds.size; ++i) {
    Value fd = fds.at(i);
    bool good = fd.is_int() && fd.as_int() > last && fd.as_int() <= INT32_MAX;
    if (!good) return raise(ts, Exc::kValueError, "bad value(s) in fds_to_keep");
    keep[i] = last = static_cast<int>(fd.as_int());
  }
  return {};
}
Status read_groups(ThreadState& ts, Value sequence, Plan& plan, Numbers<gid_t>& groups) {
  if (sequence.is_none()) return {};
  if (!is<List>(sequence)) return raise(ts, Exc::kTypeError, "setgroups argument must be a list");
  Own<Tuple> items = TRY(to_tuple(ts, sequence));
  if (!groups.allocate(items->size)) return raise_no_memory(ts);
  for (int64_t i = 0; i < items->size; ++i) {
    if (!is_any_int(items->at(i))) return raise(ts, Exc::kTypeError, "groups must be integers");
    Result<uint32_t> group = to_system_id(ts, items->at(i), "gid");
    if (group.raised()) return clear_pending_if(ts, Exc::kOverflowError) ? raise(ts, Exc::kValueError, "invalid group id") : Raised{};
    groups[i] = group.take();
  }
  plan.sets_groups = true;
  plan.groups = groups.data();
  plan.group_count = groups.count();
  return {};
}

Result<int64_t> start_child(ThreadState& ts, Plan& plan) {
  bool runs_python = !plan.preexec.is_none();
  if (runs_python) run_before_fork(ts);
  gil_before_fork(ts);
  pid_t pid = ::fork();
  if (pid == 0) {
    run_child(ts, plan);
    ::_exit(255);
  }
  int error = errno;
  gil_after_fork_in_parent(ts);
  if (runs_python) run_after_fork_in_parent(ts);
  if (pid < 0) return raise_os_error(ts, error, Value::null());
  return int64_t{pid};
}

Result<int64_t> fork_exec(ThreadState& ts, Value args, Value executables, bool close_fds, Tuple& fds_to_keep, Value cwd, Value env, int p2cread,
                          int p2cwrite, int c2pread, int c2pwrite, int errread, int errwrite, int errpipe_read, int errpipe_write, bool restore_signals,
                          bool new_session, int process_group, Value gid, Value groups, Value uid, int umask, Value preexec, bool) {
  if (!ts.interp.allows.exec) return raise(ts, Exc::kRuntimeError, "subprocess not supported for isolated subinterpreters");
  if (!preexec.is_none() && !ts.interp.allows.fork) return raise(ts, Exc::kRuntimeError, "preexec_fn not supported within subinterpreters");
  if (close_fds && errpipe_write < 3) return raise(ts, Exc::kValueError, "errpipe_write must be >= 3");
  Plan plan = {};
  plan.p2cread = p2cread, plan.p2cwrite = p2cwrite, plan.c2pread = c2pread, plan.c2pwrite = c2pwrite;
  plan.errread = errread, plan.errwrite = errwrite, plan.errpipe_read = errpipe_read, plan.errpipe_write = errpipe_write;
  plan.close_fds = close_fds, plan.restore_signals = restore_signals, plan.new_session = new_session;
  plan.process_group = process_group, plan.umask = umask, plan.preexec = preexec;
  Numbers<int> keep;
  TRY(read_keep(ts, fds_to_keep, keep));
  plan.keep = keep.data(), plan.keep_count = keep.count();
  StringRow programs(ts), argv(ts), envp(ts);
  TRY(programs.add_paths(executables));
  TRY(programs.finish());
  plan.executables = programs.data();
  TRY(argv.add_paths(args));
  TRY(argv.finish());
  plan.argv = argv.data();
  if (!env.is_none()) {
    TRY(envp.add_paths(env));
    TRY(envp.finish());
    plan.envp = envp.data();
  }
  FileName folder;
  if (!cwd.is_none()) {
    TRY(folder.init(ts, cwd));
    plan.cwd = folder.c_str();
  }
  Numbers<gid_t> group_numbers;
  TRY(read_groups(ts, groups, plan, group_numbers));
  if (!gid.is_none()) {
    plan.gid = TRY(to_system_id(ts, gid, "gid"));
    plan.sets_gid = true;
  }
  if (!uid.is_none()) {
    plan.uid = TRY(to_system_id(ts, uid, "uid"));
    plan.sets_uid = true;
  }
  return start_child(ts, plan);
}

constexpr NativeMethod kFunctions[] = {
    function<fork_exec>("fork_exec",
                        "($module, args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, "
                        "errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, "
                        "allow_vfork, /)",
                        "Run a program in a child process; the child's number. What goes wrong in the child is told through errpipe_write."),
};

}  // namespace

constexpr NativeModule kPosixSubprocessModule = {
    .name = "_posixsubprocess",
    .doc = "What subprocess needs to start a child.",
    .functions = kFunctions,
};

}  // namespace pyemb
