// SPDX-License-Identifier: MIT
#pragma once

// What the command line asks for.

#include <cstdint>
#include <string>
#include <vector>

namespace game {

struct Options {
  std::string scripts;          ///< the folder of the scripts
  std::string screenshot;       ///< where the last frame goes, as PNG; empty: nowhere
  long frames = 0;              ///< ends after that many; 0: when the window is closed
  int creatures = 5000;
  uint32_t seed = 1;
  bool demo = false;            ///< a script steers the diver
  bool cpu_time = false;        ///< measures the processor's time
  bool report = false;          ///< prints what is where at the end, a line each
  std::vector<std::string> typed;  ///< lines for the console, typed one after the other
};

/// False: the command line is wrong, or asked for help; both have been answered.
bool read_options(int argc, char** argv, Options& options);

}  // namespace game
