// SPDX-License-Identifier: MIT
#pragma once

// The life of the runtime and of its main interpreter, step by step or at once. RuntimePhase (state/runtime.h) says how far it has come:
//
//                                kNone            set_memory_allocator(), add_audit_hook()
//     preinitialize(config)      kPreinitialized  the locale and UTF-8 mode are decided
//     read_config(config)                         the environment is read; compute_paths(config): the paths
//     start_core(config, &ts)    kCore            types, builtins, half of sys; native modules can be imported
//     start_main(ts)             kMain            paths, the whole of sys, standard streams, __main__, warning filters, site
//     run_main(ts)                                what the configuration says: a command, a module, a file, standard input
//     finish_interpreter(ts)     kNone            threads, atexit, streams, modules, collector, memory. Then all can begin again
//
// A step takes those that were left out before it: start_core() preinitializes and reads. After read_config() and compute_paths() every option is
// decided, can be read, and be changed; between core and main config_of(ts) can be, and what main sets up follows from it. A step out of its order is
// an error that changes nothing. A step that fails leaves nothing behind: the interpreter is gone, the phase is the one before the step, the process as
// it was; the next attempt may succeed.
//
// While the runtime is in kMain any thread may start further interpreters, each with its own lock, heap and configuration: start_further().
//
// Nothing here ends the process or prints on its own: failures are an InitStatus, an exit is a number.

#include "config/config.h"
#include "state/memory.h"
#include "state/runtime.h"

namespace pyemb {

/// The phase of one interpreter.
enum class Phase : uint8_t { kCore, kMain, kFinalizing };

/// Texts of configurations come from the raw domain.
[[nodiscard]] inline TextMemory raw_texts() {
  return {[](size_t size) { return memory_allocate(Domain::kRaw, size); }, [](void* block) { memory_release(Domain::kRaw, block); }};
}

/// Decides what the whole process shares, by what `config`, its -X options and the environment say, and puts it into `config`. Once it has been
/// decided, later configurations only take it over.
InitStatus preinitialize(Config& config);
/// Back to before preinitialize(). An error in other phases than kPreinitialized and kNone.
InitStatus undo_preinitialize();

/// Starts the main interpreter on the calling thread, which then holds its lock; `config` is copied. An error: *ts is null.
InitStatus start_core(const Config& config, ThreadState** ts);
/// Goes on from core to main. An error: the interpreter has been finished, `ts` is gone, unless the step was out of order.
InitStatus start_main(ThreadState& ts);
/// Both, unless the configuration says that core is enough (_init_main).
InitStatus start_interpreter(const Config& config, ThreadState** ts);
/// Starts a further interpreter, up to main, and makes the calling thread its only one, which then holds its lock (and must not hold another).
InitStatus start_further(const Config& config, const Permissions& permissions, ThreadState** ts);

[[nodiscard]] Phase phase_of(ThreadState& ts);
/// The interpreter's own configuration.
[[nodiscard]] Config& config_of(ThreadState& ts);

/// Runs what the configuration says; the exit status of the process. Exceptions have been shown.
[[nodiscard]] int run_main(ThreadState& ts);

/// Ends the interpreter and frees all that it has. Returns 0, or 120 when the standard streams could not be flushed. The main interpreter takes the
/// runtime back to kNone; other interpreters must have ended (finish_others).
int finish_interpreter(ThreadState& ts);
/// Ends a further interpreter that no thread is in, or the rest of it. False: it is none, or a thread is in it. In finish_interpreter()'s place for a caller
/// that is not one of its threads.
[[nodiscard]] bool finish_further(Interpreter* interp);
/// The first part of the same: what is left of its programs runs, its modules go. The interpreter stays with its thread states, which no thread gets into any
/// more (is_cleared), until finish_further().
[[nodiscard]] bool clear_further(Interpreter* interp);
/// Ends the further interpreters that no thread is in. The calling thread must hold no lock. False: threads still run in some.
[[nodiscard]] bool finish_others();

/// Shows the pending exception as an uncaught one; the exit status that it stands for. SystemExit is silent and gives its code;
/// `interrupted`, if not null, is set when it was a KeyboardInterrupt: a main program then ends by the signal.
[[nodiscard]] int report_uncaught(ThreadState& ts, bool* interrupted = nullptr);

/// A whole Python program, as main() of `pyemb` is: reads the command line, says what is wrong with it, runs, and finishes. The exit
/// status of the process; 130 and *interrupted for an uncaught KeyboardInterrupt.
[[nodiscard]] int run_program(int argc, const char* const* argv, bool* interrupted);

}  // namespace pyemb
