/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYFRAME_H
#define PYEMB_PYFRAME_H

/* Frames. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyFrame_Check(PyObject *);
#define PyFrame_Check(object) PyFrame_Check(_PyObject_CAST(object))

PyAPI_FUNC(PyFrameObject *) PyFrame_GetBack(PyFrameObject *frame);
PyAPI_FUNC(PyObject *) PyFrame_GetBuiltins(PyFrameObject *frame); /* new */
PyAPI_FUNC(PyCodeObject *) PyFrame_GetCode(PyFrameObject *frame);
PyAPI_FUNC(PyObject *) PyFrame_GetGenerator(PyFrameObject *frame); /* new */
PyAPI_FUNC(PyObject *) PyFrame_GetGlobals(PyFrameObject *frame); /* new */
PyAPI_FUNC(int) PyFrame_GetLasti(PyFrameObject *frame);
PyAPI_FUNC(int) PyFrame_GetLineNumber(PyFrameObject *);
PyAPI_FUNC(PyObject *) PyFrame_GetLocals(PyFrameObject *frame); /* new */

#ifdef __cplusplus
}
#endif

#endif
