// SPDX-License-Identifier: MIT
// Interpreters: how they start and end, several at once, from any thread.
#include <atomic>
#include <thread>

#include "check.h"

using namespace pyemb;

TEST(options_have_the_names_of_the_interpreter) {
  START(python);
  Result<std::set<std::string>> names = detail::taken(PyConfig_Names()).to<std::set<std::string>>();
  CHECK_EQUAL(NEED(std::move(names)).size(), static_cast<std::size_t>(option::kCount));
  CHECK_EQUAL(NEED(python.option(option::executable)).value_or(""), "tests");
  CHECK_EQUAL(NEED(python.option(option::use_environment)).value_or(-1), 0);
  NEED(python.set_option(option::module_search_paths, std::vector<std::string>{"a", "b"}));
  CHECK_EQUAL(NEED(python.import("sys").attr("path").repr()), "['a', 'b']");
  CHECK_EQUAL(check::failure(python.set_option(option::isolated, 0)).substr(0, 10), "ValueError");
}

TEST(phases) {
  CHECK(PreConfig().utf8_mode(true).apply());
  Interpreter python(Config().core_only());
  if (!CHECK(python)) return;
  CHECK_EQUAL(python.phase(), Phase::kCore);
  NEED(python.set_option(option::module_search_paths, std::vector<std::string>{"late"}));
  CHECK(python.start_main());
  CHECK_EQUAL(python.phase(), Phase::kMain);
  CHECK_EQUAL(NEED(python.import("sys").attr("path").repr()), "['late']");
  CHECK(!python.start_main());
  CHECK(python);
  CHECK(python.finish());
  CHECK_EQUAL(python.phase(), Phase::kNone);
  CHECK(!python);
}

TEST(a_start_that_fails_can_be_followed_by_one_that_works) {
  Interpreter faulty(Config().memory_limit(20000));
  CHECK(!faulty);
  CHECK(faulty.status().is_error());
  START(python);
  CHECK_EQUAL(NEED(python.eval("1 + 1").to<int>()), 2);
}

TEST(streams_are_the_hosts) {
  std::string out, err;
  const std::string given = "first\nsecond\n";
  std::size_t at = 0;
  Config config;
  config.on_write([&](Stream stream, std::string_view text) {
    (stream == Stream::kOutput ? out : err).append(text);
    return true;
  });
  config.on_read([&](char* data, std::size_t room) {
    const std::size_t size = given.copy(data, room, at);
    at += size;
    return static_cast<long long>(size);
  });
  {
    Interpreter python(config);
    if (!CHECK(python)) return;
    NEED(python.run("import sys\nprint('out', input(), sys.stdin.readline().strip())\nprint('err', file=sys.stderr)\n"));
  }
  CHECK_EQUAL(out, "out first second\n");
  CHECK_EQUAL(err, "err\n");
}

TEST(several_interpreters_with_their_own_configuration) {
  START(first);
  NEED(first.run("import sys; shared = 1; sys.path.append('/first')"));
  {
    Interpreter second(Config().executable("second").extension_modules().argv({"a", "b"}));
    Interpreter third;
    if (!CHECK(second && third) || !CHECK(first.is_first() && !second.is_first())) return;
    CHECK_EQUAL(NEED(first.eval("shared").to<int>()), 1);
    Guard inside(second);
    CHECK(inside);
    CHECK_EQUAL(check::failure(second.eval("shared")), "NameError: name 'shared' is not defined");
    CHECK_EQUAL(NEED(second.import("sys").attr("argv").repr()), "['a', 'b']");
    CHECK_EQUAL(NEED(second.import("sys").attr("executable").to<std::string>()), "second");
    {
      Guard deeper(third);
      CHECK_EQUAL(NEED(third.import("sys").attr("argv").repr()), "['']");
      NEED(third.run("x = 3"));
    }
    CHECK_EQUAL(check::failure(second.get("x")), "NameError: name 'x' is not defined");
  }
  CHECK_EQUAL(NEED(first.eval("sys.path[-1]").to<std::string>()), "/first");
}

TEST(memory_limit_of_one_interpreter) {
  START(first);
  Interpreter small(Config().memory_limit(16u << 20));
  if (!CHECK(small)) return;
  {
    Guard inside(small);
    CHECK_EQUAL(check::failure(small.eval("bytearray(64 << 20)")), "MemoryError: ");
    CHECK_EQUAL(NEED(small.eval("1 + 1").to<int>()), 2);
  }
  CHECK_EQUAL(NEED(first.eval("len(bytearray(64 << 20))").to<int>()), 64 << 20);
}

TEST(any_thread_may_enter) {
  START(python);
  Interpreter other;
  if (!CHECK(other)) return;
  NEED(python.run("count = 0\ndef add(n):\n    global count\n    count += n\n"));
  std::atomic<int> sum = 0;
  std::atomic<int> entered = 0;
  {
    Detached away;
    std::vector<std::thread> threads;
    for (int i = 1; i <= 4; ++i) {
      threads.emplace_back([&, i] {
        {
          Guard inside(python);
          entered += inside ? 1 : 0;
          if (!python.get("add")(i)) ++entered;
        }
        Guard inside(other);
        entered += inside ? 1 : 0;
        sum += other.eval("sum(range(10))").to<int>().value_or(-1000);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  CHECK_EQUAL(entered.load(), 8);
  CHECK_EQUAL(sum.load(), 180);
  CHECK_EQUAL(NEED(python.get("count").to<int>()), 10);
}

TEST(an_interpreter_may_live_on_another_thread) {
  START(first);
  int answer = 0;
  {
    Detached away;
    std::thread([&] {
      Interpreter mine;
      Guard inside(mine);
      answer = mine.eval("sum(range(5))").to<int>().value_or(-1);
    }).join();
  }
  CHECK_EQUAL(answer, 10);
}

TEST(a_name_outlives_its_interpreter) {
  START(first);
  std::optional<Interpreter> second(std::in_place);
  InterpreterName name(*second);
  int inside_it = 0, after_it = 0;
  auto work = [&name](int* answer) {
    Guard inside(name);
    *answer = inside ? 1 : -1;
  };
  {
    Detached away;
    std::thread(work, &inside_it).join();
  }
  second.reset();
  {
    Detached away;
    std::thread(work, &after_it).join();
  }
  CHECK_EQUAL(inside_it, 1);
  CHECK_EQUAL(after_it, -1);
  Guard still(first);
  CHECK(still);
}

TEST(the_collector_works_in_steps) {
  START(python);
  CHECK(python.automatic_collection(false));
  CHECK(!python.automatic_collection(false));
  NEED(python.run("import gc, weakref\nclass A: pass\na = A(); a.me = a; r = weakref.ref(a); del a"));
  int steps = 0;
  while (!NEED(python.collect_step(std::chrono::microseconds(20)))) ++steps;
  CHECK_EQUAL(NEED(python.eval("r() is None").to<bool>()), true);
  CHECK_EQUAL(check::failure(python.collect_step(std::chrono::microseconds(-1))).substr(0, 10), "ValueError");
  CHECK(!python.automatic_collection(true));
  CHECK(python.finish());
  CHECK(!python.collect_step(std::chrono::milliseconds(1)));
}
