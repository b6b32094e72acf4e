// SPDX-License-Identifier: MIT
// The same life through the C ABI.
#include <catch2/catch.hpp>
#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "Python.h"

namespace {

PyStatus start_isolated() {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return status;
}

long long number(const char* name) { return PyLong_AsLongLong(PyDict_GetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), name)); }

}  // namespace

TEST_CASE("C: a configuration is read as a whole, changed and used") {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  CHECK(config.executable == nullptr);
  REQUIRE_FALSE(PyStatus_Exception(PyConfig_SetString(&config, &config.program_name, L"/usr/bin/host")));
  REQUIRE_FALSE(PyStatus_Exception(PyConfig_Read(&config)));
  for (wchar_t* text : {config.executable, config.prefix, config.filesystem_encoding, config.stdio_errors, config.platlibdir}) CHECK(text != nullptr);
  CHECK(config.module_search_paths_set == 1);
  REQUIRE_FALSE(PyStatus_Exception(PyWideStringList_Append(&config.module_search_paths, L"/opt/\u00fcber")));
  REQUIRE_FALSE(PyStatus_Exception(PyConfig_SetString(&config, &config.executable, L"/opt/game")));
  REQUIRE_FALSE(PyStatus_Exception(Py_InitializeFromConfig(&config)));
  PyConfig_Clear(&config);
  CHECK(Py_IsInitialized() == 1);
  CHECK(PyRun_SimpleString("import sys; x = int(sys.executable == '/opt/game' and sys.path[-1] == '/opt/\\xfcber')\n") == 0);
  CHECK(number("x") == 1);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(Py_IsInitialized() == 0);
}

TEST_CASE("C: the phases, and what is out of order") {
  PyPreConfig pre;
  PyPreConfig_InitIsolatedConfig(&pre);
  REQUIRE_FALSE(PyStatus_Exception(Py_PreInitialize(&pre)));
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  config._init_main = 0;
  REQUIRE_FALSE(PyStatus_Exception(Py_InitializeFromConfig(&config)));
  CHECK(_Py_IsCoreInitialized() == 1);
  CHECK(Py_IsInitialized() == 0);
  PyStatus status = Py_InitializeFromConfig(&config);
  REQUIRE(PyStatus_IsError(status));
  CHECK(std::string_view(status.func) == "start_core");
  CHECK(std::string_view(status.err_msg) == "the runtime is in its core phase");
  PyObject* path = PyUnicode_FromString("/opt/between");
  CHECK(PyConfig_Set("executable", path) == 0);
  Py_DECREF(path);
  REQUIRE_FALSE(PyStatus_Exception(_Py_InitializeMain()));
  CHECK(PyStatus_IsError(_Py_InitializeMain()) == 1);
  CHECK(PyRun_SimpleString("import sys; x = int(sys.executable == '/opt/between')\n") == 0);
  CHECK(number("x") == 1);
  CHECK(Py_FinalizeEx() == 0);
  PyConfig_Clear(&config);
}

TEST_CASE("C: an initialization that fails is a status, and the next works") {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  REQUIRE_FALSE(PyStatus_Exception(PyConfig_SetString(&config, &config.home, L"/nonexistent")));
  PyStatus status = Py_InitializeFromConfig(&config);
  CHECK(PyStatus_IsError(status) == 1);
  CHECK(std::string_view(status.err_msg).find("/nonexistent") != std::string_view::npos);
  PyConfig_Clear(&config);
  CHECK(PyGILState_Check() == 0);
  REQUIRE_FALSE(PyStatus_Exception(start_isolated()));
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: threads come in through PyGILState") {
  REQUIRE_FALSE(PyStatus_Exception(start_isolated()));
  CHECK(PyRun_SimpleString("x = 0\n") == 0);
  PyThreadState* main = PyEval_SaveThread();
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 25; ++k) {
        PyGILState_STATE outer = PyGILState_Ensure();
        PyGILState_STATE inner = PyGILState_Ensure();
        if (outer != PyGILState_UNLOCKED || inner != PyGILState_LOCKED || PyRun_SimpleString("x += 1\n") != 0) ++failed;
        PyGILState_Release(inner);
        PyGILState_Release(outer);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  PyEval_RestoreThread(main);
  CHECK(failed == 0);
  CHECK(number("x") == 100);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(PyGILState_Ensure() == PyGILState_FAILED);
  CHECK(PyThreadState_Get() == nullptr);
}

TEST_CASE("C: further interpreters") {
  REQUIRE_FALSE(PyStatus_Exception(start_isolated()));
  PyThreadState* main = PyThreadState_Get();
  CHECK(PyRun_SimpleString("x = 1\n") == 0);
  PyThreadState* others[5];
  for (PyThreadState*& other : others) {
    other = Py_NewInterpreter();
    REQUIRE(other != nullptr);
    CHECK(PyThreadState_Get() == other);
    CHECK(PyDict_GetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), "x") == nullptr);
    CHECK(PyRun_SimpleString("x = 2\n") == 0);
    PyThreadState_Swap(main);
  }
  CHECK(number("x") == 1);
  CHECK(PyInterpreterState_GetID(PyThreadState_GetInterpreter(others[4])) == 5);
  for (PyThreadState* other : others) {
    CHECK(PyThreadState_Swap(other) != other);
    CHECK(number("x") == 2);
    Py_EndInterpreter(other);
    CHECK(PyThreadState_Get() == nullptr);
    PyThreadState_Swap(main);
  }
  PyInterpreterConfig config = {};
  config.gil = PyInterpreterConfig_OWN_GIL;
  PyThreadState* strict = nullptr;
  REQUIRE_FALSE(PyStatus_Exception(Py_NewInterpreterFromConfig(&strict, &config)));
  CHECK(PyRun_SimpleString("import _thread\ntry: _thread.start_new_thread(int, ())\nexcept RuntimeError: x = 3\n") == 0);
  CHECK(number("x") == 3);
  PyThreadState_Swap(main);
  CHECK(Py_FinalizeEx() == 0);  // the idle one ends with it
}

TEST_CASE("C: pending calls and audit hooks") {
  static int events = 0, calls = 0;
  REQUIRE(PySys_AddAuditHook([](const char*, PyObject*, void*) { return ++events, 0; }, nullptr) == 0);
  CHECK(Py_AddPendingCall([](void*) { return 0; }, nullptr) == -1);  // nobody would make it
  REQUIRE_FALSE(PyStatus_Exception(start_isolated()));
  CHECK(PyRun_SimpleString("compile('1', 'x', 'eval')\n") == 0);
  CHECK(events > 0);
  CHECK(Py_AddPendingCall([](void*) { return ++calls, 0; }, nullptr) == 0);
  CHECK(PyRun_SimpleString("for i in range(1000): pass\n") == 0);
  CHECK(calls == 1);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: other threads stop a loop, by a pending call and by an exception") {
  REQUIRE_FALSE(PyStatus_Exception(start_isolated()));
  std::thread watchdog([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    Py_AddPendingCall(
        [](void*) {
          PyErr_SetString(PyExc_TimeoutError, "enough");
          return -1;
        },
        nullptr);
  });
  CHECK(PyRun_SimpleString("try:\n    while True: pass\nexcept TimeoutError: x = 1\n") == 0);
  CHECK(number("x") == 1);
  watchdog.join();
  const unsigned long ident = PyThread_get_thread_ident();
  std::thread other([ident] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    PyGILState_STATE state = PyGILState_Ensure();
    CHECK(PyThreadState_SetAsyncExc(ident + 1, PyExc_KeyError) == 0);
    CHECK(PyThreadState_SetAsyncExc(ident, PyExc_KeyError) == 1);
    PyGILState_Release(state);
  });
  CHECK(PyRun_SimpleString("try:\n    while True: pass\nexcept KeyError: x = 2\n") == 0);
  CHECK(number("x") == 2);
  other.join();
  CHECK(Py_FinalizeEx() == 0);
}

namespace {

struct Console {
  std::string input, output;
  int unattached = 0;  ///< calls without a thread state
};

int write_to(void* context, int, const char* data, size_t size) {
  auto& console = *static_cast<Console*>(context);
  console.unattached += PyGILState_Check() == 0;
  Py_BEGIN_ALLOW_THREADS
  console.unattached += PyGILState_Check() != 0;
  Py_END_ALLOW_THREADS
  console.output.append(data, size);
  return 0;
}

int64_t read_from(void* context, char* data, size_t size) {
  auto& console = *static_cast<Console*>(context);
  console.unattached += PyGILState_Check() == 0;
  const size_t count = console.input.copy(data, size);
  console.input.erase(0, count);
  return static_cast<int64_t>(count);
}

}  // namespace

TEST_CASE("C: the host's streams are called with a thread state, whoever started the thread") {
  Console console;
  console.input = "first\nsecond\n";
  PyInitConfig* config = PyInitConfig_Create();
  REQUIRE(config != nullptr);
  PyInitConfig_SetWriter(config, write_to, &console);
  PyInitConfig_SetReader(config, read_from, &console);
  REQUIRE(Py_InitializeFromInitConfig(config) == 0);
  PyInitConfig_Free(config);
  CHECK(PyRun_SimpleString("import threading\n"
                           "def work(): print(input(), flush=True)\n"
                           "thread = threading.Thread(target=work)\n"
                           "thread.start(); thread.join()\n"
                           "print(input())\n") == 0);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(console.output == "first\nsecond\n");
  CHECK(console.unattached == 0);
}

TEST_CASE("C: options of the running interpreter are truths, numbers, texts and lists") {
  REQUIRE_FALSE(PyStatus_Exception(start_isolated()));
  CHECK(PyConfig_Get("no_such_option") == nullptr);
  CHECK(PyErr_ExceptionMatches(PyExc_ValueError) == 1);
  PyErr_Clear();
  PyObject* isolated = PyConfig_Get("isolated");
  CHECK(isolated == Py_True);
  Py_XDECREF(isolated);
  int value = -1;
  CHECK(PyConfig_GetInt("optimization_level", &value) == 0);
  CHECK(value == 0);
  CHECK(PyConfig_GetInt("executable", &value) == -1);
  CHECK(PyErr_ExceptionMatches(PyExc_TypeError) == 1);
  PyErr_Clear();
  PyObject* big = PyLong_FromLongLong(1ll << 40);
  CHECK(PyConfig_Set("memory_limit", big) == 0);
  CHECK(PyConfig_GetInt("memory_limit", &value) == -1);
  CHECK(PyErr_ExceptionMatches(PyExc_OverflowError) == 1);
  PyErr_Clear();
  Py_DECREF(big);
  CHECK(PyConfig_Set("isolated", Py_False) == -1);  // read-only
  PyErr_Clear();
  for (const auto& [name, type] : {std::pair{"argv", &PyList_Type}, std::pair{"xoptions", &PyDict_Type}, std::pair{"stdio_encoding", &PyUnicode_Type}}) {
    PyObject* option = PyConfig_Get(name);
    REQUIRE(option != nullptr);
    CHECK(Py_TYPE(option) == type);
    Py_DECREF(option);
  }
  PyObject* names = PyConfig_Names();
  CHECK(PyObject_Length(names) > 60);
  Py_XDECREF(names);
  CHECK(Py_FinalizeEx() == 0);
}
