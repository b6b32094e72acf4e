/* SPDX-License-Identifier: MIT */
/* The other half of units.c, which has no PyInit function. */
#include "units.h"

PyObject *describe(PyObject *object) {
  if (PyErr_Occurred()) return NULL;
  if (object == Py_None) return PyErr_Format(PyExc_ValueError, "%s is not described", "None");
  return PyUnicode_FromFormat("%R of %s", object, Py_TYPE(object)->tp_name);
}

_PyFrameEvalFunction other_default(void) { return _PyEval_EvalFrameDefault; }
