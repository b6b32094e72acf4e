// SPDX-License-Identifier: MIT
#include "objects/audit.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/runtime.h"
#include "state/tracing_pause.h"

namespace pyemb {
namespace {

/// A hook with a true `__cantrace__` may be traced.
Result<bool> can_trace(ThreadState& ts, Value hook) {
  Own<Str> name = TRY(intern(ts, "__cantrace__"));
  Ref flag = TRY(find_attr(ts, hook, Value(name)));
  if (flag.is_absent()) return false;
  return truth(ts, flag);
}

Status call_hook(ThreadState& ts, Value hook, Value event, Value args) {
  bool traced;
  {
    TracingPause pause(ts);
    traced = TRY(can_trace(ts, hook));
    if (!traced) {
      Ref ignored = TRY(call(ts, hook, event, args));
    }
  }
  if (!traced) return {};
  Ref ignored = TRY(call(ts, hook, event, args));
  return {};
}

}  // namespace

Status audit_with(ThreadState& ts, const char* event, std::span<const Value> args) {
  Own<Tuple> tuple = TRY(new_tuple(ts, args));
  for (const AuditHook* hook = first_host_hook(); hook != nullptr; hook = next_host_hook(*hook)) TRY(hook->call(ts, *hook, event, tuple));
  if (ts.interp.audit_hooks.is_null()) return {};
  Ref hooks = Ref::copy(ts.interp.audit_hooks);
  Own<Str> name = TRY(new_str(ts, event));
  for (int64_t i = 0; i < hooks.as<List>()->size; ++i) {
    Ref hook = Ref::copy(hooks.as<List>()->at(i));
    TRY(call_hook(ts, hook, name, tuple));
  }
  return {};
}

Status audit_attribute(ThreadState& ts, const char* event, Value object, const char* name, Value value) {
  if (LIKELY(!is_audited(ts))) return {};
  Own<Str> text = TRY(intern(ts, name));
  const Value args[] = {object, text, value};
  return audit_with(ts, event, std::span<const Value>(args, value.is_null() ? 2 : 3));
}

Status audit_add_hook(ThreadState& ts, Value hook) {
  if (ts.interp.audit_hooks.is_null()) {
    Own<List> hooks = TRY(new_list(ts));
    gc_untrack(hooks.get());  // nobody finds it, and takes hooks out, through gc.get_objects()
    ts.interp.audit_hooks = Ref(std::move(hooks)).release();
  }
  ts.interp.audited = true;
  return list_append(ts, as<List>(ts.interp.audit_hooks), Ref::copy(hook));
}

}  // namespace pyemb
