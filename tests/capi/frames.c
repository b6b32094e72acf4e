/* SPDX-License-Identifier: MIT */
/* Frames that C code makes: run, and turned into generators, coroutines and asynchronous generators. */
#include "capi_test.h"
#include "frameobject.h"

/* A frame for a function of __main__, whose variables are those of a dict display. New; NULL: no memory. */
static PyFrameObject *frame_of(const char *function, const char *variables) {
  char text[100];
  snprintf(text, sizeof text, "%s.__code__", function);
  PyObject *code = eval(text), *values = eval(variables);
  PyFrameObject *frame = NULL;
  if (code != NULL && values != NULL) {
    frame = PyFrame_New(PyThreadState_Get(), (PyCodeObject *)code, PyModule_GetDict(PyImport_AddModule("__main__")), NULL);
    PyObject *locals = frame != NULL ? PyFrame_GetLocals(frame) : NULL;
    if (locals == NULL || PyDict_Update(locals, values) != 0) {
      Py_CLEAR(frame);
    } else {
      PyFrame_LocalsToFast(frame, 0);
    }
    Py_XDECREF(locals);
  }
  Py_XDECREF(code);
  Py_XDECREF(values);
  if (frame == NULL) show_error("no frame");
  return frame;
}

static void show_locals(PyFrameObject *frame) {
  NEW(PyFrame_GetLocals(frame));
}

TEST(frames_of_modules_run) {
  PyObject *code = KEEP(Py_CompileString("x = 6 * 7\ny = x + z\n", "made.py", Py_file_input));
  PyObject *globals = KEEP(Py_BuildValue("{si}", "z", 8)), *locals = KEEP(PyDict_New());
  if (code == NULL || globals == NULL || locals == NULL) return;
  PyFrameObject *frame = KEEP(PyFrame_New(PyThreadState_Get(), (PyCodeObject *)code, globals, locals));
  if (frame == NULL) return;
  NEW(PyEval_EvalFrame(frame));
  BORROWED(locals);
  PyObject *faulty = KEEP(Py_CompileString("x = 1\nraise KeyError(x)\n", "made.py", Py_file_input));
  PyFrameObject *raises = faulty != NULL ? KEEP(PyFrame_New(PyThreadState_Get(), (PyCodeObject *)faulty, globals, locals)) : NULL;
  if (raises == NULL) return;
  NEW(PyEval_EvalFrameEx(raises, 0));
  BORROWED(locals);
}

TEST(frames_of_functions_run) {
  run("def f(a, b):\n  c = a + b\n  return c * 2\n"
      "def inner(a):\n  def g(): return a * 3\n  return g()\n"
      "def caller(): import sys; return sys._getframe(0).f_code.co_name, sys._getframe(0).f_back is None\n");
  PyFrameObject *frame = KEEP(frame_of("f", "{'a': 1, 'b': 20, 'unknown': 3}"));
  if (frame == NULL) return;
  show_locals(frame);
  NEW(PyEval_EvalFrame(frame));
  show_locals(frame);
  PyFrameObject *unbound = KEEP(frame_of("f", "{'a': 1}"));
  if (unbound != NULL) NEW(PyEval_EvalFrame(unbound));
  PyFrameObject *wrong = KEEP(frame_of("f", "{'a': 1, 'b': 'x'}"));
  if (wrong != NULL) NEW(PyEval_EvalFrame(wrong));
  PyFrameObject *named = KEEP(frame_of("caller", "{}"));
  if (named != NULL) NEW(PyEval_EvalFrame(named));
}

TEST(frames_begin_with_an_exception) {
  run("def f(a):\n  try:\n    return a\n  finally:\n    print('never')\n");
  PyFrameObject *frame = KEEP(frame_of("f", "{'a': 1}"));
  if (frame == NULL) return;
  PyErr_SetString(PyExc_KeyError, "thrown in");
  PyObject *none = PyEval_EvalFrameEx(frame, 1), *type, *value, *traceback;
  printf("%d\n", none == NULL);
  PyErr_Fetch(&type, &value, &traceback);
  if (traceback != NULL) set_global("entry", traceback);
  PyErr_Restore(type, value, NULL);
  show_error("thrown");
  if (traceback != NULL) NEW(eval("(entry.tb_frame.f_code.co_name, entry.tb_lineno, entry.tb_next)"));
  Py_XDECREF(traceback);
  run("entry = None\n");
}

TEST(frames_variables_come_and_go) {
  run("def f(a, b): return a\n");
  PyFrameObject *frame = KEEP(frame_of("f", "{'a': [], 'b': 2}"));
  PyObject *locals = frame != NULL ? KEEP(PyFrame_GetLocals(frame)) : NULL;
  if (locals == NULL) return;
  PyDict_DelItemString(locals, "a");
  PyFrame_LocalsToFast(frame, 0); /* what is not there stays */
  INT(PyFrame_FastToLocalsWithError(frame));
  BORROWED(locals);
  PyDict_DelItemString(locals, "a");
  PyFrame_LocalsToFast(frame, 1);
  INT(PyFrame_FastToLocalsWithError(frame));
  BORROWED(locals);
}

/* Expressions that are never computed make sure that there is room on CPython's stack. */
#define DEEP "    (n, (n, (n, (n, (n, n)))))\n"

TEST(frames_become_generators) {
  run("def count(n):\n  if n < 0:\n" DEEP "  while n > 0:\n    got = yield n\n    if got: print('got', got)\n    n -= 1\n  return 'end'\n");
  PyFrameObject *frame = frame_of("count", "{'n': 3}");
  if (frame == NULL) return;
  PyObject *generator = KEEP(PyGen_New(frame));
  if (generator == NULL) return;
  INT(PyGen_CheckExact(generator));
  set_global("generator", generator);
  NEW(eval("(generator.__name__, generator.__qualname__, generator.gi_running, generator.gi_code is count.__code__)"));
  NEW(eval("generator.send(1)"));
  NEW(eval("next(generator)"));
  NEW(eval("generator.send('this')"));
  NEW(eval("generator.gi_frame.f_locals"));
  NEW(eval("list(generator)"));
  run("generator = None\n");
  frame = frame_of("count", "{'n': 2}");
  PyObject *name = KEEP(PyUnicode_FromString("short")), *qualname = KEEP(PyUnicode_FromString("very.long"));
  if (frame == NULL || name == NULL || qualname == NULL) {
    Py_XDECREF(frame);
    return;
  }
  PyObject *named = KEEP(PyGen_NewWithQualName(frame, name, qualname));
  if (named == NULL) return;
  NEW(PyObject_GetAttrString(named, "__name__"));
  NEW(PyObject_GetAttrString(named, "__qualname__"));
  NEW(PySequence_List(named));
}

TEST(frames_become_coroutines) {
  run("async def twice(n):\n  if n < 0:\n" DEEP "  return n * 2\n"
      "async def each(n):\n  if n < 0:\n" DEEP "  while n > 0:\n    yield n\n    n -= 1\n"
      "def run_to_end(awaitable):\n  try: awaitable.send(None)\n  except StopIteration as e: return e.value\n  except StopAsyncIteration: return 'no more'\n");
  PyFrameObject *frame = frame_of("twice", "{'n': 21}");
  if (frame == NULL) return;
  PyObject *name = KEEP(PyUnicode_FromString("short"));
  PyObject *coroutine = KEEP(PyCoro_New(frame, name, name));
  if (coroutine == NULL) return;
  INT(PyCoro_CheckExact(coroutine));
  set_global("coroutine", coroutine);
  NEW(eval("(coroutine.__name__, coroutine.__qualname__, coroutine.cr_origin)"));
  NEW(eval("run_to_end(coroutine)"));
  run("coroutine = None\n");
  frame = frame_of("each", "{'n': 2}");
  if (frame == NULL) return;
  PyObject *each_one = KEEP(PyAsyncGen_New(frame, NULL, NULL));
  if (each_one == NULL) return;
  INT(PyAsyncGen_CheckExact(each_one));
  set_global("each_one", each_one);
  NEW(eval("(each_one.__name__, each_one.ag_running)"));
  NEW(eval("[run_to_end(each_one.__anext__()) for i in range(3)]"));
  run("each_one = None\n");
}
