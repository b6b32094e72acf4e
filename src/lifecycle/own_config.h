// SPDX-License-Identifier: MIT
#pragma once

// What `interp.config` really points to: the configuration that belongs to the interpreter, and the phase that it is in.

#include "lifecycle/lifecycle.h"

namespace pyemb {

struct OwnConfig : Config {
  using Config::Config;
  Phase phase = Phase::kCore;
  bool started = false;      ///< the last step towards `phase` succeeded
  bool ends_process = false; ///< nothing comes after the end of this interpreter
  bool interrupted = false;  ///< the program ended by an uncaught KeyboardInterrupt
};

[[nodiscard]] OwnConfig& own_config(ThreadState& ts);
/// A copy; null: no memory.
[[nodiscard]] OwnConfig* copy_config(const Config& config);
void release_own_config(OwnConfig* config);

enum class Role : uint8_t { kMain, kFurther };
/// Makes an interpreter up to its core, and takes `config` over. An error: both are gone.
InitStatus build_core(OwnConfig* config, Role role, const Permissions& permissions, ThreadState** started);
/// Goes on to main. An error leaves an interpreter to be finished.
InitStatus build_main(ThreadState& ts);

}  // namespace pyemb
