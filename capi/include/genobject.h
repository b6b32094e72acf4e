/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_GENOBJECT_H
#define PYEMB_GENOBJECT_H

/* Generators, coroutines, asynchronous generators. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyGen_Check(PyObject *);
PyAPI_FUNC(int) PyGen_CheckExact(PyObject *);
PyAPI_FUNC(int) PyCoro_CheckExact(PyObject *);
PyAPI_FUNC(int) PyAsyncGen_CheckExact(PyObject *);
#define PyGen_Check(object) PyGen_Check(_PyObject_CAST(object))
#define PyGen_CheckExact(object) PyGen_CheckExact(_PyObject_CAST(object))
#define PyCoro_CheckExact(object) PyCoro_CheckExact(_PyObject_CAST(object))
#define PyAsyncGen_CheckExact(object) PyAsyncGen_CheckExact(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
