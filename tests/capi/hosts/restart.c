/* SPDX-License-Identifier: MIT */
/* Starts and ends several times; nothing of one run is left in the next. */
#include <Python.h>

static int exits;
static void at_exit(void) { exits++; }

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  printf("%d\n", Py_IsInitialized());
  for (int i = 0; i < 4; i++) {
    Py_InitializeEx(0);
    Py_Initialize(); /* the second time does nothing */
    printf("%d %d\n", i, Py_IsInitialized());
    PyObject *main_module = PyImport_AddModule("__main__");
    printf("%d\n", PyObject_HasAttrString(main_module, "left"));
    PyModule_AddIntConstant(main_module, "left", i);
    PyRun_SimpleString("import json, sys\njson.left = 1\nprint(json.dumps({'left': left}), hasattr(sys, 'extra'))\nsys.extra = left\n"
                       "import atexit; atexit.register(print, 'exit', left)\n"
                       "class Late:\n  def __del__(self): print('late', self.n)\nlate = Late(); late.n = left\n");
    printf("%d\n", Py_AtExit(at_exit));
    fflush(stdout);
    printf("%d\n", Py_FinalizeEx());
    printf("%d %d\n", Py_IsInitialized(), exits);
    fflush(stdout);
  }
  Py_Finalize();
  return 0;
}
