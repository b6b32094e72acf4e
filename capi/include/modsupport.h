/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_MODSUPPORT_H
#define PYEMB_MODSUPPORT_H

/* Arguments in, values out, and filling modules. With PY_SSIZE_T_CLEAN defined before Python.h the formats with # count in Py_ssize_t; without it
 * they raise SystemError, as in CPython 3.10 and later. */

#ifdef __cplusplus
extern "C" {
#endif

#ifdef PY_SSIZE_T_CLEAN
#define PyArg_Parse _PyArg_Parse_SizeT
#define PyArg_ParseTuple _PyArg_ParseTuple_SizeT
#define PyArg_ParseTupleAndKeywords _PyArg_ParseTupleAndKeywords_SizeT
#define PyArg_VaParse _PyArg_VaParse_SizeT
#define PyArg_VaParseTupleAndKeywords _PyArg_VaParseTupleAndKeywords_SizeT
#define Py_BuildValue _Py_BuildValue_SizeT
#define Py_VaBuildValue _Py_VaBuildValue_SizeT
#endif

#define PYTHON_API_VERSION 1013
#define PYTHON_API_STRING "1013"
#define PYTHON_ABI_VERSION 3
#define PYTHON_ABI_STRING "3"
#define Py_CLEANUP_SUPPORTED 0x20000

PYEMB_VARIADIC(int) PyArg_Parse(PyObject *, const char *, ...);
PYEMB_VARIADIC(int) PyArg_ParseTuple(PyObject *, const char *, ...);
PYEMB_VARIADIC(int) PyArg_ParseTupleAndKeywords(PyObject *, PyObject *, const char *, char **, ...);
PyAPI_FUNC(int) PyArg_VaParse(PyObject *, const char *, va_list);
PyAPI_FUNC(int) PyArg_VaParseTupleAndKeywords(PyObject *, PyObject *, const char *, char **, va_list);
PYEMB_VARIADIC(PyObject *) Py_BuildValue(const char *, ...);         /* new */
PyAPI_FUNC(PyObject *) Py_VaBuildValue(const char *, va_list);   /* new */
#ifndef PY_SSIZE_T_CLEAN
PYEMB_VARIADIC(int) _PyArg_Parse_SizeT(PyObject *, const char *, ...);
PYEMB_VARIADIC(int) _PyArg_ParseTuple_SizeT(PyObject *, const char *, ...);
PYEMB_VARIADIC(int) _PyArg_ParseTupleAndKeywords_SizeT(PyObject *, PyObject *, const char *, char **, ...);
PyAPI_FUNC(int) _PyArg_VaParse_SizeT(PyObject *, const char *, va_list);
PyAPI_FUNC(int) _PyArg_VaParseTupleAndKeywords_SizeT(PyObject *, PyObject *, const char *, char **, va_list);
PYEMB_VARIADIC(PyObject *) _Py_BuildValue_SizeT(const char *, ...);       /* new */
PyAPI_FUNC(PyObject *) _Py_VaBuildValue_SizeT(const char *, va_list); /* new */
#endif
PYEMB_VARIADIC(int) PyArg_UnpackTuple(PyObject *args, const char *name, Py_ssize_t least, Py_ssize_t most, ...); /* the places get borrowed references */
PyAPI_FUNC(int) PyArg_ValidateKeywordArguments(PyObject *);

#define PyModule_Create(module) PyModule_Create2((module), PYTHON_API_VERSION)
#define PyModule_FromDefAndSpec(module, spec) PyModule_FromDefAndSpec2((module), (spec), PYTHON_API_VERSION)
#define PyModule_AddIntMacro(module, constant) PyModule_AddIntConstant((module), #constant, constant)
#define PyModule_AddStringMacro(module, constant) PyModule_AddStringConstant((module), #constant, constant)
PyAPI_FUNC(int) PyModule_AddObjectRef(PyObject *mod, const char *name, PyObject *value);
PyAPI_FUNC(int) PyModule_AddObject(PyObject *mod, const char *, PyObject *value); /* steals the value on success */
PyAPI_FUNC(int) PyModule_AddIntConstant(PyObject *, const char *, long);
PyAPI_FUNC(int) PyModule_AddStringConstant(PyObject *, const char *, const char *);
PyAPI_FUNC(int) PyModule_AddType(PyObject *module, PyTypeObject *type);
PyAPI_FUNC(int) PyModule_AddFunctions(PyObject *, PyMethodDef *);
PyAPI_FUNC(int) PyModule_SetDocString(PyObject *, const char *);
PyAPI_FUNC(int) PyModule_ExecDef(PyObject *module, PyModuleDef *def);
PyAPI_FUNC(PyObject *) PyModule_Create2(PyModuleDef *, int apiver); /* new */
PyAPI_FUNC(PyObject *) PyModule_FromDefAndSpec2(PyModuleDef *def, PyObject *spec, int module_api_version); /* new */

#ifdef __cplusplus
}
#endif

#endif
