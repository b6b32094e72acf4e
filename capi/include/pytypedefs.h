/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYTYPEDEFS_H
#define PYEMB_PYTYPEDEFS_H

/* The names of the structs, before anything says what is in them. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _object PyObject;
typedef struct _typeobject PyTypeObject;
typedef struct PyMethodDef PyMethodDef;
typedef struct PyGetSetDef PyGetSetDef;
typedef struct PyMemberDef PyMemberDef;
typedef struct PyModuleDef PyModuleDef;
typedef struct PyModuleDef_Slot PyModuleDef_Slot;
typedef struct PyCodeObject PyCodeObject;
typedef struct _frame PyFrameObject;
typedef struct _ts PyThreadState;
typedef struct _is PyInterpreterState;
typedef struct _PyLongObject PyLongObject;
typedef struct _PyWeakReference PyWeakReference;

#ifdef __cplusplus
}
#endif

#endif
