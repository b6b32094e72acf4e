/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_ITEROBJECT_H
#define PYEMB_ITEROBJECT_H

/* The two general iterators. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PySeqIter_Check(PyObject *);
PyAPI_FUNC(int) PyCallIter_Check(PyObject *);
#define PySeqIter_Check(object) PySeqIter_Check(_PyObject_CAST(object))
#define PyCallIter_Check(object) PyCallIter_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyCallIter_New(PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PySeqIter_New(PyObject *); /* new */

#ifdef __cplusplus
}
#endif

#endif
