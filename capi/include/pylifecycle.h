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
PyAPI_FUNC(int) Py_Main(int argc, wchar_t **argv);
PyAPI_FUNC(int) Py_BytesMain(int argc, char **argv);

/* For Py_Initialize() and Py_InitializeEx(): the name by which the program was called, the folder of the installation, the search paths joined by colons.
 * NULL takes it back. What was set is copied, and forgotten at the end. */
PyAPI_FUNC(void) Py_SetProgramName(const wchar_t *name);
PyAPI_FUNC(void) Py_SetPythonHome(const wchar_t *home);
PyAPI_FUNC(void) Py_SetPath(const wchar_t *path);
/* What they, and all that was computed from them, are in the main interpreter. NULL: there is none. Borrowed, until its end. */
PyAPI_FUNC(wchar_t *) Py_GetProgramName(void);
PyAPI_FUNC(wchar_t *) Py_GetPythonHome(void);
PyAPI_FUNC(wchar_t *) Py_GetProgramFullPath(void);
PyAPI_FUNC(wchar_t *) Py_GetPrefix(void);
PyAPI_FUNC(wchar_t *) Py_GetExecPrefix(void);
PyAPI_FUNC(wchar_t *) Py_GetPath(void);
/* The command line as it came; none: 0 and NULL. Borrowed likewise. */
PyAPI_FUNC(void) Py_GetArgcArgv(int *argc, wchar_t ***argv);

PyAPI_FUNC(const char *) Py_GetVersion(void);
PyAPI_FUNC(const char *) Py_GetPlatform(void);
PyAPI_FUNC(const char *) Py_GetCopyright(void);
PyAPI_FUNC(const char *) Py_GetCompiler(void);
PyAPI_FUNC(const char *) Py_GetBuildInfo(void);

/* Ends the interpreter, and further ones that no thread is in, and frees everything. 0, or -1: the standard streams could not be flushed, or nothing was
 * ended because the calling thread is not in the main interpreter, or threads are in others. Starting again is allowed. */
PyAPI_FUNC(int) Py_FinalizeEx(void);
PyAPI_FUNC(void) Py_Finalize(void);
/* Has a function called when all has been finalized, the newest first; it must not use Python. 0, or -1: there are 32 already. */
PyAPI_FUNC(int) Py_AtExit(void (*function)(void));

/* The library ends no process. These are the host's own code, by the names it knows: */
static inline _Py_NO_RETURN void Py_Exit(int status) {
  if (Py_FinalizeEx() < 0) status = 120;
  exit(status);
}
static inline _Py_NO_RETURN void Py_FatalError(const char *message) {
  fprintf(stderr, "Fatal Python error: %s\n", message);
  fflush(stderr);
  abort();
}

/* Starts an interpreter with the calling thread's configuration and makes the calling thread one of its; the thread state that was attached before is
 * detached, and may be attached again by PyThreadState_Swap. NULL: the old one stays attached, and PyEmb_LastStatus() says why. */
PyAPI_FUNC(PyThreadState *) Py_NewInterpreter(void);
/* Ends the interpreter of the attached thread state, which is not the main one's. No thread state is attached afterwards. */
PyAPI_FUNC(void) Py_EndInterpreter(PyThreadState *tstate);

#ifdef __cplusplus
}
#endif

#ifndef Py_LIMITED_API
#include "cpython/pydebug.h"
#include "cpython/pylifecycle.h"
#endif

#endif
