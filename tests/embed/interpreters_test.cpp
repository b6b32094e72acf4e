// SPDX-License-Identifier: MIT
// Several interpreters in one process, at once on several threads.
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>
#include <vector>

#include "host.h"

using namespace host;

namespace {

constexpr int kCount = 8;

constexpr const char* kWork =
    "def primes(n):\n"
    "    found = []\n"
    "    for i in range(2, n):\n"
    "        if all(i % p for p in found if p * p <= i): found.append(i)\n"
    "    return found\n"
    "def words(n):\n"
    "    table = {}\n"
    "    for i in range(n):\n"
    "        key = 'word%d' % (i % 997)\n"
    "        table.setdefault(key, []).append(i)\n"
    "    return sum(len(v) for v in table.values())\n"
    "class Point:\n"
    "    def __init__(self, x, y): self.x, self.y = x, y\n"
    "    def moved(self, d): return Point(self.x + d, self.y - d)\n"
    "p = Point(0, 0)\n"
    "for i in range(20000): p = p.moved(i)\n"
    "import json\n"
    "text = json.dumps([{'a': i, 'b': str(i)} for i in range(2000)])\n"
    "x = sum(primes(2500)) + words(30000) + p.x + len(json.loads(text))\n";

/// The work in an interpreter of its own; its result.
int64_t work() {
  IsolatedConfig config;
  ThreadState* ts = nullptr;
  if (!start_further(config, Permissions(), &ts).is_ok()) return -2;
  const int64_t result = run(*ts, kWork).empty() ? number(*ts, "x") : -3;
  finish_interpreter(*ts);
  return result;
}

double seconds_since(std::chrono::steady_clock::time_point start) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }

}  // namespace

TEST_CASE("interpreters do not see each other") {
  CountingAllocator memory;
  ThreadState* first = start();
  REQUIRE(first != nullptr);
  CHECK(run(*first, "import json; json.mark = 1; x = 1; import sys; sys.path.append('/first')\n") == "");
  gil_release(*first);
  IsolatedConfig config;
  ThreadState* second = nullptr;
  REQUIRE(start_further(config, Permissions(), &second).is_ok());
  CHECK(second->interp.id == 1);
  CHECK(run(*second, "x\n").starts_with("NameError"));
  CHECK(run(*second, "import json, sys; x = int(hasattr(json, 'mark') or '/first' in sys.path)\n") == "");
  CHECK(number(*second, "x") == 0);
  CHECK(finish_interpreter(*second) == 0);
  gil_acquire(*first);
  CHECK(number(*first, "x") == 1);
  CHECK(finish_interpreter(*first) == 0);
  CHECK(memory.bytes == 0);
}

TEST_CASE("eight interpreters on eight threads do the work of one each") {
  ThreadState* main = start();
  REQUIRE(main != nullptr);
  gil_release(*main);
  const int64_t expected = work();
  CHECK(expected > 0);
  double best_ratio = 100;
  for (int attempt = 0; attempt < (runs_whole() ? 5 : 1); ++attempt) {
    auto start_time = std::chrono::steady_clock::now();
    for (int i = 0; i < kCount; ++i) CHECK(work() == expected);
    const double one_by_one = seconds_since(start_time);
    int64_t results[kCount] = {};
    start_time = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (int64_t& result : results) threads.emplace_back([&result] { result = work(); });
    for (std::thread& thread : threads) thread.join();
    best_ratio = std::min(best_ratio, seconds_since(start_time) / one_by_one);
    for (int64_t result : results) CHECK(result == expected);
  }
  WARN("eight threads take " << best_ratio << " of the time");
  if (runs_whole() && std::thread::hardware_concurrency() >= 2) CHECK(best_ratio <= 0.6);
  gil_acquire(*main);
  CHECK(finish_interpreter(*main) == 0);
  CHECK(interpreter_count() == 0);
}

TEST_CASE("what a further interpreter may not do") {
  ThreadState* main = start();
  REQUIRE(main != nullptr);
  gil_release(*main);
  IsolatedConfig config;
  Permissions permissions;
  permissions.fork = permissions.exec = permissions.threads = false;
  ThreadState* ts = nullptr;
  REQUIRE(start_further(config, permissions, &ts).is_ok());
  CHECK(run(*ts, "import _thread; _thread.start_new_thread(int, ())\n").starts_with("RuntimeError: thread is not supported"));
  CHECK(run(*ts, "import os; os.fork()\n").starts_with("RuntimeError: fork not supported"));
  CHECK(run(*ts, "import os; os.execv('/bin/true', ['true'])\n").starts_with("RuntimeError: exec not supported"));
  CHECK(finish_interpreter(*ts) == 0);
  gil_acquire(*main);
  CHECK(finish_interpreter(*main) == 0);
}

TEST_CASE("further interpreters that nobody uses are ended with the main one, those in use are not") {
  CountingAllocator memory;
  ThreadState* main = start();
  REQUIRE(main != nullptr);
  gil_release(*main);
  IsolatedConfig config;
  ThreadState *idle = nullptr, *busy = nullptr;
  REQUIRE(start_further(config, Permissions(), &idle).is_ok());
  gil_release(*idle, Standing::kIdle);
  REQUIRE(start_further(config, Permissions(), &busy).is_ok());
  CHECK_FALSE(finish_others());
  gil_release(*busy, Standing::kIdle);
  CHECK(finish_others());
  CHECK(interpreter_count() == 1);
  gil_acquire(*main);
  CHECK(finish_interpreter(*main) == 0);
  CHECK(memory.bytes == 0);
}
