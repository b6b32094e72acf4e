// SPDX-License-Identifier: MIT
#pragma once

// What the parts of the module `posix` share. Each source defines one table of functions; posix.cpp makes the module of them.

#include <span>
#include <sys/stat.h>

#include "modules/integer_constants.h"
#include "modules/posix/arguments.h"
#include "objects/native.h"

namespace pyemb {

extern const std::span<const NativeMethod> kPosixStatFunctions;        // stat.cpp
extern const std::span<const NativeMethod> kPosixPathFunctions;        // path.cpp: files by their names
extern const std::span<const NativeMethod> kPosixLinkFunctions;        // link.cpp: names of files, and their owners and times
extern const std::span<const NativeMethod> kPosixDirectoryFunctions;   // directory.cpp
extern const std::span<const NativeMethod> kPosixDescriptorFunctions;  // descriptor.cpp
extern const std::span<const NativeMethod> kPosixTransferFunctions;    // transfer.cpp: reading, writing, copying
extern const std::span<const NativeMethod> kPosixTerminalFunctions;    // terminal.cpp
extern const std::span<const NativeMethod> kPosixProcessFunctions;     // process.cpp
extern const std::span<const NativeMethod> kPosixWaitFunctions;        // wait.cpp
extern const std::span<const NativeMethod> kPosixSpawnFunctions;       // spawn.cpp
extern const std::span<const NativeMethod> kPosixScheduleFunctions;    // schedule.cpp
extern const std::span<const NativeMethod> kPosixIdentityFunctions;    // identity.cpp
extern const std::span<const NativeMethod> kPosixSystemFunctions;      // system.cpp
extern const std::span<const NativeMethod> kPosixXattrFunctions;       // xattr.cpp
extern const std::span<const NativeMethod> kPosixLimitFunctions;       // limits.cpp: sysconf() and its kin

extern const std::span<const IntegerConstant> kPosixNumbers;           // constants.cpp
extern const std::span<const IntegerConstant> kPosixSysconfNames;      // limits.cpp
extern const std::span<const IntegerConstant> kPosixPathconfNames;
extern const std::span<const IntegerConstant> kPosixConfstrNames;

/// What os.register_at_fork() has collected; each an owned list or null.
struct PosixState {
  Value before_fork;
  Value after_fork_in_parent;
  Value after_fork_in_child;
};

/// OSError of errno, with the files that it is about.
COLD Raised raise_errno(ThreadState& ts, Value path = Value::null(), Value second = Value::null());
/// The status of a call that answers 0, or fails.
[[nodiscard]] inline Status check(ThreadState& ts, int failed, Value path = Value::null(), Value second = Value::null()) {
  if (failed != 0) return raise_errno(ts, path, second);
  return {};
}
/// A file name of the system as bytes or str, as the argument was.
[[nodiscard]] Result<Ref> new_file_name(ThreadState& ts, std::string_view name, bool as_bytes);
/// os.fspath()
[[nodiscard]] Result<Ref> file_system_path(ThreadState& ts, Value path);
[[nodiscard]] Result<Ref> new_stat_result(ThreadState& ts, const struct stat& info);
/// The same of a path in a mount of the host: read-only, without links, owned by root.
[[nodiscard]] Result<Ref> mounted_stat_result(ThreadState& ts, Mount& mount, const char* path, Value shown);

/// Runs the functions of os.register_at_fork() around a fork; their exceptions are reported, not raised.
void run_before_fork(ThreadState& ts);
void run_after_fork_in_parent(ThreadState& ts);
void run_after_fork_in_child(ThreadState& ts);

}  // namespace pyemb
