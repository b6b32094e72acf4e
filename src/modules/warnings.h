// SPDX-License-Identifier: MIT
#pragma once

// Warnings of native code; the module _warnings has the machinery.

#include "objects/type.h"

namespace pyemb {

/// What Hooks::warn points to.
[[nodiscard]] Status issue_warning(ThreadState& ts, Value message, Type& category, int stack_level);
/// What Hooks::warn_explicit points to.
[[nodiscard]] Status issue_warning_at(ThreadState& ts, Value message, Type& category, Value filename, int64_t line);

}  // namespace pyemb
