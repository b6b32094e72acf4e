/* SPDX-License-Identifier: MIT */
/* prints: 1: True 12 */
/* prints: 2: ImportError module spam does not support loading in subinterpreters: it is initialized in a single phase, and interpreter 0 has it spam */
/* prints: 3: ImportError module spam does not support loading in subinterpreters: it is initialized in a single phase, and interpreter 0 has it spam */
/* prints: 4: 1 1 */
/* prints: 5: True */
/* prints: 6: True 12 */
/* A module of a single phase belongs to the first interpreter that imports it, until that ends; one of several phases to everybody. CPython lets it
 * into all of them. */
#include <Python.h>

static const char *import_spam(const char *mark) {
  static char text[400];
  snprintf(text, sizeof text,
           "try:\n  import spam\n  print('%s', hasattr(spam, 'error'), spam.EGGS)\n"
           "except ImportError as e:\n  print('%s', type(e).__name__, e, e.name)\n",
           mark, mark);
  return text;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyThreadState *main_state = PyThreadState_Get();
  PyRun_SimpleString(import_spam("1:"));
  PyThreadState *second = Py_NewInterpreter();
  PyRun_SimpleString(import_spam("2:"));
  PyRun_SimpleString(import_spam("3:"));
  PyRun_SimpleString("import counting\nfirst = counting.next()\n");
  PyThreadState *third = Py_NewInterpreter();
  PyRun_SimpleString("import counting\nprint('4:', counting.next(), counting.seen()[0])\n");
  Py_EndInterpreter(third);
  PyThreadState_Swap(second);
  Py_EndInterpreter(second);
  PyThreadState_Swap(main_state);
  PyRun_SimpleString("import spam; print('5:', spam.twice(2) == 4)\n");
  if (Py_FinalizeEx() < 0) return 120;
  Py_Initialize();
  PyRun_SimpleString(import_spam("6:"));
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
