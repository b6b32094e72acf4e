/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYERRORS_H
#define PYEMB_PYERRORS_H

/* Exceptions. One is set on the thread while a function's answer says that it failed; every function that fails sets one. The exception is always an
 * instance: PyErr_Fetch answers one as the value, and PyErr_NormalizeException has nothing to do. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyExceptionClass_Check(PyObject *);
PyAPI_FUNC(int) PyExceptionInstance_Check(PyObject *);
#define PyExceptionClass_Check(object) PyExceptionClass_Check(_PyObject_CAST(object))
#define PyExceptionInstance_Check(object) PyExceptionInstance_Check(_PyObject_CAST(object))
#define PyExceptionInstance_Class(object) ((PyObject *)Py_TYPE(object))

PyAPI_FUNC(void) PyErr_SetNone(PyObject *);
PyAPI_FUNC(void) PyErr_SetObject(PyObject *, PyObject *);
PyAPI_FUNC(void) PyErr_SetString(PyObject *exception, const char *string);
PyAPI_FUNC(PyObject *) PyErr_Occurred(void); /* borrowed */
PyAPI_FUNC(void) PyErr_Clear(void);
PyAPI_FUNC(void) PyErr_Fetch(PyObject **, PyObject **, PyObject **);
PyAPI_FUNC(void) PyErr_Restore(PyObject *, PyObject *, PyObject *); /* steals all three */
PyAPI_FUNC(PyObject *) PyErr_GetHandledException(void); /* new */
PyAPI_FUNC(void) PyErr_SetHandledException(PyObject *);
PyAPI_FUNC(void) PyErr_GetExcInfo(PyObject **, PyObject **, PyObject **);
PyAPI_FUNC(void) PyErr_SetExcInfo(PyObject *, PyObject *, PyObject *); /* steals all three */
PyAPI_FUNC(int) PyErr_GivenExceptionMatches(PyObject *, PyObject *);
PyAPI_FUNC(int) PyErr_ExceptionMatches(PyObject *);
PyAPI_FUNC(void) PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
PyAPI_FUNC(PyObject *) PyErr_GetRaisedException(void);     /* new, and no longer set; NULL if none was */
PyAPI_FUNC(void) PyErr_SetRaisedException(PyObject *);     /* steals the exception */
PYEMB_VARIADIC(PyObject *) PyErr_Format(PyObject *exception, const char *format, ...); /* always NULL */
PyAPI_FUNC(PyObject *) PyErr_FormatV(PyObject *exception, const char *format, va_list); /* always NULL */
PyAPI_FUNC(int) PyErr_BadArgument(void);
PyAPI_FUNC(PyObject *) PyErr_NoMemory(void); /* new */
PyAPI_FUNC(PyObject *) PyErr_SetFromErrno(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyErr_SetFromErrnoWithFilenameObject(PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyErr_SetFromErrnoWithFilenameObjects(PyObject *, PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyErr_SetFromErrnoWithFilename(PyObject *exc, const char *filename); /* new */
PyAPI_FUNC(PyObject *) PyErr_SetImportErrorSubclass(PyObject *, PyObject *, PyObject *, PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyErr_SetImportError(PyObject *, PyObject *, PyObject *); /* new */
PyAPI_FUNC(void) _PyErr_BadInternalCall(const char *filename, int lineno);
PyAPI_FUNC(PyObject *) PyErr_NewException(const char *name, PyObject *base, PyObject *dict); /* new */
PyAPI_FUNC(PyObject *) PyErr_NewExceptionWithDoc(const char *name, const char *doc, PyObject *base, PyObject *dict); /* new */
PyAPI_FUNC(void) PyErr_WriteUnraisable(PyObject *);
PyAPI_FUNC(int) PyErr_CheckSignals(void);
PyAPI_FUNC(void) PyErr_SetInterrupt(void);
PyAPI_FUNC(int) PyErr_SetInterruptEx(int signum);
PyAPI_FUNC(void) PyErr_SyntaxLocation(const char *filename, int lineno);
PyAPI_FUNC(void) PyErr_SyntaxLocationEx(const char *filename, int lineno, int col_offset);
PyAPI_FUNC(PyObject *) PyErr_ProgramText(const char *filename, int lineno); /* new */
PyAPI_FUNC(void) PyErr_BadInternalCall(void);
#define PyErr_BadInternalCall() _PyErr_BadInternalCall(__FILE__, __LINE__)

PyAPI_FUNC(const char *) PyExceptionClass_Name(PyObject *);
PyAPI_FUNC(PyObject *) PyException_GetCause(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyException_GetContext(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyException_GetTraceback(PyObject *); /* new */
PyAPI_FUNC(void) PyException_SetCause(PyObject *, PyObject *); /* steals the cause */
PyAPI_FUNC(void) PyException_SetContext(PyObject *, PyObject *); /* steals the context */
PyAPI_FUNC(int) PyException_SetTraceback(PyObject *, PyObject *);
PyAPI_FUNC(PyObject *) PyUnicodeDecodeError_Create(const char *encoding, const char *object, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end, const char *reason); /* new */
PyAPI_FUNC(PyObject *) PyUnicodeDecodeError_GetEncoding(PyObject *); /* new */
PyAPI_FUNC(int) PyUnicodeDecodeError_GetEnd(PyObject *, Py_ssize_t *);
PyAPI_FUNC(PyObject *) PyUnicodeDecodeError_GetObject(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyUnicodeDecodeError_GetReason(PyObject *); /* new */
PyAPI_FUNC(int) PyUnicodeDecodeError_GetStart(PyObject *, Py_ssize_t *);
PyAPI_FUNC(int) PyUnicodeDecodeError_SetEnd(PyObject *, Py_ssize_t);
PyAPI_FUNC(int) PyUnicodeDecodeError_SetReason(PyObject *exc, const char *reason);
PyAPI_FUNC(int) PyUnicodeDecodeError_SetStart(PyObject *, Py_ssize_t);
PyAPI_FUNC(PyObject *) PyUnicodeEncodeError_GetEncoding(PyObject *); /* new */
PyAPI_FUNC(int) PyUnicodeEncodeError_GetEnd(PyObject *, Py_ssize_t *);
PyAPI_FUNC(PyObject *) PyUnicodeEncodeError_GetObject(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyUnicodeEncodeError_GetReason(PyObject *); /* new */
PyAPI_FUNC(int) PyUnicodeEncodeError_GetStart(PyObject *, Py_ssize_t *);
PyAPI_FUNC(int) PyUnicodeEncodeError_SetEnd(PyObject *, Py_ssize_t);
PyAPI_FUNC(int) PyUnicodeEncodeError_SetReason(PyObject *exc, const char *reason);
PyAPI_FUNC(int) PyUnicodeEncodeError_SetStart(PyObject *, Py_ssize_t);
PyAPI_FUNC(int) PyUnicodeTranslateError_GetEnd(PyObject *, Py_ssize_t *);
PyAPI_FUNC(PyObject *) PyUnicodeTranslateError_GetObject(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyUnicodeTranslateError_GetReason(PyObject *); /* new */
PyAPI_FUNC(int) PyUnicodeTranslateError_GetStart(PyObject *, Py_ssize_t *);
PyAPI_FUNC(int) PyUnicodeTranslateError_SetEnd(PyObject *, Py_ssize_t);
PyAPI_FUNC(int) PyUnicodeTranslateError_SetReason(PyObject *exc, const char *reason);
PyAPI_FUNC(int) PyUnicodeTranslateError_SetStart(PyObject *, Py_ssize_t);

PYEMB_VARIADIC(int) PyOS_snprintf(char *text, size_t size, const char *format, ...) PYEMB_PRINTF(3, 4);
PyAPI_FUNC(int) PyOS_vsnprintf(char *text, size_t size, const char *format, va_list) PYEMB_PRINTF(3, 0);

/* Not in the stable ABI. */
PyAPI_FUNC(PyObject *) PyErr_ProgramTextObject(PyObject *filename, int lineno); /* new */
PyAPI_FUNC(void) PyErr_RangedSyntaxLocationObject(PyObject *filename, int lineno, int col_offset, int end_lineno, int end_col_offset);
PyAPI_FUNC(void) PyErr_SyntaxLocationObject(PyObject *filename, int lineno, int col_offset);
PYEMB_VARIADIC(PyObject *) _PyErr_FormatFromCause(PyObject *exception, const char *format, ...); /* always NULL */
PyAPI_FUNC(void) _PyErr_ChainExceptions(PyObject *type, PyObject *value, PyObject *traceback); /* steals all three */

#ifdef __cplusplus
}
#endif

#endif
