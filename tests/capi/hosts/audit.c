/* SPDX-License-Identifier: MIT */
/* An audit hook of the host's that is there before the interpreter and forbids something. */
#include <Python.h>

static int imports, opens;

static int hook(const char *event, PyObject *args, void *data) {
  if (strcmp(event, "import") == 0) ++*(int *)data;
  if (strcmp(event, "host.event") == 0) {
    PyObject *text = PyObject_Repr(args);
    printf("%s %s\n", event, PyUnicode_AsUTF8(text));
    fflush(stdout);
    Py_DECREF(text);
  }
  if (strcmp(event, "host.forbidden") == 0) {
    PyErr_SetString(PyExc_PermissionError, "not in this host");
    return -1;
  }
  if (strcmp(event, "open") == 0) opens++;
  return 0;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  if (PySys_AddAuditHook(hook, &imports) < 0) return 1;
  Py_Initialize();
  int before = opens;
  PyRun_SimpleString("import sys\nsys.audit('host.event', 1, 'two')\n"
                     "try:\n  sys.audit('host.forbidden')\nexcept PermissionError as e:\n  print('refused:', e)\n"
                     "open('greeting.py').close()\nimport multiply\n");
  printf("%d %d\n", imports > 0, opens > before);
  printf("%d\n", PySys_Audit("host.event", "si", "from C", 5));
  printf("%d\n", PySys_Audit("host.event", NULL));
  printf("%d\n", PySys_Audit("host.forbidden", "O", Py_None));
  fflush(stdout);
  PyErr_Print();
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
