/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_MARSHAL_H
#define PYEMB_MARSHAL_H

/* Objects as bytes. Not part of Python.h. What is written can be read by this version of this library alone. */

#include "Python.h"

#define Py_MARSHAL_VERSION 4
#ifdef __cplusplus
extern "C" {
#endif

#ifndef PYEMB_API_TABLE /* pyemb_api.h has them */
PyAPI_FUNC(PyObject *) PyMarshal_ReadLastObjectFromFile(FILE *); /* new */
PyAPI_FUNC(long) PyMarshal_ReadLongFromFile(FILE *);
PyAPI_FUNC(PyObject *) PyMarshal_ReadObjectFromFile(FILE *); /* new */
PyAPI_FUNC(PyObject *) PyMarshal_ReadObjectFromString(const char *, Py_ssize_t); /* new */
PyAPI_FUNC(int) PyMarshal_ReadShortFromFile(FILE *);
PyAPI_FUNC(void) PyMarshal_WriteLongToFile(long, FILE *, int);
PyAPI_FUNC(void) PyMarshal_WriteObjectToFile(PyObject *, FILE *, int);
PyAPI_FUNC(PyObject *) PyMarshal_WriteObjectToString(PyObject *, int); /* new */
#endif
#ifdef __cplusplus
}
#endif

#endif
