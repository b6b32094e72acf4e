// SPDX-License-Identifier: MIT
// PEP 523: a host that runs the frames.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <thread>

#include "Python.h"
#include "host.h"

namespace {

struct _PyInterpreterFrame* unused_frame = nullptr;
int g_frames = 0, g_raising = 0;

std::string name_of(struct _PyInterpreterFrame* frame) {
  PyObject* code = PyUnstable_InterpreterFrame_GetCode(frame);
  PyObject* name = PyObject_GetAttrString(code, "co_name");
  std::string text = PyUnicode_AsUTF8(name);
  Py_DECREF(name);
  Py_DECREF(code);
  return text;
}

PyObject* count(PyThreadState* ts, struct _PyInterpreterFrame* frame, int raises) {
  ++g_frames;
  g_raising += raises;
  return _PyEval_EvalFrameDefault(ts, frame, raises);
}

/// Answers for functions of certain names, and has the others run.
PyObject* replace(PyThreadState* ts, struct _PyInterpreterFrame* frame, int raises) {
  const std::string name = name_of(frame);
  if (name == "answered") return PyLong_FromLong(42);
  if (name == "refused") {
    PyErr_SetString(PyExc_ValueError, "not by me");
    return nullptr;
  }
  if (name == "negated") {
    PyObject* value = _PyEval_EvalFrameDefault(ts, frame, raises);
    PyObject* answer = value != nullptr ? PyNumber_Negative(value) : nullptr;
    Py_XDECREF(value);
    return answer;
  }
  return _PyEval_EvalFrameDefault(ts, frame, raises);
}

constexpr const char* kProgram = R"(
import asyncio, collections
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
class Point:
    made = 0
    def __init__(self, x): self.x = x; Point.made += 1
    def __eq__(self, other): return self.x == other.x
    def __add__(self, other): return Point(self.x + other.x)
    @property
    def double(self): return self.x * 2
    @double.setter
    def double(self, value): self.x = value // 2
    def __getattr__(self, name): raise AttributeError(name)
def numbers(n):
    got = 0
    for i in range(n):
        try:
            got += (yield i) or 0
        except KeyError: yield -1
    return got
def outer(n): return (yield from numbers(n))
def catches():
    try: raises()
    except ZeroDivisionError as e: return len(e.__traceback__.tb_next.tb_frame.f_code.co_name)
def raises(): return 1 // 0
async def wait(n):
    if n: await asyncio.sleep(0)
    return n if n == 0 else 1 + await wait(n - 1)
async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def main(): return [await wait(3)] + [x async for x in agen(3)]
def deep(n): return deep(n + 1)
result = []
for turn in range(30):  # long enough for the quickened forms of calls
    p = Point(3) + Point(4)
    p.double = 20
    g = outer(3)
    next(g); g.send(5); g.throw(KeyError)
    result = [fib(8), p.double, p == Point(10), hasattr(p, 'nothing'), sum(numbers(5)), [x for x in outer(3)], list(g), catches(),
              {k: v for k, v in zip('ab', numbers(2))}, sorted([3, 1, 2], key=lambda x: -x)]
result.append(asyncio.run(main()))
try: deep(0)
except RecursionError: result.append('deep')
text = repr(result)
)";

/// Runs it; its text.
std::string run_program() {
  CHECK(PyRun_SimpleString(kProgram) == 0);
  PyObject* text = PyDict_GetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), "text");
  return text != nullptr ? PyUnicode_AsUTF8(text) : "";
}

void start() {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  REQUIRE(PyStatus_Exception(status) == 0);
}

}  // namespace

TEST_CASE("C: a host that counts frames changes nothing") {
  host::CountingAllocator memory;
  start();
  PyInterpreterState* interp = PyInterpreterState_Get();
  CHECK(_PyInterpreterState_GetEvalFrameFunc(interp) == &_PyEval_EvalFrameDefault);
  const std::string expected = run_program();
  CHECK(expected.starts_with("[21, 20, True, False, 10, [0, 1, 2]"));
  g_frames = g_raising = 0;
  _PyInterpreterState_SetEvalFrameFunc(interp, count);
  CHECK(_PyInterpreterState_GetEvalFrameFunc(interp) == &count);
  CHECK(run_program() == expected);
  CHECK(g_frames > 3000);
  CHECK(g_raising >= 30);
  _PyInterpreterState_SetEvalFrameFunc(interp, _PyEval_EvalFrameDefault);
  const int seen = g_frames;
  CHECK(run_program() == expected);
  CHECK(g_frames == seen);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(memory.bytes == 0);
}

TEST_CASE("C: a host answers in the place of frames") {
  start();
  _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState_Get(), replace);
  CHECK(PyRun_SimpleString(R"(
def answered(a, b=1): return a
def refused(): pass
def negated(x): return x
def tries():
    try: return refused()
    except ValueError as e: return str(e)
class Made:
    def __init__(self): self.done = True
class Broken:
    def answered(self): return 1
    __init__ = answered
def generator():
    yield answered(1)
def broken():
    try: Broken()
    except TypeError as e: return str(e)
for turn in range(20):
    seen = [answered(7), answered(7, b=2), negated(5), tries(), Made().done, list(generator()), sum(map(negated, [1, 2])), broken()]
assert seen == [42, 42, -5, 'not by me', True, [42], -3, "__init__() should return None, not 'int'"], seen
)") == 0);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: threads that come later are run by the host, other interpreters are not") {
  start();
  g_frames = 0;
  _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState_Get(), count);
  PyThreadState* main = PyEval_SaveThread();
  std::thread([] {
    PyGILState_STATE state = PyGILState_Ensure();
    CHECK(PyRun_SimpleString("def f(): pass\nf()\n") == 0);
    PyGILState_Release(state);
  }).join();
  PyEval_RestoreThread(main);
  CHECK(g_frames == 2);
  PyThreadState* further = Py_NewInterpreter();
  REQUIRE(further != nullptr);
  g_frames = 0;
  CHECK(PyRun_SimpleString("def f(): pass\nf()\n") == 0);
  CHECK(g_frames == 0);
  Py_EndInterpreter(further);
  PyThreadState_Swap(main);
  CHECK(_PyEval_EvalFrameDefault(main, unused_frame, 0) == nullptr);
  CHECK(PyErr_ExceptionMatches(PyExc_SystemError) == 1);
  PyErr_Clear();
  CHECK(Py_FinalizeEx() == 0);
}
