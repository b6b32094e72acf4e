/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYSTATE_H
#define PYEMB_PYSTATE_H

/* Interpreters and thread states, and the modules of the calling thread's interpreter by their definition. A thread state that is attached to a native
 * thread holds the lock of its interpreter. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyInterpreterState *) PyInterpreterState_Get(void); /* NULL: no thread state is attached */
/* A further interpreter that no thread is in: PyThreadState_New() makes a state for it. It is a whole one, as that of Py_NewInterpreter(), and may run code.
 * NULL: PyEmb_LastStatus() says why; an exception if it was an audit hook. */
PyAPI_FUNC(PyInterpreterState *) PyInterpreterState_New(void);
/* Its end in two steps: what is left of its programs runs and its modules go; then all of it. No thread may be in it but the caller, who is detached then;
 * otherwise, and for the main interpreter, nothing happens. Between the two no thread gets into it. PyInterpreterState_Delete() does both where need be. */
PyAPI_FUNC(void) PyInterpreterState_Clear(PyInterpreterState *interp);
PyAPI_FUNC(void) PyInterpreterState_Delete(PyInterpreterState *interp);
PyAPI_FUNC(int64_t) PyInterpreterState_GetID(PyInterpreterState *interp);
PyAPI_FUNC(PyObject *) PyInterpreterState_GetDict(PyInterpreterState *interp); /* borrowed; NULL without an exception: no memory, or the caller is not in it */

PyAPI_FUNC(PyThreadState *) PyThreadState_New(PyInterpreterState *interp); /* NULL: no memory, or the interpreter is ending */
PyAPI_FUNC(void) PyThreadState_Clear(PyThreadState *tstate);
PyAPI_FUNC(void) PyThreadState_Delete(PyThreadState *tstate);
PyAPI_FUNC(void) PyThreadState_DeleteCurrent(void);
PyAPI_FUNC(PyThreadState *) PyThreadState_Get(void); /* NULL: none is attached */
PyAPI_FUNC(PyThreadState *) PyThreadState_Swap(PyThreadState *tstate);
PyAPI_FUNC(PyInterpreterState *) PyThreadState_GetInterpreter(PyThreadState *tstate);
PyAPI_FUNC(uint64_t) PyThreadState_GetID(PyThreadState *tstate);
PyAPI_FUNC(PyFrameObject *) PyThreadState_GetFrame(PyThreadState *tstate); /* new; NULL: no Python code runs, or the state is of another interpreter */
PyAPI_FUNC(PyObject *) PyThreadState_GetDict(void); /* borrowed; NULL without an exception: none is attached, or no memory */
/* Raises an exception (a class or an instance) in the thread with this ident, at its next poll; NULL takes one back. How many threads there were. */
PyAPI_FUNC(int) PyThreadState_SetAsyncExc(unsigned long ident, PyObject *exception);

/* For threads that know nothing of Python. In an interpreter that is being ended, or where there is none, PyGILState_Ensure does not hang: it answers
 * PyGILState_FAILED, no thread state is attached, and nothing need be released. */
typedef enum { PyGILState_LOCKED = 0, PyGILState_UNLOCKED = 1, PyGILState_FAILED = 2 } PyGILState_STATE;
PyAPI_FUNC(PyGILState_STATE) PyGILState_Ensure(void);
PyAPI_FUNC(void) PyGILState_Release(PyGILState_STATE state);
PyAPI_FUNC(PyThreadState *) PyGILState_GetThisThreadState(void);

/* Guards and views (PEP 788, of CPython 3.15): for native threads that come to an interpreter which may be ending, or may have gone.
 *
 * A guard keeps its interpreter from ending, which waits for it: for no longer than the option shutdown_timeout. A view keeps nothing, and may outlive
 * its interpreter. All of them are closed by who has them; closing takes NULL, and needs no thread state. None of these functions ever hangs in an interpreter
 * that has begun to end. Since 0.1. */
typedef struct PyInterpreterGuard PyInterpreterGuard;
typedef struct PyInterpreterView PyInterpreterView;
typedef struct PyThreadStateToken PyThreadStateToken;
PyAPI_FUNC(PyInterpreterGuard *) PyInterpreterGuard_FromCurrent(void); /* NULL with an exception: it is ending, no memory; without one: no thread state */
PyAPI_FUNC(PyInterpreterGuard *) PyInterpreterGuard_FromView(PyInterpreterView *view); /* NULL without an exception: it is ending, has gone, no memory */
PyAPI_FUNC(void) PyInterpreterGuard_Close(PyInterpreterGuard *guard);
PyAPI_FUNC(PyInterpreterView *) PyInterpreterView_FromCurrent(void); /* NULL with an exception: no memory; without one: no thread state */
PyAPI_FUNC(PyInterpreterView *) PyInterpreterView_FromMain(void); /* NULL without an exception: there is none, no memory */
PyAPI_FUNC(void) PyInterpreterView_Close(PyInterpreterView *view);
/* Attaches the calling thread to the interpreter: by the state that it has there, or by a new one. A state of another interpreter that was attached is
 * detached meanwhile. NULL without an exception: it is ending, has gone, no memory; nothing has changed then. PyThreadState_Release takes the token of
 * the latest call back, and with it the guard that _EnsureFromView has made. */
PyAPI_FUNC(PyThreadStateToken *) PyThreadState_Ensure(PyInterpreterGuard *guard);
PyAPI_FUNC(PyThreadStateToken *) PyThreadState_EnsureFromView(PyInterpreterView *view);
PyAPI_FUNC(void) PyThreadState_Release(PyThreadStateToken *token);

PyAPI_FUNC(int) PyState_AddModule(PyObject *, PyModuleDef *);
PyAPI_FUNC(PyObject *) PyState_FindModule(PyModuleDef *); /* borrowed */
PyAPI_FUNC(int) PyState_RemoveModule(PyModuleDef *);

#ifdef __cplusplus
}
#endif

#ifndef Py_LIMITED_API
#include "cpython/pystate.h"
#endif

#endif
