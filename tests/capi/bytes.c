/* SPDX-License-Identifier: MIT */
/* bytes, bytearray, codecs by name, comparisons of C strings. */
#include "capi_test.h"

static PyObject *format_v(const char *format, ...) {
  va_list list;
  va_start(list, format);
  PyObject *made = PyBytes_FromFormatV(format, list);
  va_end(list);
  return made;
}

TEST(bytes_make) {
  PyObject *bytes = KEEP(PyBytes_FromStringAndSize("a\0b", 3)), *number = KEEP(PyLong_FromLong(3));
  INT(PyBytes_Size(bytes));
  INT(PyBytes_Size(number));
  NEW(PyBytes_FromFormat("%d|%s|%c|%x|%zd|%.2s|%%|%u|%ld|%i", 3, "text", 'c', 255, (Py_ssize_t)4, "abc", 5u, 6L, 7));
  NEW(format_v("%s", "v"));
  NEW(PyBytes_FromFormat("%c", 1000));
  NEW(format_v("%c", -1));
  NEW(PyBytes_FromObject(KEEP(PyByteArray_FromStringAndSize("ab", 2))));
  NEW(PyBytes_FromObject(KEEP(Py_BuildValue("[ii]", 65, 66))));
  NEW(PyBytes_FromObject(KEEP(Py_BuildValue("[i]", 300))));
  NEW(PyBytes_FromObject(number));
  NEW(PyBytes_FromStringAndSize(NULL, 0));
  NEW(PyBytes_FromStringAndSize("abc", -1));
  NEW(PyBytes_Repr(bytes, 1));
  NEW(PyBytes_DecodeEscape("a\\x41\\n", 7, NULL, 0, NULL));
  NEW(PyBytes_DecodeEscape("\\x4", 3, NULL, 0, NULL));
  NEW(PyBytes_DecodeEscape("\\x4", 3, "replace", 0, NULL));
  char *place;
  Py_ssize_t size;
  INT(PyBytes_AsStringAndSize(bytes, &place, &size));
  INT(size);
  INT(PyBytes_AsStringAndSize(bytes, &place, NULL));
  INT(PyBytes_AsStringAndSize(number, &place, &size));
  const char *inside = PyBytes_AsString(bytes);
  INT(inside != NULL ? inside[2] : 0);
  FAILS(PyBytes_AsString(number));
  PyObject *left = PyBytes_FromString("left");
  PyBytes_Concat(&left, bytes);
  BORROWED(left);
  PyBytes_ConcatAndDel(&left, PyBytes_FromString("!"));
  BORROWED(left);
  PyBytes_Concat(&left, number);
  BORROWED(left);
  left = PyBytes_FromString("again");
  PyBytes_ConcatAndDel(&left, Py_NewRef(number));
  BORROWED(left);
}

TEST(bytes_bytearray) {
  PyObject *array = KEEP(PyByteArray_FromStringAndSize("abc", 3)), *number = KEEP(PyLong_FromLong(3));
  INT(PyByteArray_Size(array));
  TEXT(PyByteArray_AsString(array));
  INT(PyByteArray_Resize(array, 5));
  INT(PyByteArray_Size(array));
  INT(PyByteArray_Resize(array, 2));
  BORROWED(array);
  PyObject *view = PyMemoryView_FromObject(array);
  INT(PyByteArray_Resize(array, 9));
  Py_DECREF(view);
  NEW(PyByteArray_FromObject(KEEP(PyBytes_FromString("xyz"))));
  NEW(PyByteArray_FromObject(KEEP(PyUnicode_FromString("xyz"))));
  NEW(PyByteArray_Concat(array, KEEP(PyBytes_FromString("!"))));
  NEW(PyByteArray_Concat(array, number));
  INT(PyByteArray_Size(KEEP(PyByteArray_FromStringAndSize(NULL, 2))));
  FAILS(KEEP(PyByteArray_FromStringAndSize("a", -1)));
}

static PyObject *find_codec(PyObject *self, PyObject *name) {
  if (PyUnicode_CompareWithASCIIString(name, "own_codec") != 0) Py_RETURN_NONE;
  return KEEP(PyCodec_Encoder("utf-8")) != NULL ? eval("__import__('codecs').lookup('latin-1')") : NULL;
}
static PyObject *handle(PyObject *self, PyObject *error) { return Py_BuildValue("(si)", "<?>", 99); }
static PyMethodDef functions[] = {{"find_codec", find_codec, METH_O, NULL}, {"handle", handle, METH_O, NULL}, {NULL, NULL, 0, NULL}};

TEST(bytes_codecs) {
  PyObject *text = KEEP(PyUnicode_FromString("a\xc3\xa9")), *find = KEEP(PyCFunction_New(&functions[0], NULL)), *handler = KEEP(PyCFunction_New(&functions[1], NULL));
  INT(PyCodec_KnownEncoding("utf-8"));
  INT(PyCodec_KnownEncoding("own_codec"));
  INT(PyCodec_Register(find));
  INT(PyCodec_KnownEncoding("own_codec"));
  NEW(PyCodec_Encode(text, "own_codec", NULL));
  NEW(PyCodec_Encode(text, "nonsense", NULL));
  NEW(PyCodec_Decode(KEEP(PyBytes_FromString("ab\xe9")), "own_codec", "strict"));
  NEW(PyCodec_Decode(KEEP(PyBytes_FromString("ab\xe9")), "ascii", "strict"));
  INT(PyCodec_Unregister(find));
  INT(PyCodec_KnownEncoding("own_codec"));
  INT(PyCodec_Register(Py_None));
  INT(PyCallable_Check(KEEP(PyCodec_Encoder("ascii"))));
  INT(PyCallable_Check(KEEP(PyCodec_Decoder("ascii"))));
  NEW(PyCodec_Encoder("nonsense"));
  NEW(PyCodec_Decoder("nonsense"));
  PyObject *encoder = KEEP(PyCodec_IncrementalEncoder("utf-8", "strict")), *decoder = KEEP(PyCodec_IncrementalDecoder("utf-8", NULL));
  NEW(PyObject_CallMethod(encoder, "encode", "s", "x"));
  NEW(PyObject_CallMethod(decoder, "decode", "y", "x"));
  NEW(PyCodec_IncrementalEncoder("nonsense", NULL));
  NEW(PyCodec_IncrementalDecoder("nonsense", NULL));
  PyObject *stream = KEEP(eval("__import__('io').BytesIO(b'line\\nrest')"));
  PyObject *reader = KEEP(PyCodec_StreamReader("utf-8", stream, NULL));
  NEW(PyObject_CallMethod(reader, "readline", NULL));
  PyObject *writer = KEEP(PyCodec_StreamWriter("utf-8", stream, "strict"));
  NEW(PyObject_CallMethod(writer, "write", "s", "!"));
  NEW(PyCodec_StreamReader("nonsense", stream, NULL));
  NEW(PyCodec_StreamWriter("nonsense", stream, NULL));
  INT(PyCodec_RegisterError("own_handler", handler));
  INT(PyCodec_RegisterError("bad_handler", Py_None));
  INT(KEEP(PyCodec_LookupError("own_handler")) == handler);
  INT(PyCallable_Check(KEEP(PyCodec_LookupError(NULL))));
  NEW(PyCodec_LookupError("no_handler"));
  NEW(PyUnicode_AsEncodedString(text, "ascii", "own_handler"));
}

TEST(bytes_error_handlers) {
  PyObject *encode = KEEP(PyObject_CallFunction(PyExc_UnicodeEncodeError, "ssnns", "ascii", "a\xc3\xa9z", (Py_ssize_t)1, (Py_ssize_t)2, "because"));
  PyObject *decode = KEEP(PyUnicodeDecodeError_Create("ascii", "a\xffz", 3, 1, 2, "because"));
  PyObject *translate = KEEP(PyObject_CallFunction(PyExc_UnicodeTranslateError, "snns", "abc", (Py_ssize_t)0, (Py_ssize_t)1, "why"));
  PyObject *(*handlers[])(PyObject *) = {PyCodec_StrictErrors, PyCodec_IgnoreErrors, PyCodec_ReplaceErrors, PyCodec_XMLCharRefReplaceErrors, PyCodec_BackslashReplaceErrors, PyCodec_NameReplaceErrors};
  for (int i = 0; i < 6; i++) {
    NEW(handlers[i](encode));
    NEW(handlers[i](decode));
    NEW(handlers[i](translate));
    NEW(handlers[i](Py_None));
  }
  NEW(PyCodec_StrictErrors(encode));
  NEW(PyCodec_IgnoreErrors(encode));
  NEW(PyCodec_IgnoreErrors(Py_None));
  NEW(PyCodec_ReplaceErrors(decode));
  NEW(PyCodec_ReplaceErrors(Py_None));
  NEW(PyCodec_XMLCharRefReplaceErrors(encode));
  NEW(PyCodec_XMLCharRefReplaceErrors(decode));
  NEW(PyCodec_BackslashReplaceErrors(decode));
  NEW(PyCodec_BackslashReplaceErrors(Py_None));
  NEW(PyCodec_NameReplaceErrors(encode));
  NEW(PyCodec_NameReplaceErrors(decode));
  Py_ssize_t place;
  PyObject *errors[] = {encode, decode, translate, Py_None};
  for (int i = 0; i < 3; i++) {
    PyObject *e = errors[i];
    if (e == NULL) return;
    printf("%s\n", Py_TYPE(e)->tp_name);
    if (i == 0) {
      NEW(PyUnicodeEncodeError_GetEncoding(e));
      NEW(PyUnicodeEncodeError_GetObject(e));
      NEW(PyUnicodeEncodeError_GetReason(e));
      INT(PyUnicodeEncodeError_GetStart(e, &place));
      INT(PyUnicodeEncodeError_SetStart(e, 0));
      INT(PyUnicodeEncodeError_GetEnd(e, &place));
      INT(place);
      INT(PyUnicodeEncodeError_SetEnd(e, 3));
      INT(PyUnicodeEncodeError_SetReason(e, "another"));
    } else if (i == 1) {
      NEW(PyUnicodeDecodeError_GetEncoding(e));
      NEW(PyUnicodeDecodeError_GetObject(e));
      NEW(PyUnicodeDecodeError_GetReason(e));
      INT(PyUnicodeDecodeError_SetStart(e, 0));
      INT(PyUnicodeDecodeError_SetEnd(e, 1));
      INT(PyUnicodeDecodeError_GetStart(e, &place));
      INT(PyUnicodeDecodeError_GetEnd(e, &place));
      INT(PyUnicodeDecodeError_SetReason(e, "another"));
    } else {
      NEW(PyUnicodeTranslateError_GetObject(e));
      NEW(PyUnicodeTranslateError_GetReason(e));
      INT(PyUnicodeTranslateError_SetStart(e, 1));
      INT(PyUnicodeTranslateError_SetEnd(e, 2));
      INT(PyUnicodeTranslateError_GetStart(e, &place));
      INT(PyUnicodeTranslateError_GetEnd(e, &place));
      INT(PyUnicodeTranslateError_SetReason(e, "another"));
    }
    BORROWED(e);
  }
}

TEST(bytes_errors_without_fields) {
  /* Instances whose fields were never set. */
  PyObject *none = KEEP(PyTuple_New(0));
  PyTypeObject *types[] = {(PyTypeObject *)PyExc_UnicodeEncodeError, (PyTypeObject *)PyExc_UnicodeDecodeError, (PyTypeObject *)PyExc_UnicodeTranslateError};
  Py_ssize_t place;
  PyObject *e = KEEP(types[0]->tp_new(types[0], none, NULL));
  NEW(PyUnicodeEncodeError_GetEncoding(e));
  NEW(PyUnicodeEncodeError_GetObject(e));
  NEW(PyUnicodeEncodeError_GetReason(e));
  INT(PyUnicodeEncodeError_GetStart(e, &place));
  INT(PyUnicodeEncodeError_GetEnd(e, &place));
  PyObject *d = KEEP(types[1]->tp_new(types[1], none, NULL));
  NEW(PyUnicodeDecodeError_GetEncoding(d));
  NEW(PyUnicodeDecodeError_GetObject(d));
  NEW(PyUnicodeDecodeError_GetReason(d));
  INT(PyUnicodeDecodeError_GetStart(d, &place));
  INT(PyUnicodeDecodeError_GetEnd(d, &place));
  PyObject *t = KEEP(types[2]->tp_new(types[2], none, NULL));
  NEW(PyUnicodeTranslateError_GetObject(t));
  NEW(PyUnicodeTranslateError_GetReason(t));
  INT(PyUnicodeTranslateError_GetStart(t, &place));
  INT(PyUnicodeTranslateError_GetEnd(t, &place));
  FAILS(KEEP(PyUnicodeDecodeError_Create("ascii", "a", 1, 0, 1, "\xff")));
}

TEST(bytes_c_strings) {
  INT(PyOS_mystricmp("Hello", "hELLO"));
  INT(PyOS_mystricmp("a", "b") < 0);
  INT(PyOS_mystrnicmp("Hello there", "hELLO you", 6));
  INT(PyOS_mystrnicmp("b", "a", 1) > 0);
  char *end;
  printf("%lu ", PyOS_strtoul("0x1fz", &end, 0));
  TEXT(end);
  printf("%ld ", PyOS_strtol("-12 ", &end, 10));
  TEXT(end);
  errno = 0;
  printf("%lu\n", PyOS_strtoul("99999999999999999999999", &end, 10));
  INT(errno == ERANGE);
  errno = 0;
  printf("%ld\n", PyOS_strtol("-99999999999999999999999", &end, 10));
  INT(errno == ERANGE);
  char buffer[8];
  INT(PyOS_snprintf(buffer, sizeof buffer, "%s", "a text that is too long") >= 8);
  TEXT(buffer);
  DOUBLE(PyOS_string_to_double("1.5e3", NULL, NULL));
  DOUBLE(PyOS_string_to_double("1.5x", NULL, NULL));
  DOUBLE(PyOS_string_to_double("1e999", NULL, PyExc_OverflowError));
  char *number = PyOS_double_to_string(1.5, 'r', 0, 0, NULL);
  TEXT(number);
  PyMem_Free(number);
  FAILS(PyOS_double_to_string(1.5, 'z', 0, 0, NULL));
}
