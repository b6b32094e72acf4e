/* SPDX-License-Identifier: MIT */
/* Functions whose names begin with an underscore, which modules of others call all the same. */
#include "capi_test.h"

#include <errno.h>

static void show_bytes(const char *what, int status, const unsigned char *bytes, size_t count) {
  if (status != 0) {
    show_error(what);
    return;
  }
  printf("%s ->", what);
  for (size_t i = 0; i < count; i++) printf(" %02x", bytes[i]);
  printf("\n");
}
#define AS_BYTES(number, size, little, is_signed) \
  show_bytes(#number " " #size " " #little " " #is_signed, _PyLong_AsByteArray((PyLongObject *)(number), bytes, (size), (little), (is_signed)), bytes, (size))

TEST(underscored_ints) {
  PyObject *number = KEEP(PyLong_FromLong(-300)), *big = KEEP(PyLong_FromString("123456789012345678901234567890", NULL, 10));
  PyObject *zero = KEEP(PyLong_FromLong(0)), *text = KEEP(PyUnicode_FromString("x")), *half = KEEP(PyFloat_FromDouble(0.5));
  PyObject *true_value = Py_True, *indexed = KEEP(eval("type('Index', (), {'__index__': lambda self: 41})()"));
  if (number == NULL || big == NULL || zero == NULL || text == NULL || half == NULL || indexed == NULL) return;
  unsigned char bytes[16];
  AS_BYTES(number, 4, 1, 1);
  AS_BYTES(number, 4, 0, 1);
  AS_BYTES(number, 1, 1, 1);
  AS_BYTES(number, 4, 1, 0);
  AS_BYTES(big, 16, 1, 1);
  AS_BYTES(big, 13, 0, 0);
  AS_BYTES(big, 8, 0, 0);
  AS_BYTES(zero, 2, 1, 1);
  AS_BYTES(zero, 0, 1, 1);
  const unsigned char given[] = {0xff, 0x00, 0x80, 0xfe};
  NEW(_PyLong_FromByteArray(given, 4, 1, 1));
  NEW(_PyLong_FromByteArray(given, 4, 0, 1));
  NEW(_PyLong_FromByteArray(given, 4, 1, 0));
  NEW(_PyLong_FromByteArray(given, 0, 1, 1));
  INT(_PyLong_AsInt(number));
  INT(_PyLong_AsInt(true_value));
  INT(_PyLong_AsInt(indexed));
  INT(_PyLong_AsInt(big));
  INT(_PyLong_AsInt(text));
  INT(_PyLong_AsInt(half));
  INT(_PyLong_Sign(number));
  INT(_PyLong_Sign(zero));
  INT(_PyLong_Sign(big));
  INT(_PyLong_NumBits(number));
  INT(_PyLong_NumBits(zero));
  INT(_PyLong_NumBits(big));
  NEW(_PyLong_GCD(number, big));
  NEW(_PyLong_GCD(zero, number));
  NEW(_PyLong_GCD(zero, zero));
}

static void show_complex(const char *what, Py_complex value) {
  printf("%s -> %g %g, %d\n", what, value.real, value.imag, errno);
  errno = 0;
}
#define COMPLEX(call) show_complex(#call, (call))

TEST(underscored_complex) {
  const Py_complex a = {3, -4}, b = {0.5, 2}, zero = {0, 0}, huge = {1e308, 1e308}, one = {1, 0};
  errno = 0;
  COMPLEX(_Py_c_sum(a, b));
  COMPLEX(_Py_c_diff(a, b));
  COMPLEX(_Py_c_neg(a));
  COMPLEX(_Py_c_prod(a, b));
  COMPLEX(_Py_c_quot(a, b));
  COMPLEX(_Py_c_quot(b, a));
  COMPLEX(_Py_c_quot(a, zero));
  COMPLEX(_Py_c_pow(a, one));
  COMPLEX(_Py_c_pow(a, zero));
  COMPLEX(_Py_c_pow(zero, a));
  COMPLEX(_Py_c_pow(zero, one));
  printf("%g %d\n", _Py_c_abs(a), errno);
  printf("%d", isinf(_Py_c_abs(huge)) != 0);
  printf(" %d\n", errno == ERANGE);
  INT(PyComplex_CheckExact(KEEP(PyComplex_FromDoubles(1, 2))));
  INT(PyComplex_CheckExact(Py_None));
}

TEST(underscored_hashes) {
  PyObject *text = KEEP(PyBytes_FromString("some bytes")), *half = KEEP(PyFloat_FromDouble(0.5));
  if (text == NULL || half == NULL) return;
  INT(_Py_HashBytes("some bytes", 10) == PyObject_Hash(text));
  INT(_Py_HashBytes("", 0));
  INT(_Py_HashDouble(half, 0.5) == PyObject_Hash(half));
  INT(_Py_HashDouble(half, 3.0));
  INT(_Py_HashDouble(half, -1.0));
  INT(_Py_HashDouble(half, Py_HUGE_VAL));
  INT(_Py_HashPointer(NULL));
  INT(_Py_HashPointer((void *)0x1230) == _Py_HashPointer((void *)0x1230));
  INT(_Py_HashPointer((void *)0x1230));
  const PyHash_FuncDef *definition = PyHash_GetFuncDef();
  printf("%d %d %d\n", definition->name != NULL, definition->hash_bits, definition->seed_bits);
}

TEST(underscored_characters) {
  const Py_UCS4 characters[] = {'a', 'Z', '5', ' ', '\n', 0xdf, 0xb2, 0x661, 0x1c5, 0x2028, 0xbd, 0x4e00, 0x10400, 0xe000, 0x10ffff, '_'};
  for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
    const Py_UCS4 c = characters[i];
    printf("%x: %d%d%d%d%d%d%d%d%d%d", c, _PyUnicode_IsAlpha(c), _PyUnicode_IsDecimalDigit(c), _PyUnicode_IsDigit(c), _PyUnicode_IsNumeric(c),
           _PyUnicode_IsLinebreak(c), _PyUnicode_IsLowercase(c), _PyUnicode_IsUppercase(c), _PyUnicode_IsTitlecase(c), _PyUnicode_IsPrintable(c),
           _PyUnicode_IsWhitespace(c));
    printf(" %x %x %x %d %d %g\n", _PyUnicode_ToLowercase(c), _PyUnicode_ToUppercase(c), _PyUnicode_ToTitlecase(c), _PyUnicode_ToDecimalDigit(c),
           _PyUnicode_ToDigit(c), _PyUnicode_ToNumeric(c));
    printf("%d %d %d %d\n", Py_UNICODE_ISSPACE(c) != 0, Py_UNICODE_ISALNUM(c) != 0, Py_UNICODE_TODECIMAL(c), Py_UNICODE_TOUPPER(c) == c);
  }
}

TEST(underscored_bytes) {
  PyObject *separator = KEEP(PyBytes_FromString(", ")), *list = KEEP(Py_BuildValue("[yyy]", "a", "b", "c")), *wrong = KEEP(Py_BuildValue("[yi]", "a", 3));
  if (separator == NULL || list == NULL || wrong == NULL) return;
  NEW(_PyBytes_Join(separator, list));
  NEW(_PyBytes_Join(separator, wrong));
  NEW(_PyBytes_Join(separator, separator));
  PyObject *bytes = PyBytes_FromStringAndSize("0123456789", 10);
  if (bytes == NULL) return;
  INT(_PyBytes_Resize(&bytes, 4));
  BORROWED(bytes);
  if (bytes == NULL) return;
  INT(_PyBytes_Resize(&bytes, 4));
  INT(_PyBytes_Resize(&bytes, 0));
  BORROWED(bytes);
  if (bytes == NULL) return;
  FAILS(_PyBytes_Resize(&bytes, -1));
  INT(bytes == NULL);
  bytes = Py_NewRef(list);
  FAILS(_PyBytes_Resize(&bytes, 3));
  INT(bytes == NULL);
}

TEST(underscored_containers) {
  PyObject *list = KEEP(Py_BuildValue("[ii]", 1, 2)), *more = KEEP(Py_BuildValue("(ss)", "three", "four")), *number = KEEP(PyLong_FromLong(3));
  if (list == NULL || more == NULL || number == NULL) return;
  NEW(_PyList_Extend((PyListObject *)list, more));
  NEW(_PyList_Extend((PyListObject *)list, number));
  BORROWED(list);
  PyObject *dict = KEEP(_PyDict_NewPresized(20)), *key = KEEP(PyUnicode_FromString("key")), *value = KEEP(PyUnicode_FromString("value"));
  PyObject *unhashable = KEEP(PyList_New(0));
  if (dict == NULL || key == NULL || value == NULL || unhashable == NULL) return;
  const Py_hash_t hash = PyObject_Hash(key);
  INT(_PyDict_SetItem_KnownHash(dict, key, value, hash));
  BORROWED(_PyDict_GetItem_KnownHash(dict, key, hash));
  BORROWED(_PyDict_GetItem_KnownHash(dict, value, PyObject_Hash(value)));
  FAILS(_PyDict_GetItem_KnownHash(list, key, hash));
  FAILS(_PyDict_SetItem_KnownHash(list, key, value, hash));
  BORROWED(_PyDict_GetItemStringWithError(dict, "key"));
  BORROWED(_PyDict_GetItemStringWithError(dict, "other"));
  Py_ssize_t position = 0;
  PyObject *found_key, *found;
  Py_hash_t found_hash;
  while (_PyDict_Next(dict, &position, &found_key, &found, &found_hash)) {
    BORROWED(found_key);
    BORROWED(found);
    INT(found_hash == hash);
  }
  position = 0;
  INT(_PyDict_Next(list, &position, &found_key, &found, &found_hash));
  NEW(_PyDict_Pop(dict, key, NULL));
  NEW(_PyDict_Pop(dict, key, NULL));
  NEW(_PyDict_Pop(dict, key, value));
  NEW(_PyDict_Pop(dict, unhashable, value)); /* an empty dict does not hash */
  INT(_PyDict_SetItem_KnownHash(dict, key, value, hash));
  NEW(_PyDict_Pop(dict, unhashable, value));
  NEW(_PyDict_Pop(dict, unhashable, NULL));
  PyObject *set = KEEP(PySet_New(NULL));
  if (set == NULL) return;
  INT(_PySet_Update(set, more));
  INT(PySet_Size(set));
  INT(_PySet_Update(set, number));
  FAILS(_PySet_Update(list, more));
  Py_ssize_t place = 0;
  int seen = 0;
  while (_PySet_NextEntry(set, &place, &found, &found_hash)) seen += found_hash == PyObject_Hash(found);
  INT(seen);
  FAILS(_PySet_NextEntry(list, &place, &found, &found_hash));
}

TEST(underscored_look_ups) {
  PyObject *number = KEEP(PyLong_FromLong(3)), *name = KEEP(PyUnicode_FromString("real")), *other = KEEP(PyUnicode_FromString("unreal"));
  run("class Faulty:\n"
      "  @property\n"
      "  def real(self): raise KeyError('no')\n"
      "  @property\n"
      "  def unreal(self): raise AttributeError('no')\n");
  PyObject *faulty = KEEP(eval("Faulty()")), *found = NULL;
  if (number == NULL || name == NULL || other == NULL || faulty == NULL) return;
  INT(_PyObject_LookupAttr(number, name, &found));
  show_new("found", found);
  INT(_PyObject_LookupAttr(number, other, &found));
  INT(found == NULL);
  INT(_PyObject_LookupAttr(faulty, other, &found));
  INT(_PyObject_LookupAttr(faulty, name, &found));
  INT(found == NULL);
  INT(_PyObject_LookupAttr(number, number, &found));
  PyObject *module = KEEP(PyUnicode_FromString("collections")), *attribute = KEEP(PyUnicode_FromString("OrderedDict"));
  if (module == NULL || attribute == NULL) return;
  NEW(_PyImport_GetModuleAttr(module, attribute));
  NEW(_PyImport_GetModuleAttr(module, other));
  NEW(_PyImport_GetModuleAttr(other, attribute));
  NEW(_PyImport_GetModuleAttrString("collections", "OrderedDict"));
  NEW(_PyImport_GetModuleAttrString("collections", "missing"));
  NEW(_PyImport_GetModuleAttrString("missing", "OrderedDict"));
}

/* The exception that is set, with its context and cause. */
static void show_chain(const char *what) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  if (value != NULL) {
    PyObject *context = PyException_GetContext(value), *cause = PyException_GetCause(value);
    printf("%s:\n", what);
    show_borrowed("  raised", value);
    if (context != NULL) show_borrowed("  context", context);
    if (cause != NULL) show_borrowed("  cause", cause);
    Py_XDECREF(context);
    Py_XDECREF(cause);
  }
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
}

TEST(underscored_errors) {
  PyObject *type, *value, *traceback;
  PyErr_SetString(PyExc_KeyError, "first");
  INT(_PyErr_FormatFromCause(PyExc_ValueError, "number %d of %s", 3, "many") == NULL);
  show_chain("from cause");
  PyErr_SetString(PyExc_KeyError, "first");
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_SetString(PyExc_ValueError, "second");
  _PyErr_ChainExceptions(type, value, traceback);
  show_chain("chained");
  PyErr_SetString(PyExc_KeyError, "alone");
  PyErr_Fetch(&type, &value, &traceback);
  _PyErr_ChainExceptions(type, value, traceback);
  show_chain("restored");
  PyErr_SetString(PyExc_KeyError, "kept");
  _PyErr_ChainExceptions(NULL, NULL, NULL);
  show_chain("nothing to chain");
}
