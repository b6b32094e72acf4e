/* SPDX-License-Identifier: MIT */
/* Modules that cannot be made: one library with several init functions, which a test reaches through copies of the spec. */
#include <Python.h>

static struct PyModuleDef plain = {PyModuleDef_HEAD_INIT, "faulty", NULL, 0, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_faulty_init(void) { return PyModule_Create(&plain); }
PyMODINIT_FUNC PyInit_silent(void) { return NULL; }
PyMODINIT_FUNC PyInit_raising(void) {
  PyErr_SetString(PyExc_RuntimeError, "not today");
  return NULL;
}
PyMODINIT_FUNC PyInit_both(void) {
  PyErr_SetString(PyExc_RuntimeError, "a module and an error");
  return PyModule_Create(&plain);
}
PyMODINIT_FUNC PyInit_number(void) { return PyLong_FromLong(3); }

static int exec_raises(PyObject *module) {
  PyErr_SetString(PyExc_OSError, "no device");
  return -1;
}
static int exec_is_silent(PyObject *module) { return -1; }
static int exec_leaves_error(PyObject *module) {
  PyErr_SetString(PyExc_OSError, "left behind");
  return 0;
}
static PyObject *create_none(PyObject *spec, PyModuleDef *def) { return NULL; }
static PyObject *create_number(PyObject *spec, PyModuleDef *def) { return PyObject_GetAttrString(spec, "name"); }

#define MULTI_PHASE(name, size, ...)                                                              \
  PyMODINIT_FUNC PyInit_##name(void) {                                                            \
    static PyModuleDef_Slot slots[] = {__VA_ARGS__, {0, NULL}};                                   \
    static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, #name, NULL, size, NULL, slots, NULL, NULL, NULL}; \
    return PyModuleDef_Init(&def);                                                                \
  }
MULTI_PHASE(exec_fails, 0, {Py_mod_exec, exec_raises})
MULTI_PHASE(exec_silent, 0, {Py_mod_exec, exec_is_silent})
MULTI_PHASE(exec_both, 0, {Py_mod_exec, exec_leaves_error})
MULTI_PHASE(create_silent, 0, {Py_mod_create, create_none})
MULTI_PHASE(create_twice, 0, {Py_mod_create, create_none}, {Py_mod_create, create_none})
MULTI_PHASE(create_text, 0, {Py_mod_create, create_number})
MULTI_PHASE(text_with_exec, 0, {Py_mod_create, create_number}, {Py_mod_exec, exec_raises})
MULTI_PHASE(text_with_state, 8, {Py_mod_create, create_number})
MULTI_PHASE(unknown_slot, 0, {77, NULL})
MULTI_PHASE(negative_size, -1, {Py_mod_exec, exec_raises})
