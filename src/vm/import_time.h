// SPDX-License-Identifier: MIT
#pragma once

// -X importtime: a line on standard error for each module imported, its time with and without that of what it imports.
//     ImportTimer timer(ts, name);      // around the import; does nothing unless the configuration asks for it

#include <cstdint>

#include "objects/type.h"

namespace pyemb {

class ImportTimer {
 public:
  ImportTimer(ThreadState& ts, Value name);
  ~ImportTimer();
  ImportTimer(const ImportTimer&) = delete;
  ImportTimer& operator=(const ImportTimer&) = delete;

 private:
  ThreadState& ts_;
  Value name_;
  bool on_;
  int64_t start_ = 0;
  int64_t outer_ = 0;  ///< what the imports beside this one took so far
};

}  // namespace pyemb
