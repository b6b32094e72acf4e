/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_INITCONFIG_H
#define PYEMB_INITCONFIG_H

/* Starting an interpreter: a configuration whose options are named by text (PEP 741). */

#ifndef Py_LIMITED_API
#include "cpython/initconfig.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct PyInitConfig PyInitConfig;

/* A configuration for embedding: isolated, no signal handlers, no environment. NULL: out of memory. Release with PyInitConfig_Free. */
PyAPI_FUNC(PyInitConfig *) PyInitConfig_Create(void);
PyAPI_FUNC(void) PyInitConfig_Free(PyInitConfig *config);
/* Options have the names of config/options.def (docs/configuration.md). 0, or -1 and PyInitConfig_GetError says why. Texts are copied. */
PyAPI_FUNC(int) PyInitConfig_HasOption(PyInitConfig *config, const char *name);
PyAPI_FUNC(int) PyInitConfig_GetInt(PyInitConfig *config, const char *name, int64_t *value);
PyAPI_FUNC(int) PyInitConfig_SetInt(PyInitConfig *config, const char *name, int64_t value);
PyAPI_FUNC(int) PyInitConfig_SetStr(PyInitConfig *config, const char *name, const char *value);
/* A copy of the text, or NULL where none is set; release it with free(). */
PyAPI_FUNC(int) PyInitConfig_GetStr(PyInitConfig *config, const char *name, char **value);
PyAPI_FUNC(int) PyInitConfig_GetStrList(PyInitConfig *config, const char *name, size_t *length, char ***items);
PyAPI_FUNC(void) PyInitConfig_FreeStrList(size_t length, char **items);
PyAPI_FUNC(int) PyInitConfig_SetStrList(PyInitConfig *config, const char *name, size_t length, char *const *items);
/* 1 and *message set if the last call with this configuration failed, else 0. The text belongs to the configuration. */
PyAPI_FUNC(int) PyInitConfig_GetError(PyInitConfig *config, const char **message);
/* 1 and *code set if the process should exit now (a command line asked for help, or was faulty), else 0. */
PyAPI_FUNC(int) PyInitConfig_GetExitCode(PyInitConfig *config, int *code);
/* Reads the environment if use_environment is set, and decides all that is open, paths included: afterwards every option can be read as the start
   will use it, and be changed. 0 or -1. An extension of pyemb. */
PyAPI_FUNC(int) PyInitConfig_Read(PyInitConfig *config);
/* Takes what Python writes: stream 1 is standard output, 2 standard error. Returns 0, or -1 for a failed write. An extension of pyemb. */
typedef int (*PyEmb_WriteFunc)(void *context, int stream, const char *data, size_t size);
PyAPI_FUNC(void) PyInitConfig_SetWriter(PyInitConfig *config, PyEmb_WriteFunc write, void *context);
/* Gives what Python reads from standard input: up to `size` bytes, 0 for its end, -1 for a failure. An extension of pyemb. Both are called with the
   interpreter lock held. */
typedef int64_t (*PyEmb_ReadFunc)(void *context, char *data, size_t size);
PyAPI_FUNC(void) PyInitConfig_SetReader(PyInitConfig *config, PyEmb_ReadFunc read, void *context);

/* Has the start know a module of the host, as PyImport_AppendInittab does. 0 or -1. */
PyAPI_FUNC(int) PyInitConfig_AddModule(PyInitConfig *config, const char *name, PyObject *(*initfunc)(void));

/* Starts the interpreter on the calling thread. 0, or -1: nothing was started, PyInitConfig_GetError says why, and a next call may succeed. */
PyAPI_FUNC(int) Py_InitializeFromInitConfig(PyInitConfig *config);
/* With the option _init_main 0 the start ends in the core phase: built-in types, builtins, native modules, no paths and no streams. PyConfig_Set
   may then change every option; PyEmb_InitializeMain goes on. 0, or -1: the reason is noted in `config`; unless the phase was the wrong one,
   the interpreter is gone. Extensions of pyemb. */
PyAPI_FUNC(int) PyEmb_InitializeMain(PyInitConfig *config);
#define PYEMB_PHASE_NONE 0
#define PYEMB_PHASE_CORE 1
#define PYEMB_PHASE_MAIN 2
PyAPI_FUNC(int) PyEmb_GetPhase(void);
/* -- the configuration of the running interpreter (PEP 741) ------------------------------------------------------------------- */

/* An option's value; what sys shows is read there. NULL: ValueError for an unknown name. */
PyAPI_FUNC(PyObject *) PyConfig_Get(const char *name);
PyAPI_FUNC(int) PyConfig_GetInt(const char *name, int *value);
/* Sets an option, in sys too. ValueError for one that is read-only once the interpreter is in its main phase. */
PyAPI_FUNC(int) PyConfig_Set(const char *name, PyObject *value);
/* A frozenset of the names of all options. */
PyAPI_FUNC(PyObject *) PyConfig_Names(void);

#ifdef __cplusplus
}
#endif

#endif
