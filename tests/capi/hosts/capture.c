/* SPDX-License-Identifier: MIT */
/* What the interpreter writes goes to an object of the host's: a type in C that stands for sys.stdout and sys.stderr. */
#include <Python.h>

static char captured[4096];

typedef struct {
  PyObject_HEAD
  char mark;
} Writer;
static PyObject *writer_write(PyObject *self, PyObject *text) {
  const char *utf8 = PyUnicode_AsUTF8(text);
  if (utf8 == NULL) return NULL;
  for (; *utf8 != '\0' && strlen(captured) < sizeof captured - 3; utf8++) {
    size_t end = strlen(captured);
    if (end == 0 || captured[end - 1] == '\n') captured[end++] = ((Writer *)self)->mark;
    captured[end] = *utf8;
    captured[end + 1] = '\0';
  }
  return PyLong_FromSsize_t(PyUnicode_GetLength(text));
}
static PyObject *writer_flush(PyObject *self, PyObject *unused) { Py_RETURN_NONE; }
static PyMethodDef methods[] = {{"write", writer_write, METH_O, NULL}, {"flush", writer_flush, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyTypeObject WriterType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "host.Writer",
    .tp_basicsize = sizeof(Writer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = methods,
};

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_Initialize();
  if (PyType_Ready(&WriterType) < 0) return 1;
  const char *names[] = {"stdout", "stderr"};
  for (int i = 0; i < 2; i++) {
    Writer *writer = PyObject_New(Writer, &WriterType);
    writer->mark = i == 0 ? '>' : '!';
    if (PySys_SetObject(names[i], (PyObject *)writer) < 0) return 2;
    Py_DECREF(writer);
  }
  PyRun_SimpleString("print('hello', 'captured')\nprint('a\\nb')\nimport sys\nprint(type(sys.stdout), file=sys.stderr)\n");
  PyRun_SimpleString("def f():\n  raise LookupError('caught')\nf()\n");
  PySys_WriteStdout("%s %d\n", "from C", 5);
  PyObject *texts[] = {PyUnicode_FromString("\xc3\xa9"), PyUnicode_FromString("an object"), PyUnicode_FromString("a repr")};
  PySys_FormatStderr("%R %A\n", Py_None, texts[0]);
  PyObject *file = PySys_GetObject("stdout");
  PyFile_WriteString("a string\n", file);
  PyFile_WriteObject(texts[1], file, Py_PRINT_RAW);
  PyFile_WriteString("\n", file);
  PyFile_WriteObject(texts[2], file, 0);
  for (int i = 0; i < 3; i++) Py_XDECREF(texts[i]);
  fputs(captured, stdout);
  PyRun_SimpleString("sys.stdout = sys.__stdout__; sys.stderr = sys.__stderr__\nprint('back')\n");
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
