// SPDX-License-Identifier: MIT
#pragma once

// What the fault handlers know (modules/faulthandler/). A signal belongs to the process, so this is one of the few things that no
// interpreter owns: there is one for the process, and the interpreter that asked last has it.
//
// A system's handler reads this at any time and takes no lock: a row is filled before its flag is set. Writers hold the mutex.

#include <atomic>
#include <csignal>
#include <cstdint>
#include <mutex>

#include "state/thread_state.h"

namespace pyemb {

/// Where a dump goes, and what it shows.
struct FaultOutput {
  Interpreter* interp = nullptr;  ///< who asked; its threads are shown where the thread that crashed is none of Python's
  int fd = -1;
  bool all_threads = true;
};

/// A fatal signal, what Python calls it, and who handled it before.
struct FatalSignal {
  int number;
  const char* name;
  bool installed = false;
  struct sigaction previous = {};
};

/// A signal that is answered with a dump, after which the program goes on.
struct UserSignal {
  std::atomic<bool> enabled{false};
  FaultOutput output;
  bool chain = false;  ///< the handler that was there before runs afterwards
  struct sigaction previous = {};
};

struct FaultWatchdog;  // modules/faulthandler/watchdog.cpp

struct FaultState {
  static constexpr size_t kFatalCount = 5;
  static constexpr size_t kAlternateStackSize = 64 * 1024;

  std::mutex mutex;
  std::atomic<bool> enabled{false};
  FaultOutput output;
  FatalSignal fatal[kFatalCount] = {{SIGBUS, "Bus error"},
                                    {SIGILL, "Illegal instruction"},
                                    {SIGFPE, "Floating point exception"},
                                    {SIGABRT, "Aborted"},
                                    {SIGSEGV, "Segmentation fault"}};
  UserSignal user[NSIG];
  FaultWatchdog* watchdog = nullptr;
  std::atomic<bool> dumping{false};  ///< a dump that crashes must not start another
  void* alternate_stack = nullptr;  ///< of Domain::kRaw: handlers run there, so that they can report that the stack is used up
  stack_t previous_stack = {};
};

FaultState& fault_state();

/// The files that an interpreter's dumps go to, kept open. Owned; the rest of FaultState only knows descriptors.
struct FaultFiles {
  Value fatal = Value::null();
  Value later = Value::null();
  Value user[NSIG];
};

}  // namespace pyemb
