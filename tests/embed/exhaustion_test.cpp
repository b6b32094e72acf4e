// SPDX-License-Identifier: MIT
// An allocator of the host that answers NULL at its n-th call, for every n: through the C ABI, from the start to the end.
#include <catch2/catch.hpp>
#include <span>
#include <string>
#include <string_view>

#include "Python.h"
#include "host.h"

using host::CountingAllocator;
using Failure = CountingAllocator::Failure;

namespace {

/// How far a life came.
struct Life {
  bool initialized = false;
  bool imported = false;
  std::string error;  ///< of the status, or the class of the exception
};

PyStatus start_isolated() {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return status;
}

/// The class and text of the exception that is set, which then is no more. Memory may be had again.
std::string take_error() {
  PyObject* exception = PyErr_GetRaisedException();
  if (exception == nullptr) return "";
  std::string error = PyExceptionClass_Name(PyExceptionInstance_Class(exception));
  PyObject* text = PyObject_Str(exception);
  const char* utf8 = text != nullptr ? PyUnicode_AsUTF8(text) : nullptr;
  if (utf8 != nullptr && *utf8 != '\0') error.append(": ").append(utf8);
  PyErr_Clear();
  Py_XDECREF(text);
  Py_DECREF(exception);
  return error;
}

const char* expected_error(const Life& life) { return life.initialized ? "MemoryError" : "memory allocation failed"; }

/// Initialize, import, finalize, while the allocator may fail.
Life live(CountingAllocator& memory, long calls, Failure failure, const char* module) {
  Life life;
  memory.fail_after(calls, failure);
  PyStatus status = start_isolated();
  life.initialized = PyStatus_Exception(status) == 0;
  if (!life.initialized) {
    life.error = status.err_msg;
    memory.stop_failing();
    return life;
  }
  PyObject* imported = PyImport_ImportModule(module);
  life.imported = imported != nullptr;
  memory.stop_failing();
  if (!life.imported) life.error = take_error();
  Py_XDECREF(imported);
  CHECK(Py_FinalizeEx() == 0);
  return life;
}

void check_normal_life(CountingAllocator& memory, const char* module) {
  PyStatus status = start_isolated();
  REQUIRE(PyStatus_Exception(status) == 0);
  PyObject* imported = PyImport_ImportModule(module);
  CHECK(imported != nullptr);
  Py_XDECREF(imported);
  CHECK(Py_FinalizeEx() == 0);
  REQUIRE(memory.bytes == 0);
}

/// The number of calls of a life in which nothing fails.
long calls_of(CountingAllocator& memory, const char* module) {
  memory.calls = 0;
  check_normal_life(memory, module);
  return memory.calls;
}

/// What is imported: more when the tests run whole.
std::span<const char* const> modules() {
  static constexpr const char* kModules[] = {"_struct", "json", "dataclasses", "logging"};
  return std::span(kModules).first(host::runs_whole() ? 4 : 2);
}

/// From call to call: one, or so many that it does not take long.
long step_through(long calls) { return host::runs_whole() ? 1 : calls / 120 + 1; }

}  // namespace

TEST_CASE("memory that ends at the n-th call is an error each time, and the next life is whole") {
  for (const char* module : modules()) {
    CountingAllocator memory;
    const long calls = calls_of(memory, module);
    const long most = calls + 100;
    bool done = false;
    long n = 0;
    for (; n < most && !done; n += step_through(most)) {
      INFO(module << ", call " << n);
      Life life = live(memory, n, Failure::kForEver, module);
      REQUIRE(memory.bytes == 0);
      done = life.imported;
      if (!done) CHECK(life.error == expected_error(life));
      if (n % 16 == 0) check_normal_life(memory, module);
    }
    CHECK(done);
    CHECK(n > calls * 4 / 5);  // the rest are those of the end
  }
}

TEST_CASE("a single failed call is an error or is got over, and nothing is left of it") {
  for (const char* module : modules()) {
    CountingAllocator memory;
    const long most = calls_of(memory, module);
    for (long n = 0; n < most; n += step_through(most)) {
      INFO(module << ", call " << n);
      Life life = live(memory, n, Failure::kOnce, module);
      REQUIRE(memory.bytes == 0);
      if (!life.imported) CHECK(life.error == expected_error(life));
      if (n % 16 == 0) check_normal_life(memory, module);
    }
  }
}

namespace {

/// A configuration with texts and lists, read, changed, and used.
PyStatus start_by_steps() {
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.install_signal_handlers = 0;
  config.use_environment = 0;
  config.site_import = 0;
  const char* argv[] = {"host", "-X", "dev=1", "-W", "error", "-c", "pass"};
  PyStatus status = PyConfig_SetBytesArgv(&config, 7, const_cast<char**>(argv));
  if (PyStatus_Exception(status) == 0) status = PyConfig_SetString(&config, &config.program_name, L"/opt/\u00fcber/host");
  if (PyStatus_Exception(status) == 0) status = PyConfig_Read(&config);
  if (PyStatus_Exception(status) == 0) status = PyWideStringList_Append(&config.module_search_paths, L"/opt/scripts");
  config._init_main = 0;
  if (PyStatus_Exception(status) == 0) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return PyStatus_Exception(status) == 0 ? _Py_InitializeMain() : status;
}

}  // namespace

TEST_CASE("memory that ends at the n-th call of a start in steps") {
  CountingAllocator memory;
  for (Failure failure : {Failure::kForEver, Failure::kOnce}) {
    bool done = false;
    for (long n = 0; !done; n += host::runs_whole() ? 1 : 7) {
      INFO("call " << n);
      memory.fail_after(n, failure);
      PyStatus status = start_by_steps();
      done = !memory.has_failed();
      memory.stop_failing();
      if (PyStatus_Exception(status) == 0) {
        CHECK(Py_FinalizeEx() == 0);
      } else {
        CHECK(std::string_view(status.err_msg) == "memory allocation failed");
        CHECK(PyGILState_Check() == 0);
        CHECK(Py_FinalizeEx() == 0);  // preinitialization is undone
      }
      REQUIRE(memory.bytes == 0);
    }
  }
  check_normal_life(memory, "json");
}

TEST_CASE("memory that ends while site runs, which reports errors on its own, ends the start or does not, and nothing is left") {
  CountingAllocator memory;
  for (Failure failure : {Failure::kForEver, Failure::kOnce}) {
    bool done = false;
    for (long n = 150; !done; n += host::runs_whole() ? 1 : 23) {
      INFO("call " << n);
      PyInitConfig* config = PyInitConfig_Create();
      REQUIRE(config != nullptr);
      CHECK(PyInitConfig_SetInt(config, "site_import", 1) == 0);
      PyInitConfig_SetWriter(config, [](void*, int, const char*, size_t) { return 0; }, nullptr);
      memory.fail_after(n, failure);
      const bool well = Py_InitializeFromInitConfig(config) == 0;
      done = !memory.has_failed();
      memory.stop_failing();
      if (well) CHECK(Py_FinalizeEx() == 0);
      const char* message = nullptr;
      CHECK(PyInitConfig_GetError(config, &message) == (well ? 0 : 1));
      PyInitConfig_Free(config);
      REQUIRE(memory.bytes == 0);
    }
  }
  check_normal_life(memory, "json");
}

TEST_CASE("memory that ends at the n-th call of a further interpreter's start") {
  CountingAllocator memory;
  REQUIRE(PyStatus_Exception(start_isolated()) == 0);
  PyThreadState* main = PyThreadState_Get();
  const long before = memory.bytes;
  for (Failure failure : {Failure::kForEver, Failure::kOnce}) {
    bool done = false;
    for (long n = 0; !done; ++n) {
      INFO("call " << n);
      memory.fail_after(n, failure);
      PyThreadState* further = Py_NewInterpreter();
      done = !memory.has_failed();
      memory.stop_failing();
      if (further != nullptr) {
        Py_EndInterpreter(further);
        PyThreadState_Swap(main);
      } else {
        CHECK(std::string_view(PyEmb_LastStatus().err_msg) == "memory allocation failed");
      }
      REQUIRE(PyThreadState_Get() == main);
      REQUIRE(memory.bytes == before);
    }
  }
  CHECK(Py_FinalizeEx() == 0);
  CHECK(memory.bytes == 0);
}
