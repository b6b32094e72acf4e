// SPDX-License-Identifier: MIT
#pragma once

// faulthandler: shows where Python is when the process crashes (handlers.cpp), on a signal (handlers.cpp), or when it takes too long
// (watchdog.cpp). What they share is in state/fault_state.h. Nothing is installed unless somebody asks for it.

#include "objects/native.h"
#include "state/fault_state.h"

namespace pyemb {

/// For the start: reports crashes on descriptor 2.
[[nodiscard]] Status enable_fault_handler(ThreadState& ts);
/// Takes back all that this interpreter installed; when it ends.
void release_fault_handlers(ThreadState& ts);

namespace faults {

/// The descriptor that an argument `file` means: an int, an object with fileno() (which is flushed, and goes to `holder`), or sys.stderr.
[[nodiscard]] Result<int> find_descriptor(ThreadState& ts, Value file, Ref& holder);
/// The interpreter's files, made on first use.
[[nodiscard]] Result<FaultFiles*> files_of(ThreadState& ts);

/// Shows what `output` asks for. Safe in a signal handler.
void dump(const FaultOutput& output);
/// Disables the fatal handlers, whoever enabled them. False: they were not.
bool disable_fatal();

[[nodiscard]] Status enable(ThreadState& ts, Value file, std::optional<int> all_threads);
[[nodiscard]] Status register_signal(ThreadState& ts, int number, Value file, std::optional<int> all_threads, std::optional<int> chain);
[[nodiscard]] Result<bool> unregister_signal(ThreadState& ts, int number);
/// The signals of this interpreter.
void unregister_all(Interpreter& interp);

[[nodiscard]] Status start_watchdog(ThreadState& ts, Value timeout, std::optional<int> repeat, Value file, std::optional<int> exits);
[[nodiscard]] Status cancel_watchdog(ThreadState& ts);
void stop_watchdog_of(Interpreter& interp);

/// Functions that crash the process on purpose: for tests of the handlers. In crash.cpp.
extern const std::span<const NativeMethod> kCrashFunctions;

}  // namespace faults
}  // namespace pyemb
