/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_FRAMEOBJECT_H
#define PYEMB_FRAMEOBJECT_H

/* Frames, for those who include this by name. Not part of Python.h, which has pyframe.h. */

#include "Python.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef PYEMB_API_TABLE /* pyemb_api.h has them */
PyAPI_FUNC(void) PyFrame_FastToLocals(PyFrameObject *);
PyAPI_FUNC(int) PyFrame_FastToLocalsWithError(PyFrameObject *);
PyAPI_FUNC(void) PyFrame_LocalsToFast(PyFrameObject *, int clear);
#endif
#ifdef __cplusplus
}
#endif

#endif
