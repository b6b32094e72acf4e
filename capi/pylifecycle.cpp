// SPDX-License-Identifier: MIT
// Initialization and finalization.
#include <cstdio>
#include <new>

#include "api.h"
#include "config/options.h"
#include "state/memory.h"

using namespace pyemb;
using namespace pyemb::capi;

ThreadState*& pyemb::capi::current_thread() {
  static thread_local ThreadState* current = nullptr;
  return current;
}

struct PyInitConfig {
  PyInitConfig() : config(raw_texts()) { config.set_isolated(); }
  Config config;
  InitStatus status;
  char error[512] = {};
  PyEmb_WriteFunc write = nullptr;
  void* write_context = nullptr;
};

namespace {

int fail(PyInitConfig* config, const char* format, const char* detail) {
  config->status = InitStatus::error(nullptr, format, detail);
  return -1;
}

bool forward_write(void* context, int stream, const char* data, size_t size) {
  auto* config = static_cast<PyInitConfig*>(context);
  return config->write(config->write_context, stream, data, size) == 0;
}

/// The writer that the running interpreter calls.
thread_local PyInitConfig* t_used = nullptr;

/// The row of an option of this type, or null with the error noted.
const Option* expect_option(PyInitConfig* config, const char* name, Option::Type type, const char* kind) {
  const Option* row = find_option(name);
  if (row == nullptr) {
    fail(config, "unknown config option name: %s", name);
  } else if (row->type != type) {
    fail(config, kind, name);
    row = nullptr;
  }
  return row;
}
constexpr const char* kNotInt = "config option '%s' is not an int";
constexpr const char* kNotText = "config option '%s' is not a string";
constexpr const char* kNotTexts = "config option '%s' is not a string list";

}  // namespace

PyInitConfig* PyInitConfig_Create(void) {
  void* memory = memory_allocate(Domain::kRaw, sizeof(PyInitConfig));
  return memory == nullptr ? nullptr : new (memory) PyInitConfig();
}

void PyInitConfig_Free(PyInitConfig* config) {
  if (config == nullptr) return;
  config->~PyInitConfig();
  memory_release(Domain::kRaw, config);
}

int PyInitConfig_HasOption(PyInitConfig*, const char* name) { return find_option(name) != nullptr; }

int PyInitConfig_SetInt(PyInitConfig* config, const char* name, int64_t value) {
  const Option* row = expect_option(config, name, Option::Type::kNumber, kNotInt);
  if (row == nullptr) return -1;
  config->config.*row->number = value;
  return 0;
}

int PyInitConfig_GetInt(PyInitConfig* config, const char* name, int64_t* value) {
  const Option* row = expect_option(config, name, Option::Type::kNumber, kNotInt);
  if (row == nullptr) return -1;
  *value = config->config.*row->number;
  return 0;
}

int PyInitConfig_SetStr(PyInitConfig* config, const char* name, const char* value) {
  const Option* row = expect_option(config, name, Option::Type::kText, kNotText);
  if (row == nullptr) return -1;
  return config->config.set(&(config->config.*row->text), value) ? 0 : fail(config, "%s", "memory allocation failed");
}

int PyInitConfig_SetStrList(PyInitConfig* config, const char* name, size_t length, char* const* items) {
  const Option* row = expect_option(config, name, Option::Type::kTexts, kNotTexts);
  if (row == nullptr) return -1;
  TextList list;
  for (size_t i = 0; i < length; ++i) {
    if (!list.append(config->config.arena, items[i])) return fail(config, "%s", "memory allocation failed");
  }
  config->config.*row->texts = list;
  if (row->texts == &Config::module_search_paths) config->config.module_search_paths_set = 1;
  return 0;
}

int PyInitConfig_GetError(PyInitConfig* config, const char** message) {
  const InitStatus& status = config->status;
  if (status.is_ok()) return 0;
  std::snprintf(config->error, sizeof config->error, "%s%s%s", status.function != nullptr ? status.function : "",
                status.function != nullptr ? ": " : "", status.message);
  *message = config->error;
  return 1;
}

void PyInitConfig_SetWriter(PyInitConfig* config, PyEmb_WriteFunc write, void* context) {
  config->write = write;
  config->write_context = context;
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
