/* SPDX-License-Identifier: MIT */
/* sys, files, marshal, frames and code, locks and threads, the collector. */
#include "capi_test.h"

#include "marshal.h"
#include "pythread.h"

TEST(system_sys) {
  wchar_t *arguments[] = {L"program", L"one", L"two"};
  PySys_SetArgv(3, arguments);
  BORROWED(PySys_GetObject("argv"));
  BORROWED(PySys_GetObject("absent"));
  PySys_SetPath(L"/a:/b");
  BORROWED(PySys_GetObject("path"));
  INT(PySys_SetObject("mine", Py_True));
  INT(PySys_SetObject("mine", NULL));
  INT(PySys_SetObject("mine", NULL));
  PySys_ResetWarnOptions();
  INT(PySys_HasWarnOptions());
  PySys_AddWarnOption(L"ignore");
  PySys_AddWarnOptionUnicode(KEEP(PyUnicode_FromString("once")));
  INT(PySys_HasWarnOptions());
  BORROWED(PySys_GetObject("warnoptions"));
  PySys_AddXOption(L"speed=fast");
  PySys_AddXOption(L"flag");
  BORROWED(PySys_GetXOptions());
  PySys_WriteStderr("%s %d\n", "text", 5);
  PySys_FormatStderr("%R\n", Py_None);
  INT(Py_GetRecursionLimit());
  Py_SetRecursionLimit(500);
  INT(Py_GetRecursionLimit());
  INT(Py_EnterRecursiveCall(" here"));
  Py_LeaveRecursiveCall();
  size_t where;
  char *encoded = Py_EncodeLocale(L"abc", &where);
  TEXT(encoded);
  PyMem_Free(encoded);
  wchar_t lone[] = {0xd800, 0};
  INT(Py_EncodeLocale(lone, &where) == NULL);
  size_t size;
  wchar_t *decoded = Py_DecodeLocale("ab", &size);
  INT(size);
  PyMem_RawFree(decoded);
  INT(PyOS_InterruptOccurred());
  INT(PyErr_CheckSignals());
  run("import _signal; _signal.signal(2, _signal.default_int_handler)");
  PyErr_SetInterrupt();
  INT(PyErr_CheckSignals());
  INT(PyErr_SetInterruptEx(2));
  INT(PyErr_SetInterruptEx(9999));
  INT(PyErr_CheckSignals());
}

TEST(system_files) {
  FILE *stream = tmpfile();
  fputs("first line\nsecond\n", stream);
  rewind(stream);
  PyObject *file = KEEP(PyFile_FromFd(dup(fileno(stream)), "name", "r", -1, "utf-8", NULL, NULL, 1));
  NEW(PyFile_GetLine(file, 0));
  NEW(PyFile_GetLine(file, 3));
  NEW(PyFile_GetLine(file, -1));
  NEW(PyFile_GetLine(file, -1));
  NEW(PyFile_GetLine(PyLong_FromLong(3), 0));
  FAILS(KEEP(PyFile_FromFd(-1, NULL, "r", -1, NULL, NULL, NULL, 1)));
  INT(PyObject_AsFileDescriptor(file) > 0);
  INT(PyObject_AsFileDescriptor(Py_None));
  INT(PyFile_WriteString("x", Py_None));
  INT(PyFile_WriteObject(Py_None, Py_None, 0));
  PyObject *text = KEEP(eval("__import__('io').StringIO()"));
  INT(PyFile_WriteString("written", text));
  INT(PyFile_WriteObject(KEEP(PyUnicode_FromString(" repr")), text, 0));
  NEW(PyObject_CallMethod(text, "getvalue", NULL));
  fclose(stream);
}

TEST(system_marshal) {
  PyObject *value = KEEP(Py_BuildValue("(is[d]{s:O})", 1, "two", 3.5, "k", Py_None));
  PyObject *bytes = KEEP(PyMarshal_WriteObjectToString(value, Py_MARSHAL_VERSION));
  NEW(PyMarshal_ReadObjectFromString(PyBytes_AsString(bytes), PyBytes_Size(bytes)));
  FAILS(KEEP(PyMarshal_ReadObjectFromString("", 0)));
  FAILS(KEEP(PyMarshal_ReadObjectFromString("(\5\0\0\0i", 6)));
  FAILS(KEEP(PyMarshal_WriteObjectToString(PyImport_AddModule("sys"), Py_MARSHAL_VERSION)));
  FILE *stream = tmpfile();
  PyMarshal_WriteLongToFile(123456, stream, Py_MARSHAL_VERSION);
  PyMarshal_WriteObjectToFile(value, stream, Py_MARSHAL_VERSION);
  rewind(stream);
  INT(PyMarshal_ReadLongFromFile(stream));
  NEW(PyMarshal_ReadObjectFromFile(stream));
  FAILS(KEEP(PyMarshal_ReadObjectFromFile(stream)));
  rewind(stream);
  INT(PyMarshal_ReadShortFromFile(stream));
  fclose(stream);
}

static PyObject *look_around(PyObject *self, PyObject *unused) {
  PyFrameObject *frame = PyEval_GetFrame();
  PyCodeObject *code = KEEP(PyFrame_GetCode(frame));
  NEW(PyObject_GetAttrString((PyObject *)code, "co_name"));
  INT(PyFrame_GetLineNumber(frame));
  INT(PyFrame_GetLasti(frame) >= 0);
  INT(PyDict_Size(PyEval_GetLocals()));
  INT(PyEval_GetGlobals() == PyModule_GetDict(PyImport_AddModule("__main__")));
  INT(PyDict_GetItemString(PyEval_GetBuiltins(), "len") != NULL);
  PyObject *globals = KEEP(PyFrame_GetGlobals(frame)), *builtins = KEEP(PyFrame_GetBuiltins(frame)), *locals = KEEP(PyFrame_GetLocals(frame));
  INT(globals == PyEval_GetGlobals());
  INT(PyDict_GetItemString(builtins, "len") != NULL);
  INT(PyMapping_Size(locals));
  PyFrameObject *back = KEEP(PyFrame_GetBack(frame));
  INT(PyFrame_GetLineNumber(back));
  INT(PyFrame_GetGenerator(frame) == NULL);
  NEW(PyCode_GetVarnames(code));
  NEW(PyCode_GetCellvars(code));
  NEW(PyCode_GetFreevars(code));
  INT(PyBytes_Check(KEEP(PyCode_GetCode(code))));
  INT(PyCode_Addr2Line(code, 0) > 0);
  return Py_NewRef(Py_None);
}
static PyMethodDef look = {"look_around", look_around, METH_NOARGS, NULL};

TEST(system_frames) {
  set_global("look", KEEP(PyCFunction_New(&look, NULL)));
  run("def f(a, b=2):\n  c = a + b\n  def g(): return c\n  look()\nf(1)\n");
  INT(PyEval_GetFrame() == NULL);
  BORROWED(PyEval_GetGlobals());
  FAILS(PyEval_GetLocals());
  INT(PyEval_GetBuiltins() != NULL);
  PyCodeObject *code = KEEP(PyCode_NewEmpty("file.py", "function", 42));
  NEW(PyObject_GetAttrString((PyObject *)code, "co_firstlineno"));
  run("def g(): raise ValueError('for a traceback')\ntry:\n  g()\nexcept ValueError as e:\n  caught = e\n");
  PyObject *traceback = KEEP(PyException_GetTraceback(KEEP(eval("caught")))), *stream = KEEP(eval("__import__('io').StringIO()"));
  INT(PyTraceBack_Print(traceback, stream));
  NEW(PyObject_CallMethod(stream, "getvalue", NULL));
  FAILS(PyTraceBack_Print(Py_None, stream));
  PyErr_SetString(PyExc_ValueError, "of C");
  PyFrameObject *frame = (PyFrameObject *)KEEP(PyObject_GetAttrString(traceback, "tb_frame"));
  printf("%d\n", PyTraceBack_Here(frame));
  PyObject *type, *value, *made;
  PyErr_Fetch(&type, &value, &made);
  INT(PyTraceBack_Check(made));
  KEEP(type), KEEP(value), KEEP(made);
}

TEST(system_locks) {
  PyThread_type_lock lock = PyThread_allocate_lock();
  INT(PyThread_acquire_lock(lock, 1));
  INT(PyThread_acquire_lock(lock, 0));
  INT(PyThread_acquire_lock_timed(lock, 1000, 0));
  PyThread_release_lock(lock);
  INT(PyThread_acquire_lock_timed(lock, -1, 1));
  PyThread_release_lock(lock);
  PyThread_free_lock(lock);
  PyThread_init_thread();
  INT(PyThread_get_thread_ident() != 0);
  INT(PyThread_get_thread_native_id() == (unsigned long)getpid());
  INT(PyThread_get_stacksize());
  INT(PyThread_set_stacksize(1));
  INT(PyThread_set_stacksize(1 << 20));
  INT(PyThread_set_stacksize(0));
  INT(KEEP(PyThread_GetInfo()) != NULL);
  int key = PyThread_create_key();
  INT(PyThread_set_key_value(key, &key));
  INT(PyThread_get_key_value(key) == &key);
  PyThread_delete_key_value(key);
  INT(PyThread_get_key_value(key) == NULL);
  PyThread_ReInitTLS();
  PyThread_delete_key(key);
  Py_tss_t *tss = PyThread_tss_alloc();
  INT(PyThread_tss_is_created(tss));
  INT(PyThread_tss_create(tss));
  INT(PyThread_tss_set(tss, tss));
  INT(PyThread_tss_get(tss) == tss);
  PyThread_tss_delete(tss);
  PyThread_tss_free(tss);
}

static PyThread_type_lock done;
static void in_thread(void *argument) {
  PyInterpreterState *interp = argument;
  PyThreadState *state = PyThreadState_New(interp);
  if (state == NULL) {
    PyThread_release_lock(done);
    return;
  }
  PyEval_AcquireThread(state);
  INT(PyThreadState_GetID(state) > 0);
  INT(PyDict_Check(PyThreadState_GetDict()));
  INT(PyThreadState_GetInterpreter(state) == interp);
  PyThreadState_Clear(state);
  PyEval_ReleaseThread(state);
  PyThreadState_Delete(state);
  PyThread_release_lock(done);
  PyThread_exit_thread();
}
TEST(system_threads) {
  done = PyThread_allocate_lock();
  if (done == NULL) return;
  PyThread_acquire_lock(done, 1);
  PyInterpreterState *interp = PyThreadState_GetInterpreter(PyThreadState_Get());
  const int started = PyThread_start_new_thread(in_thread, interp) != (unsigned long)-1;
  INT(started);
  if (!started) PyThread_release_lock(done);
  Py_BEGIN_ALLOW_THREADS
  PyThread_acquire_lock(done, 1);
  Py_END_ALLOW_THREADS
  INT(PyEval_ThreadsInitialized());
  INT(PyThreadState_SetAsyncExc(12345, PyExc_ValueError));
  INT(PyThreadState_SetAsyncExc(PyThread_get_thread_ident(), PyExc_ValueError));
  run("for i in range(1000): pass");
  INT(PyThreadState_SetAsyncExc(PyThread_get_thread_ident(), NULL));
  INT(PyDict_Check(PyInterpreterState_GetDict(interp)));
  INT(PyInterpreterState_GetID(interp));
  PyThread_free_lock(done);
  PyThreadState *other = PyThreadState_New(interp);
  if (other == NULL) return;
  PyThreadState *mine = PyThreadState_Swap(other);
  PyThreadState_Clear(other);
  PyThreadState_Swap(mine);
  PyThreadState_Delete(other);
}

TEST(system_collector) {
  INT(PyGC_IsEnabled());
  INT(PyGC_Disable());
  INT(PyGC_IsEnabled());
  INT(PyGC_Enable());
  INT(PyGC_IsEnabled());
  run("import gc; gc.collect()\nclass C: pass\nc = C(); c.me = c; del c\n");
  INT(PyGC_Collect() > 0);
  PyObject *list = KEEP(PyList_New(0)), *text = KEEP(PyUnicode_FromString("x"));
  INT(PyObject_GC_IsTracked(list));
  INT(PyObject_GC_IsTracked(text));
  INT(PyObject_GC_IsFinalized(list));
  INT(PyObject_IS_GC(list));
  PyObject_GC_UnTrack(list);
  INT(PyObject_GC_IsTracked(list));
  PyObject_GC_Track(list);
  INT(PyObject_GC_IsTracked(list));
  INT(PyType_ClearCache() <= 0xffffffffu);
  char *block = PyMem_Calloc(4, 4);
  INT(block != NULL ? block[15] : 0);
  PyMem_Free(block);
  INT(PyMem_Malloc((size_t)PY_SSIZE_T_MAX + 1) == NULL);
  INT(PyMem_Realloc(NULL, (size_t)PY_SSIZE_T_MAX + 1) == NULL);
  INT(PyMem_Calloc(PY_SSIZE_T_MAX, 4) == NULL);
  INT(PyObject_Malloc((size_t)PY_SSIZE_T_MAX + 1) == NULL);
  INT(PyObject_Realloc(NULL, (size_t)PY_SSIZE_T_MAX + 1) == NULL);
  INT(PyObject_Calloc(PY_SSIZE_T_MAX, 4) == NULL);
}

static PyObject *evaluate(PyObject *self, PyObject *unused) {
  PyFrameObject *frame = PyThreadState_GetFrame(PyThreadState_Get());
  INT(frame == PyEval_GetFrame());
  Py_XDECREF(frame);
  return Py_NewRef(Py_None);
}
static PyMethodDef evaluate_def = {"evaluate", evaluate, METH_NOARGS, NULL};

static PyObject *build_v(const char *format, ...) {
  va_list list;
  va_start(list, format);
  PyObject *made = (Py_VaBuildValue)(format, list);
  va_end(list);
  return made;
}
TEST(system_calls_without_sizes) {
  /* The functions behind the macros of PY_SSIZE_T_CLEAN. */
  set_global("evaluate", KEEP(PyCFunction_New(&evaluate_def, NULL)));
  run("evaluate()");
  int number = 0;
  PyObject *pair = KEEP(Py_BuildValue("(i)", 5));
  INT((PyArg_Parse)(PyLong_FromLong(6), "i", &number));
  INT((PyArg_Parse)(Py_None, "i", &number));
  INT((PyArg_ParseTuple)(pair, "i", &number));
  INT((PyArg_ParseTuple)(pair, "s", &number));
  char *names[] = {"a", NULL};
  INT((PyArg_ParseTupleAndKeywords)(pair, NULL, "i", names, &number));
  INT((PyArg_ParseTupleAndKeywords)(pair, NULL, "s", names, &number));
  NEW((Py_BuildValue)("i", 3));
  FAILS((Py_BuildValue)("?", 3));
  NEW(build_v("(is)", 3, "x"));
  FAILS(build_v("?"));
  NEW((PyObject_CallFunction)((PyObject *)&PyLong_Type, "s", "12"));
  NEW((PyObject_CallFunction)((PyObject *)&PyLong_Type, "s", "x"));
  NEW((PyObject_CallMethod)(pair, "count", "i", 5));
  NEW((PyObject_CallMethod)(pair, "missing", "i", 5));
  NEW(_PyObject_CallFunction_SizeT((PyObject *)&PyLong_Type, "s", "12"));
  NEW(_PyObject_CallFunction_SizeT((PyObject *)&PyLong_Type, "s", "x"));
  NEW(_PyObject_CallMethod_SizeT(pair, "count", "i", 5));
  NEW(_PyObject_CallMethod_SizeT(pair, "missing", "i", 5));
  NEW(PyUnicode_DecodeUTF8("ab\xc3\xa9", 4, NULL));
  NEW(PyUnicode_DecodeUTF8("ab\xc3", 3, "strict"));
}

TEST(system_printer) {
  PyObject *printer = KEEP(PyFile_NewStdPrinter(1));
  if (printer == NULL) return;
  INT(Py_TYPE(printer) == &PyStdPrinter_Type);
  TEXT(Py_TYPE(printer)->tp_name);
  fflush(stdout);
  INT(PyFile_WriteString("written \xc3\xa9\n", printer));
  NEW(PyFile_NewStdPrinter(0));
  NEW(PyFile_NewStdPrinter(-1));
  NEW(PyFile_NewStdPrinter(7));
  set_global("printer", printer);
  run("import re\n"
      "print(re.sub('0x.*', '', repr(printer)), printer.encoding, printer.mode, printer.closed, printer.fileno(), printer.isatty(), printer.flush(), printer.close(), printer.closed)\n"
      "import sys; sys.stdout.flush()\n"
      "print(printer.write('a\\udc80\\n'), printer.write(''))\n"
      "for args in (), (1,), ('a', 'b'), (None,):\n"
      "  try: printer.write(*args)\n"
      "  except TypeError as error: print(error)\n"
      "try: type(printer)()\n"
      "except TypeError as error: print(error)\n"
      "for name in 'encoding', 'mode', 'closed':\n"
      "  try: setattr(printer, name, 1)\n"
      "  except AttributeError as error: print(error)\n"
      "print('through print', file=printer)\n"
      "del printer\n");
}

static FILE *holding(const char *bytes, size_t size) {
  FILE *file = tmpfile();
  if (file == NULL || fwrite(bytes, 1, size, file) != size) return NULL;
  rewind(file);
  return file;
}

TEST(system_lines_of_files) {
  static const char text[] = "one\ntwo\r\nthree\rfour";
  FILE *file = holding(text, sizeof text - 1);
  if (file == NULL) return;
  char line[16];
  while (Py_UniversalNewlineFgets(line, sizeof line, file, NULL) != NULL) printf("<%s>\n", line);
  rewind(file);
  while (Py_UniversalNewlineFgets(line, 3, file, NULL) != NULL) printf("<%s>\n", line);
  INT(Py_UniversalNewlineFgets(line, sizeof line, file, NULL) == NULL);
  fclose(file);
}

TEST(system_marshal_of_files) {
  PyObject *value = KEEP(Py_BuildValue("[is]", 3, "text")), *bytes = value != NULL ? KEEP(PyMarshal_WriteObjectToString(value, 4)) : NULL;
  if (bytes == NULL) return;
  FILE *file = holding(PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
  if (file == NULL) return;
  NEW(PyMarshal_ReadLastObjectFromFile(file));
  fclose(file);
  file = holding("[\5", 2);
  if (file == NULL) return;
  FAILS(PyMarshal_ReadLastObjectFromFile(file));
  fclose(file);
}

TEST(system_code_of_files) {
  PyObject *missing = KEEP(PyUnicode_FromString("no_such_file.py")), *number = KEEP(PyLong_FromLong(3)), *here = KEEP(PyUnicode_FromString(__FILE__));
  if (missing == NULL || number == NULL || here == NULL) return;
  NEW(PyFile_OpenCodeObject(missing));
  NEW(PyFile_OpenCodeObject(number));
  NEW(PyFile_OpenCode("no_such_file.py"));
  PyObject *stream = KEEP(PyFile_OpenCodeObject(here));
  if (stream == NULL) return;
  NEW(PyObject_CallMethod(stream, "read", "i", 2));
  Py_XDECREF(PyObject_CallMethod(stream, "close", NULL));
}

TEST(system_code_places) {
  PyObject *code = KEEP(Py_CompileString("x = (1 +\n     y)\n", "places.py", Py_file_input)), *nested = KEEP(eval("(lambda a: lambda: a)(3).__code__"));
  if (code == NULL || nested == NULL) return;
  INT(PyCode_GetNumFree((PyCodeObject *)code));
  INT(PyCode_GetNumFree((PyCodeObject *)nested));
  int line = -5, column = -5, end_line = -5, end_column = -5;
  INT(PyCode_Addr2Location((PyCodeObject *)code, -1, &line, &column, &end_line, &end_column));
  printf("%d\n", line);
  PyCompilerFlags flags = {0, PY_MINOR_VERSION};
  INT(PyEval_MergeCompilerFlags(&flags)); /* no frame runs */
  INT(flags.cf_flags);
}

/* A frame that runs, whose locals C code reads and writes as one dict. */
static PyObject *touch_locals(PyObject *self, PyObject *unused) {
  PyFrameObject *frame = PyEval_GetFrame();
  INT(PyFrame_Check(frame) != 0);
  INT(PyFrame_Check(self) != 0);
  if (PyFrame_FastToLocalsWithError(frame) < 0) return NULL;
  PyObject *locals = PyFrame_GetLocals(frame);
  if (locals == NULL) return NULL;
  NEW(PyMapping_GetItemString(locals, "a"));
  Py_DECREF(locals);
  PyFrame_FastToLocals(frame);
  PyFrame_LocalsToFast(frame, 0);
  Py_RETURN_NONE;
}
static PyMethodDef touch = {"touch", touch_locals, METH_NOARGS, NULL};

TEST(system_locals_of_frames) {
  PyObject *function = KEEP(PyCFunction_New(&touch, Py_None));
  if (function == NULL) return;
  set_global("touch", function);
  run("def f(a):\n  b = a + 1\n  touch()\n  return a, b\nprint(f(1))\ndel touch, f\n");
}
