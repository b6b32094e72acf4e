// SPDX-License-Identifier: MIT
// An event loop that the host runs in steps (pyemb_event_loop.h).
#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "Python.h"

namespace {

class Python {
 public:
  Python() {
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    PyStatus status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    REQUIRE_FALSE(PyStatus_Exception(status));
  }
  ~Python() { Py_FinalizeEx(); }
};

PyObject* globals() { return PyModule_GetDict(PyImport_AddModule("__main__")); }

long long number(const char* expression) {
  PyObject* value = PyRun_String(expression, Py_eval_input, globals(), globals());
  const long long answer = value != nullptr ? PyLong_AsLongLong(value) : -1;
  Py_XDECREF(value);
  PyErr_Clear();
  return answer;
}

/// Defines what the tests run, with the host's loop as `loop`.
void define(PyObject* loop) {
  PyDict_SetItemString(globals(), "loop", loop);
  REQUIRE(PyRun_SimpleString("import asyncio\n"
                             "ran = 0\n"
                             "async def work(n):\n"
                             "    global ran\n"
                             "    for i in range(n):\n"
                             "        ran += 1\n"
                             "        await asyncio.sleep(0)\n"
                             "    return n\n") == 0);
}

}  // namespace

TEST_CASE("event loop: nothing is done before somebody makes it") {
  Python python;
  int64_t timer = 7;
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, &timer) == 0);
  CHECK(timer == -1);
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, nullptr) == 0);
  CHECK(PyEmb_CloseEventLoop() == 0);
  CHECK(PyDict_GetItemString(PyImport_GetModuleDict(), "asyncio") == nullptr);
}

TEST_CASE("event loop: tasks run in steps, timers are told") {
  Python python;
  PyObject* loop = PyEmb_EventLoop();
  REQUIRE(loop != nullptr);
  define(loop);
  REQUIRE(PyRun_SimpleString("task = loop.create_task(work(3))\n") == 0);
  int64_t timer = 7;
  CHECK(PyEmb_StepEventLoop(nullptr, 0, &timer) == 1);
  CHECK(timer == -1);
  CHECK(number("ran") == 1);
  CHECK(PyEmb_StepEventLoop(loop, 1000000, &timer) == 0);
  CHECK(number("task.result()") == 3);
  REQUIRE(PyRun_SimpleString("handle = loop.call_later(3600, print)\n") == 0);
  CHECK(PyEmb_StepEventLoop(loop, -1, &timer) == 0);
  CHECK(timer > 3500000000);
  CHECK(timer <= 3600000000);
  // A future that the host resolves.
  PyObject* future = PyObject_CallMethod(loop, "create_future", nullptr);
  PyDict_SetItemString(globals(), "future", future);
  REQUIRE(PyRun_SimpleString("async def wait(): return 2 * await future\ntask = loop.create_task(wait())\n") == 0);
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, nullptr) == 0);
  Py_XDECREF(PyObject_CallMethod(future, "set_result", "i", 21));
  while (PyEmb_StepEventLoop(nullptr, 1000, nullptr) == 1) continue;
  CHECK(number("task.result()") == 42);
  Py_DECREF(future);
  Py_DECREF(loop);
}

TEST_CASE("event loop: what goes wrong") {
  Python python;
  PyObject* loop = PyEmb_EventLoop();
  define(loop);
  REQUIRE(PyRun_SimpleString("caught = []\n"
                             "loop.set_exception_handler(lambda loop, context: caught.append(context['exception']))\n"
                             "def fail(error): raise error\n"
                             "loop.call_soon(fail, ValueError(1))\n") == 0);
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, nullptr) == 0);
  CHECK(number("len(caught)") == 1);
  REQUIRE(PyRun_SimpleString("loop.call_soon(fail, SystemExit(4))\n") == 0);
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, nullptr) == -1);
  CHECK(PyErr_ExceptionMatches(PyExc_SystemExit));
  PyErr_Clear();
  // Whatever has a step() is run; what it answers is looked at.
  REQUIRE(PyRun_SimpleString("class Odd:\n    answer = None\n    def step(self, time): return self.answer\nodd = Odd()\n") == 0);
  PyObject* odd = PyDict_GetItemString(globals(), "odd");
  for (const char* answer : {"None", "()", "(1, 'x')", "(1, 1 << 70)", "(1, 2, 3)"}) {
    CAPTURE(answer);
    REQUIRE(PyRun_SimpleString((std::string("odd.answer = ") + answer).c_str()) == 0);
    CHECK(PyEmb_StepEventLoop(odd, 1, nullptr) == -1);
    CHECK(PyErr_Occurred() != nullptr);
    PyErr_Clear();
  }
  CHECK(PyEmb_StepEventLoop(Py_None, 1, nullptr) == -1);
  PyErr_Clear();
  REQUIRE(PyRun_SimpleString("task = loop.create_task(asyncio.sleep(1000))\n") == 0);
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, nullptr) == 0);
  CHECK(PyEmb_CloseEventLoop() == 0);
  CHECK(number("task.cancelled()") == 1);
  CHECK(PyEmb_StepEventLoop(nullptr, 1000, nullptr) == 0);
  CHECK(PyEmb_StepEventLoop(loop, 1000, nullptr) == -1);
  PyErr_Clear();
  Py_DECREF(loop);
}

TEST_CASE("event loop: an empty step costs little") {
  Python python;
  PyObject* loop = PyEmb_EventLoop();
  constexpr int kSteps = 2000;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kSteps; ++i) REQUIRE(PyEmb_StepEventLoop(loop, 500, nullptr) == 0);
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begin;
  INFO("an empty step takes " << taken.count() / kSteps << " us");
  CHECK(taken.count() / kSteps < 500);  // a few us on a machine that does nothing else
  Py_DECREF(loop);
}
