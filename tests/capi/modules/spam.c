/* SPDX-License-Identifier: MIT */
/* What a first module teaches: functions of each calling convention, arguments and results, an exception of its own, constants. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *SpamError;

static PyObject *spam_measure(PyObject *self, PyObject *args) {
  const char *text;
  Py_ssize_t size;
  if (!PyArg_ParseTuple(args, "s#:measure", &text, &size)) return NULL;
  if (size == 0) {
    PyErr_SetString(SpamError, "nothing to measure");
    return NULL;
  }
  return PyLong_FromSsize_t(size);
}

static PyObject *spam_parrot(PyObject *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"voltage", "state", "action", "type", NULL};
  int voltage;
  const char *state = "a stiff", *action = "voom", *type = "Norwegian Blue";
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "i|sss:parrot", names, &voltage, &state, &action, &type)) return NULL;
  return PyUnicode_FromFormat("-- It would not %s at %i volts: %s, %s", action, voltage, state, type);
}

static PyObject *spam_nothing(PyObject *self, PyObject *unused) { Py_RETURN_NONE; }

static PyObject *spam_twice(PyObject *self, PyObject *object) { return PyNumber_Add(object, object); }

static PyObject *spam_largest(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  if (count == 0) return PyErr_Format(PyExc_TypeError, "largest() needs an argument");
  PyObject *best = args[0];
  for (Py_ssize_t i = 1; i < count; i++) {
    int more = PyObject_RichCompareBool(args[i], best, Py_GT);
    if (more < 0) return NULL;
    if (more) best = args[i];
  }
  return Py_NewRef(best);
}

static PyObject *spam_named(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names) {
  PyObject *dict = PyDict_New();
  if (dict == NULL) return NULL;
  Py_ssize_t given = names != NULL ? PyTuple_GET_SIZE(names) : 0;
  for (Py_ssize_t i = 0; i < given; i++) {
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(names, i), args[count + i]) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return Py_BuildValue("nN", count, dict);
}

static PyObject *spam_build(PyObject *self, PyObject *unused) {
  return Py_BuildValue("{s:i,s:[d,d],s:(s#y#),s:O,s:N,s:k,s:L,s:c,s:C}", "int", -3, "list", 0.5, 1e300, "pair", "ab\0c", (Py_ssize_t)4, "\xff\0",
                       (Py_ssize_t)2, "none", Py_None, "set", PySet_New(NULL), "unsigned", 4000000000UL, "long", -(1LL << 62), "byte", 'b', "char", 0x20ac);
}

static PyMethodDef spam_methods[] = {
    {"measure", spam_measure, METH_VARARGS, PyDoc_STR("measure(text, /)\n--\n\nThe number of bytes of a text in UTF-8.")},
    {"parrot", (PyCFunction)(void (*)(void))spam_parrot, METH_VARARGS | METH_KEYWORDS, "A text of its arguments."},
    {"nothing", spam_nothing, METH_NOARGS, NULL},
    {"twice", spam_twice, METH_O, "twice($module, object, /)\n--\n\nThe object added to itself."},
    {"largest", (PyCFunction)(void (*)(void))spam_largest, METH_FASTCALL, "The largest argument."},
    {"named", (PyCFunction)(void (*)(void))spam_named, METH_FASTCALL | METH_KEYWORDS, "How many arguments, and those by name."},
    {"build", spam_build, METH_NOARGS, "A dict of many things."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef spam_module = {PyModuleDef_HEAD_INIT, "spam", PyDoc_STR("A first module."), -1, spam_methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_spam(void) {
  PyObject *module = PyModule_Create(&spam_module);
  if (module == NULL) return NULL;
  SpamError = PyErr_NewExceptionWithDoc("spam.error", "What is wrong with spam.", PyExc_ValueError, NULL);
  Py_XINCREF(SpamError);
  if (PyModule_AddObject(module, "error", SpamError) < 0) {
    Py_XDECREF(SpamError);
    Py_CLEAR(SpamError);
    Py_DECREF(module);
    return NULL;
  }
  PyModule_AddIntConstant(module, "EGGS", 12);
  PyModule_AddStringConstant(module, "MOTTO", "spam, spam and eggs");
  return module;
}
