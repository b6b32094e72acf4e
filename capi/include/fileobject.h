/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_FILEOBJECT_H
#define PYEMB_FILEOBJECT_H

/* Files and streams, as Python objects. */

#ifdef __cplusplus
extern "C" {
#endif

#define PY_STDIOTEXTMODE "b"

PyAPI_FUNC(PyObject *) PyFile_FromFd(int, const char *, const char *, int, const char *, const char *, const char *, int); /* new */
PyAPI_FUNC(PyObject *) PyFile_GetLine(PyObject *, int); /* new */
PyAPI_FUNC(int) PyFile_WriteObject(PyObject *, PyObject *, int);
PyAPI_FUNC(int) PyFile_WriteString(const char *, PyObject *);
PyAPI_FUNC(int) PyObject_AsFileDescriptor(PyObject *);

/* Not in the stable ABI. */
PyAPI_FUNC(PyObject *) PyFile_OpenCode(const char *utf8path); /* new */
PyAPI_FUNC(PyObject *) PyFile_OpenCodeObject(PyObject *path); /* new */
/* Opens the files of programs from now on, in every interpreter, for io.open_code(): answers a new stream of bytes. Can be set once, and stays. */
typedef PyObject *(*Py_OpenCodeHookFunction)(PyObject *path, void *userData);
PyAPI_FUNC(int) PyFile_SetOpenCodeHook(Py_OpenCodeHookFunction hook, void *userData);
/* A stream that writes what it is given at once; for the descriptor of standard output or standard error. */
PyAPI_FUNC(PyObject *) PyFile_NewStdPrinter(int fd); /* new */
PyAPI_FUNC(char *) Py_UniversalNewlineFgets(char *, int, FILE *, PyObject *);
PyAPI_DATA(const char *) Py_FileSystemDefaultEncoding;
PyAPI_DATA(const char *) Py_FileSystemDefaultEncodeErrors;
PyAPI_DATA(int) Py_HasFileSystemDefaultEncoding;
PyAPI_DATA(int) Py_UTF8Mode;

#ifdef __cplusplus
}
#endif

#endif
