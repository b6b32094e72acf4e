/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CODE_H
#define PYEMB_CODE_H

/* Code objects. What stands in co_code is this interpreter's own. */

#ifdef __cplusplus
extern "C" {
#endif

#define CO_OPTIMIZED 0x0001
#define CO_NEWLOCALS 0x0002
#define CO_VARARGS 0x0004
#define CO_VARKEYWORDS 0x0008
#define CO_NESTED 0x0010
#define CO_GENERATOR 0x0020
#define CO_COROUTINE 0x0080
#define CO_ITERABLE_COROUTINE 0x0100
#define CO_ASYNC_GENERATOR 0x0200
#define CO_FUTURE_DIVISION 0x20000
#define CO_FUTURE_ABSOLUTE_IMPORT 0x40000
#define CO_FUTURE_WITH_STATEMENT 0x80000
#define CO_FUTURE_PRINT_FUNCTION 0x100000
#define CO_FUTURE_UNICODE_LITERALS 0x200000
#define CO_FUTURE_BARRY_AS_BDFL 0x400000
#define CO_FUTURE_GENERATOR_STOP 0x800000
#define CO_FUTURE_ANNOTATIONS 0x1000000

PyAPI_FUNC(int) PyCode_Check(PyObject *);
#define PyCode_Check(object) PyCode_Check(_PyObject_CAST(object))

PyAPI_FUNC(int) PyCode_Addr2Line(PyCodeObject *, int);
PyAPI_FUNC(int) PyCode_Addr2Location(PyCodeObject *, int, int *, int *, int *, int *);
PyAPI_FUNC(PyObject *) PyCode_GetCellvars(PyCodeObject *code); /* new */
PyAPI_FUNC(PyObject *) PyCode_GetCode(PyCodeObject *code); /* new */
PyAPI_FUNC(PyObject *) PyCode_GetFreevars(PyCodeObject *code); /* new */
PyAPI_FUNC(PyObject *) PyCode_GetVarnames(PyCodeObject *code); /* new */
PyAPI_FUNC(PyCodeObject *) PyCode_NewEmpty(const char *filename, const char *funcname, int firstlineno);
PyAPI_FUNC(Py_ssize_t) PyCode_GetNumFree(PyCodeObject *);
PyAPI_FUNC(int) PyCode_GetFirstFree(PyCodeObject *);

#ifdef __cplusplus
}
#endif

#endif
