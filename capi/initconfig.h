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
  PyEmb_WriteFunc write = nullptr;
  void* write_context = nullptr;
};

namespace pyemb::capi {

/// Notes an error; -1.
int fail(PyInitConfig* config, const char* format, const char* detail);

}  // namespace pyemb::capi
