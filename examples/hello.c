/* SPDX-License-Identifier: MIT */
/* The same as hello.cpp, in C: configure, start, run a text, read a value, call a function, catch an exception. */
#include <stdio.h>

#include "Python.h"

static int show_failure(void) {
  PyErr_Print();
  Py_FinalizeEx();
  return 1;
}

int main(void) {
  PyInitConfig *config = PyInitConfig_Create();
  if (config == NULL || PyInitConfig_SetStr(config, "executable", "hello") < 0 || Py_InitializeFromInitConfig(config) < 0) {
    const char *message = "out of memory";
    if (config != NULL) PyInitConfig_GetError(config, &message);
    fprintf(stderr, "Python did not start: %s\n", message);
    PyInitConfig_Free(config);
    return 1;
  }
  PyInitConfig_Free(config);

  if (PyRun_SimpleString("def add(a, b):\n"
                         "    return a + b\n"
                         "answer = add(40, 2)\n") < 0) {
    return show_failure();
  }
  PyObject *globals = PyModule_GetDict(PyImport_AddModule("__main__")); /* borrowed */
  printf("answer = %lld\n", PyLong_AsLongLong(PyDict_GetItemString(globals, "answer")));

  PyObject *args[2] = {PyLong_FromLongLong(1), PyUnicode_FromString("two")};
  PyObject *sum = PyObject_Vectorcall(PyDict_GetItemString(globals, "add"), args, 2, NULL);
  Py_XDECREF(args[0]);
  Py_XDECREF(args[1]);
  if (sum == NULL) {
    PyObject *exception = PyErr_GetRaisedException();
    PyObject *text = PyObject_Str(exception);
    char buffer[200] = "";
    if (text != NULL) PyEmb_UnicodeToUTF8(text, buffer, sizeof buffer);
    printf("caught: %s\n", buffer);
    Py_XDECREF(text);
    Py_XDECREF(exception);
  }
  Py_XDECREF(sum);
  return Py_FinalizeEx() < 0 ? 1 : 0;
}
