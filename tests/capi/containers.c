/* SPDX-License-Identifier: MIT */
/* Lists, tuples, dicts, sets, slices, iterators. */
#include "capi_test.h"

TEST(list) {
  PyObject *list = PyList_New(0);
  INT(PyList_Check(list));
  INT(PyList_CheckExact(list));
  INT(PyList_Check(Py_None));
  INT(PyList_Append(list, Py_None));
  INT(PyList_Insert(list, 0, Py_True));
  INT(PyList_Insert(list, -1, Py_False));
  INT(PyList_Insert(list, 99, Py_True));
  BORROWED(list);
  INT(PyList_Size(list));
  INT(PyList_GET_SIZE(list));
  BORROWED(PyList_GetItem(list, 1));
  BORROWED(PyList_GET_ITEM(list, 0));
  BORROWED(PyList_GetItem(list, 4));
  BORROWED(PyList_GetItem(list, -1));
  INT(PyList_SetItem(list, 0, PyLong_FromLong(7)));
  INT(PyList_SetItem(list, 10, PyLong_FromLong(7)));
  BORROWED(list);
  NEW(PyList_GetSlice(list, 1, 3));
  NEW(PyList_GetSlice(list, -5, 100));
  PyObject *pair = Py_BuildValue("[ii]", 4, 5);
  INT(PyList_SetSlice(list, 1, 2, pair));
  BORROWED(list);
  INT(PyList_SetSlice(list, 0, 1, NULL));
  BORROWED(list);
  NEW(PyList_AsTuple(list));
  INT(PyList_Reverse(list));
  BORROWED(list);
  PyObject *numbers = Py_BuildValue("[iii]", 3, 1, 2);
  INT(PyList_Sort(numbers));
  BORROWED(numbers);
  INT(PyList_Sort(list));
  FAILS(PyList_Append(Py_None, Py_None));
  FAILS(PyList_Append(list, NULL));
  FAILS(PyList_Size(Py_None));
  FAILS(KEEP(PyList_New(-1)));
  FAILS(PyList_GetItem(Py_None, 0));
  FAILS(KEEP(PyList_AsTuple(Py_None)));
  FAILS(PyList_Reverse(Py_None));
  FAILS(PyList_Sort(Py_None));
  PyObject *sized = PyList_New(2);
  PyList_SET_ITEM(sized, 0, PyLong_FromLong(1));
  PyList_SET_ITEM(sized, 1, PyLong_FromLong(2));
  BORROWED(sized);
  Py_DECREF(sized);
  Py_DECREF(numbers);
  Py_DECREF(pair);
  Py_DECREF(list);
}

TEST(list_references) {
  PyObject *object = PyDict_New(), *list = PyList_New(0);
  Py_ssize_t before = Py_REFCNT(object);
  PyList_Append(list, object);
  INT(Py_REFCNT(object) - before);
  BORROWED(PyList_GetItem(list, 0));
  INT(Py_REFCNT(object) - before);
  Py_INCREF(object);
  PyList_SetItem(list, 0, object);
  INT(Py_REFCNT(object) - before);
  Py_INCREF(object);
  INT(PyList_SetItem(list, 5, object));
  INT(Py_REFCNT(object) - before);
  Py_DECREF(list);
  INT(Py_REFCNT(object) - before);
  Py_DECREF(object);
}

TEST(tuple) {
  PyObject *tuple = PyTuple_New(2);
  INT(PyTuple_SetItem(tuple, 0, PyLong_FromLong(1)));
  PyTuple_SET_ITEM(tuple, 1, PyUnicode_FromString("b"));
  BORROWED(tuple);
  INT(PyTuple_Size(tuple));
  INT(PyTuple_GET_SIZE(tuple));
  BORROWED(PyTuple_GetItem(tuple, 1));
  BORROWED(PyTuple_GET_ITEM(tuple, 1));
  BORROWED(PyTuple_GetItem(tuple, 2));
  BORROWED(PyTuple_GetItem(tuple, -1));
  NEW(PyTuple_GetSlice(tuple, 0, 1));
  NEW(PyTuple_GetSlice(tuple, -3, 9));
  NEW(PyTuple_Pack(3, Py_None, Py_True, tuple));
  NEW(PyTuple_Pack(0));
  INT(PyTuple_Check(tuple));
  INT(PyTuple_CheckExact(Py_None));
  PyObject *fresh = PyTuple_New(3);
  PyTuple_SET_ITEM(fresh, 0, PyLong_FromLong(1));
  PyTuple_SET_ITEM(fresh, 1, PyLong_FromLong(2));
  PyTuple_SET_ITEM(fresh, 2, PyLong_FromLong(3));
  INT(_PyTuple_Resize(&fresh, 2));
  BORROWED(fresh);
  Py_INCREF(tuple);
  FAILS(PyTuple_SetItem(tuple, 0, PyLong_FromLong(1)));
  Py_DECREF(tuple);
  FAILS(PyTuple_SetItem(Py_None, 0, PyLong_FromLong(1)));
  FAILS(PyTuple_Size(Py_None));
  FAILS(PyTuple_GetItem(Py_None, 0));
  FAILS(KEEP(PyTuple_New(-1)));
  Py_DECREF(fresh);
  Py_DECREF(tuple);
}

TEST(dict) {
  PyObject *dict = PyDict_New(), *key = PyUnicode_FromString("key"), *list = PyList_New(0);
  INT(PyDict_Check(dict));
  INT(PyDict_CheckExact(dict));
  INT(PyDict_SetItem(dict, key, Py_True));
  INT(PyDict_SetItemString(dict, "b", Py_None));
  INT(PyDict_SetItem(dict, list, Py_None));
  BORROWED(dict);
  BORROWED(PyDict_GetItem(dict, key));
  BORROWED(PyDict_GetItemString(dict, "b"));
  BORROWED(PyDict_GetItemString(dict, "nothing"));
  BORROWED(PyDict_GetItem(dict, list));
  BORROWED(PyDict_GetItemWithError(dict, list));
  BORROWED(PyDict_GetItemWithError(dict, key));
  INT(PyDict_Contains(dict, key));
  INT(PyDict_Contains(dict, list));
  INT(PyDict_Size(dict));
  INT(PyDict_GET_SIZE(dict));
  NEW(PyDict_Keys(dict));
  NEW(PyDict_Values(dict));
  NEW(PyDict_Items(dict));
  PyObject *copy = PyDict_Copy(dict);
  BORROWED(copy);
  BORROWED(PyDict_SetDefault(dict, key, Py_False));
  BORROWED(PyDict_SetDefault(dict, Py_None, Py_False));
  INT(PyDict_DelItem(dict, key));
  INT(PyDict_DelItem(dict, key));
  INT(PyDict_DelItemString(dict, "b"));
  INT(PyDict_DelItemString(dict, "b"));
  BORROWED(dict);
  INT(PyDict_Update(dict, copy));
  BORROWED(dict);
  INT(PyDict_Merge(dict, copy, 0));
  PyObject *pairs = Py_BuildValue("[(is)(is)]", 1, "one", 2, "two"), *wrong = Py_BuildValue("[i]", 1);
  INT(PyDict_MergeFromSeq2(dict, pairs, 1));
  INT(PyDict_MergeFromSeq2(dict, wrong, 1));
  BORROWED(dict);
  PyObject *k, *v;
  Py_ssize_t position = 0;
  while (PyDict_Next(dict, &position, &k, &v)) {
    BORROWED(k);
    BORROWED(v);
  }
  PyObject *proxy = PyDictProxy_New(dict);
  BORROWED(proxy);
  NEW(PyDictProxy_New(Py_None));
  PyDict_Clear(dict);
  BORROWED(dict);
  FAILS(PyDict_SetItem(Py_None, key, key));
  FAILS(PyDict_Size(Py_None));
  FAILS(PyDict_DelItem(Py_None, key));
  FAILS(KEEP(PyDict_Keys(Py_None)));
  FAILS(KEEP(PyDict_Copy(Py_None)));
  FAILS(PyDict_Update(dict, Py_None));
  INT(PyDict_GetItem(Py_None, key) == NULL);
  Py_DECREF(proxy);
  Py_DECREF(pairs);
  Py_DECREF(wrong);
  Py_DECREF(copy);
  Py_DECREF(list);
  Py_DECREF(key);
  Py_DECREF(dict);
}

TEST(set) {
  PyObject *list = Py_BuildValue("[iii]", 1, 2, 1);
  PyObject *set = PySet_New(list), *frozen = PyFrozenSet_New(list), *one = PyLong_FromLong(1), *nine = PyLong_FromLong(9);
  BORROWED(set);
  BORROWED(frozen);
  NEW(PySet_New(NULL));
  NEW(PyFrozenSet_New(NULL));
  NEW(PySet_New(Py_None));
  INT(PySet_Size(set));
  INT(PySet_GET_SIZE(set));
  INT(PySet_Contains(set, one));
  INT(PySet_Contains(set, nine));
  INT(PySet_Contains(set, list));
  INT(PySet_Add(set, nine));
  INT(PySet_Add(set, list));
  INT(PySet_Discard(set, nine));
  INT(PySet_Discard(set, nine));
  NEW(PySet_Pop(set));
  NEW(PySet_Pop(set));
  NEW(PySet_Pop(set));
  INT(PySet_Clear(set));
  INT(PyAnySet_Check(frozen));
  INT(PySet_Check(frozen));
  INT(PyFrozenSet_Check(frozen));
  INT(PyFrozenSet_CheckExact(set));
  INT(PyAnySet_CheckExact(list));
  FAILS(PySet_Add(Py_None, one));
  FAILS(PySet_Size(Py_None));
  FAILS(PySet_Contains(Py_None, one));
  FAILS(KEEP(PySet_Pop(frozen)));
  FAILS(PySet_Clear(frozen));
  Py_DECREF(one);
  Py_DECREF(nine);
  Py_DECREF(list);
  Py_DECREF(set);
  Py_DECREF(frozen);
}

TEST(slice) {
  PyObject *one = PyLong_FromLong(1), *two = PyLong_FromLong(2);
  PyObject *slice = PySlice_New(one, NULL, two), *bad = PySlice_New(Py_None, Py_None, Py_None);
  Py_ssize_t start, stop, step, length;
  BORROWED(slice);
  INT(PySlice_Check(slice));
  INT(PySlice_Unpack(slice, &start, &stop, &step));
  printf("%zd %d %zd\n", start, stop == PY_SSIZE_T_MAX, step);
  INT(PySlice_AdjustIndices(10, &start, &stop, step));
  printf("%zd %zd %zd\n", start, stop, step);
  INT(PySlice_GetIndicesEx(slice, 7, &start, &stop, &step, &length));
  printf("%zd %zd %zd %zd\n", start, stop, step, length);
  INT(PySlice_GetIndices(slice, 3, &start, &stop, &step));
  PyObject *zero = PyLong_FromLong(0), *zero_step = PySlice_New(one, one, zero), *text = PySlice_New((PyObject *)&PyLong_Type, one, one);
  INT(PySlice_Unpack(zero_step, &start, &stop, &step));
  INT(PySlice_Unpack(text, &start, &stop, &step));
  Py_DECREF(zero);
  Py_DECREF(zero_step);
  Py_DECREF(text);
  Py_DECREF(bad);
  Py_DECREF(slice);
  Py_DECREF(one);
  Py_DECREF(two);
}

TEST(iterators) {
  PyObject *list = Py_BuildValue("[ii]", 1, 2), *item;
  PyObject *iterator = PySeqIter_New(list);
  INT(PySeqIter_Check(iterator));
  while ((item = PyIter_Next(iterator)) != NULL) show_new("item", item);
  Py_DECREF(iterator);
  run("n = 0\ndef count():\n  global n\n  n += 1\n  return n");
  PyObject *count = eval("count"), *three = PyLong_FromLong(3);
  iterator = PyCallIter_New(count, three);
  INT(PyCallIter_Check(iterator));
  while ((item = PyIter_Next(iterator)) != NULL) show_new("item", item);
  Py_DECREF(iterator);
  Py_DECREF(count);
  Py_DECREF(three);
  Py_DECREF(list);
}

TEST(cells_and_methods) {
  PyObject *cell = PyCell_New(Py_True), *empty = PyCell_New(NULL);
  INT(PyCell_Check(cell));
  NEW(PyCell_Get(cell));
  INT(PyCell_Get(empty) == NULL && !PyErr_Occurred());
  INT(PyCell_Set(empty, Py_None));
  NEW(PyCell_Get(empty));
  FAILS(KEEP(PyCell_Get(Py_None)));
  run("def f(a, b=5, *, c=6) -> int: return (a, b, c)");
  PyObject *f = eval("f");
  INT(PyFunction_Check(f));
  BORROWED(PyFunction_GetDefaults(f));
  BORROWED(PyFunction_GetKwDefaults(f));
  BORROWED(PyFunction_GetAnnotations(f));
  BORROWED(PyFunction_GetModule(f));
  INT(PyFunction_GetClosure(f) == NULL);
  INT(PyCode_Check(PyFunction_GetCode(f)));
  INT(PyFunction_GetGlobals(f) == PyModule_GetDict(PyImport_AddModule("__main__")));
  PyObject *seven = PyLong_FromLong(7), *method = PyMethod_New(f, seven);
  INT(PyMethod_Check(method));
  INT(PyMethod_Function(method) == f && PyMethod_Self(method) == seven);
  NEW(PyObject_CallNoArgs(method));
  FAILS(KEEP(PyMethod_New(f, NULL)));
  PyObject *pair = Py_BuildValue("(i)", 1);
  INT(PyFunction_SetDefaults(f, pair));
  NEW(PyObject_CallFunction(f, "i", 3));
  INT(PyFunction_SetDefaults(f, Py_None));
  NEW(PyObject_CallFunction(f, "i", 3));
  NEW(KEEP(PyClassMethod_New(f)) == NULL ? NULL : Py_NewRef(Py_None));
  NEW(KEEP(PyStaticMethod_New(f)) == NULL ? NULL : Py_NewRef(Py_None));
  Py_DECREF(pair);
  Py_DECREF(method);
  Py_DECREF(seven);
  Py_DECREF(f);
  Py_DECREF(cell);
  Py_DECREF(empty);
}

TEST(containers_of_ordered_dicts) {
  PyObject *dict = KEEP(PyODict_New());
  if (dict == NULL) return;
  const char *methods[] = {"keys", "values", "items", "__iter__"};
  PyTypeObject *types[] = {&PyODictKeys_Type, &PyODictValues_Type, &PyODictItems_Type, &PyODictIter_Type};
  for (int i = 0; i < 4; i++) {
    PyObject *made = PyObject_CallMethod(dict, methods[i], NULL);
    if (made == NULL) return;
    printf("%s: %d %s\n", methods[i], Py_TYPE(made) == types[i], types[i]->tp_name);
    Py_DECREF(made);
  }
  INT(PyODict_SIZE(dict));
}

TEST(containers_weakly_referenced) {
  INT(PyType_SUPPORTS_WEAKREFS(&PySet_Type) != 0);
  INT(PyType_SUPPORTS_WEAKREFS(&PyLong_Type) != 0);
  INT(PyType_SUPPORTS_WEAKREFS(&PyList_Type) != 0);
  INT(PyType_SUPPORTS_WEAKREFS(&PyFunction_Type) != 0);
  INT(PyType_SUPPORTS_WEAKREFS(&PyType_Type) != 0);
  run("class Plain: pass\n"
      "class Slotted: __slots__ = ()\n"
      "class Both: __slots__ = '__weakref__',\n");
  PyObject *plain = KEEP(eval("Plain")), *slotted = KEEP(eval("Slotted")), *both = KEEP(eval("Both"));
  if (plain == NULL || slotted == NULL || both == NULL) return;
  INT(PyType_SUPPORTS_WEAKREFS((PyTypeObject *)plain) != 0);
  INT(PyType_SUPPORTS_WEAKREFS((PyTypeObject *)slotted) != 0);
  INT(PyType_SUPPORTS_WEAKREFS((PyTypeObject *)both) != 0);
}

TEST(containers_checks) {
  struct {
    const char *text;
    PyObject *object;
  } row[] = {{"{}.keys()", NULL}, {"{}.values()", NULL}, {"{}.items()", NULL}, {"range(3)", NULL}, {"memoryview(b'')", NULL}, {"frozenset()", NULL}, {"set()", NULL},
             {"bytearray(b'x')", NULL}, {"b'x'", NULL}, {"'x'", NULL}, {"__import__('collections').OrderedDict()", NULL}, {"type('D', (__import__('collections').OrderedDict,), {})()", NULL},
             {"type('S', (set,), {})()", NULL}, {"type('B', (bytes,), {})()", NULL}, {"type('A', (bytearray,), {})()", NULL}, {"type('T', (str,), {})()", NULL}};
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    PyObject *object = KEEP(eval(row[i].text));
    if (object == NULL) return;
    printf("%s: %d%d%d%d %d %d %d%d %d%d%d%d %d%d %d%d %d%d\n", row[i].text, PyDictKeys_Check(object) != 0, PyDictValues_Check(object) != 0, PyDictItems_Check(object) != 0,
           PyDictViewSet_Check(object) != 0, PyRange_Check(object) != 0, PyMemoryView_Check(object) != 0, PyODict_Check(object) != 0, PyODict_CheckExact(object) != 0,
           PySet_CheckExact(object) != 0, PySet_Check(object) != 0, PyFrozenSet_CheckExact(object) != 0, PyAnySet_Check(object) != 0, PyByteArray_Check(object) != 0,
           PyByteArray_CheckExact(object) != 0, PyBytes_Check(object) != 0, PyBytes_CheckExact(object) != 0, PyUnicode_Check(object) != 0, PyUnicode_CheckExact(object) != 0);
  }
}

TEST(containers_macros) {
  PyObject *bytes = KEEP(PyBytes_FromString("bytes")), *array = KEEP(PyByteArray_FromStringAndSize("array", 5));
  if (bytes == NULL || array == NULL) return;
  TEXT(PyBytes_AS_STRING(bytes));
  INT(PyBytes_GET_SIZE(bytes));
  TEXT(PyByteArray_AS_STRING(array));
  INT(PyByteArray_GET_SIZE(array));
  PyByteArray_AS_STRING(array)[0] = 'A';
  BORROWED(array);
  PyObject *tuple = KEEP(PyTuple_New(2)), *list = KEEP(PyList_New(2)), *set = KEEP(PySet_New(bytes));
  if (tuple == NULL || list == NULL || set == NULL) return;
  PyTuple_SET_ITEM(tuple, 0, PyLong_FromLong(7));
  PyTuple_SET_ITEM(tuple, 1, Py_NewRef(bytes));
  PyList_SET_ITEM(list, 0, Py_NewRef(tuple));
  PyList_SET_ITEM(list, 1, PyFloat_FromDouble(0.5));
  BORROWED(PyTuple_GET_ITEM(tuple, 0));
  BORROWED(PyList_GET_ITEM(list, 0));
  INT(PyTuple_GET_SIZE(tuple) + PyList_GET_SIZE(list));
  INT(PySet_GET_SIZE(set));
  BORROWED(list);
  PyObject *fast = KEEP(PySequence_Fast(tuple, "no sequence")), *slow = KEEP(PySequence_Fast(set, "no sequence"));
  if (fast == NULL || slow == NULL) return;
  INT(PySequence_Fast_GET_SIZE(fast));
  BORROWED(PySequence_Fast_GET_ITEM(fast, 1));
  BORROWED(PySequence_Fast_ITEMS(fast)[0]);
  INT(PySequence_Fast_GET_SIZE(slow));
  NEW(PySequence_ITEM(tuple, 1));
  PyObject *ordered = KEEP(PyODict_New()), *key = KEEP(PyUnicode_FromString("key"));
  if (ordered == NULL || key == NULL) return;
  INT(PyODict_SetItem(ordered, key, list));
  INT(PyODict_Contains(ordered, key));
  BORROWED(PyODict_GetItem(ordered, key));
  BORROWED(PyODict_GetItemWithError(ordered, bytes));
  BORROWED(PyODict_GetItemString(ordered, "key"));
  INT(PyODict_Size(ordered));
  INT(PyODict_DelItem(ordered, key));
  INT(PyODict_DelItem(ordered, key));
  INT(PyODict_SetItem(ordered, list, key));
}

static PyStructSequence_Field point_fields[] = {{"x", "across"}, {"y", NULL}, {"hidden", "behind"}, {NULL, NULL}};
static PyStructSequence_Desc point_description = {"tests.Point", "a point", point_fields, 2};

TEST(containers_struct_sequences) {
  static PyTypeObject point_type, other_type;
  if (point_type.tp_name == NULL) PyStructSequence_InitType(&point_type, &point_description);
  if (other_type.tp_name == NULL && PyStructSequence_InitType2(&other_type, &point_description) < 0) {
    show_error("init");
    return;
  }
  if (PyErr_Occurred()) {
    PyErr_Clear();
    return;
  }
  PyObject *point = KEEP(PyStructSequence_New(&point_type));
  if (point == NULL) return;
  PyStructSequence_SET_ITEM(point, 0, PyLong_FromLong(3));
  PyStructSequence_SetItem(point, 1, PyLong_FromLong(4));
  PyStructSequence_SET_ITEM(point, 2, PyUnicode_FromString("five"));
  BORROWED(point);
  BORROWED(PyStructSequence_GET_ITEM(point, 2));
  NEW(PyObject_GetAttrString(point, "hidden"));
  INT(PyObject_Size(point));
  INT(Py_TYPE(point) == &point_type);
  TEXT(other_type.tp_name);
}
