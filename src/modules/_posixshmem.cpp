// SPDX-License-Identifier: MIT
// _posixshmem: memory that processes share under a name.
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>

#include "modules/native_modules.h"
#include "modules/paths.h"
#include "modules/system_call.h"
#include "objects/str.h"

namespace pyemb {
namespace {

Result<int64_t> open_shared(ThreadState& ts, Str& path, int flags, std::optional<int> mode) {
  PlainText name;
  TRY(name.init(ts, path));
  auto permissions = static_cast<mode_t>(mode.value_or(0777));
  int fd = TRY(retry_call(ts, [&] { return ::shm_open(name.c_str(), flags, permissions); }));
  if (fd < 0) return raise_os_error(ts, errno, Value::from_object(&path));
  return int64_t{fd};
}

Status unlink_shared(ThreadState& ts, Str& path) {
  PlainText name;
  TRY(name.init(ts, path));
  int failed = TRY(retry_call(ts, [&] { return ::shm_unlink(name.c_str()); }));
  if (failed != 0) return raise_os_error(ts, errno, Value::from_object(&path));
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<open_shared>("shm_open", "($module, /, path, flags, mode=511)", "Open shared memory; answers a descriptor."),
    function<unlink_shared>("shm_unlink", "($module, /, path)", "Take the name of shared memory away; it ends when nobody maps it any more."),
};

}  // namespace

constexpr NativeModule kPosixShmemModule = {
    .name = "_posixshmem",
    .doc = "Memory that processes share under a name.",
    .functions = kFunctions,
};

}  // namespace pyemb
