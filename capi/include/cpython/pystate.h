/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CPYTHON_PYSTATE_H
#define PYEMB_CPYTHON_PYSTATE_H

/* Interpreters and thread states: what is not in the stable ABI. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyInterpreterState *) PyInterpreterState_Main(void);
/* Interpreters, the newest first. One may end at any time, unless the caller is in it. */
PyAPI_FUNC(PyInterpreterState *) PyInterpreterState_Head(void);
PyAPI_FUNC(PyInterpreterState *) PyInterpreterState_Next(PyInterpreterState *interp);
/* The thread states of an interpreter, for a caller that is in it. */
PyAPI_FUNC(PyThreadState *) PyInterpreterState_ThreadHead(PyInterpreterState *interp);
PyAPI_FUNC(PyThreadState *) PyThreadState_Next(PyThreadState *tstate);
PyAPI_FUNC(PyThreadState *) _PyThreadState_UncheckedGet(void);
PyAPI_FUNC(PyThreadState *) PyThreadState_GetUnchecked(void); /* the same (3.13) */
/* Between the two, what the attached thread state does is neither traced nor profiled. */
PyAPI_FUNC(void) PyThreadState_EnterTracing(PyThreadState *tstate);
PyAPI_FUNC(void) PyThreadState_LeaveTracing(PyThreadState *tstate);
PyAPI_FUNC(int) PyGILState_Check(void);
#define PyThreadState_GET() PyThreadState_Get()

/* PEP 523: a function that is given every frame of the interpreter when that begins or, for a generator, goes on. It runs the frame by
 * _PyEval_EvalFrameDefault, once, and answers its result; or answers something else in its place, which ends the frame; or raises. `raises` is 1 where
 * the frame goes on with the exception that is set (a generator's throw): it is handed on. */
struct _PyInterpreterFrame;
typedef PyObject *(*_PyFrameEvalFunction)(PyThreadState *tstate, struct _PyInterpreterFrame *frame, int raises);
PyAPI_FUNC(_PyFrameEvalFunction) _PyInterpreterState_GetEvalFrameFunc(PyInterpreterState *interp);
/* NULL or _PyEval_EvalFrameDefault: as it was in the beginning. The calling thread is in the interpreter; else nothing happens. */
PyAPI_FUNC(void) _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState *interp, _PyFrameEvalFunction function);
PyAPI_FUNC(PyObject *) _PyEval_EvalFrameDefault(PyThreadState *tstate, struct _PyInterpreterFrame *frame, int raises); /* new */
/* What such a function can see of a frame (3.12); the frame object is PyEval_GetFrame(). */
PyAPI_FUNC(PyObject *) PyUnstable_InterpreterFrame_GetCode(struct _PyInterpreterFrame *frame); /* new */
PyAPI_FUNC(int) PyUnstable_InterpreterFrame_GetLasti(struct _PyInterpreterFrame *frame);
PyAPI_FUNC(int) PyUnstable_InterpreterFrame_GetLine(struct _PyInterpreterFrame *frame);

#ifdef __cplusplus
}
#endif

#endif
