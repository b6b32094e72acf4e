/* SPDX-License-Identifier: MIT */
/* run: */
/* run: one two */
/* PEP 587: the Python configuration, changed, read, and run. */
#include <Python.h>

static void show(const char *name, const wchar_t *text) { printf("%s %ls\n", name, text != NULL ? text : L"(null)"); }

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyPreConfig preconfig;
  PyPreConfig_InitPythonConfig(&preconfig);
  printf("%d %d %d\n", preconfig.isolated, preconfig.use_environment, preconfig.parse_argv);
  preconfig.utf8_mode = 1;
  preconfig.parse_argv = 0;
  PyStatus status = Py_PreInitialize(&preconfig);
  if (PyStatus_Exception(status)) Py_ExitStatusException(status);

  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.parse_argv = 0;
  config.optimization_level = 1;
  config.write_bytecode = 0;
  config.site_import = 0;
  config.use_environment = 0;
  config.use_hash_seed = 1;
  config.hash_seed = 42;
  if (PyStatus_Exception(status = PyConfig_SetBytesArgv(&config, argc, argv))) goto failed;
  if (PyStatus_Exception(status = PyConfig_SetString(&config, &config.program_name, L"hosted"))) goto failed;
  if (PyStatus_Exception(status = PyWideStringList_Append(&config.warnoptions, L"ignore::UserWarning"))) goto failed;
  if (PyStatus_Exception(status = PyWideStringList_Append(&config.xoptions, L"speed=fast"))) goto failed;
  if (PyStatus_Exception(status = PyWideStringList_Insert(&config.xoptions, 0, L"first"))) goto failed;
  if (PyStatus_Exception(status = PyConfig_Read(&config))) goto failed;
  show("program_name", config.program_name);
  show("stdio_encoding", config.stdio_encoding);
  show("filesystem_encoding", config.filesystem_encoding);
  printf("argv %zd, xoptions %zd, warnoptions %zd\n", config.argv.length, config.xoptions.length, config.warnoptions.length);
  if (PyStatus_Exception(status = Py_InitializeFromConfig(&config))) goto failed;
  PyConfig_Clear(&config);
  int failed = PyRun_SimpleString("import sys\n"
                                  "print(sys.argv[1:], sys.flags.optimize, sys.flags.utf8_mode, sys.flags.no_site, sys.flags.ignore_environment, sys.flags.hash_randomization)\n"
                                  "print(sys._xoptions, sys.warnoptions, __debug__, sys.dont_write_bytecode, 'site' in sys.modules)\n"
                                  "assert False\n");
  if (Py_FinalizeEx() < 0) return 120;
  return failed;

failed:
  PyConfig_Clear(&config);
  Py_ExitStatusException(status);
}
