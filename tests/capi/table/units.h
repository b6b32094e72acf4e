/* SPDX-License-Identifier: MIT */
#include <Python.h>

PyObject *describe(PyObject *object); /* new: a line about it */
