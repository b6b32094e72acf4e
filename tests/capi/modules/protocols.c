/* SPDX-License-Identifier: MIT */
/* Containers, iterators, callables, awaitables, descriptors and attribute look-up of C code. */
#include <Python.h>

#include "structmember.h"

/* -- a countdown: an iterator that is also awaited and sent to ---------------------------------------------------------------- */

typedef struct {
  PyObject_HEAD
  long at;
} Countdown;

static PyObject *countdown_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  Countdown *self = (Countdown *)type->tp_alloc(type, 0);
  if (self != NULL && !PyArg_ParseTuple(args, "l:Countdown", &self->at)) Py_CLEAR(self);
  return (PyObject *)self;
}
static PyObject *countdown_next(PyObject *object) {
  Countdown *self = (Countdown *)object;
  if (self->at == 0) return NULL; /* the end, without an exception */
  if (self->at < 0) return PyErr_Format(PyExc_ArithmeticError, "below zero: %ld", self->at);
  return PyLong_FromLong(self->at--);
}
static PyObject *countdown_hint(PyObject *self, PyObject *unused) { return PyLong_FromLong(((Countdown *)self)->at); }
static PySendResult countdown_send(PyObject *object, PyObject *value, PyObject **result) {
  Countdown *self = (Countdown *)object;
  if (self->at < 0) {
    *result = NULL;
    PyErr_SetString(PyExc_ArithmeticError, "below zero");
    return PYGEN_ERROR;
  }
  if (self->at-- == 0) {
    *result = PyUnicode_FromString("lift off");
    return PYGEN_RETURN;
  }
  *result = Py_BuildValue("(lO)", self->at + 1, value);
  return PYGEN_NEXT;
}
static PyMethodDef countdown_methods[] = {{"__length_hint__", countdown_hint, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyAsyncMethods countdown_async = {PyObject_SelfIter, NULL, NULL, countdown_send};
static PyTypeObject CountdownType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "protocols.Countdown",
    .tp_basicsize = sizeof(Countdown),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = countdown_new,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = countdown_next,
    .tp_as_async = &countdown_async,
    .tp_methods = countdown_methods,
};

/* -- squares: a sequence that is a mapping, too ---------------------------------------------------------------------------------- */

static Py_ssize_t squares_length(PyObject *self) { return 5; }
static PyObject *squares_item(PyObject *self, Py_ssize_t i) {
  if (i < 0 || i >= 5) return PyErr_Format(PyExc_IndexError, "squares end at 4, not %zd", i);
  return PyLong_FromSsize_t(i * i);
}
static PyObject *squares_subscript(PyObject *self, PyObject *key) {
  if (PyIndex_Check(key)) {
    Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred()) return NULL;
    return squares_item(self, i < 0 ? i + 5 : i);
  }
  if (PySlice_Check(key)) {
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(key, &start, &stop, &step) < 0) return NULL;
    Py_ssize_t count = PySlice_AdjustIndices(5, &start, &stop, step);
    return Py_BuildValue("(nnnn)", start, stop, step, count);
  }
  return PyErr_Format(PyExc_TypeError, "squares of %R", key);
}
static int squares_assign(PyObject *self, PyObject *key, PyObject *value) {
  PyErr_Format(PyExc_TypeError, "%s %S", value != NULL ? "cannot set" : "cannot delete", key);
  return -1;
}
static int squares_contains(PyObject *self, PyObject *value) {
  long number = PyLong_AsLong(value);
  if (number == -1 && PyErr_Occurred()) return -1;
  for (long i = 0; i < 5; i++) {
    if (i * i == number) return 1;
  }
  return 0;
}
static PyObject *squares_concat(PyObject *a, PyObject *b) { return Py_BuildValue("(sO)", "concat", b); }
static PyObject *squares_repeat(PyObject *a, Py_ssize_t n) { return Py_BuildValue("(sn)", "repeat", n); }
static PySequenceMethods squares_sequence = {squares_length, squares_concat, squares_repeat, squares_item, NULL, NULL, NULL, squares_contains, NULL, NULL};
static PyMappingMethods squares_mapping = {squares_length, squares_subscript, squares_assign};
static PyTypeObject SquaresType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "protocols.Squares",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_SEQUENCE,
    .tp_new = PyType_GenericNew,
    .tp_as_sequence = &squares_sequence,
    .tp_as_mapping = &squares_mapping,
};

/* -- adders: called with a vector of arguments --------------------------------------------------------------------------------- */

typedef struct {
  PyObject_HEAD
  vectorcallfunc call;
  long amount;
} Adder;

static PyObject *adder_call(PyObject *object, PyObject *const *args, size_t flags, PyObject *names) {
  Py_ssize_t count = PyVectorcall_NARGS(flags);
  if (names != NULL && PyTuple_GET_SIZE(names) > 0) return PyErr_Format(PyExc_TypeError, "an adder knows no %R", PyTuple_GET_ITEM(names, 0));
  long sum = ((Adder *)object)->amount;
  for (Py_ssize_t i = 0; i < count; i++) {
    long number = PyLong_AsLong(args[i]);
    if (number == -1 && PyErr_Occurred()) return NULL;
    sum += number;
  }
  return PyLong_FromLong(sum);
}
static PyObject *adder_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  Adder *self = (Adder *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  self->call = adder_call;
  if (!PyArg_ParseTuple(args, "l", &self->amount)) Py_CLEAR(self);
  return (PyObject *)self;
}
static PyTypeObject AdderType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "protocols.Adder",
    .tp_basicsize = sizeof(Adder),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_BASETYPE,
    .tp_vectorcall_offset = offsetof(Adder, call),
    .tp_call = PyVectorcall_Call,
    .tp_new = adder_new,
};

/* -- a descriptor, and attributes that are made when they are asked for --------------------------------------------------------- */

static PyObject *constant_get(PyObject *self, PyObject *object, PyObject *type) {
  return Py_BuildValue("(sOO)", "get", object != NULL ? object : Py_None, type != NULL ? type : Py_None);
}
static int constant_set(PyObject *self, PyObject *object, PyObject *value) {
  if (value == NULL) {
    PyErr_SetString(PyExc_AttributeError, "a constant stays");
    return -1;
  }
  PySys_FormatStdout("set %R\n", value);
  return 0;
}
static PyTypeObject ConstantType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "protocols.Constant",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_descr_get = constant_get,
    .tp_descr_set = constant_set,
};

static PyObject *echo_getattro(PyObject *self, PyObject *name) {
  PyObject *known = PyObject_GenericGetAttr(self, name);
  if (known != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError)) return known;
  PyErr_Clear();
  if (PyUnicode_CompareWithASCIIString(name, "silence") == 0) return PyErr_Format(PyExc_LookupError, "no echo");
  return PyUnicode_FromFormat("%U, %U", name, name);
}
static int echo_setattro(PyObject *self, PyObject *name, PyObject *value) {
  PySys_FormatStdout("%U is %S\n", name, value != NULL ? value : Py_None);
  return 0;
}
static PyObject *echo_call(PyObject *self, PyObject *args, PyObject *keywords) { return Py_BuildValue("(OO)", args, keywords != NULL ? keywords : Py_None); }
static PyObject *echo_str(PyObject *self) { return PyUnicode_FromString("echo"); }
static PyTypeObject EchoType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "protocols.Echo",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_getattro = echo_getattro,
    .tp_setattro = echo_setattro,
    .tp_call = echo_call,
    .tp_str = echo_str,
};

/* -- functions that call back ---------------------------------------------------------------------------------------------------- */

static PyObject *callback;

static PyObject *set_callback(PyObject *module, PyObject *function) {
  if (!PyCallable_Check(function)) {
    PyErr_SetString(PyExc_TypeError, "parameter must be callable");
    return NULL;
  }
  Py_XSETREF(callback, Py_NewRef(function));
  Py_RETURN_NONE;
}
static PyObject *fire(PyObject *module, PyObject *args) {
  if (callback == NULL) return PyErr_Format(PyExc_RuntimeError, "no callback");
  return PyObject_Call(callback, args, NULL);
}
static PyObject *drive(PyObject *module, PyObject *iterator) {
  PyObject *steps = PyList_New(0), *result = NULL;
  for (;;) {
    PySendResult state = PyIter_Send(iterator, steps != NULL && PyList_GET_SIZE(steps) > 0 ? steps : Py_None, &result);
    if (state == PYGEN_ERROR) {
      Py_DECREF(steps);
      return NULL;
    }
    PyObject *row = Py_BuildValue("(iN)", (int)state, state == PYGEN_RETURN ? result : PyObject_Repr(result));
    if (state == PYGEN_NEXT) Py_DECREF(result);
    PyList_Append(steps, row);
    Py_XDECREF(row);
    if (state == PYGEN_RETURN) return steps;
  }
}

static PyMethodDef methods[] = {
    {"set_callback", set_callback, METH_O, NULL},
    {"fire", fire, METH_VARARGS, NULL},
    {"drive", drive, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
static void protocols_free(void *module) { Py_CLEAR(callback); }
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "protocols", NULL, -1, methods, NULL, NULL, NULL, protocols_free};

PyMODINIT_FUNC PyInit_protocols(void) {
  PyTypeObject *types[] = {&CountdownType, &SquaresType, &AdderType, &ConstantType, &EchoType};
  PyObject *module = PyModule_Create(&definition);
  for (size_t i = 0; module != NULL && i < sizeof types / sizeof *types; i++) {
    if (PyModule_AddType(module, types[i]) < 0) Py_CLEAR(module);
  }
  return module;
}
