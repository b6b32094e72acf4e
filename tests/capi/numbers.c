/* SPDX-License-Identifier: MIT */
/* Integers, floats, complex numbers, bool, and the abstract operations on numbers. */
#include "capi_test.h"

TEST(long_from) {
  NEW(PyLong_FromLong(-5));
  NEW(PyLong_FromUnsignedLong(~0UL));
  NEW(PyLong_FromLongLong(-9223372036854775807LL - 1));
  NEW(PyLong_FromUnsignedLongLong(~0ULL));
  NEW(PyLong_FromSsize_t(PY_SSIZE_T_MAX));
  NEW(PyLong_FromSize_t((size_t)-1));
  NEW(PyLong_FromDouble(-2.9));
  NEW(PyLong_FromDouble(1e30));
  NEW(PyLong_FromDouble(Py_NAN));
  NEW(PyLong_FromDouble(Py_HUGE_VAL));
  NEW(PyLong_FromVoidPtr((void *)64));
  char *end;
  NEW(PyLong_FromString("12abc", &end, 10));
  NEW(PyLong_FromString("  0x1F  ", NULL, 0));
  NEW(PyLong_FromString("zz", NULL, 36));
  NEW(PyLong_FromString("12_000", NULL, 10));
  NEW(PyLong_FromString("", NULL, 10));
  NEW(PyLong_FromString("1", NULL, 1));
  PyObject *text = PyUnicode_FromString("-77"), *bad = PyUnicode_FromString("7x");
  NEW(PyLong_FromUnicodeObject(text, 10));
  NEW(PyLong_FromUnicodeObject(bad, 10));
  Py_DECREF(text);
  Py_DECREF(bad);
}

TEST(long_as) {
  PyObject *big = eval("2**70"), *minus = PyLong_FromLong(-3), *mid = eval("2**63"), *text = PyUnicode_FromString("s"), *real = PyFloat_FromDouble(2.5);
  int overflow;
  INT(PyLong_AsLong(minus));
  INT(PyLong_AsLong(big));
  INT(PyLong_AsLong(text));
  INT(PyLong_AsLong(real));
  FAILS(PyLong_AsLong(NULL));
  INT(PyLong_AsLongAndOverflow(big, &overflow));
  INT(overflow);
  INT(PyLong_AsLongLong(minus));
  INT(PyLong_AsLongLong(mid));
  INT(PyLong_AsLongLongAndOverflow(mid, &overflow));
  INT(overflow);
  INT(PyLong_AsSsize_t(big));
  INT(PyLong_AsSsize_t(minus));
  INT(PyLong_AsSsize_t(text));
  INT(PyLong_AsUnsignedLong(minus));
  INT(PyLong_AsUnsignedLong(mid) == 1UL << 63);
  INT(PyLong_AsUnsignedLong(big));
  INT(PyLong_AsUnsignedLong(text));
  INT(PyLong_AsSize_t(minus));
  INT(PyLong_AsSize_t(big));
  INT(PyLong_AsUnsignedLongLong(minus));
  INT(PyLong_AsUnsignedLongLong(big));
  INT(PyLong_AsUnsignedLongMask(big) == 0);
  INT(PyLong_AsUnsignedLongMask(minus) == (unsigned long)-3);
  INT(PyLong_AsUnsignedLongLongMask(minus) == (unsigned long long)-3);
  INT(PyLong_AsUnsignedLongMask(text));
  DOUBLE(PyLong_AsDouble(minus));
  DOUBLE(PyLong_AsDouble(text));
  PyObject *huge = eval("10**400");
  DOUBLE(PyLong_AsDouble(huge));
  Py_DECREF(huge);
  INT(PyLong_AsVoidPtr(minus) == (void *)-3);
  INT(PyLong_Check(Py_True));
  INT(PyLong_CheckExact(Py_True));
  run("class I:\n  def __index__(self): return 12\nclass J:\n  def __index__(self): return 'x'");
  PyObject *i = eval("I()"), *j = eval("J()");
  INT(PyLong_AsLong(i));
  INT(PyLong_AsLong(j));
  Py_DECREF(i);
  Py_DECREF(j);
  Py_DECREF(real);
  Py_DECREF(text);
  Py_DECREF(mid);
  Py_DECREF(minus);
  Py_DECREF(big);
  NEW(KEEP(PyLong_GetInfo()) == NULL ? NULL : Py_NewRef(Py_None));
}

TEST(floats) {
  PyObject *real = PyFloat_FromDouble(2.5), *text = PyUnicode_FromString(" 1e3 "), *bad = PyUnicode_FromString("x"), *number = PyLong_FromLong(4);
  BORROWED(real);
  INT(PyFloat_Check(real));
  INT(PyFloat_CheckExact(number));
  DOUBLE(PyFloat_AsDouble(real));
  DOUBLE(PyFloat_AS_DOUBLE(real));
  DOUBLE(PyFloat_AsDouble(number));
  DOUBLE(PyFloat_AsDouble(text));
  FAILS(PyFloat_AsDouble(NULL));
  NEW(PyFloat_FromString(text));
  NEW(PyFloat_FromString(bad));
  NEW(PyFloat_FromString(Py_None));
  DOUBLE(PyFloat_GetMax());
  DOUBLE(PyFloat_GetMin());
  NEW(KEEP(PyFloat_GetInfo()) == NULL ? NULL : Py_NewRef(Py_None));
  unsigned char bytes[8];
  INT(PyFloat_Pack8(1.5, (char *)bytes, 1));
  DOUBLE(PyFloat_Unpack8((char *)bytes, 1));
  INT(PyFloat_Pack4(1e300, (char *)bytes, 1));
  INT(PyFloat_Pack2(0.5, (char *)bytes, 0));
  DOUBLE(PyFloat_Unpack2((char *)bytes, 0));
  NEW(PyComplex_FromDoubles(1, -2));
  PyObject *z = PyComplex_FromCComplex((Py_complex){3, 4});
  DOUBLE(PyComplex_RealAsDouble(z));
  DOUBLE(PyComplex_ImagAsDouble(z));
  DOUBLE(PyComplex_RealAsDouble(real));
  DOUBLE(PyComplex_ImagAsDouble(real));
  Py_complex c = PyComplex_AsCComplex(number);
  printf("%g %g\n", c.real, c.imag);
  INT(PyComplex_Check(z));
  DOUBLE(PyComplex_RealAsDouble(text));
  Py_DECREF(z);
  Py_DECREF(number);
  Py_DECREF(real);
  Py_DECREF(text);
  Py_DECREF(bad);
}

TEST(doubles_and_text) {
  char *end, *text;
  int type;
  DOUBLE(PyOS_string_to_double("12.5e1", NULL, NULL));
  DOUBLE(PyOS_string_to_double("12.5x", &end, NULL));
  TEXT(end);
  DOUBLE(PyOS_string_to_double("12.5x", NULL, NULL));
  DOUBLE(PyOS_string_to_double("", NULL, NULL));
  DOUBLE(PyOS_string_to_double("1e999", NULL, NULL));
  DOUBLE(PyOS_string_to_double("1e999", NULL, PyExc_OverflowError));
  DOUBLE(PyOS_string_to_double("-inf", NULL, PyExc_OverflowError));
  static const struct {
    double value;
    char code;
    int precision, flags;
  } kRows[] = {{1.0, 'r', 0, 0}, {1.0, 'r', 0, Py_DTSF_ADD_DOT_0}, {3.14159, 'f', 2, Py_DTSF_SIGN}, {1e20, 'g', 6, 0}, {-0.0, 'e', 3, 0},
               {Py_NAN, 'f', 3, Py_DTSF_SIGN}, {-Py_HUGE_VAL, 'F', 3, 0}, {5, 'g', 3, Py_DTSF_ALT}, {1, 'q', 3, 0}, {1, 'r', 3, 0}};
  for (size_t i = 0; i < sizeof kRows / sizeof *kRows; ++i) {
    text = PyOS_double_to_string(kRows[i].value, kRows[i].code, kRows[i].precision, kRows[i].flags, &type);
    if (text == NULL) {
      show_type_of_error("double_to_string");
      continue;
    }
    printf("%s %d\n", text, type);
    PyMem_Free(text);
  }
  INT(PyOS_stricmp("Abc", "aBC"));
  INT(PyOS_strnicmp("Abc", "aBd", 2));
  INT(PyOS_stricmp("a", "b") < 0);
}

TEST(number_operations) {
  PyObject *a = PyLong_FromLong(7), *b = PyLong_FromLong(2), *f = PyFloat_FromDouble(0.5), *s = PyUnicode_FromString("s"), *zero = PyLong_FromLong(0);
  NEW(PyNumber_Add(a, b));
  NEW(PyNumber_Subtract(a, b));
  NEW(PyNumber_Multiply(a, f));
  NEW(PyNumber_TrueDivide(a, b));
  NEW(PyNumber_FloorDivide(a, b));
  NEW(PyNumber_Remainder(a, b));
  NEW(PyNumber_Divmod(a, b));
  NEW(PyNumber_Power(a, b, Py_None));
  NEW(PyNumber_Power(a, b, a));
  NEW(PyNumber_Negative(a));
  NEW(PyNumber_Positive(a));
  NEW(PyNumber_Absolute(f));
  NEW(PyNumber_Invert(a));
  NEW(PyNumber_Lshift(a, b));
  NEW(PyNumber_Rshift(a, b));
  NEW(PyNumber_And(a, b));
  NEW(PyNumber_Xor(a, b));
  NEW(PyNumber_Or(a, b));
  NEW(PyNumber_MatrixMultiply(a, b));
  NEW(PyNumber_Add(a, s));
  NEW(PyNumber_Add(s, s));
  NEW(PyNumber_Multiply(s, b));
  NEW(PyNumber_TrueDivide(a, zero));
  NEW(PyNumber_Negative(s));
  NEW(PyNumber_Power(s, a, Py_None));
  NEW(PyNumber_InPlaceAdd(a, b));
  NEW(PyNumber_InPlaceSubtract(a, s));
  NEW(PyNumber_InPlaceMultiply(s, b));
  NEW(PyNumber_InPlacePower(a, b, Py_None));
  NEW(PyNumber_InPlaceOr(a, b));
  NEW(PyNumber_Long(f));
  NEW(PyNumber_Long(s));
  NEW(PyNumber_Float(a));
  NEW(PyNumber_Float(s));
  NEW(PyNumber_Index(a));
  NEW(PyNumber_Index(f));
  NEW(PyNumber_ToBase(a, 2));
  NEW(PyNumber_ToBase(a, 16));
  FAILS(KEEP(PyNumber_ToBase(a, 3)));
  INT(PyNumber_AsSsize_t(a, NULL));
  INT(PyNumber_AsSsize_t(f, NULL));
  PyObject *big = eval("2**80");
  INT(PyNumber_AsSsize_t(big, NULL) == PY_SSIZE_T_MAX);
  INT(PyNumber_AsSsize_t(big, PyExc_IndexError));
  INT(PyNumber_Check(a));
  INT(PyNumber_Check(s));
  INT(PyNumber_Check(NULL));
  INT(PyIndex_Check(a));
  INT(PyIndex_Check(f));
  NEW(PyBool_FromLong(5));
  NEW(PyBool_FromLong(0));
  INT(PyBool_Check(Py_True));
  INT(PyBool_Check(a));
  Py_DECREF(big);
  Py_DECREF(zero);
  Py_DECREF(a);
  Py_DECREF(b);
  Py_DECREF(f);
  Py_DECREF(s);
}

TEST(sequences) {
  PyObject *list = Py_BuildValue("[iii]", 1, 2, 3), *tuple = Py_BuildValue("(ii)", 8, 9), *two = PyLong_FromLong(2), *text = PyUnicode_FromString("abc");
  INT(PySequence_Check(list));
  INT(PySequence_Check(two));
  INT(PySequence_Size(list));
  INT(PySequence_Length(two));
  NEW(PySequence_Concat(list, list));
  NEW(PySequence_Concat(list, tuple));
  NEW(PySequence_Repeat(tuple, 2));
  NEW(PySequence_Repeat(two, 2));
  NEW(PySequence_GetItem(list, -1));
  NEW(PySequence_GetItem(list, 9));
  NEW(PySequence_GetItem(two, 0));
  NEW(PySequence_GetSlice(text, 1, 3));
  INT(PySequence_SetItem(list, 0, text));
  INT(PySequence_SetItem(tuple, 0, text));
  INT(PySequence_DelItem(list, 0));
  INT(PySequence_DelItem(list, 10));
  INT(PySequence_SetSlice(list, 0, 1, tuple));
  INT(PySequence_DelSlice(list, 0, 1));
  BORROWED(list);
  INT(PySequence_Count(list, two));
  INT(PySequence_Contains(list, two));
  INT(PySequence_In(list, two));
  INT(PySequence_Index(list, two));
  INT(PySequence_Index(tuple, two));
  NEW(PySequence_List(text));
  NEW(PySequence_Tuple(list));
  NEW(PySequence_Tuple(two));
  PyObject *fast = PySequence_Fast(text, "must be iterable");
  BORROWED(fast);
  INT(PySequence_Fast_GET_SIZE(fast));
  BORROWED(PySequence_Fast_GET_ITEM(fast, 1));
  PyObject **items = PySequence_Fast_ITEMS(fast);
  BORROWED(items != NULL ? items[2] : NULL);
  NEW(PySequence_Fast(two, "must be iterable"));
  NEW(PySequence_InPlaceConcat(list, tuple));
  NEW(PySequence_InPlaceRepeat(list, 2));
  BORROWED(list);
  PyObject *dict = Py_BuildValue("{si}", "k", 1);
  INT(PyMapping_Check(dict));
  INT(PyMapping_Check(two));
  INT(PyMapping_Size(dict));
  INT(PyMapping_Size(two));
  NEW(PyMapping_Keys(dict));
  NEW(PyMapping_Values(dict));
  NEW(PyMapping_Items(dict));
  NEW(PyMapping_Keys(two));
  NEW(PyMapping_GetItemString(dict, "k"));
  NEW(PyMapping_GetItemString(dict, "x"));
  INT(PyMapping_SetItemString(dict, "n", Py_None));
  INT(PyMapping_HasKeyString(dict, "n"));
  INT(PyMapping_HasKey(dict, two));
  INT(PyMapping_DelItemString(dict, "n"));
  INT(PyMapping_DelItem(dict, two));
  INT(PySequence_Check(dict));
  Py_DECREF(dict);
  Py_DECREF(fast);
  Py_DECREF(list);
  Py_DECREF(tuple);
  Py_DECREF(two);
  Py_DECREF(text);
}
