/* SPDX-License-Identifier: MIT */
/* A host that opens the files of programs itself. */
#include <Python.h>

static int refuses = 0;

/* The same text for every relative path. */
static PyObject *open_code(PyObject *path, void *data) {
  PyObject *io = PyImport_ImportModule("_io"), *stream = NULL;
  if (io == NULL) return NULL;
  if (PyUnicode_READ_CHAR(path, 0) == '/') { /* the library's own files, if it has any */
    stream = PyObject_CallMethod(io, "open", "Os", path, "rb");
    Py_DECREF(io);
    return stream;
  }
  printf("%s opens %s\n", (const char *)data, PyUnicode_AsUTF8(path));
  fflush(stdout);
  if (refuses) {
    Py_DECREF(io);
    PyErr_Format(PyExc_PermissionError, "%U is not allowed", path);
    return NULL;
  }
  stream = PyObject_CallMethod(io, "BytesIO", "y", "opened = 'by the host'\n");
  Py_DECREF(io);
  return stream;
}

static const char script[] =
    "import io, _io\n"
    "print(io.open_code('a/file.py').read())\n"
    "try: io.open_code(3)\n"
    "except TypeError as error: print(error)\n"
    "import sys, importlib.machinery\n"
    "loader = importlib.machinery.SourceFileLoader('opened', 'x/opened.py')\n"
    "print(loader.get_data('x/opened.py'))\n";

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  printf("%d\n", PyFile_SetOpenCodeHook(open_code, (void *)"the host"));
  printf("%d\n", PyFile_SetOpenCodeHook(open_code, NULL));
  Py_Initialize();
  refuses = 0;
  PyRun_SimpleString(script);
  PyObject *stream = PyFile_OpenCode("by/name.py");
  if (stream != NULL) {
    PyObject *text = PyObject_CallMethod(stream, "read", NULL);
    if (text != NULL) printf("%s", PyBytes_AsString(text));
    Py_XDECREF(text);
    Py_DECREF(stream);
  }
  refuses = 1;
  stream = PyFile_OpenCode("by/name.py");
  printf("%d\n", stream == NULL);
  fflush(stdout);
  PyErr_Print();
  printf("%d\n", PyFile_SetOpenCodeHook(open_code, NULL));
  fflush(stdout);
  PyErr_Print();
  return Py_FinalizeEx() < 0;
}
