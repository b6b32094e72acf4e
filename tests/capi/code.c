/* SPDX-License-Identifier: MIT */
/* Code objects made of parts, and what C code keeps with them. */
#include "capi_test.h"

/* The attributes of a code object, new references; 0: no memory. */
typedef struct {
  PyObject *code, *consts, *names, *varnames, *freevars, *cellvars, *filename, *name, *qualname, *linetable, *exceptiontable;
  int argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, firstlineno;
} Parts;

static PyObject *part(PyObject *code, const char *name) { return KEEP(PyObject_GetAttrString(code, name)); }
static int number(PyObject *code, const char *name) {
  PyObject *value = PyObject_GetAttrString(code, name);
  int result = value != NULL ? (int)PyLong_AsLong(value) : 0;
  Py_XDECREF(value);
  return result;
}
static int take_parts(PyObject *code, Parts *to) {
  *to = (Parts){part(code, "co_code"), part(code, "co_consts"), part(code, "co_names"), part(code, "co_varnames"), part(code, "co_freevars"),
                part(code, "co_cellvars"), part(code, "co_filename"), part(code, "co_name"), part(code, "co_qualname"), part(code, "co_linetable"),
                part(code, "co_exceptiontable"), number(code, "co_argcount"), number(code, "co_posonlyargcount"), number(code, "co_kwonlyargcount"),
                number(code, "co_nlocals"), number(code, "co_stacksize"), number(code, "co_flags"), number(code, "co_firstlineno")};
  return !PyErr_Occurred();
}
static PyObject *make(const Parts *p) {
  return (PyObject *)PyCode_NewWithPosOnlyArgs(p->argcount, p->posonlyargcount, p->kwonlyargcount, p->nlocals, p->stacksize, p->flags, p->code, p->consts,
                                               p->names, p->varnames, p->freevars, p->cellvars, p->filename, p->name, p->qualname, p->firstlineno,
                                               p->linetable, p->exceptiontable);
}

TEST(code_of_parts) {
  run("def f(a, b, /, c=3, *rest, d, **more):\n"
      "  try:\n    return [a, b, c, rest, d, more, (lambda: a)()][:7 // d]\n"
      "  except ZeroDivisionError as e:\n    return str(e)\n"
      "def outer():\n  seen = []\n  def g(x): seen.append(x); return seen\n  return g\n");
  PyObject *code = KEEP(eval("f.__code__"));
  Parts parts;
  if (code == NULL || !take_parts(code, &parts)) return;
  PyObject *same = KEEP(make(&parts));
  if (same == NULL) return;
  INT(PyObject_RichCompareBool(same, code, Py_EQ));
  set_global("same", same);
  NEW(eval("[getattr(same, a) == getattr(f.__code__, a) for a in dir(same) if a.startswith('co_') and a not in ('co_lines', 'co_positions')]"));
  run("import types\ng = types.FunctionType(same, globals())\ng.__defaults__ = (3,)\n");
  NEW(eval("g(1, 2, d=1, e=5)"));
  NEW(eval("g(1, 2, 3, 4, 5, d=0)"));
  NEW(eval("g(1, b=2, d=0)"));
  parts.name = KEEP(PyUnicode_FromString("renamed"));
  parts.filename = KEEP(PyUnicode_FromString("elsewhere.py"));
  parts.firstlineno = 100;
  PyObject *moved = parts.name != NULL && parts.filename != NULL ? KEEP(make(&parts)) : NULL;
  if (moved == NULL) return;
  set_global("same", moved);
  NEW(eval("(same.co_name, same.co_qualname, same.co_filename, same.co_firstlineno, [line for *_, line in same.co_lines() if line][0])"));
  PyObject *inner = KEEP(eval("outer().__code__"));
  if (inner == NULL || !take_parts(inner, &parts)) return;
  PyObject *closed = KEEP((PyObject *)PyCode_New(parts.argcount, parts.kwonlyargcount, parts.nlocals, parts.stacksize, parts.flags, parts.code, parts.consts,
                                                 parts.names, parts.varnames, parts.freevars, parts.cellvars, parts.filename, parts.name, parts.qualname,
                                                 parts.firstlineno, parts.linetable, parts.exceptiontable));
  if (closed == NULL) return;
  set_global("same", closed);
  NEW(eval("types.FunctionType(same, globals(), 'g', None, outer().__closure__)(7)"));
  run("same = g = None\n");
}

TEST(code_of_wrong_parts) {
  run("def f(a, b): return a + b\n");
  PyObject *code = KEEP(eval("f.__code__")), *number_one = KEEP(PyLong_FromLong(1));
  Parts parts;
  if (code == NULL || !take_parts(code, &parts)) return;
#define WITH(field, value)          \
  do {                              \
    Parts wrong = parts;            \
    wrong.field = (value);          \
    FAILS(make(&wrong));            \
  } while (0)
  WITH(argcount, -1);
  WITH(posonlyargcount, 3);
  WITH(kwonlyargcount, -1);
  WITH(stacksize, -1);
  WITH(code, number_one);
  WITH(code, NULL);
  WITH(consts, NULL);
  WITH(names, number_one);
  WITH(varnames, NULL);
  WITH(freevars, number_one);
  WITH(cellvars, NULL);
  WITH(filename, number_one);
  WITH(name, NULL);
  WITH(qualname, number_one);
  WITH(linetable, number_one);
  WITH(exceptiontable, NULL);
  WITH(nlocals, 5);
  FAILS(PyCode_New(-1, 0, 0, 0, 0, parts.code, parts.consts, parts.names, parts.varnames, parts.freevars, parts.cellvars, parts.filename, parts.name,
                   parts.qualname, 1, parts.linetable, parts.exceptiontable));
  PyObject *optimized = PyCode_Optimize(parts.code, parts.consts, parts.names, parts.linetable);
  INT(optimized == parts.code);
  Py_XDECREF(optimized);
}

static void release_extra(void *extra) { printf("released %s\n", (const char *)extra); }

TEST(code_keeps_what_c_code_gives_it) {
  static Py_ssize_t first = -1, second = -1; /* of the process: the body may run again */
  if (first < 0) {
    first = _PyEval_RequestCodeExtraIndex(release_extra);
    second = _PyEval_RequestCodeExtraIndex(NULL);
  }
  PyObject *code = Py_CompileString("1", "made.py", Py_eval_input), *number_one = KEEP(PyLong_FromLong(1));
  if (code == NULL || first < 0 || second < 0) {
    Py_XDECREF(code);
    return;
  }
  INT(second - first);
  void *extra = code;
  INT(_PyCode_GetExtra(code, first, &extra));
  INT(extra == NULL);
  if (_PyCode_SetExtra(code, first, "one") != 0) {
    FAILS(NULL);
    Py_DECREF(code);
    return;
  }
  INT(_PyCode_GetExtra(code, first, &extra));
  TEXT(extra);
  INT(_PyCode_GetExtra(code, second, &extra));
  INT(extra == NULL);
  INT(_PyCode_SetExtra(code, second, "of the second"));
  INT(_PyCode_SetExtra(code, first, "two"));
  INT(_PyCode_GetExtra(code, second, &extra));
  TEXT(extra);
  INT(_PyCode_GetExtra(code, 200, &extra));
  INT(extra == NULL);
  FAILS(_PyCode_SetExtra(code, 200, "no such index"));
  FAILS(_PyCode_SetExtra(code, -1, "no such index"));
  FAILS(_PyCode_SetExtra(number_one, first, "no code"));
  FAILS(_PyCode_GetExtra(number_one, first, &extra));
  printf("the code dies\n");
  Py_DECREF(code);
  printf("it is dead\n");
}
