// SPDX-License-Identifier: MIT
// What a host puts into the interpreter: audit hooks, pending calls, exceptions for running threads.
#include <catch2/catch.hpp>
#include <atomic>
#include <chrono>
#include <thread>

#include "host.h"
#include "objects/raise.h"
#include "objects/tuple.h"
#include "vm/threads.h"

using namespace host;

namespace {

struct Events {
  int seen = 0;
  std::string last_compiled;
  bool forbids = false;

  static Status note(ThreadState& ts, const AuditHook& hook, const char* event, Value args) {
    auto& self = *static_cast<Events*>(hook.data);
    ++self.seen;
    if (std::string_view(event) != "compile") return {};
    self.last_compiled = Utf8(ts, as<Tuple>(args).at(1)).view();
    if (self.forbids) return raise(ts, Exc::kRuntimeError, "not here");
    return {};
  }
};

}  // namespace

TEST_CASE("an audit hook that was added before the start sees it, and can forbid") {
  Events events;
  REQUIRE(add_audit_hook({nullptr, Events::note, nullptr, &events}));
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts, "compile('1', 'somewhere', 'eval')\n") == "");
  CHECK(events.last_compiled == "somewhere");
  events.forbids = true;
  CHECK(run(*ts, "x = 1\n") == "RuntimeError: not here");
  events.forbids = false;
  IsolatedConfig config;
  ThreadState* further = nullptr;
  gil_release(*ts);
  REQUIRE(start_further(config, Permissions(), &further).is_ok());
  events.last_compiled.clear();
  CHECK(run(*further, "compile('1', 'elsewhere', 'eval')\n") == "");
  CHECK(events.last_compiled == "elsewhere");
  CHECK(finish_interpreter(*further) == 0);
  gil_acquire(*ts);
  CHECK(finish_interpreter(*ts) == 0);
  const int seen = events.seen;
  ts = start();
  REQUIRE(ts != nullptr);
  CHECK(events.seen == seen);  // hooks end with the runtime
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("calls that other threads ask for interrupt a loop") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  static std::atomic<int> calls{0};
  calls = 0;
  std::thread watchdog([interp = &ts->interp] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    for (int i = 0; i < 3; ++i) CHECK(add_pending_call(*interp, [](void*) { return ++calls, 0; }, nullptr));
    static ThreadState* target;
    target = interp->main_thread;
    CHECK(add_pending_call(
        *interp, [](void*) { return static_cast<void>(raise(*target, Exc::kTimeoutError, "enough")), -1; }, nullptr));
  });
  CHECK(run(*ts, "while True: pass\n") == "TimeoutError: enough");
  watchdog.join();
  CHECK(calls == 3);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("a pending call that fails without an exception is a SystemError, and the queue has an end") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(add_pending_call(ts->interp, [](void*) { return -1; }, nullptr));
  CHECK(run(*ts, "for i in range(100): pass\n").starts_with("SystemError"));
  int added = 0;
  while (add_pending_call(ts->interp, [](void*) { return 0; }, nullptr)) ++added;
  CHECK(added == PendingCalls::kRoom);
  CHECK(run(*ts, "for i in range(1000): pass\n") == "");
  CHECK(add_pending_call(ts->interp, [](void*) { return 0; }, nullptr));
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("an exception is sent to another thread") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts,
            "import _thread, time\n"
            "seen = 0\n"
            "def work():\n"
            "    global seen\n"
            "    try:\n"
            "        while True: time.sleep(0.001)\n"
            "    except ValueError:\n"
            "        seen = 1\n"
            "ident = _thread.start_new_thread(work, ())\n"
            "time.sleep(0.05)\n") == "");
  Value ident = variable(*ts, "ident");
  Result<int64_t> number_of = to_int64(*ts, ident);
  REQUIRE_FALSE(number_of.raised());
  CHECK(send_exception(*ts, static_cast<uint64_t>(number_of.take()), Value::from_object(&core_type(*ts, Exc::kValueError))) == 1);
  CHECK(send_exception(*ts, 12345, Value::from_object(&core_type(*ts, Exc::kValueError))) == 0);
  CHECK(run(*ts, "for i in range(1000):\n    if seen: break\n    time.sleep(0.005)\n") == "");
  CHECK(number(*ts, "seen") == 1);
  CHECK(finish_interpreter(*ts) == 0);
}
