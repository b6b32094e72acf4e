// SPDX-License-Identifier: MIT
#pragma once

// contextvars for native code: what _asyncio and others do with contexts.
//
// The current context hangs off the ThreadState and is made when it is first needed: a thread starts with an empty one.

#include "modules/contextvars/context_map.h"
#include "objects/str.h"

namespace pyemb {

struct Context : Object {
  static constexpr TypeId kId = ModuleType::kContext;

  ContextNode* root;  ///< owned; null: empty
  int64_t size;
  Value previous;     ///< owned: what was current when this one was entered; null: nothing was
  bool entered;
};

struct ContextVar : Object {
  static constexpr TypeId kId = ModuleType::kContextVar;

  Str* name;             ///< owned
  Value default_value;   ///< owned; null: none
};

/// The thread's current context. Borrowed.
[[nodiscard]] Result<Context*> current_context(ThreadState& ts);
[[nodiscard]] Result<Own<Context>> new_context(ThreadState& ts);
/// A context with the same variables, in constant time.
[[nodiscard]] Result<Own<Context>> copy_context(ThreadState& ts, const Context& from);

/// Makes a context the current one: RuntimeError if it is entered already.
[[nodiscard]] Status enter_context(ThreadState& ts, Context& context);
/// Goes back to the context that was current before: RuntimeError if another one is current.
[[nodiscard]] Status exit_context(ThreadState& ts, Context& context);
/// context.run(callee, ...)
[[nodiscard]] Result<Ref> run_in_context(ThreadState& ts, Context& context, Value callee, CallArgs args);

[[nodiscard]] Status context_set(ThreadState& ts, Context& context, Value variable, Value value);
[[nodiscard]] Status context_delete(ThreadState& ts, Context& context, Value variable);

[[nodiscard]] Result<Own<ContextVar>> new_context_var(ThreadState& ts, Value name, Value default_value);
/// The variable's value in the current context, else `fallback` or the variable's default; absent if there is none of these.
[[nodiscard]] Result<Ref> find_context_value(ThreadState& ts, ContextVar& variable, Value fallback);
/// Sets it in the current context; the answer is the Token for reset().
[[nodiscard]] Result<Ref> set_context_value(ThreadState& ts, ContextVar& variable, Value value);
/// Puts back what was there before the set_context_value() that made the token; TypeError if it is none.
[[nodiscard]] Status reset_context_value(ThreadState& ts, ContextVar& variable, Value token);

}  // namespace pyemb
