// SPDX-License-Identifier: MIT
// Initialization and finalization.
#include <unistd.h>

#include <cstdio>

#include "api.h"
#include "config/path_config.h"
#include "initconfig.h"
#include "legacy_config.h"
#include "module_row.h"
#include "objects/audit.h"
#include "state/foreign_modules.h"
#include "state/gil.h"
#include "thread_states.h"
#include "vm/threads.h"
#include "wide_text.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

InitStatus to_main() {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return InitStatus::error("_Py_InitializeMain", "no thread state is attached to the thread");
  InitStatus status = start_main(*ts);
  if (!status.is_ok() && runtime().phase != RuntimePhase::kMain) detach_last(ts);
  return status;
}

}  // namespace

int PyInitConfig_Read(PyInitConfig* config) {
  if (config == nullptr) return -1;
  config->status = preinitialize(config->config);
  if (config->status.is_ok()) config->status = read_config(config->config);
  if (config->status.is_ok()) config->status = compute_paths(config->config);
  return config->status.is_ok() ? 0 : -1;
}

int Py_InitializeFromInitConfig(PyInitConfig* config) {
  if (config == nullptr) return -1;
  serve_foreign_modules();
  ThreadState* ts = nullptr;
  for (const PyInitConfig::Module* row = config->modules; row != nullptr; row = row->before) {
    if (PyImport_AppendInittab(row->name, row->init) != 0) return fail(config, "%s", "memory allocation failed");
  }
  if (!add_host_table()) return fail(config, "%s", "memory allocation failed");
  config->status = start_interpreter(config->config, &ts);
  if (!config->status.is_ok()) return -1;
  attach(ts);
  return 0;
}

int PyEmb_InitializeMain(PyInitConfig* config) {
  if (config == nullptr) return -1;
  config->status = to_main();
  return config->status.is_ok() ? 0 : -1;
}

int PyEmb_GetPhase(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? PYEMB_PHASE_NONE : phase_of(*ts) == Phase::kCore ? PYEMB_PHASE_CORE : PYEMB_PHASE_MAIN;
}

int Py_IsInitialized(void) { return runtime().phase == RuntimePhase::kMain; }

namespace {

/// After a main program the modules of the host are forgotten, which otherwise stay for the next start.
int end_program(int status) {
  clear_foreign_inits();
  return status;
}

}  // namespace

int Py_RunMain(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || phase_of(*ts) != Phase::kMain) return 1;
  const int status = run_main(*ts);
  return end_program(Py_FinalizeEx() < 0 ? 120 : status);
}

int Py_BytesMain(int argc, char** argv) {
  serve_foreign_modules();
  if (!add_host_table()) return 1;
  bool interrupted = false;
  return end_program(run_program(argc, argv, &interrupted));
}
int Py_Main(int argc, wchar_t** argv) {
  Config texts(raw_texts());
  TextList list;
  for (int i = 0; i < argc; ++i) {
    if (!append_wide(texts.arena, list, argv[i])) return 1;
  }
  serve_foreign_modules();
  if (!add_host_table()) return 1;
  bool interrupted = false;
  return end_program(run_program(list.count, list.items, &interrupted));
}

namespace {

/// Says why a main program cannot begin; its exit status.
int report_status(const PyStatus& status) {
  if (PyStatus_IsExit(status) != 0) return status.exitcode;
  std::fprintf(stderr, "Fatal Python error: %s: %s\n", status.func != nullptr ? status.func : "Py_FrozenMain", status.err_msg);
  return 1;
}

/// Runs the frozen module __main__; the exit status.
int run_frozen_main() {
  const int found = PyImport_ImportFrozenModule("__main__");
  if (found < 0) return report_uncaught(*current_thread());
  if (found > 0) return 0;
  std::fprintf(stderr, "Fatal Python error: Py_FrozenMain: the __main__ module is not frozen\n");
  return 1;
}

}  // namespace

/// A program whose modules are in PyImport_FrozenModules: no options are read from its command line.
int Py_FrozenMain(int argc, char** argv) {
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.pathconfig_warnings = 0;
  config.parse_argv = 0;
  PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
  if (PyStatus_Exception(status) == 0) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status) != 0) return report_status(status);
  int result = run_frozen_main();
  const char* inspect = Py_GETENV("PYTHONINSPECT");
  if (inspect != nullptr && *inspect != '\0' && ::isatty(0) != 0) result = PyRun_AnyFile(stdin, "<stdin>") != 0 ? 1 : 0;
  return end_program(Py_FinalizeEx() < 0 ? 120 : result);
}

int Py_FinalizeEx(void) {
  ThreadState* ts = current_thread();
  if (runtime().main == nullptr) {
    if (!undo_preinitialize().is_ok()) return -1;
    clear_legacy();
    return 0;
  }
  if (ts == nullptr || runtime().main != &ts->interp) return -1;
  gil_release(*ts);  // others that nobody uses end first
  const bool others_ended = finish_others();
  gil_acquire(*ts);
  if (!others_ended) return -1;
  detach_last(ts);
  const int status = finish_interpreter(*ts);
  clear_legacy();
  return status == 0 ? 0 : -1;
}
void Py_Finalize(void) { Py_FinalizeEx(); }

// -- PEP 587 ---------------------------------------------------------------------------------------------------------------------

namespace {

PyStatus preinitialize_with(const PyPreConfig* wanted, int argc, const char* const* argv) {
  if (wanted == nullptr) return PyStatus_Error("preinitialization config is NULL");
  Config config(raw_texts());
  take_preconfig(*wanted, config);
  InitStatus status;
  if (argv != nullptr && argc > 0 && wanted->parse_argv != 0) status = read_command_line(config, argc, argv);
  if (status.is_ok()) status = preinitialize(config);
  return to_c(status);
}

InitStatus start(const Config& config) {
  serve_foreign_modules();
  if (!add_host_table()) return InitStatus::no_memory();
  ThreadState* ts = nullptr;
  InitStatus status = start_interpreter(config, &ts);
  if (status.is_ok()) attach(ts);
  return status;
}

InitStatus start_with(const PyConfig* wanted) {
  if (wanted == nullptr) return InitStatus::error("Py_InitializeFromConfig", "initialization config is NULL");
  Config config(raw_texts());
  InitStatus status = take_config(*wanted, config);
  return status.is_ok() ? start(config) : status;
}

thread_local InitStatus t_last_status;

}  // namespace

PyStatus Py_PreInitialize(const PyPreConfig* config) { return preinitialize_with(config, 0, nullptr); }
PyStatus Py_PreInitializeFromBytesArgs(const PyPreConfig* config, Py_ssize_t argc, char** argv) {
  return preinitialize_with(config, static_cast<int>(argc), argv);
}
PyStatus Py_PreInitializeFromArgs(const PyPreConfig* config, Py_ssize_t argc, wchar_t** argv) {
  Config texts(raw_texts());
  TextList list;
  for (Py_ssize_t i = 0; i < argc; ++i) {
    if (!append_wide(texts.arena, list, argv[i])) return PyStatus_NoMemory();
  }
  return preinitialize_with(config, list.count, list.items);
}

PyStatus Py_InitializeFromConfig(const PyConfig* config) { return to_c(start_with(config)); }
PyStatus _Py_InitializeMain(void) { return to_c(to_main()); }
int _Py_IsCoreInitialized(void) {
  const RuntimePhase phase = runtime().phase;
  return phase == RuntimePhase::kCore || phase == RuntimePhase::kMain;
}
int _Py_IsFinalizing(void) { return runtime().phase == RuntimePhase::kFinalizing; }
int Py_IsFinalizing(void) { return _Py_IsFinalizing(); }
int Py_AtExit(void (*function)(void)) { return add_exit_function(function) ? 0 : -1; }

void Py_InitializeEx(int install_signal_handlers) {
  if (_Py_IsCoreInitialized() != 0) return;
  Config config(raw_texts());
  config.parse_argv = 0;
  config.configure_c_stdio = 0;
  config.coerce_c_locale = config.coerce_c_locale_warn = 0;  // a host's environment is its own
  config.install_signal_handlers = install_signal_handlers;
  t_last_status = take_legacy(config) ? start(config) : InitStatus::no_memory();
}
void Py_Initialize(void) { Py_InitializeEx(1); }
PyStatus PyEmb_LastStatus(void) { return to_c(t_last_status); }

// -- further interpreters ----------------------------------------------------------------------------------------------------------

namespace {

/// Starts it with this configuration; the state that the thread was attached to, if any, is detached.
InitStatus new_interpreter_of(const Config& config, const Permissions& permissions, ThreadState** started) {
  ThreadState* before = current_thread();
  if (before != nullptr && audit(*before, "cpython.PyInterpreterState_New").raised()) {
    return InitStatus::error("PyInterpreterState_New", "an audit hook refuses it");
  }
  if (before != nullptr) suspend(Standing::kAway);  // it may be needed again: nobody is to end it meanwhile
  InitStatus status = start_further(config, permissions, started);
  if (status.is_ok()) {
    if (before != nullptr) before->standing = Standing::kIdle;
    current_thread() = *started;
  } else if (before != nullptr) {
    resume(before);
  }
  return status;
}

/// The same with the configuration of the calling thread's interpreter.
InitStatus new_interpreter_with(const Permissions& permissions, ThreadState** started) {
  ThreadState* before = current_thread();
  if (before == nullptr) return InitStatus::error("Py_NewInterpreter", "no thread state is attached to the thread");
  Config config(raw_texts());
  if (!config.assign(config_of(*before))) return InitStatus::no_memory();
  return new_interpreter_of(config, permissions, started);
}

Permissions permissions_of(const PyInterpreterConfig& config) {
  Permissions permissions;
  permissions.fork = config.allow_fork != 0;
  permissions.exec = config.allow_exec != 0;
  permissions.threads = config.allow_threads != 0;
  permissions.daemon_threads = config.allow_daemon_threads != 0;
  return permissions;
}

}  // namespace

PyThreadState* Py_NewInterpreter(void) {
  Permissions permissions;
  permissions.fork = false;
  ThreadState* started = nullptr;
  t_last_status = new_interpreter_with(permissions, &started);
  return to_c(started);
}
/// A whole one, which no thread is in.
PyInterpreterState* PyInterpreterState_New(void) {
  ThreadState* before = current_thread();
  PyThreadState* started = Py_NewInterpreter();
  if (started == nullptr) return nullptr;
  Interpreter& interp = from_c(started)->interp;
  current_thread() = nullptr;
  leave_interpreter(*from_c(started));
  resume(before);
  return to_c(&interp);
}

PyStatus Py_NewInterpreterFromConfig(PyThreadState** tstate, const PyInterpreterConfig* config) {
  if (tstate == nullptr) return PyStatus_Error("Py_NewInterpreterFromConfig: null argument");
  *tstate = nullptr;
  if (config == nullptr) return PyStatus_Error("interpreter config is NULL");
  ThreadState* started = nullptr;
  InitStatus status = new_interpreter_with(permissions_of(*config), &started);
  *tstate = to_c(started);
  return to_c(status);
}

int PyEmb_NewInterpreter(PyInitConfig* config, const PyInterpreterConfig* permissions, PyThreadState** tstate) {
  if (config == nullptr || tstate == nullptr) return -1;
  ThreadState* started = nullptr;
  config->status = new_interpreter_of(config->config, permissions != nullptr ? permissions_of(*permissions) : Permissions(), &started);
  *tstate = to_c(started);
  return config->status.is_ok() ? 0 : -1;
}

void Py_EndInterpreter(PyThreadState* tstate) {
  ThreadState* ts = from_c(tstate);
  if (ts == nullptr || ts != current_thread() || &ts->interp == runtime().main) return;
  detach_last(ts);
  finish_interpreter(*ts);
}
