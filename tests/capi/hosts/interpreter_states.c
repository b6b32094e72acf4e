/* SPDX-License-Identifier: MIT */
/* Interpreters by their states, made and ended one part after the other. */
#include <Python.h>

static int interpreters(void) {
  int count = 0;
  for (PyInterpreterState *interp = PyInterpreterState_Head(); interp != NULL; interp = PyInterpreterState_Next(interp)) count++;
  return count;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyThreadState *main_state = PyThreadState_Get();
  for (int i = 0; i < 3; i++) {
    PyInterpreterState *made = PyInterpreterState_New();
    if (made == NULL) return 1;
    printf("%d of %d, attached: %d\n", (int)PyInterpreterState_GetID(made), interpreters(), PyThreadState_Get() == main_state);
    printf("threads: %d\n", PyInterpreterState_ThreadHead(made) != NULL);
    PyThreadState *first = PyThreadState_New(made), *second = PyThreadState_New(made);
    printf("%d %d\n", PyThreadState_GetInterpreter(first) == made, PyThreadState_GetID(second) - PyThreadState_GetID(first) == 1);
    printf("threads: %d %d\n", PyInterpreterState_ThreadHead(made) == second, PyThreadState_Next(second) == first);
    PyThreadState_Clear(second);
    PyThreadState_Delete(second);
    PyThreadState_Clear(first);
    if (i > 0) PyThreadState_Delete(first);
#ifdef PYEMB_TESTED /* CPython's is not whole, and does not come through this */
    if (i == 1) PyInterpreterState_Clear(made);
#endif
    PyInterpreterState_Delete(made);
    PyThreadState_Swap(main_state); /* CPython has detached it */
    printf("left: %d\n", interpreters());
  }
  PyRun_SimpleString("print('the main one goes on')\n");
  if (Py_FinalizeEx() < 0) return 120;
#ifdef PYEMB_TESTED
  if (PyInterpreterState_New() != NULL) return 1;
#endif
  return 0;
}
