/* SPDX-License-Identifier: MIT */
/* run: */
/* run: a b c */
/* Extending the embedded interpreter: modules of the host's own, one with state and a type. */
#include <Python.h>

static int number_of_arguments;

static PyObject *numargs(PyObject *self, PyObject *args) {
  if (!PyArg_ParseTuple(args, ":numargs")) return NULL;
  return PyLong_FromLong(number_of_arguments);
}
static PyMethodDef methods[] = {{"numargs", numargs, METH_VARARGS, "Return the number of arguments received by the process."}, {NULL, NULL, 0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "emb", NULL, -1, methods, NULL, NULL, NULL, NULL};
static PyObject *PyInit_emb(void) { return PyModule_Create(&definition); }

typedef struct {
  long calls;
} State;
static PyObject *log_call(PyObject *module, PyObject *text) {
  State *state = PyModule_GetState(module);
  PyObject *line = PyUnicode_FromFormat("%ld: %S", ++state->calls, text);
  if (line == NULL) return NULL;
  printf("%s\n", PyUnicode_AsUTF8(line));
  fflush(stdout);
  return line;
}
static PyMethodDef log_methods[] = {{"log", log_call, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static int log_exec(PyObject *module) { return PyModule_AddIntConstant(module, "level", 5); }
static PyModuleDef_Slot log_slots[] = {{Py_mod_exec, log_exec}, {0, NULL}};
static PyModuleDef log_definition = {PyModuleDef_HEAD_INIT, "host.log", "The host's log.", sizeof(State), log_methods, log_slots, NULL, NULL, NULL};
static PyObject *PyInit_log(void) { return PyModuleDef_Init(&log_definition); }

static struct _inittab more[] = {{"hostlog", PyInit_log}, {NULL, NULL}};

int main(int argc, char *argv[]) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  number_of_arguments = argc;
  if (PyImport_AppendInittab("emb", &PyInit_emb) != 0 || PyImport_ExtendInittab(more) != 0) return 1;
  Py_Initialize();
  int status = PyRun_SimpleString("import emb, sys\n"
                                  "print('Number of arguments', emb.numargs())\n"
                                  "import hostlog\n"
                                  "hostlog.log('a'); print(repr(hostlog.log([1])), hostlog.level, hostlog.__name__, hostlog.__doc__)\n"
                                  "print('emb' in sys.builtin_module_names, 'hostlog' in sys.builtin_module_names, emb.__spec__.origin, emb)\n"
                                  "import importlib\n"
                                  "print(importlib.reload(emb) is emb, emb.__loader__)\n"
                                  "emb.numargs(1)\n");
  return Py_FinalizeEx() < 0 ? 120 : status == 0 ? 0 : 4;
}
