/* SPDX-License-Identifier: MIT */
/* PEP 587: the isolated configuration, its own list of paths, lists of strings, a script run by Py_RunMain(), whose status is that of the program. */
#include <Python.h>

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyPreConfig preconfig;
  PyPreConfig_InitIsolatedConfig(&preconfig);
  printf("%d %d %d %d\n", preconfig.isolated, preconfig.use_environment, preconfig.parse_argv, preconfig.configure_locale);
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  printf("%d %d %d %d %d %d\n", config.isolated, config.use_environment, config.user_site_directory, config.install_signal_handlers, config.dev_mode, config.safe_path);
  config.parse_argv = 1;
  config.site_import = 0;
  wchar_t *arguments[] = {L"program", L"-c", L"import sys; print(sys.argv, sys.flags.isolated); print(len(sys.path)); sys.exit(int(sys.argv[1]))", L"7", L"more"};
  PyStatus status = PyConfig_SetArgv(&config, 5, arguments);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_IsExit(status)) return status.exitcode;
  if (PyStatus_IsError(status)) {
    printf("%s: %s\n", status.func, status.err_msg);
    return 99;
  }
  PyObject *path = PySys_GetObject("path");
  printf("%d %d\n", PyList_Check(path), Py_IsInitialized());
  while (PyList_GET_SIZE(path) > 1) PyList_SetSlice(path, 1, 2, NULL);
  fflush(stdout);
  return Py_RunMain();
}
