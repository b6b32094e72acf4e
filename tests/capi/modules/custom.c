/* SPDX-License-Identifier: MIT */
/* A static type in four steps: fields, members, getters and setters that check, and the collector. */
#include <Python.h>

#include "structmember.h"

typedef struct {
  PyObject_HEAD
  PyObject *first;
  PyObject *last;
  int number;
  double weight;
  char letter;
  char flag;
  PyObject *anything;
  char *comment;
} Custom;

static int Custom_traverse(Custom *self, visitproc visit, void *arg) {
  Py_VISIT(self->first);
  Py_VISIT(self->last);
  Py_VISIT(self->anything);
  return 0;
}
static int Custom_clear(Custom *self) {
  Py_CLEAR(self->first);
  Py_CLEAR(self->last);
  Py_CLEAR(self->anything);
  return 0;
}
static void Custom_dealloc(Custom *self) {
  PyObject_GC_UnTrack(self);
  Custom_clear(self);
  Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *Custom_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  Custom *self = (Custom *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  self->first = PyUnicode_FromString("");
  self->last = PyUnicode_FromString("");
  if (self->first == NULL || self->last == NULL) {
    Py_DECREF(self);
    return NULL;
  }
  self->comment = "made in C";
  self->letter = 'c';
  return (PyObject *)self;
}

static int Custom_init(Custom *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"first", "last", "number", NULL};
  PyObject *first = NULL, *last = NULL;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|UUi", names, &first, &last, &self->number)) return -1;
  if (first != NULL) Py_SETREF(self->first, Py_NewRef(first));
  if (last != NULL) Py_SETREF(self->last, Py_NewRef(last));
  return 0;
}

static PyMemberDef Custom_members[] = {
    {"number", T_INT, offsetof(Custom, number), 0, "a number"},
    {"weight", T_DOUBLE, offsetof(Custom, weight), 0, "in grams"},
    {"letter", T_CHAR, offsetof(Custom, letter), 0, NULL},
    {"flag", T_BOOL, offsetof(Custom, flag), 0, NULL},
    {"anything", T_OBJECT, offsetof(Custom, anything), 0, NULL},
    {"certain", T_OBJECT_EX, offsetof(Custom, anything), 0, NULL},
    {"comment", T_STRING, offsetof(Custom, comment), 0, NULL},
    {"fixed", T_INT, offsetof(Custom, number), READONLY, "cannot be set"},
    {NULL, 0, 0, 0, NULL},
};

static PyObject *get_name(Custom *self, void *which) { return Py_NewRef(which != NULL ? self->last : self->first); }
static int set_name(Custom *self, PyObject *value, void *which) {
  const char *name = which != NULL ? "last" : "first";
  if (value == NULL) {
    PyErr_Format(PyExc_TypeError, "Cannot delete the %s attribute", name);
    return -1;
  }
  if (!PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "The %s attribute value must be a string", name);
    return -1;
  }
  if (which != NULL) {
    Py_SETREF(self->last, Py_NewRef(value));
  } else {
    Py_SETREF(self->first, Py_NewRef(value));
  }
  return 0;
}
static PyGetSetDef Custom_getset[] = {
    {"first", (getter)get_name, (setter)set_name, "first name", NULL},
    {"last", (getter)get_name, (setter)set_name, "last name", "last"},
    {"initial", (getter)get_name, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *Custom_name(Custom *self, PyObject *unused) { return PyUnicode_FromFormat("%S %S", self->first, self->last); }
static PyObject *Custom_make(PyTypeObject *type, PyObject *args) {
  return PyObject_CallFunction((PyObject *)type, "ssi", "class", "method", (int)PyTuple_GET_SIZE(args));
}
static PyObject *Custom_add(PyObject *unused, PyObject *args) {
  int a, b;
  if (!PyArg_ParseTuple(args, "ii", &a, &b)) return NULL;
  return PyLong_FromLong(a + b);
}
static PyMethodDef Custom_methods[] = {
    {"name", (PyCFunction)Custom_name, METH_NOARGS, "name($self)\n--\n\nThe full name."},
    {"make", (PyCFunction)Custom_make, METH_VARARGS | METH_CLASS, "An instance of the class."},
    {"add", Custom_add, METH_VARARGS | METH_STATIC, "A sum."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject CustomType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "custom.Custom",
    .tp_doc = PyDoc_STR("Custom(first='', last='', number=0)\n--\n\nCustom objects."),
    .tp_basicsize = sizeof(Custom),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = Custom_new,
    .tp_init = (initproc)Custom_init,
    .tp_dealloc = (destructor)Custom_dealloc,
    .tp_traverse = (traverseproc)Custom_traverse,
    .tp_clear = (inquiry)Custom_clear,
    .tp_members = Custom_members,
    .tp_methods = Custom_methods,
    .tp_getset = Custom_getset,
};

/* A class of lists that counts. */
typedef struct {
  PyListObject list;
  int state;
} SubList;

static PyObject *SubList_increment(SubList *self, PyObject *unused) { return PyLong_FromLong(++self->state); }
static PyMethodDef SubList_methods[] = {
    {"increment", (PyCFunction)SubList_increment, METH_NOARGS, "One more."},
    {NULL, NULL, 0, NULL},
};
static int SubList_init(SubList *self, PyObject *args, PyObject *keywords) {
  if (PyList_Type.tp_init((PyObject *)self, args, keywords) < 0) return -1;
  self->state = 0;
  return 0;
}
static PyTypeObject SubListType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "custom.SubList",
    .tp_doc = PyDoc_STR("SubList objects."),
    .tp_basicsize = sizeof(SubList),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_init = (initproc)SubList_init,
    .tp_methods = SubList_methods,
};

static PyModuleDef custom_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "custom",
    .m_doc = "Static types.",
    .m_size = -1,
};

PyMODINIT_FUNC PyInit_custom(void) {
  SubListType.tp_base = &PyList_Type;
  if (PyType_Ready(&CustomType) < 0 || PyType_Ready(&SubListType) < 0) return NULL;
  PyObject *module = PyModule_Create(&custom_module);
  if (module == NULL) return NULL;
  if (PyModule_AddType(module, &CustomType) < 0 || PyModule_AddType(module, &SubListType) < 0) Py_CLEAR(module);
  return module;
}
