/* SPDX-License-Identifier: MIT */
/* What a build with -Dapi_checks=true notices, and says with the function's name.
 *
 * prints: size of a number -> SystemError: PyList_GET_SIZE: bad argument to internal function
 * prints: item of a tuple -> SystemError: PyList_GET_ITEM: bad argument to internal function
 * prints: item behind the end -> SystemError: PyTuple_GET_ITEM: bad argument to internal function
 * prints: length of a list -> SystemError: PyUnicode_GET_LENGTH: bad argument to internal function
 * prints: stale handle -> SystemError: PyObject_GetAttrString: the object has ended
 * prints: stale list -> SystemError: PyList_Append: the object has ended
 * prints: given back twice -> no error
 * prints: freed twice -> no error
 * prints: no thread state: 1
 * says: SystemError: Py_DecRef: a reference is given back that is not there
 * says: SystemError: PyObject_Free: the block has been freed before
 * says: pyemb: PyList_New: called without an attached thread state
 */
#include "capi_test.h"

PyObject *kept_references[KEPT_AT_MOST];
int kept_count;

int main(void) {
  START();
  PyObject *number = PyLong_FromLong(3), *tuple = PyTuple_New(0), *list = PyList_New(0);
  (void)PyList_GET_SIZE(number);
  show_error("size of a number");
  (void)PyList_GET_ITEM(tuple, 0);
  show_error("item of a tuple");
  (void)PyTuple_GET_ITEM(tuple, 3);
  show_error("item behind the end");
  (void)PyUnicode_GET_LENGTH(list);
  show_error("length of a list");
  Py_DECREF(list);
  PyObject_GetAttrString(list, "append");
  show_error("stale handle");
  PyList_Append(list, number);
  show_error("stale list");
  PyObject *twice = PyList_New(0); /* its memory must not be used again in between */
  Py_DECREF(twice);
  Py_DECREF(twice);
  show_error("given back twice");
  void *block = PyObject_Malloc(200);
  PyObject_Free(block);
  PyObject_Free(block);
  show_error("freed twice");
  PyThreadState *state = PyEval_SaveThread();
  printf("no thread state: %d\n", PyList_New(0) == NULL);
  PyEval_RestoreThread(state);
  Py_DECREF(tuple);
  return Py_FinalizeEx();
}
