/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_TUPLEOBJECT_H
#define PYEMB_TUPLEOBJECT_H

/* tuple. A new one is filled by PyTuple_SetItem before anybody else sees it. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyTuple_Check(PyObject *);
PyAPI_FUNC(int) PyTuple_CheckExact(PyObject *);
#define PyTuple_Check(object) PyTuple_Check(_PyObject_CAST(object))
#define PyTuple_CheckExact(object) PyTuple_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyTuple_GetItem(PyObject *, Py_ssize_t); /* borrowed */
PyAPI_FUNC(PyObject *) PyTuple_GetSlice(PyObject *, Py_ssize_t, Py_ssize_t); /* new */
PyAPI_FUNC(PyObject *) PyTuple_New(Py_ssize_t size); /* new */
PYEMB_VARIADIC(PyObject *) PyTuple_Pack(Py_ssize_t, ...); /* new */
PyAPI_FUNC(int) PyTuple_SetItem(PyObject *, Py_ssize_t, PyObject *); /* steals the item */
PyAPI_FUNC(Py_ssize_t) PyTuple_Size(PyObject *);
PyAPI_FUNC(int) _PyTuple_Resize(PyObject **, Py_ssize_t);
PyAPI_FUNC(PyObject *) PyTuple_GET_ITEM(PyObject *, Py_ssize_t); /* borrowed */
PyAPI_FUNC(void) PyTuple_SET_ITEM(PyObject *, Py_ssize_t, PyObject *); /* steals the item; drops nothing */
PyAPI_FUNC(Py_ssize_t) PyTuple_GET_SIZE(PyObject *);
#define PyTuple_GET_ITEM(object, index) PyTuple_GET_ITEM(_PyObject_CAST(object), (index))
#define PyTuple_SET_ITEM(object, index, item) PyTuple_SET_ITEM(_PyObject_CAST(object), (index), _PyObject_CAST(item))
#define PyTuple_GET_SIZE(object) PyTuple_GET_SIZE(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
