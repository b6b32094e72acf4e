// SPDX-License-Identifier: MIT
#pragma once

// Scripts that change while the game runs.

#include <filesystem>
#include <map>
#include <string>

#include "scripting.h"

namespace game {

class Reload {
 public:
  Reload(Scripting& scripting, std::string folder);
  /// Looks at the files, and brings what has changed into the running game: its functions and classes change in place, so that all who hold them have the
  /// new ones, and the behaviours that are made of its functions begin again. Answers how many modules have changed. An error is shown in the console,
  /// and all stays as it was.
  int look();

 private:
  bool reload(const std::string& module);

  Scripting& scripting_;
  std::string folder_;
  std::map<std::string, std::filesystem::file_time_type> seen_;  ///< by module
};

}  // namespace game
