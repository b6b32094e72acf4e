// SPDX-License-Identifier: MIT
#include "options.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifndef GAME_SCRIPTS
#define GAME_SCRIPTS "examples/game/scripts"
#endif

namespace game {
namespace {

constexpr const char* kUsage = R"(usage: game [OPTION...]

  --scripts DIR       the scripts (they are read again when they change)
  --creatures N       how many live in the sea (5000)
  --seed N            another sea
  --demo              the diver finds his own way
  --frames N          ends after N frames, and prints what they took
  --cpu-time          counts the processor's time only
  --screenshot FILE   keeps the last frame, as PNG
  --type LINE         types a line into the console (may be given several times)
  --report            prints creatures and where they are, at the end

Arrow keys steer, the key under Escape opens the console. Without a screen: SDL_VIDEODRIVER=dummy.
)";

}  // namespace

bool read_options(int argc, char** argv, Options& options) {
  options.scripts = GAME_SCRIPTS;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    bool* flag = name == "--demo" ? &options.demo : name == "--report" ? &options.report : name == "--cpu-time" ? &options.cpu_time : nullptr;
    if (flag != nullptr) {
      *flag = true;
      continue;
    }
    const char* value = i + 1 < argc ? argv[++i] : nullptr;
    if (value == nullptr || name == "--help") return std::fputs(kUsage, stderr), false;
    if (name == "--scripts") {
      options.scripts = value;
    } else if (name == "--screenshot") {
      options.screenshot = value;
    } else if (name == "--type") {
      options.typed.emplace_back(value);
    } else if (name == "--frames") {
      options.frames = std::strtol(value, nullptr, 10);
    } else if (name == "--creatures") {
      options.creatures = static_cast<int>(std::strtol(value, nullptr, 10));
    } else if (name == "--seed") {
      options.seed = static_cast<uint32_t>(std::strtoul(value, nullptr, 10));
    } else {
      return std::fprintf(stderr, "game: no such option: %s\n%s", name.c_str(), kUsage), false;
    }
  }
  return true;
}

}  // namespace game
