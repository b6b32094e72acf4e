/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_GENOBJECT_H
#define PYEMB_GENOBJECT_H

/* Generators, coroutines, asynchronous generators. */

#ifdef __cplusplus
extern "C" {
#endif

/* Of a frame that PyFrame_New() made and that has not begun, whose code makes such an object: its code runs in the frame. They take the reference to the
 * frame over, also when they fail. The names may be NULL: those of the code. */
PyAPI_FUNC(PyObject *) PyGen_New(PyFrameObject *frame); /* new */
PyAPI_FUNC(PyObject *) PyGen_NewWithQualName(PyFrameObject *frame, PyObject *name, PyObject *qualname); /* new */
PyAPI_FUNC(PyObject *) PyCoro_New(PyFrameObject *frame, PyObject *name, PyObject *qualname); /* new */
PyAPI_FUNC(PyObject *) PyAsyncGen_New(PyFrameObject *frame, PyObject *name, PyObject *qualname); /* new */

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
