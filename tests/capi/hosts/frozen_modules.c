/* SPDX-License-Identifier: MIT */
/* A host that brings modules of its own in tables: built-in ones, in a table that takes the place of the library's, and frozen ones. */
#include <Python.h>

#include <marshal.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "in_a_table", "made by the host", 0, NULL, NULL, NULL, NULL, NULL};
static PyObject *init_module(void) { return PyModule_Create(&definition); }

/* The library's rows, then those of the host. */
static void extend_table(struct _inittab *rows) {
  size_t known = 0, added = 0;
  while (PyImport_Inittab[known].name != NULL) known++;
  while (rows[added].name != NULL) added++;
  struct _inittab *table = malloc((known + added + 1) * sizeof *table);
  memcpy(table, PyImport_Inittab, known * sizeof *table);
  memcpy(table + known, rows, (added + 1) * sizeof *table);
  PyImport_Inittab = table;
}

static PyObject *marshalled(const char *source, const char *file) {
  PyObject *code = Py_CompileString(source, file, Py_file_input);
  PyObject *bytes = code != NULL ? PyMarshal_WriteObjectToString(code, Py_MARSHAL_VERSION) : NULL;
  Py_XDECREF(code);
  return bytes;
}

static const char script[] =
    "import _imp, sys\n"
    "import in_a_table\n"
    "print(in_a_table.__doc__, 'in_a_table' in sys.builtin_module_names)\n"
    "import frozen_here\n"
    "print(frozen_here.answer, frozen_here.__spec__.origin, frozen_here.__name__)\n"
    "import frozen_pack.inside\n"
    "print(type(frozen_pack.__path__), frozen_pack.inside.value)\n"
    "for name in 'frozen_here', 'frozen_pack', 'left_out', 'empty', 'no_code', 'unknown':\n"
    "    for function in _imp.is_frozen, _imp.is_frozen_package, _imp.find_frozen, _imp.get_frozen_object:\n"
    "        try:\n"
    "            answer = function(name)\n"
    "            print(name, function.__name__, answer if function is not _imp.get_frozen_object else type(answer))\n"
    "        except Exception as error: print(name, function.__name__, type(error).__name__, error)\n"
    "print([name for name in _imp._frozen_module_names() if name.startswith('frozen_')])\n"
    "try: import left_out\n"
    "except ImportError as error: print(error)\n"
    "try: import empty\n"
    "except ImportError as error: print(error)\n";

int main(void) {
  static struct _inittab rows[] = {{"in_a_table", init_module}, {NULL, NULL}};
  static struct _frozen frozen[] = {
      {"frozen_here", NULL, 0, 0, NULL}, {"frozen_pack", NULL, 0, 1, NULL}, {"frozen_pack.inside", NULL, 0, 0, NULL},
      {"left_out", NULL, 0, 0, NULL},    {"empty", (const unsigned char *)"", 0, 0, NULL}, {"no_code", (const unsigned char *)"i\3\0\0\0", 5, 0, NULL},
      {NULL, NULL, 0, 0, NULL}};
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  extend_table(rows);
  for (int i = 0; i < 2; i++) {
    Py_Initialize();
    const char *sources[] = {"answer = 6 * 7\n", "", "value = __name__\n"};
    PyObject *code[3] = {NULL, NULL, NULL};
    for (int k = 0; k < 3; k++) {
      code[k] = marshalled(sources[k], "of_the_host.py");
      if (code[k] == NULL) return 1;
      frozen[k].code = (const unsigned char *)PyBytes_AsString(code[k]);
      frozen[k].size = (int)PyBytes_Size(code[k]);
    }
    PyImport_FrozenModules = frozen;
    PyRun_SimpleString(script);
    fflush(stdout);
    printf("%d\n", PyImport_ImportFrozenModule("frozen_here"));
    printf("%d\n", PyImport_ImportFrozenModule("frozen_pack"));
    printf("%d\n", PyImport_ImportFrozenModule("left_out"));
    fflush(stdout);
    PyErr_Print();
    printf("%d\n", PyImport_ImportFrozenModule("unknown"));
    PyImport_FrozenModules = NULL;
    for (int k = 0; k < 3; k++) Py_DECREF(code[k]);
    if (Py_FinalizeEx() < 0) return 1;
  }
  return 0;
}
