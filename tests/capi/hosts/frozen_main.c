/* SPDX-License-Identifier: MIT */
/* A program that is the frozen module __main__.
 * run: well -E argument
 * run: exits
 * run: raises */
#include <Python.h>

#include "marshal.h"

static char body[100000];

int main(int argc, char **argv) {
  const char *source = strcmp(argv[1], "well") == 0 ? "import sys\nprint(__name__, sys.argv[1:], sys.flags.ignore_environment)\n"
                       : strcmp(argv[1], "exits") == 0 ? "import sys\nprint('leaving')\nsys.exit(3)\n"
                                                       : "def f():\n  raise KeyError('lost')\nf()\n";
  Py_InitializeEx(0);
  PyObject *code = Py_CompileString(source, "<made>", Py_file_input), *bytes = PyMarshal_WriteObjectToString(code, Py_MARSHAL_VERSION);
  const Py_ssize_t size = PyBytes_Size(bytes);
  memcpy(body, PyBytes_AsString(bytes), (size_t)size);
  Py_DECREF(code);
  Py_DECREF(bytes);
  if (Py_FinalizeEx() < 0) return 120;
  struct _frozen modules[] = {{"__main__", (const unsigned char *)body, (int)size, 0, NULL}, {0}};
  PyImport_FrozenModules = modules;
  const int status = Py_FrozenMain(argc, argv);
  if (status != 3) printf("status %d\n", status); /* CPython exits in the place of returning it */
  return status;
}
