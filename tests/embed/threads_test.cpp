// SPDX-License-Identifier: MIT
// Native threads that come into an interpreter, and its end.
#include <catch2/catch.hpp>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "host.h"
#include "vm/threads.h"

using namespace host;

TEST_CASE("threads of the host come and go") {
  CountingAllocator memory;
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  CHECK(run(*ts, "x = 0\n") == "");
  gil_release(*ts);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([interp = &ts->interp] {
      for (int k = 0; k < 50; ++k) {
        ThreadState* own = nullptr;
        if (enter_interpreter(interp, &own) != Entry::kEntered) return;
        static_cast<void>(run(*own, "x += 1\n"));
        leave_interpreter(*own);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  gil_acquire(*ts);
  CHECK(number(*ts, "x") == 200);
  CHECK(finish_interpreter(*ts) == 0);
  CHECK(memory.bytes == 0);
}

TEST_CASE("a thread that comes too late is refused and does not hang") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  Interpreter* interp = &ts->interp;
  std::atomic<bool> stop{false};
  std::atomic<long> entered{0}, refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!stop) {
        ThreadState* own = nullptr;
        if (enter_interpreter(interp, &own) != Entry::kEntered) {
          ++refused;
          std::this_thread::yield();
          continue;
        }
        ++entered;
        static_cast<void>(run(*own, "y = [1, 2, 3]\n"));
        leave_interpreter(*own);
      }
    });
  }
  gil_release(*ts);
  while (entered < 20) std::this_thread::yield();
  gil_acquire(*ts);
  CHECK(finish_interpreter(*ts) == 0);
  while (refused < 20) std::this_thread::yield();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(interpreter_count() == 0);
}

TEST_CASE("daemon threads of a program unwind at its end, and leave nothing") {
  CountingAllocator memory;
  for (int i = 0; i < 3; ++i) {
    ThreadState* ts = start();
    REQUIRE(ts != nullptr);
    CHECK(run(*ts,
              "import threading, time\n"
              "def busy():\n"
              "    while True:\n"
              "        try:\n"
              "            sum(range(100))\n"
              "        except BaseException:\n"
              "            pass\n"
              "def sleepy():\n"
              "    while True:\n"
              "        try:\n"
              "            time.sleep(0.002)\n"
              "        finally:\n"
              "            pass\n"
              "for target in (busy, sleepy):\n"
              "    threading.Thread(target=target, daemon=True).start()\n"
              "time.sleep(0.02)\n") == "");
    CHECK(finish_interpreter(*ts) == 0);
  }
  for (int i = 0; i < 2000 && memory.bytes != 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(memory.bytes == 0);
  CHECK(interpreter_count() == 0);
}

TEST_CASE("the end waits for the threads of a program no longer than shutdown_timeout") {
  CountingAllocator memory;
  for (const char* rest : {"", "import atexit; atexit.register(held.acquire)\n", "from concurrent.futures import ThreadPoolExecutor as Pool; Pool(1).submit(time.sleep, 0.6)\n"}) {
    IsolatedConfig config;
    config.shutdown_timeout = 30000;
    config.writer.call = [](ThreadState&, const HostWriter&, int, const char*, size_t) { return 0; };  // the end complains of them
    ThreadState* ts = nullptr;
    REQUIRE(start_interpreter(config, &ts).is_ok());
    CHECK(run(*ts, "import threading, time\nheld = threading.Lock()\n"
                   "def slow():\n"
                   "    with held: time.sleep(0.6)\n"
                   "threading.Thread(target=slow).start()\ntime.sleep(0.01)\n") == "");
    CHECK(run(*ts, rest) == "");
    const auto begin = std::chrono::steady_clock::now();
    CHECK(finish_interpreter(*ts) == 0);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(500));
    for (int i = 0; i < 5000 && memory.bytes != 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(memory.bytes == 0);  // what is left behind unwinds, and takes the memory with it
  }
  CHECK(interpreter_count() == 0);
}

TEST_CASE("a thread that starts as the interpreter ends") {
  CountingAllocator memory;
  for (int i = 0; i < 20; ++i) {
    ThreadState* ts = start();
    REQUIRE(ts != nullptr);
    CHECK(run(*ts, "import _thread\nfor i in range(4): _thread.start_new_thread(sum, ([1, 2, 3],))\n") == "");
    CHECK(finish_interpreter(*ts) == 0);
  }
  for (int i = 0; i < 2000 && memory.bytes != 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(memory.bytes == 0);
}

TEST_CASE("the lock changes hands after the switch interval") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  ts->interp.gil->interval_us = 1000;
  std::atomic<bool> was_in{false};
  std::thread other([&] {
    ThreadState* own = nullptr;
    REQUIRE(enter_interpreter(&ts->interp, &own) == Entry::kEntered);
    was_in = true;
    static_cast<void>(run(*own, "stop = True\n"));
    leave_interpreter(*own);
  });
  CHECK(run(*ts, "stop = False\nwhile not stop: pass\n") == "");
  CHECK(was_in);
  other.join();
  CHECK(finish_interpreter(*ts) == 0);
}
