/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CPYTHON_MODSUPPORT_H
#define PYEMB_CPYTHON_MODSUPPORT_H

/* What the code calls that CPython's Argument Clinic writes. Formats with # count in Py_ssize_t, and nothing is kept in a parser. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _PyArg_Parser {
  const char *format;
  const char *const *keywords; /* "" for parameters without a name, NULL at the end */
  const char *fname;
  const char *custom_msg;
  int pos;
  int min;
  int max;
  PyObject *kwtuple;
  struct _PyArg_Parser *next;
} _PyArg_Parser;
PyAPI_FUNC(int) _PyArg_NoKeywords(const char *function, PyObject *keywords);
PyAPI_FUNC(int) _PyArg_NoKwnames(const char *function, PyObject *names);
PyAPI_FUNC(int) _PyArg_NoPositional(const char *function, PyObject *args);
PyAPI_FUNC(void) _PyArg_BadArgument(const char *function, const char *shown, const char *expected, PyObject *argument);
PyAPI_FUNC(int) _PyArg_CheckPositional(const char *name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most);
PYEMB_VARIADIC(int) _PyArg_UnpackStack(PyObject *const *args, Py_ssize_t count, const char *name, Py_ssize_t least, Py_ssize_t most, ...);
PYEMB_VARIADIC(int) _PyArg_ParseStack_SizeT(PyObject *const *args, Py_ssize_t count, const char *format, ...);
PYEMB_VARIADIC(int) _PyArg_ParseStackAndKeywords_SizeT(PyObject *const *args, Py_ssize_t count, PyObject *names, _PyArg_Parser *parser, ...);
PYEMB_VARIADIC(int) _PyArg_ParseTupleAndKeywordsFast_SizeT(PyObject *args, PyObject *keywords, _PyArg_Parser *parser, ...);
PyAPI_FUNC(PyObject *const *) _PyArg_UnpackKeywords(PyObject *const *args, Py_ssize_t count, PyObject *keywords, PyObject *names, _PyArg_Parser *parser, int least, int most, int least_by_name, PyObject **buffer);
#define _PyArg_ParseStack _PyArg_ParseStack_SizeT
#define _PyArg_ParseStackAndKeywords _PyArg_ParseStackAndKeywords_SizeT
#define _PyArg_ParseTupleAndKeywordsFast _PyArg_ParseTupleAndKeywordsFast_SizeT

#ifdef __cplusplus
}
#endif

#endif
