/* SPDX-License-Identifier: MIT */
/* run: */
/* run: an argument */
/* The very high level layer: a program that runs text, a file, and expressions. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

int main(int argc, char *argv[]) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  wchar_t *program = Py_DecodeLocale("demo", NULL);
  wchar_t *arguments[2] = {program, NULL};
  if (program == NULL) return 1;
  if (argc > 1) arguments[1] = Py_DecodeLocale(argv[1], NULL);
  Py_SetProgramName(program);
  Py_Initialize();
  PySys_SetArgvEx(argc > 1 ? 2 : 1, arguments, 0);
  int status = PyRun_SimpleString("import sys\n"
                                  "from math import factorial\n"
                                  "print('arguments', sys.argv[1:])\n"
                                  "print(factorial(25))\n");
  printf("status %d\n", status);
  fflush(stdout);
  status = PyRun_SimpleString("def broken(:\n");
  printf("status %d\n", status);
  fflush(stdout);
  status = PyRun_SimpleString("raise ValueError('from a text')\n");
  printf("status %d\n", status);
  fflush(stdout);
  FILE *file = fopen("greeting.py", "r");
  if (file == NULL) return 2;
  status = PyRun_SimpleFileExFlags(file, "greeting.py", 1, NULL);
  printf("status %d\n", status);
  fflush(stdout);
  file = fopen("greeting.py", "r");
  PyObject *globals = PyDict_New();
  PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins() != NULL ? PyEval_GetBuiltins() : Py_None);
  PyObject *name = PyUnicode_FromString("dict");
  PyDict_SetItemString(globals, "name", name);
  Py_XDECREF(name);
  PyObject *result = PyRun_FileExFlags(file, "greeting.py", Py_file_input, globals, globals, 1, NULL);
  printf("%s\n", result == Py_None ? "none" : "an error");
  Py_XDECREF(result);
  result = PyRun_String("[greet(n) for n in 'ab']", Py_eval_input, globals, globals);
  PyObject *text = PyObject_Repr(result);
  printf("%s\n", PyUnicode_AsUTF8(text));
  fflush(stdout);
  Py_DECREF(text);
  Py_DECREF(result);
  result = PyRun_String("print('single'); 1 + 1", Py_single_input, globals, globals);
  Py_XDECREF(result);
  PyObject *code = Py_CompileString("x = 6\ny = x * 7\n", "<host>", Py_file_input);
  result = PyEval_EvalCode(code, globals, globals);
  printf("%ld\n", PyLong_AsLong(PyDict_GetItemString(globals, "y")));
  Py_XDECREF(result);
  Py_DECREF(code);
  Py_DECREF(globals);
  if (Py_FinalizeEx() < 0) return 120;
  PyMem_RawFree(program);
  if (argc > 1) PyMem_RawFree(arguments[1]);
  return 0;
}
