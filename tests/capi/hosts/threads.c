/* SPDX-License-Identifier: MIT */
/* Threads of the host: PyGILState, letting go of the lock, thread states of one's own, pending calls. */
#include <Python.h>
#include <pthread.h>

static PyObject *total;

static void *work(void *argument) {
  long number = (long)argument;
  for (int i = 0; i < 50; i++) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallMethod(total, "append", "l", number);
    if (result == NULL) PyErr_Print();
    Py_XDECREF(result);
    PyGILState_Release(state);
  }
  return NULL;
}
static void *nested(void *unused) {
  PyGILState_STATE outer = PyGILState_Ensure();
  PyGILState_STATE inner = PyGILState_Ensure();
  printf("%d %d %d\n", outer == PyGILState_UNLOCKED, inner == PyGILState_LOCKED, PyGILState_Check());
  PyGILState_Release(inner);
  printf("%d\n", PyGILState_GetThisThreadState() == PyThreadState_Get());
  PyRun_SimpleString("import threading\nprint(type(threading.current_thread()).__name__)\n");
  PyGILState_Release(outer);
  return NULL;
}
static int pending(void *argument) {
  printf("pending %s\n", (const char *)argument);
  fflush(stdout);
  return 0;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  total = PyList_New(0);
  PyThreadState *saved = PyEval_SaveThread();
  pthread_t threads[4];
  for (long i = 0; i < 4; i++) pthread_create(&threads[i], NULL, work, (void *)i);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  pthread_create(&threads[0], NULL, nested, NULL);
  pthread_join(threads[0], NULL);
  PyEval_RestoreThread(saved);
  printf("%zd\n", PyList_GET_SIZE(total));
  PyDict_SetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), "total", total);
  PyRun_SimpleString("import collections\nprint(sorted(collections.Counter(total).items()))\n");
  Py_BEGIN_ALLOW_THREADS
  printf("without the lock\n");
  Py_END_ALLOW_THREADS
  printf("%d\n", Py_AddPendingCall(pending, "call"));
  printf("%d\n", Py_MakePendingCalls());
  fflush(stdout);
  PyRun_SimpleString("import threading\nresults = []\nts = [threading.Thread(target=results.append, args=(i,)) for i in range(3)]\n"
                     "[t.start() for t in ts]; [t.join() for t in ts]\nprint(sorted(results))\n");
  Py_DECREF(total);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
