/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_BOOLOBJECT_H
#define PYEMB_BOOLOBJECT_H

/* bool: True and False are values without memory. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyBool_Check(PyObject *);
#define PyBool_Check(object) PyBool_Check(_PyObject_CAST(object))

#define Py_False PyEmb_Constant(PYEMB_FALSE)
#define Py_True PyEmb_Constant(PYEMB_TRUE)
#define _Py_FalseStruct (*Py_False)
#define _Py_TrueStruct (*Py_True)
#define Py_RETURN_TRUE return Py_True
#define Py_RETURN_FALSE return Py_False

PyAPI_FUNC(int) Py_IsTrue(PyObject *);
PyAPI_FUNC(int) Py_IsFalse(PyObject *);
#define Py_IsTrue(x) Py_Is((x), Py_True)
#define Py_IsFalse(x) Py_Is((x), Py_False)
PyAPI_FUNC(PyObject *) PyBool_FromLong(long); /* new */

#ifdef __cplusplus
}
#endif

#endif
