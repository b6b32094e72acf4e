// SPDX-License-Identifier: MIT
// A host that starts an isolated interpreter, runs something, and ends it; then one that imports, too. tests/embed/run.py watches what it asks the system
// for between the marks.
#include <unistd.h>

#include "Python.h"

namespace {

bool live(const char* program) {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) return false;
  const bool well = PyRun_SimpleString(program) == 0;
  return Py_FinalizeEx() == 0 && well;
}

}  // namespace

int main() {
  static_cast<void>(access("/mark/begin", F_OK));
  bool well = live("class A: pass\nassert sum(range(10)) == 45\n");
  static_cast<void>(access("/mark/imports", F_OK));
  well = live("import json, re, collections\nassert json.loads('[1]') == [1]\n") && well;
  static_cast<void>(access("/mark/end", F_OK));
  return well ? 0 : 1;
}
