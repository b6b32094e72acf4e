// SPDX-License-Identifier: MIT
#pragma once

// Signals between the system's handler and the thread that runs Python handlers. A signal belongs to the process, so this is
// one of the few things that no interpreter owns. All that the system's handler touches is here, and lock-free.
//
// One thread of the process receives: the main thread of the first interpreter that asks (signal_inbox_claim). It polls the
// bit Breaker::kSignals, and then takes the numbers that have arrived.

#include <atomic>
#include <cstdint>

#include "state/thread_state.h"

namespace pyemb {

struct SignalInbox {
  std::atomic<ThreadState*> receiver{nullptr};
  std::atomic<uint64_t> arrived{0};     ///< bit n - 1: signal n (1 to 64)
  std::atomic<int> wakeup_fd{-1};       ///< gets a byte for each signal; -1: none
  std::atomic<int> wakeup_error{0};     ///< errno of a byte that could not be written, to be told later
  std::atomic<bool> warn_when_full{true};
};
static_assert(std::atomic<ThreadState*>::is_always_lock_free && std::atomic<uint64_t>::is_always_lock_free);

SignalInbox& signal_inbox();

/// Makes the interpreter's main thread the receiver. False: another interpreter's is.
bool signal_inbox_claim(ThreadState& main_thread);
/// No thread of this interpreter receives any more.
void signal_inbox_leave(Interpreter& interp);
/// In the child of a fork(): signals that have arrived are the parent's, and this thread, the only one, receives for its interpreter.
void signal_inbox_after_fork(ThreadState& ts);
/// Notes a signal and wakes the receiver. Safe in a signal handler.
void signal_inbox_put(int number);

/// The thread that the interpreter was started on.
ThreadState& main_thread_of(Interpreter& interp);

}  // namespace pyemb
