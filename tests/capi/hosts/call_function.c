/* SPDX-License-Identifier: MIT */
/* run: */
/* run: multiply multiply 3 2 */
/* run: multiply multiply -3 2 */
/* run: multiply multiply 3 */
/* run: multiply multiply x 2 */
/* run: multiply fail 1 */
/* run: multiply text */
/* run: multiply number */
/* run: multiply absent */
/* run: nowhere multiply 3 2 */
/* Pure embedding: a function of a script, named on the command line, is called with the numbers that follow. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static int call(PyObject *function, int count, char *numbers[]) {
  PyObject *arguments = PyTuple_New(count);
  for (int i = 0; i < count; i++) {
    PyObject *number = PyLong_FromString(numbers[i], NULL, 10);
    if (number == NULL) {
      Py_DECREF(arguments);
      PyErr_Print();
      fprintf(stderr, "Cannot convert argument\n");
      return 1;
    }
    PyTuple_SetItem(arguments, i, number); /* steals it */
  }
  PyObject *result = PyObject_CallObject(function, arguments);
  Py_DECREF(arguments);
  if (result == NULL) {
    PyErr_Print();
    fprintf(stderr, "Call failed\n");
    return 1;
  }
  long number = PyLong_AsLong(result);
  Py_DECREF(result);
  if (number == -1 && PyErr_Occurred()) {
    PyErr_Print();
    return 3;
  }
  printf("Result of call: %ld\n", number);
  return 0;
}

int main(int argc, char *argv[]) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  if (argc < 3) {
    fprintf(stderr, "Usage: call pythonfile funcname [args]\n");
    return 1;
  }
  Py_Initialize();
  PyObject *name = PyUnicode_DecodeFSDefault(argv[1]);
  PyObject *module = PyImport_Import(name);
  Py_DECREF(name);
  int status = 1;
  if (module != NULL) {
    PyObject *function = PyObject_GetAttrString(module, argv[2]);
    if (function != NULL && PyCallable_Check(function)) {
      status = call(function, argc - 3, argv + 3);
    } else {
      if (PyErr_Occurred()) PyErr_Print();
      fprintf(stderr, "Cannot find function \"%s\"\n", argv[2]);
    }
    Py_XDECREF(function);
    Py_DECREF(module);
  } else {
    PyErr_Print();
    fprintf(stderr, "Failed to load \"%s\"\n", argv[1]);
  }
  fflush(stdout);
  if (Py_FinalizeEx() < 0) return 120;
  return status;
}
