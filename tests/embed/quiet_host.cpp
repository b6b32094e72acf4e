// SPDX-License-Identifier: MIT
// A host that starts an isolated interpreter, runs something, and ends it; then one that imports, too, from the library and from files in memory.
// tests/embed/run.py watches what it asks the system for between the marks.
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

/// The same with files in memory, where its modules are.
bool live_on_memory(const char* program) {
  constexpr char kModule[] = "import pkg.part\nvalue = pkg.part.value\n", kPart[] = "value = 42\n";
  const PyEmb_File files[] = {{"mod.py", kModule, sizeof kModule - 1}, {"pkg/part.py", kPart, sizeof kPart - 1}};
  char path[] = "/game";
  char* paths[] = {path};
  PyInitConfig* config = PyInitConfig_Create();
  bool well = config != nullptr && PyInitConfig_MountFiles(config, "/game", files, 2) == 0 &&
              PyInitConfig_SetStrList(config, "module_search_paths", 1, paths) == 0 && Py_InitializeFromInitConfig(config) == 0;
  PyInitConfig_Free(config);
  well = well && PyRun_SimpleString(program) == 0;
  return Py_FinalizeEx() == 0 && well;
}

}  // namespace

int main() {
  static_cast<void>(access("/mark/begin", F_OK));
  bool well = live("class A: pass\nassert sum(range(10)) == 45\n");
  static_cast<void>(access("/mark/imports", F_OK));
  well = live("import json, re, collections\nassert json.loads('[1]') == [1]\n") && well;
  well = live_on_memory("import mod\nassert mod.value == 42 and open('/game/mod.py').readline() == 'import pkg.part\\n'\n") && well;
  static_cast<void>(access("/mark/end", F_OK));
  return well ? 0 : 1;
}
