/* SPDX-License-Identifier: MIT */
/* A host in C. */
#include "Python.h"

int main(void) {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) return 1;
  int failed = PyRun_SimpleString("import sys, decimal\nprint(sys.implementation.name, decimal.Decimal('0.1') * 3)\n");
  return Py_FinalizeEx() != 0 || failed != 0;
}
