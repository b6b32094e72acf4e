// SPDX-License-Identifier: MIT
#pragma once

// The life of an interpreter, from nothing to nothing:
//
//     start_interpreter()   core: types, builtins, sys; native modules can be imported
//                           main: arguments and paths, standard streams, __main__
//     run_main()            what the configuration says: a command, a module, a file, standard input
//     finish_interpreter()  threads, atexit, streams, modules, collector, memory
//
// Nothing here ends the process: a failure is a message, an exit status is a number.

#include "config/config.h"
#include "state/runtime.h"

namespace pyemb {

/// Why an interpreter did not start; `message` is null if it did. The text is valid until the next call on the same thread fails.
struct StartFailure {
  char message[256] = {};
  bool failed = false;
};

/// Starts an interpreter on the calling thread, which then holds its lock. Null: `failure` says why.
[[nodiscard]] ThreadState* start_interpreter(const Config& config, StartFailure* failure);

/// Runs what the configuration says; the exit status of the process. Exceptions have been shown.
[[nodiscard]] int run_main(ThreadState& ts);

/// Ends the interpreter and frees all that it has. Returns 0, or 120 when the standard streams could not be flushed.
int finish_interpreter(ThreadState& ts);

/// Shows the pending exception as an uncaught one; the exit status that it stands for. SystemExit is silent and gives its code.
[[nodiscard]] int report_uncaught(ThreadState& ts);

}  // namespace pyemb
