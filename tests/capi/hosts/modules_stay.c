/* SPDX-License-Identifier: MIT */
/* Modules of the host are there in every cycle, added once before the first start. */
#include <Python.h>

static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(42); }
static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyModuleDef whole = {PyModuleDef_HEAD_INIT, "whole", NULL, -1, methods, NULL, NULL, NULL, NULL};
static PyObject *PyInit_whole(void) { return PyModule_Create(&whole); }

static PyModuleDef_Slot slots[] = {{0, NULL}};
static PyModuleDef phased = {PyModuleDef_HEAD_INIT, "phased", NULL, 0, methods, slots, NULL, NULL, NULL};
static PyObject *PyInit_phased(void) { return PyModuleDef_Init(&phased); }

int main(void) {
  if (PyImport_AppendInittab("whole", PyInit_whole) != 0 || PyImport_AppendInittab("phased", PyInit_phased) != 0) return 1;
  for (int cycle = 0; cycle < 3; cycle++) {
    Py_InitializeEx(0);
    if (PyRun_SimpleString("import phased\n"
                           "print(phased.answer())\n"
                           "import whole\n"
                           "print(whole.answer())\n") != 0) {
      return 2;
    }
    if (Py_FinalizeEx() != 0) return 3;
  }
  return 0;
}
