// SPDX-License-Identifier: MIT
// posix: posix_spawn(): a new process that runs another program, without a copy of this one in between.
#include "modules/posix/spawn.h"

#include <csignal>
#include <spawn.h>

#include "modules/exec_arguments.h"
#include "modules/posix/posix.h"
#include "modules/posix/schedule.h"
#include "modules/signal_set.h"
#include "objects/audit.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// The file actions of one call; names live as long as it does.
class FileActions {
 public:
  explicit FileActions(ThreadState& ts) : ts_(ts) { ::posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  Status add_all(Value sequence) {
    Own<Tuple> rows = TRY(to_tuple(ts_, sequence));
    for (Value row : rows->span()) {
      if (!is<Tuple>(row) || as<Tuple>(row).size == 0) return raise(ts_, Exc::kTypeError, "Each file_actions element must be a non-empty tuple");
      TRY(add(as<Tuple>(row)));
    }
    return {};
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  Status add(const Tuple& row) {
    int kind = TRY(to_c_int(ts_, row.at(0)));
    int64_t wanted = kind == kSpawnOpen ? 5 : kind == kSpawnClose ? 2 : kind == kSpawnDup2 ? 3 : 0;
    if (wanted == 0) return raise(ts_, Exc::kTypeError, "Unknown file_actions identifier");
    if (row.size != wanted) return raise(ts_, Exc::kTypeError, "A %s file_action tuple must have %d elements", name_of(kind), static_cast<int>(wanted));
    int fd = TRY(to_c_int(ts_, row.at(1)));
    int error = 0;
    if (kind == kSpawnOpen) {
      FileName path;
      TRY(path.init(ts_, row.at(2)));
      int flags = TRY(to_c_int(ts_, row.at(3)));
      int64_t mode = TRY(to_int64(ts_, row.at(4)));
      error = ::posix_spawn_file_actions_addopen(&actions_, fd, path.c_str(), flags, static_cast<mode_t>(mode));
    } else if (kind == kSpawnClose) {
      error = ::posix_spawn_file_actions_addclose(&actions_, fd);
    } else {
      int to = TRY(to_c_int(ts_, row.at(2)));
      error = ::posix_spawn_file_actions_adddup2(&actions_, fd, to);
    }
    if (error != 0) return raise_os_error(ts_, error, Value::null());
    return {};
  }
  static const char* name_of(int kind) { return kind == kSpawnOpen ? "open" : kind == kSpawnClose ? "close" : "dup2"; }

  ThreadState& ts_;
  posix_spawn_file_actions_t actions_;
};

/// The keyword arguments that become attributes of the new process.
struct Wishes {
  Value process_group, set_signal_mask, set_default_signals, scheduler;
  bool reset_ids = false;
  bool set_session = false;
};

class Attributes {
 public:
  explicit Attributes(ThreadState& ts) : ts_(ts) { ::posix_spawnattr_init(&attributes_); }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  Status set(const char* function, const Wishes& wishes) {
    short flags = 0;
    if (!wishes.process_group.is_null()) {
      int group = TRY(to_c_int(ts_, wishes.process_group));
      TRY(no_error(::posix_spawnattr_setpgroup(&attributes_, group)));
      flags |= POSIX_SPAWN_SETPGROUP;
    }
    if (wishes.reset_ids) flags |= POSIX_SPAWN_RESETIDS;
    if (wishes.set_session) flags |= POSIX_SPAWN_SETSID;
    if (!wishes.set_signal_mask.is_null()) {
      sigset_t signals = TRY(to_signal_set(ts_, wishes.set_signal_mask));
      TRY(no_error(::posix_spawnattr_setsigmask(&attributes_, &signals)));
      flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (!wishes.set_default_signals.is_null()) {
      sigset_t signals = TRY(to_signal_set(ts_, wishes.set_default_signals));
      TRY(no_error(::posix_spawnattr_setsigdefault(&attributes_, &signals)));
      flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (!wishes.scheduler.is_null()) {
      if (!is<Tuple>(wishes.scheduler) || as<Tuple>(wishes.scheduler).size != 2) {
        return raise(ts_, Exc::kTypeError, "%s: scheduler must be a tuple or None", function);
      }
      const Tuple& pair = as<Tuple>(wishes.scheduler);
      sched_param param = TRY(to_sched_param(ts_, pair.at(1)));
      if (!pair.at(0).is_none()) {
        int policy = TRY(to_c_int(ts_, pair.at(0)));
        TRY(no_error(::posix_spawnattr_setschedpolicy(&attributes_, policy)));
        flags |= POSIX_SPAWN_SETSCHEDULER;
      }
      TRY(no_error(::posix_spawnattr_setschedparam(&attributes_, &param)));
      flags |= POSIX_SPAWN_SETSCHEDPARAM;
    }
    return no_error(::posix_spawnattr_setflags(&attributes_, flags));
  }
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  Status no_error(int error) {
    if (error != 0) return raise_os_error(ts_, error, Value::null());
    return {};
  }

  ThreadState& ts_;
  posix_spawnattr_t attributes_;
};

using SpawnCall = decltype(&::posix_spawn);

Result<int64_t> spawn_with(ThreadState& ts, const char* function, SpawnCall spawn, AskedPath& path, Value argv, Value environment, Value actions, const Wishes& wishes) {
  bool is_row = is<List>(argv) || is<Tuple>(argv);
  if (!is_row) return raise(ts, Exc::kTypeError, "%s: argv must be a tuple or list", function);
  if (type_of(ts, environment).slots.getitem == nullptr || is<List>(environment) || is<Tuple>(environment)) {
    return raise(ts, Exc::kTypeError, "%s: environment must be a mapping object", function);
  }
  StringRow arguments(ts), variables(ts);
  TRY(arguments.add_paths(argv));
  TRY(arguments.finish());
  if (arguments.size() == 0) return raise(ts, Exc::kValueError, "%s: argv must not be empty", function);
  if (arguments.data()[0][0] == '\0') return raise(ts, Exc::kValueError, "%s: argv first element cannot be empty", function);
  TRY(variables.add_environment(environment));
  TRY(variables.finish());
  FileActions files(ts);
  if (!actions.is_null() && !actions.is_none()) {
    if (!is<List>(actions) && !is<Tuple>(actions)) return raise(ts, Exc::kTypeError, "file_actions must be a sequence or None");
    TRY(files.add_all(actions));
  }
  Attributes attributes(ts);
  TRY(attributes.set(function, wishes));
  TRY(audit(ts, "os.posix_spawn", path.object(), argv, environment));
  pid_t pid;
  int error = without_lock(ts, [&] { return spawn(&pid, path.c_str(), files.get(), attributes.get(), arguments.data(), variables.data()); });
  if (error != 0) return raise_os_error(ts, error, path.object());
  return int64_t{pid};
}

template <SpawnCall Spawn>
Result<int64_t> spawn_process(ThreadState& ts, AskedPath& path, Value argv, Value environment, Value actions, Value process_group, int reset_ids,
                              int set_session, Value set_signal_mask, Value set_default_signals, Value scheduler) {
  Wishes wishes = {process_group, set_signal_mask, set_default_signals, scheduler, reset_ids != 0, set_session != 0};
  return spawn_with(ts, Spawn == ::posix_spawn ? "posix_spawn" : "posix_spawnp", Spawn, path, argv, environment, actions, wishes);
}

#define SIGNATURE                                                                                                                          \
  "($module, path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), " \
  "scheduler=<unrepresentable>)"
constexpr NativeMethod kFunctions[] = {
    function<spawn_process<::posix_spawn>>("posix_spawn", SIGNATURE, "Run a program in a new process; its number."),
    function<spawn_process<::posix_spawnp>>("posix_spawnp", SIGNATURE, "Run a program, looked for along PATH, in a new process; its number."),
};
#undef SIGNATURE

}  // namespace

constexpr std::span<const NativeMethod> kPosixSpawnFunctions = kFunctions;

}  // namespace pyemb
