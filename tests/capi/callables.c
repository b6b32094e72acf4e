/* SPDX-License-Identifier: MIT */
/* Functions of C, descriptors, members, ways to call, parsing of arguments by va_list, capsules. */
#include "capi_test.h"
#include "variadic.h"

static PyObject *answer(PyObject *self, PyObject *args) { return Py_BuildValue("(OO)", self != NULL ? self : Py_None, args != NULL ? args : Py_None); }
static PyMethodDef answers[] = {{"answer", answer, METH_VARARGS, "doc"}, {"single", answer, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyObject *defining(PyObject *self, PyTypeObject *type, PyObject *const *args, size_t count, PyObject *names) { return PyUnicode_FromString(type->tp_name); }
static PyMethodDef defining_def = {"defining", (PyCFunction)(void (*)(void))defining, METH_METHOD | METH_FASTCALL | METH_KEYWORDS, NULL};

TEST(callables_functions) {
  PyObject *self = KEEP(PyLong_FromLong(7)), *function = KEEP(PyCFunction_New(&answers[0], self)), *number = KEEP(PyLong_FromLong(3));
  NEW(PyObject_CallFunction(function, "ii", 1, 2));
  NEW(PyCFunction_Call(function, KEEP(Py_BuildValue("(i)", 1)), NULL));
  NEW(PyCFunction_Call(function, KEEP(PyTuple_New(0)), KEEP(Py_BuildValue("{s:i}", "a", 1))));
  INT(PyCFunction_GetFunction(function) == answer);
  FAILS(PyCFunction_GetFunction(number));
  BORROWED(PyCFunction_GetSelf(function));
  FAILS(PyCFunction_GetSelf(number));
  INT(PyCFunction_GetFlags(function));
  FAILS(PyCFunction_GetFlags(number));
  PyObject *named = KEEP(PyCFunction_NewEx(&answers[1], NULL, KEEP(PyUnicode_FromString("module.name"))));
  NEW(PyObject_GetAttrString(named, "__module__"));
  NEW(PyObject_CallFunctionObjArgs(named, number, NULL));
  FAILS(KEEP(PyObject_CallNoArgs(named)));
  PyObject *method = KEEP(PyCMethod_New(&defining_def, self, NULL, &PyFloat_Type));
  NEW(PyObject_CallNoArgs(method));
  FAILS(KEEP(PyCMethod_New(&defining_def, self, NULL, NULL)));
  PyMethodDef bad = {"bad", answer, 0x4000 | METH_O | METH_NOARGS, NULL};
  FAILS(KEEP(PyCFunction_New(&bad, NULL)));
  FAILS(KEEP(PyCFunction_NewEx(&bad, NULL, NULL)));
}

typedef struct {
  PyObject_HEAD
  int number;
  PyObject *object;
} Holder;
static PyObject *get_twice(PyObject *self, void *closure) { return PyLong_FromLong(2 * ((Holder *)self)->number); }
static PyMemberDef number_member = {"number", T_INT, offsetof(Holder, number), 0, "a number"};
static PyMemberDef object_member = {"object", T_OBJECT_EX, offsetof(Holder, object), 0, NULL};
static PyMemberDef bad_member = {"bad", 99, 0, 0, NULL};
static PyGetSetDef twice = {"twice", get_twice, NULL, "twice the number", NULL};
static PyTypeObject HolderType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "tests.Holder", .tp_basicsize = sizeof(Holder), .tp_flags = Py_TPFLAGS_DEFAULT, .tp_new = PyType_GenericNew};

TEST(callables_descriptors) {
  INT(PyType_Ready(&HolderType));
  PyObject *holder = KEEP(PyObject_CallNoArgs((PyObject *)&HolderType));
  PyObject *member = KEEP(PyDescr_NewMember(&HolderType, &number_member)), *getset = KEEP(PyDescr_NewGetSet(&HolderType, &twice));
  PyObject *method = KEEP(PyDescr_NewMethod(&HolderType, &answers[1])), *class_method = KEEP(PyDescr_NewClassMethod(&HolderType, &answers[1]));
  BORROWED(member);
  BORROWED(getset);
  BORROWED(method);
  BORROWED(class_method);
  NEW(PyObject_CallMethod(member, "__set__", "Oi", holder, 21));
  NEW(PyObject_CallMethod(member, "__get__", "O", holder));
  NEW(PyObject_CallMethod(getset, "__get__", "O", holder));
  NEW(PyObject_CallMethod(getset, "__set__", "Oi", holder, 1));
  NEW(PyObject_GetAttrString(getset, "__doc__"));
  FAILS(KEEP(PyObject_CallFunctionObjArgs(method, holder, NULL)));
  INT(PyDescr_IsData(member));
  INT(PyDescr_IsData(method));
  if (holder == NULL) return;
  NEW(PyMember_GetOne((char *)holder, &number_member));
  INT(PyMember_SetOne((char *)holder, &number_member, PyLong_FromLong(5)));
  INT(PyMember_SetOne((char *)holder, &number_member, Py_None));
  INT(((Holder *)holder)->number);
  NEW(PyMember_GetOne((char *)holder, &object_member));
  INT(PyMember_SetOne((char *)holder, &object_member, holder));
  INT(PyMember_SetOne((char *)holder, &object_member, NULL));
  FAILS(KEEP(PyMember_GetOne((char *)holder, &bad_member)));
  FAILS(PyMember_SetOne((char *)holder, &bad_member, Py_None));
  PyObject *length = KEEP(PyObject_GetAttrString((PyObject *)&PyList_Type, "__len__")), *list = KEEP(Py_BuildValue("[ii]", 1, 2));
  PyObject *wrapper = KEEP(PyWrapper_New(length, list));
  NEW(PyObject_CallNoArgs(wrapper));
  NEW(PyDictProxy_New(KEEP(Py_BuildValue("{s:i}", "a", 1))));
  FAILS(KEEP(PyDictProxy_New(KEEP(PyLong_FromLong(3)))));
}

TEST(callables_ways) {
  PyObject *list = KEEP(Py_BuildValue("[ii]", 1, 2)), *name = KEEP(PyUnicode_FromString("append")), *missing = KEEP(PyUnicode_FromString("missing")), *number = KEEP(PyLong_FromLong(3));
  NEW(PyObject_CallMethodObjArgs(list, name, number, NULL));
  NEW(PyObject_CallMethodObjArgs(list, missing, number, NULL));
  NEW(PyObject_CallMethodNoArgs(list, KEEP(PyUnicode_FromString("copy"))));
  NEW(PyObject_CallMethodOneArg(list, KEEP(PyUnicode_FromString("count")), number));
  NEW(PyObject_CallOneArg((PyObject *)&PyLong_Type, KEEP(PyUnicode_FromString("12"))));
  NEW(PyObject_CallOneArg(number, number));
  PyObject *values[] = {NULL, list, PyUnicode_FromString("x")};
  NEW(PyObject_Vectorcall((PyObject *)&PyTuple_Type, values + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL));
  NEW(PyObject_Vectorcall(number, values + 1, 1, NULL));
  NEW(PyObject_VectorcallDict((PyObject *)&PyDict_Type, values + 1, 0, KEEP(Py_BuildValue("{s:i}", "k", 1))));
  NEW(PyObject_VectorcallMethod(KEEP(PyUnicode_FromString("count")), values + 1, 2, NULL));
  NEW(PyVectorcall_Call(KEEP(PyObject_GetAttrString(list, "count")), KEEP(Py_BuildValue("(i)", 1)), NULL));
  INT(PyVectorcall_Function(number) == NULL);
  NEW(PyEval_CallFunction((PyObject *)&PyLong_Type, "s", "77"));
  NEW(PyEval_CallFunction((PyObject *)&PyLong_Type, "(s)", "x"));
  NEW(PyEval_CallMethod(list, "index", "(i)", 2));
  NEW(PyEval_CallMethod(list, "index", "(i)", 99));
  NEW(PyEval_CallObjectWithKeywords((PyObject *)&PyDict_Type, NULL, KEEP(Py_BuildValue("{s:i}", "a", 1))));
  FAILS(KEEP(PyEval_CallObjectWithKeywords((PyObject *)&PyDict_Type, list, NULL)));
  TEXT(PyEval_GetFuncName(KEEP(PyObject_GetAttrString(list, "index"))));
  TEXT(PyEval_GetFuncDesc(KEEP(PyObject_GetAttrString(list, "index"))));
  TEXT(PyEval_GetFuncName(KEEP(eval("lambda: 1"))));
  TEXT(PyEval_GetFuncDesc(KEEP(eval("lambda: 1"))));
  TEXT(PyEval_GetFuncName(number));
  TEXT(PyEval_GetFuncDesc(number));
  PyObject *keywords = KEEP(Py_BuildValue("{s:i}", "a", 1));
  INT(PyArg_ValidateKeywordArguments(keywords));
  INT(PyArg_ValidateKeywordArguments(KEEP(Py_BuildValue("{i:i}", 1, 1))));
  FAILS(PyArg_ValidateKeywordArguments(number));
}

static int convert(PyObject *object, void *out) {
  if (!PyLong_Check(object)) {
    PyErr_SetString(PyExc_TypeError, "my converter wants an int");
    return 0;
  }
  *(long *)out = PyLong_AsLong(object) * 100;
  return 1;
}

TEST(callables_arguments) {
  int number = 0, other = 0;
  long converted = 0;
  char *names[] = {"a", "b", NULL};
  PyObject *pair = KEEP(Py_BuildValue("(ii)", 1, 2)), *object = NULL, *second = NULL;
  INT(PyArg_Parse(PyLong_FromLong(5), "i", &number));
  INT(number);
  INT(PyArg_Parse(Py_None, "i", &number));
  INT(parse_v(pair, "ii", &number, &other));
  INT(parse_v(pair, "i", &number));
  INT(parse_keywords_v(KEEP(PyTuple_New(0)), KEEP(Py_BuildValue("{s:i}", "b", 9)), "|ii", names, &number, &other));
  INT(other);
  INT(parse_keywords_v(pair, KEEP(Py_BuildValue("{s:i}", "b", 9)), "ii", names, &number, &other));
  INT(PyArg_ParseTuple(pair, "O&i:name", convert, &converted, &number));
  INT(converted);
  INT(PyArg_ParseTuple(KEEP(Py_BuildValue("(s)", "x")), "O&", convert, &converted));
  INT(PyArg_UnpackTuple(pair, "unpack", 1, 2, &object, &second));
  INT(PyArg_UnpackTuple(pair, "unpack", 3, 4, &object, &second));
  INT(PyArg_UnpackTuple(pair, "unpack", 0, 1, &object));
  NEW(build_v("(is)", 1, "x"));
  FAILS(build_v("(i", 1));
  FAILS(KEEP(Py_BuildValue("?", 1)));
  NEW(Py_BuildValue("[O&]", PyLong_FromVoidPtr, NULL));
}

TEST(callables_capsules) {
  int number = 5, other = 6;
  PyObject *capsule = KEEP(PyCapsule_New(&number, "a name", NULL)), *none = KEEP(PyLong_FromLong(3));
  if (capsule == NULL) return;
  INT(*(int *)PyCapsule_GetPointer(capsule, "a name"));
  FAILS(PyCapsule_GetPointer(capsule, "another"));
  FAILS(PyCapsule_GetPointer(none, "a name"));
  FAILS(KEEP(PyCapsule_New(NULL, "a name", NULL)));
  INT(PyCapsule_SetPointer(capsule, &other));
  INT(PyCapsule_SetPointer(capsule, NULL));
  INT(*(int *)PyCapsule_GetPointer(capsule, "a name"));
  INT(PyCapsule_SetName(capsule, "new"));
  INT(PyCapsule_SetName(none, "new"));
  TEXT(PyCapsule_GetName(capsule));
  FAILS(PyCapsule_GetName(none));
  INT(PyCapsule_SetContext(capsule, &number));
  INT(PyCapsule_SetContext(none, &number));
  INT(PyCapsule_GetContext(capsule) == &number);
  FAILS(PyCapsule_GetContext(none));
  INT(PyCapsule_GetDestructor(capsule) == NULL);
  FAILS(PyCapsule_GetDestructor(none));
  INT(PyCapsule_SetDestructor(capsule, NULL));
  INT(PyCapsule_SetDestructor(none, NULL));
  INT(PyCapsule_IsValid(capsule, "new"));
  INT(PyCapsule_IsValid(none, "new"));
  FAILS(PyCapsule_Import("sys.absent", 0));
}

TEST(callables_function_objects) {
  PyObject *globals = KEEP(Py_BuildValue("{s:s,s:i}", "__name__", "made_here", "outer", 5));
  PyObject *code = KEEP(eval("(lambda a, b=1, *, c=2: a + b + c + outer).__code__"));
  if (globals == NULL || code == NULL) return;
  PyObject *name = KEEP(PyUnicode_FromString("Outer.f")), *number = KEEP(PyLong_FromLong(3));
  PyObject *defaults = KEEP(Py_BuildValue("(i)", 10)), *by_name = KEEP(Py_BuildValue("{s:i}", "c", 20)), *notes = KEEP(Py_BuildValue("{s:s}", "a", "note"));
  if (name == NULL || defaults == NULL || by_name == NULL || notes == NULL) return;
  PyObject *function = KEEP(PyFunction_New(code, globals)), *qualified = KEEP(PyFunction_NewWithQualName(code, globals, name));
  if (function == NULL || qualified == NULL) return;
  INT(PyFunction_Check(function));
  NEW(PyObject_GetAttrString(qualified, "__qualname__"));
  NEW(PyObject_GetAttrString(function, "__module__"));
  BORROWED(PyFunction_GetModule(function));
  INT(PyFunction_GET_CODE(function) == code);
  INT(PyFunction_GET_GLOBALS(function) == globals);
  INT(PyFunction_GetDefaults(function) == NULL);
  FAILS(PyObject_CallFunction(function, "i", 1));
  INT(PyFunction_SetDefaults(function, defaults));
  INT(PyFunction_SetKwDefaults(function, by_name));
  NEW(PyObject_CallFunction(function, "i", 1));
  BORROWED(PyFunction_GetDefaults(function));
  BORROWED(PyFunction_GetKwDefaults(function));
  INT(PyFunction_SetDefaults(function, Py_None));
  INT(PyFunction_GetDefaults(function) == NULL);
  FAILS(PyFunction_SetDefaults(function, number));
  FAILS(PyFunction_SetKwDefaults(function, number));
  INT(PyFunction_SetKwDefaults(function, Py_None));
  INT(PyFunction_SetAnnotations(function, notes));
  BORROWED(PyFunction_GetAnnotations(function));
  FAILS(PyFunction_SetAnnotations(function, number));
  INT(PyFunction_SetAnnotations(function, Py_None));
  FAILS(PyFunction_SetClosure(function, number));
  INT(PyFunction_SetClosure(function, Py_None));
  INT(PyFunction_GetClosure(function) == NULL);
  FAILS(PyFunction_SetDefaults(number, defaults));
  FAILS(PyFunction_GetCode(number));
  FAILS(PyFunction_SetClosure(number, Py_None));
  FAILS(PyFunction_SetAnnotations(number, notes));
  FAILS(PyFunction_SetKwDefaults(number, by_name));
}

TEST(callables_bound) {
  PyObject *len = KEEP(eval("len")), *list = KEEP(Py_BuildValue("[ii]", 1, 2));
  if (len == NULL || list == NULL) return;
  PyObject *instance_method = KEEP(PyInstanceMethod_New(len)), *method = KEEP(PyMethod_New(len, list));
  if (instance_method == NULL || method == NULL) return;
  INT(PyInstanceMethod_Check(instance_method));
  INT(PyInstanceMethod_Check(method));
  INT(PyInstanceMethod_Function(instance_method) == len);
  INT(PyInstanceMethod_GET_FUNCTION(instance_method) == len);
  NEW(PyObject_CallFunctionObjArgs(instance_method, list, NULL));
  NEW(PyObject_CallNoArgs(method));
  INT(PyMethod_GET_FUNCTION(method) == len);
  INT(PyMethod_GET_SELF(method) == list);
  INT(PyCFunction_Check(len));
  INT(PyCFunction_CheckExact(len));
  INT(PyCFunction_Check(method));
  INT(PyCFunction_CheckExact(list));
  INT(PyCFunction_GET_CLASS(len) == NULL);
  PyObject *cell = KEEP(PyCell_New(list)), *empty = KEEP(PyCell_New(NULL));
  if (cell == NULL || empty == NULL) return;
  INT(PyCell_GET(cell) == list);
  INT(PyCell_GET(empty) == NULL);
}
