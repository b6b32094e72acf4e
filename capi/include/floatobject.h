/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_FLOATOBJECT_H
#define PYEMB_FLOATOBJECT_H

/* float. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_FUNC(int) PyFloat_Check(PyObject *);
PyAPI_FUNC(int) PyFloat_CheckExact(PyObject *);
#define PyFloat_Check(object) PyFloat_Check(_PyObject_CAST(object))
#define PyFloat_CheckExact(object) PyFloat_CheckExact(_PyObject_CAST(object))

#define PyFloat_AS_DOUBLE(object) PyFloat_AsDouble(_PyObject_CAST(object))
#define Py_RETURN_NAN return PyFloat_FromDouble(Py_NAN)
#define Py_RETURN_INF(sign) return PyFloat_FromDouble(copysign(Py_HUGE_VAL, (sign)))

PyAPI_FUNC(double) PyFloat_AsDouble(PyObject *);
PyAPI_FUNC(PyObject *) PyFloat_FromDouble(double); /* new */
PyAPI_FUNC(PyObject *) PyFloat_FromString(PyObject *); /* new */
PyAPI_FUNC(PyObject *) PyFloat_GetInfo(void); /* new */
PyAPI_FUNC(double) PyFloat_GetMax(void);
PyAPI_FUNC(double) PyFloat_GetMin(void);

/* Not in the stable ABI. */
PyAPI_FUNC(int) PyFloat_Pack2(double x, char *p, int le);
PyAPI_FUNC(int) PyFloat_Pack4(double x, char *p, int le);
PyAPI_FUNC(int) PyFloat_Pack8(double x, char *p, int le);
PyAPI_FUNC(double) PyFloat_Unpack2(const char *p, int le);
PyAPI_FUNC(double) PyFloat_Unpack4(const char *p, int le);
PyAPI_FUNC(double) PyFloat_Unpack8(const char *p, int le);

#ifdef __cplusplus
}
#endif

#endif
