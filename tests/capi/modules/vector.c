/* SPDX-License-Identifier: MIT */
/* Exports a C API through a capsule; its type is made of slots of numbers and comparisons. */
#include "modules/vector_api.h"

typedef struct {
  PyObject_HEAD
  Vector value;
} VectorObject;

static PyTypeObject *vector_type;

static PyObject *vector_make(double x, double y) {
  VectorObject *self = PyObject_New(VectorObject, vector_type);
  if (self == NULL) return NULL;
  self->value.x = x;
  self->value.y = y;
  return (PyObject *)self;
}
static int vector_check(PyObject *object) { return PyObject_TypeCheck(object, vector_type); }
static int vector_read(PyObject *object, Vector *out) {
  if (!vector_check(object)) {
    PyErr_Format(PyExc_TypeError, "a vector is needed, not %.100s", Py_TYPE(object)->tp_name);
    return -1;
  }
  *out = ((VectorObject *)object)->value;
  return 0;
}

static PyObject *vector_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  double x, y = 0;
  if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
    PyErr_SetString(PyExc_TypeError, "Vector() has no names for its arguments");
    return NULL;
  }
  if (!PyArg_ParseTuple(args, "d|d:Vector", &x, &y)) return NULL;
  return vector_make(x, y);
}
static void vector_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_Free(self);
  Py_DECREF(type);
}
static PyObject *vector_repr(PyObject *self) {
  char *x = PyOS_double_to_string(((VectorObject *)self)->value.x, 'r', 0, 0, NULL);
  char *y = PyOS_double_to_string(((VectorObject *)self)->value.y, 'r', 0, 0, NULL);
  PyObject *text = x != NULL && y != NULL ? PyUnicode_FromFormat("Vector(%s, %s)", x, y) : PyErr_NoMemory();
  PyMem_Free(x);
  PyMem_Free(y);
  return text;
}
static PyObject *vector_add(PyObject *a, PyObject *b) {
  if (!vector_check(a) || !vector_check(b)) Py_RETURN_NOTIMPLEMENTED;
  return vector_make(((VectorObject *)a)->value.x + ((VectorObject *)b)->value.x, ((VectorObject *)a)->value.y + ((VectorObject *)b)->value.y);
}
static PyObject *vector_multiply(PyObject *a, PyObject *b) {
  if (!vector_check(a)) {
    PyObject *c = a;
    a = b;
    b = c;
  }
  double factor = PyFloat_AsDouble(b);
  if (factor == -1 && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return NULL;
    PyErr_Clear();
    Py_RETURN_NOTIMPLEMENTED;
  }
  return vector_make(((VectorObject *)a)->value.x * factor, ((VectorObject *)a)->value.y * factor);
}
static PyObject *vector_power(PyObject *a, PyObject *b, PyObject *modulus) { return Py_BuildValue("(OOO)", a, b, modulus); }
static PyObject *vector_negative(PyObject *a) { return vector_make(-((VectorObject *)a)->value.x, -((VectorObject *)a)->value.y); }
static int vector_bool(PyObject *a) { return ((VectorObject *)a)->value.x != 0 || ((VectorObject *)a)->value.y != 0; }
static PyObject *vector_float(PyObject *a) { return PyFloat_FromDouble(((VectorObject *)a)->value.x); }
static PyObject *vector_index(PyObject *a) { return PyLong_FromDouble(((VectorObject *)a)->value.x); }
static PyObject *vector_inplace_add(PyObject *a, PyObject *b) {
  Vector other;
  if (vector_read(b, &other) < 0) return NULL;
  ((VectorObject *)a)->value.x += other.x;
  ((VectorObject *)a)->value.y += other.y;
  return Py_NewRef(a);
}
static PyObject *vector_compare(PyObject *a, PyObject *b, int op) {
  if (!vector_check(a) || !vector_check(b)) Py_RETURN_NOTIMPLEMENTED;
  double left = ((VectorObject *)a)->value.x, right = ((VectorObject *)b)->value.x;
  Py_RETURN_RICHCOMPARE(left, right, op);
}
static Py_hash_t vector_hash(PyObject *a) { return (Py_hash_t)((VectorObject *)a)->value.x == -1 ? -2 : (Py_hash_t)((VectorObject *)a)->value.x; }

static PyType_Slot vector_slots[] = {
    {Py_tp_new, vector_new},
    {Py_tp_dealloc, vector_dealloc},
    {Py_tp_repr, vector_repr},
    {Py_tp_richcompare, vector_compare},
    {Py_tp_hash, vector_hash},
    {Py_nb_add, vector_add},
    {Py_nb_multiply, vector_multiply},
    {Py_nb_power, vector_power},
    {Py_nb_negative, vector_negative},
    {Py_nb_bool, vector_bool},
    {Py_nb_float, vector_float},
    {Py_nb_index, vector_index},
    {Py_nb_inplace_add, vector_inplace_add},
    {0, NULL},
};
static PyType_Spec vector_spec = {"vector.Vector", sizeof(VectorObject), 0, Py_TPFLAGS_DEFAULT, vector_slots};

static VectorAPI api = {3, vector_make, vector_read, vector_check};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "vector", NULL, -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_vector(void) {
  PyObject *module = PyModule_Create(&definition);
  if (module == NULL) return NULL;
  vector_type = (PyTypeObject *)PyType_FromSpec(&vector_spec);
  PyObject *capsule = PyCapsule_New(&api, VECTOR_API_NAME, NULL);
  if (vector_type == NULL || PyModule_AddType(module, vector_type) < 0 || PyModule_AddObjectRef(module, "_C_API", capsule) < 0) Py_CLEAR(module);
  Py_XDECREF(capsule);
  return module;
}
