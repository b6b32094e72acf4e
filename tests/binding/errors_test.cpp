// SPDX-License-Identifier: MIT
// Exceptions as values: what they say, where they were raised, what caused them; and the throwing face.
#include "check.h"

using namespace pyemb;

namespace {

constexpr const char* kFaulty =
    "def inner(x):\n"
    "    return x['key'] + 1\n"
    "def outer():\n"
    "    try:\n"
    "        return inner({})\n"
    "    except KeyError as e:\n"
    "        new = ValueError('outer failed')\n"
    "        new.add_note('first note')\n"
    "        new.add_note('second note')\n"
    "        raise new from e\n";

}  // namespace

TEST(errors_are_structured) {
  START(python);
  NEED(python.run(kFaulty, "faulty.py"));
  Result<Object> result = python.get("outer")();
  if (!CHECK(!result)) return;
  const Error& error = result.error();
  CHECK_EQUAL(error.type(), "ValueError");
  CHECK_EQUAL(error.message(), "outer failed");
  CHECK(error.is(PyExc_ValueError) && error.is(PyExc_Exception) && !error.is(PyExc_KeyError));
  CHECK(error.notes() == (std::vector<std::string>{"first note", "second note"}));
  std::vector<Frame> frames = error.frames();
  if (CHECK(frames.size() == 1)) {
    CHECK_EQUAL(frames[0].file, "faulty.py");
    CHECK_EQUAL(frames[0].function, "outer");
    CHECK_EQUAL(frames[0].line, 10);
  }
  std::optional<Error> cause = error.cause();
  if (CHECK(cause)) {
    CHECK_EQUAL(cause->type(), "KeyError");
    std::vector<Frame> inner = cause->frames();
    if (CHECK(inner.size() == 2)) {
      CHECK_EQUAL(inner[1].function, "inner");
      CHECK_EQUAL(inner[1].line, 2);
      CHECK_EQUAL(inner[1].end_line, 2);
      CHECK_EQUAL(inner[1].column, 11);
      CHECK_EQUAL(inner[1].end_column, 19);
    }
    CHECK(!cause->cause());
  }
  CHECK(!error.context());
  std::string text = error.text();
  CHECK(text.starts_with("Traceback (most recent call last):\n  File \"faulty.py\", line 5, in outer\n"));
  CHECK(text.find("The above exception was the direct cause of the following exception:") != std::string::npos);
  CHECK(text.ends_with("ValueError: outer failed\nfirst note\nsecond note\n"));
  CHECK(PyErr_Occurred() == nullptr);
}

TEST(context_is_told_unless_suppressed) {
  START(python);
  Result<void> plain = python.run("try: 1 / 0\nexcept ZeroDivisionError: {}['x']\n");
  CHECK(!plain && plain.error().context() && plain.error().context()->type() == "ZeroDivisionError" && !plain.error().cause());
  Result<void> hidden = python.run("try: 1 / 0\nexcept ZeroDivisionError: raise KeyError('x') from None\n");
  CHECK(!hidden && !hidden.error().context());
}

TEST(syntax_errors_and_exits_are_results) {
  START(python);
  Result<void> syntax = python.run("x = (1,\n", "broken.py");
  CHECK_EQUAL(check::failure(syntax), "SyntaxError: '(' was never closed (broken.py, line 1)");
  CHECK(syntax.error().text().find("File \"broken.py\", line 1") != std::string::npos);
  CHECK(!syntax.error().exit_status());
  Result<void> ended = python.run("import sys\nsys.exit(3)\n");
  CHECK(!ended && ended.error().exit_status() == 3);
  CHECK(python.run("raise SystemExit\n").error().exit_status() == 0);
  CHECK(python.run("raise SystemExit('text')\n").error().exit_status() == 1);
}

TEST(errors_survive_what_their_own_str_does) {
  START(python);
  Result<void> result = python.run("class E(Exception):\n    def __str__(self): raise RuntimeError('in str')\nraise E\n");
  CHECK_EQUAL(check::failure(result), "E: <exception str() failed>");
  CHECK(PyErr_Occurred() == nullptr);
}

TEST(errors_are_made_and_raised) {
  START(python);
  Error made = Error::of(PyExc_LookupError, "not here");
  CHECK_EQUAL(made.message(), "not here");
  std::move(made).raise();
  CHECK(PyErr_Occurred() == PyExc_LookupError);
  CHECK_EQUAL(Error::take().type(), "LookupError");
  Error outside(std::string("from the host"));
  CHECK_EQUAL(outside.text(), "SystemError: from the host\n");
  std::move(outside).raise();
  CHECK_EQUAL(Error::take().message(), "from the host");
}

TEST(without_an_interpreter_operations_fail) {
  Interpreter never((Config().set(option::hash_seed, 1).set(option::use_hash_seed, 5).set(Option<long long>{"no_such_option"}, 1)));
  CHECK(!never);
  CHECK(never.status().message().find("no_such_option") != std::string::npos);
  CHECK_EQUAL(check::failure(never.eval("1")), "SystemError: the interpreter does not run");
  CHECK_EQUAL(check::failure(never.run("1")), "SystemError: the interpreter does not run");
}

#if PYEMB_HOST_THROWS
TEST(the_throwing_face) {
  START(python);
  CHECK_EQUAL(python.eval("41").to<int>().value() + 1, 42);
  std::string caught;
  try {
    python.eval("{}['missing']").value();
  } catch (const Exception& e) {
    caught = e.what();
    CHECK(e.error().is(PyExc_KeyError));
  }
  CHECK_EQUAL(caught, "KeyError: 'missing'");
  caught.clear();
  try {
    python.run("raise ValueError('v')").value();
  } catch (const std::exception& e) {
    caught = e.what();
  }
  CHECK_EQUAL(caught, "ValueError: v");
}
#endif
