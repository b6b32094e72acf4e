// SPDX-License-Identifier: MIT
#pragma once

// Calls that any native thread may ask an interpreter for, whether it knows Python or not: they are made by the interpreter's main thread at its next poll
// of the eval breaker (Py_AddPendingCall).

#include <mutex>

#include "state/result.h"

namespace pyemb {

struct Interpreter;
struct ThreadState;

struct PendingCalls {
  static constexpr int kRoom = 32;
  /// 0, or -1 with an exception pending on the thread.
  using Function = int (*)(void* argument);
  struct Call {
    Function function;
    void* argument;
  };

  std::mutex mutex;
  Call calls[kRoom];
  int first = 0;
  int count = 0;
  bool busy = false;  ///< calls are being made: they do not nest
};

/// Asks for a call. False: too many are waiting. For a thread that does not belong to the interpreter, which must not end meanwhile.
[[nodiscard]] bool add_pending_call(Interpreter& interp, PendingCalls::Function function, void* argument);
/// The same for the main interpreter, whether there is one or not.
[[nodiscard]] bool add_main_call(PendingCalls::Function function, void* argument);
/// Makes the calls that were asked for so far, on the interpreter's main thread; other threads leave them alone.
[[nodiscard]] Status make_pending_calls(ThreadState& ts);

}  // namespace pyemb
