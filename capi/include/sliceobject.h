/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_SLICEOBJECT_H
#define PYEMB_SLICEOBJECT_H

/* slice and Ellipsis. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PySlice_Check(PyObject *);
#define PySlice_Check(object) PySlice_Check(_PyObject_CAST(object))

#define Py_Ellipsis PyEmb_Constant(PYEMB_ELLIPSIS)
#define _Py_EllipsisObject (*Py_Ellipsis)

PyAPI_FUNC(Py_ssize_t) PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step);
PyAPI_FUNC(int) PySlice_GetIndices(PyObject *r, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step);
PyAPI_FUNC(int) PySlice_GetIndicesEx(PyObject *r, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step, Py_ssize_t *slicelength);
PyAPI_FUNC(PyObject *) PySlice_New(PyObject *start, PyObject *stop, PyObject *step); /* new */
PyAPI_FUNC(int) PySlice_Unpack(PyObject *slice, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step);

#ifdef __cplusplus
}
#endif

#endif
