// SPDX-License-Identifier: MIT
#pragma once

// The life of an interpreter, step by step or at once:
//
//     read_config(config)        preinitialized: the locale and UTF-8 mode are decided, the environment is read
//     start_core(config, &ts)    core: types, builtins, half of sys; native modules can be imported
//     start_main(ts)             main: paths, the whole of sys, standard streams, __main__, warning filters, site
//     run_main(ts)               what the configuration says: a command, a module, a file, standard input
//     finish_interpreter(ts)     finalized: threads, atexit, streams, modules, collector, memory. Then all can begin again
//
// Between any two steps config_of(ts) can be read and changed; what main sets up follows from it. A step out of its order is an error that
// changes nothing. An error leaves nothing behind: the interpreter is gone, the process as it was, and the next attempt may succeed.
//
// Nothing here ends the process or prints on its own: failures are an InitStatus, an exit is a number.

#include "config/config.h"
#include "state/memory.h"
#include "state/runtime.h"

namespace pyemb {

enum class Phase : uint8_t { kCore, kMain, kFinalizing };

/// Texts of configurations come from the raw domain.
[[nodiscard]] inline TextMemory raw_texts() {
  return {[](size_t size) { return memory_allocate(Domain::kRaw, size); }, [](void* block) { memory_release(Domain::kRaw, block); }};
}

/// Starts an interpreter on the calling thread, which then holds its lock; `config` is copied. An error: *ts is null.
InitStatus start_core(const Config& config, ThreadState** ts);
/// Goes on from core to main. An error: the interpreter has been finished, `ts` is gone.
InitStatus start_main(ThreadState& ts);
/// Both, unless the configuration says that core is enough (_init_main).
InitStatus start_interpreter(const Config& config, ThreadState** ts);

[[nodiscard]] Phase phase_of(ThreadState& ts);
/// The interpreter's own configuration.
[[nodiscard]] Config& config_of(ThreadState& ts);

/// Runs what the configuration says; the exit status of the process. Exceptions have been shown.
[[nodiscard]] int run_main(ThreadState& ts);

/// Ends the interpreter and frees all that it has. Returns 0, or 120 when the standard streams could not be flushed.
int finish_interpreter(ThreadState& ts);

/// Shows the pending exception as an uncaught one; the exit status that it stands for. SystemExit is silent and gives its code;
/// `interrupted`, if not null, is set when it was a KeyboardInterrupt: a main program then ends by the signal.
[[nodiscard]] int report_uncaught(ThreadState& ts, bool* interrupted = nullptr);

/// A whole Python program, as main() of `pyemb` is: reads the command line, says what is wrong with it, runs, and finishes. The exit
/// status of the process; 130 and *interrupted for an uncaught KeyboardInterrupt.
[[nodiscard]] int run_program(int argc, const char* const* argv, bool* interrupted);

}  // namespace pyemb
