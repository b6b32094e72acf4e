/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_FUNCOBJECT_H
#define PYEMB_FUNCOBJECT_H

/* Functions written in Python; class and static methods. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyFunction_Check(PyObject *);
#define PyFunction_Check(object) PyFunction_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyClassMethod_New(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyFunction_GetAnnotations(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_GetClosure(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_GetCode(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_GetDefaults(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_GetGlobals(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_GetKwDefaults(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_GetModule(PyObject *); /* borrowed */
PyAPI_FUNC(PyObject *) PyFunction_New(PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyFunction_NewWithQualName(PyObject *, PyObject *, PyObject *); /* new */
PyAPI_FUNC(int) PyFunction_SetAnnotations(PyObject *, PyObject *);
PyAPI_FUNC(int) PyFunction_SetClosure(PyObject *, PyObject *);
PyAPI_FUNC(int) PyFunction_SetDefaults(PyObject *, PyObject *);
PyAPI_FUNC(int) PyFunction_SetKwDefaults(PyObject *, PyObject *);
PyAPI_FUNC(PyObject *) PyStaticMethod_New(PyObject *); /* new */
#define PyFunction_GET_CODE(function) PyFunction_GetCode(_PyObject_CAST(function))
#define PyFunction_GET_GLOBALS(function) PyFunction_GetGlobals(_PyObject_CAST(function))
#define PyFunction_GET_MODULE(function) PyFunction_GetModule(_PyObject_CAST(function))
#define PyFunction_GET_DEFAULTS(function) PyFunction_GetDefaults(_PyObject_CAST(function))
#define PyFunction_GET_KW_DEFAULTS(function) PyFunction_GetKwDefaults(_PyObject_CAST(function))
#define PyFunction_GET_CLOSURE(function) PyFunction_GetClosure(_PyObject_CAST(function))
#define PyFunction_GET_ANNOTATIONS(function) PyFunction_GetAnnotations(_PyObject_CAST(function))

#ifdef __cplusplus
}
#endif

#endif
