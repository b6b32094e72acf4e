// SPDX-License-Identifier: MIT
// The start by functions and variables, of before PEP 587, and what else stands around a life.
#include <catch2/catch.hpp>
#include <csignal>
#include <cwchar>
#include <string>
#include <string_view>

#include "Python.h"
#include "host.h"

namespace {

long long evaluate(const char* text) {
  PyObject* space = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyObject* value = PyRun_String(text, Py_eval_input, space, space);
  const long long number = value != nullptr ? PyLong_AsLongLong(value) : -1;
  Py_XDECREF(value);
  PyErr_Clear();
  return number;
}

int g_order = 0, g_first = 0, g_second = 0;

}  // namespace

TEST_CASE("C: names, paths and variables that are set before Py_Initialize") {
  host::CountingAllocator memory;
  CHECK(Py_GetProgramName() == nullptr);
  Py_SetProgramName(L"/opt/\u00fcber/host");
  Py_SetPath(L"/opt/a:/opt/b");
  CHECK(Py_SetStandardStreamEncoding("utf-8", "replace") == 0);
  Py_NoSiteFlag = Py_IgnoreEnvironmentFlag = 1;
  Py_OptimizeFlag = 2;
  Py_InitializeEx(0);
  Py_NoSiteFlag = Py_IgnoreEnvironmentFlag = Py_OptimizeFlag = 0;
  REQUIRE(Py_IsInitialized() == 1);
  CHECK(Py_SetStandardStreamEncoding("utf-8", nullptr) == -1);
  CHECK(std::wstring_view(Py_GetProgramName()) == L"/opt/\u00fcber/host");
  CHECK(std::wstring_view(Py_GetPath()) == L"/opt/a:/opt/b");
  CHECK(Py_GetPrefix() != nullptr);
  CHECK(Py_GetExecPrefix() != nullptr);
  CHECK(Py_GetPythonHome() == nullptr);
  CHECK(Py_GetPath() == Py_GetPath());
  CHECK(PyRun_SimpleString("import sys") == 0);
  CHECK(evaluate("int(sys.path == ['/opt/a', '/opt/b'] and sys.flags.optimize == 2 and sys.flags.no_site == 1)") == 1);
  CHECK(evaluate("int((sys.stdout.encoding, sys.stdout.errors) == ('utf-8', 'replace'))") == 1);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(Py_GetPath() == nullptr);
  CHECK(memory.bytes == 0);
}

TEST_CASE("C: the command line can be asked for") {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  wchar_t one[] = L"host", two[] = L"\u00fc";
  wchar_t* argv[] = {one, two};
  REQUIRE(PyStatus_Exception(PyConfig_SetArgv(&config, 2, argv)) == 0);
  REQUIRE(PyStatus_Exception(Py_InitializeFromConfig(&config)) == 0);
  PyConfig_Clear(&config);
  int count = 0;
  wchar_t** items = nullptr;
  Py_GetArgcArgv(&count, &items);
  REQUIRE(count == 2);
  CHECK(std::wstring_view(items[1]) == L"\u00fc");
  CHECK(Py_FinalizeEx() == 0);
  Py_GetArgcArgv(&count, &items);
  CHECK(count == 0);
}

TEST_CASE("C: what the library says of itself") {
  CHECK(std::string_view(Py_GetVersion()).starts_with(PY_VERSION));
  CHECK(std::string_view(Py_GetVersion()).find(Py_GetCompiler()) != std::string_view::npos);
  CHECK(std::string_view(Py_GetVersion()).find(Py_GetBuildInfo()) != std::string_view::npos);
  CHECK(std::string_view(Py_GetPlatform()) == "linux");
  CHECK(std::string_view(Py_GetCopyright()).starts_with("Copyright"));
}

TEST_CASE("C: exit functions of the host are called last, the newest first, once") {
  g_order = 0;
  Py_InitializeEx(0);
  REQUIRE(Py_AtExit([] { g_first = ++g_order; }) == 0);
  REQUIRE(Py_AtExit([] { g_second = PyThreadState_Get() == nullptr ? ++g_order : -1; }) == 0);
  CHECK(PyRun_SimpleString("import atexit, sys\natexit.register(lambda: None)\n") == 0);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(g_second == 1);
  CHECK(g_first == 2);
  Py_InitializeEx(0);
  CHECK(Py_FinalizeEx() == 0);
  CHECK(g_order == 2);
  int added = 0;
  while (Py_AtExit([] {}) == 0) ++added;
  CHECK(added == 32);
  Py_InitializeEx(0);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: signals, frames, tracing") {
  CHECK(PyOS_setsig(SIGUSR2, SIG_IGN) == SIG_DFL);
  CHECK(PyOS_getsig(SIGUSR2) == SIG_IGN);
  CHECK(PyOS_setsig(SIGUSR2, SIG_DFL) == SIG_IGN);
  CHECK(PyOS_getsig(100000) == SIG_ERR);
  Py_InitializeEx(0);
  PyThreadState* ts = PyThreadState_Get();
  CHECK(PyThreadState_GetUnchecked() == ts);
  CHECK(PyThreadState_GetFrame(ts) == nullptr);
  CHECK(PyRun_SimpleString("import sys\nevents = []\ndef trace(frame, event, arg): events.append(frame.f_code.co_name)\nsys.settrace(trace)\ndef f(): pass\n") == 0);
  PyThreadState_EnterTracing(ts);
  CHECK(PyRun_SimpleString("f()\n") == 0);
  PyThreadState_LeaveTracing(ts);
  CHECK(evaluate("events.count('f')") == 0);
  CHECK(PyRun_SimpleString("sys.settrace(None)\n") == 0);
  PyEval_ReleaseLock();
  CHECK(PyThreadState_GetUnchecked() == nullptr);
  PyEval_AcquireLock();
  CHECK(PyThreadState_Get() == ts);
  CHECK(Py_IsFinalizing() == 0);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: a configuration by names brings modules along, and their names need not live on") {
  host::CountingAllocator memory;
  for (int i = 0; i < 2; ++i) {
    PyInitConfig* config = PyInitConfig_Create();
    REQUIRE(config != nullptr);
    std::string name = "from_the_host";
    static PyModuleDef def = {PyModuleDef_HEAD_INIT, "from_the_host", nullptr, 0, nullptr, nullptr, nullptr, nullptr, nullptr};
    CHECK(PyInitConfig_AddModule(config, name.c_str(), [] { return PyModuleDef_Init(&def); }) == 0);
    CHECK(PyInitConfig_AddModule(config, nullptr, [] { return PyModuleDef_Init(&def); }) == -1);
    name.assign("overwritten now");
    CHECK(PyInitConfig_HasOption(config, "site_import") == 1);
    CHECK(PyInitConfig_HasOption(config, nullptr) == 0);
    int64_t number = 0;
    CHECK(PyInitConfig_GetInt(config, "no_such_option", &number) == -1);
    const char* message = nullptr;
    CHECK(PyInitConfig_GetError(config, &message) == 1);
    CHECK(std::string_view(message) == "unknown config option name: no_such_option");
    REQUIRE(Py_InitializeFromInitConfig(config) == 0);
    CHECK(PyInitConfig_GetError(config, &message) == 0);
    CHECK(message == nullptr);
    PyInitConfig_Free(config);
    CHECK(PyRun_SimpleString("import from_the_host, sys") == 0);
    CHECK(evaluate("int('from_the_host' in sys.builtin_module_names)") == 1);
    CHECK(Py_FinalizeEx() == 0);
    CHECK(memory.bytes == 0);
  }
}
