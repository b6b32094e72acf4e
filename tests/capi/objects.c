/* SPDX-License-Identifier: MIT */
/* References, and operations that every object has. */
#include "capi_test.h"

TEST(constants) {
  BORROWED(Py_None);
  BORROWED(Py_True);
  BORROWED(Py_False);
  BORROWED(Py_Ellipsis);
  BORROWED(Py_NotImplemented);
  INT(Py_IsNone(Py_None));
  INT(Py_IsTrue(Py_None));
  INT(Py_Is(Py_None, Py_None));
}

TEST(references) {
  PyObject *list = PyList_New(0);
  Py_ssize_t before = Py_REFCNT(list);
  Py_INCREF(list);
  INT(Py_REFCNT(list) - before);
  Py_DECREF(list);
  INT(Py_REFCNT(list) - before);
  PyObject *other = Py_NewRef(list);
  INT(other == list);
  Py_XDECREF(other);
  Py_XINCREF(NULL);
  Py_XDECREF(NULL);
  PyObject *copy = Py_XNewRef(list);
  Py_CLEAR(copy);
  INT(copy == NULL);
  INT(Py_REFCNT(list) - before);
  Py_SETREF(list, PyLong_FromLong(5));
  BORROWED(list);
  Py_DECREF(list);
}

TEST(types_of_objects) {
  PyObject *number = PyLong_FromLong(3);
  INT(Py_IS_TYPE(number, &PyLong_Type));
  INT(Py_TYPE(number) == &PyLong_Type);
  INT(PyObject_TypeCheck(Py_True, &PyLong_Type));
  INT(PyObject_TypeCheck(number, &PyList_Type));
  NEW(PyObject_Type(number));
  FAILS(KEEP(PyObject_Type(NULL)));
  BORROWED((PyObject *)Py_TYPE(Py_None));
  TEXT(Py_TYPE(number)->tp_name);
  Py_DECREF(number);
}

TEST(attributes) {
  run("class C:\n  x = 1\n  def __init__(self): self.y = 2\n  def __getattr__(self, name):\n    if name == 'bad': raise ValueError('no good')\n    raise "
      "AttributeError(name)");
  PyObject *c = eval("C()");
  NEW(PyObject_GetAttrString(c, "x"));
  NEW(PyObject_GetAttrString(c, "y"));
  NEW(PyObject_GetAttrString(c, "z"));
  PyObject *name = PyUnicode_FromString("y");
  NEW(PyObject_GetAttr(c, name));
  INT(PyObject_HasAttr(c, name));
  INT(PyObject_HasAttrString(c, "z"));
  INT(PyObject_HasAttrString(c, "bad"));
  INT(PyObject_SetAttr(c, name, Py_None));
  NEW(PyObject_GetAttr(c, name));
  INT(PyObject_SetAttrString(c, "w", Py_True));
  INT(PyObject_DelAttr(c, name));
  INT(PyObject_DelAttrString(c, "w"));
  INT(PyObject_DelAttrString(c, "w"));
  PyObject *number = PyLong_FromLong(1);
  NEW(PyObject_GetAttr(c, number));
  INT(PyObject_SetAttr(c, number, Py_None));
  INT(PyObject_SetAttrString(number, "a", Py_None));
  NEW(PyObject_GenericGetAttr(c, name));
  INT(PyObject_GenericSetAttr(c, name, Py_False));
  NEW(PyObject_GenericGetAttr(c, name));
  NEW(PyObject_GenericGetDict(c, NULL));
  Py_DECREF(number);
  Py_DECREF(name);
  Py_DECREF(c);
}

TEST(compare) {
  PyObject *a = PyLong_FromLong(1), *b = PyLong_FromLong(2), *s = PyUnicode_FromString("s");
  NEW(PyObject_RichCompare(a, b, Py_LT));
  NEW(PyObject_RichCompare(a, b, Py_GE));
  INT(PyObject_RichCompareBool(a, b, Py_EQ));
  INT(PyObject_RichCompareBool(a, a, Py_EQ));
  INT(PyObject_RichCompareBool(a, s, Py_NE));
  NEW(PyObject_RichCompare(a, s, Py_LT));
  INT(PyObject_RichCompareBool(a, s, Py_LT));
  FAILS(KEEP(PyObject_RichCompare(NULL, a, Py_EQ)));
  PyObject *nan = PyFloat_FromDouble(Py_NAN);
  INT(PyObject_RichCompareBool(nan, nan, Py_EQ));
  Py_DECREF(nan);
  Py_DECREF(a);
  Py_DECREF(b);
  Py_DECREF(s);
}

TEST(hash_and_truth) {
  PyObject *a = PyLong_FromLong(42), *list = PyList_New(0);
  INT(PyObject_Hash(a));
  INT(PyObject_Hash(list));
  INT(PyObject_HashNotImplemented(list));
  INT(PyObject_IsTrue(list));
  INT(PyObject_IsTrue(a));
  INT(PyObject_Not(list));
  run("class Bad:\n  def __bool__(self): return 3");
  PyObject *bad = eval("Bad()");
  INT(PyObject_IsTrue(bad));
  INT(PyObject_Not(bad));
  Py_DECREF(bad);
  Py_DECREF(a);
  Py_DECREF(list);
}

TEST(texts) {
  PyObject *s = PyUnicode_FromString("h\xc3\xa9llo");
  NEW(PyObject_Repr(s));
  NEW(PyObject_Str(s));
  NEW(PyObject_ASCII(s));
  NEW(PyObject_Repr(NULL));
  NEW(PyObject_Str(NULL));
  NEW(PyObject_ASCII(NULL));
  NEW(PyObject_Bytes(s));
  NEW(PyObject_Bytes(NULL));
  PyObject *three = PyLong_FromLong(3);
  NEW(PyObject_Bytes(three));
  PyObject *spec = PyUnicode_FromString("05");
  NEW(PyObject_Format(three, spec));
  NEW(PyObject_Format(three, NULL));
  NEW(PyObject_Format(three, three));
  NEW(KEEP(PyObject_Dir(spec)) == NULL ? NULL : PyLong_FromLong(1));
  INT(PyObject_Print(s, stdout, 0));
  INT(PyObject_Print(s, stdout, Py_PRINT_RAW));
  INT(PyObject_Print(NULL, stdout, 0));
  Py_DECREF(spec);
  Py_DECREF(three);
  Py_DECREF(s);
}

TEST(instances) {
  PyObject *pair = Py_BuildValue("(OO)", &PyLong_Type, &PyUnicode_Type);
  INT(PyObject_IsInstance(Py_True, (PyObject *)&PyLong_Type));
  INT(PyObject_IsInstance(Py_True, pair));
  INT(PyObject_IsInstance(Py_None, pair));
  INT(PyObject_IsInstance(Py_None, Py_None));
  INT(PyObject_IsSubclass((PyObject *)&PyBool_Type, pair));
  INT(PyObject_IsSubclass((PyObject *)&PyList_Type, pair));
  INT(PyObject_IsSubclass(Py_None, pair));
  INT(PyType_IsSubtype(&PyBool_Type, &PyLong_Type));
  INT(PyType_IsSubtype(&PyLong_Type, &PyBool_Type));
  Py_DECREF(pair);
}

TEST(self_iteration) {
  PyObject *list = Py_BuildValue("[iii]", 1, 2, 3);
  PyObject *iterator = PyObject_GetIter(list);
  PyObject *item;
  INT(PyIter_Check(iterator));
  INT(PyIter_Check(list));
  while ((item = PyIter_Next(iterator)) != NULL) show_new("item", item);
  VOID((void)0);
  INT(PyIter_Send(iterator, Py_None, &item));
  Py_DECREF(iterator);
  NEW(PyObject_GetIter(Py_None));
  NEW(PyObject_SelfIter(list));
  run("def g():\n  got = yield 1\n  return got");
  PyObject *generator = eval("g()");
  INT(PyIter_Send(generator, Py_None, &item));
  show_new("sent", item);
  INT(PyIter_Send(generator, Py_True, &item));
  show_new("returned", item);
  INT(PyGen_Check(generator));
  INT(PyGen_CheckExact(list));
  Py_DECREF(generator);
  Py_DECREF(list);
}

TEST(sizes) {
  PyObject *tuple = Py_BuildValue("(iii)", 1, 2, 3), *bytes = PyBytes_FromString("four");
  INT(Py_SIZE(tuple));
  INT(Py_SIZE(bytes));
  INT(PyObject_Size(tuple));
  INT(PyObject_Length(bytes));
  INT(PyObject_Size(Py_None));
  FAILS(PyObject_Size(NULL));
  INT(PyObject_LengthHint(tuple, 7));
  INT(PyObject_LengthHint(Py_None, 7));
  Py_DECREF(tuple);
  Py_DECREF(bytes);
}

TEST(items) {
  PyObject *dict = Py_BuildValue("{s:i}", "a", 1), *key = PyUnicode_FromString("a"), *list = Py_BuildValue("[i]", 9);
  NEW(PyObject_GetItem(dict, key));
  INT(PyObject_SetItem(dict, key, Py_None));
  NEW(PyObject_GetItem(dict, key));
  INT(PyObject_DelItem(dict, key));
  NEW(PyObject_GetItem(dict, key));
  INT(PyObject_DelItem(dict, key));
  INT(PyObject_DelItemString(dict, "a"));
  NEW(PyObject_GetItem(list, key));
  NEW(PyObject_GetItem(Py_None, key));
  INT(PyObject_SetItem(Py_None, key, key));
  INT(PyObject_DelItem(Py_None, key));
  FAILS(KEEP(PyObject_GetItem(NULL, key)));
  NEW(PyObject_GetItem((PyObject *)&PyList_Type, (PyObject *)&PyLong_Type));
  NEW(Py_GenericAlias((PyObject *)&PyDict_Type, key));
  Py_DECREF(dict);
  Py_DECREF(key);
  Py_DECREF(list);
}

TEST(descriptors_of_files) {
  PyObject *seven = PyLong_FromLong(7), *minus = PyLong_FromLong(-7);
  INT(PyObject_AsFileDescriptor(seven));
  INT(PyObject_AsFileDescriptor(minus));
  INT(PyObject_AsFileDescriptor(Py_None));
  run("class F:\n  def fileno(self): return 4\nclass G:\n  def fileno(self): return 'x'");
  PyObject *f = eval("F()"), *g = eval("G()");
  INT(PyObject_AsFileDescriptor(f));
  INT(PyObject_AsFileDescriptor(g));
  Py_DECREF(f);
  Py_DECREF(g);
  Py_DECREF(seven);
  Py_DECREF(minus);
}

/* Not given to PyType_Ready: what can be asked of it all the same. */
static PyTypeObject unready_base = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.UnreadyBase", .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE};
static PyTypeObject unready = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test.Unready", .tp_flags = Py_TPFLAGS_DEFAULT, .tp_base = &unready_base};

TEST(unready_types_of_objects) {
  unready_base.tp_base = &PyLong_Type;
  INT(PyType_GetFlags(&unready) == Py_TPFLAGS_DEFAULT);
  INT(PyType_HasFeature(&unready, Py_TPFLAGS_BASETYPE));
  INT(PyType_HasFeature(&unready_base, Py_TPFLAGS_BASETYPE) != 0);
  INT(PyType_IsSubtype(&unready, &unready));
  INT(PyType_IsSubtype(&unready, &unready_base));
  INT(PyType_IsSubtype(&unready_base, &unready));
  INT(PyType_IsSubtype(&unready, &PyLong_Type));
  INT(PyType_IsSubtype(&unready, &PyUnicode_Type));
  INT(PyType_IsSubtype(&PyLong_Type, &unready));
  INT(PyObject_TypeCheck(Py_None, &unready));
}

TEST(objects_weak) {
  PyObject *set = PySet_New(NULL), *number = KEEP(PyLong_FromLong(3));
  if (set == NULL) return;
  PyObject *reference = KEEP(PyWeakref_NewRef(set, NULL)), *proxy = KEEP(PyWeakref_NewProxy(set, NULL));
  if (reference == NULL || proxy == NULL) {
    Py_DECREF(set);
    return;
  }
  PyObject *row[] = {reference, proxy, number, set};
  for (int i = 0; i < 4; i++) {
    printf("%d %d %d %d\n", PyWeakref_Check(row[i]) != 0, PyWeakref_CheckRef(row[i]) != 0, PyWeakref_CheckRefExact(row[i]) != 0, PyWeakref_CheckProxy(row[i]) != 0);
  }
  INT(PyWeakref_GET_OBJECT(reference) == set);
  INT(PyWeakref_GET_OBJECT(proxy) == set);
  Py_DECREF(set);
  BORROWED(PyWeakref_GET_OBJECT(reference));
  BORROWED(PyWeakref_GET_OBJECT(proxy));
}

TEST(objects_of_types) {
  PyObject *number = KEEP(PyLong_FromLong(3)), *module = KEEP(PyImport_ImportModule("sys"));
  PyObject *derived = KEEP(eval("type('Module', (type(__import__('sys')),), {})('derived')")), *meta = KEEP(eval("type('Meta', (type,), {})('Made', (), {})"));
  if (module == NULL || derived == NULL || meta == NULL) return;
  INT(PyModule_Check(module) != 0);
  INT(PyModule_CheckExact(module) != 0);
  INT(PyModule_Check(derived) != 0);
  INT(PyModule_CheckExact(derived) != 0);
  INT(PyModule_Check(number) != 0);
  INT(PyType_Check((PyObject *)&PyLong_Type) != 0);
  INT(PyType_CheckExact((PyObject *)&PyLong_Type) != 0);
  INT(PyType_Check(meta) != 0);
  INT(PyType_CheckExact(meta) != 0);
  INT(PyType_Check(number) != 0);
  INT(PyType_HasFeature(&PyLong_Type, Py_TPFLAGS_LONG_SUBCLASS) != 0);
  INT(PyType_HasFeature(&PyLong_Type, Py_TPFLAGS_DICT_SUBCLASS) != 0);
  INT(PyType_HasFeature(&PyBool_Type, Py_TPFLAGS_BASETYPE) != 0);
  INT(PyType_FastSubclass(Py_TYPE(meta), Py_TPFLAGS_TYPE_SUBCLASS) != 0);
  PyObject *generator = KEEP(eval("(i for i in ())")), *coroutine = KEEP(eval("(lambda f: f.__code__)(lambda: 0)"));
  if (generator == NULL || coroutine == NULL) return;
  INT(PyGen_CheckExact(generator) != 0);
  INT(PyCoro_CheckExact(generator) != 0);
  INT(PyAsyncGen_CheckExact(generator) != 0);
  run("async def stream(): yield 1\n"
      "async def task(): pass\n");
  PyObject *stream = KEEP(eval("stream()")), *task = KEEP(eval("task()"));
  if (stream == NULL || task == NULL) return;
  INT(PyAsyncGen_CheckExact(stream) != 0);
  INT(PyCoro_CheckExact(task) != 0);
  INT(PyGen_Check(task) != 0);
  Py_XDECREF(PyObject_CallMethod(task, "close", NULL));
}

static struct PyModuleDef plain_definition = {PyModuleDef_HEAD_INIT, "plain_module", "made twice", 0, NULL, NULL, NULL, NULL, NULL};
static int exec_phased(PyObject *module) { return PyModule_AddIntConstant(module, "answer", 42); }
static PyModuleDef_Slot phased_slots[] = {{Py_mod_exec, exec_phased}, {0, NULL}};
static struct PyModuleDef phased_definition = {PyModuleDef_HEAD_INIT, "phased", "in two phases", 8, NULL, phased_slots, NULL, NULL, NULL};
static PyType_Slot member_slots[] = {{Py_tp_doc, "of a module"}, {0, NULL}};
static PyType_Spec member_spec = {"phased.Member", sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, member_slots};

TEST(objects_modules_of_definitions) {
  PyObject *plain = KEEP(PyModule_Create2(&plain_definition, PYTHON_API_VERSION));
  if (plain == NULL) return;
  NEW(PyObject_GetAttrString(plain, "__doc__"));
  NEW(PyObject_GetAttrString(plain, "__name__"));
  FAILS(KEEP(PyModule_Create2(&phased_definition, PYTHON_API_VERSION)));
  PyObject *spec = KEEP(eval("__import__('importlib.machinery').machinery.ModuleSpec('of_a_spec', None)"));
  if (spec == NULL) return;
  PyObject *module = KEEP(PyModule_FromDefAndSpec2(&phased_definition, spec, PYTHON_API_VERSION));
  if (module == NULL) return;
  NEW(PyObject_GetAttrString(module, "__name__"));
  INT(PyModule_ExecDef(module, &phased_definition));
  NEW(PyObject_GetAttrString(module, "answer"));
  PyTypeObject *type = (PyTypeObject *)KEEP(PyType_FromModuleAndSpec(module, &member_spec, NULL));
  if (type == NULL) return;
  INT(PyType_GetModuleByDef(type, &phased_definition) == module);
  FAILS(PyType_GetModuleByDef(type, &plain_definition));
  FAILS(PyType_GetModuleByDef(&PyList_Type, &phased_definition));
  set_global("Member", (PyObject *)type);
  PyObject *derived = KEEP(eval("type('Derived', (Member,), {})"));
  run("del Member");
  if (derived == NULL) return;
  INT(PyType_GetModuleByDef((PyTypeObject *)derived, &phased_definition) == module);
}

/* Objects that are counted, finalized and given another type by hand. */
static int finalized = 0;
static void finalize_counted(PyObject *self) { finalized++; }
static void dealloc_counted(PyObject *self) {
  if (PyObject_CallFinalizerFromDealloc(self) < 0) return;
  PyTypeObject *type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}
static PyType_Slot counted_slots[] = {{Py_tp_finalize, finalize_counted}, {Py_tp_dealloc, dealloc_counted}, {0, NULL}};
static PyType_Spec counted_spec = {"tests.Counted", sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT, counted_slots};
static PyType_Spec other_spec = {"tests.Other", sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT, counted_slots};

TEST(objects_finalized_by_hand) {
  PyTypeObject *type = (PyTypeObject *)KEEP(PyType_FromSpec(&counted_spec)), *other = (PyTypeObject *)KEEP(PyType_FromSpec(&other_spec));
  if (type == NULL || other == NULL) return;
  PyObject *object = PyObject_CallNoArgs((PyObject *)type);
  if (object == NULL) return;
  finalized = 0;
  PyObject_CallFinalizer(object);
  INT(finalized);
  Py_SET_TYPE(object, other);
  Py_INCREF(other);
  Py_DECREF(type);
  INT(Py_IS_TYPE(object, other));
  INT(Py_IS_TYPE(object, type));
  Py_DECREF(object);
  INT(finalized);
  PyObject *list = KEEP(PyList_New(0));
  if (list != NULL) PyObject_CallFinalizer(list); /* which has none */
  INT(PyBool_Check(Py_True) && !PyBool_Check(list));
}

typedef struct {
  PyObject_VAR_HEAD
  long items[1];
} Sized;
static PyType_Slot sized_slots[] = {{Py_tp_doc, "of several items"}, {0, NULL}};
static PyType_Spec sized_spec = {"tests.Sized", offsetof(Sized, items), sizeof(long), Py_TPFLAGS_DEFAULT, sized_slots};

TEST(objects_sized_by_hand) {
  PyTypeObject *type = (PyTypeObject *)KEEP(PyType_FromSpec(&sized_spec));
  PyObject *object = type != NULL ? type->tp_alloc(type, 5) : NULL;
  if (object == NULL) return;
  INT(Py_SIZE(object));
  Py_SET_SIZE((PyVarObject *)object, 3);
  INT(Py_SIZE(object));
  Py_SET_REFCNT(object, 5);
  INT(Py_REFCNT(object));
  _Py_NewReference(object);
  INT(Py_REFCNT(object));
  Py_DECREF(object);
  const char packed[] = {0, 0, (char)0xc0, 0x3f, 0x3f, (char)0xc0, 0, 0};
  DOUBLE(PyFloat_Unpack4(packed, 1));
  DOUBLE(PyFloat_Unpack4(packed + 4, 0));
}
