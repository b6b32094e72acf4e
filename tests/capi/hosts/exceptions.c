/* SPDX-License-Identifier: MIT */
/* What a host makes of exceptions: structured, printed, chained, of its own. */
#include <Python.h>

static void describe(const char *what) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (type == NULL) {
    printf("%s: no exception\n", what);
    return;
  }
  PyErr_NormalizeException(&type, &value, &traceback);
  if (traceback != NULL) PyException_SetTraceback(value, traceback);
  PyObject *text = PyObject_Str(value);
  printf("%s: %s: %s\n", what, ((PyTypeObject *)type)->tp_name, PyUnicode_AsUTF8(text));
  Py_DECREF(text);
  for (PyObject *at = Py_XNewRef(traceback); at != NULL && at != Py_None;) {
    PyObject *line = PyObject_GetAttrString(at, "tb_lineno");
    PyObject *frame = PyObject_GetAttrString(at, "tb_frame");
    PyCodeObject *code = PyFrame_GetCode((PyFrameObject *)frame);
    PyObject *name = PyObject_GetAttrString((PyObject *)code, "co_name");
    printf("  line %ld in %s\n", PyLong_AsLong(line), PyUnicode_AsUTF8(name));
    PyObject *next = PyObject_GetAttrString(at, "tb_next");
    Py_DECREF(line);
    Py_DECREF(frame);
    Py_DECREF(code);
    Py_DECREF(name);
    Py_DECREF(at);
    at = next;
    if (at == Py_None) Py_CLEAR(at);
  }
  PyObject *cause = PyException_GetCause(value), *context = PyException_GetContext(value);
  if (cause != NULL) printf("  caused by %s\n", Py_TYPE(cause)->tp_name);
  if (context != NULL) printf("  while handling %s\n", Py_TYPE(context)->tp_name);
  Py_XDECREF(cause);
  Py_XDECREF(context);
  Py_DECREF(type);
  Py_DECREF(value);
  Py_XDECREF(traceback);
}

static PyObject *run(const char *text, int start, PyObject *globals) { return PyRun_String(text, start, globals, globals); }

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyObject *globals = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyObject *none = run("def inner(x):\n  return 1 / x\n\ndef outer(x):\n  try:\n    return inner(x)\n  except ZeroDivisionError as e:\n    raise RuntimeError('outer') from e\n",
                       Py_file_input, globals);
  Py_XDECREF(none);
  run("inner(0)", Py_eval_input, globals);
  describe("plain");
  run("outer(0)", Py_eval_input, globals);
  describe("chained");
  run("x y", Py_eval_input, globals);
  describe("syntax");
  run("__import__('nowhere')", Py_eval_input, globals);
  printf("%d %d\n", PyErr_ExceptionMatches(PyExc_ImportError), PyErr_ExceptionMatches(PyExc_KeyError));
  describe("import");
  PyObject *own = PyErr_NewExceptionWithDoc("host.Refused", "The host refuses.", PyExc_PermissionError, NULL);
  PyDict_SetItemString(globals, "Refused", own);
  PyErr_SetString(own, "no");
  describe("own");
  none = run("try:\n  raise Refused(13, 'denied', 'file')\nexcept OSError as e:\n  print(repr(e), e.filename, Refused.__doc__, Refused.__module__)\n", Py_file_input, globals);
  Py_XDECREF(none);
  fflush(stdout);
  PyObject *result = run("outer(0)", Py_eval_input, globals);
  if (result == NULL) PyErr_Print();
  run("raise ExceptionGroup('several', [ValueError(1), TypeError('t')])", Py_file_input, globals);
  PyErr_PrintEx(0);
  PyErr_Format(PyExc_ValueError, "%s %i %R", "made", 3, own);
  PyErr_WriteUnraisable(own);
  PyErr_SetString(PyExc_KeyboardInterrupt, "");
  PyErr_Print();
  errno = ENOENT;
  PyErr_SetFromErrnoWithFilename(PyExc_OSError, "a/b");
  PyErr_Print();
  printf("%d\n", PyErr_WarnEx(PyExc_UserWarning, "beware", 1));
  fflush(stdout);
  Py_DECREF(own);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
