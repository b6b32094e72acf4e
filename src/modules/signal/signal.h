// SPDX-License-Identifier: MIT
#pragma once

// What the parts of the module `_signal` share, and what the life of an interpreter needs of it.
//
// A handler of Python's runs on the main thread of the interpreter that receives signals (state/signal_inbox.h), between two
// instructions: the system's handler only notes the number.

#include <csignal>

#include "objects/module.h"

namespace pyemb {

inline constexpr int kDefaultAction = 0;  ///< _signal.SIG_DFL
inline constexpr int kIgnoreAction = 1;   ///< _signal.SIG_IGN

struct SignalState {
  Value handlers[NSIG];     ///< owned, by number: 0, 1, a callable, or None for one that Python did not install
  Value interrupt_handler;  ///< owned: default_int_handler
  Value timer_error;        ///< owned: ItimerError
};

extern const std::span<const NativeMethod> kSignalHandlerFunctions;  // handlers.cpp
extern const std::span<const NativeMethod> kSignalWaitFunctions;     // wait.cpp

/// Runs the Python handlers of the signals that have arrived: the answer to Breaker::kSignals.
[[nodiscard]] Status run_signal_handlers(ThreadState& ts);
/// Reads what the process does with each signal.
[[nodiscard]] Status read_signal_actions(ThreadState& ts, SignalState& state);
/// Puts the system's defaults back for all that Python handles.
void restore_signal_actions(ThreadState& ts, SignalState& state);
/// For configurations with install_signal_handlers: SIGINT raises KeyboardInterrupt, SIGPIPE and SIGXFSZ are ignored.
[[nodiscard]] Status install_signal_handlers(ThreadState& ts);
/// As if the signal had arrived, if Python handles it: _thread.interrupt_main().
[[nodiscard]] Status simulate_signal(ThreadState& ts, int number);

}  // namespace pyemb
