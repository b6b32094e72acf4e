// SPDX-License-Identifier: MIT
// Start, import, finish, again and again: nothing is left, and the process does not grow.
#include <catch2/catch.hpp>
#include <cstdio>
#include <unistd.h>

#include "config/build.h"
#include "host.h"

using namespace host;

namespace {

constexpr const char* kModules[] = {
    "abc",       "argparse", "ast",     "base64",  "bisect",  "calendar",  "collections", "contextlib", "copy",     "csv",
    "dataclasses", "datetime", "enum",  "functools", "hashlib", "heapq",   "inspect",     "io",         "itertools", "json",
    "keyword",   "operator", "os",      "pprint",  "random",  "re",        "statistics",  "string",     "textwrap", "types",
};
static_assert(std::size(kModules) == 30);

/// Resident memory of the process in KiB; 0 where the address sanitizer keeps what is freed.
long resident() {
  if (kAddressSanitizer) return 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  long size = 0, pages = 0;
  if (file == nullptr) return 0;
  if (std::fscanf(file, "%ld %ld", &size, &pages) != 2) pages = 0;
  std::fclose(file);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

void cycle(int imports) {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  for (int i = 0; i < imports; ++i) {
    INFO(kModules[i]);
    CHECK(import(*ts, kModules[i]));
  }
  CHECK(run(*ts, "class Node: pass\na = Node(); b = Node(); a.other = b; b.other = a; del a, b\n") == "");
  CHECK(finish_interpreter(*ts) == 0);
}

}  // namespace

TEST_CASE("cycles of start, thirty imports and finish leave no byte and do not grow") {
  CountingAllocator memory;
  const int count = runs_whole() ? 1000 : 30;
  long after_some = 0;
  for (int i = 0; i < count; ++i) {
    cycle(30);
    REQUIRE(memory.bytes == 0);
    REQUIRE(memory.blocks == 0);
    if (i == count / 5) after_some = resident();
  }
  CHECK(resident() - after_some < 1024);  // KiB
}

TEST_CASE("hundreds of bare cycles do not grow") {
  CountingAllocator memory;
  for (int i = 0; i < 20; ++i) cycle(0);
  const long before = resident();
  for (int i = 0; i < 300; ++i) cycle(0);
  CHECK(resident() - before < 256);
  CHECK(memory.bytes == 0);
}

TEST_CASE("an allocator set before the start is asked in every cycle") {
  CountingAllocator memory;
  for (int i = 0; i < 3; ++i) {
    memory.calls = 0;
    cycle(0);
    CHECK(memory.calls > 10);
  }
}
