/* SPDX-License-Identifier: MIT */
/* Buffers and memoryviews, and the old functions around them. */
#include "capi_test.h"

TEST(buffers_of_arrays) {
  PyObject *array = KEEP(eval("__import__('array').array('i', range(6))")), *number = PyLong_FromLong(3);
  Py_buffer view;
  INT(PyObject_GetBuffer(array, &view, PyBUF_FULL));
  if (view.obj == NULL) return;
  printf("%zd %zd %d %s %zd\n", view.len, view.itemsize, view.ndim, view.format, view.shape[0]);
  INT(PyBuffer_IsContiguous(&view, 'C'));
  INT(PyBuffer_IsContiguous(&view, 'F'));
  INT(PyBuffer_IsContiguous(&view, 'A'));
  INT(PyBuffer_IsContiguous(&view, 'X'));
  Py_ssize_t at[] = {4};
  INT(*(int *)PyBuffer_GetPointer(&view, at));
  int numbers[6];
  INT(PyBuffer_ToContiguous(numbers, &view, view.len, 'C'));
  INT(numbers[5]);
  INT(PyBuffer_ToContiguous(numbers, &view, 3, 'C'));
  numbers[0] = 77;
  INT(PyBuffer_FromContiguous(&view, numbers, view.len, 'C'));
  PyBuffer_Release(&view);
  INT(view.obj == NULL);
  PyBuffer_Release(&view);
  BORROWED(array);
  INT(PyObject_GetBuffer(number, &view, PyBUF_SIMPLE));
  INT(PyObject_GetBuffer(KEEP(PyBytes_FromString("x")), &view, PyBUF_WRITABLE));
  INT(PyObject_CheckBuffer(array));
  INT(PyObject_CheckBuffer(number));
  Py_ssize_t shape[] = {2, 3}, strides[2];
  PyBuffer_FillContiguousStrides(2, shape, strides, 4, 'C');
  printf("%zd %zd\n", strides[0], strides[1]);
  PyBuffer_FillContiguousStrides(2, shape, strides, 4, 'F');
  printf("%zd %zd\n", strides[0], strides[1]);
  INT(PyBuffer_SizeFromFormat("i"));
  INT(PyBuffer_SizeFromFormat("3d"));
  INT(PyBuffer_SizeFromFormat("nonsense"));
  char text[] = "abcdef";
  INT(PyBuffer_FillInfo(&view, NULL, text, 6, 0, PyBUF_WRITABLE));
  INT(view.obj == NULL && view.len == 6);
  INT(PyBuffer_FillInfo(&view, NULL, text, 6, 1, PyBUF_WRITABLE));
  INT(PyBuffer_FillInfo(&view, array, text, 6, 1, PyBUF_FORMAT));
  TEXT(view.format);
  PyBuffer_Release(&view);
}

TEST(buffers_strided) {
  PyObject *sliced = KEEP(eval("memoryview(bytearray(b'abcdef'))[::2]"));
  Py_buffer view;
  INT(PyObject_GetBuffer(sliced, &view, PyBUF_SIMPLE));
  INT(PyObject_GetBuffer(sliced, &view, PyBUF_STRIDED));
  INT(PyBuffer_IsContiguous(&view, 'C'));
  char out[4] = {0};
  INT(PyBuffer_ToContiguous(out, &view, 3, 'C'));
  TEXT(out);
  INT(PyBuffer_FromContiguous(&view, "xyz", 3, 'C'));
  PyBuffer_Release(&view);
  NEW(PyObject_CallMethod(sliced, "tobytes", NULL));
  PyObject *source = KEEP(PyBytes_FromString("123")), *target = KEEP(PyByteArray_FromStringAndSize("abc", 3));
  INT(PyObject_CopyData(target, source));
  BORROWED(target);
  INT(PyObject_CopyData(source, target));
  INT(PyObject_CopyData(target, Py_None));
  INT(PyObject_CopyData(KEEP(PyByteArray_FromStringAndSize("a", 1)), source));
}

TEST(buffers_old) {
  PyObject *bytes = KEEP(PyBytes_FromString("ab")), *array = KEEP(PyByteArray_FromStringAndSize("cd", 2)), *number = KEEP(PyLong_FromLong(3));
  char spare[2] = "";
  const char *text = spare; /* what the next line reads where a call fails for want of memory */
  const void *data;
  void *place = spare;
  Py_ssize_t size = 0;
  if (bytes == NULL || array == NULL) return;
  INT(PyObject_AsCharBuffer(bytes, &text, &size));
  INT(text[0]);
  INT(PyObject_AsCharBuffer(number, &text, &size));
  INT(PyObject_AsReadBuffer(bytes, &data, &size));
  INT(size);
  INT(PyObject_AsReadBuffer(number, &data, &size));
  INT(PyObject_AsWriteBuffer(array, &place, &size));
  INT(((char *)place)[1]);
  INT(PyObject_AsWriteBuffer(bytes, &place, &size));
  INT(PyObject_CheckReadBuffer(bytes));
  INT(PyObject_CheckReadBuffer(number));
}

TEST(buffers_memoryview) {
  char memory[] = "abcdef";
  PyObject *view = KEEP(PyMemoryView_FromMemory(memory, 6, PyBUF_WRITE));
  NEW(PyObject_CallMethod(view, "tobytes", NULL));
  INT(PyObject_SetItem(view, PyLong_FromLong(0), PyLong_FromLong('X')));
  TEXT(memory);
  PyObject *constant = KEEP(PyMemoryView_FromMemory(memory, 6, PyBUF_READ));
  INT(PyObject_SetItem(constant, PyLong_FromLong(0), PyLong_FromLong('X')));
  FAILS(KEEP(PyMemoryView_FromObject(KEEP(PyLong_FromLong(3)))));
  NEW(PyObject_CallMethod(KEEP(PyMemoryView_FromObject(KEEP(PyBytes_FromString("b")))), "hex", NULL));
  Py_buffer own = {.buf = memory, .len = 6, .itemsize = 1, .ndim = 1, .readonly = 1};
  PyObject *of_buffer = KEEP(PyMemoryView_FromBuffer(&own));
  NEW(PyObject_CallMethod(of_buffer, "tolist", NULL));
  Py_buffer empty = {.buf = NULL};
  FAILS(KEEP(PyMemoryView_FromBuffer(&empty)));
  PyObject *sliced = KEEP(eval("memoryview(b'abcdef')[::2]"));
  PyObject *whole = KEEP(PyMemoryView_GetContiguous(sliced, PyBUF_READ, 'C'));
  NEW(PyObject_CallMethod(whole, "tobytes", NULL));
  FAILS(KEEP(PyMemoryView_GetContiguous(sliced, PyBUF_WRITE, 'C')));
  FAILS(KEEP(PyMemoryView_GetContiguous(KEEP(PyLong_FromLong(3)), PyBUF_READ, 'C')));
}
