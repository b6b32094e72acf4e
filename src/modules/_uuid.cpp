// SPDX-License-Identifier: MIT
// _uuid: UUIDs of time and place from libuuid, which asks the daemon uuidd for one that no other process gets, if it runs.
#include <uuid/uuid.h>

#include "modules/native_modules.h"
#include "objects/bytes.h"
#include "objects/tuple.h"
#include "state/gil.h"

namespace pyemb {
namespace {

/// The UUID and 0 if it is certainly unique, -1 if not.
Result<Ref> generate_time_safe(ThreadState& ts) {
  uuid_t uuid;
  int outcome;
  {
    WithoutGil unlocked(ts);
    outcome = ::uuid_generate_time_safe(uuid);
  }
  Own<Bytes> bytes = TRY(new_bytes(ts, {reinterpret_cast<const char*>(uuid), sizeof uuid}));
  return new_tuple_of(ts, bytes, Value::from_int(outcome));
}

constexpr NativeMethod kFunctions[] = {
    function<generate_time_safe>("generate_time_safe", "($module, /)", "A UUID of time and place, and whether it is certainly unique."),
};

Status uuid_exec(ThreadState& ts, Module& module) { return module_add(ts, module, "has_uuid_generate_time_safe", Value::from_int(1)); }

}  // namespace

constexpr NativeModule kUuidModule = {.name = "_uuid", .functions = kFunctions, .exec = uuid_exec};

}  // namespace pyemb
