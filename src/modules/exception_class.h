// SPDX-License-Identifier: MIT
#pragma once

// Exception classes that native modules make, such as select.error and zlib.error: Python classes, kept in the module's state.

#include "objects/type.h"

namespace pyemb {

/// class name(base), of the module that comes before the last dot: "struct.error". One an interpreter: made when it is asked for first.
[[nodiscard]] Result<Ref> new_exception_class(ThreadState& ts, const char* qualified_name, Type& base, const char* doc = nullptr);
/// Raises class(number, text), the form of errors that the system numbers.
COLD Raised raise_numbered(ThreadState& ts, Value exception_class, int number, const char* text);

}  // namespace pyemb
