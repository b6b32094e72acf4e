/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_OBJIMPL_H
#define PYEMB_OBJIMPL_H

/* Memory of objects and the cycle collector. PyObject_Malloc and its kin give plain memory; the others make objects of a type. */

#ifdef __cplusplus
extern "C" {
#endif

#define PyObject_MALLOC PyObject_Malloc
#define PyObject_REALLOC PyObject_Realloc
#define PyObject_FREE PyObject_Free
#define PyObject_Del PyObject_Free
#define PyObject_DEL PyObject_Free
#define PyObject_New(type, typeobj) ((type *)_PyObject_New(typeobj))
#define PyObject_NEW(type, typeobj) PyObject_New(type, typeobj)
#define PyObject_NewVar(type, typeobj, n) ((type *)_PyObject_NewVar((typeobj), (n)))
#define PyObject_NEW_VAR(type, typeobj, n) PyObject_NewVar(type, typeobj, n)
#define PyObject_INIT(object, typeobj) PyObject_Init(_PyObject_CAST(object), (typeobj))
#define PyObject_INIT_VAR(object, typeobj, size) PyObject_InitVar(_PyVarObject_CAST(object), (typeobj), (size))
#define PyObject_GC_New(type, typeobj) ((type *)_PyObject_GC_New(typeobj))
#define PyObject_GC_NewVar(type, typeobj, n) ((type *)_PyObject_GC_NewVar((typeobj), (n)))
#define PyObject_GC_Resize(type, object, n) ((type *)_PyObject_GC_Resize(_PyVarObject_CAST(object), (n)))
#define PyType_IS_GC(type) PyType_HasFeature((type), Py_TPFLAGS_HAVE_GC)
/* For tp_traverse functions, whose parameters must be called visit and arg. */
#define Py_VISIT(object)                                             \
  do {                                                               \
    if (object) {                                                    \
      int pyemb_result = visit(_PyObject_CAST(object), arg);         \
      if (pyemb_result) return pyemb_result;                         \
    }                                                                \
  } while (0)

PyAPI_FUNC(Py_ssize_t) PyGC_Collect(void);
PyAPI_FUNC(int) PyGC_Disable(void);
PyAPI_FUNC(int) PyGC_Enable(void);
PyAPI_FUNC(int) PyGC_IsEnabled(void);
PyAPI_FUNC(void *) PyObject_Calloc(size_t nelem, size_t elsize);
PyAPI_FUNC(void) PyObject_Free(void *ptr);
PyAPI_FUNC(void) PyObject_GC_Del(void *);
PyAPI_FUNC(int) PyObject_GC_IsFinalized(PyObject *);
PyAPI_FUNC(int) PyObject_GC_IsTracked(PyObject *);
PyAPI_FUNC(void) PyObject_GC_Track(void *);
PyAPI_FUNC(void) PyObject_GC_UnTrack(void *);
PyAPI_FUNC(PyObject *) PyObject_Init(PyObject *, PyTypeObject *); /* new */
PyAPI_FUNC(PyVarObject *) PyObject_InitVar(PyVarObject *, PyTypeObject *, Py_ssize_t);
PyAPI_FUNC(void *) PyObject_Malloc(size_t size);
PyAPI_FUNC(void *) PyObject_Realloc(void *ptr, size_t new_size);
PyAPI_FUNC(PyObject *) _PyObject_GC_New(PyTypeObject *); /* new */
PyAPI_FUNC(PyVarObject *) _PyObject_GC_NewVar(PyTypeObject *, Py_ssize_t);
PyAPI_FUNC(PyVarObject *) _PyObject_GC_Resize(PyVarObject *, Py_ssize_t);
PyAPI_FUNC(PyObject *) _PyObject_New(PyTypeObject *); /* new */
PyAPI_FUNC(PyVarObject *) _PyObject_NewVar(PyTypeObject *, Py_ssize_t);

/* Not in the stable ABI. */
PyAPI_FUNC(int) PyObject_IS_GC(PyObject *obj);

#ifdef __cplusplus
}
#endif

#endif
