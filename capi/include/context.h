/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CONTEXT_H
#define PYEMB_CONTEXT_H

/* Context variables (PEP 567). */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _pycontextobject PyContext;
typedef struct _pycontextvarobject PyContextVar;
typedef struct _pycontexttokenobject PyContextToken;

PyAPI_FUNC(int) PyContext_CheckExact(PyObject *);
PyAPI_FUNC(int) PyContextVar_CheckExact(PyObject *);
PyAPI_FUNC(int) PyContextToken_CheckExact(PyObject *);
#define PyContext_CheckExact(object) PyContext_CheckExact(_PyObject_CAST(object))
#define PyContextVar_CheckExact(object) PyContextVar_CheckExact(_PyObject_CAST(object))
#define PyContextToken_CheckExact(object) PyContextToken_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(int) PyContextVar_Get(PyObject *var, PyObject *default_value, PyObject **value);
PyAPI_FUNC(PyObject *) PyContextVar_New(const char *name, PyObject *default_value); /* new */
PyAPI_FUNC(int) PyContextVar_Reset(PyObject *var, PyObject *token);
PyAPI_FUNC(PyObject *) PyContextVar_Set(PyObject *var, PyObject *value); /* new */
PyAPI_FUNC(PyObject *) PyContext_Copy(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyContext_CopyCurrent(void); /* new */
PyAPI_FUNC(int) PyContext_Enter(PyObject *);
PyAPI_FUNC(int) PyContext_Exit(PyObject *);
PyAPI_FUNC(PyObject *) PyContext_New(void); /* new */

#ifdef __cplusplus
}
#endif

#endif
