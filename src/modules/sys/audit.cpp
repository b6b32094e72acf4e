// SPDX-License-Identifier: MIT
#include "modules/sys/audit.h"

#include "objects/call.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

Status audit_with(ThreadState& ts, const char* event, std::span<const Value> args) {
  if (ts.interp.audit_hooks.is_null()) return {};
  Ref hooks = Ref::copy(ts.interp.audit_hooks);
  Own<Str> name = TRY(new_str(ts, event));
  Own<Tuple> tuple = TRY(new_tuple(ts, args));
  for (int64_t i = 0; i < hooks.as<List>()->size; ++i) {
    Ref hook = Ref::copy(hooks.as<List>()->at(i));
    Ref ignored = TRY(call(ts, hook, name, tuple));
  }
  return {};
}

}  // namespace pyemb
