/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_LONGOBJECT_H
#define PYEMB_LONGOBJECT_H

/* int. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyLong_Check(PyObject *);
PyAPI_FUNC(int) PyLong_CheckExact(PyObject *);
#define PyLong_Check(object) PyLong_Check(_PyObject_CAST(object))
#define PyLong_CheckExact(object) PyLong_CheckExact(_PyObject_CAST(object))

#define PyLong_AS_LONG(object) PyLong_AsLong(object)
#define PyLong_FromPid PyLong_FromLong
#define PyLong_AsPid PyLong_AsLong
#define _Py_PARSE_PID "i"

PyAPI_FUNC(double) PyLong_AsDouble(PyObject *);
PyAPI_FUNC(long) PyLong_AsLong(PyObject *);
PyAPI_FUNC(long) PyLong_AsLongAndOverflow(PyObject *, int *);
PyAPI_FUNC(long long) PyLong_AsLongLong(PyObject *);
PyAPI_FUNC(long long) PyLong_AsLongLongAndOverflow(PyObject *, int *);
PyAPI_FUNC(size_t) PyLong_AsSize_t(PyObject *);
PyAPI_FUNC(Py_ssize_t) PyLong_AsSsize_t(PyObject *);
PyAPI_FUNC(unsigned long) PyLong_AsUnsignedLong(PyObject *);
PyAPI_FUNC(unsigned long long) PyLong_AsUnsignedLongLong(PyObject *);
PyAPI_FUNC(unsigned long long) PyLong_AsUnsignedLongLongMask(PyObject *);
PyAPI_FUNC(unsigned long) PyLong_AsUnsignedLongMask(PyObject *);
PyAPI_FUNC(void *) PyLong_AsVoidPtr(PyObject *);
PyAPI_FUNC(PyObject *) PyLong_FromDouble(double); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromLong(long); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromLongLong(long long); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromSize_t(size_t); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromSsize_t(Py_ssize_t); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromString(const char *, char **, int); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromUnsignedLong(unsigned long); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromUnsignedLongLong(unsigned long long); /* new */
PyAPI_FUNC(PyObject *) PyLong_FromVoidPtr(void *); /* new */
PyAPI_FUNC(PyObject *) PyLong_GetInfo(void); /* new */
PyAPI_FUNC(long) PyOS_strtol(const char *, char **, int);
PyAPI_FUNC(unsigned long) PyOS_strtoul(const char *, char **, int);

/* Not in the stable ABI. */
PyAPI_FUNC(PyObject *) PyLong_FromUnicodeObject(PyObject *u, int base); /* new */
PyAPI_FUNC(int) _PyLong_AsInt(PyObject *);
PyAPI_FUNC(int) _PyLong_Sign(PyObject *); /* -1, 0 or 1 */
PyAPI_FUNC(size_t) _PyLong_NumBits(PyObject *);
PyAPI_FUNC(PyObject *) _PyLong_FromByteArray(const unsigned char *bytes, size_t n, int little_endian, int is_signed); /* new */
PyAPI_FUNC(int) _PyLong_AsByteArray(PyLongObject *v, unsigned char *bytes, size_t n, int little_endian, int is_signed);
PyAPI_FUNC(PyObject *) _PyLong_GCD(PyObject *, PyObject *); /* new */

#ifdef __cplusplus
}
#endif

#endif
