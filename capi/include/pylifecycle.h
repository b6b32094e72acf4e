/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYLIFECYCLE_H
#define PYEMB_PYLIFECYCLE_H

/* The interpreter, from its start to its end. docs/embedding.md tells the whole story. */

#ifdef __cplusplus
extern "C" {
#endif

/* With the configuration of a Python program. Nothing happens where Python is initialized; a failure ends no process: Py_IsInitialized() stays 0,
 * and PyEmb_LastStatus() says why. */
PyAPI_FUNC(void) Py_Initialize(void);
PyAPI_FUNC(void) Py_InitializeEx(int install_signal_handlers);
/* 1 in the main phase. */
PyAPI_FUNC(int) Py_IsInitialized(void);
/* A whole Python program: what `pyemb` is. Returns its exit status. */
PyAPI_FUNC(int) Py_BytesMain(int argc, char **argv);

/* Ends the interpreter, and further ones that no thread is in, and frees everything. 0, or -1: the standard streams could not be flushed, or nothing was
 * ended because the calling thread is not in the main interpreter, or threads are in others. Starting again is allowed. */
PyAPI_FUNC(int) Py_FinalizeEx(void);
PyAPI_FUNC(void) Py_Finalize(void);

/* Starts an interpreter with the calling thread's configuration and makes the calling thread one of its; the thread state that was attached before is
 * detached, and may be attached again by PyThreadState_Swap. NULL: the old one stays attached, and PyEmb_LastStatus() says why. */
PyAPI_FUNC(PyThreadState *) Py_NewInterpreter(void);
/* Ends the interpreter of the attached thread state, which is not the main one's. No thread state is attached afterwards. */
PyAPI_FUNC(void) Py_EndInterpreter(PyThreadState *tstate);

#ifdef __cplusplus
}
#endif

#ifndef Py_LIMITED_API
#include "cpython/pylifecycle.h"
#endif

#endif
