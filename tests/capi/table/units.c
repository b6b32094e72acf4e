/* SPDX-License-Identifier: MIT */
/* A module of two translation units. What is taken by address stands in constants: functions of the C ABI have addresses that are. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "structmember.h"
#include "units.h"

typedef struct {
  PyObject_HEAD
  int value;
} Counter;

static PyMemberDef counter_members[] = {{"value", T_INT, offsetof(Counter, value), 0, NULL}, {NULL, 0, 0, 0, NULL}};
static void counter_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}
static PyType_Slot counter_slots[] = {
    {Py_tp_new, (void *)PyType_GenericNew}, {Py_tp_getattro, (void *)PyObject_GenericGetAttr}, {Py_tp_free, (void *)PyObject_Free},
    {Py_tp_hash, (void *)PyObject_HashNotImplemented},
    {Py_tp_members, counter_members},       {Py_tp_dealloc, (void *)counter_dealloc},          {0, NULL}};
static PyType_Spec counter_spec = {"units.Counter", sizeof(Counter), 0, 0, counter_slots};

static PyObject *units_describe(PyObject *self, PyObject *object) { return describe(object); }
static PyObject *units_flags(PyObject *self, PyObject *unused) {
  return Py_BuildValue("(iks#)", Py_DebugFlag, Py_Version >> 16, Py_FileSystemDefaultEncoding, (Py_ssize_t)5);
}
static PyObject *units_default(PyObject *self, PyObject *unused) {
  PyInterpreterState *interp = PyInterpreterState_Get();
  _PyFrameEvalFunction before = _PyInterpreterState_GetEvalFrameFunc(interp);
  _PyInterpreterState_SetEvalFrameFunc(interp, _PyEval_EvalFrameDefault);
  return Py_BuildValue("(ii)", _PyInterpreterState_GetEvalFrameFunc(interp) == before, _PyEval_EvalFrameDefault == other_default());
}
static PyMethodDef methods[] = {{"default", units_default, METH_NOARGS, NULL},
                                {"describe", units_describe, METH_O, NULL}, {"flags", units_flags, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

static int units_exec(PyObject *module) {
  PyObject *type = PyType_FromSpec(&counter_spec);
  if (type == NULL) return -1;
  const int failed = PyModule_AddObjectRef(module, "Counter", type);
  Py_DECREF(type);
  return failed;
}
static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)units_exec}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "units", NULL, 0, methods, slots, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_units(void) { return PyModuleDef_Init(&definition); }
