// SPDX-License-Identifier: MIT
// Interpreters side by side: each has its own modules, its own classes, its own limit of memory and its own lock, so that they run in parallel; and
// threads of the host that share one.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "pyemb/pyemb.hpp"

namespace {

constexpr int kWorkers = 4;

constexpr const char* kWork = R"(
def primes(below):
    found = []
    for n in range(2, below):
        if all(n % p for p in found if p * p <= n):
            found.append(n)
    return found
)";

/// The work of one thread, in an interpreter of its own.
std::string work(int number) {
  pyemb::Interpreter python(pyemb::Config().memory_limit(64u << 20));
  if (!python) return python.status().message();
  pyemb::Guard inside(python);
  pyemb::Result<void> ran = python.run(kWork);
  if (!ran) return ran.error().text();
  pyemb::Result<std::size_t> count = python.get("primes")(1000 * (number + 1)).size();
  if (!count) return count.error().text();
  return std::to_string(*count) + " primes below " + std::to_string(1000 * (number + 1));
}

}  // namespace

int main() {
  pyemb::Interpreter first(pyemb::Config().executable("many_interpreters"));
  if (!first) return 1;

  // One interpreter a thread. Meanwhile this thread lets go of the first one.
  std::vector<std::string> results(kWorkers);
  {
    pyemb::Detached away;
    std::vector<std::thread> threads;
    for (int i = 0; i < kWorkers; ++i) threads.emplace_back([&, i] { results[static_cast<std::size_t>(i)] = work(i); });
    for (std::thread& thread : threads) thread.join();
  }
  for (const std::string& result : results) std::printf("%s\n", result.c_str());

  // Several threads, one interpreter: each enters it by a guard.
  if (!first.run("seen = []\n")) return 1;
  {
    pyemb::Detached away;
    std::vector<std::thread> threads;
    for (int i = 0; i < kWorkers; ++i) {
      threads.emplace_back([&, i] {
        pyemb::Guard inside(first);
        if (inside) static_cast<void>(first.get("seen").method("append", i));
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  std::printf("seen by all: %s\n", first.eval("sorted(seen)").repr().value_or("?").c_str());

  // Two that do not see each other, on one thread.
  pyemb::Interpreter second(pyemb::Config().argv({"second"}));
  if (!second || !first.run("name = 'first'") || !second.run("import sys; name = sys.argv[0]")) return 1;
  std::printf("%s\n", first.get("name").to<std::string>().value_or("?").c_str());
  {
    pyemb::Guard inside(second);
    std::printf("%s\n", second.get("name").to<std::string>().value_or("?").c_str());
    pyemb::Result<pyemb::Object> unknown = second.get("seen");
    if (!unknown) std::printf("%s\n", unknown.error().message().c_str());
  }
  return 0;
}
