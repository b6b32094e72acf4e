// SPDX-License-Identifier: MIT
// A debugger that the host attaches (pyemb_debug.h), as far as there is no need of a client: tests/debugger has that.
#include <catch2/catch.hpp>
#include <cstring>
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

/// A client that has said all beforehand.
struct Script {
  std::string in, out;
  bool gone = false, fails = false, raises = false, overflows = false;

  void say(const std::string& command, const std::string& arguments = "{}") {
    const std::string body = "{\"seq\": 1, \"type\": \"request\", \"command\": \"" + command + "\", \"arguments\": " + arguments + "}";
    in += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  void begin() {
    say("initialize");
    say("attach");
    say("configurationDone");
  }
  bool has(const char* text) const { return out.find(text) != std::string::npos; }
};

int write_all(void* context, const char* bytes, Py_ssize_t size) {
  auto& script = *static_cast<Script*>(context);
  if (script.fails) return -1;
  script.out.append(bytes, static_cast<size_t>(size));
  return 0;
}

Py_ssize_t read_some(void* context, char* buffer, Py_ssize_t size, int wait) {
  auto& script = *static_cast<Script*>(context);
  CHECK(PyEmb_PollDebugger() == 1);  // from within: nothing happens
  if (script.raises) {
    PyErr_SetString(PyExc_ConnectionError, "the line is cut");
    return -1;
  }
  if (script.overflows) return size + 1;
  const size_t count = std::min<size_t>(static_cast<size_t>(size), std::min<size_t>(script.in.size(), 7));
  std::memcpy(buffer, script.in.data(), count);
  script.in.erase(0, count);
  if (count == 0 && (script.gone || wait != 0)) return wait != 0 ? 0 : -1;
  return static_cast<Py_ssize_t>(count);
}

PyEmb_DebugTransport transport_of(Script& script) { return {write_all, read_some, &script}; }

bool raised(PyObject* type) {
  const bool is = PyErr_ExceptionMatches(type) != 0;
  PyErr_Clear();
  return is;
}

}  // namespace

TEST_CASE("debugger: nothing is imported before somebody attaches one, and wrong calls are errors") {
  CHECK(PyEmb_AttachDebugger(nullptr, 0) == -1);
  CHECK(PyEmb_PollDebugger() == -1);
  CHECK(PyEmb_DetachDebugger() == -1);
  Python python;
  CHECK(PyEmb_PollDebugger() == -1);
  CHECK(raised(PyExc_RuntimeError));
  CHECK(PyEmb_DetachDebugger() == 0);
  CHECK(PyEmb_AttachDebugger(nullptr, 0) == -1);
  CHECK(raised(PyExc_SystemError));
  PyEmb_DebugTransport none = {nullptr, nullptr, nullptr};
  CHECK(PyEmb_AttachDebugger(&none, 1) == -1);
  CHECK(raised(PyExc_SystemError));
  CHECK(PyDict_GetItemString(PyImport_GetModuleDict(), "pyemb_debug") == nullptr);
  CHECK(PyDict_GetItemString(PyImport_GetModuleDict(), "json") == nullptr);
}

TEST_CASE("debugger: a client comes, is polled, and is let go of") {
  Python python;
  Script script;
  script.begin();
  PyEmb_DebugTransport transport = transport_of(script);
  REQUIRE(PyEmb_AttachDebugger(&transport, 1) == 0);
  CHECK(script.has("\"initialized\""));
  CHECK(PyEmb_AttachDebugger(&transport, 0) == -1);
  CHECK(raised(PyExc_RuntimeError));
  script.say("threads");
  CHECK(PyEmb_PollDebugger() == 1);
  CHECK(script.has("MainThread"));
  CHECK(PyEmb_DetachDebugger() == 0);
  CHECK(script.has("\"terminated\""));
  CHECK(PyEmb_DetachDebugger() == 0);
  CHECK(PyEmb_PollDebugger() == -1);
  CHECK(raised(PyExc_RuntimeError));
  Script second;
  second.say("initialize");
  transport = transport_of(second);
  REQUIRE(PyEmb_AttachDebugger(&transport, 0) == 0);
  CHECK(PyEmb_PollDebugger() == 1);
  second.gone = true;
  CHECK(PyEmb_PollDebugger() == 0);
  CHECK(PyEmb_PollDebugger() == 0);
  REQUIRE(PyEmb_AttachDebugger(&transport, 1) == 0);  // gone before it has said anything: the program runs
  CHECK(PyEmb_PollDebugger() == 0);
}

TEST_CASE("debugger: the program stops at a breakpoint, and goes on when the client has gone") {
  Python python;
  Script script;
  script.begin();
  script.say("setFunctionBreakpoints", "{\"breakpoints\": [{\"name\": \"f\"}]}");
  PyEmb_DebugTransport transport = transport_of(script);
  REQUIRE(PyEmb_AttachDebugger(&transport, 1) == 0);
  CHECK(PyEmb_PollDebugger() == 1);
  CHECK(PyRun_SimpleString("def f(): return 1\nf()") == 0);
  CHECK(script.has("function breakpoint"));
  CHECK(PyEmb_PollDebugger() == 0);
}

TEST_CASE("debugger: a transport that fails detaches") {
  Python python;
  Script script;
  script.begin();
  PyEmb_DebugTransport transport = transport_of(script);
  script.fails = true;
  CHECK(PyEmb_AttachDebugger(&transport, 1) == -1);
  CHECK(raised(PyExc_OSError));
  script.fails = false;
  for (bool Script::* fault : {&Script::raises, &Script::overflows}) {
    REQUIRE(PyEmb_AttachDebugger(&transport, 0) == 0);
    script.*fault = true;
    CHECK(PyEmb_PollDebugger() == -1);
    CHECK(raised(PyExc_OSError));
    script.*fault = false;
    CHECK(PyEmb_PollDebugger() == 0);
  }
  script.in.clear();
  script.begin();
  script.say("setFunctionBreakpoints", "{\"breakpoints\": [{\"name\": \"g\"}]}");
  REQUIRE(PyEmb_AttachDebugger(&transport, 1) == 0);
  CHECK(PyEmb_PollDebugger() == 1);
  script.raises = true;
  CHECK(PyRun_SimpleString("import sys\nseen = []\nsys.unraisablehook = seen.append\ndef g(): return 1\nassert g() == 1\n"
                           "assert seen[0].exc_type is ConnectionError, seen") == 0);
  script.raises = false;
  CHECK(PyEmb_PollDebugger() == 0);
}
