/* SPDX-License-Identifier: MIT */
/* A host that makes modules of text that it holds in memory, one importing the other. */
#include <Python.h>

static PyObject *make(const char *name, const char *text, const char *file) {
  PyObject *code = Py_CompileString(text, file, Py_file_input);
  if (code == NULL) {
    PyErr_Print();
    return NULL;
  }
  PyObject *module = PyImport_ExecCodeModuleEx(name, code, file);
  Py_DECREF(code);
  if (module == NULL) PyErr_Print();
  return module;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  PyObject *a = make("archive.a", "import sys\nvalue = 20\ndef double(x): return 2 * x\nprint('a is', __name__, __file__)\n", "/archive/a.py");
  PyObject *b = make("b", "import sys\na = sys.modules['archive.a']\nvalue = a.double(a.value) + 2\n", "/archive/b.py");
  if (a == NULL || b == NULL) return 1;
  PyObject *value = PyObject_GetAttrString(b, "value");
  printf("%ld\n", PyLong_AsLong(value));
  Py_DECREF(value);
  printf("%d\n", make("c", "1 +", "/archive/c.py") == NULL);
  printf("%d\n", make("d", "raise ImportError('d refuses')", "/archive/d.py") == NULL);
  fflush(stdout);
  PyObject *modules = PyImport_GetModuleDict();
  printf("%d %d\n", PyMapping_HasKeyString(modules, "b"), PyMapping_HasKeyString(modules, "d"));
  PyObject *name = PyUnicode_FromString("archive.a"), *found = PyImport_GetModule(name);
  printf("%d\n", found == a);
  printf("%s %s\n", PyModule_GetName(a), PyModule_GetFilename(b));
  PyObject *empty = PyImport_AddModule("fresh");
  PyModule_AddStringConstant(empty, "text", "of the host");
  PyRun_SimpleString("import fresh, b\nprint(fresh.text, fresh, b.value, b.__file__)\n");
  PyObject *level = PyImport_ImportModuleLevel("json.decoder", NULL, NULL, NULL, 0);
  printf("%s\n", PyModule_GetName(level));
  PyObject *reloaded = PyImport_ReloadModule(level);
  printf("%d\n", reloaded == level);
  fflush(stdout);
  Py_XDECREF(found);
  Py_DECREF(name);
  Py_DECREF(a);
  Py_DECREF(b);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
