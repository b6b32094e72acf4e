/* SPDX-License-Identifier: MIT */
/* run: -c "print('run')" */
/* run: -c "import sys; sys.exit('a text')" */
/* run: -c "raise ValueError" */
/* run: -m nowhere_at_all */
/* run: greeting.py */
/* run: absent.py */
/* PEP 587: a command line of Python's own; what makes it leave before it starts is a status. */
#include <Python.h>

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyStatus made[] = {PyStatus_Ok(), PyStatus_Error("a message"), PyStatus_NoMemory(), PyStatus_Exit(5)};
  for (int i = 0; i < 4; i++) {
    printf("%d %d %d %d %s\n", PyStatus_Exception(made[i]), PyStatus_IsError(made[i]), PyStatus_IsExit(made[i]), made[i].exitcode, made[i].err_msg ? made[i].err_msg : "-");
  }
  fflush(stdout);
  argv[0] = "python3.11";
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.use_environment = 0;
  PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
  if (!PyStatus_Exception(status)) status = PyConfig_SetBytesString(&config, &config.program_name, "/usr/bin/python3.11");
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_IsExit(status)) {
    fflush(stdout);
    fprintf(stderr, "leaves with %d\n", status.exitcode);
    return status.exitcode;
  }
  if (PyStatus_Exception(status)) Py_ExitStatusException(status);
  return Py_RunMain();
}
