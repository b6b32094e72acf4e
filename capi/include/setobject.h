/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_SETOBJECT_H
#define PYEMB_SETOBJECT_H

/* set and frozenset. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PySet_Check(PyObject *);
PyAPI_FUNC(int) PySet_CheckExact(PyObject *);
PyAPI_FUNC(int) PyFrozenSet_Check(PyObject *);
PyAPI_FUNC(int) PyFrozenSet_CheckExact(PyObject *);
PyAPI_FUNC(int) PyAnySet_Check(PyObject *);
PyAPI_FUNC(int) PyAnySet_CheckExact(PyObject *);
#define PySet_Check(object) PySet_Check(_PyObject_CAST(object))
#define PySet_CheckExact(object) PySet_CheckExact(_PyObject_CAST(object))
#define PyFrozenSet_Check(object) PyFrozenSet_Check(_PyObject_CAST(object))
#define PyFrozenSet_CheckExact(object) PyFrozenSet_CheckExact(_PyObject_CAST(object))
#define PyAnySet_Check(object) PyAnySet_Check(_PyObject_CAST(object))
#define PyAnySet_CheckExact(object) PyAnySet_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyFrozenSet_New(PyObject *); /* new */
PyAPI_FUNC(int) PySet_Add(PyObject *set, PyObject *key);
PyAPI_FUNC(int) PySet_Clear(PyObject *set);
PyAPI_FUNC(int) PySet_Contains(PyObject *anyset, PyObject *key);
PyAPI_FUNC(int) PySet_Discard(PyObject *set, PyObject *key);
PyAPI_FUNC(PyObject *) PySet_New(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PySet_Pop(PyObject *set); /* new */
PyAPI_FUNC(Py_ssize_t) PySet_Size(PyObject *anyset);
PyAPI_FUNC(Py_ssize_t) PySet_GET_SIZE(PyObject *);
#define PySet_GET_SIZE(object) PySet_GET_SIZE(_PyObject_CAST(object))
PyAPI_FUNC(int) _PySet_NextEntry(PyObject *set, Py_ssize_t *position, PyObject **key, Py_hash_t *hash);
PyAPI_FUNC(int) _PySet_Update(PyObject *set, PyObject *iterable);

#ifdef __cplusplus
}
#endif

#endif
