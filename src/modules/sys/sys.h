// SPDX-License-Identifier: MIT
#pragma once

// The sys module. What stands in its dict is read from there each time, since programs replace it.

#include "objects/module.h"

namespace pyemb {

/// An attribute of sys, or null. Borrowed.
Value sys_get(ThreadState& ts, const char* name);
[[nodiscard]] Status sys_set(ThreadState& ts, const char* name, Value value);

/// Makes sys.stdin, sys.stdout and sys.stderr, and their __names__.
[[nodiscard]] Status sys_init_streams(ThreadState& ts);
/// Sets sys.argv, sys.orig_argv, sys.path and what else the configuration says.
[[nodiscard]] Status sys_init_config(ThreadState& ts);

// -- hooks.cpp -----------------------------------------------------------------------------------------------------------------
/// What Hooks::report_unraisable points to.
void sys_report_unraisable(ThreadState& ts, Value exception, const char* message, Value where);
/// Shows the pending exception, which nobody caught, through sys.excepthook, and forgets it. Not for SystemExit, which is pending
/// afterwards if the hook raised it. `keep`: it stays reachable as sys.last_value and its kin.
void sys_print_uncaught(ThreadState& ts, bool keep = true);

namespace sys {

// -- info.cpp: values that say what runs here ------------------------------------------------------------------------------------
[[nodiscard]] Status add_info(ThreadState& ts, Module& module);
extern const DelayedAttribute kDelayed[8];
[[nodiscard]] Result<Ref> make_flags(ThreadState& ts);

// -- functions.cpp -----------------------------------------------------------------------------------------------------------------
[[nodiscard]] Status add_functions(ThreadState& ts, Module& module);
[[nodiscard]] Status add_hooks(ThreadState& ts, Module& module);

}  // namespace sys
}  // namespace pyemb
