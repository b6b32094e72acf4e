/* SPDX-License-Identifier: MIT */
/* What a host can see of interpreters and threads. */
#include <Python.h>

static int frames_run = 0;
static PyObject *count_frames(PyThreadState *ts, struct _PyInterpreterFrame *frame, int throws) {
  frames_run++;
  return _PyEval_EvalFrameDefault(ts, frame, throws);
}

static int count_interpreters(void) {
  int count = 0;
  for (PyInterpreterState *at = PyInterpreterState_Head(); at != NULL; at = PyInterpreterState_Next(at)) count++;
  return count;
}
static int count_threads(PyInterpreterState *interp) {
  int count = 0;
  for (PyThreadState *at = PyInterpreterState_ThreadHead(interp); at != NULL; at = PyThreadState_Next(at)) count++;
  return count;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  printf("%d %d\n", _Py_IsCoreInitialized(), _Py_IsFinalizing());
  Py_Initialize();
  printf("%d %d\n", _Py_IsCoreInitialized(), _Py_IsFinalizing());
  PyThreadState *main_thread = PyThreadState_Get();
  PyInterpreterState *main_interpreter = PyInterpreterState_Get();
  printf("%d %d\n", PyInterpreterState_Main() == main_interpreter, _PyThreadState_UncheckedGet() == main_thread);
  printf("%d interpreters, %d threads\n", count_interpreters(), count_threads(main_interpreter));
  PyThreadState *further = Py_NewInterpreter();
  printf("%d interpreters, %d threads\n", count_interpreters(), count_threads(PyInterpreterState_Get()));
  printf("%d %d\n", PyInterpreterState_Main() == main_interpreter, PyInterpreterState_Get() == main_interpreter);
  printf("%d\n", PyInterpreterState_ThreadHead(PyInterpreterState_Get()) == further);
  Py_EndInterpreter(further);
  PyThreadState_Swap(main_thread);
  PyThreadState *more = PyThreadState_New(main_interpreter);
  printf("%d interpreters, %d threads\n", count_interpreters(), count_threads(main_interpreter));
  PyThreadState_Clear(more);
  PyThreadState_Delete(more);
  printf("%d threads\n", count_threads(main_interpreter));

  printf("%d\n", _PyInterpreterState_GetEvalFrameFunc(main_interpreter) == _PyEval_EvalFrameDefault);
  _PyInterpreterState_SetEvalFrameFunc(main_interpreter, count_frames);
  printf("%d\n", _PyInterpreterState_GetEvalFrameFunc(main_interpreter) == count_frames);
  PyRun_SimpleString("def f(n): return n and f(n - 1)\nf(3)\n");
  _PyInterpreterState_SetEvalFrameFunc(main_interpreter, _PyEval_EvalFrameDefault);
  printf("%d frames\n", frames_run);
  PyRun_SimpleString("f(3)\n");
  printf("%d frames\n", frames_run);

  PyRun_SimpleString("import sys\n"
                     "lines = []\n"
                     "def tracer(frame, event, arg):\n"
                     "  lines.append(event)\n"
                     "  return tracer\n"
                     "sys.settrace(tracer)\n");
  PyObject *traced = PyObject_GetAttrString(PyImport_AddModule("__main__"), "f"), *lines = PyObject_GetAttrString(PyImport_AddModule("__main__"), "lines");
  PyObject_CallMethod(lines, "clear", NULL);
  Py_XDECREF(PyObject_CallFunction(traced, "i", 0));
  printf("%zd events\n", PyList_Size(lines));
  PyThreadState_EnterTracing(main_thread);
  Py_XDECREF(PyObject_CallFunction(traced, "i", 0));
  printf("%zd events\n", PyList_Size(lines));
  PyThreadState_LeaveTracing(main_thread);
  Py_XDECREF(PyObject_CallFunction(traced, "i", 0));
  printf("%zd events\n", PyList_Size(lines));
  PyRun_SimpleString("sys.settrace(None)\n");
  Py_DECREF(traced);
  Py_DECREF(lines);
  int status = Py_FinalizeEx();
  printf("%d %d\n", _Py_IsCoreInitialized(), PyInterpreterState_Head() == NULL);
  return status < 0;
}
