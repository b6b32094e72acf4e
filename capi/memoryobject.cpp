// SPDX-License-Identifier: MIT
// memoryview.
#include "objects/memoryview.h"

#include <cstring>

#include "api.h"
#include "buffer_export.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyMemoryView_Check)(PyObject* object) { return is_exactly_c(object, TypeId::kMemoryView); }

PyObject* PyMemoryView_FromObject(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return new_memory_view(api, value);
  });
}
PyObject* PyMemoryView_FromMemory(char* memory, Py_ssize_t size, int flags) {
  Py_buffer view;
  if (PyBuffer_FillInfo(&view, nullptr, memory, size, flags == PyBUF_WRITE ? 0 : 1, PyBUF_FULL_RO) < 0) return nullptr;
  return PyMemoryView_FromBuffer(&view);
}
PyObject* PyMemoryView_FromBuffer(const Py_buffer* buffer) {
  return api_object([&](Api api) -> Result<Ref> {
    if (buffer == nullptr || buffer->buf == nullptr) {
      return raise(api, Exc::kValueError, "PyMemoryView_FromBuffer(): info->buf must not be NULL");
    }
    BufferView view;
    view.data = buffer->buf;
    view.size = buffer->len;
    view.item_size = buffer->itemsize;
    view.format = buffer->format;
    view.dimensions = buffer->ndim;
    view.readonly = buffer->readonly != 0;
    view.shape = buffer->shape;
    view.strides = buffer->strides;
    return new_memory_view_of(api, view);
  });
}
PyObject* PyMemoryView_GetContiguous(PyObject* object, int kind, char order) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Own<MemoryView> view = TRY(new_memory_view(api, value));
    if (kind == PyBUF_WRITE && view->read_only) return raise(api, Exc::kBufferError, "underlying buffer is not writable");
    Py_buffer buffer;
    if (PyObject_GetBuffer(to_c(view.get()), &buffer, PyBUF_FULL_RO) < 0) return Raised{};
    const bool contiguous = PyBuffer_IsContiguous(&buffer, order) != 0;
    if (contiguous || kind == PyBUF_WRITE) {
      PyBuffer_Release(&buffer);
      if (contiguous) return view;
      return raise(api, Exc::kBufferError, "writable contiguous buffer requested for a non-contiguous object.");
    }
    Result<Own<Bytes>> made = new_bytes_buffer(api, buffer.len);
    if (made.raised()) {
      PyBuffer_Release(&buffer);
      return Raised{};
    }
    Own<Bytes> copy = made.take();
    int well = PyBuffer_ToContiguous(copy->data(), &buffer, buffer.len, order);
    PyBuffer_Release(&buffer);
    if (well < 0) return Raised{};
    return new_memory_view(api, copy);
  });
}
Py_buffer*(PyMemoryView_GET_BUFFER)(PyObject* object) {
  return api_number<Py_buffer*>(nullptr, [&](Api api) -> Result<Py_buffer*> {
    MemoryView* view = TRY(expect<MemoryView>(api, object));
    BufferView shown = {.object = from_c((PyMemoryView_GET_BASE)(object)),
                        .data = view->data,
                        .size = view->size,
                        .item_size = view->item_size,
                        .format = view->format,
                        .dimensions = view->dimensions,
                        .readonly = view->read_only,
                        .shape = view->shape,
                        .strides = view->dimensions > 0 ? view->strides() : nullptr,
                        .suboffsets = view->lent.suboffsets};
    return show_buffer(api, view->shown, shown);
  });
}
PyObject*(PyMemoryView_GET_BASE)(PyObject* object) {
  if (!is_exactly_c(object, TypeId::kMemoryView)) return nullptr;
  const auto& view = as<MemoryView>(from_c(object));
  const MemoryView& root = view.root.is_null() ? view : as<MemoryView>(view.root);
  return to_c(root.lent.object);
}
