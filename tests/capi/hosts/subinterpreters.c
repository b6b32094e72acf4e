/* SPDX-License-Identifier: MIT */
/* Several interpreters: each has its own modules; a module in phases has a state in each. */
#include <Python.h>

typedef struct {
  long count;
} State;
static PyObject *bump(PyObject *module, PyObject *unused) { return PyLong_FromLong(++((State *)PyModule_GetState(module))->count); }
static PyMethodDef methods[] = {{"bump", bump, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static int exec_module(PyObject *module) { return PyModule_AddObject(module, "own", PyList_New(0)); }
static PyModuleDef_Slot slots[] = {{Py_mod_exec, exec_module}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "bumping", NULL, sizeof(State), methods, slots, NULL, NULL, NULL};
static PyObject *PyInit_bumping(void) { return PyModuleDef_Init(&definition); }

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyImport_AppendInittab("bumping", PyInit_bumping);
  Py_Initialize();
  PyThreadState *main_state = PyThreadState_Get(), *others[3];
  PyRun_SimpleString("import bumping, sys\nsys.mine = 'main'\nx = 1\nprint('main', bumping.bump(), bumping.bump())\n");
  for (int i = 0; i < 3; i++) {
    others[i] = Py_NewInterpreter();
    if (others[i] == NULL) return 1;
    PyRun_SimpleString("import bumping, sys\nprint(hasattr(sys, 'mine'), 'x' in globals(), bumping.bump(), bumping.own)\nbumping.own.append(1)\n");
  }
  for (int i = 0; i < 3; i++) {
    PyThreadState_Swap(others[i]);
    PyRun_SimpleString("print('again', bumping.bump(), bumping.own)\nimport counting; print(counting.next())\nraise SyntaxError('of this one')\n");
    printf("%d\n", PyThreadState_GetInterpreter(others[i]) == PyInterpreterState_Get());
    fflush(stdout);
  }
  for (int i = 0; i < 3; i++) {
    PyThreadState_Swap(others[i]);
    Py_EndInterpreter(others[i]);
  }
  PyThreadState_Swap(main_state);
  PyRun_SimpleString("print('main', bumping.bump(), sys.mine, x)\nimport counting; print(counting.next())\n");
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
