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

#ifdef __cplusplus
}
#endif

#endif
