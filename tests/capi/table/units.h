/* SPDX-License-Identifier: MIT */
#include <Python.h>

_PyFrameEvalFunction other_default(void); /* what the other unit has for _PyEval_EvalFrameDefault */
PyObject *describe(PyObject *object); /* new: a line about it */
