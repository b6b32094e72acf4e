/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_TRACEBACK_H
#define PYEMB_TRACEBACK_H

/* Tracebacks. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyTraceBack_Check(PyObject *);
#define PyTraceBack_Check(object) PyTraceBack_Check(_PyObject_CAST(object))

PyAPI_FUNC(int) PyTraceBack_Here(PyFrameObject *);
PyAPI_FUNC(int) PyTraceBack_Print(PyObject *, PyObject *);

#ifdef __cplusplus
}
#endif

#endif
