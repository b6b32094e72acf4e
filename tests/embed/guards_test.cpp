// SPDX-License-Identifier: MIT
// Guards and views of interpreters (PEP 788), through the C ABI.
#include <catch2/catch.hpp>
#include <atomic>
#include <chrono>
#include <thread>

#include "Python.h"

namespace {

using std::chrono::milliseconds;

void start(long long shutdown_timeout = -1) {
  PyInitConfig* config = PyInitConfig_Create();
  REQUIRE(config != nullptr);
  CHECK(PyInitConfig_SetInt(config, "site_import", 0) == 0);
  CHECK(PyInitConfig_SetInt(config, "shutdown_timeout", shutdown_timeout) == 0);
  PyInitConfig_SetWriter(config, [](void*, int, const char*, size_t) { return 0; }, nullptr);
  REQUIRE(Py_InitializeFromInitConfig(config) == 0);
  PyInitConfig_Free(config);
}

PyInterpreterState* attached() {
  PyThreadState* ts = _PyThreadState_UncheckedGet();
  return ts == nullptr ? nullptr : PyThreadState_GetInterpreter(ts);
}

/// A view of the interpreter that the calling thread is attached to.
struct View {
  PyInterpreterView* raw = PyInterpreterView_FromCurrent();
  View() { REQUIRE(raw != nullptr); }
  ~View() { PyInterpreterView_Close(raw); }
};

}  // namespace

TEST_CASE("a guard keeps its interpreter from ending") {
  start();
  View view;
  std::atomic<bool> guarded{false}, done{false};
  std::thread other([&] {
    PyInterpreterGuard* guard = PyInterpreterGuard_FromView(view.raw);
    guarded = true;
    std::this_thread::sleep_for(milliseconds(30));  // the other thread has begun to end it
    PyThreadStateToken* token = PyThreadState_Ensure(guard);
    if (token != nullptr) done = PyRun_SimpleString("import math; assert math.sqrt(9) == 3") == 0;
    PyThreadState_Release(token);
    PyInterpreterGuard_Close(guard);
  });
  while (!guarded) std::this_thread::yield();
  CHECK(Py_FinalizeEx() == 0);
  CHECK(done);
  other.join();
}

TEST_CASE("a view outlives its interpreter, and names no other") {
  start();
  View view;
  PyThreadStateToken* token = PyThreadState_EnsureFromView(view.raw);  // the thread is in it already
  CHECK(token != nullptr);
  PyThreadState_Release(token);
  CHECK(attached() == PyInterpreterState_Main());
  CHECK(Py_FinalizeEx() == 0);
  for (int i = 0; i < 3; ++i) {
    CHECK(PyInterpreterGuard_FromView(view.raw) == nullptr);
    CHECK(PyThreadState_EnsureFromView(view.raw) == nullptr);
    if (i == 0) CHECK(PyInterpreterView_FromMain() == nullptr);
    if (i == 1) start();
  }
  PyInterpreterView* main = PyInterpreterView_FromMain();
  CHECK(main != nullptr);
  PyInterpreterView_Close(main);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("an interpreter whose patience ends does not wait for a guard") {
  start(20000);
  PyInterpreterGuard* guard = PyInterpreterGuard_FromCurrent();
  REQUIRE(guard != nullptr);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(Py_IsInitialized() == 0);
  CHECK(PyThreadState_Ensure(guard) == nullptr);
  start();  // nothing of it is left, and what may stand at its address is another one
  PyEval_SaveThread();
  CHECK(PyThreadState_Ensure(guard) == nullptr);
  PyInterpreterGuard_Close(guard);
  PyEval_RestoreThread(PyGILState_GetThisThreadState());
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("a thread goes from one interpreter to another and back") {
  start();
  PyThreadState* first = PyThreadState_Get();
  View view_of_first;
  PyThreadState* second = Py_NewInterpreter();
  REQUIRE(second != nullptr);
  View view_of_second;
  CHECK(PyThreadState_Swap(first) == second);

  PyThreadStateToken* outer = PyThreadState_EnsureFromView(view_of_second.raw);
  REQUIRE(outer != nullptr);
  CHECK(attached() == PyThreadState_GetInterpreter(second));
  CHECK(PyRun_SimpleString("here = 2") == 0);
  PyThreadStateToken* inner = PyThreadState_EnsureFromView(view_of_first.raw);
  REQUIRE(inner != nullptr);
  CHECK(attached() == PyThreadState_GetInterpreter(first));
  CHECK(PyRun_SimpleString("assert 'here' not in globals()") == 0);
  PyThreadState_Release(inner);
  CHECK(attached() == PyThreadState_GetInterpreter(second));
  PyThreadState_Release(outer);
  CHECK(PyThreadState_Get() == first);

  CHECK(PyThreadState_Swap(second) == first);
  Py_EndInterpreter(second);
  PyThreadState_Swap(first);
  CHECK(PyThreadState_EnsureFromView(view_of_second.raw) == nullptr);
  CHECK(PyThreadState_Get() == first);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("a detached thread comes back to its own state") {
  start();
  View view;
  PyThreadState* own = PyEval_SaveThread();
  PyThreadStateToken* token = PyThreadState_EnsureFromView(view.raw);
  CHECK(PyThreadState_Get() == own);
  PyThreadState_Release(token);
  CHECK(_PyThreadState_UncheckedGet() == nullptr);
  CHECK(PyInterpreterGuard_FromCurrent() == nullptr);
  CHECK(PyInterpreterView_FromCurrent() == nullptr);
  PyEval_RestoreThread(own);
  CHECK(Py_FinalizeEx() == 0);
}
