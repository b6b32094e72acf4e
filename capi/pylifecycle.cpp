// SPDX-License-Identifier: MIT
// Initialization and finalization.
#include <cstdio>
#include <cstring>
#include <new>
#include <string_view>

#include "api.h"
#include "state/memory.h"

using namespace pyemb;
using namespace pyemb::capi;

ThreadState*& pyemb::capi::current_thread() {
  static thread_local ThreadState* current = nullptr;
  return current;
}

struct PyInitConfig {
  Config config = isolated_config();
  char* texts[2] = {};  ///< executable, stdlib_dir
  char error[256] = {};
  bool failed = false;
  PyEmb_WriteFunc write = nullptr;
  void* write_context = nullptr;
};

namespace {

int fail(PyInitConfig* config, const char* format, const char* detail) {
  std::snprintf(config->error, sizeof config->error, format, detail);
  config->failed = true;
  return -1;
}

bool forward_write(void* context, int stream, const char* data, size_t size) {
  auto* config = static_cast<PyInitConfig*>(context);
  return config->write(config->write_context, stream, data, size) == 0;
}

/// The configuration must outlive the interpreter: it keeps the texts and the writer.
thread_local PyInitConfig* t_used = nullptr;

PyInitConfig* copy_of(const PyInitConfig& from) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(PyInitConfig));
  if (memory == nullptr) return nullptr;
  auto* copy = new (memory) PyInitConfig(from);
  for (char*& text : copy->texts) {
    if (text == nullptr) continue;
    size_t size = std::strlen(text) + 1;
    auto* moved = static_cast<char*>(memory_allocate(Domain::kRaw, size));
    if (moved != nullptr) std::memcpy(moved, text, size);
    text = moved;
  }
  copy->config.executable = copy->texts[0] != nullptr ? copy->texts[0] : "";
  copy->config.stdlib_dir = copy->texts[1];
  return copy;
}

}  // namespace

PyInitConfig* PyInitConfig_Create(void) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(PyInitConfig));
  return memory == nullptr ? nullptr : new (memory) PyInitConfig();
}

void PyInitConfig_Free(PyInitConfig* config) {
  if (config == nullptr) return;
  for (char* text : config->texts) memory_release(Domain::kRaw, text);
  memory_release(Domain::kRaw, config);
}

int PyInitConfig_SetInt(PyInitConfig* config, const char* name, int64_t value) {
  std::string_view wanted = name;
#define OPTION(option, python, isolated, environment, flag, doc) \
  if (wanted == #option) return config->config.option = static_cast<int>(value), 0;
#include "config/options.def"
#undef OPTION
  if (wanted == "memory_limit") return config->config.memory_limit = static_cast<size_t>(value), 0;
  return fail(config, "there is no option '%s' that takes a number", name);
}

int PyInitConfig_SetStr(PyInitConfig* config, const char* name, const char* value) {
  std::string_view wanted = name;
  int which = wanted == "executable" ? 0 : wanted == "stdlib_dir" ? 1 : -1;
  if (which < 0) return fail(config, "there is no option '%s' that takes a text", name);
  size_t size = std::strlen(value) + 1;
  auto* copy = static_cast<char*>(memory_allocate(Domain::kRaw, size));
  if (copy == nullptr) return fail(config, "%s", "out of memory");
  std::memcpy(copy, value, size);
  memory_release(Domain::kRaw, config->texts[which]);
  config->texts[which] = copy;
  return 0;
}

int PyInitConfig_GetError(PyInitConfig* config, const char** message) {
  if (!config->failed) return 0;
  *message = config->error;
  return 1;
}

void PyInitConfig_SetWriter(PyInitConfig* config, PyEmb_WriteFunc write, void* context) {
  config->write = write;
  config->write_context = context;
}

int Py_InitializeFromInitConfig(PyInitConfig* config) {
  config->failed = false;
  if (current_thread() != nullptr) return fail(config, "%s", "the thread has initialized already: finalize first");
  PyInitConfig* used = copy_of(*config);
  if (used == nullptr) return fail(config, "%s", "out of memory");
  if (used->write != nullptr) {
    used->config.write = forward_write;
    used->config.write_context = used;
  }
  StartFailure failure;
  ThreadState* ts = start_interpreter(used->config, &failure);
  if (ts == nullptr) {
    PyInitConfig_Free(used);
    return fail(config, "%s", failure.message);
  }
  t_used = used;
  current_thread() = ts;
  return 0;
}

int Py_IsInitialized(void) { return current_thread() != nullptr; }

int Py_FinalizeEx(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return 0;
  int status = finish_interpreter(*ts);
  current_thread() = nullptr;
  PyInitConfig_Free(t_used);
  t_used = nullptr;
  return status == 0 ? 0 : -1;
}
