/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYLIFECYCLE_H
#define PYEMB_PYLIFECYCLE_H

/* The interpreter, from its start to its end. */

#ifdef __cplusplus
extern "C" {
#endif

/* 1 in the main phase. */
PyAPI_FUNC(int) Py_IsInitialized(void);
/* Runs what the configuration says (run_command, run_module, run_filename), finalizes, and returns the exit status; ends no process. */
PyAPI_FUNC(int) Py_RunMain(void);
/* A whole Python program: what `pyemb` is. Returns its exit status. */
PyAPI_FUNC(int) Py_BytesMain(int argc, char **argv);

/* Ends the interpreter and frees everything. 0, or -1 if the standard streams could not be flushed. Starting again is allowed. */
PyAPI_FUNC(int) Py_FinalizeEx(void);

#ifdef __cplusplus
}
#endif

#endif
