// SPDX-License-Identifier: MIT
// Runs every TEST, or those whose names are arguments. Prints a line for each failure, and how many tests there were.
#include <cstring>

#include "check.h"

int main(int argc, char** argv) {
  int count = 0, failed = 0;
  for (check::Test* test = check::Test::first(); test != nullptr; test = test->next) {
    bool chosen = argc == 1;
    for (int i = 1; i < argc; ++i) chosen = chosen || std::strcmp(argv[i], test->name) == 0;
    if (!chosen) continue;
    const int before = check::failures();
    test->run();
    if (PyInterpreterState_Main() != nullptr) check::report(false, test->name, 0, "left an interpreter behind");
    ++count;
    if (check::failures() != before) {
      std::printf("FAIL %s\n", test->name);
      ++failed;
    }
    std::fflush(stdout);
  }
  std::printf("%d tests, %d failed\n", count, failed);
  return failed == 0 ? 0 : 1;
}
