/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PICKLEBUFOBJECT_H
#define PYEMB_PICKLEBUFOBJECT_H

/* pickle.PickleBuffer: memory that a pickle of protocol 5 may leave out. Not in the stable ABI. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyPickleBuffer_Check(PyObject *);
#define PyPickleBuffer_Check(object) PyPickleBuffer_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyPickleBuffer_FromObject(PyObject *); /* new */
PyAPI_FUNC(const Py_buffer *) PyPickleBuffer_GetBuffer(PyObject *); /* borrowed from the object, until it is released */
PyAPI_FUNC(int) PyPickleBuffer_Release(PyObject *);

#ifdef __cplusplus
}
#endif

#endif
