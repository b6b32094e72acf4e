/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYTHONRUN_H
#define PYEMB_PYTHONRUN_H

/* Running Python text and files. A function that takes a FILE reads it to its end; `closeit` says whether to close it then. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(PyObject *) Py_CompileString(const char *text, const char *filename, int start); /* new */
#define Py_CompileStringFlags(text, filename, start, flags) Py_CompileStringExFlags((text), (filename), (start), (flags), -1)
PyAPI_FUNC(void) PyErr_Print(void); /* shows the exception on sys.stderr and clears it; never ends the process */
PyAPI_FUNC(void) PyErr_PrintEx(int set_sys_last_vars);
PyAPI_FUNC(void) PyErr_Display(PyObject *exception, PyObject *value, PyObject *traceback);
/* The text that PyErr_Display writes, as a str. An extension of pyemb. */
PyAPI_FUNC(PyObject *) PyEmb_FormatException(PyObject *exception); /* new */
/* Called, where it is not NULL, when a line is about to be awaited: by input() on a terminal, in a session, in PyOS_Readline(). Without a thread state. */
extern Py_EXPORTED_SYMBOL int (*PyOS_InputHook)(void);
/* Reads these lines, where it is not NULL and both streams are terminals, for the main interpreter: a text with its end, "" at the end of the input, in memory
 * of PyMem_RawMalloc(); NULL: interrupted. Without a thread state. */
extern Py_EXPORTED_SYMBOL char *(*PyOS_ReadlineFunctionPointer)(FILE *, FILE *, const char *);

/* Not in the stable ABI. */
PyAPI_FUNC(char *) PyOS_Readline(FILE *, FILE *, const char *); /* to be given to PyMem_Free(); NULL without an exception: interrupted */
PyAPI_FUNC(int) PyRun_AnyFile(FILE *fp, const char *name);
PyAPI_FUNC(int) PyRun_AnyFileEx(FILE *fp, const char *name, int closeit);
PyAPI_FUNC(int) PyRun_AnyFileExFlags(FILE *fp, const char *filename, int closeit, PyCompilerFlags *flags);
PyAPI_FUNC(int) PyRun_AnyFileFlags(FILE *, const char *, PyCompilerFlags *);
PyAPI_FUNC(PyObject *) PyRun_File(FILE *fp, const char *p, int s, PyObject *g, PyObject *l); /* new */
PyAPI_FUNC(PyObject *) PyRun_FileEx(FILE *fp, const char *p, int s, PyObject *g, PyObject *l, int c); /* new */
PyAPI_FUNC(PyObject *) PyRun_FileExFlags(FILE *fp, const char *filename, int start, PyObject *globals, PyObject *locals, int closeit, PyCompilerFlags *flags); /* new */
PyAPI_FUNC(PyObject *) PyRun_FileFlags(FILE *fp, const char *p, int s, PyObject *g, PyObject *l, PyCompilerFlags *flags); /* new */
PyAPI_FUNC(int) PyRun_InteractiveLoop(FILE *f, const char *p);
PyAPI_FUNC(int) PyRun_InteractiveLoopFlags(FILE *fp, const char *filename, PyCompilerFlags *flags);
PyAPI_FUNC(int) PyRun_InteractiveOne(FILE *f, const char *p);
PyAPI_FUNC(int) PyRun_InteractiveOneFlags(FILE *fp, const char *filename, PyCompilerFlags *flags);
PyAPI_FUNC(int) PyRun_InteractiveOneObject(FILE *fp, PyObject *filename, PyCompilerFlags *flags);
PyAPI_FUNC(int) PyRun_SimpleFile(FILE *f, const char *p);
PyAPI_FUNC(int) PyRun_SimpleFileEx(FILE *f, const char *p, int c);
PyAPI_FUNC(int) PyRun_SimpleFileExFlags(FILE *fp, const char *filename, int closeit, PyCompilerFlags *flags);
PyAPI_FUNC(int) PyRun_SimpleString(const char *s);
PyAPI_FUNC(int) PyRun_SimpleStringFlags(const char *, PyCompilerFlags *);
PyAPI_FUNC(PyObject *) PyRun_String(const char *str, int s, PyObject *g, PyObject *l); /* new */
PyAPI_FUNC(PyObject *) PyRun_StringFlags(const char *, int, PyObject *, PyObject *, PyCompilerFlags *); /* new */
PyAPI_FUNC(PyObject *) Py_CompileStringExFlags(const char *str, const char *filename, int start, PyCompilerFlags *flags, int optimize); /* new */
PyAPI_FUNC(PyObject *) Py_CompileStringObject(const char *str, PyObject *filename, int start, PyCompilerFlags *flags, int optimize); /* new */

#ifdef __cplusplus
}
#endif

#endif
