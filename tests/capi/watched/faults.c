/* SPDX-License-Identifier: MIT */
/* Faults of a host that the address sanitizer must see, though the blocks are those of an interpreter's heap. */
/* run: lost_object says: ERROR: LeakSanitizer: detected memory leaks */
/* run: lost_list says: ERROR: LeakSanitizer: detected memory leaks */
/* run: lost_in_another says: ERROR: LeakSanitizer: detected memory leaks */
/* run: lost_block says: ERROR: LeakSanitizer: detected memory leaks */
/* run: dead_object says: ERROR: AddressSanitizer: heap-use-after-free */
/* run: dead_text says: ERROR: AddressSanitizer: heap-use-after-free */
/* run: freed_block says: ERROR: AddressSanitizer: heap-use-after-free */
/* run: behind_block says: ERROR: AddressSanitizer: heap-buffer-overflow */
/* run: before_block says: ERROR: AddressSanitizer: use-after-poison */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>
#include <string.h>

static void lost_object(void) { PyUnicode_FromString("a text that is lost"); }

static void lost_list(void) {
  PyObject *list = PyList_New(3);
  PyList_SetItem(list, 0, Py_BuildValue("(ss)", "what it has", "is lost with it"));
}

static void lost_in_another(void) {
  PyThreadState *before = PyThreadState_Get();
  PyThreadState *other = Py_NewInterpreter();
  lost_object();
  Py_EndInterpreter(other);
  PyThreadState_Swap(before);
}

static void lost_block(void) { memset(PyObject_Malloc(100), 0, 100); }

static void dead_object(void) {
  PyObject *list = PyList_New(3);
  Py_DECREF(list);
  printf("%zd\n", PyList_Size(list));
}

static void dead_text(void) {
  PyObject *text = PyUnicode_FromString("a text that dies");
  const char *inside = PyUnicode_AsUTF8(text);
  Py_DECREF(text);
  printf("%c\n", inside[2]);
}

static void freed_block(void) {
  char *block = PyObject_Malloc(100);
  PyObject_Free(block);
  block[50] = 'x';
}

static void behind_block(void) {
  char *block = PyObject_Malloc(100);
  block[100] = 'x';
  PyObject_Free(block);
}

static void before_block(void) {
  PyObject *text = PyUnicode_FromString("a text");
  *(volatile char *)((uintptr_t)text - 1) = 'x';
  Py_DECREF(text);
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    void (*function)(void);
  } faults[] = {{"lost_object", lost_object},   {"lost_list", lost_list},     {"lost_in_another", lost_in_another},
                {"lost_block", lost_block},     {"dead_object", dead_object}, {"dead_text", dead_text},
                {"freed_block", freed_block},   {"behind_block", behind_block}, {"before_block", before_block}};
  Py_InitializeEx(0);
  for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
    if (argc > 1 && strcmp(argv[1], faults[i].name) == 0) faults[i].function();
  }
  return Py_FinalizeEx();
}
