/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_SYSMODULE_H
#define PYEMB_SYSMODULE_H

/* The module sys. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_DATA(const unsigned long) Py_Version; /* PY_VERSION_HEX of the library */
PyAPI_FUNC(PyObject *) PySys_GetObject(const char *); /* borrowed */
PyAPI_FUNC(int) PySys_SetObject(const char *, PyObject *);
PyAPI_FUNC(void) PySys_SetArgv(int, wchar_t **);
PyAPI_FUNC(void) PySys_SetArgvEx(int, wchar_t **, int);
PyAPI_FUNC(void) PySys_SetPath(const wchar_t *);
PyAPI_FUNC(void) PySys_ResetWarnOptions(void);
PyAPI_FUNC(void) PySys_AddWarnOption(const wchar_t *);
PyAPI_FUNC(void) PySys_AddWarnOptionUnicode(PyObject *);
PyAPI_FUNC(int) PySys_HasWarnOptions(void);
PyAPI_FUNC(void) PySys_AddXOption(const wchar_t *);
PyAPI_FUNC(PyObject *) PySys_GetXOptions(void); /* borrowed */
PYEMB_VARIADIC(void) PySys_WriteStdout(const char *format, ...) PYEMB_PRINTF(1, 2);
PYEMB_VARIADIC(void) PySys_WriteStderr(const char *format, ...) PYEMB_PRINTF(1, 2);
PYEMB_VARIADIC(void) PySys_FormatStdout(const char *format, ...);
PYEMB_VARIADIC(void) PySys_FormatStderr(const char *format, ...);

/* Not in the stable ABI. */
PYEMB_VARIADIC(int) PySys_Audit(const char *event, const char *argFormat, ...);
/* Has the host told of what programs do (PEP 578), in every interpreter, until the runtime is finalized. Before the start or later. The hook answers 0, or
 * -1 with an exception set: then what it was told of does not happen. 0, or -1: no memory,
 * or an older hook does not want this one and has raised; one that raises a RuntimeError has it silently left out. */
typedef int (*Py_AuditHookFunction)(const char *event, PyObject *args, void *data);
PyAPI_FUNC(int) PySys_AddAuditHook(Py_AuditHookFunction hook, void *data);

#ifdef __cplusplus
}
#endif

#endif
