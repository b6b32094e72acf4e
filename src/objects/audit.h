// SPDX-License-Identifier: MIT
#pragma once

// Audit events (PEP 578): native code tells the hooks of sys.addaudithook() what it is about to do; a hook that raises forbids it.
//     TRY(audit(ts, "open", path, mode, flags));

#include <span>

#include "objects/type.h"

namespace pyemb {

[[nodiscard]] Status audit_with(ThreadState& ts, const char* event, std::span<const Value> args);

/// Whether anybody listens; for events whose arguments are dear to make.
inline bool is_audited(ThreadState& ts) { return ts.interp.audited.load(std::memory_order_relaxed); }

template <class... Values>
[[nodiscard]] inline Status audit(ThreadState& ts, const char* event, const Values&... values) {
  if (LIKELY(!is_audited(ts))) return {};
  const Value array[] = {static_cast<Value>(values)..., Value::null()};
  return audit_with(ts, event, std::span<const Value>(array, sizeof...(values)));
}

/// "object.__getattr__", "object.__setattr__" or "object.__delattr__" of an attribute that debuggers reach deep with; `value` of a setting, else
/// null.
[[nodiscard]] Status audit_attribute(ThreadState& ts, const char* event, Value object, const char* name, Value value = Value::null());

/// sys.addaudithook(), without the event that it is itself.
[[nodiscard]] Status audit_add_hook(ThreadState& ts, Value hook);

}  // namespace pyemb
