/* SPDX-License-Identifier: MIT */
/* Initialization in phases: all state is in the module, so that every interpreter, and every copy, has its own. */
#include <Python.h>

typedef struct {
  PyObject *error;
  PyObject *seen; /* list */
  long count;
} State;

static PyObject *next_number(PyObject *module, PyObject *unused) {
  State *state = PyModule_GetState(module);
  if (state->count >= 5) {
    PyErr_Format(state->error, "there is nothing after %ld", state->count);
    return NULL;
  }
  PyObject *number = PyLong_FromLong(++state->count);
  if (number == NULL || PyList_Append(state->seen, number) < 0) {
    Py_XDECREF(number);
    return NULL;
  }
  return number;
}

static PyObject *seen(PyObject *module, PyObject *unused) {
  State *state = PyModule_GetState(module);
  return PyList_GetSlice(state->seen, 0, PyList_GET_SIZE(state->seen));
}

static int make_state(PyObject *module) {
  State *state = PyModule_GetState(module);
  state->seen = PyList_New(0);
  return state->seen != NULL ? 0 : -1;
}

static int make_error(PyObject *module) {
  State *state = PyModule_GetState(module);
  state->error = PyErr_NewException("counting.Exhausted", PyExc_LookupError, NULL);
  return state->error != NULL ? PyModule_AddObjectRef(module, "Exhausted", state->error) : -1;
}

static int counting_traverse(PyObject *module, visitproc visit, void *arg) {
  State *state = PyModule_GetState(module);
  Py_VISIT(state->error);
  Py_VISIT(state->seen);
  return 0;
}
static int counting_clear(PyObject *module) {
  State *state = PyModule_GetState(module);
  Py_CLEAR(state->error);
  Py_CLEAR(state->seen);
  return 0;
}
static void counting_free(void *module) { counting_clear(module); }

static PyMethodDef methods[] = {
    {"next", next_number, METH_NOARGS, "The next number."},
    {"seen", seen, METH_NOARGS, "The numbers so far."},
    {NULL, NULL, 0, NULL},
};
static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, make_state},
    {Py_mod_exec, make_error},
    {0, NULL},
};
static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "counting",
    .m_doc = "Counts to five.",
    .m_size = sizeof(State),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = counting_traverse,
    .m_clear = counting_clear,
    .m_free = counting_free,
};

PyMODINIT_FUNC PyInit_counting(void) { return PyModuleDef_Init(&definition); }
