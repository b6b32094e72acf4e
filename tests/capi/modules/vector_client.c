/* SPDX-License-Identifier: MIT */
/* Uses the C API of another module. */
#include "modules/vector_api.h"

static VectorAPI *api;

static PyObject *swap(PyObject *module, PyObject *object) {
  Vector v;
  if (api->read(object, &v) < 0) return NULL;
  return api->make(v.y, v.x);
}
static PyObject *version(PyObject *module, PyObject *unused) { return PyLong_FromLong(api->version); }
static PyObject *capsules(PyObject *module, PyObject *object) {
  if (!PyCapsule_CheckExact(object)) return PyErr_Format(PyExc_TypeError, "no capsule");
  PyObject *valid = PyBool_FromLong(PyCapsule_IsValid(object, VECTOR_API_NAME));
  PyObject *wrong = PyBool_FromLong(PyCapsule_IsValid(object, "vector.other"));
  return Py_BuildValue("NNsi", valid, wrong, PyCapsule_GetName(object), PyCapsule_GetContext(object) == NULL);
}
static PyObject *wrong_name(PyObject *module, PyObject *name) {
  const char *text = PyUnicode_AsUTF8(name);
  if (text == NULL) return NULL;
  void *pointer = PyCapsule_Import(text, 0);
  if (pointer == NULL) return NULL;
  return PyBool_FromLong(pointer == api);
}
static void forget(PyObject *capsule) { PySys_WriteStdout("a capsule named %s ends\n", PyCapsule_GetName(capsule)); }
static PyObject *own(PyObject *module, PyObject *unused) {
  static int number = 7;
  PyObject *capsule = PyCapsule_New(&number, "own", forget);
  if (capsule == NULL || PyCapsule_SetContext(capsule, module) < 0) return NULL;
  return capsule;
}

static PyMethodDef methods[] = {
    {"swap", swap, METH_O, NULL},
    {"version", version, METH_NOARGS, NULL},
    {"capsules", capsules, METH_O, NULL},
    {"find", wrong_name, METH_O, NULL},
    {"own", own, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "vector_client", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_vector_client(void) {
  api = PyCapsule_Import(VECTOR_API_NAME, 0);
  if (api == NULL) return NULL;
  return PyModule_Create(&definition);
}
