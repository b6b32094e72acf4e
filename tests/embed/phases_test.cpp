// SPDX-License-Identifier: MIT
// The phases, stepped one by one, and refused out of their order.
#include <catch2/catch.hpp>

#include "config/path_config.h"
#include "host.h"

using namespace host;

namespace {

void is_refused(const InitStatus& status, const char* function, const char* message) {
  CHECK(status.is_error());
  REQUIRE(status.function != nullptr);
  CHECK(std::string_view(status.function) == function);
  CHECK(std::string_view(status.message) == message);
}

}  // namespace

TEST_CASE("step by step, twice") {
  for (int i = 0; i < 2; ++i) {
    CHECK(runtime().phase == RuntimePhase::kNone);
    IsolatedConfig config;
    REQUIRE(preinitialize(config).is_ok());
    CHECK(runtime().phase == RuntimePhase::kPreinitialized);
    CHECK(config.utf8_mode == 1);
    ThreadState* ts = nullptr;
    REQUIRE(start_core(config, &ts).is_ok());
    CHECK(runtime().phase == RuntimePhase::kCore);
    CHECK(runtime().main == &ts->interp);
    REQUIRE(start_main(*ts).is_ok());
    CHECK(runtime().phase == RuntimePhase::kMain);
    CHECK(finish_interpreter(*ts) == 0);
    CHECK(runtime().main == nullptr);
  }
  CHECK(runtime().phase == RuntimePhase::kNone);
}

TEST_CASE("steps out of their order are refused and change nothing") {
  IsolatedConfig config;
  ThreadState* other = nullptr;
  is_refused(start_further(config, Permissions(), &other), "start_further", "the runtime is not initialized");
  REQUIRE(preinitialize(config).is_ok());
  is_refused(start_further(config, Permissions(), &other), "start_further", "the runtime is preinitialized");

  ThreadState* ts = nullptr;
  REQUIRE(start_core(config, &ts).is_ok());
  is_refused(start_core(config, &other), "start_core", "the runtime is in its core phase");
  is_refused(undo_preinitialize(), "undo_preinitialize", "the runtime is in its core phase");
  is_refused(start_further(config, Permissions(), &other), "start_further", "the runtime is in its core phase");
  CHECK(phase_of(*ts) == Phase::kCore);

  REQUIRE(start_main(*ts).is_ok());
  is_refused(start_main(*ts), "start_main", "the interpreter is not in its core phase");
  is_refused(start_core(config, &other), "start_core", "the runtime is initialized");
  CHECK(other == nullptr);
  CHECK(preinitialize(config).is_ok());  // decided already: only taken over
  CHECK(run(*ts, "x = 6 * 7\n") == "");
  CHECK(number(*ts, "x") == 42);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("preinitialization can be undone, and a failed start goes back to it") {
  IsolatedConfig config;
  REQUIRE(preinitialize(config).is_ok());
  CHECK(undo_preinitialize().is_ok());
  CHECK(runtime().phase == RuntimePhase::kNone);
  CHECK(undo_preinitialize().is_ok());

  REQUIRE(preinitialize(config).is_ok());
  REQUIRE(config.set(&config.home, "/nonexistent"));
  ThreadState* ts = nullptr;
  CHECK(start_interpreter(config, &ts).is_error());
  CHECK(runtime().phase == RuntimePhase::kPreinitialized);
  ts = start();
  REQUIRE(ts != nullptr);
  CHECK(finish_interpreter(*ts) == 0);
  CHECK(runtime().phase == RuntimePhase::kNone);
}

TEST_CASE("what the process has decided holds for later configurations") {
  IsolatedConfig first;
  first.utf8_mode = 0;
  REQUIRE(preinitialize(first).is_ok());
  IsolatedConfig second;
  second.utf8_mode = 1;
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(second, &ts).is_ok());
  CHECK(config_of(*ts).utf8_mode == 0);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("after reading, the whole configuration is decided, and can be changed") {
  IsolatedConfig config;
  REQUIRE(config.set(&config.program_name, "/usr/bin/host"));
  REQUIRE(read_config(config).is_ok());
  REQUIRE(compute_paths(config).is_ok());
  for (const char* text : {config.filesystem_encoding, config.filesystem_errors, config.stdio_encoding, config.stdio_errors, config.executable,
                           config.prefix, config.exec_prefix, config.base_prefix, config.base_exec_prefix, config.platlibdir}) {
    CHECK(text != nullptr);
  }
  for (int64_t number : {config.utf8_mode, config.dev_mode, config.use_hash_seed, config.faulthandler, config.tracemalloc}) CHECK(number >= 0);
  CHECK(config.module_search_paths_set == 1);
  REQUIRE(config.module_search_paths.append(config.arena, "/opt/game/scripts"));
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  CHECK(run(*ts, "import sys; x = '/opt/game/scripts' in sys.path and sys.path.index('/opt/game/scripts') == len(sys.path) - 1\n") == "");
  CHECK(run(*ts, "x = int(x)\n") == "");
  CHECK(number(*ts, "x") == 1);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("an exit is a status, not an exit") {
  IsolatedConfig config;
  const char* argv[] = {"host", "--version"};
  InitStatus status = read_command_line(config, 2, argv);
  CHECK(status.is_exit());
  CHECK(status.exit_code == 0);
  const char* faulty[] = {"host", "-Z"};
  IsolatedConfig other;
  status = read_command_line(other, 2, faulty);
  CHECK(status.is_exit());
  CHECK(status.exit_code == 2);
  CHECK(status.message[0] != '\0');
}
