/* SPDX-License-Identifier: MIT */
/* run: wide */
/* run: bytes */
/* run: streams */
/* run: exit */
/* PEP 587 step by step: the preinitialization reads a command line of its own, lists are set as a whole, and the core comes before the rest. */
#include <Python.h>

static int failed(PyStatus status) {
  if (!PyStatus_Exception(status)) return 0;
  printf("%s: %s\n", status.func != NULL ? status.func : "-", status.err_msg != NULL ? status.err_msg : "-");
  return 1;
}

static int preinitialize(int wide) {
  PyPreConfig preconfig;
  PyPreConfig_InitPythonConfig(&preconfig);
  preconfig.use_environment = 0;
  wchar_t *wide_arguments[] = {L"program", L"-X", L"utf8", L"script.py"};
  char *arguments[] = {"program", "-X", "utf8", "script.py"};
  return failed(wide ? Py_PreInitializeFromArgs(&preconfig, 4, wide_arguments) : Py_PreInitializeFromBytesArgs(&preconfig, 4, arguments));
}

static int start(int wide) {
  if (preinitialize(wide)) return 1;
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.use_environment = 0;
  wchar_t *options[] = {L"faulthandler=no", L"importtime_not"}, *warnings[] = {L"ignore::DeprecationWarning", L"error::BytesWarning"};
  wchar_t *arguments[] = {L"", L"one", L"two"};
  int wrong = failed(PyConfig_SetWideStringList(&config, &config.xoptions, 1, options)) || failed(PyConfig_SetWideStringList(&config, &config.xoptions, 2, options + 0)) ||
              failed(PyConfig_SetWideStringList(&config, &config.warnoptions, 2, warnings)) || failed(PyConfig_SetWideStringList(&config, &config.argv, 3, arguments));
  printf("%d %zd %zd %zd\n", wrong, config.xoptions.length, config.warnoptions.length, config.argv.length);
  config._init_main = 0;
  if (failed(Py_InitializeFromConfig(&config))) return 1;
  PyConfig_Clear(&config);
  printf("%d %d\n", _Py_IsCoreInitialized() != 0, Py_IsInitialized() != 0);
  if (failed(_Py_InitializeMain())) return 1;
  printf("%d %d\n", _Py_IsCoreInitialized() != 0, Py_IsInitialized() != 0);
  PyRun_SimpleString("import sys\n"
                     "print(sys.argv, sys.warnoptions, sorted(sys._xoptions), sys.flags.utf8_mode)\n");
  return Py_FinalizeEx() < 0;
}

static int with_streams(void) {
  printf("%d\n", Py_SetStandardStreamEncoding("latin-1", "backslashreplace"));
  Py_Initialize();
  printf("%d\n", Py_SetStandardStreamEncoding("ascii", NULL));
  PyRun_SimpleString("import sys\n"
                     "print(sys.stdout.encoding, sys.stdout.errors, sys.stdin.encoding, sys.stderr.encoding, sys.stderr.errors)\n"
                     "print('\\u20ac')\n");
  return Py_FinalizeEx() < 0;
}

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  if (argc < 2) return 2;
  PyMem_SetupDebugHooks();
  if (argv[1][0] == 'e') Py_ExitStatusException(PyStatus_Exit(3));
  return argv[1][0] == 's' ? with_streams() : start(argv[1][0] == 'w');
}
