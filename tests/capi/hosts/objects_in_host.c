/* SPDX-License-Identifier: MIT */
/* Values in both directions: what the abstract layer, the concrete layers and Py_BuildValue do for a host. */
#include <Python.h>

static void show(const char *what, PyObject *object) {
  PyObject *text = object != NULL ? PyObject_Repr(object) : NULL;
  if (text != NULL) {
    printf("%s = %s\n", what, PyUnicode_AsUTF8(text));
  } else {
    printf("%s failed\n", what);
    fflush(stdout);
    PyErr_Print();
  }
  Py_XDECREF(text);
  Py_XDECREF(object);
}

/* A new reference, as long as the program needs it. */
static PyObject *held[64];
static int held_count;
static PyObject *hold(PyObject *object) { return held[held_count++] = object; }

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyObject *list = hold(Py_BuildValue("[isd(ii){s:O}]", 1, "two", 3.0, 4, 5, "six", Py_True));
  show("list", Py_NewRef(list));
  show("sum", PyNumber_Add(hold(PySequence_GetItem(list, 0)), hold(PySequence_GetItem(list, 2))));
  show("slice", PySequence_GetSlice(list, 1, -1));
  show("missing", PySequence_GetItem(list, 9));
  show("item", PyObject_GetItem(PyList_GetItem(list, 4), hold(PyUnicode_FromString("six"))));
  printf("%d %zd\n", PySequence_Contains(list, Py_True), PyObject_Length(list));
  PyObject *dict = hold(PyDict_New());
  for (long i = 0; i < 3; i++) {
    PyObject *key = PyUnicode_FromFormat("key%ld", i), *value = PyLong_FromLong(i * i);
    PyDict_SetItem(dict, key, value);
    Py_DECREF(key);
    Py_DECREF(value);
  }
  PyObject *key, *value;
  Py_ssize_t position = 0;
  while (PyDict_Next(dict, &position, &key, &value)) printf("%s: %ld\n", PyUnicode_AsUTF8(key), PyLong_AsLong(value));
  show("keys", PyMapping_Keys(dict));
  PyObject *iterator = PyObject_GetIter(dict), *item;
  while ((item = PyIter_Next(iterator)) != NULL) {
    printf("%s ", PyUnicode_AsUTF8(item));
    Py_DECREF(item);
  }
  printf("\n");
  Py_DECREF(iterator);
  PyObject *module = hold(PyImport_ImportModule("fractions"));
  PyObject *half = hold(PyObject_CallMethod(module, "Fraction", "ii", 1, 2));
  show("half", PyNumber_Multiply(half, half));
  show("compare", PyBool_FromLong(PyObject_RichCompareBool(half, hold(PyFloat_FromDouble(0.5)), Py_EQ)));
  show("attribute", PyObject_GetAttrString(half, "denominator"));
  show("nothing", PyObject_GetAttrString(half, "nothing"));
  show("call", PyObject_CallFunction((PyObject *)&PyComplex_Type, "dd", 1.0, -1.0));
  show("keywords", PyObject_Call((PyObject *)&PyDict_Type, hold(PyTuple_New(0)), hold(Py_BuildValue("{s:i}", "a", 1))));
  show("not callable", PyObject_CallNoArgs(half));
  PyObject *function = hold(PyObject_GetAttrString(PyImport_AddModule("builtins"), "sorted"));
  show("sorted", PyObject_CallFunctionObjArgs(function, hold(PyUnicode_FromString("hello")), NULL));
  PyObject *big = hold(PyLong_FromString("123456789012345678901234567890", NULL, 10));
  show("big", Py_NewRef(big));
  int overflow;
  printf("%ld %d\n", PyLong_AsLongAndOverflow(big, &overflow), overflow);
  PyLong_AsLong(big);
  PyErr_Print();
  PyObject *bytes = hold(PyBytes_FromStringAndSize("a\0b", 3));
  show("hex", PyObject_CallMethod(bytes, "hex", "s", "-"));
  show("text", PyUnicode_FromEncodedObject(bytes, "ascii", "strict"));
  show("set", PySet_New(list));
  show("format", PyUnicode_Format(hold(PyUnicode_FromString("%s-%05d")), hold(Py_BuildValue("(si)", "x", 42))));
  while (held_count > 0) Py_XDECREF(held[--held_count]);
  fflush(stdout);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
