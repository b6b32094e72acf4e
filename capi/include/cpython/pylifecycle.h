/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CPYTHON_PYLIFECYCLE_H
#define PYEMB_CPYTHON_PYLIFECYCLE_H

/* The phases of the runtime, and further interpreters:
 *
 *     nothing -> Py_PreInitialize -> Py_InitializeFromConfig with _init_main 0 (core) -> _Py_InitializeMain -> Py_FinalizeEx -> nothing
 *
 * A step takes those that were left out before it. One that is out of its order, or fails, returns an error and leaves everything as it was. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyStatus) Py_PreInitialize(const PyPreConfig *config);
PyAPI_FUNC(PyStatus) Py_PreInitializeFromBytesArgs(const PyPreConfig *config, Py_ssize_t argc, char **argv);
PyAPI_FUNC(PyStatus) Py_PreInitializeFromArgs(const PyPreConfig *config, Py_ssize_t argc, wchar_t **argv);
PyAPI_FUNC(PyStatus) Py_InitializeFromConfig(const PyConfig *config);
PyAPI_FUNC(PyStatus) _Py_InitializeMain(void);
PyAPI_FUNC(int) _Py_IsCoreInitialized(void);
PyAPI_FUNC(int) _Py_IsFinalizing(void);
PyAPI_FUNC(int) Py_IsFinalizing(void); /* the same (3.13) */
/* How the last of the functions ended that start an interpreter and return no status, on the calling thread. An extension of pyemb. */
PyAPI_FUNC(PyStatus) PyEmb_LastStatus(void);

/* Ends the process for a status that is an exit or an error: the host's own code, as Py_Exit. */
static inline _Py_NO_RETURN void Py_ExitStatusException(PyStatus status) {
  if (PyStatus_IsExit(status)) exit(status.exitcode);
  if (status.err_msg != NULL) fprintf(stderr, "Fatal Python error: %s%s%s\n", status.func != NULL ? status.func : "", status.func != NULL ? ": " : "", status.err_msg);
  exit(1);
}

/* The encoding and error handler of the standard streams, for Py_Initialize(). 0; -1 after the start, -2 and -3: no memory. */
PyAPI_FUNC(int) Py_SetStandardStreamEncoding(const char *encoding, const char *errors);
/* Whether a stream is a terminal, or Py_InteractiveFlag makes one of it. */
PyAPI_FUNC(int) Py_FdIsInteractive(FILE *stream, const char *name);

/* Runs what the configuration says (run_command, run_module, run_filename), finalizes, and returns the exit status; ends no process. */
PyAPI_FUNC(int) Py_RunMain(void);
/* A whole program that is the frozen module __main__ (PyImport_FrozenModules); no options are read from its arguments. The exit status. */
PyAPI_FUNC(int) Py_FrozenMain(int argc, char **argv);

/* What a further interpreter may do (3.12). Each has its own lock and heap, whatever `gil` and `use_main_obmalloc` say. */
typedef struct PyInterpreterConfig {
  int use_main_obmalloc;
  int allow_fork;
  int allow_exec;
  int allow_threads;
  int allow_daemon_threads;
  int check_multi_interp_extensions;
  int gil;
} PyInterpreterConfig;
#define PyInterpreterConfig_DEFAULT_GIL 0
#define PyInterpreterConfig_SHARED_GIL 1
#define PyInterpreterConfig_OWN_GIL 2
/* As Py_NewInterpreter, and says how it ended. */
PyAPI_FUNC(PyStatus) Py_NewInterpreterFromConfig(PyThreadState **tstate, const PyInterpreterConfig *config);
/* A further interpreter with a configuration of its own; `permissions` NULL: everything is allowed. The calling thread, which need not be attached to
 * another, is attached to the new one. 0, or -1: the reason is noted in `config`, and what was attached stays so. An extension of pyemb. */
typedef struct PyInitConfig PyInitConfig;
PyAPI_FUNC(int) PyEmb_NewInterpreter(PyInitConfig *config, const PyInterpreterConfig *permissions, PyThreadState **tstate);

#ifdef __cplusplus
}
#endif

#endif
