// SPDX-License-Identifier: MIT
// Starts that cannot succeed: each is an error that says why, and the next one works. (Failing allocations: tests/unit.)
#include <catch2/catch.hpp>
#include <clocale>
#include <csignal>

#include "host.h"

using namespace host;

namespace {

/// A library on disk that is not there.
void has_no_site(Config& config) {
  config.site_import = 1;
  config.use_frozen_modules = 0;
  config.module_search_paths_set = 1;
  REQUIRE(config.set(&config.stdlib_dir, "/nonexistent/lib"));
}

/// Tries to start with a faulty configuration, twice, and then with a good one.
template <class Spoil>
void fails(Spoil spoil, const char* expected) {
  CountingAllocator memory;
  const std::string locale = std::setlocale(LC_CTYPE, nullptr);
  for (int i = 0; i < 2; ++i) {
    IsolatedConfig config;
    spoil(config);
    ThreadState* ts = nullptr;
    InitStatus status = start_interpreter(config, &ts);
    CHECK(status.is_error());
    CHECK(ts == nullptr);
    INFO(status.message);
    CHECK(std::string_view(status.message).find(expected) != std::string_view::npos);
    CHECK(runtime().phase == RuntimePhase::kNone);
    CHECK(interpreter_count() == 0);
    CHECK(locale == std::setlocale(LC_CTYPE, nullptr));
  }
  CHECK(memory.bytes == 0);
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts, "import json; x = json.loads('7')\n") == "");
  CHECK(number(*ts, "x") == 7);
  CHECK(finish_interpreter(*ts) == 0);
}

}  // namespace

TEST_CASE("a home that is not there") {
  fails([](Config& config) { REQUIRE(config.set(&config.home, "/nonexistent")); }, "/nonexistent");
}

TEST_CASE("a stream encoding that nobody knows") {
  fails([](Config& config) { REQUIRE(config.set(&config.stdio_encoding, "klingon")); }, "unknown encoding: klingon");
}

TEST_CASE("a site module that cannot be imported") {
  fails(
      [](Config& config) {
        has_no_site(config);
      },
      "site");
}

TEST_CASE("a limit that is too low for the start") {
  fails([](Config& config) { config.memory_limit = 20000; }, "memory");
}

TEST_CASE("a failure after the core phase") {
  IsolatedConfig config;
  ThreadState* ts = nullptr;
  REQUIRE(start_core(config, &ts).is_ok());
  REQUIRE(config_of(*ts).set(&config_of(*ts).stdio_encoding, "klingon"));
  InitStatus status = start_main(*ts);
  CHECK(status.is_error());
  CHECK(std::string_view(status.function) == "start_main");
  CHECK(runtime().phase == RuntimePhase::kNone);
  ts = start();
  REQUIRE(ts != nullptr);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("a failed start gives the signals back") {
  struct sigaction before = {}, after = {};
  REQUIRE(sigaction(SIGINT, nullptr, &before) == 0);
  IsolatedConfig config;
  config.install_signal_handlers = 1;
  has_no_site(config);
  ThreadState* ts = nullptr;
  CHECK(start_interpreter(config, &ts).is_error());
  REQUIRE(sigaction(SIGINT, nullptr, &after) == 0);
  CHECK(before.sa_handler == after.sa_handler);
}

TEST_CASE("a failed start keeps the audit hooks of the host") {
  static int events = 0;
  AuditHook hook = {nullptr, [](ThreadState&, const AuditHook&, const char*, Value) -> Status { return ++events, Status(); }, nullptr, nullptr};
  REQUIRE(add_audit_hook(hook));
  IsolatedConfig config;
  REQUIRE(config.set(&config.home, "/nonexistent"));
  ThreadState* ts = nullptr;
  CHECK(start_interpreter(config, &ts).is_error());
  events = 0;
  ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts, "compile('1', 'x', 'eval')") == "");
  CHECK(events > 0);
  CHECK(finish_interpreter(*ts) == 0);
  CHECK(runtime().audit_hooks == nullptr);
}
