/* SPDX-License-Identifier: MIT */
#ifndef CAPI_TEST_H
#define CAPI_TEST_H

/* What the tests of the C ABI are written with. A test prints; it is compiled twice, against CPython and against this library, and both must
 * print the same. The runner finds each TEST(name) and each PyInit_NAME, and makes the main program. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "structmember.h"

#define TEST(name) void test_##name(void)

#ifdef PYEMB_TESTED
#define START()                                             \
  do {                                                      \
    PyInitConfig *config = PyInitConfig_Create();           \
    if (Py_InitializeFromInitConfig(config) != 0) return 8; \
    PyInitConfig_Free(config);                              \
  } while (0)
#else
#define START() Py_InitializeEx(0)
#endif

/* The exception that is set, on a line; it is cleared. */
static inline void show_error(const char *what) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (type == NULL) {
    printf("%s -> no error\n", what);
    return;
  }
  PyErr_NormalizeException(&type, &value, &traceback);
  PyObject *text = PyObject_Str(value);
  printf("%s -> %s: %s\n", what, ((PyTypeObject *)type)->tp_name, text != NULL ? PyUnicode_AsUTF8(text) : "?");
  Py_XDECREF(text);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  PyErr_Clear();
}

static inline void show_borrowed(const char *what, PyObject *object) {
  if (object == NULL) {
    show_error(what);
    return;
  }
  if (PyErr_Occurred()) {
    printf("%s -> a result and an error\n", what);
    PyErr_Clear();
  }
  PyObject *text = PyObject_Repr(object);
  if (text == NULL) {
    show_error(what);
    return;
  }
  printf("%s -> %s\n", what, PyUnicode_AsUTF8(text));
  Py_DECREF(text);
}
static inline void show_new(const char *what, PyObject *object) {
  show_borrowed(what, object);
  Py_XDECREF(object);
}
static inline void show_int(const char *what, long long number) {
  if (PyErr_Occurred()) {
    printf("%lld, ", number);
    show_error(what);
    return;
  }
  printf("%s -> %lld\n", what, number);
}
static inline void show_double(const char *what, double number) {
  if (PyErr_Occurred()) {
    printf("%g, ", number);
    show_error(what);
    return;
  }
  printf("%s -> %g\n", what, number);
}
static inline void show_text(const char *what, const char *text) {
  if (text == NULL) {
    show_error(what);
    return;
  }
  printf("%s -> \"%s\"\n", what, text);
}
/* Whether an exception of that type is set, whatever it says; it is cleared. For what CPython words by its sources' places. */
static inline void show_type_of_error(const char *what) {
  PyObject *type = PyErr_Occurred();
  printf("%s -> %s\n", what, type != NULL ? ((PyTypeObject *)type)->tp_name : "no error");
  PyErr_Clear();
}

/* Prints a call and what comes of it. */
#define NEW(call) show_new(#call, (call))
#define BORROWED(call) show_borrowed(#call, (call))
#define INT(call) show_int(#call, (long long)(call))
#define DOUBLE(call) show_double(#call, (call))
#define TEXT(call) show_text(#call, (call))
#define VOID(call) ((call), show_error(#call))
/* A call that fails, of which only the type of the exception is compared. */
#define FAILS(call)               \
  do {                            \
    (void)(call);                 \
    show_type_of_error(#call);    \
  } while (0)

/* A new reference that the test owns to its end: `PyObject *list = KEEP(PyList_New(0));`. NULL stays NULL. */
#define KEEP(object) ((__typeof__(object))keep_reference((PyObject *)(object)))
enum { KEPT_AT_MOST = 4096 };
extern PyObject *kept_references[KEPT_AT_MOST]; /* of the main program */
extern int kept_count;
static inline PyObject *keep_reference(PyObject *object) {
  if (object != NULL && kept_count < KEPT_AT_MOST) kept_references[kept_count++] = object;
  return object;
}
static inline void release_kept(void) {
  while (kept_count > 0) Py_DECREF(kept_references[--kept_count]);
}

/* An expression's value, or statements, of Python in the module __main__. */
static inline PyObject *eval(const char *text) {
  PyObject *globals = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyObject *value = PyRun_String(text, Py_eval_input, globals, globals);
  if (value == NULL) show_error(text);
  return value;
}
static inline void run(const char *text) {
  PyObject *globals = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyObject *none = PyRun_String(text, Py_file_input, globals, globals);
  if (none == NULL) show_error(text);
  Py_XDECREF(none);
  fflush(stdout);
}
static inline void set_global(const char *name, PyObject *value) {
  PyDict_SetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), name, value);
}

#endif
