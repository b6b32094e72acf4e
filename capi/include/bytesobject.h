/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_BYTESOBJECT_H
#define PYEMB_BYTESOBJECT_H

/* bytes. The bytes stand in memory with a zero behind them; those of an object made by PyBytes_FromStringAndSize(NULL, n) can be written as long as
 * nobody else has seen it. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyBytes_Check(PyObject *);
PyAPI_FUNC(int) PyBytes_CheckExact(PyObject *);
#define PyBytes_Check(object) PyBytes_Check(_PyObject_CAST(object))
#define PyBytes_CheckExact(object) PyBytes_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(char *) PyBytes_AsString(PyObject *);
PyAPI_FUNC(int) PyBytes_AsStringAndSize(PyObject *obj, char **s, Py_ssize_t *len);
PyAPI_FUNC(void) PyBytes_Concat(PyObject **, PyObject *);
PyAPI_FUNC(void) PyBytes_ConcatAndDel(PyObject **, PyObject *); /* steals the right one */
PyAPI_FUNC(PyObject *) PyBytes_DecodeEscape(const char *, Py_ssize_t, const char *, Py_ssize_t, const char *); /* new */
PYEMB_VARIADIC(PyObject *) PyBytes_FromFormat(const char *, ...); /* new */
PyAPI_FUNC(PyObject *) PyBytes_FromFormatV(const char *, va_list); /* new */
PyAPI_FUNC(PyObject *) PyBytes_FromObject(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyBytes_FromString(const char *); /* new */
PyAPI_FUNC(PyObject *) PyBytes_FromStringAndSize(const char *, Py_ssize_t); /* new */
PyAPI_FUNC(PyObject *) PyBytes_Repr(PyObject *, int); /* new */
PyAPI_FUNC(Py_ssize_t) PyBytes_Size(PyObject *);
PyAPI_FUNC(int) _PyBytes_Resize(PyObject **, Py_ssize_t);
PyAPI_FUNC(PyObject *) _PyBytes_Join(PyObject *separator, PyObject *iterable); /* new */
PyAPI_FUNC(char *) PyBytes_AS_STRING(PyObject *);
PyAPI_FUNC(Py_ssize_t) PyBytes_GET_SIZE(PyObject *);
#define PyBytes_AS_STRING(object) PyBytes_AS_STRING(_PyObject_CAST(object))
#define PyBytes_GET_SIZE(object) PyBytes_GET_SIZE(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
