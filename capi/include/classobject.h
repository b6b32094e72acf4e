/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CLASSOBJECT_H
#define PYEMB_CLASSOBJECT_H

/* Bound methods. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyMethod_Check(PyObject *);
PyAPI_FUNC(int) PyInstanceMethod_Check(PyObject *);
#define PyMethod_Check(object) PyMethod_Check(_PyObject_CAST(object))
#define PyInstanceMethod_Check(object) PyInstanceMethod_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyInstanceMethod_Function(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyInstanceMethod_New(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyMethod_Function(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyMethod_New(PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyMethod_Self(PyObject *); /* borrowed */
#define PyMethod_GET_FUNCTION(method) PyMethod_Function(_PyObject_CAST(method))
#define PyMethod_GET_SELF(method) PyMethod_Self(_PyObject_CAST(method))
#define PyInstanceMethod_GET_FUNCTION(method) PyInstanceMethod_Function(_PyObject_CAST(method))

#ifdef __cplusplus
}
#endif

#endif
