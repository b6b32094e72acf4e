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
/* As types.CodeType(): the parts must come from code that this library has compiled. What cannot be code is an exception. */
PyAPI_FUNC(PyCodeObject *) PyCode_New(int argcount, int kwonlyargcount, int nlocals, int stacksize, int flags, PyObject *code, PyObject *consts,
                                      PyObject *names, PyObject *varnames, PyObject *freevars, PyObject *cellvars, PyObject *filename, PyObject *name,
                                      PyObject *qualname, int firstlineno, PyObject *linetable, PyObject *exceptiontable); /* new */
PyAPI_FUNC(PyCodeObject *) PyCode_NewWithPosOnlyArgs(int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags,
                                                     PyObject *code, PyObject *consts, PyObject *names, PyObject *varnames, PyObject *freevars,
                                                     PyObject *cellvars, PyObject *filename, PyObject *name, PyObject *qualname, int firstlineno,
                                                     PyObject *linetable, PyObject *exceptiontable); /* new */
PyAPI_FUNC(PyObject *) PyCode_Optimize(PyObject *code, PyObject *consts, PyObject *names, PyObject *lnotab); /* new: `code` itself */
PyAPI_FUNC(PyCodeObject *) PyCode_NewEmpty(const char *filename, const char *funcname, int firstlineno);
PyAPI_FUNC(Py_ssize_t) PyCode_GetNumFree(PyCodeObject *);
PyAPI_FUNC(int) PyCode_GetFirstFree(PyCodeObject *);

/* A pointer of the host's own with a code object, under an index of _PyEval_RequestCodeExtraIndex() (PEP 523). NULL where none was set. One that is
 * replaced, or whose code dies, is given to the function of its index; when the interpreter ends, so are those that are left, without a thread state. */
PyAPI_FUNC(int) _PyCode_GetExtra(PyObject *code, Py_ssize_t index, void **extra);
PyAPI_FUNC(int) _PyCode_SetExtra(PyObject *code, Py_ssize_t index, void *extra);

#ifdef __cplusplus
}
#endif

#endif
