// SPDX-License-Identifier: MIT
#pragma once

// Exception groups (PEP 654): what `except*` and ExceptionGroup.split() have in common.

#include "objects/exception.h"

namespace pyemb {

inline bool is_exception_group(Value value) { return is<ExceptionGroupLayout>(value); }

/// The part of an exception that matches, and the rest. Each is an exception or null.
struct GroupSplit {
  Ref match;
  Ref rest;
};

/// ExceptionGroup(message, exceptions), or BaseExceptionGroup where one of them is no Exception.
[[nodiscard]] Result<Ref> new_exception_group(ThreadState& ts, Value message, Value exceptions);

/// What `except* TYPE` takes of `exception` (which may also be a plain one: then it matches whole, wrapped in a group). The type is checked:
/// TypeError "catching ExceptionGroup with except* is not allowed. Use except instead."
[[nodiscard]] Status match_exception_group(ThreadState& ts, Value exception, Value type, GroupSplit* split);

/// After a try with `except*` clauses: what must be raised of `original`, given the list of what the clauses raised or left over (None
/// entries are ignored). None: nothing.
[[nodiscard]] Result<Ref> reraise_exception_group(ThreadState& ts, Value original, Value exceptions);

}  // namespace pyemb
