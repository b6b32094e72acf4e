/* SPDX-License-Identifier: MIT */
/* Files and texts run by each of the functions that do so: as scripts, for their value, and line by line as from a prompt. */
#include <Python.h>

static FILE *holding(const char *text) {
  FILE *file = tmpfile();
  if (file == NULL) exit(3);
  fputs(text, file);
  rewind(file);
  return file;
}
static void report(const char *what, int status) {
  fflush(stdout);
  printf("%s -> %d\n", what, status);
  fflush(stdout);
}
static void report_value(const char *what, PyObject *value) {
  fflush(stdout);
  if (value == NULL) {
    printf("%s failed\n", what);
    fflush(stdout);
    PyErr_Print();
    return;
  }
  PyObject *text = PyObject_Repr(value);
  printf("%s -> %s\n", what, PyUnicode_AsUTF8(text));
  fflush(stdout);
  Py_DECREF(text);
  Py_DECREF(value);
}

static const char good[] = "value = 3\nprint('runs', __name__, value)\n";
static const char bad[] = "print('begins')\nraise ValueError('ends')\n";
static const char lines[] = "1 + 1\nx = 5\nx * 2\nundefined\nprint('after')\n";

static void run_scripts(void) {
  PyCompilerFlags flags = {0, PY_MINOR_VERSION};
  FILE *file = holding(good);
  report("PyRun_SimpleFile", PyRun_SimpleFile(file, "good.py"));
  fclose(file);
  report("PyRun_SimpleFileEx", PyRun_SimpleFileEx(holding(good), "good.py", 1));
  report("PyRun_SimpleFileExFlags", PyRun_SimpleFileExFlags(holding(bad), "bad.py", 1, &flags));
  file = holding(good);
  report("PyRun_AnyFile", PyRun_AnyFile(file, "good.py"));
  fclose(file);
  report("PyRun_AnyFileEx", PyRun_AnyFileEx(holding(bad), "bad.py", 1));
  file = holding(good);
  report("PyRun_AnyFileFlags", PyRun_AnyFileFlags(file, "good.py", &flags));
  fclose(file);
  report("PyRun_AnyFileExFlags", PyRun_AnyFileExFlags(holding(good), NULL, 1, &flags));
  report("PyRun_SimpleStringFlags", PyRun_SimpleStringFlags("print('text')", &flags));
  report("PyRun_SimpleStringFlags", PyRun_SimpleStringFlags("1 +", NULL));
}

static void run_values(PyObject *globals) {
  PyCompilerFlags flags = {0, PY_MINOR_VERSION};
  FILE *file = holding("1 + 2\n");
  report_value("PyRun_File", PyRun_File(file, "value.py", Py_eval_input, globals, globals));
  fclose(file);
  report_value("PyRun_FileEx", PyRun_FileEx(holding("y = 4\n"), "value.py", Py_file_input, globals, globals, 1));
  report_value("PyRun_FileExFlags", PyRun_FileExFlags(holding("y + 4\n"), "value.py", Py_eval_input, globals, globals, 1, &flags));
  file = holding("1 + \n");
  report_value("PyRun_FileFlags", PyRun_FileFlags(file, "value.py", Py_eval_input, globals, globals, &flags));
  fclose(file);
  report_value("PyRun_StringFlags", PyRun_StringFlags("y * 10", Py_eval_input, globals, globals, &flags));
  report_value("PyRun_StringFlags", PyRun_StringFlags("z", Py_eval_input, globals, globals, NULL));
  flags.cf_flags = PyCF_ONLY_AST;
  PyObject *code = Py_CompileStringExFlags("x = 1\n", "tree.py", Py_file_input, &flags, -1);
  if (code != NULL) printf("%s\n", Py_TYPE(code)->tp_name);
  Py_XDECREF(code);
  flags.cf_flags = 0;
  code = Py_CompileStringExFlags("assert y == 5, 'optimized'\n", "check.py", Py_file_input, &flags, 0);
  report_value("with assertions", code != NULL ? PyEval_EvalCode(code, globals, globals) : NULL);
  Py_XDECREF(code);
  code = Py_CompileStringExFlags("assert y == 5, 'optimized'\n", "check.py", Py_file_input, &flags, 1);
  report_value("without", code != NULL ? PyEval_EvalCode(code, globals, globals) : NULL);
  Py_XDECREF(code);
  PyObject *name = PyUnicode_FromString("named.py");
  code = Py_CompileStringObject("1/0", name, Py_eval_input, NULL, -1);
  report_value("PyEval_EvalCode", code != NULL ? PyEval_EvalCode(code, globals, globals) : NULL);
  Py_XDECREF(code);
  report_value("Py_CompileStringObject", Py_CompileStringObject("a b", name, Py_eval_input, NULL, -1));
  Py_DECREF(name);
  const char *future = "from __future__ import annotations\nx: undefined_name = 1\n";
  flags.cf_flags = 0;
  report_value("future", PyRun_StringFlags(future, Py_file_input, globals, globals, &flags));
  printf("%d\n", (flags.cf_flags & CO_FUTURE_ANNOTATIONS) != 0);
}

static void run_lines(void) {
  PyCompilerFlags flags = {0, PY_MINOR_VERSION};
  FILE *file = holding(lines);
  report("PyRun_InteractiveLoop", PyRun_InteractiveLoop(file, "<lines>"));
  fclose(file);
  file = holding(lines);
  report("PyRun_InteractiveLoopFlags", PyRun_InteractiveLoopFlags(file, "<lines>", &flags));
  fclose(file);
  file = holding("'one'\n'two'\n");
  report("PyRun_InteractiveOne", PyRun_InteractiveOne(file, "<lines>"));
  report("PyRun_InteractiveOneFlags", PyRun_InteractiveOneFlags(file, "<lines>", &flags));
  PyObject *name = PyUnicode_FromString("<lines>");
  report("PyRun_InteractiveOneObject", PyRun_InteractiveOneObject(file, name, &flags));
  fflush(stdout);
  PyErr_Print();
  Py_DECREF(name);
  fclose(file);
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyRun_SimpleString("import sys\nsys.ps1, sys.ps2 = '', ''\n");
  run_scripts();
  PyObject *globals = PyDict_New();
  PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins());
  run_values(globals);
  Py_DECREF(globals);
  run_lines();
  FILE *file = holding("first line\nlast");
  printf("%d\n", Py_FdIsInteractive(file, "a file"));
  for (int i = 0; i < 3; i++) {
    char *line = PyOS_Readline(file, stdout, "ask: ");
    printf("<%s>\n", line != NULL ? line : "-");
    PyMem_Free(line);
  }
  fclose(file);
  return Py_FinalizeEx() < 0;
}
