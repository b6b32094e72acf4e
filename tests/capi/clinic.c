/* SPDX-License-Identifier: MIT */
/* What the code calls that CPython's Argument Clinic writes. */
#include "capi_test.h"

static const char *const names[] = {"", "second", "third", "fourth", NULL};

/* function(first, second=..., *, third, fourth=...): two by position, one that must be given by name. */
static void unpack(const char *what, PyObject *args, PyObject *by_name, const char *function, int least, int most, int least_by_name) {
  static _PyArg_Parser named = {NULL, names, "function", NULL, 0, 0, 0, NULL, NULL}, nameless = {NULL, names, NULL, NULL, 0, 0, 0, NULL, NULL};
  PyObject *buffer[4] = {NULL, NULL, NULL, NULL};
  if (args == NULL || by_name == NULL) return;
  const Py_ssize_t count = PyTuple_GET_SIZE(args);
  PyObject *const *items = count > 0 ? PySequence_Fast_ITEMS(args) : NULL;
  _PyArg_Parser *parser = function != NULL ? &named : &nameless;
  PyObject *const *found = _PyArg_UnpackKeywords(items, count, by_name, NULL, parser, least, most, least_by_name, buffer);
  if (found == NULL) {
    show_error(what);
  } else {
    printf("%s:", what);
    const Py_ssize_t shown = found == items ? count : 4;
    for (Py_ssize_t i = 0; i < shown; i++) printf(" %ld", found[i] != NULL ? PyLong_AsLong(found[i]) : -1);
    printf("%s\n", found == items ? " in place" : "");
  }
  /* the same as a vector call */
  PyObject *stack[8] = {NULL}, *key, *value, *keys = PyTuple_New(PyDict_Size(by_name));
  if (keys == NULL) {
    PyErr_Clear();
    return;
  }
  Py_ssize_t used = 0, position = 0, k = 0;
  for (; used < count; used++) stack[used] = items[used];
  while (PyDict_Next(by_name, &position, &key, &value)) {
    stack[used++] = value;
    PyTuple_SET_ITEM(keys, k++, Py_NewRef(key));
  }
  PyObject *again[4] = {NULL, NULL, NULL, NULL};
  PyObject *const *second = _PyArg_UnpackKeywords(stack, count, NULL, keys, parser, least, most, least_by_name, again);
  if (second == NULL) show_error("  by a vector");
  if (second != NULL && second != stack) printf("  %d\n", again[0] == buffer[0] && again[1] == buffer[1] && again[2] == buffer[2] && again[3] == buffer[3]);
  Py_DECREF(keys);
}

TEST(clinic_unpacked_by_name) {
  PyObject *none = KEEP(PyTuple_New(0)), *one = KEEP(Py_BuildValue("(i)", 1)), *two = KEEP(Py_BuildValue("(ii)", 1, 2)), *three = KEEP(Py_BuildValue("(iii)", 1, 2, 3));
  PyObject *empty = KEEP(PyDict_New()), *third = KEEP(Py_BuildValue("{s:i}", "third", 30)), *both = KEEP(Py_BuildValue("{s:i,s:i}", "fourth", 40, "third", 30));
  PyObject *second = KEEP(Py_BuildValue("{s:i,s:i}", "second", 20, "third", 30)), *unknown = KEEP(Py_BuildValue("{s:i,s:i}", "third", 30, "fifth", 50));
  PyObject *many = KEEP(Py_BuildValue("{s:i,s:i,s:i,s:i}", "third", 30, "fourth", 3, "fifth", 50, "sixth", 6));
  for (int named = 0; named < 2; named++) {
    const char *function = named ? "function" : NULL;
    unpack("nothing", none, empty, function, 1, 2, 1);
    unpack("one", one, empty, function, 1, 2, 1);
    unpack("one and third", one, third, function, 1, 2, 1);
    unpack("two and both", two, both, function, 1, 2, 1);
    unpack("one and second", one, second, function, 1, 2, 1);
    unpack("two and second", two, second, function, 1, 2, 1);
    unpack("one and an unknown", one, unknown, function, 1, 2, 1);
    unpack("one and many", one, many, function, 1, 2, 1);
    unpack("none and many", none, many, function, 1, 2, 1);
    unpack("three", three, third, function, 1, 2, 1);
    unpack("three, exactly two", three, third, function, 2, 2, 1);
    unpack("none and third", none, third, function, 1, 2, 1);
    unpack("two in place", two, empty, function, 1, 2, 0);
    unpack("one in place", one, empty, function, 1, 2, 0);
    unpack("one with two", one, empty, function, 2, 2, 0);
    unpack("two where there is none", two, empty, function, 0, 0, 0);
  }
}

TEST(clinic_checks) {
  PyObject *empty = KEEP(PyDict_New()), *full = KEEP(Py_BuildValue("{s:i}", "a", 1)), *none = KEEP(PyTuple_New(0)), *one = KEEP(Py_BuildValue("(s)", "a"));
  if (empty == NULL || full == NULL || none == NULL || one == NULL) return;
  INT(_PyArg_NoKeywords("f", NULL));
  INT(_PyArg_NoKeywords("f", empty));
  INT(_PyArg_NoKeywords("f", full));
  FAILS(_PyArg_NoKeywords("f", one));
  INT(_PyArg_NoKwnames("f", NULL));
  INT(_PyArg_NoKwnames("f", none));
  INT(_PyArg_NoKwnames("f", one));
  INT(_PyArg_NoPositional("f", NULL));
  INT(_PyArg_NoPositional("f", none));
  INT(_PyArg_NoPositional("f", one));
  FAILS(_PyArg_NoPositional("f", full));
  VOID(_PyArg_BadArgument("f", "argument 1", "int", one));
  VOID(_PyArg_BadArgument("f", "argument 'x'", "str", Py_None));
  INT((_PyArg_CheckPositional)("f", 2, 1, 3));
  INT((_PyArg_CheckPositional)("f", 0, 1, 3));
  INT((_PyArg_CheckPositional)("f", 4, 1, 3));
  INT((_PyArg_CheckPositional)("f", 4, 2, 2));
  INT((_PyArg_CheckPositional)("f", 0, 1, 1));
  INT((_PyArg_CheckPositional)(NULL, 0, 1, 2));
  PyObject *a = NULL, *b = NULL, *items[] = {one, none};
  INT(_PyArg_UnpackStack(items, 2, "f", 1, 2, &a, &b));
  INT(a == one && b == none);
  INT(_PyArg_UnpackStack(items, 1, "f", 2, 2, &a, &b));
  INT(_PyArg_UnpackStack(items, 2, "f", 0, 1, &a));
}

TEST(clinic_by_formats) {
  PyObject *numbers[] = {KEEP(PyLong_FromLong(1)), KEEP(PyUnicode_FromString("text")), KEEP(PyLong_FromLong(3))};
  PyObject *keys = KEEP(Py_BuildValue("(s)", "second")), *wrong = KEEP(Py_BuildValue("(s)", "unknown")), *args = KEEP(Py_BuildValue("(is)", 7, "seven"));
  PyObject *by_name = KEEP(Py_BuildValue("{s:s}", "second", "named")), *one = KEEP(Py_BuildValue("(i)", 7));
  if (numbers[0] == NULL || numbers[1] == NULL || numbers[2] == NULL || keys == NULL || wrong == NULL || args == NULL || by_name == NULL || one == NULL) return;
  int number = 0, last = 0;
  const char *text = "-";
  Py_ssize_t size = 0;
  INT(_PyArg_ParseStack(numbers, 2, "is:function", &number, &text));
  printf("%d %s\n", number, text);
  INT(_PyArg_ParseStack(numbers, 2, "is#|i:function", &number, &text, &size, &last));
  printf("%d %s %zd\n", number, text, size);
  INT(_PyArg_ParseStack(numbers, 3, "is:function", &number, &text));
  INT(_PyArg_ParseStack(numbers, 1, "s:function", &text));
  static const char *const both[] = {"first", "second", NULL};
  static _PyArg_Parser parser = {"is:function", both, NULL, NULL, 0, 0, 0, NULL, NULL};
  INT(_PyArg_ParseStackAndKeywords(numbers, 1, keys, &parser, &number, &text));
  printf("%d %s\n", number, text);
  INT(_PyArg_ParseStackAndKeywords(numbers, 2, NULL, &parser, &number, &text));
  INT(_PyArg_ParseStackAndKeywords(numbers, 1, wrong, &parser, &number, &text));
  INT(_PyArg_ParseStackAndKeywords(numbers, 1, NULL, &parser, &number, &text));
  INT(_PyArg_ParseStackAndKeywords(numbers, 3, NULL, &parser, &number, &text));
  INT(_PyArg_ParseTupleAndKeywordsFast(args, NULL, &parser, &number, &text));
  INT(_PyArg_ParseTupleAndKeywordsFast(one, by_name, &parser, &number, &text));
  printf("%d %s\n", number, text);
  INT(_PyArg_ParseTupleAndKeywordsFast(args, by_name, &parser, &number, &text));
}
