/* SPDX-License-Identifier: MIT */
/* A host that is itself a plugin: a shared library that shows one function. It has the interpreter inside, and extension modules find none of its
 * symbols: only the table. Compiled with NO_TABLE it does not ask for that. With MODULE_INSIDE units.c is in it, too, compiled for the table. */
#include <Python.h>

PyMODINIT_FUNC PyInit_units(void);
extern const struct PyEmb_Api *pyemb_api;

Py_EXPORTED_SYMBOL int run_script(const char *script, char *const *argv, int argc);

int run_script(const char *script, char *const *argv, int argc) {
#ifndef NO_TABLE
  if (PyEmb_ShowApi() == NULL) return 3;
#endif
#ifdef MODULE_INSIDE
  pyemb_api = PyEmb_ShowApi();
  if (PyImport_AppendInittab("units_inside", PyInit_units) != 0) return 6;
#endif
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) return 4;
  FILE *file = fopen(script, "r");
  if (file == NULL) return 5;
  const int failed = PyRun_SimpleFileEx(file, script, 1);
  return Py_FinalizeEx() != 0 || failed != 0;
}
