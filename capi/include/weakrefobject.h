/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_WEAKREFOBJECT_H
#define PYEMB_WEAKREFOBJECT_H

/* Weak references. */

#ifdef __cplusplus
extern "C" {
#endif

/* Whether instances can be weakly referenced. */
PyAPI_FUNC(int) PyType_SUPPORTS_WEAKREFS(PyTypeObject *);

PyAPI_FUNC(int) PyWeakref_Check(PyObject *);
PyAPI_FUNC(int) PyWeakref_CheckRef(PyObject *);
PyAPI_FUNC(int) PyWeakref_CheckRefExact(PyObject *);
PyAPI_FUNC(int) PyWeakref_CheckProxy(PyObject *);
#define PyWeakref_Check(object) PyWeakref_Check(_PyObject_CAST(object))
#define PyWeakref_CheckRef(object) PyWeakref_CheckRef(_PyObject_CAST(object))
#define PyWeakref_CheckRefExact(object) PyWeakref_CheckRefExact(_PyObject_CAST(object))
#define PyWeakref_CheckProxy(object) PyWeakref_CheckProxy(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyWeakref_GetObject(PyObject *ref); /* borrowed */
PyAPI_FUNC(PyObject *) PyWeakref_NewProxy(PyObject *ob, PyObject *callback); /* new */
PyAPI_FUNC(PyObject *) PyWeakref_NewRef(PyObject *ob, PyObject *callback); /* new */
PyAPI_FUNC(PyObject *) PyWeakref_GET_OBJECT(PyObject *); /* borrowed */
#define PyWeakref_GET_OBJECT(reference) PyWeakref_GET_OBJECT(_PyObject_CAST(reference))

#ifdef __cplusplus
}
#endif

#endif
