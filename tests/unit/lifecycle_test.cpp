// SPDX-License-Identifier: MIT
// The phases: in order and out of it, again and again, with configurations and allocators that fail.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string_view>

#include "../counting_allocator.h"
#include "frontend/compile.h"
#include "lifecycle/lifecycle.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "modules/sys/sys.h"
#include "vm/import.h"

using namespace pyemb;

namespace {

struct IsolatedConfig : Config {
  IsolatedConfig() : Config(raw_texts()) { set_isolated(); }
};

}  // namespace

TEST_CASE("an interpreter starts, finishes and starts again without leaving anything") {
  CountingAllocator memory;
  for (int i = 0; i < 20; ++i) {
    IsolatedConfig config;
    ThreadState* ts = nullptr;
    REQUIRE(start_interpreter(config, &ts).is_ok());
    CHECK(phase_of(*ts) == Phase::kMain);
    Result<Ref> module = import_module(*ts, "collections");
    REQUIRE_FALSE(module.raised());
    Ref ignored = module.take();
    ignored = Ref();
    CHECK(finish_interpreter(*ts) == 0);
  }
  CHECK(memory.blocks == 0);
}

TEST_CASE("between core and main the configuration can be read and changed") {
  IsolatedConfig config;
  ThreadState* ts = nullptr;
  REQUIRE(start_core(config, &ts).is_ok());
  CHECK(phase_of(*ts) == Phase::kCore);
  Config& own = config_of(*ts);
  CHECK(std::string_view(own.filesystem_encoding) == "utf-8");
  REQUIRE(own.set(&own.executable, "/opt/host"));
  REQUIRE(own.module_search_paths.append(own.arena, "/opt/modules"));
  own.module_search_paths_set = 1;
  REQUIRE(start_main(*ts).is_ok());
  CHECK(phase_of(*ts) == Phase::kMain);
  auto& path = as<List>(sys_get(*ts, "path"));
  REQUIRE(path.size == 1);
  CHECK(Utf8(*ts, path.at(0)).view() == "/opt/modules");
  CHECK(Utf8(*ts, sys_get(*ts, "executable")).view() == "/opt/host");
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("a phase out of its order is refused and changes nothing") {
  IsolatedConfig config;
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  CHECK(start_main(*ts).is_error());
  CHECK(phase_of(*ts) == Phase::kMain);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("a configuration that cannot work is an error, and the next one starts") {
  CountingAllocator memory;
  {
    IsolatedConfig config;
    REQUIRE(config.set(&config.home, "/nonexistent"));
    ThreadState* ts = nullptr;
    InitStatus status = start_interpreter(config, &ts);
    CHECK(status.is_error());
    CHECK(ts == nullptr);
    CHECK(std::string_view(status.message).find("/nonexistent") != std::string_view::npos);
  }
  CHECK(memory.blocks == 0);
  IsolatedConfig config;
  ThreadState* ts = nullptr;
  REQUIRE(start_interpreter(config, &ts).is_ok());
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("whichever allocation fails, the start is an error and the next one works") {
  CountingAllocator memory;
  long enough = 0;  // from which allocation on nothing fails any more
  for (bool for_ever : {true, false}) {
    bool started = false;
    long n = 0;
    for (; for_ever ? !started && n < 100000 : n <= enough; ++n) {
      {
        IsolatedConfig config;
        ThreadState* ts = nullptr;
        memory_fail_after(n, for_ever);
        InitStatus status = start_interpreter(config, &ts);
        memory_fail_after(-1, false);
        started = status.is_ok();
        CHECK((ts != nullptr) == started);
        if (started) finish_interpreter(*ts);
      }
      INFO("allocation " << n);
      REQUIRE(memory.blocks == 0);
    }
    CHECK(started);
    if (for_ever) enough = n;
    CHECK(n > 20);
  }
}
