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

static void show_buffer(const Py_buffer *view) {
  if (view == NULL) {
    show_error("no buffer");
    return;
  }
  printf("%zd bytes of %zd, %s, readonly %d, dimensions %d:", view->len, view->itemsize, view->format != NULL ? view->format : "-", view->readonly, view->ndim);
  for (int i = 0; i < view->ndim; i++) printf(" %zd/%zd", view->shape[i], view->strides[i]);
  printf(" %s\n", view->suboffsets != NULL ? "suboffsets" : "direct");
}

TEST(buffers_of_memoryviews) {
  PyObject *array = KEEP(eval("__import__('array').array('i', range(6))")), *view = KEEP(PyMemoryView_FromObject(array));
  if (view == NULL) return;
  show_buffer(PyMemoryView_GET_BUFFER(view));
  INT(PyMemoryView_GET_BASE(view) == array);
  Py_buffer *shown = PyMemoryView_GET_BUFFER(view);
  if (shown == NULL) {
    show_error("no memory");
    return;
  }
  INT(shown == PyMemoryView_GET_BUFFER(view));
  INT(shown->obj == array);
  INT(((int *)shown->buf)[5]);
  set_global("view", view);
  PyObject *slice = KEEP(eval("view[1:6:2]")), *shaped = KEEP(eval("view.cast('B').cast('B', (4, 6))")), *single = KEEP(eval("memoryview(b'abcd').cast('i', ())"));
  run("del view");
  if (slice == NULL || shaped == NULL || single == NULL) return;
  show_buffer(PyMemoryView_GET_BUFFER(slice));
  show_buffer(PyMemoryView_GET_BUFFER(shaped));
  show_buffer(PyMemoryView_GET_BUFFER(single));
  char text[] = "some memory";
  PyObject *plain = KEEP(PyMemoryView_FromMemory(text, 4, PyBUF_WRITE));
  if (plain == NULL) return;
  show_buffer(PyMemoryView_GET_BUFFER(plain));
  INT(PyMemoryView_GET_BASE(plain) == NULL);
}

TEST(buffers_to_pickle) {
  PyObject *array = KEEP(eval("__import__('array').array('i', range(3))")), *number = KEEP(PyLong_FromLong(3));
  PyObject *buffer = KEEP(PyPickleBuffer_FromObject(array));
  if (buffer == NULL) return;
  INT(PyPickleBuffer_Check(buffer));
  INT(PyPickleBuffer_Check(array));
  TEXT(Py_TYPE(buffer)->tp_name);
  INT(Py_TYPE(buffer) == &PyPickleBuffer_Type);
  show_buffer(PyPickleBuffer_GetBuffer(buffer));
  const Py_buffer *held = PyPickleBuffer_GetBuffer(buffer);
  if (held != NULL) INT(held->obj == array);
  show_buffer(PyPickleBuffer_GetBuffer(number));
  NEW(PyPickleBuffer_FromObject(number));
  INT(PyPickleBuffer_Release(number));
  Py_buffer view;
  if (PyObject_GetBuffer(buffer, &view, PyBUF_FULL_RO) == 0) {
    INT(view.obj == array);
    show_buffer(&view);
    PyBuffer_Release(&view);
  }
  set_global("buffer", buffer);
  run("view = memoryview(buffer)\n"
      "print(view.obj, view.format, view.shape, view.readonly)\n"
      "raw = buffer.raw()\n"
      "print(raw.obj, raw.format, raw.shape, raw.strides, raw.itemsize, raw.nbytes)\n"
      "raw[0] = 7\n"
      "try: view.obj.append(3)\n"
      "except BufferError as error: print(error)\n"
      "import weakref\n"
      "print(weakref.ref(buffer)() is buffer)\n"
      "for name in 'raw', 'release': print(callable(getattr(buffer, name)))\n");
  INT(PyPickleBuffer_Release(buffer));
  INT(PyPickleBuffer_Release(buffer));
  show_buffer(PyPickleBuffer_GetBuffer(buffer));
  INT(PyObject_GetBuffer(buffer, &view, PyBUF_SIMPLE));
  run("for function in buffer.raw, lambda: memoryview(buffer), lambda: bytes(buffer):\n"
      "  try: print(function())\n"
      "  except ValueError as error: print(error)\n"
      "print(view[0], raw[0])\n"
      "view.release()\n"
      "raw.release()\n"
      "array = view = raw = buffer.release()\n"
      "del buffer\n");
  NEW(PyObject_CallMethod(array, "append", "i", 4));
}

TEST(buffers_to_pickle_in_python) {
  set_global("PickleBuffer", (PyObject *)&PyPickleBuffer_Type);
  run("for args, names in ((), {}), ((1,), {}), ((b'a', 2), {}), ((b'a',), {'x': 1}):\n"
      "  try: print(PickleBuffer(*args, **names))\n"
      "  except TypeError as error: print(error)\n"
      "try:\n"
      "  class Derived(PickleBuffer): pass\n"
      "except TypeError as error: print(error)\n"
      "def raw(memory):\n"
      "  try: made = PickleBuffer(memory).raw()\n"
      "  except Exception as error: return type(error), str(error)\n"
      "  return made.tolist(), made.shape, made.format, made.readonly\n"
      "print(raw(b'abc'), raw(b''), raw(bytearray(b'ab')), raw(PickleBuffer(b'xy')))\n"
      "print(raw(memoryview(b'abcdef')[::2]), raw(memoryview(b'abcdef').cast('B', (2, 3))), raw(memoryview(b'abcd').cast('i', ())))\n"
      "one = PickleBuffer(b'one')\n"
      "print(one == PickleBuffer(b'one'), one == one, hash(one) == hash(one), PickleBuffer.__module__, PickleBuffer.__name__, bytes(one))\n"
      "print(memoryview(PickleBuffer(one)).obj)\n");
}
