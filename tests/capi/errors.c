/* SPDX-License-Identifier: MIT */
/* Exceptions: setting, fetching, chaining, making. */
#include "capi_test.h"

#include <errno.h>

TEST(errors_set) {
  VOID(PyErr_SetString(PyExc_ValueError, "a text"));
  VOID(PyErr_SetNone(PyExc_KeyError));
  PyObject *pair = Py_BuildValue("(is)", 1, "two");
  VOID(PyErr_SetObject(PyExc_TypeError, pair));
  VOID(PyErr_SetObject(PyExc_TypeError, NULL));
  PyObject *made = PyObject_CallFunction(PyExc_OSError, "is", 2, "gone");
  VOID(PyErr_SetObject(PyExc_OSError, made));
  FAILS(PyErr_SetString(Py_None, "no type"));
  NEW(PyErr_Format(PyExc_IndexError, "%s %d %R %5zd|%5s|%.3s %c %x", "s", 5, pair, (Py_ssize_t)3, "ab", "abcdef", 'c', 255));
  NEW(PyErr_Format(PyExc_IndexError, "%A %S %U %V %% %llu %p", pair, pair, Py_None == NULL ? NULL : PyUnicode_FromString("u"), NULL, "v",
                   18446744073709551615ULL, NULL) == NULL
          ? NULL
          : NULL);
  INT(PyErr_BadArgument());
  NEW(PyErr_NoMemory());
  INT(PyErr_Occurred() == NULL);
  PyErr_SetString(PyExc_ValueError, "x");
  BORROWED(PyErr_Occurred());
  Py_XDECREF(made);
  Py_DECREF(pair);
}

TEST(errors_match) {
  PyErr_SetString(PyExc_KeyError, "k");
  printf("%d %d\n", PyErr_ExceptionMatches(PyExc_LookupError), PyErr_ExceptionMatches(PyExc_ValueError));
  PyErr_Clear();
  PyObject *pair = Py_BuildValue("(OO)", PyExc_ValueError, PyExc_LookupError);
  INT(PyErr_GivenExceptionMatches(PyExc_KeyError, pair));
  INT(PyErr_GivenExceptionMatches(PyExc_TypeError, pair));
  INT(PyErr_GivenExceptionMatches(NULL, pair));
  INT(PyExceptionClass_Check(PyExc_KeyError));
  INT(PyExceptionClass_Check(Py_None));
  INT(PyExceptionInstance_Check(Py_None));
  TEXT(PyExceptionClass_Name(PyExc_KeyError));
  Py_DECREF(pair);
}

TEST(errors_fetch_and_restore) {
  PyObject *type, *value, *traceback;
  PyErr_SetString(PyExc_ValueError, "first");
  PyErr_Fetch(&type, &value, &traceback);
  INT(PyErr_Occurred() != NULL);
  PyErr_NormalizeException(&type, &value, &traceback);
  BORROWED(type);
  BORROWED(value);
  INT(traceback == NULL);
  PyErr_Restore(type, value, traceback);
  VOID((void)0);
  PyErr_Fetch(&type, &value, &traceback);
  INT(type == NULL && value == NULL && traceback == NULL);
  PyErr_Restore(NULL, NULL, NULL);
  VOID((void)0);
}

TEST(errors_chain) {
  PyObject *e = PyObject_CallFunction(PyExc_ValueError, "s", "outer");
  PyObject *cause = PyObject_CallFunction(PyExc_KeyError, "s", "cause");
  NEW(PyException_GetCause(e));
  PyException_SetCause(e, Py_NewRef(cause));
  NEW(PyException_GetCause(e));
  PyException_SetContext(e, cause);
  NEW(PyException_GetContext(e));
  NEW(PyException_GetTraceback(e));
  INT(PyException_SetTraceback(e, Py_None));
  INT(PyException_SetTraceback(e, e));
  NEW(PyObject_GetAttrString(e, "__suppress_context__"));
  PyException_SetCause(e, NULL);
  NEW(PyException_GetCause(e));
  Py_DECREF(e);
}

TEST(errors_handled) {
  PyObject *type, *value, *traceback;
  PyErr_GetExcInfo(&type, &value, &traceback);
  INT(value == NULL || value == Py_None);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  PyErr_SetHandledException(NULL);
  NEW(PyErr_GetHandledException());
}

TEST(errors_of_the_system) {
  errno = ENOENT;
  NEW(PyErr_SetFromErrno(PyExc_OSError));
  errno = EACCES;
  NEW(PyErr_SetFromErrnoWithFilename(PyExc_OSError, "/some/file"));
  PyObject *a = PyUnicode_FromString("a"), *b = PyUnicode_FromString("b");
  errno = EEXIST;
  NEW(PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, a));
  errno = EXDEV;
  NEW(PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, a, b));
  NEW(PyErr_SetImportError(a, b, NULL));
  NEW(PyErr_SetImportErrorSubclass(PyExc_ModuleNotFoundError, a, b, b));
  NEW(PyErr_SetImportErrorSubclass(PyExc_ValueError, a, b, b));
  NEW(PyErr_SetImportError(NULL, b, NULL));
  Py_DECREF(a);
  Py_DECREF(b);
}

TEST(errors_new_types) {
  PyObject *dict = Py_BuildValue("{s:i}", "code", 7);
  PyObject *plain = PyErr_NewException("mod.Plain", NULL, NULL);
  PyObject *derived = PyErr_NewException("mod.Derived", plain, dict);
  PyObject *bases = Py_BuildValue("(OO)", derived, PyExc_KeyError);
  PyObject *both = PyErr_NewExceptionWithDoc("pack.mod.Both", "What it says.", bases, NULL);
  BORROWED(plain);
  BORROWED(derived);
  BORROWED(both);
  NEW(PyObject_GetAttrString(derived, "code"));
  NEW(PyObject_GetAttrString(both, "__doc__"));
  NEW(PyObject_GetAttrString(both, "__module__"));
  NEW(PyObject_GetAttrString(both, "__mro__"));
  VOID(PyErr_SetString(both, "text"));
  NEW(PyErr_NewException("nodot", NULL, NULL));
  Py_DECREF(bases);
  Py_DECREF(both);
  Py_DECREF(derived);
  Py_DECREF(plain);
  Py_DECREF(dict);
}

TEST(errors_print) {
  run("import sys\nsys.stderr = sys.stdout");
  PyErr_SetString(PyExc_ValueError, "shown");
  PyErr_Print();
  INT(PyErr_Occurred() == NULL);
  NEW(eval("sys.last_value"));
  run("def f(): g()\ndef g(): raise KeyError('deep')");
  PyObject *f = eval("f");
  PyObject *none = PyObject_CallNoArgs(f);
  INT(none == NULL);
  PyErr_PrintEx(0);
  NEW(eval("sys.last_value"));
  run("try: f()\nexcept KeyError as e: kept = e");
  PyObject *kept = eval("kept");
  PyErr_Display((PyObject *)Py_TYPE(kept), kept, NULL);
  PyErr_SetString(PyExc_RuntimeError, "cannot be raised");
  PyErr_WriteUnraisable(kept);
  INT(PyErr_Occurred() == NULL);
  run("sys.stderr = sys.__stderr__");
  Py_DECREF(kept);
  Py_DECREF(f);
}

TEST(errors_syntax) {
  PyObject *name = PyUnicode_FromString("some.py");
  PyErr_SetString(PyExc_SyntaxError, "bad");
  PyErr_SyntaxLocationObject(name, 3, 5);
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  NEW(PyObject_GetAttrString(value, "filename"));
  NEW(PyObject_GetAttrString(value, "lineno"));
  NEW(PyObject_GetAttrString(value, "offset"));
  NEW(PyObject_GetAttrString(value, "text"));
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  Py_DECREF(name);
}

TEST(errors_unicode) {
  PyObject *e = PyUnicodeDecodeError_Create("ascii", "ab\xff" "d", 4, 2, 3, "not in range");
  BORROWED(e);
  Py_ssize_t place = -5;
  NEW(PyUnicodeDecodeError_GetEncoding(e));
  NEW(PyUnicodeDecodeError_GetObject(e));
  NEW(PyUnicodeDecodeError_GetReason(e));
  INT(PyUnicodeDecodeError_GetStart(e, &place));
  INT(place);
  INT(PyUnicodeDecodeError_GetEnd(e, &place));
  INT(place);
  INT(PyUnicodeDecodeError_SetStart(e, 99));
  INT(PyUnicodeDecodeError_GetStart(e, &place));
  INT(place);
  INT(PyUnicodeDecodeError_SetEnd(e, -3));
  INT(PyUnicodeDecodeError_GetEnd(e, &place));
  INT(place);
  INT(PyUnicodeDecodeError_SetReason(e, "other"));
  NEW(PyUnicodeDecodeError_GetReason(e));
  NEW(PyCodec_ReplaceErrors(e));
  NEW(PyCodec_IgnoreErrors(e));
  NEW(PyCodec_StrictErrors(e));
  PyObject *enc = eval("UnicodeEncodeError('ascii', 'a\\u20acb', 1, 2, 'why')");
  NEW(PyUnicodeEncodeError_GetObject(enc));
  INT(PyUnicodeEncodeError_GetStart(enc, &place));
  NEW(PyCodec_XMLCharRefReplaceErrors(enc));
  NEW(PyCodec_BackslashReplaceErrors(enc));
  NEW(PyCodec_NameReplaceErrors(enc));
  PyObject *tr = eval("UnicodeTranslateError('a\\u20acb', 1, 2, 'why')");
  NEW(PyUnicodeTranslateError_GetObject(tr));
  NEW(PyUnicodeTranslateError_GetReason(tr));
  INT(PyUnicodeTranslateError_SetReason(tr, "because"));
  NEW(PyUnicodeTranslateError_GetReason(tr));
  Py_DECREF(tr);
  Py_DECREF(enc);
  Py_DECREF(e);
}

TEST(errors_raised_by_python) {
  NEW(eval("1/0"));
  NEW(eval("undefined_name"));
  NEW(eval("{}['k']"));
  NEW(eval("int('x')"));
  NEW(eval("len(5)"));
  run("raise ValueError('from run')");
}

TEST(warnings) {
  run("import sys, warnings\nsys.stderr = sys.stdout\nwarnings.simplefilter('always')");
  INT(PyErr_WarnEx(PyExc_UserWarning, "careful", 1));
  INT(PyErr_WarnEx(NULL, "default category", 1));
  INT(PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "%s is %d", "this", 5));
  INT(PyErr_WarnExplicit(PyExc_UserWarning, "explicit", "file.py", 12, "mod", NULL));
  INT(PyErr_ResourceWarning(Py_None, 1, "unclosed %d", 3));
  run("warnings.simplefilter('error')");
  INT(PyErr_WarnEx(PyExc_UserWarning, "careful", 1));
  INT(PyErr_WarnEx(PyExc_ValueError, "careful", 1));
  run("sys.stderr = sys.__stderr__");
}

/* What an argument that lends no memory, or not as wanted, is told. */
static void parse_buffer(const char *format, PyObject *object) {
  PyObject *args = PyTuple_Pack(1, object);
  Py_buffer view = {0};
  const char *text;
  Py_ssize_t size;
  int done = strchr(format, '*') != NULL ? PyArg_ParseTuple(args, format, &view) : PyArg_ParseTuple(args, format, &text, &size);
  printf("%s %d\n", format, done);
  if (view.obj != NULL) PyBuffer_Release(&view);
  show_error(format);
  Py_DECREF(args);
}
TEST(errors_of_buffers) {
  PyObject *objects[] = {PyLong_FromLong(3), PyBytes_FromString("ab"), PyByteArray_FromStringAndSize("ab", 2), PyUnicode_FromString("ab"),
                         eval("memoryview(b'abcd')[::2]"), eval("'\\ud800'"), Py_NewRef(Py_None)};
  const char *formats[] = {"s", "s*", "s#", "z", "z*", "z#", "y", "y*", "y#", "w*", "S", "Y", "U"};
  for (size_t o = 0; o < 7; o++) {
    for (size_t f = 0; f < 13; f++) parse_buffer(formats[f], objects[o]);
    Py_DECREF(objects[o]);
  }
}

/* Texts of C code that are not UTF-8. */
TEST(errors_of_c_texts) {
  const char *bad = "caf\xe9";
  PyObject *dict = KEEP(PyDict_New()), *module = KEEP(PyModule_New("m"));
  VOID(PyErr_SetString(PyExc_ValueError, bad));
  NEW(PyObject_GetAttrString(dict, bad));
  INT(PyObject_SetAttrString(module, bad, dict));
  INT(PyObject_HasAttrString(dict, bad));
  INT(PyDict_SetItemString(dict, bad, module));
  INT(PyDict_DelItemString(dict, bad));
  NEW(PyMapping_GetItemString(dict, bad));
  INT(PyMapping_HasKeyString(dict, bad));
  NEW(PyObject_CallMethod(dict, bad, NULL));
  NEW(PyModule_New(bad));
  NEW(PyImport_ImportModule(bad));
  INT(PyModule_AddStringConstant(module, "x", bad));
  INT(PyFile_WriteString(bad, KEEP(eval("__import__('io').StringIO()"))));
  NEW(PyUnicode_FromString(bad));
  FAILS(KEEP(PyUnicodeDecodeError_Create("ascii", "a", 1, 0, 1, bad)));
}

/* A module of its own for warnings: its registry would remember them. */
static PyObject *fresh_registry(void) { return KEEP(PyDict_New()); }

TEST(errors_warnings_explicit) {
  PyObject *message = KEEP(PyUnicode_FromString("a message")), *file = KEEP(PyUnicode_FromString("some.py")), *module = KEEP(PyUnicode_FromString("some"));
  PyObject *registry = fresh_registry();
  if (message == NULL || file == NULL || module == NULL || registry == NULL) return;
  run("import warnings\n"
      "warnings.simplefilter('error')\n");
  INT(PyErr_WarnExplicitObject(PyExc_UserWarning, message, file, 3, module, registry));
  INT(PyErr_WarnExplicitFormat(PyExc_UserWarning, "some.py", 4, "some", registry, "number %d", 5));
  run("warnings.simplefilter('ignore')\n");
  INT(PyErr_WarnExplicitObject(PyExc_UserWarning, message, file, 3, module, registry));
  INT(PyErr_WarnExplicitFormat(PyExc_UserWarning, "some.py", 4, "some", registry, "number %d", 5));
  INT(PyErr_WarnExplicitFormat(PyExc_UserWarning, "some.py", 4, NULL, NULL, "number %d", 5));
  run("warnings.resetwarnings()\n");
}

TEST(errors_places_of_syntax) {
  PyObject *file = KEEP(PyUnicode_FromString("no_such_file.py"));
  if (file == NULL) return;
  PyErr_SetString(PyExc_SyntaxError, "strange");
  PyErr_RangedSyntaxLocationObject(file, 3, 4, 5, 6);
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  const char *names[] = {"filename", "lineno", "offset", "end_lineno", "end_offset", "text", "msg"};
  for (int i = 0; i < 7 && value != NULL; i++) NEW(PyObject_GetAttrString(value, names[i]));
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  INT(PyErr_ProgramTextObject(file, 3) == NULL);
  INT(PyErr_Occurred() != NULL);
  PyErr_Clear();
  PyObject *here = KEEP(PyUnicode_FromString(__FILE__));
  if (here == NULL) return;
  NEW(PyErr_ProgramTextObject(here, 1));
  INT(PyErr_ProgramTextObject(here, 100000) == NULL);
  PyErr_Clear();
}
