/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_BYTEARRAYOBJECT_H
#define PYEMB_BYTEARRAYOBJECT_H

/* bytearray. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyByteArray_Check(PyObject *);
PyAPI_FUNC(int) PyByteArray_CheckExact(PyObject *);
#define PyByteArray_Check(object) PyByteArray_Check(_PyObject_CAST(object))
#define PyByteArray_CheckExact(object) PyByteArray_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(char *) PyByteArray_AsString(PyObject *);
PyAPI_FUNC(PyObject *) PyByteArray_Concat(PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyByteArray_FromObject(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyByteArray_FromStringAndSize(const char *, Py_ssize_t); /* new */
PyAPI_FUNC(int) PyByteArray_Resize(PyObject *, Py_ssize_t);
PyAPI_FUNC(Py_ssize_t) PyByteArray_Size(PyObject *);
PyAPI_FUNC(char *) PyByteArray_AS_STRING(PyObject *);
PyAPI_FUNC(Py_ssize_t) PyByteArray_GET_SIZE(PyObject *);
#define PyByteArray_AS_STRING(object) PyByteArray_AS_STRING(_PyObject_CAST(object))
#define PyByteArray_GET_SIZE(object) PyByteArray_GET_SIZE(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
