/* SPDX-License-Identifier: MIT */
/* The functions that take a va_list, behind functions with an ellipsis. */
#pragma once
#include <Python.h>
#include <stdarg.h>

static int parse_v(PyObject *args, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int done = PyArg_VaParse(args, format, list);
  va_end(list);
  return done;
}
static int parse_keywords_v(PyObject *args, PyObject *keywords, const char *format, char **names, ...) {
  va_list list;
  va_start(list, names);
  int done = PyArg_VaParseTupleAndKeywords(args, keywords, format, names, list);
  va_end(list);
  return done;
}
static PyObject *build_v(const char *format, ...) {
  va_list list;
  va_start(list, format);
  PyObject *made = Py_VaBuildValue(format, list);
  va_end(list);
  return made;
}
