// SPDX-License-Identifier: MIT
#pragma once

// What `interp.config` really points to: the configuration that belongs to the interpreter, and the phase that it is in.

#include "lifecycle/lifecycle.h"

namespace pyemb {

struct OwnConfig : Config {
  using Config::Config;
  Phase phase = Phase::kCore;
  bool interrupted = false;  ///< the program ended by an uncaught KeyboardInterrupt
};

[[nodiscard]] OwnConfig& own_config(ThreadState& ts);
void release_own_config(OwnConfig* config);

}  // namespace pyemb
