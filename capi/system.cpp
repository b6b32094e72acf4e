// SPDX-License-Identifier: MIT
// Signals, fork, paths, tracemalloc.
#include <csignal>

#include "api.h"
#include "modules/posix/posix.h"
#include "modules/signal/signal.h"
#include "modules/tracemalloc/tracer.h"
#include "objects/generic_alias.h"
#include "state/gil.h"
#include "state/signal_inbox.h"

using namespace pyemb;
using namespace pyemb::capi;

// -- signals -------------------------------------------------------------------------------------------------------------------------

int PyErr_CheckSignals(void) {
  return api_int([&](Api api) { return run_signal_handlers(api); });
}
int PyErr_SetInterruptEx(int number) {
  if (number < 1 || number >= NSIG) return -1;
  ThreadState* receiver = signal_inbox().receiver.load();
  if (receiver == nullptr) return 0;  // nobody handles signals
  ThreadState* ts = current_thread();
  if (ts == nullptr || &ts->interp != &receiver->interp) {  // its handlers are not for us to look at: it decides when it sees the number
    signal_inbox_put(number);
    return 0;
  }
  return api_int([&](Api api) { return simulate_signal(api, number); });
}
void PyErr_SetInterrupt(void) { static_cast<void>(PyErr_SetInterruptEx(SIGINT)); }
int PyOS_InterruptOccurred(void) {
  ThreadState* ts = current_thread();
  SignalInbox& inbox = signal_inbox();
  if (ts == nullptr || inbox.receiver.load() != ts) return 0;
  constexpr uint64_t kBit = uint64_t{1} << (SIGINT - 1);
  return (inbox.arrived.fetch_and(~kBit) & kBit) != 0 ? 1 : 0;
}

PyOS_sighandler_t PyOS_getsig(int number) {
  struct sigaction action = {};
  return sigaction(number, nullptr, &action) == 0 ? action.sa_handler : SIG_ERR;
}
PyOS_sighandler_t PyOS_setsig(int number, PyOS_sighandler_t handler) {
  struct sigaction action = {}, before = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, &before) == 0 ? before.sa_handler : SIG_ERR;
}

// -- fork ----------------------------------------------------------------------------------------------------------------------------

void PyOS_BeforeFork(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  run_before_fork(*ts);
  gil_before_fork(*ts);
}
void PyOS_AfterFork_Parent(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  gil_after_fork_in_parent(*ts);
  run_after_fork_in_parent(*ts);
}
void PyOS_AfterFork_Child(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return;
  gil_after_fork_in_child(*ts);
  run_after_fork_in_child(*ts);
}
void PyOS_AfterFork(void) { PyOS_AfterFork_Child(); }

// -- others --------------------------------------------------------------------------------------------------------------------------

PyObject* PyOS_FSPath(PyObject* path) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, path));
    return file_system_path(api, value);
  });
}

PyObject* Py_GenericAlias(PyObject* origin, PyObject* args) {
  return api_object([&](Api api) -> Result<Ref> {
    Value type = TRY(expect_value(api, origin));
    Value given = TRY(expect_value(api, args));
    return new_generic_alias(api, type, given);
  });
}

/// The interpreter's tracer, if it traces.
static MemoryTracer* active_tracer() {
  ThreadState* ts = current_thread();
  return ts != nullptr && ts->interp.heap.tracer() != nullptr ? ts->interp.memory_tracer : nullptr;
}
int PyTraceMalloc_Track(unsigned int domain, uintptr_t block, size_t size) {
  MemoryTracer* tracer = active_tracer();
  if (tracer == nullptr) return -2;
  return block != 0 && trace_block(*tracer, domain, reinterpret_cast<void*>(block), size) ? 0 : -1;
}
int PyTraceMalloc_Untrack(unsigned int domain, uintptr_t block) {
  MemoryTracer* tracer = active_tracer();
  if (tracer == nullptr) return -2;
  untrace_block(*tracer, domain, reinterpret_cast<void*>(block));
  return 0;
}
