// SPDX-License-Identifier: MIT
// Initialization and finalization.
#include <cstdio>

#include "api.h"
#include "config/path_config.h"
#include "initconfig.h"

using namespace pyemb;
using namespace pyemb::capi;

ThreadState*& pyemb::capi::current_thread() {
  static thread_local ThreadState* current = nullptr;
  return current;
}

namespace {

/// What the running interpreter of this thread was started with: it keeps the writer.
thread_local PyInitConfig* t_used = nullptr;

bool forward_write(void* context, int stream, const char* data, size_t size) {
  auto* config = static_cast<PyInitConfig*>(context);
  return config->write(config->write_context, stream, data, size) == 0;
}

void forget_used() {
  PyInitConfig_Free(t_used);
  t_used = nullptr;
}

}  // namespace

int PyInitConfig_Read(PyInitConfig* config) {
  config->status = read_config(config->config);
  if (config->status.is_ok()) config->status = compute_paths(config->config);
  return config->status.is_ok() ? 0 : -1;
}

int Py_InitializeFromInitConfig(PyInitConfig* config) {
  config->status = InitStatus::ok();
  if (current_thread() != nullptr) return fail(config, "%s", "the thread has initialized already: finalize first");
  PyInitConfig* used = PyInitConfig_Create();
  if (used == nullptr) return fail(config, "%s", "memory allocation failed");
  used->write = config->write;
  used->write_context = config->write_context;
  config->config.write = config->write != nullptr ? forward_write : nullptr;
  config->config.write_context = used;
  ThreadState* ts = nullptr;
  config->status = start_interpreter(config->config, &ts);
  if (!config->status.is_ok()) {
    PyInitConfig_Free(used);
    return -1;
  }
  t_used = used;
  current_thread() = ts;
  return 0;
}

int PyEmb_InitializeMain(PyInitConfig* config) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return fail(config, "%s", "the thread has not initialized");
  if (phase_of(*ts) != Phase::kCore) return fail(config, "%s", "the interpreter is not in its core phase");
  config->status = start_main(*ts);
  if (config->status.is_ok()) return 0;
  current_thread() = nullptr;
  forget_used();
  return -1;
}

int PyEmb_GetPhase(void) {
  ThreadState* ts = current_thread();
  return ts == nullptr ? PYEMB_PHASE_NONE : phase_of(*ts) == Phase::kCore ? PYEMB_PHASE_CORE : PYEMB_PHASE_MAIN;
}

int Py_IsInitialized(void) { return PyEmb_GetPhase() == PYEMB_PHASE_MAIN; }

int Py_RunMain(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || phase_of(*ts) != Phase::kMain) return 1;
  const int status = run_main(*ts);
  return Py_FinalizeEx() < 0 ? 120 : status;
}

int Py_BytesMain(int argc, char** argv) {
  bool interrupted = false;
  return run_program(argc, argv, &interrupted);
}

int Py_FinalizeEx(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return 0;
  int status = finish_interpreter(*ts);
  current_thread() = nullptr;
  forget_used();
  return status == 0 ? 0 : -1;
}
