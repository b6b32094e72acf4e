/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYTHON_H
#define PYEMB_PYTHON_H

/* The C ABI: names and reference rules of CPython's C API, as far as it is there (docs/status.md says how far).
 *
 * A PyObject* is opaque: it holds the bits of a value and points to nothing that C may look at. "New" results are owned by the
 * caller and given back with Py_DecRef; "borrowed" ones live as long as what they were read from. A function that fails
 * returns NULL or -1 with an exception set, unless it says otherwise. All functions but the initialization ones need the calling
 * thread to have initialized the interpreter. Since 0.1. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PyAPI_FUNC(type) __attribute__((visibility("default"))) type
#else
#define PyAPI_FUNC(type) type
#endif

#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 11
#define PY_MICRO_VERSION 2
#define PY_VERSION "3.11.2"

typedef struct _object PyObject;
typedef ptrdiff_t Py_ssize_t;

/* -- initialization (PEP 741) ------------------------------------------------------------------------------------------------ */

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
/* 1 in the main phase. */
PyAPI_FUNC(int) Py_IsInitialized(void);
/* Runs what the configuration says (run_command, run_module, run_filename), finalizes, and returns the exit status; ends no process. */
PyAPI_FUNC(int) Py_RunMain(void);
/* A whole Python program: what `pyemb` is. Returns its exit status. */
PyAPI_FUNC(int) Py_BytesMain(int argc, char **argv);

/* -- the configuration of the running interpreter (PEP 741) ------------------------------------------------------------------- */

/* An option's value; what sys shows is read there. NULL: ValueError for an unknown name. */
PyAPI_FUNC(PyObject *) PyConfig_Get(const char *name);
PyAPI_FUNC(int) PyConfig_GetInt(const char *name, int *value);
/* Sets an option, in sys too. ValueError for one that is read-only once the interpreter is in its main phase. */
PyAPI_FUNC(int) PyConfig_Set(const char *name, PyObject *value);
/* A frozenset of the names of all options. */
PyAPI_FUNC(PyObject *) PyConfig_Names(void);

/* Ends the interpreter and frees everything. 0, or -1 if the standard streams could not be flushed. Starting again is allowed. */
PyAPI_FUNC(int) Py_FinalizeEx(void);

/* -- references -------------------------------------------------------------------------------------------------------------- */

PyAPI_FUNC(void) Py_IncRef(PyObject *object); /* NULL is ignored */
PyAPI_FUNC(void) Py_DecRef(PyObject *object); /* NULL is ignored */
PyAPI_FUNC(PyObject *) Py_NewRef(PyObject *object);
#define Py_INCREF(object) Py_IncRef((PyObject *)(object))
#define Py_DECREF(object) Py_DecRef((PyObject *)(object))
#define Py_XDECREF(object) Py_DecRef((PyObject *)(object))

PyAPI_FUNC(PyObject *) Py_GetNone(void); /* borrowed */
#define Py_None (Py_GetNone())

/* -- running code ------------------------------------------------------------------------------------------------------------ */

#define Py_single_input 256
#define Py_file_input 257
#define Py_eval_input 258

/* Runs a text in these namespaces; new. */
PyAPI_FUNC(PyObject *) PyRun_String(const char *text, int start, PyObject *globals, PyObject *locals);
/* Runs a text in __main__; an exception is shown. 0, or -1. */
PyAPI_FUNC(int) PyRun_SimpleString(const char *text);
/* The module in sys.modules, made empty if need be; borrowed. */
PyAPI_FUNC(PyObject *) PyImport_AddModule(const char *name);
/* import name; new. */
PyAPI_FUNC(PyObject *) PyImport_ImportModule(const char *name);
/* A module's namespace; borrowed. */
PyAPI_FUNC(PyObject *) PyModule_GetDict(PyObject *module);

/* -- objects ----------------------------------------------------------------------------------------------------------------- */

PyAPI_FUNC(PyObject *) PyObject_GetAttrString(PyObject *object, const char *name);                 /* new */
PyAPI_FUNC(int) PyObject_SetAttrString(PyObject *object, const char *name, PyObject *value);
PyAPI_FUNC(PyObject *) PyObject_CallNoArgs(PyObject *callable);                                    /* new */
PyAPI_FUNC(PyObject *) PyObject_CallOneArg(PyObject *callable, PyObject *argument);                /* new */
/* callable(args[0], ...); the upper bits of `count` and keywords are not supported yet: `keyword_names` must be NULL. New. */
PyAPI_FUNC(PyObject *) PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t count, PyObject *keyword_names);
PyAPI_FUNC(PyObject *) PyObject_Str(PyObject *object);                                             /* new */
PyAPI_FUNC(PyObject *) PyObject_Repr(PyObject *object);                                            /* new */
PyAPI_FUNC(int) PyObject_IsTrue(PyObject *object);
PyAPI_FUNC(Py_ssize_t) PyObject_Length(PyObject *object);

/* -- built-in types ------------------------------------------------------------------------------------------------------------ */

PyAPI_FUNC(PyObject *) PyLong_FromLongLong(long long value);                                       /* new */
PyAPI_FUNC(long long) PyLong_AsLongLong(PyObject *object);                                         /* -1 and an exception on failure */
PyAPI_FUNC(PyObject *) PyFloat_FromDouble(double value);                                           /* new */
PyAPI_FUNC(double) PyFloat_AsDouble(PyObject *object);                                             /* -1.0 and an exception on failure */
PyAPI_FUNC(PyObject *) PyBool_FromLong(long value);                                                /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromString(const char *utf8);                                     /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromStringAndSize(const char *utf8, Py_ssize_t size);             /* new */
/* Copies the text as UTF-8 with a zero behind it into `buffer` of `room` bytes; returns the bytes that the whole text needs, the zero not
 * counted, or -1. `buffer` may be NULL when `room` is 0. An extension of pyemb, which keeps no UTF-8 form of strings. */
PyAPI_FUNC(Py_ssize_t) PyEmb_UnicodeToUTF8(PyObject *text, char *buffer, size_t room);
PyAPI_FUNC(PyObject *) PyDict_New(void);                                                           /* new */
PyAPI_FUNC(PyObject *) PyDict_GetItemString(PyObject *dict, const char *key);                      /* borrowed; NULL without exception if absent */
PyAPI_FUNC(int) PyDict_SetItemString(PyObject *dict, const char *key, PyObject *value);

/* -- exceptions ------------------------------------------------------------------------------------------------------------------ */

PyAPI_FUNC(PyObject *) PyErr_Occurred(void); /* borrowed type of the exception that is set, or NULL */
PyAPI_FUNC(void) PyErr_Clear(void);
PyAPI_FUNC(void) PyErr_Print(void);          /* shows it on sys.stderr and clears it; never ends the process */
PyAPI_FUNC(PyObject *) PyErr_GetRaisedException(void); /* new, and no longer set; NULL if none was */

#ifdef __cplusplus
}
#endif

#endif
