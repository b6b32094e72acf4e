// SPDX-License-Identifier: MIT
// The minimal main program: everything else is in the library.

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "config/build.h"
#include "huge_page.h"
#include "lifecycle/lifecycle.h"
#include "module_row.h"
#include "state/memory.h"

#ifdef PYEMB_ADDRESS_SANITIZER
/// What is too large is refused, as everywhere: the program gets its MemoryError.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1:max_allocation_size_mb=4096:detect_leaks=1"; }
#endif

namespace {

/// The switches of a stress build, for tests/stress: PYEMB_FAIL_AFTER=N lets N allocations succeed and refuses the next one,
/// and all others too where PYEMB_FAIL_FOREVER is set. PYEMB_COUNT_ALLOCATIONS says at the end how many there were.
void read_stress_switches() {
  if (std::getenv("PYEMB_COUNT_ALLOCATIONS") != nullptr) pyemb::memory_fail_after(LONG_MAX, false);
  if (const char* count = std::getenv("PYEMB_FAIL_AFTER")) {
    pyemb::memory_fail_after(std::atol(count), std::getenv("PYEMB_FAIL_FOREVER") != nullptr);
  }
}

void report_stress() {
  if (std::getenv("PYEMB_COUNT_ALLOCATIONS") != nullptr) std::fprintf(stderr, "allocations: %ld\n", LONG_MAX - pyemb::memory_fail_count());
}

}  // namespace

int main(int argc, char** argv) {
  if (!pyemb::kAddressSanitizer) start_heap_in_huge_page();
  if (pyemb::kStress) read_stress_switches();
  pyemb::capi::serve_foreign_modules();
  bool interrupted = false;
  int status = pyemb::run_program(argc, argv, &interrupted);
  if (pyemb::kStress) report_stress();
  if (interrupted) {  // end by the signal, so that the shell sees what happened
    std::signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
  }
  return status;
}
