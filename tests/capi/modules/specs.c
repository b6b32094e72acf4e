/* SPDX-License-Identifier: MIT */
/* Types of specs, one an interpreter: subclassing, members for dict and weak references, a class that knows its module, finalizers. */
#include <Python.h>

#include "structmember.h"

typedef struct {
  PyTypeObject *node;
  PyTypeObject *leaf;
  long alive;
} State;

typedef struct {
  PyObject_HEAD
  PyObject *dict;
  PyObject *weakrefs;
  PyObject *children;
  int depth;
} Node;

static PyObject *node_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  allocfunc alloc = PyType_GetSlot(type, Py_tp_alloc);
  Node *self = (Node *)alloc(type, 0);
  if (self == NULL) return NULL;
  self->children = PyList_New(0);
  if (self->children == NULL) Py_CLEAR(self);
  return (PyObject *)self;
}
static int node_init(PyObject *object, PyObject *args, PyObject *keywords) {
  Node *self = (Node *)object;
  static char *names[] = {"depth", "children", NULL};
  PyObject *children = NULL;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|i$O:Node", names, &self->depth, &children)) return -1;
  if (children == NULL) return 0;
  PyObject *list = PySequence_List(children);
  if (list == NULL) return -1;
  Py_SETREF(self->children, list);
  return 0;
}
static int node_traverse(PyObject *object, visitproc visit, void *arg) {
  Node *self = (Node *)object;
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(self->dict);
  Py_VISIT(self->children);
  return 0;
}
static int node_clear(PyObject *object) {
  Node *self = (Node *)object;
  Py_CLEAR(self->dict);
  Py_CLEAR(self->children);
  return 0;
}
static void node_dealloc(PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  PyObject_GC_UnTrack(object);
  if (((Node *)object)->weakrefs != NULL) PyObject_ClearWeakRefs(object);
  node_clear(object);
  freefunc release = PyType_GetSlot(type, Py_tp_free);
  release(object);
  Py_DECREF(type);
}
static PyObject *node_repr(PyObject *object) {
  int status = Py_ReprEnter(object);
  if (status != 0) return status > 0 ? PyUnicode_FromString("Node(...)") : NULL;
  PyObject *name = PyType_GetQualName(Py_TYPE(object));
  PyObject *text = name != NULL ? PyUnicode_FromFormat("%U(%d, %R)", name, ((Node *)object)->depth, ((Node *)object)->children) : NULL;
  Py_XDECREF(name);
  Py_ReprLeave(object);
  return text;
}
static PyObject *node_append(PyObject *object, PyTypeObject *defining, PyObject *const *args, Py_ssize_t count, PyObject *names) {
  State *state = PyType_GetModuleState(defining);
  if (state == NULL) return NULL;
  if (count != 1 || !PyObject_TypeCheck(args[0], state->node)) {
    return PyErr_Format(PyExc_TypeError, "append() takes one node, not %zd arguments and %zd names", count, names != NULL ? PyTuple_GET_SIZE(names) : 0);
  }
  state->alive++;
  if (PyList_Append(((Node *)object)->children, args[0]) < 0) return NULL;
  return PyLong_FromLong(state->alive);
}
static Py_ssize_t node_length(PyObject *object) { return PyList_GET_SIZE(((Node *)object)->children); }
static PyObject *node_item(PyObject *object, Py_ssize_t index) {
  PyObject *item = PyList_GetItem(((Node *)object)->children, index);
  return Py_XNewRef(item);
}
static PyObject *node_iter(PyObject *object) { return PyObject_GetIter(((Node *)object)->children); }

static PyMethodDef node_methods[] = {
    {"append", (PyCFunction)(void (*)(void))node_append, METH_METHOD | METH_FASTCALL | METH_KEYWORDS, "append($self, node, /)\n--\n\nAdds a child."},
    {NULL, NULL, 0, NULL},
};
static PyMemberDef node_members[] = {
    {"depth", T_INT, offsetof(Node, depth), READONLY, "how deep it stands"},
    {"__dictoffset__", T_PYSSIZET, offsetof(Node, dict), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Node, weakrefs), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};
static PyGetSetDef node_getset[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyType_Slot node_slots[] = {
    {Py_tp_doc, "Node(depth=0, *, children=())\n--\n\nA node of a tree."},
    {Py_tp_new, node_new},
    {Py_tp_init, node_init},
    {Py_tp_traverse, node_traverse},
    {Py_tp_clear, node_clear},
    {Py_tp_dealloc, node_dealloc},
    {Py_tp_repr, node_repr},
    {Py_tp_methods, node_methods},
    {Py_tp_members, node_members},
    {Py_tp_getset, node_getset},
    {Py_tp_iter, node_iter},
    {Py_sq_length, node_length},
    {Py_sq_item, node_item},
    {0, NULL},
};
static PyType_Spec node_spec = {"specs.Node", sizeof(Node), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, node_slots};

static PyObject *leaf_repr(PyObject *object) { return PyUnicode_FromFormat("leaf at %d", ((Node *)object)->depth); }
static void leaf_finalize(PyObject *object) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PySys_WriteStdout("a leaf falls from %d\n", ((Node *)object)->depth);
  PyErr_Restore(type, value, traceback);
}
static PyType_Slot leaf_slots[] = {
    {Py_tp_repr, leaf_repr},
    {Py_tp_finalize, leaf_finalize},
    {0, NULL},
};
static PyType_Spec leaf_spec = {"specs.Leaf", sizeof(Node), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, leaf_slots};

static PyType_Slot closed_slots[] = {{Py_tp_doc, "Nobody makes one."}, {0, NULL}};
static PyType_Spec closed_spec = {"specs.Closed", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, closed_slots};

static PyObject *faulty_spec(PyObject *module, PyObject *which) {
  static PyType_Slot unknown[] = {{9999, node_repr}, {0, NULL}};
  static PyType_Slot none[] = {{0, NULL}};
  PyType_Spec spec = {"specs.Faulty", 0, 0, Py_TPFLAGS_DEFAULT, none};
  PyObject *bases = NULL;
  switch (PyLong_AsLong(which)) {
    case 0: spec.slots = unknown; break;
    case 2: bases = Py_BuildValue("(O)", &PyBool_Type); break;
    case 3: bases = Py_BuildValue("(i)", 3); break;
    case 4: spec.name = "NoModule"; break;
    case 5: bases = Py_BuildValue("(OO)", &PyLong_Type, &PyList_Type); break;
    default: break;
  }
  PyObject *type = PyType_FromModuleAndSpec(module, &spec, bases);
  Py_XDECREF(bases);
  return type;
}

static int specs_exec(PyObject *module) {
  State *state = PyModule_GetState(module);
  state->node = (PyTypeObject *)PyType_FromModuleAndSpec(module, &node_spec, NULL);
  if (state->node == NULL || PyModule_AddType(module, state->node) < 0) return -1;
  state->leaf = (PyTypeObject *)PyType_FromModuleAndSpec(module, &leaf_spec, (PyObject *)state->node);
  if (state->leaf == NULL || PyModule_AddType(module, state->leaf) < 0) return -1;
  PyObject *closed = PyType_FromModuleAndSpec(module, &closed_spec, NULL);
  if (closed == NULL || PyModule_AddObjectRef(module, "Closed", closed) < 0) return -1;
  Py_DECREF(closed);
  return 0;
}
static int specs_traverse(PyObject *module, visitproc visit, void *arg) {
  State *state = PyModule_GetState(module);
  Py_VISIT(state->node);
  Py_VISIT(state->leaf);
  return 0;
}
static int specs_clear(PyObject *module) {
  State *state = PyModule_GetState(module);
  Py_CLEAR(state->node);
  Py_CLEAR(state->leaf);
  return 0;
}
static PyMethodDef specs_methods[] = {
    {"faulty", faulty_spec, METH_O, "A type of a faulty spec."},
    {NULL, NULL, 0, NULL},
};
static PyModuleDef_Slot specs_slots[] = {{Py_mod_exec, specs_exec}, {0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "specs", "Types of specs.", sizeof(State), specs_methods, specs_slots, specs_traverse, specs_clear, NULL};

PyMODINIT_FUNC PyInit_specs(void) { return PyModuleDef_Init(&definition); }
