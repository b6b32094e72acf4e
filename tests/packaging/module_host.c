/* SPDX-License-Identifier: MIT */
/* A host whose scripts import extension modules from the folder that is its argument. */
#include "Python.h"

int main(int argc, char **argv) {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status) || PyEmb_ShowApi() == NULL) return 1;
  int failed = PyRun_SimpleString("import sys\nsys.path.insert(0, sys.argv[1])\nimport greeting\nprint(greeting.hello(name='module'))\n");
  return Py_FinalizeEx() != 0 || failed != 0;
}
