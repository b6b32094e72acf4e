/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_COMPLEXOBJECT_H
#define PYEMB_COMPLEXOBJECT_H

/* complex. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  double real;
  double imag;
} Py_complex;

PyAPI_FUNC(int) PyComplex_Check(PyObject *);
PyAPI_FUNC(int) PyComplex_CheckExact(PyObject *);
#define PyComplex_Check(object) PyComplex_Check(_PyObject_CAST(object))
#define PyComplex_CheckExact(object) PyComplex_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(PyObject *) PyComplex_FromDoubles(double real, double imag); /* new */
PyAPI_FUNC(double) PyComplex_ImagAsDouble(PyObject *op);
PyAPI_FUNC(double) PyComplex_RealAsDouble(PyObject *op);

/* Not in the stable ABI. */
PyAPI_FUNC(Py_complex) PyComplex_AsCComplex(PyObject *op);
PyAPI_FUNC(PyObject *) PyComplex_FromCComplex(Py_complex); /* new */
PyAPI_FUNC(Py_complex) _Py_c_sum(Py_complex, Py_complex);
PyAPI_FUNC(Py_complex) _Py_c_diff(Py_complex, Py_complex);
PyAPI_FUNC(Py_complex) _Py_c_neg(Py_complex);
PyAPI_FUNC(Py_complex) _Py_c_prod(Py_complex, Py_complex);
PyAPI_FUNC(Py_complex) _Py_c_quot(Py_complex, Py_complex); /* errno is EDOM for a division by zero */
PyAPI_FUNC(Py_complex) _Py_c_pow(Py_complex, Py_complex);  /* errno is EDOM or ERANGE for what has no result */
PyAPI_FUNC(double) _Py_c_abs(Py_complex);

#ifdef __cplusplus
}
#endif

#endif
