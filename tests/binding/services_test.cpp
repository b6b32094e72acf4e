// SPDX-License-Identifier: MIT
// What hosts need beyond CPython: figures, warnings and unraisable exceptions, hot reload, programs that end themselves, signals left alone.
#include <algorithm>
#include <csignal>

#include "check.h"

using namespace pyemb;

namespace {

const TypeStatistics* find(const std::vector<TypeStatistics>& types, std::string_view name) {
  auto found = std::find_if(types.begin(), types.end(), [&](const TypeStatistics& type) { return type.name == name; });
  return found == types.end() ? nullptr : &*found;
}

}  // namespace

TEST(figures_follow_what_the_program_has) {
  START(python);
  NEED(python.run("import gc\ngc.collect()"));
  const Statistics before = NEED(python.statistics());
  CHECK(before.live_bytes > 0 && before.live_blocks > 0 && before.reserved_bytes >= before.live_bytes);
  CHECK(before.peak_reserved_bytes >= before.reserved_bytes);
  CHECK_EQUAL(before.memory_limit, 0u);
  CHECK_EQUAL(before.threads, 1);
  CHECK_EQUAL(before.modules, NEED(python.eval("len(__import__('sys').modules)").to<std::int64_t>()));
  CHECK(before.interned_strings > 100);
  NEED(python.run("kept = [bytearray(1000) for i in range(1000)]\ngc.set_threshold(600, 9, 8)\ngc.disable()\ngc.collect()"));
  const Statistics after = NEED(python.statistics());
  CHECK(after.live_bytes - before.live_bytes > 1000u * 1000);
  CHECK(after.live_blocks - before.live_blocks > 1999);
  CHECK(after.allocated_blocks - before.allocated_blocks >= after.live_blocks - before.live_blocks);
  CHECK(after.allocated_bytes - before.allocated_bytes >= after.live_bytes - before.live_bytes);
  NEED(python.run("for i in range(1000): bytearray(1000)"));
  const Statistics later = NEED(python.statistics());
  CHECK(later.allocated_blocks - after.allocated_blocks >= 2000);
  CHECK(later.allocated_bytes - after.allocated_bytes > 1000u * 1000);
  CHECK(later.live_blocks - after.live_blocks < 100);
  CHECK_EQUAL(after.gc_collections[2] - before.gc_collections[2], 1);
  CHECK_EQUAL(after.gc_threshold[0], 600);
  CHECK_EQUAL(after.gc_enabled, 0);
  while (!NEED(python.collect_step(std::chrono::microseconds(100)))) CHECK_EQUAL(NEED(python.statistics()).gc_in_cycle, 1);
  CHECK_EQUAL(NEED(python.statistics()).gc_cycles, 1);
  CHECK(NEED(python.statistics()).gc_longest_step > 0);
  Interpreter small(Config().memory_limit(32u << 20));
  CHECK_EQUAL(NEED(small.statistics()).memory_limit, std::size_t{32} << 20);
}

TEST(objects_that_the_collector_looks_after_are_counted) {
  START(python);
  const std::int64_t before = NEED(python.collected_objects());
  NEED(python.run("kept = [[] for i in range(1000)]\nimport gc\ngc.freeze()"));
  CHECK_EQUAL(NEED(python.eval("len(gc.get_objects()) + gc.get_freeze_count() > 1000").to<bool>()), true);
  const std::int64_t after = NEED(python.collected_objects());
  CHECK(after - before >= 1001 && after - before < 1500);
  NEED(python.run("gc.unfreeze()"));
  while (!NEED(python.collect_step(std::chrono::microseconds(0)))) CHECK(NEED(python.collected_objects()) >= after - 100);
}

TEST(objects_are_counted_by_type) {
  START(python);
  NEED(python.run("class Enemy:\n    def __init__(self, i): self.x, self.name = i, 'enemy number %d' % i\nenemies = [Enemy(i) for i in range(123)]"));
  const std::vector<TypeStatistics> types = NEED(python.type_statistics());
  const TypeStatistics* enemies = find(types, "__main__.Enemy");
  if (!CHECK(enemies != nullptr)) return;
  CHECK_EQUAL(enemies->objects, 123);
  CHECK(enemies->bytes > 123 * 32);
  const TypeStatistics* strings = find(types, "str");
  if (!CHECK(strings != nullptr)) return;
  NEED(python.run("enemies.clear()"));
  const std::vector<TypeStatistics> later = NEED(python.type_statistics());
  CHECK(strings->objects - find(later, "str")->objects >= 123);
  CHECK(find(later, "__main__.Enemy") == nullptr);
  CHECK(find(later, "code")->objects > 0 && find(later, "function")->objects > 0 && find(later, "dict")->bytes > 0);
}

TEST(warnings_come_to_the_host) {
  START(python);
  std::vector<std::string> seen;
  NEED(python.on_warning([&](const Warning& warning) {
    seen.push_back(warning.category + " " + warning.message + " " + warning.file + ":" + std::to_string(warning.line));
  }));
  NEED(python.run("import warnings\nwarnings.simplefilter('always')\nwarnings.warn('first')\nwarnings.warn_explicit('second', DeprecationWarning, 'f.py', 7)", "w.py"));
  CHECK_EQUAL(seen.size(), 2u);
  CHECK_EQUAL(seen.at(0), "UserWarning first w.py:3");
  CHECK_EQUAL(seen.at(1), "DeprecationWarning second f.py:7");
  // A program's own ways come first.
  NEED(python.run("with warnings.catch_warnings(record=True) as log: warnings.warn('third')\nassert len(log) == 1"));
  NEED(python.run("old, shown = warnings.showwarning, []\nwarnings.showwarning = lambda *a: shown.append(a)\nwarnings.warn('fourth')\nwarnings.showwarning = old\nassert len(shown) == 1"));
  NEED(python.run("warnings.simplefilter('error')"));
  CHECK_EQUAL(check::failure(python.run("warnings.warn('fifth')")), "UserWarning: fifth");
  CHECK_EQUAL(seen.size(), 2u);
  NEED(python.run("import io, sys\nwarnings.simplefilter('always')\nsys.stderr = io.StringIO()"));
  NEED(python.on_warning({}));
  NEED(python.run("warnings.warn('sixth')"));
  CHECK_EQUAL(seen.size(), 2u);
  CHECK(NEED(python.eval("'UserWarning: sixth' in sys.stderr.getvalue()").to<bool>()));
}

TEST(unraisable_exceptions_come_to_the_host) {
  START(python);
  std::vector<std::string> seen;
  NEED(python.on_unraisable([&](const Unraisable& unraisable) {
    const std::vector<Frame> frames = unraisable.error.frames();
    seen.push_back(unraisable.error.type() + " " + unraisable.error.message() + " line " + std::to_string(frames.empty() ? -1 : frames.back().line) + " in " +
                   unraisable.object.attr("__qualname__").to<std::string>().value_or("?"));
  }));
  NEED(python.run("class A:\n    def __del__(self):\n        1 / 0\nA()\nx = 1"));
  CHECK_EQUAL(seen.size(), 1u);
  CHECK_EQUAL(seen.at(0), "ZeroDivisionError division by zero line 3 in A.__del__");
  // A hook of the program comes first.
  NEED(python.run("import sys\nmine = []\nsys.unraisablehook = mine.append\nA()\nassert len(mine) == 1\nsys.unraisablehook = sys.__unraisablehook__\nA()"));
  CHECK_EQUAL(seen.size(), 2u);
  NEED(python.on_unraisable({}));
  NEED(python.run("import io\nsys.stderr = io.StringIO()\nA()"));
  CHECK_EQUAL(seen.size(), 2u);
  CHECK(NEED(python.eval("'ZeroDivisionError' in sys.stderr.getvalue()").to<bool>()));
}

#if PYEMB_HOST_THROWS
TEST(a_handler_that_fails_is_no_crash) {
  START(python);
  NEED(python.run("import io, sys, warnings\nsys.stderr = io.StringIO()\nwarnings.simplefilter('always')"));
  NEED(python.on_warning([](const Warning&) { throw std::runtime_error("no"); }));
  NEED(python.on_unraisable([](const Unraisable&) { throw std::runtime_error("no"); }));
  NEED(python.run("warnings.warn('shown')\nclass A:\n    def __del__(self): 1 / 0\nA()"));
  CHECK(NEED(python.eval("'shown' in sys.stderr.getvalue() and 'ZeroDivisionError' in sys.stderr.getvalue()").to<bool>()));
}
#endif

TEST(each_interpreter_has_its_own_handlers) {
  START(first);
  Interpreter second;
  int of_first = 0, of_second = 0;
  NEED(first.on_warning([&](const Warning&) { ++of_first; }));
  NEED(second.on_warning([&](const Warning&) { ++of_second; }));
  NEED(second.run("import warnings; warnings.warn('a')"));
  NEED(first.run("import warnings; warnings.warn('a', stacklevel=1); warnings.warn('b')"));
  CHECK_EQUAL(of_first, 2);
  CHECK_EQUAL(of_second, 1);
}

TEST(a_reload_keeps_instances_and_callbacks) {
  START(python);
  NEED(python.run("import sys, types\nm = types.ModuleType('mod')\nsys.modules['mod'] = m\n"
                  "exec('class A:\\n    def f(self): return 1\\ndef g(): return 1\\n', m.__dict__)\na = m.A()\na.state = 5"));
  Object a = NEED(python.get("a"));
  Object bound = NEED(a.attr("f"));
  Callable<int()> g = NEED(python.eval("m.g").to<Callable<int()>>());
  NEED(python.reload("mod", "class A:\n    def f(self): return self.state\ndef g(): return 2\n"));
  CHECK_EQUAL(NEED(bound().to<int>()), 5);
  CHECK_EQUAL(NEED(g()), 2);
  CHECK_EQUAL(check::failure(python.reload("mod", "class A:\n    def f(self): return 9\n1 / 0")), "ZeroDivisionError: division by zero");
  CHECK_EQUAL(check::failure(python.reload("mod", "class A(")).substr(0, 11), "SyntaxError");
  CHECK_EQUAL(NEED(bound().to<int>()), 5);
  CHECK_EQUAL(check::failure(python.reload("mod")).substr(0, 11), "ImportError");
}

TEST(a_program_that_ends_itself_is_a_result) {
  START(python);
  Result<void> ended = python.run("import sys\nsys.exit(3)");
  CHECK(!ended);
  CHECK_EQUAL(ended.error().exit_status().value_or(-1), 3);
  CHECK_EQUAL(python.eval("__import__('sys').exit('a text')").error().exit_status().value_or(-1), 1);
  CHECK_EQUAL(python.run("raise SystemExit").error().exit_status().value_or(-1), 0);
  CHECK_EQUAL(NEED(python.eval("1 + 1").to<int>()), 2);
}

TEST(signals_stay_as_they_are) {
  using Handler = void (*)(int);
  auto current = [](int number) {
    const Handler handler = std::signal(number, SIG_DFL);
    std::signal(number, handler);
    return handler;
  };
  std::signal(SIGINT, SIG_DFL);  // a shell starts what runs in the background with SIGINT ignored, which Python would respect
  std::vector<Handler> before;
  for (int number : {SIGINT, SIGPIPE, SIGTERM, SIGSEGV, SIGABRT, SIGXFSZ}) before.push_back(current(number));
  {
    START(python);
    NEED(python.run("import threading, time"));
    std::size_t i = 0;
    for (int number : {SIGINT, SIGPIPE, SIGTERM, SIGSEGV, SIGABRT, SIGXFSZ}) CHECK(current(number) == before[i++]);
  }
  Interpreter asked(Config().install_signal_handlers(true));
  if (CHECK(asked)) CHECK(current(SIGINT) != before[0]);
  CHECK(asked.finish());
  CHECK(current(SIGINT) == before[0]);
}
