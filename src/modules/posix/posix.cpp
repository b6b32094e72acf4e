// SPDX-License-Identifier: MIT
// posix: files, folders and processes. This source makes the module of its parts; each part stands in a source of its own.
#include "modules/posix/posix.h"

#include <cerrno>
#include <unistd.h>

#include "config/module_type_ids.h"
#include "modules/native_modules.h"
#include "objects/bytes.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"

extern char** environ;

namespace pyemb {
namespace {

/// What os.py asks to tell which functions take descriptors, dir_fd and follow_symlinks.
constexpr const char* kHave[] = {
    "HAVE_EVENTFD",    "HAVE_FACCESSAT", "HAVE_FCHDIR",    "HAVE_FCHMOD",   "HAVE_FCHMODAT",  "HAVE_FCHOWN",       "HAVE_FCHOWNAT",
    "HAVE_FEXECVE",    "HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT",  "HAVE_FSTATVFS",  "HAVE_FTRUNCATE",    "HAVE_FUTIMENS",
    "HAVE_FUTIMES",    "HAVE_FUTIMESAT", "HAVE_LINKAT",    "HAVE_LCHOWN",   "HAVE_LSTAT",     "HAVE_LUTIMES",      "HAVE_MEMFD_CREATE",
    "HAVE_MKDIRAT",    "HAVE_MKFIFOAT",  "HAVE_MKNODAT",   "HAVE_OPENAT",   "HAVE_READLINKAT", "HAVE_RENAMEAT",    "HAVE_SYMLINKAT",
    "HAVE_UNLINKAT",   "HAVE_UTIMENSAT",
};

constexpr TypeId kStructs[] = {ModuleType::kPosixStatResult,   ModuleType::kPosixStatvfsResult, ModuleType::kPosixTerminalSize,
                               ModuleType::kPosixUnameResult,  ModuleType::kPosixTimesResult,   ModuleType::kPosixWaitidResult,
                               ModuleType::kPosixSchedParam};

Status add_environment(ThreadState& ts, Module& module) {
  Own<Dict> dict = TRY(new_dict(ts));
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    std::string_view row = *at;
    size_t equals = row.find('=');
    if (equals == row.npos) continue;
    Own<Bytes> key = TRY(new_bytes(ts, row.substr(0, equals)));
    Own<Bytes> value = TRY(new_bytes(ts, row.substr(equals + 1)));
    Ref kept = TRY(dict_set_default(ts, *dict, key, value));  // the first of two counts
  }
  return module_add(ts, module, "environ", dict);
}

Status add_names(ThreadState& ts, Module& module, const char* name, std::span<const IntegerConstant> rows) {
  Own<Dict> dict = TRY(new_dict_of_integers(ts, rows));
  return module_add(ts, module, name, dict);
}

Status exec(ThreadState& ts, Module& module) {
  for (std::span<const NativeMethod> functions :
       {kPosixStatFunctions, kPosixPathFunctions, kPosixLinkFunctions, kPosixDirectoryFunctions, kPosixDescriptorFunctions, kPosixTransferFunctions,
        kPosixTerminalFunctions, kPosixProcessFunctions, kPosixWaitFunctions, kPosixSpawnFunctions, kPosixScheduleFunctions, kPosixIdentityFunctions,
        kPosixSystemFunctions, kPosixXattrFunctions, kPosixLimitFunctions}) {
    TRY(module_add_functions(ts, module, functions));
  }
  TRY(module_add_integers(ts, module, kPosixNumbers));
  TRY(add_names(ts, module, "sysconf_names", kPosixSysconfNames));
  TRY(add_names(ts, module, "pathconf_names", kPosixPathconfNames));
  TRY(add_names(ts, module, "confstr_names", kPosixConfstrNames));
  for (TypeId id : kStructs) {
    Type* type = TRY(struct_sequence_type(ts, id));
    TRY(module_add(ts, module, short_type_name(*type), Value::from_object(type)));
  }
  TRY(module_add_type(ts, module, ModuleType::kPosixDirEntry));
  TRY(module_add(ts, module, "error", Value::from_object(&core_type(ts, Exc::kOSError))));
  Own<List> have = TRY(new_list(ts));
  for (const char* name : kHave) {
    Own<Str> text = TRY(intern(ts, name));
    TRY(list_append(ts, *have, std::move(text)));
  }
  TRY(module_add(ts, module, "_have_functions", have));
  return add_environment(ts, module);
}

void traverse(void* state, GcVisitor& visit) {
  const auto& posix = *static_cast<PosixState*>(state);
  visit(posix.before_fork);
  visit(posix.after_fork_in_parent);
  visit(posix.after_fork_in_child);
}
void clear(ThreadState&, void* state) {
  auto& posix = *static_cast<PosixState*>(state);
  for (Value* field : {&posix.before_fork, &posix.after_fork_in_parent, &posix.after_fork_in_child}) decref(std::exchange(*field, Value::null()));
}

}  // namespace

Raised raise_errno(ThreadState& ts, Value path, Value second) { return raise_os_error(ts, errno, path, second); }

Result<Ref> new_file_name(ThreadState& ts, std::string_view name, bool as_bytes) {
  if (as_bytes) return new_bytes(ts, name);
  return decode_file_name(ts, name);
}

constexpr NativeModule kPosixModule = {
    .name = "posix",
    .doc = "The system's files, folders and processes. Programs import os, which chooses the module for the system.",
    .exec = exec,
    .state_size = sizeof(PosixState),
    .traverse = traverse,
    .clear = clear,
};

}  // namespace pyemb
