/* SPDX-License-Identifier: MIT */
/* Functions behind macros of their own names, and what fails seldom. */
#include "capi_test.h"

#undef PyArg_Parse
#undef PyArg_VaParse
#undef PyArg_VaParseTupleAndKeywords
#undef Py_VaBuildValue
#undef PyObject_Length
#undef PyMapping_Length
#undef PySequence_Length
#undef PySequence_In
#undef PyErr_BadInternalCall
int PyArg_Parse(PyObject *, const char *, ...);
int PyArg_VaParse(PyObject *, const char *, va_list);
int PyArg_VaParseTupleAndKeywords(PyObject *, PyObject *, const char *, char **, va_list);
PyObject *Py_VaBuildValue(const char *, va_list);
Py_ssize_t PyObject_Length(PyObject *);
Py_ssize_t PyMapping_Length(PyObject *);
Py_ssize_t PySequence_Length(PyObject *);
int PySequence_In(PyObject *, PyObject *);
void PyErr_BadInternalCall(void);

#include "variadic.h" /* after the macros are gone: here it calls the functions themselves */

TEST(rest_behind_macros) {
  PyObject *list = KEEP(Py_BuildValue("[ii]", 1, 2)), *number = KEEP(PyLong_FromLong(1)), *pair = KEEP(Py_BuildValue("(ii)", 1, 2));
  char *names[] = {"a", "b", NULL};
  int a = 0, b = 0;
  INT(PyObject_Length(list));
  INT(PyObject_Length(number));
  INT(PyMapping_Length(list));
  INT(PyMapping_Length(number));
  INT(PySequence_Length(list));
  INT(PySequence_Length(number));
  INT(PySequence_In(list, number));
  INT(PySequence_In(number, number));
  INT(PyArg_Parse(number, "i", &a));
  INT(PyArg_Parse(list, "i", &a));
  INT(parse_v(pair, "ii", &a, &b));
  INT(parse_v(pair, "i", &a));
  INT(parse_keywords_v(pair, NULL, "ii", names, &a, &b));
  INT(parse_keywords_v(pair, NULL, "i", names, &a));
  NEW(build_v("(ii)", 1, 2));
  FAILS(build_v("?"));
  FAILS(PyErr_BadInternalCall());
}

/* What macros do in place, and the functions of the same names: on both sides of where values stop to be words. */
TEST(rest_values_in_place) {
  const long longs[] = {0, 1, -1, LONG_MAX, LONG_MIN, (1L << 61) - 1, 1L << 61, -(1L << 61), -(1L << 61) - 1};
  for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
    PyObject *quick = PyLong_FromLong(longs[i]), *slow = (PyLong_FromLong)(longs[i]);
    INT(PyObject_RichCompareBool(quick, slow, Py_EQ));
    INT(PyLong_AsLong(quick) == longs[i] && (PyLong_AsLong)(slow) == longs[i]);
    INT(PyLong_AsLongLong(quick) == longs[i] && (PyLong_AsLongLong)(slow) == longs[i]);
    INT(PyLong_AsSsize_t(quick) == longs[i] && (PyLong_AsSsize_t)(slow) == longs[i]);
    NEW(PyLong_FromLongLong(longs[i]));
    NEW((PyLong_FromLongLong)(longs[i]));
    NEW(PyLong_FromSsize_t(longs[i]));
    NEW((PyLong_FromSsize_t)(longs[i]));
    INT(PyLong_Check(quick) && PyLong_CheckExact(slow) && !PyBool_Check(quick) && !PyFloat_Check(slow));
    Py_DECREF(quick);
    (Py_DecRef)(slow);
  }
  const double doubles[] = {0.0, -0.0, 1.5, 1e-80, -1e80, 1e300, 1e-300, 5e-324, HUGE_VAL, -HUGE_VAL};
  for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++) {
    PyObject *quick = PyFloat_FromDouble(doubles[i]), *slow = (PyFloat_FromDouble)(doubles[i]);
    INT(PyObject_RichCompareBool(quick, slow, Py_EQ));
    INT(PyFloat_AsDouble(quick) == doubles[i] && (PyFloat_AsDouble)(slow) == doubles[i]);
    INT(PyFloat_Check(quick) && PyFloat_CheckExact(slow) && !PyLong_Check(quick));
    (Py_IncRef)(quick);
    Py_DECREF(quick);
    INT((Py_NewRef)(quick) == quick && (Py_XNewRef)(slow) == slow && (Py_XNewRef)(NULL) == NULL);
    Py_DECREF(quick);
    Py_DECREF(slow);
    Py_DECREF(quick);
    Py_DECREF(slow);
  }
  PyObject *text = PyUnicode_FromString("12"), *large = PyLong_FromString("99999999999999999999", NULL, 10), *half = PyFloat_FromDouble(0.5);
  INT(PyLong_AsLong(text));
  INT((PyLong_AsLong)(text));
  INT(PyLong_AsLong(large));
  INT((PyLong_AsLong)(large));
  INT(PyLong_AsLongLong(half));
  INT((PyLong_AsLongLong)(large));
  INT(PyLong_AsSsize_t(half));
  INT((PyLong_AsSsize_t)(large));
  INT((int)PyFloat_AsDouble(text));
  INT((int)(PyFloat_AsDouble)(text));
  INT((int)PyFloat_AsDouble(Py_True));
  INT(PyBool_FromLong(5) == Py_True && (PyBool_FromLong)(0) == Py_False && PyBool_Check(Py_False) && !PyBool_Check(Py_None));
  Py_ssize_t before = Py_REFCNT(text);
  Py_XDECREF(Py_NewRef(text));
  Py_INCREF(text);
  Py_DECREF(text);
  Py_XINCREF(NULL);
  Py_XDECREF(NULL);
  INT(Py_REFCNT(text) == before);
  Py_DECREF(text);
  Py_DECREF(large);
}

typedef struct {
  PyObject_VAR_HEAD
  long items[1];
} Row;
static PyType_Slot row_slots[] = {{Py_tp_doc, "a row"}, {0, NULL}};
static PyType_Spec row_spec = {"tests.PlainRow", offsetof(Row, items), sizeof(long), Py_TPFLAGS_DEFAULT, row_slots};
static PyType_Slot faulty_slots[] = {{1234, NULL}, {0, NULL}};
static PyType_Spec faulty_spec = {"tests.Faulty", 0, 0, Py_TPFLAGS_DEFAULT, faulty_slots};
static PyMethodDef faulty_methods[] = {{"bad", (PyCFunction)(void (*)(void))abs, METH_O | METH_NOARGS | METH_FASTCALL, NULL}, {NULL, NULL, 0, NULL}};

static int pending_fails(void *unused) {
  PyErr_SetString(PyExc_ValueError, "of a pending call");
  return -1;
}
static void nothing(void) {}

TEST(rest_that_fails_seldom) {
  PyTypeObject *rows = (PyTypeObject *)KEEP(PyType_FromSpec(&row_spec));
  Row *row = KEEP(PyObject_NewVar(Row, rows, 4));
  if (row == NULL) return;
  INT(Py_SIZE(row));
  void *memory = PyObject_Malloc(sizeof(Row) + 64);
  PyObject *made = KEEP(PyObject_InitVar((PyVarObject *)memory, rows, 2)) != NULL ? memory : NULL;
  INT(made == memory);
  if (made == NULL) {
    PyObject_Free(memory);
    return;
  }
  INT(Py_SIZE((PyObject *)memory));
  FAILS(KEEP(PyType_FromSpec(&faulty_spec)));
  FAILS(PyModule_AddFunctions(KEEP(PyModule_New("m")), faulty_methods));
  PyObject *list = KEEP(PyList_New(0)), *number = KEEP(PyLong_FromLong(3));
  INT(Py_ReprEnter(list));
  INT(Py_ReprEnter(list));
  Py_ReprLeave(list);
  Py_ReprLeave(list);
  FAILS(KEEP(PyUnicode_FromStringAndSize("a", -1)));
  FAILS(KEEP(PyUnicode_FromStringAndSize("\xff", 1)));
  FAILS(PyUnicode_AsUTF8AndSize(number, NULL));
  FAILS(PyUnicode_AsUTF8AndSize(KEEP(PyUnicode_FromOrdinal(0xd800)), NULL));
  NEW(PyUnicode_RichCompare(number, list, Py_EQ));
  FAILS(KEEP(PyUnicode_DecodeLocale("abc", "nonsense")));
  INT(PyCodec_Unregister(number));
  FAILS(PyImport_AddModule("caf\xe9"));
  FAILS(PyModule_SetDocString(KEEP(PyModule_New("m")), "caf\xe9"));
  INT(Py_AddPendingCall(pending_fails, NULL));
  INT(Py_MakePendingCalls());
  Py_SetRecursionLimit(60);
  run("def f(n): return f(n + 1)\ntry:\n  f(0)\nexcept RecursionError as e:\n  print(e)\n");
  Py_SetRecursionLimit(1000);
  int full = 0;
  while (full < 40 && Py_AtExit(nothing) == 0) full++;
  INT(full > 20 && full <= 32);
  INT(Py_AtExit(nothing));
  INT(PyOS_setsig(9999, NULL) == (PyOS_sighandler_t)-1);
  Py_buffer view;
  INT(PyObject_GetBuffer(KEEP(PyByteArray_FromStringAndSize("abcd", 4)), &view, PyBUF_FULL));
  INT(PyBuffer_FromContiguous(&view, "xy", 2, 'C'));
  INT(((char *)view.buf)[0]);
  PyBuffer_Release(&view);
  PyThreadState *own = PyThreadState_New(PyInterpreterState_Get()), *mine = PyThreadState_Swap(own);
  PyThreadState_Clear(own);
  PyThreadState_Swap(mine);
  PyThreadState_Delete(own);
}

static PyObject *recurse(PyObject *self, PyObject *function) {
  if (Py_EnterRecursiveCall(" in a test")) return NULL;
  PyObject *result = PyObject_CallOneArg(function, function);
  Py_LeaveRecursiveCall();
  return result;
}
static PyMethodDef recurse_def = {"recurse", recurse, METH_O, NULL};
TEST(rest_recursion) {
  PyObject *function = KEEP(PyCFunction_New(&recurse_def, NULL));
  FAILS(KEEP(PyObject_CallOneArg(function, function)));
}
