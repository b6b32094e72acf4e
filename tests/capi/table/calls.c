/* SPDX-License-Identifier: MIT */
/* A function that calls the C ABI ten times, for counting what that costs. */
#include <Python.h>

static PyObject *sizes(PyObject *self, PyObject *list) {
  Py_ssize_t sum = 0;
  for (int i = 0; i < 10; i++) sum += PyList_Size(list);
  return PyLong_FromSsize_t(sum);
}
static PyMethodDef methods[] = {{"sizes", sizes, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "calls", NULL, 0, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_calls(void) { return PyModuleDef_Init(&definition); }
