// SPDX-License-Identifier: MIT
// pyemb_host.h as a C program uses it: figures, handlers that fail, hot reload, and what is refused.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>

#include "Python.h"

namespace {

bool start() {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return !PyStatus_Exception(status);
}

/// The class of the pending exception, which is taken away.
std::string take_error() {
  PyObject* exception = PyErr_GetRaisedException();
  if (exception == nullptr) return "";
  std::string name = Py_TYPE(exception)->tp_name;
  Py_DECREF(exception);
  return name;
}

/// What an expression in __main__ answers, as an int.
long number(const char* expression) {
  PyObject* space = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyObject* value = PyRun_String(expression, Py_eval_input, space, space);
  const long answer = value == nullptr ? -1 : PyLong_AsLong(value);
  Py_XDECREF(value);
  PyErr_Clear();
  return answer;
}

bool run(const char* text) { return PyRun_SimpleString(text) == 0; }

struct Seen {
  int calls = 0;
  int answer = 0;
  bool raises = false;
  std::string text;

  int finish() {
    ++calls;
    if (raises) PyErr_SetString(PyExc_ValueError, "from the handler");
    return answer;
  }
  static int unraisable(void* context, PyObject* exception, const char* message, PyObject* object) {
    auto& self = *static_cast<Seen*>(context);
    PyObject* traceback = PyException_GetTraceback(exception);
    self.text = std::string(Py_TYPE(exception)->tp_name) + (traceback != nullptr ? " traced" : "") + (message != nullptr ? message : "") + (object != nullptr ? " object" : "");
    Py_XDECREF(traceback);
    return self.finish();
  }
  static int warning(void* context, PyObject* warning, const char* filename, int line) {
    auto& self = *static_cast<Seen*>(context);
    self.text = std::string(Py_TYPE(warning)->tp_name) + " " + filename + ":" + std::to_string(line);
    return self.finish();
  }
  static int type(void* context, PyTypeObject* type, int64_t objects, int64_t bytes) {
    auto& self = *static_cast<Seen*>(context);
    if (type == &PyDict_Type) self.text = objects > 0 && bytes > 0 ? "dict" : "none";
    return self.finish();
  }
};

}  // namespace

TEST_CASE("C: figures, whole and cut off") {
  REQUIRE(start());
  PyEmb_Statistics figures;
  REQUIRE(PyEmb_GetStatistics(&figures, sizeof figures) == 0);
  CHECK(figures.live_bytes > 0);
  CHECK(figures.threads == 1);
  CHECK(figures.allocated_blocks > figures.live_blocks);
  CHECK(figures.allocated_bytes > figures.live_bytes);
  PyEmb_Statistics later;
  REQUIRE(run("for i in range(100): bytes(100000), [i]\n"));
  REQUIRE(PyEmb_GetStatistics(&later, sizeof later) == 0);
  CHECK(later.allocated_blocks - figures.allocated_blocks >= 200);
  CHECK(later.allocated_bytes - figures.allocated_bytes >= 100 * 100000);
  CHECK(later.live_bytes < figures.live_bytes + 100000);
  const int64_t objects = PyEmb_CountObjects();
  REQUIRE(run("kept = [[] for i in range(500)]\n"));
  CHECK(PyEmb_CountObjects() >= objects + 501);
  PyEmb_Statistics part;
  std::memset(&part, 0x55, sizeof part);
  REQUIRE(PyEmb_GetStatistics(&part, sizeof part.live_bytes) == 0);
  CHECK(part.live_bytes > 0);
  CHECK(part.threads == 0x5555555555555555);
  CHECK(PyEmb_GetStatistics(nullptr, 8) == -1);
  CHECK(take_error() == "SystemError");
  Seen seen;
  CHECK(PyEmb_VisitTypes(&Seen::type, &seen) == 0);
  CHECK(seen.calls > 10);
  CHECK(seen.text == "dict");
  Seen stops{0, 7, false, ""};
  CHECK(PyEmb_VisitTypes(&Seen::type, &stops) == 7);
  CHECK(stops.calls == 1);
  Seen raises{0, -1, true, ""};
  CHECK(PyEmb_VisitTypes(&Seen::type, &raises) == -1);
  CHECK(take_error() == "ValueError");
  CHECK(PyEmb_VisitTypes(nullptr, nullptr) == -1);
  CHECK(take_error() == "SystemError");
  CHECK(PyEmb_CollectStep(-1) == -1);
  CHECK(take_error() == "ValueError");
  CHECK(Py_FinalizeEx() == 0);
  CHECK(PyEmb_CollectStep(100) == -1);
  CHECK(PyEmb_GetStatistics(&figures, sizeof figures) == -1);
  CHECK(PyEmb_CountObjects() == -1);
}

TEST_CASE("C: objects cannot be counted while the collector works") {
  REQUIRE(start());
  PyObject* function = nullptr;
  static PyMethodDef def = {"count", [](PyObject*, PyObject*) -> PyObject* {
                              Seen seen;
                              if (PyEmb_CountObjects() < 0) return nullptr;
                              return PyEmb_VisitTypes(&Seen::type, &seen) < 0 ? nullptr : PyLong_FromLong(seen.calls);
                            }, METH_NOARGS, nullptr};
  function = PyCFunction_NewEx(&def, nullptr, nullptr);
  REQUIRE(PyObject_SetAttrString(PyImport_AddModule("__main__"), "count", function) == 0);
  Py_DECREF(function);
  CHECK(run("import gc\nerrors = []\ndef tell(phase, info):\n    try: count()\n    except RuntimeError as e: errors.append(e)\n"
            "gc.callbacks.append(tell)\ngc.collect()\ngc.callbacks.clear()\n"));
  CHECK(number("len(errors)") == 2);
  CHECK(number("count() > 0") == 1);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: handlers, and what happens when they fail") {
  REQUIRE(start());
  REQUIRE(run("import io, sys, warnings\nwarnings.simplefilter('always')\nsys.stderr = io.StringIO()\n"
              "class A:\n    def __del__(self): 1 / 0\n"));
  Seen unraisable, warning;
  REQUIRE(PyEmb_SetUnraisableHandler(&Seen::unraisable, &unraisable) == 0);
  REQUIRE(PyEmb_SetWarningHandler(&Seen::warning, &warning) == 0);
  REQUIRE(run("A()\nwarnings.warn_explicit('w', UserWarning, 'a.py', 3)\n"));
  CHECK(unraisable.text == "ZeroDivisionError traced object");
  CHECK(warning.text == "UserWarning a.py:3");
  CHECK(number("len(sys.stderr.getvalue())") == 0);
  for (Seen* seen : {&unraisable, &warning}) *seen = {0, -1, true, ""};
  REQUIRE(run("A()\nwarnings.warn_explicit('w', UserWarning, 'a.py', 3)\n"));
  CHECK(unraisable.calls == 1);
  CHECK(warning.calls == 1);
  CHECK(number("'ZeroDivisionError' in sys.stderr.getvalue() and 'a.py:3: UserWarning: w' in sys.stderr.getvalue()") == 1);
  CHECK(number("'from the handler' in sys.stderr.getvalue()") == 0);
  for (Seen* seen : {&unraisable, &warning}) *seen = {};
  // Set twice: the second one counts.
  Seen second;
  REQUIRE(PyEmb_SetWarningHandler(&Seen::warning, &second) == 0);
  REQUIRE(run("warnings.warn('w')\nsys.stderr = io.StringIO()\nwarnings._showwarnmsg(warnings.WarningMessage(UserWarning('f'), UserWarning, 'b.py', 1, sys.stderr))\n"));
  CHECK(warning.calls == 0);
  CHECK(second.calls == 1);
  CHECK(number("'b.py:1: UserWarning: f' in sys.stderr.getvalue()") == 1);  // it names its file
  REQUIRE(PyEmb_SetUnraisableHandler(nullptr, nullptr) == 0);
  REQUIRE(PyEmb_SetWarningHandler(nullptr, nullptr) == 0);
  REQUIRE(run("A()\nwarnings.warn('w')\n"));
  CHECK(unraisable.calls + warning.calls == 0);
  CHECK(second.calls == 1);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: handlers hear of what happens at the end, and the next life has none") {
  REQUIRE(start());
  Seen seen;
  REQUIRE(PyEmb_SetUnraisableHandler(&Seen::unraisable, &seen) == 0);
  REQUIRE(run("class A:\n    def __del__(self): 1 / 0\nkept = A()\n"));
  CHECK(Py_FinalizeEx() == 0);
  CHECK(seen.calls == 1);
  REQUIRE(start());
  REQUIRE(run("import io, sys\nsys.stderr = io.StringIO()\nclass A:\n    def __del__(self): 1 / 0\nA()\n"));
  CHECK(seen.calls == 1);
  CHECK(Py_FinalizeEx() == 0);
}

TEST_CASE("C: a module runs again") {
  REQUIRE(start());
  REQUIRE(run("import sys, types\nm = sys.modules['m'] = types.ModuleType('m')\nexec('def f(): return 1', m.__dict__)\nf = m.f\n"));
  PyObject* module = PyImport_ImportModule("m");
  REQUIRE(module != nullptr);
  CHECK(PyEmb_ReloadModule(module, "def f(): return 2") == 0);
  CHECK(number("f()") == 2);
  CHECK(PyEmb_ReloadModule(module, "def f(: return 3") == -1);
  CHECK(take_error() == "SyntaxError");
  CHECK(PyEmb_ReloadModule(module, "\xff") == -1);
  CHECK(take_error() == "UnicodeDecodeError");
  CHECK(PyEmb_ReloadModule(module, nullptr) == -1);
  CHECK(take_error() == "ImportError");
  CHECK(PyEmb_ReloadModule(nullptr, "") == -1);
  CHECK(take_error() == "SystemError");
  CHECK(PyEmb_ReloadModule(Py_None, "") == -1);
  CHECK(take_error() == "TypeError");
  CHECK(number("f()") == 2);
  Py_DECREF(module);
  CHECK(Py_FinalizeEx() == 0);
}
