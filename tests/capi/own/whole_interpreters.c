/* SPDX-License-Identifier: MIT */
/* prints: whole: True ['__main__', 'builtins'] */
/* prints: again: 1 */
/* prints: at its end: True */
/* prints: cleared: 1, in it: 0, new states: 0 */
/* prints: left: 1, attached: 1 */
/* prints: from inside: 0 0 */
/* prints: at the end of the second */
/* prints: left: 1 */
/* prints: ended from inside: 1 0 */
/* prints: left: 1 */
/* prints: the main one: 42 */
/* prints: without a runtime: 1 1 */
/* An interpreter of PyInterpreterState_New() is whole and runs code, which CPython's does not; wrong calls do nothing. */
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
  PyInterpreterState *main_interp = PyInterpreterState_Get(), *made = PyInterpreterState_New();
  PyThreadState *ts = PyThreadState_New(made);
  PyThreadState_Swap(ts);
  PyRun_SimpleString("import sys, atexit\nprint('whole:', 'x' not in globals(), sorted({'builtins', '__main__'} & set(sys.modules)))\nx = 1\n"
                     "atexit.register(lambda: print('at its end:', x == 1))\n");
  PyThreadState_GetDict();
  PyThreadState_Swap(main_state);
  PyThreadState_Swap(ts);
  PyRun_SimpleString("print('again:', x)\n");
  PyThreadState_Swap(main_state);
  PyThreadState_Clear(ts);
  PyInterpreterState_Clear(made);
  PyThreadState_Swap(ts); /* nobody gets in: the thread is detached */
  const int in_it = PyThreadState_GetUnchecked() != NULL;
  PyThreadState_Swap(main_state);
  printf("cleared: %d, in it: %d, new states: %d\n", interpreters() == 2, in_it, PyThreadState_New(made) != NULL);
  PyInterpreterState_Clear(made);
  PyThreadState_Clear(ts);
  PyThreadState_Delete(ts);
  PyThreadState_Delete(PyInterpreterState_ThreadHead(made));
  PyInterpreterState_Delete(made);
  PyInterpreterState_Delete(made);
  PyInterpreterState_Clear(made);
  printf("left: %d, attached: %d\n", interpreters(), PyThreadState_Get() == main_state);

  made = PyInterpreterState_New();
  ts = PyThreadState_New(made);
  PyThreadState_Swap(ts);
  PyRun_SimpleString("import atexit\natexit.register(print, 'at the end of the second')\n");
  PyInterpreterState_Delete(made); /* the caller is in it */
  PyInterpreterState_Clear(main_interp);
  PyInterpreterState_Delete(main_interp);
  PyInterpreterState_Clear(NULL);
  PyInterpreterState_Delete(NULL);
  printf("from inside: %d %d\n", PyThreadState_Get() != ts, interpreters() != 2);
  PyThreadState_Swap(main_state);
  PyInterpreterState_Delete(made); /* whole */
  printf("left: %d\n", interpreters());

  made = PyInterpreterState_New();
  ts = PyThreadState_New(made);
  PyThreadState_Swap(ts);
  PyInterpreterState_Clear(made);
  const int cleared = interpreters() == 2;
  printf("ended from inside: %d %d\n", cleared, PyThreadState_GetUnchecked() != NULL);
  PyThreadState_Swap(main_state);
  PyInterpreterState_Delete(made);
  printf("left: %d\n", interpreters());

  PyInterpreterState_Clear(PyInterpreterState_New()); /* the end of the runtime ends it */
  PyInterpreterState_New();
  PyRun_SimpleString("print('the main one:', 6 * 7)\n");
  if (Py_FinalizeEx() < 0) return 120;
  printf("without a runtime: %d %d\n", PyInterpreterState_New() == NULL, interpreters() == 0);
  return 0;
}
