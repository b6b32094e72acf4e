/* SPDX-License-Identifier: MIT */
/* Memory that C code takes and gives back: plain blocks, objects, objects made of plain blocks. */
#include "capi_test.h"

static int frees;

static void pair_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  ++frees;
  type->tp_free(self);
  Py_DECREF(type);
}

typedef struct {
  PyObject_HEAD
  double left, right;
} Pair;

static PyType_Slot pair_slots[] = {{Py_tp_dealloc, (void *)pair_dealloc}, {0, NULL}};
static PyType_Spec pair_spec = {"memory.Pair", sizeof(Pair), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, pair_slots};
static PyType_Slot bare_slots[] = {{0, NULL}};
static PyType_Spec bare_spec = {"memory.Bare", 2000, 0, Py_TPFLAGS_DEFAULT, bare_slots};

TEST(plain_blocks) {
  static const size_t sizes[] = {0, 1, 16, 496, 497, 512, 513, 5000};
  for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
    char *block = PyObject_Malloc(sizes[i]), *moved;
    if (block == NULL) return;
    memset(block, 'x', sizes[i]);
    moved = PyObject_Realloc(block, 700);
    if (moved == NULL) return PyObject_Free(block);
    block = moved;
    int kept = 0;
    for (size_t k = 0; k < sizes[i] && k < 700; ++k) kept += block[k] == 'x';
    moved = PyObject_Realloc(block, 3);
    if (moved == NULL) return PyObject_Free(block);
    block = moved;
    printf("%zu: %d %zu\n", sizes[i], kept, (size_t)block % 16);
    PyObject_Free(block);
    block = PyObject_Calloc(3, sizes[i]);
    if (block == NULL) return;
    for (size_t k = 0; k < 3 * sizes[i]; ++k) kept += block[k];
    printf("zeroed: %d\n", kept);
    PyObject_Free(block);
  }
  PyObject_Free(PyObject_Realloc(NULL, 40));
  PyObject_Free(NULL);
}

TEST(objects_freed_by_c_code) {
  PyTypeObject *type = (PyTypeObject *)PyType_FromSpec(&pair_spec);
  if (type == NULL) return;
  Py_ssize_t references = Py_REFCNT(type);
  PyObject *made[20];
  for (int i = 0; i < 20; ++i) made[i] = i % 2 ? (PyObject *)PyObject_New(Pair, type) : type->tp_alloc(type, 0);
  for (int i = 0; i < 20; ++i) Py_DECREF(made[i]);
  INT(frees);
  INT(Py_REFCNT(type) - references);
  PyObject *unused = type->tp_alloc(type, 0); /* freed without its tp_dealloc */
  if (unused != NULL) {
    type->tp_free(unused);
    Py_DECREF(type);
  }
  set_global("Pair", (PyObject *)type);
  run("class Derived(Pair): pass\nd = Derived(); d.me = 1; del d\nclass Slim(Pair): __slots__ = ()\ns = Slim(); del s");
  INT(frees);
  PyObject *plain = (PyObject *)PyObject_New(PyObject, &PyBaseObject_Type);
  PyObject_Del(plain);
  plain = (PyObject *)PyObject_New(PyObject, &PyBaseObject_Type);
  Py_DECREF(plain);
  run("del Pair, Derived, Slim");
  Py_DECREF(type);
}

/* An object of plain memory, or NULL with the memory given back. */
static PyObject *of_plain(PyTypeObject *type, size_t size) {
  void *memory = PyObject_Malloc(size);
  if (memory == NULL || PyObject_Init(memory, type) == NULL) {
    PyObject_Free(memory);
    return NULL;
  }
  return memory;
}

TEST(objects_of_plain_blocks) {
  PyTypeObject *type = (PyTypeObject *)KEEP(PyType_FromSpec(&pair_spec));
  PyObject *pair = of_plain(type, sizeof(Pair));
  INT(pair != NULL && Py_TYPE(pair) == type);
  Py_XDECREF(pair);
  INT(frees);
  PyObject *bare_type = KEEP(PyType_FromSpec(&bare_spec)); /* has no tp_dealloc */
  if (bare_type == NULL) return;
  Py_XDECREF(of_plain((PyTypeObject *)bare_type, 2000));
  Py_XDECREF(PyObject_CallNoArgs(bare_type));
  PyObject *native = of_plain(&PyBaseObject_Type, sizeof(PyObject));
  INT(native != NULL && Py_REFCNT(native) == 1);
  Py_XDECREF(native);
  Py_XDECREF(of_plain(&PyBaseObject_Type, 4000));
}

TEST(memory_raw) {
  char *block = PyMem_RawCalloc(4, 4);
  if (block == NULL) return;
  int sum = 0;
  for (int i = 0; i < 16; i++) sum += block[i];
  INT(sum);
  memset(block, 'x', 16);
  char *grown = PyMem_RawRealloc(block, 64);
  if (grown == NULL) {
    PyMem_RawFree(block);
    return;
  }
  INT(grown[15]);
  PyMem_RawFree(grown);
  void *empty = PyMem_RawCalloc(0, 0);
  INT(empty != NULL);
  PyMem_RawFree(empty);
  PyMem_RawFree(NULL);
  char *made = PyMem_RawRealloc(NULL, 8);
  INT(made != NULL);
  PyMem_RawFree(made);
  INT(PyMem_RawMalloc((size_t)PY_SSIZE_T_MAX + 1) == NULL);
}
