/* SPDX-License-Identifier: MIT */
/* PEP 741: a start by the names of options. CPython has it from 3.14 on; before, the same start is made with PyConfig. */
#include <Python.h>

#if PY_VERSION_HEX >= 0x030E0000 || defined(PYEMB_VERSION) || defined(PYEMB_TESTED)
static int start(void) {
  PyInitConfig *config = PyInitConfig_Create();
  if (config == NULL) return -1;
  char *const options[] = {"a=1", "b"};
  const char *message;
  int failed = PyInitConfig_SetInt(config, "optimization_level", 2) < 0 || PyInitConfig_SetInt(config, "utf8_mode", 1) < 0 || PyInitConfig_SetStr(config, "program_name", "named") < 0 ||
               PyInitConfig_SetStrList(config, "xoptions", 2, options) < 0 || PyInitConfig_SetInt(config, "site_import", 0) < 0 || Py_InitializeFromInitConfig(config) < 0;
  if (failed && PyInitConfig_GetError(config, &message)) fprintf(stderr, "%s\n", message);
  PyInitConfig_Free(config);
  return failed ? -1 : 0;
}
#else
static int start(void) {
  PyConfig config;
  PyPreConfig preconfig;
  PyPreConfig_InitIsolatedConfig(&preconfig);
  preconfig.utf8_mode = 1;
  Py_PreInitialize(&preconfig);
  PyConfig_InitIsolatedConfig(&config);
  config.optimization_level = 2;
  config.site_import = 0;
  PyConfig_SetString(&config, &config.program_name, L"named");
  PyWideStringList_Append(&config.xoptions, L"a=1");
  PyWideStringList_Append(&config.xoptions, L"b");
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return PyStatus_Exception(status) ? -1 : 0;
}
#endif

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  if (start() < 0) return 1;
  PyRun_SimpleString("import sys\nprint(sys.flags.optimize, sys.flags.isolated, sys._xoptions, sys.flags.utf8_mode, sys.flags.no_site, sys.flags.safe_path)\n");
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
