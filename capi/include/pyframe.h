/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYFRAME_H
#define PYEMB_PYFRAME_H

/* Frames. */

#ifdef __cplusplus
extern "C" {
#endif

#ifndef Py_LIMITED_API
/* Of what is in a frame, the line of one that PyFrame_New made may be set. */
struct _frame {
  PyObject ob_base;
  void *pyemb_words[8];
  uint32_t pyemb_offset;
  int f_lineno;
};
/* A frame that does not run, for PyTraceBack_Here: it stands where C code was. `globals` is a dict, `locals` a mapping or NULL. */
PyAPI_FUNC(PyFrameObject *) PyFrame_New(PyThreadState *tstate, PyCodeObject *code, PyObject *globals, PyObject *locals); /* new */
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
