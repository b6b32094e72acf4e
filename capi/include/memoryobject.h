/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_MEMORYOBJECT_H
#define PYEMB_MEMORYOBJECT_H

/* memoryview. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyMemoryView_Check(PyObject *);
#define PyMemoryView_Check(object) PyMemoryView_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyMemoryView_FromBuffer(const Py_buffer *info); /* new */
PyAPI_FUNC(PyObject *) PyMemoryView_FromMemory(char *mem, Py_ssize_t size, int flags); /* new */
PyAPI_FUNC(PyObject *) PyMemoryView_FromObject(PyObject *base); /* new */
PyAPI_FUNC(PyObject *) PyMemoryView_GetContiguous(PyObject *base, int buffertype, char order); /* new */
PyAPI_FUNC(PyObject *) PyMemoryView_GET_BASE(PyObject *); /* borrowed */
/* What the view shows, as it is now; the struct lives as long as the view. */
PyAPI_FUNC(Py_buffer *) PyMemoryView_GET_BUFFER(PyObject *);
#define PyMemoryView_GET_BASE(object) PyMemoryView_GET_BASE(_PyObject_CAST(object))
#define PyMemoryView_GET_BUFFER(object) PyMemoryView_GET_BUFFER(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
