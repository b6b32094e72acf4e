// SPDX-License-Identifier: MIT
// _uuid: UUIDs of time and place from libuuid, which asks the daemon uuidd for one that no other process gets, if it runs. The library is loaded with the
// module: few programs need it.
#include <dlfcn.h>
#include <uuid/uuid.h>

#include "modules/native_modules.h"
#include "objects/bytes.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "state/gil.h"

namespace pyemb {
namespace {

constexpr const char* kLibrary = "libuuid.so.1";

struct UuidState {
  decltype(&::uuid_generate_time_safe) generate;
};

/// The UUID and 0 if it is certainly unique, -1 if not.
Result<Ref> generate_time_safe(ThreadState& ts, Module& module) {
  auto generate = module_state<UuidState>(module).generate;
  uuid_t uuid;
  int outcome;
  {
    WithoutGil unlocked(ts);
    outcome = generate(uuid);
  }
  Own<Bytes> bytes = TRY(new_bytes(ts, {reinterpret_cast<const char*>(uuid), sizeof uuid}));
  return new_tuple_of(ts, bytes, Value::from_int(outcome));
}

constexpr NativeMethod kFunctions[] = {
    module_function<generate_time_safe>("generate_time_safe", "($module, /)", "A UUID of time and place, and whether it is certainly unique."),
};

Status uuid_exec(ThreadState& ts, Module& module) {
  void* library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return raise(ts, Exc::kImportError, "%s", dlerror());
  void* function = dlsym(library, "uuid_generate_time_safe");
  if (function == nullptr) return raise(ts, Exc::kImportError, "%s has no function uuid_generate_time_safe", kLibrary);
  module_state<UuidState>(module).generate = reinterpret_cast<decltype(&::uuid_generate_time_safe)>(function);
  return module_add(ts, module, "has_uuid_generate_time_safe", Value::from_int(1));
}

}  // namespace

constexpr NativeModule kUuidModule = {.name = "_uuid", .functions = kFunctions, .exec = uuid_exec, .state_size = sizeof(UuidState)};

}  // namespace pyemb
