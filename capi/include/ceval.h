/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CEVAL_H
#define PYEMB_CEVAL_H

/* Evaluating code, and the lock of the interpreter. */

#ifdef __cplusplus
extern "C" {
#endif

typedef int (*Py_tracefunc)(PyObject *, PyFrameObject *, int, PyObject *);
#define PyTrace_CALL 0
#define PyTrace_EXCEPTION 1
#define PyTrace_LINE 2
#define PyTrace_RETURN 3
#define PyTrace_C_CALL 4
#define PyTrace_C_EXCEPTION 5
#define PyTrace_C_RETURN 6
#define PyTrace_OPCODE 7

PyAPI_FUNC(PyObject *) PyEval_EvalCode(PyObject *code, PyObject *globals, PyObject *locals); /* new */
PyAPI_FUNC(PyObject *) PyEval_EvalCodeEx(PyObject *code, PyObject *globals, PyObject *locals, PyObject *const *args, int argc, PyObject *const *kwds, int kwdc,
                                         PyObject *const *defs, int defc, PyObject *kwdefs, PyObject *closure); /* new */
/* Runs a frame that PyFrame_New() made, once, with the variables that PyFrame_LocalsToFast() gave it. `exc` is not 0: from the exception that is set on. */
PyAPI_FUNC(PyObject *) PyEval_EvalFrame(PyFrameObject *); /* new */
PyAPI_FUNC(PyObject *) PyEval_EvalFrameEx(PyFrameObject *f, int exc); /* new */
PyAPI_FUNC(PyObject *) PyEval_GetBuiltins(void); /* borrowed */
PyAPI_FUNC(PyObject *) PyEval_GetGlobals(void); /* borrowed */
PyAPI_FUNC(PyObject *) PyEval_GetLocals(void); /* borrowed */
PyAPI_FUNC(PyFrameObject *) PyEval_GetFrame(void);
PyAPI_FUNC(const char *) PyEval_GetFuncName(PyObject *);
PyAPI_FUNC(const char *) PyEval_GetFuncDesc(PyObject *);
PyAPI_FUNC(PyObject *) PyEval_CallObjectWithKeywords(PyObject *callable, PyObject *args, PyObject *kwargs); /* new */
PYEMB_VARIADIC(PyObject *) PyEval_CallFunction(PyObject *callable, const char *format, ...); /* new */
PYEMB_VARIADIC(PyObject *) PyEval_CallMethod(PyObject *obj, const char *name, const char *format, ...); /* new */
PyAPI_FUNC(void) Py_SetRecursionLimit(int);
PyAPI_FUNC(int) Py_GetRecursionLimit(void);
PyAPI_FUNC(int) Py_EnterRecursiveCall(const char *where);
PyAPI_FUNC(void) Py_LeaveRecursiveCall(void);
PyAPI_FUNC(int) PyEval_MergeCompilerFlags(PyCompilerFlags *cf);
PyAPI_FUNC(void) PyEval_SetTrace(Py_tracefunc, PyObject *);
PyAPI_FUNC(void) PyEval_SetProfile(Py_tracefunc, PyObject *);

/* An index for _PyCode_SetExtra(), and what is done with a pointer that nobody can get any more (NULL: nothing). -1: 254 were given, or no memory. */
PyAPI_FUNC(Py_ssize_t) _PyEval_RequestCodeExtraIndex(freefunc function);

/* The lock of the interpreter that the calling thread is in. */
PyAPI_FUNC(PyThreadState *) PyEval_SaveThread(void);
PyAPI_FUNC(void) PyEval_RestoreThread(PyThreadState *tstate);
PyAPI_FUNC(void) PyEval_AcquireThread(PyThreadState *tstate);
PyAPI_FUNC(void) PyEval_ReleaseThread(PyThreadState *tstate);
PyAPI_FUNC(void) PyEval_AcquireLock(void); /* attaches the thread's own state again */
PyAPI_FUNC(void) PyEval_ReleaseLock(void);
PyAPI_FUNC(void) PyEval_InitThreads(void); /* nothing is left to do */
PyAPI_FUNC(int) PyEval_ThreadsInitialized(void);

#define Py_BEGIN_ALLOW_THREADS \
  {                            \
    PyThreadState *_save;      \
    _save = PyEval_SaveThread();
#define Py_BLOCK_THREADS PyEval_RestoreThread(_save);
#define Py_UNBLOCK_THREADS _save = PyEval_SaveThread();
#define Py_END_ALLOW_THREADS    \
  PyEval_RestoreThread(_save); \
  }

/* Has the main thread of the main interpreter call function(argument) soon. From any thread; 0, or -1: too many calls wait, or no interpreter is there.
 * A function that sets an exception answers -1: what runs is then interrupted by it. */
PyAPI_FUNC(int) Py_AddPendingCall(int (*function)(void *), void *argument);
PyAPI_FUNC(int) Py_MakePendingCalls(void);

#define PyEval_CallObject(callable, args) PyEval_CallObjectWithKeywords((callable), (args), NULL)

#define FVC_MASK 0x3
#define FVC_NONE 0x0
#define FVC_STR 0x1
#define FVC_REPR 0x2
#define FVC_ASCII 0x3
#define FVS_MASK 0x4
#define FVS_HAVE_SPEC 0x4

#ifdef __cplusplus
}
#endif

#endif
