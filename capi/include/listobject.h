/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_LISTOBJECT_H
#define PYEMB_LISTOBJECT_H

/* list. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyList_Check(PyObject *);
PyAPI_FUNC(int) PyList_CheckExact(PyObject *);
#define PyList_Check(object) PyList_Check(_PyObject_CAST(object))
#define PyList_CheckExact(object) PyList_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(int) PyList_Append(PyObject *, PyObject *);
PyAPI_FUNC(PyObject *) PyList_AsTuple(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyList_GetItem(PyObject *, Py_ssize_t); /* borrowed */
PyAPI_FUNC(PyObject *) PyList_GetSlice(PyObject *, Py_ssize_t, Py_ssize_t); /* new */
PyAPI_FUNC(int) PyList_Insert(PyObject *, Py_ssize_t, PyObject *);
PyAPI_FUNC(PyObject *) PyList_New(Py_ssize_t size); /* new */
PyAPI_FUNC(int) PyList_Reverse(PyObject *);
PyAPI_FUNC(int) PyList_SetItem(PyObject *, Py_ssize_t, PyObject *); /* steals the item */
PyAPI_FUNC(int) PyList_SetSlice(PyObject *, Py_ssize_t, Py_ssize_t, PyObject *);
PyAPI_FUNC(Py_ssize_t) PyList_Size(PyObject *);
PyAPI_FUNC(int) PyList_Sort(PyObject *);
PyAPI_FUNC(PyObject *) _PyList_Extend(PyObject *, PyObject *); /* new: None */
#define _PyList_Extend(list, iterable) _PyList_Extend(_PyObject_CAST(list), (iterable))
PyAPI_FUNC(PyObject *) PyList_GET_ITEM(PyObject *, Py_ssize_t); /* borrowed */
PyAPI_FUNC(void) PyList_SET_ITEM(PyObject *, Py_ssize_t, PyObject *); /* steals the item; drops nothing */
PyAPI_FUNC(Py_ssize_t) PyList_GET_SIZE(PyObject *);
#define PyList_GET_ITEM(object, index) PyList_GET_ITEM(_PyObject_CAST(object), (index))
#define PyList_SET_ITEM(object, index, item) PyList_SET_ITEM(_PyObject_CAST(object), (index), _PyObject_CAST(item))
#define PyList_GET_SIZE(object) PyList_GET_SIZE(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
