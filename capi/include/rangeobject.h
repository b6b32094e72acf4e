/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_RANGEOBJECT_H
#define PYEMB_RANGEOBJECT_H

/* range. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyRange_Check(PyObject *);
#define PyRange_Check(object) PyRange_Check(_PyObject_CAST(object))

#ifdef __cplusplus
}
#endif

#endif
