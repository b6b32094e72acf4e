/* SPDX-License-Identifier: MIT */
/* A provider of buffers of two dimensions, and consumers: what memoryview, bytes and struct see of a grid of doubles. */
#include <Python.h>

typedef struct {
  PyObject_HEAD
  Py_ssize_t shape[2];
  Py_ssize_t strides[2];
  double *items;
  int exports;
  int readonly;
} Grid;

static PyObject *grid_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  static char *names[] = {"rows", "columns", "readonly", NULL};
  Py_ssize_t rows, columns;
  int readonly = 0;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "nn|p", names, &rows, &columns, &readonly)) return NULL;
  if (rows < 1 || columns < 1 || rows > 1000 || columns > 1000) {
    PyErr_SetString(PyExc_ValueError, "a grid has 1 to 1000 rows and columns");
    return NULL;
  }
  Grid *self = PyObject_New(Grid, type);
  if (self == NULL) return NULL;
  self->items = PyMem_New(double, rows * columns);
  if (self->items == NULL) {
    Py_DECREF(self);
    return PyErr_NoMemory();
  }
  for (Py_ssize_t i = 0; i < rows * columns; i++) self->items[i] = (double)i / 2;
  self->shape[0] = rows;
  self->shape[1] = columns;
  self->strides[0] = columns * (Py_ssize_t)sizeof(double);
  self->strides[1] = sizeof(double);
  self->exports = 0;
  self->readonly = readonly;
  return (PyObject *)self;
}
static void grid_dealloc(PyObject *object) {
  PyMem_Free(((Grid *)object)->items);
  PyObject_Free(object);
}

static int grid_getbuffer(PyObject *object, Py_buffer *view, int flags) {
  Grid *self = (Grid *)object;
  if (self->readonly && (flags & PyBUF_WRITABLE)) {
    PyErr_SetString(PyExc_BufferError, "this grid is read-only");
    view->obj = NULL;
    return -1;
  }
  view->obj = Py_NewRef(object);
  view->buf = self->items;
  view->len = self->shape[0] * self->strides[0];
  view->readonly = self->readonly;
  view->itemsize = sizeof(double);
  view->format = (flags & PyBUF_FORMAT) ? "d" : NULL;
  view->ndim = 2;
  view->shape = (flags & PyBUF_ND) ? self->shape : NULL;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? self->strides : NULL;
  view->suboffsets = NULL;
  view->internal = NULL;
  self->exports++;
  return 0;
}
static void grid_releasebuffer(PyObject *object, Py_buffer *view) { ((Grid *)object)->exports--; }
static PyBufferProcs grid_buffer = {grid_getbuffer, grid_releasebuffer};

static PyObject *grid_exports(PyObject *object, PyObject *unused) { return PyLong_FromLong(((Grid *)object)->exports); }
static PyObject *grid_at(PyObject *object, PyObject *args) {
  Grid *self = (Grid *)object;
  Py_buffer view;
  Py_ssize_t at[2];
  if (!PyArg_ParseTuple(args, "nn", &at[0], &at[1])) return NULL;
  for (int i = 0; i < 2; i++) {
    if (at[i] < 0 || at[i] >= self->shape[i]) return PyErr_Format(PyExc_IndexError, "no place %zd in dimension %d of %zd", at[i], i, self->shape[i]);
  }
  if (PyObject_GetBuffer(object, &view, PyBUF_FULL_RO) < 0) return NULL;
  double *place = PyBuffer_GetPointer(&view, at);
  PyObject *result = PyFloat_FromDouble(*place);
  PyBuffer_Release(&view);
  return result;
}
static PyMethodDef grid_methods[] = {
    {"exports", grid_exports, METH_NOARGS, "How many views there are."},
    {"at", grid_at, METH_VARARGS, "An item."},
    {NULL, NULL, 0, NULL},
};
static PyTypeObject GridType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "grid.Grid",
    .tp_basicsize = sizeof(Grid),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = grid_new,
    .tp_dealloc = grid_dealloc,
    .tp_as_buffer = &grid_buffer,
    .tp_methods = grid_methods,
};

static PyObject *sum_buffer(PyObject *module, PyObject *object) {
  Py_buffer view;
  if (PyObject_GetBuffer(object, &view, PyBUF_ND | PyBUF_FORMAT) < 0) return NULL;
  if (view.format == NULL || strcmp(view.format, "d") != 0) {
    PyErr_Format(PyExc_TypeError, "items are %s, not doubles", view.format != NULL ? view.format : "bytes");
    PyBuffer_Release(&view);
    return NULL;
  }
  double sum = 0;
  for (Py_ssize_t i = 0; i < view.len / view.itemsize; i++) sum += ((double *)view.buf)[i];
  PyBuffer_Release(&view);
  return PyFloat_FromDouble(sum);
}
static PyObject *describe(PyObject *module, PyObject *args) {
  PyObject *object;
  int flags;
  Py_buffer view;
  if (!PyArg_ParseTuple(args, "Oi", &object, &flags)) return NULL;
  if (PyObject_GetBuffer(object, &view, flags) < 0) return NULL;
  PyObject *result = Py_BuildValue("niiNzNN", view.len, view.readonly, view.ndim, PyLong_FromSsize_t(view.itemsize), view.format,
                                   view.shape != NULL ? PyLong_FromSsize_t(view.shape[0]) : Py_NewRef(Py_None),
                                   view.strides != NULL ? PyLong_FromSsize_t(view.strides[0]) : Py_NewRef(Py_None));
  PyBuffer_Release(&view);
  return result;
}
static PyObject *fill(PyObject *module, PyObject *args) {
  Py_buffer view;
  int byte;
  if (!PyArg_ParseTuple(args, "w*i", &view, &byte)) return NULL;
  memset(view.buf, byte, view.len);
  Py_ssize_t size = view.len;
  PyBuffer_Release(&view);
  return PyLong_FromSsize_t(size);
}
static PyMethodDef methods[] = {
    {"sum", sum_buffer, METH_O, "The sum of the doubles of a buffer."},
    {"describe", describe, METH_VARARGS, "What a buffer is."},
    {"fill", fill, METH_VARARGS, "Writes a byte everywhere."},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "grid", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_grid(void) {
  if (PyType_Ready(&GridType) < 0) return NULL;
  PyObject *module = PyModule_Create(&definition);
  if (module != NULL && PyModule_AddType(module, &GridType) < 0) Py_CLEAR(module);
  return module;
}
