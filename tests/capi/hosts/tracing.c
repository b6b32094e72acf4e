/* SPDX-License-Identifier: MIT */
/* A debugger's view: trace and profile functions in C. */
#include <Python.h>
#include "frameobject.h"

static int depth;

static int trace(PyObject *object, PyFrameObject *frame, int what, PyObject *argument) {
  static const char *const names[] = {"call", "exception", "line", "return", "c_call", "c_exception", "c_return", "opcode"};
  PyCodeObject *code = PyFrame_GetCode(frame);
  PyObject *file = PyObject_GetAttrString((PyObject *)code, "co_filename");
  PyObject *name = PyObject_GetAttrString((PyObject *)code, "co_name");
  if (PyUnicode_CompareWithASCIIString(file, "<string>") == 0 && (what != PyTrace_CALL || PyUnicode_CompareWithASCIIString(name, "<module>") != 0)) {
    printf("%s %s:%d %s\n", PyUnicode_AsUTF8(object), PyUnicode_AsUTF8(name), PyFrame_GetLineNumber(frame), names[what]);
  }
  Py_DECREF(file);
  Py_DECREF(name);
  Py_DECREF(code);
  depth++;
  return 0;
}
static int refuse(PyObject *object, PyFrameObject *frame, int what, PyObject *argument) {
  if (what != PyTrace_LINE) return 0;
  PyErr_SetString(PyExc_InterruptedError, "the debugger stops here");
  return -1;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyRun_SimpleString("def f(x):\n  if x:\n    return f(x - 1)\n  try:\n    1 / 0\n  except ZeroDivisionError:\n    pass\n  return len('abc')\n");
  PyObject *name = PyUnicode_FromString("trace");
  PyEval_SetTrace(trace, name);
  PyRun_SimpleString("f(1)\n");
  PyEval_SetTrace(NULL, NULL);
  PyObject *profile = PyUnicode_FromString("profile");
  PyEval_SetProfile(trace, profile);
  PyRun_SimpleString("f(0)\n");
  PyEval_SetProfile(NULL, NULL);
  fflush(stdout);
  PyEval_SetTrace(refuse, NULL);
  int status = PyRun_SimpleString("f(0)\nprint('not reached')\n");
  PyEval_SetTrace(NULL, NULL);
  printf("%d %d\n", status, depth > 10);
  PyRun_SimpleString("print(f(0))\n");
  Py_DECREF(name);
  Py_DECREF(profile);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
