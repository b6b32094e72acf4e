// SPDX-License-Identifier: MIT
#pragma once

// What a PyInitConfig is: a configuration, how its last step ended, and the host's writer.

#include "Python.h"
#include "lifecycle/lifecycle.h"

struct PyInitConfig {
  PyInitConfig() : config(pyemb::raw_texts()) { config.set_isolated(); }
  pyemb::Config config;
  pyemb::InitStatus status;
  char error[512] = {};  ///< the text of PyInitConfig_GetError()
  struct Module {
    Module* before;
    const char* name;  ///< in the configuration's arena
    PyObject* (*init)(void);
  };
  Module* modules = nullptr;  ///< likewise, the newest first
};

namespace pyemb::capi {

/// Notes an error; -1.
int fail(PyInitConfig* config, const char* format, const char* detail);

// -- PEP 587 ---------------------------------------------------------------------------------------------------------------------
/// The message stays valid until the calling thread's next step.
PyStatus to_c(const InitStatus& status);
/// What the host has set, and what a command line in `argv` says.
InitStatus take_config(const PyConfig& from, Config& to);
void take_preconfig(const PyPreConfig& from, Config& to);

}  // namespace pyemb::capi
