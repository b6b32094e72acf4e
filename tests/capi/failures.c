/* SPDX-License-Identifier: MIT */
/* What functions say of operands that they cannot use, and of methods that raise. */
#include "capi_test.h"

/* An object each of whose methods raises, and one without any. */
static PyObject *bad, *plain, *number;
static void make_objects(void) {
  run("class Bad:\n"
      "  def no(self, *args): raise ArithmeticError(len(args))\n"
      "  for name in 'repr str bytes format hash bool len getitem setitem delitem contains iter next add radd sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or neg pos abs invert int float complex index round iadd imul dir getattr setattr delattr call eq lt instancecheck subclasscheck aiter anext await length_hint keys items values'.split():\n"
      "    locals()[f'__{name}__'] = no\n"
      "  keys = items = values = no\n"
      "  del name\n"
      "class Plain: __slots__ = ()\n"
      "bad, plain = Bad(), Plain()\n");
  bad = KEEP(eval("bad"));
  plain = KEEP(eval("plain"));
  number = PyLong_FromLong(3);
}

#define UNARY(function)  \
  do {                   \
    NEW(function(bad));   \
    FAILS(function(plain)); \
    NEW(function(number)); \
  } while (0)
#define BINARY(function)          \
  do {                            \
    NEW(function(bad, number));    \
    FAILS(function(plain, number)); \
    NEW(function(number, number)); \
  } while (0)

TEST(failures_of_numbers) {
  make_objects();
  UNARY(PyNumber_Negative);
  UNARY(PyNumber_Positive);
  UNARY(PyNumber_Absolute);
  UNARY(PyNumber_Invert);
  UNARY(PyNumber_Index);
  UNARY(PyNumber_Long);
  UNARY(PyNumber_Float);
  BINARY(PyNumber_Add);
  BINARY(PyNumber_Subtract);
  BINARY(PyNumber_Multiply);
  FAILS(KEEP(PyNumber_MatrixMultiply(number, number)));
  BINARY(PyNumber_TrueDivide);
  BINARY(PyNumber_FloorDivide);
  BINARY(PyNumber_Remainder);
  BINARY(PyNumber_Divmod);
  BINARY(PyNumber_Lshift);
  BINARY(PyNumber_Rshift);
  BINARY(PyNumber_And);
  BINARY(PyNumber_Xor);
  BINARY(PyNumber_Or);
  BINARY(PyNumber_InPlaceAdd);
  BINARY(PyNumber_InPlaceSubtract);
  BINARY(PyNumber_InPlaceMultiply);
  FAILS(KEEP(PyNumber_InPlaceMatrixMultiply(number, number)));
  BINARY(PyNumber_InPlaceTrueDivide);
  BINARY(PyNumber_InPlaceFloorDivide);
  BINARY(PyNumber_InPlaceRemainder);
  BINARY(PyNumber_InPlaceLshift);
  BINARY(PyNumber_InPlaceRshift);
  BINARY(PyNumber_InPlaceAnd);
  BINARY(PyNumber_InPlaceXor);
  BINARY(PyNumber_InPlaceOr);
  NEW(PyNumber_InPlaceMatrixMultiply(KEEP(eval("type('M', (), {'__imatmul__': lambda s, o: ('imatmul', o)})()")), number));
  NEW(PyNumber_Power(number, number, Py_None));
  NEW(PyNumber_Power(bad, number, Py_None));
  NEW(PyNumber_InPlacePower(number, number, Py_None));
  NEW(PyNumber_InPlacePower(bad, number, Py_None));
  NEW(PyNumber_ToBase(number, 2));
  NEW(PyNumber_ToBase(number, 7));
  INT(PyNumber_AsSsize_t(bad, NULL));
  NEW(PyLong_FromDouble(1e400));
  INT(PyLong_AsUnsignedLongLongMask(plain) == (unsigned long long)-1);
  INT(PyLong_AsUnsignedLongMask(plain) == (unsigned long)-1);
  FAILS(PyLong_AsVoidPtr(plain));
  FAILS(PyLong_AsSize_t(plain));
  DOUBLE(PyFloat_AsDouble(bad));
  DOUBLE(PyComplex_RealAsDouble(plain));
  DOUBLE(PyComplex_ImagAsDouble(plain));
  INT(PyIndex_Check(plain));
  INT(PyNumber_Check(plain));
}

TEST(failures_of_objects) {
  make_objects();
  NEW(PyObject_Repr(bad));
  NEW(PyObject_Str(bad));
  NEW(PyObject_ASCII(bad));
  NEW(PyObject_Bytes(bad));
  NEW(PyObject_Dir(bad));
  NEW(PyObject_Format(bad, NULL));
  INT(PyObject_Hash(bad));
  INT(PyObject_HashNotImplemented(plain));
  INT(PyObject_IsTrue(bad));
  INT(PyObject_Not(bad));
  INT(PyObject_Size(bad));
  INT((PyObject_Length)(bad));
  INT((PyMapping_Length)(bad));
  INT((PySequence_Length)(bad));
  INT((PySequence_In)(bad, number));
  INT(PySequence_Contains(bad, number));
  INT(PySequence_Contains(KEEP(Py_BuildValue("[i]", 3)), number));
  INT((PySequence_In)(KEEP(Py_BuildValue("[i]", 3)), number));
  INT(PySequence_Count(plain, number));
  INT(PySequence_Index(plain, number));
  NEW(PySequence_GetSlice(plain, 0, 1));
  INT(PySequence_SetSlice(plain, 0, 1, number));
  INT(PySequence_DelSlice(plain, 0, 1));
  NEW(PySequence_Concat(plain, number));
  NEW(PySequence_Repeat(plain, 2));
  NEW(PySequence_InPlaceConcat(plain, number));
  NEW(PySequence_InPlaceRepeat(plain, 2));
  NEW(PySequence_InPlaceRepeat(KEEP(Py_BuildValue("[i]", 3)), 2));
  NEW(PySequence_List(bad));
  NEW(PySequence_Tuple(bad));
  NEW(PySequence_Fast(bad, "is no sequence"));
  NEW(PyMapping_Keys(bad));
  NEW(PyMapping_Items(bad));
  NEW(PyMapping_Values(bad));
  INT(PyMapping_SetItemString(plain, "k", number));
  INT(PyMapping_HasKey(plain, number));
  INT(PyMapping_HasKeyString(plain, "k"));
  NEW(PyObject_GetItem(bad, number));
  INT(PyObject_SetItem(bad, number, number));
  INT(PyObject_DelItem(bad, number));
  INT(PyObject_DelItemString(bad, "k"));
  NEW(PyObject_GetIter(bad));
  NEW(PyObject_GetAIter(plain));
  FAILS(KEEP(PyObject_GetAIter(bad)));
  INT(PyAIter_Check(plain));
  PyObject *agen = KEEP(eval("(lambda: (x async for x in y))"));
  INT(agen == NULL);
  run("async def ag():\n  yield 1\n");
  INT(KEEP(PyObject_GetAIter(KEEP(eval("ag()")))) != NULL);
  NEW(PyObject_RichCompare(bad, number, Py_EQ));
  INT(PyObject_RichCompareBool(bad, number, Py_LT));
  FAILS(KEEP(PyObject_RichCompare(plain, number, Py_LT)));
  INT(PyObject_GenericSetAttr(plain, PyUnicode_FromString("x"), number));
  NEW(PyObject_GenericGetAttr(plain, PyUnicode_FromString("x")));
  FAILS(KEEP(PyObject_GenericGetDict(plain, NULL)));
  INT(PyObject_IsInstance(number, number));
  INT(PyObject_IsSubclass(number, (PyObject *)&PyLong_Type));
  INT(PyObject_HasAttr(plain, PyUnicode_FromString("x")));
  INT((Py_Is)(plain, bad));
  INT((Py_IsNone)(Py_None));
  INT((Py_IsTrue)(Py_True));
  INT((Py_IsFalse)(Py_True));
}

static void visible_free(PyObject *capsule) { printf("freed\n"); }
TEST(failures_of_references) {
  PyObject *a = PyCapsule_New(&visible_free, NULL, visible_free), *b = PyCapsule_New(&visible_free, NULL, visible_free);
  Py_IncRef(a);
  (_Py_IncRef)(a);
  INT(Py_REFCNT(a));
  (_Py_DecRef)(a);
  (Py_DecRef)(a);
  Py_DecRef(NULL);
  Py_IncRef(NULL);
  (Py_DecRef)(a);
  Py_SET_REFCNT(b, 0);
  _Py_Dealloc(b);
  INT(Py_XNewRef(NULL) == NULL);
  PyObject *list = KEEP(PyList_New(0));
  PyObject *weak = KEEP(PyWeakref_NewRef(PyImport_AddModule("sys"), NULL)), *proxy = KEEP(PyWeakref_NewProxy(PyImport_AddModule("sys"), NULL));
  INT(PyWeakref_GetObject(weak) == PyImport_AddModule("sys"));
  INT(PyWeakref_GetObject(proxy) == PyImport_AddModule("sys"));
  NEW(PyWeakref_NewRef(list, NULL));
  NEW(PyWeakref_NewProxy(list, NULL));
  FAILS(PyWeakref_GetObject(list));
  FAILS(PyWeakref_GetObject(NULL));
}

TEST(failures_of_containers) {
  make_objects();
  PyObject *list = KEEP(Py_BuildValue("[ii]", 1, 2)), *dict = KEEP(PyDict_New()), *unhashable = KEEP(PyList_New(0));
  FAILS(KEEP(PyList_GetSlice(number, 0, 1)));
  FAILS(PyList_SetSlice(number, 0, 1, list));
  FAILS(PyList_Insert(number, 0, number));
  FAILS(PyList_Insert(list, 0, NULL));
  FAILS(KEEP(PyTuple_GetSlice(number, 0, 1)));
  FAILS(KEEP(PyDict_Items(number)));
  FAILS(KEEP(PyDict_Values(number)));
  FAILS(KEEP(PyDict_Keys(number)));
  FAILS(KEEP(PyDict_Copy(number)));
  FAILS(PyDict_Merge(dict, number, 1));
  FAILS(PyDict_Update(dict, number));
  FAILS(PyDict_MergeFromSeq2(dict, list, 1));
  FAILS(PyDict_SetItem(dict, unhashable, number));
  FAILS(PyDict_DelItem(dict, unhashable));
  FAILS(PyDict_GetItemWithError(dict, unhashable));
  FAILS(PyDict_Contains(dict, unhashable));
  FAILS(PyDict_Size(number));
  INT(PyDict_GetItem(dict, unhashable) == NULL);
  FAILS(KEEP(PySet_New(number)));
  FAILS(KEEP(PyFrozenSet_New(number)));
  FAILS(PySet_Add(list, number));
  FAILS(PySet_Discard(list, number));
  FAILS(PySet_Contains(KEEP(PySet_New(NULL)), unhashable));
  FAILS(KEEP(PySet_Pop(KEEP(PySet_New(NULL)))));
  FAILS(PySet_Clear(list));
  FAILS(PySet_Size(list));
  Py_ssize_t start, stop, step, length;
  PyObject *slice = KEEP(PySlice_New(number, Py_None, NULL)), *bad_slice = KEEP(PySlice_New(bad, NULL, NULL));
  INT(PySlice_GetIndices(slice, 10, &start, &stop, &step));
  INT(PySlice_GetIndices(bad_slice, 10, &start, &stop, &step));
  FAILS(PySlice_GetIndicesEx(bad_slice, 10, &start, &stop, &step, &length));
  FAILS(PySlice_Unpack(bad_slice, &start, &stop, &step));
  FAILS(KEEP(PySeqIter_New(number)));
  INT(KEEP(PyCallIter_New((PyObject *)&PyLong_Type, number)) != NULL);
  FAILS(KEEP(PyIter_Next(KEEP(PyCallIter_New(KEEP(PyObject_GetAttrString((PyObject *)&PyList_Type, "pop")), number)))));
  FAILS(KEEP(PyMemoryView_FromObject(number)));
  NEW(Py_GenericAlias((PyObject *)&PyList_Type, (PyObject *)&PyLong_Type));
}

TEST(failures_of_structseq) {
  static PyStructSequence_Field fields[] = {{"first", "the first"}, {"second", NULL}, {"hidden", NULL}, {NULL, NULL}};
  static PyStructSequence_Desc desc = {"tests.Row", "a row", fields, 2};
  PyTypeObject *type = KEEP(PyStructSequence_NewType(&desc));
  if (type == NULL) return;
  PyObject *row = KEEP(PyStructSequence_New(type));
  for (int i = 0; i < 3; i++) PyStructSequence_SetItem(row, i, PyLong_FromLong(i * 10));
  BORROWED(row);
  BORROWED(PyStructSequence_GetItem(row, 1));
  NEW(PyObject_GetAttrString(row, "hidden"));
  INT(PyTuple_Size(row));
  NEW(PyObject_GetAttrString((PyObject *)type, "n_fields"));
  NEW(PyObject_CallFunction((PyObject *)type, "((ii))", 1, 2));
  NEW(PyObject_CallFunction((PyObject *)type, "((i))", 1));
}

/* -- types --------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  PyObject_VAR_HEAD
  long items[1];
} Row;
static int row_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  return 0;
}
static void row_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}
static PyType_Slot row_slots[] = {{Py_tp_traverse, row_traverse}, {Py_tp_dealloc, row_dealloc}, {0, NULL}};
static PyType_Spec row_spec = {"tests.VarRow", offsetof(Row, items), sizeof(long), Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, row_slots};
static PyType_Slot plain_slots[] = {{Py_tp_doc, "plain"}, {0, NULL}};
static PyType_Spec plain_spec = {"tests.PlainType", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, plain_slots};
static PyTypeObject nameless = {PyVarObject_HEAD_INIT(NULL, 0).tp_basicsize = sizeof(PyObject)};

TEST(failures_of_types) {
  PyTypeObject *rows = (PyTypeObject *)KEEP(PyType_FromSpec(&row_spec));
  Row *row = PyObject_GC_NewVar(Row, rows, 3);
  if (row == NULL) return;
  INT(Py_SIZE(row));
  row->items[2] = 7;
  Row *larger = PyObject_GC_Resize(Row, row, 5);
  row = KEEP(larger != NULL ? larger : row);
  if (larger == NULL) return;
  INT(Py_SIZE(row));
  INT(row->items[2]);
  PyObject_GC_Track(row);
  INT(PyObject_GC_IsTracked((PyObject *)row));
  PyObject *bases = KEEP(Py_BuildValue("(O)", &PyDict_Type)), *type = KEEP(PyType_FromSpecWithBases(&plain_spec, bases));
  BORROWED(type);
  NEW(PyObject_GetAttrString(type, "__bases__"));
  FAILS(KEEP(PyType_FromSpecWithBases(&plain_spec, KEEP(Py_BuildValue("(O)", &PyBool_Type)))));
  NEW(PyType_GetName((PyTypeObject *)type));
  NEW(PyType_GetQualName((PyTypeObject *)type));
  INT((PyType_GetFlags((PyTypeObject *)type) & Py_TPFLAGS_BASETYPE) != 0);
  INT((PyType_GetFlags((PyTypeObject *)type) & Py_TPFLAGS_DICT_SUBCLASS) != 0);
  FAILS(PyType_GetModule((PyTypeObject *)type));
  FAILS(PyType_GetModuleState((PyTypeObject *)type));
  FAILS(PyType_GetModule(&PyLong_Type));
  PyObject *module = KEEP(PyModule_New("owner")), *owned = KEEP(PyType_FromModuleAndSpec(module, &plain_spec, NULL));
  INT(PyType_GetModule((PyTypeObject *)owned) == module);
  INT(PyType_GetSlot((PyTypeObject *)owned, Py_tp_new) != NULL);
  FAILS(PyType_GetSlot((PyTypeObject *)owned, -1));
  FAILS(PyType_Ready(&nameless));
  FAILS(KEEP(PyType_GenericNew(&PyLong_Type, NULL, NULL)) == NULL);
  if (owned == NULL) return;
  void *memory = PyObject_Malloc(PyObject_Size(bases) + sizeof(PyObject) + 64);
  PyObject *made = PyObject_Init(memory, (PyTypeObject *)owned);
  INT(made == memory);
  if (KEEP(made) == NULL) return PyObject_Free(memory);
  INT(Py_TYPE((PyObject *)memory) == (PyTypeObject *)owned);
  INT(Py_REFCNT((PyObject *)memory));
  INT(PyObject_Init(NULL, (PyTypeObject *)owned) == NULL);
}

static PyObject *format_v(PyObject *type, const char *format, ...) {
  va_list list;
  va_start(list, format);
  PyObject *result = PyErr_FormatV(type, format, list);
  va_end(list);
  return result;
}
static int print_v(char *buffer, size_t size, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = PyOS_vsnprintf(buffer, size, format, list);
  va_end(list);
  return result;
}
TEST(failures_of_errors) {
  NEW(format_v(PyExc_KeyError, "%s %d", "text", 3));
  char buffer[16];
  INT(print_v(buffer, sizeof buffer, "%d-%s", 5, "x"));
  TEXT(buffer);
  FAILS(PyErr_BadInternalCall());
  FAILS((_PyErr_BadInternalCall)("file.c", 12));
  FILE *file = fopen("/tmp/pyemb-program-text.py", "w");
  fputs("first\nsecond line\n", file);
  fclose(file);
  NEW(PyErr_ProgramText("/tmp/pyemb-program-text.py", 2));
  INT(PyErr_ProgramText("/nowhere/at/all.py", 2) == NULL);
  PyErr_SetString(PyExc_SyntaxError, "faulty");
  PyErr_SyntaxLocation("file.py", 7);
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  NEW(PyObject_GetAttrString(value, "lineno"));
  KEEP(type), KEEP(value), KEEP(traceback);
  PyErr_SetString(PyExc_SyntaxError, "faulty");
  PyErr_SyntaxLocationEx("file.py", 8, 9);
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  NEW(PyObject_GetAttrString(value, "lineno"));
  NEW(PyObject_GetAttrString(value, "offset"));
  KEEP(type), KEEP(value), KEEP(traceback);
  FAILS(KEEP(PyErr_NewException("nodot", NULL, NULL)));
  FAILS(KEEP(PyErr_NewExceptionWithDoc("nodot", "doc", NULL, NULL)));
  run("import warnings; warnings.simplefilter('error')");
  INT(PyErr_WarnFormat(PyExc_UserWarning, 1, "%d", 3));
  INT(PyErr_WarnExplicit(PyExc_UserWarning, "text", "file", 3, "module", NULL));
  INT(PyErr_ResourceWarning(Py_None, 1, "%s", "x"));
}
