// SPDX-License-Identifier: MIT
// Generators and coroutines that the host runs in steps.
#include "check.h"

using namespace pyemb;

namespace {

constexpr const char* kScript = R"(
log = []
def count(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None: log.append(got)
        return 'counted'
    finally:
        log.append('left')

class Pause:
    def __init__(self, seconds): self.seconds = seconds
    def __await__(self): return (yield self.seconds)
async def patrol():
    a = await Pause(0.5)
    b = await Pause(1.5)
    return a, b

def faulty():
    yield 1
    raise LookupError('lost')
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
)";

/// What a step gave, as text.
std::string shown(Result<std::optional<Object>> step) {
  if (!step) return step.error().type() + ": " + step.error().message();
  return *step ? (*step)->repr().value_or("?") : "over";
}

}  // namespace

TEST(generators_run_in_steps) {
  START(python);
  NEED(python.run(kScript));
  Coroutine counting(NEED(python.eval("count(2)")));
  CHECK(counting);
  CHECK_EQUAL(shown(counting.step()), "0");
  CHECK_EQUAL(shown(counting.send("hello")), "1");
  CHECK(counting);
  CHECK_EQUAL(shown(counting.step()), "over");
  CHECK(!counting);
  CHECK_EQUAL(NEED(counting.result().str()), "counted");
  CHECK_EQUAL(shown(counting.step()), "over");
  CHECK_EQUAL(NEED(python.eval("log").repr()), "['hello', 'left']");
}

TEST(coroutines_and_iterators_run_in_steps) {
  START(python);
  NEED(python.run(kScript));
  Coroutine patrol(NEED(python.eval("patrol()")));
  CHECK_EQUAL(shown(patrol.step()), "0.5");
  CHECK_EQUAL(shown(patrol.send(1)), "1.5");
  CHECK_EQUAL(shown(patrol.send(2)), "over");
  CHECK_EQUAL(NEED(patrol.result().repr()), "(1, 2)");
  Coroutine letters(NEED(python.eval("iter('a')")));
  CHECK_EQUAL(shown(letters.step()), "'a'");
  CHECK_EQUAL(shown(letters.step()), "over");
}

TEST(what_goes_wrong_in_a_step_ends_it) {
  START(python);
  NEED(python.run(kScript));
  Coroutine faulty(NEED(python.eval("faulty()")));
  CHECK_EQUAL(shown(faulty.step()), "1");
  CHECK_EQUAL(shown(faulty.step()), "LookupError: lost");
  CHECK(!faulty);
  Coroutine number(NEED(python.eval("7")));
  CHECK_EQUAL(shown(number.step()).substr(0, 15), "AttributeError:");
}

TEST(closing_runs_what_must_run) {
  START(python);
  NEED(python.run(kScript));
  Coroutine counting(NEED(python.eval("count(9)")));
  CHECK_EQUAL(shown(counting.step()), "0");
  NEED(counting.close());
  CHECK(!counting);
  CHECK_EQUAL(NEED(python.eval("log").repr()), "['left']");
  Coroutine stubborn(NEED(python.eval("stubborn()")));
  CHECK_EQUAL(shown(stubborn.step()), "1");
  Result<void> closed = stubborn.close();
  CHECK(!closed && closed.error().message() == "generator ignored GeneratorExit");
  NEED(Coroutine().close());
}

TEST(a_statement_as_at_the_prompt) {
  std::string printed;
  Interpreter python(Config().set(option::buffered_stdio, 0).on_write([&](Stream, std::string_view text) { return printed += text, true; }));
  CHECK(python);
  NEED(python.run_interactive("6 * 7"));
  NEED(python.run_interactive("None"));
  NEED(python.run_interactive("x = 'kept'"));
  NEED(python.run_interactive("x"));
  CHECK_EQUAL(printed, "42\n'kept'\n");
  Result<void> wrong = python.run_interactive("1 +", "<console>");
  CHECK(!wrong && wrong.error().is(PyExc_SyntaxError));
}
