// SPDX-License-Identifier: MIT
#include "reload.h"

namespace game {
namespace {

namespace fs = std::filesystem;

/// When each script of the folder was written.
std::map<std::string, fs::file_time_type> times_of(const std::string& folder) {
  std::map<std::string, fs::file_time_type> times;
  std::error_code problem;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, problem)) {
    if (entry.path().extension() != ".py") continue;
    const fs::file_time_type time = entry.last_write_time(problem);
    if (!problem) times[entry.path().stem().string()] = time;
  }
  return times;
}

}  // namespace

Reload::Reload(Scripting& scripting, std::string folder) : scripting_(scripting), folder_(std::move(folder)), seen_(times_of(folder_)) {}

int Reload::look() {
  int changed = 0;
  for (const auto& [module, time] : times_of(folder_)) {
    auto& seen = seen_[module];
    if (std::exchange(seen, time) != time && reload(module)) ++changed;
  }
  return changed;
}

bool Reload::reload(const std::string& name) {
  pyemb::Result<bool> imported = scripting_.python().import("sys").attr("modules").contains(name);
  if (!imported || !*imported) return false;
  pyemb::Result<void> done = scripting_.python().reload(name.c_str());
  if (!done) return scripting_.complain(done.error()), false;
  scripting_.restart_behaviours_of(name);
  return true;
}

}  // namespace game
