// SPDX-License-Identifier: MIT
#pragma once

// Checks for functions that take their CallArgs unparsed: constructors whose rules no text signature can say. Each raises the
// TypeError that a parsed function would.

#include "objects/type.h"

namespace pyemb {

/// TypeError "name() takes no keyword arguments".
[[nodiscard]] Status require_no_keywords(ThreadState& ts, const char* name, CallArgs args);
/// The same, but a subclass with a `__new__` of its own may take keywords that `__init__` then ignores.
[[nodiscard]] Status require_no_keywords_in_init(ThreadState& ts, const char* name, TypeId id, Value self, CallArgs args);
/// TypeError "name expected at most 1 argument, got 2".
[[nodiscard]] Status require_positional(ThreadState& ts, const char* name, CallArgs args, size_t least, size_t most);

/// How many keyword arguments there are.
[[nodiscard]] size_t keyword_count(CallArgs args);
/// The value of keyword argument `name`, or null. Borrowed.
[[nodiscard]] Value find_keyword(CallArgs args, const char* name);

/// The function `name` of the builtins module, for __reduce__. Borrowed; AttributeError if someone removed it.
[[nodiscard]] Result<Value> find_builtin(ThreadState& ts, const char* name);

}  // namespace pyemb
