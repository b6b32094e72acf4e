// SPDX-License-Identifier: MIT
// The minimal main program: everything else is in the library.

#include <csignal>
#include <cstdlib>
#include <unistd.h>

#include "config/build.h"
#include "lifecycle/lifecycle.h"
#include "module_row.h"
#include "state/memory.h"

namespace {

/// The switches of a stress build, for tests/stress: PYEMB_FAIL_AFTER=N lets N allocations succeed and refuses the next one,
/// and all others too where PYEMB_FAIL_FOREVER is set.
void read_stress_switches() {
  if (const char* count = std::getenv("PYEMB_FAIL_AFTER")) {
    pyemb::memory_fail_after(std::atol(count), std::getenv("PYEMB_FAIL_FOREVER") != nullptr);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (pyemb::kStress) read_stress_switches();
  pyemb::capi::serve_foreign_modules();
  bool interrupted = false;
  int status = pyemb::run_program(argc, argv, &interrupted);
  if (interrupted) {  // end by the signal, so that the shell sees what happened
    std::signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
  }
  return status;
}
