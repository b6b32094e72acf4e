/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CELLOBJECT_H
#define PYEMB_CELLOBJECT_H

/* Cells: the variables that nested functions share. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyCell_Check(PyObject *);
#define PyCell_Check(object) PyCell_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyCell_Get(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyCell_New(PyObject *); /* new */
PyAPI_FUNC(int) PyCell_Set(PyObject *, PyObject *);
PyAPI_FUNC(PyObject *) PyCell_GET(PyObject *); /* borrowed */
#define PyCell_GET(cell) PyCell_GET(_PyObject_CAST(cell))
#define PyCell_SET(cell, value) ((void)PyCell_Set(_PyObject_CAST(cell), (value)))

#ifdef __cplusplus
}
#endif

#endif
