// SPDX-License-Identifier: MIT
#pragma once

// Warnings of native code; the module _warnings has the machinery.

#include "objects/type.h"

namespace pyemb {

/// What Hooks::warn points to.
[[nodiscard]] Status issue_warning(ThreadState& ts, Value message, Type& category, int stack_level);
/// What Hooks::warn_explicit points to.
[[nodiscard]] Status issue_warning_at(ThreadState& ts, Value message, Type& category, Value filename, int64_t line);
/// ResourceWarning "WHAT REPR" about an object that ends while it is open, "unclosed file <...>". It carries the object, for those who trace where
/// it was made. A filter that makes it an exception has it reported as of `where`; what was pending stays so.
void warn_unclosed(ThreadState& ts, Value source, const char* what, Value where);

}  // namespace pyemb
