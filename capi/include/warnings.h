/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_WARNINGS_H
#define PYEMB_WARNINGS_H

/* Warnings. 0, or -1 when a filter made an exception of it. */

#ifdef __cplusplus
extern "C" {
#endif

PYEMB_VARIADIC(int) PyErr_ResourceWarning(PyObject *source, Py_ssize_t stack_level, const char *format, ...);
PyAPI_FUNC(int) PyErr_WarnEx(PyObject *category, const char *message, Py_ssize_t stack_level);
PyAPI_FUNC(int) PyErr_WarnExplicit(PyObject *category, const char *message, const char *filename, int lineno, const char *module, PyObject *registry);
PYEMB_VARIADIC(int) PyErr_WarnFormat(PyObject *category, Py_ssize_t stack_level, const char *format, ...);

/* Not in the stable ABI. */
PYEMB_VARIADIC(int) PyErr_WarnExplicitFormat(PyObject *category, const char *filename, int lineno, const char *module, PyObject *registry, const char *format, ...);
PyAPI_FUNC(int) PyErr_WarnExplicitObject(PyObject *category, PyObject *message, PyObject *filename, int lineno, PyObject *module, PyObject *registry);
#define PyErr_Warn(category, message) PyErr_WarnEx((category), (message), 1)

#ifdef __cplusplus
}
#endif

#endif
