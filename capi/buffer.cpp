// SPDX-License-Identifier: MIT
// The buffer protocol.
#include "objects/buffer.h"

#include <cstring>

#include "api.h"
#include "buffer_export.h"
#include "foreign_call.h"
#include "modules/pickle_buffer.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/number.h"
#include "objects/str.h"
#include "type_record.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

static_assert(kBufferWritable == PyBUF_WRITABLE && kBufferFormat == PyBUF_FORMAT && kBufferShape == PyBUF_ND && kBufferStrides == PyBUF_STRIDES);
static_assert(kBufferContiguousC == PyBUF_C_CONTIGUOUS && kBufferIndirect == PyBUF_INDIRECT);
static_assert(std::is_same_v<Py_ssize_t, int64_t>);

namespace pyemb::capi {

// -- native exporters for C code -----------------------------------------------------------------------------------------------------

namespace {

/// What Py_buffer::internal points to: the view that must be given back, and the shape of what has one dimension.
struct NativeView {
  BufferView view;
  Py_ssize_t shape;
  Py_ssize_t stride;
};

/// `own` has shape and stride of what has one dimension.
template <class Keeper>
void show_view(Keeper& own, const BufferView& view, Py_buffer* out, int flags) {
  out->buf = view.data;
  out->len = view.size;
  out->itemsize = view.item_size;
  out->readonly = view.readonly;
  out->ndim = view.dimensions;
  out->format = (flags & PyBUF_FORMAT) == PyBUF_FORMAT ? const_cast<char*>(view.format != nullptr ? view.format : "B") : nullptr;
  own.shape = view.item_size > 0 ? view.size / view.item_size : 0;
  own.stride = view.item_size;
  const Py_ssize_t* shape = view.shape != nullptr ? view.shape : &own.shape;
  const Py_ssize_t* strides = view.strides != nullptr ? view.strides : view.dimensions == 1 ? &own.stride : nullptr;
  out->shape = (flags & PyBUF_ND) == PyBUF_ND && view.dimensions > 0 ? const_cast<Py_ssize_t*>(shape) : nullptr;
  out->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES && view.dimensions > 0 ? const_cast<Py_ssize_t*>(strides) : nullptr;
  out->suboffsets = (flags & PyBUF_INDIRECT) == PyBUF_INDIRECT ? const_cast<Py_ssize_t*>(view.suboffsets) : nullptr;
}

/// What an object keeps of the Py_buffer that it shows.
struct ShownBuffer {
  Py_buffer buffer;
  Py_ssize_t shape;
  Py_ssize_t stride;
};
static_assert(sizeof(ShownBuffer) == kShownBufferSize);

}  // namespace

Result<Py_buffer*> show_buffer(ThreadState& ts, void*& place, const BufferView& view) {
  if (place == nullptr) place = ts.interp.heap.allocate_buffer(kShownBufferSize);
  if (place == nullptr) return raise_no_memory(ts);
  auto* shown = static_cast<ShownBuffer*>(place);
  show_view(*shown, view, &shown->buffer, PyBUF_FULL_RO);
  shown->buffer.obj = to_c(view.object);
  shown->buffer.internal = nullptr;
  return &shown->buffer;
}

int native_get_buffer(PyObject* exporter, Py_buffer* out, int flags) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, exporter));
    out->obj = nullptr;
    if (is<PickleBuffer>(value)) {  // whose memory is another object's, which wants it back itself
      TRY(check_held(api, as<PickleBuffer>(value)));
      return take_status(api, PyObject_GetBuffer(to_c(as<PickleBuffer>(value).lent.object), out, flags));
    }
    const TypeSpec& spec = *native_base(type_of(api, value)).spec;
    if (spec.get_buffer == nullptr) return raise(api, Exc::kTypeError, "a bytes-like object is required, not '%.100s'", type_name(api, value));
    void* block = api.ts.interp.heap.allocate_buffer(sizeof(NativeView));
    if (block == nullptr) return raise_no_memory(api);
    auto* own = new (block) NativeView{};
    if (spec.get_buffer(api, value.as_object(), own->view, flags).raised()) {
      api.ts.interp.heap.release_buffer(block, sizeof(NativeView));
      return Raised{};
    }
    show_view(*own, own->view, out, flags);
    out->internal = own;
    out->obj = (Py_NewRef)(exporter);
    return {};
  });
}

void native_release_buffer(PyObject* exporter, Py_buffer* view) {
  ThreadState* ts = current_thread();
  auto* own = static_cast<NativeView*>(view->internal);
  if (ts == nullptr || own == nullptr) return;
  view->internal = nullptr;
  const TypeSpec& spec = *native_base(type_of(*ts, from_c(exporter))).spec;
  if (spec.release_buffer != nullptr) spec.release_buffer(*ts, from_c(exporter).as_object(), own->view);
  ts->interp.heap.release_buffer(own, sizeof(NativeView));
}

// -- exporters of C code for the library ---------------------------------------------------------------------------------------------

Status foreign_get_buffer(ThreadState& ts, Object* exporter, BufferView& view, int flags) {
  getbufferproc function = c_type(*exporter->type).tp_as_buffer != nullptr ? c_type(*exporter->type).tp_as_buffer->bf_getbuffer : nullptr;
  if (function == nullptr) return raise(ts, Exc::kTypeError, "a bytes-like object is required, not '%.100s'", type_name(*exporter->type));
  auto* lent = static_cast<Py_buffer*>(ts.interp.heap.allocate_buffer(sizeof(Py_buffer)));
  if (lent == nullptr) return raise_no_memory(ts);
  std::memset(static_cast<void*>(lent), 0, sizeof(Py_buffer));
  Status well = {};
  {
    InC in_c(ts);
    well = take_status(ts, function(to_c(exporter), lent, flags));
  }
  if (well.raised()) {
    ts.interp.heap.release_buffer(lent, sizeof(Py_buffer));
    return Raised{};
  }
  view.data = lent->buf;
  view.size = lent->len;
  view.item_size = lent->itemsize;
  view.format = lent->format;
  view.dimensions = lent->ndim;
  view.readonly = lent->readonly != 0;
  view.shape = lent->shape;
  view.strides = lent->strides;
  view.suboffsets = lent->suboffsets;
  view.internal = lent;
  return {};
}

void foreign_release_buffer(ThreadState& ts, Object*, BufferView& view) {
  auto* lent = static_cast<Py_buffer*>(std::exchange(view.internal, nullptr));
  if (lent == nullptr) return;
  {
    InC in_c(ts);
    PyBuffer_Release(lent);
  }
  ts.interp.heap.release_buffer(lent, sizeof(Py_buffer));
}

}  // namespace pyemb::capi

namespace {

PyBufferProcs* procs_of(ThreadState& ts, PyObject* object) {
  Type& type = type_of(ts, from_c(object));
  show_type(ts, type);
  return c_type(type).tp_as_buffer;
}

}  // namespace

int PyObject_CheckBuffer(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || object == nullptr) return 0;
  PyBufferProcs* procs = procs_of(*ts, object);
  return procs != nullptr && procs->bf_getbuffer != nullptr;
}
int PyObject_GetBuffer(PyObject* object, Py_buffer* view, int flags) {
  if (view != nullptr) view->obj = nullptr;
  return api_int([&](Api api) -> Status {
    if (UNLIKELY(view == nullptr)) return raise_null(api);
    Value value = TRY(expect_value(api, object));
    PyBufferProcs* procs = procs_of(api, object);
    if (procs == nullptr || procs->bf_getbuffer == nullptr) {
      return raise(api, Exc::kTypeError, "a bytes-like object is required, not '%.100s'", type_name(api, value));
    }
    InC in_c(api);
    return take_status(api, procs->bf_getbuffer(object, view, flags));
  });
}
void PyBuffer_Release(Py_buffer* view) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || view == nullptr || view->obj == nullptr) return;
  PyObject* object = view->obj;
  PyBufferProcs* procs = procs_of(*ts, object);
  if (procs != nullptr && procs->bf_releasebuffer != nullptr) procs->bf_releasebuffer(object, view);
  view->obj = nullptr;
  Py_DECREF(object);
}
int PyBuffer_FillInfo(Py_buffer* view, PyObject* object, void* memory, Py_ssize_t size, int readonly, int flags) {
  return api_int([&](Api api) -> Status {
    if (view == nullptr) return raise(api, Exc::kBufferError, "PyBuffer_FillInfo: view==NULL argument is obsolete");
    if ((flags & PyBUF_WRITABLE) == PyBUF_WRITABLE && readonly != 0) return raise(api, Exc::kBufferError, "Object is not writable.");
    *view = {memory, (Py_XNewRef)(object), size, 1, readonly, 1, nullptr, nullptr, nullptr, nullptr, nullptr};
    if ((flags & PyBUF_FORMAT) == PyBUF_FORMAT) view->format = const_cast<char*>("B");
    if ((flags & PyBUF_ND) == PyBUF_ND) view->shape = &view->len;
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES) view->strides = &view->itemsize;
    return {};
  });
}

// -- geometry --------------------------------------------------------------------------------------------------------------------------

namespace {

bool is_contiguous(const Py_buffer& view, bool fortran) {
  if (view.len == 0) return true;
  if (view.strides == nullptr) {
    if (!fortran || view.ndim <= 1) return true;
    int long_dimensions = 0;
    for (int i = 0; view.shape != nullptr && i < view.ndim; ++i) long_dimensions += view.shape[i] > 1 ? 1 : 0;
    return view.shape != nullptr && long_dimensions <= 1;
  }
  Py_ssize_t stride = view.itemsize;
  for (int k = 0; k < view.ndim; ++k) {
    int i = fortran ? k : view.ndim - 1 - k;
    if (view.shape[i] > 1 && view.strides[i] != stride) return false;
    stride *= view.shape[i];
  }
  return true;
}

/// Walks the items of a view in C or Fortran order.
class ItemWalk {
 public:
  ItemWalk(const Py_buffer& view, bool fortran) : view_(view), fortran_(fortran) {}
  void* item() const { return PyBuffer_GetPointer(&view_, index_); }
  void next() {
    for (int k = 0; k < view_.ndim; ++k) {
      int i = fortran_ ? k : view_.ndim - 1 - k;
      if (++index_[i] < view_.shape[i]) return;
      index_[i] = 0;
    }
  }

 private:
  const Py_buffer& view_;
  bool fortran_;
  Py_ssize_t index_[PyBUF_MAX_NDIM] = {};
};

}  // namespace

int PyBuffer_IsContiguous(const Py_buffer* view, char order) {
  if (view == nullptr) return report_misuse("PyBuffer_IsContiguous"), 0;
  if (view->suboffsets != nullptr) return 0;
  if (order == 'C') return is_contiguous(*view, false);
  if (order == 'F') return is_contiguous(*view, true);
  return order == 'A' && (is_contiguous(*view, false) || is_contiguous(*view, true));
}
void* PyBuffer_GetPointer(const Py_buffer* view, const Py_ssize_t* indices) {
  if (view == nullptr || view->buf == nullptr || (indices == nullptr && view->ndim > 0)) return report_misuse("PyBuffer_GetPointer"), nullptr;
  auto* at = static_cast<char*>(view->buf);
  Py_ssize_t dense = view->itemsize;
  for (int i = view->ndim - 1; view->strides == nullptr && i >= 0; --i) {
    at += dense * indices[i];
    dense *= view->shape != nullptr ? view->shape[i] : 1;
  }
  for (int i = 0; view->strides != nullptr && i < view->ndim; ++i) {
    at += view->strides[i] * indices[i];
    if (view->suboffsets != nullptr && view->suboffsets[i] >= 0) at = *reinterpret_cast<char**>(at) + view->suboffsets[i];
  }
  return at;
}
void PyBuffer_FillContiguousStrides(int ndim, Py_ssize_t* shape, Py_ssize_t* strides, int itemsize, char order) {
  Py_ssize_t stride = itemsize;
  for (int k = 0; k < ndim; ++k) {
    int i = order == 'F' ? k : ndim - 1 - k;
    strides[i] = stride;
    stride *= shape[i];
  }
}
int PyBuffer_ToContiguous(void* memory, const Py_buffer* view, Py_ssize_t size, char order) {
  return api_int([&](Api api) -> Status {
    if (view == nullptr || memory == nullptr) return raise_null(api);
    if (size != view->len) return raise(api, Exc::kValueError, "PyBuffer_ToContiguous: len != view->len");
    if (PyBuffer_IsContiguous(view, order) != 0) {
      std::memcpy(memory, view->buf, static_cast<size_t>(size));
      return {};
    }
    ItemWalk walk(*view, order == 'F');
    auto* at = static_cast<char*>(memory);
    for (Py_ssize_t left = size; left > 0; left -= view->itemsize, at += view->itemsize, walk.next()) {
      std::memcpy(at, walk.item(), static_cast<size_t>(view->itemsize));
    }
    return {};
  });
}
int PyBuffer_FromContiguous(const Py_buffer* view, const void* memory, Py_ssize_t size, char order) {
  if (view == nullptr || (memory == nullptr && size > 0)) return report_misuse("PyBuffer_FromContiguous"), -1;
  if (size > view->len) size = view->len;
  if (PyBuffer_IsContiguous(view, order) != 0) {
    std::memcpy(view->buf, memory, static_cast<size_t>(size));
    return 0;
  }
  ItemWalk walk(*view, order == 'F');
  auto* at = static_cast<const char*>(memory);
  for (Py_ssize_t left = size; left >= view->itemsize; left -= view->itemsize, at += view->itemsize, walk.next()) {
    std::memcpy(walk.item(), at, static_cast<size_t>(view->itemsize));
  }
  return 0;
}
Py_ssize_t PyBuffer_SizeFromFormat(const char* format) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    TRY(expect_text(api, format));
    Ref module = TRY(import_module(api, "struct"));
    Ref function = TRY(get_attr(api, module, "calcsize"));
    Own<Str> text = TRY(new_str(api, format));
    Ref size = TRY(call(api, function, text));
    return to_int64(api, size);
  });
}

namespace {

Status copy_views(Api api, const Py_buffer& to, const Py_buffer& from) {
  if (to.len < from.len) return raise(api, Exc::kBufferError, "destination is too small to receive data from source");
  const bool plain = (PyBuffer_IsContiguous(&to, 'C') != 0 && PyBuffer_IsContiguous(&from, 'C') != 0) ||
                     (PyBuffer_IsContiguous(&to, 'F') != 0 && PyBuffer_IsContiguous(&from, 'F') != 0);
  if (plain) {
    std::memcpy(to.buf, from.buf, static_cast<size_t>(from.len));
    return {};
  }
  ItemWalk target(to, false), source(from, false);
  for (Py_ssize_t left = from.len; left > 0; left -= from.itemsize, target.next(), source.next()) {
    std::memcpy(target.item(), source.item(), static_cast<size_t>(from.itemsize));
  }
  return {};
}

}  // namespace

int PyObject_CopyData(PyObject* to, PyObject* from) {
  return api_int([&](Api api) -> Status {
    if (PyObject_CheckBuffer(to) == 0 || PyObject_CheckBuffer(from) == 0) {
      return raise(api, Exc::kTypeError, "both destination and source must be bytes-like objects");
    }
    Py_buffer target, source;
    if (PyObject_GetBuffer(to, &target, PyBUF_FULL) < 0) return Raised{};
    if (PyObject_GetBuffer(from, &source, PyBUF_FULL_RO) < 0) {
      PyBuffer_Release(&target);
      return Raised{};
    }
    Status well = copy_views(api, target, source);
    PyBuffer_Release(&target);
    PyBuffer_Release(&source);
    return well;
  });
}

// -- the functions before PEP 3118: the memory is given back at once ---------------------------------------------------------------------

namespace {

int borrow(PyObject* object, const void** memory, Py_ssize_t* size, int flags, const char* function = __builtin_FUNCTION()) {
  return api_int([&](Api api) -> Status {
    TRY(expect_value(api, object));
    if (memory == nullptr || size == nullptr) return raise_null(api);
    Py_buffer view;
    if (PyObject_GetBuffer(object, &view, flags) < 0) return Raised{};
    *memory = view.buf;
    *size = view.len;
    PyBuffer_Release(&view);
    return {};
  }, function);
}

}  // namespace

int PyObject_AsCharBuffer(PyObject* object, const char** memory, Py_ssize_t* size) {
  return borrow(object, reinterpret_cast<const void**>(memory), size, PyBUF_SIMPLE);
}
int PyObject_AsReadBuffer(PyObject* object, const void** memory, Py_ssize_t* size) { return borrow(object, memory, size, PyBUF_SIMPLE); }
int PyObject_AsWriteBuffer(PyObject* object, void** memory, Py_ssize_t* size) {
  int well = borrow(object, const_cast<const void**>(memory), size, PyBUF_WRITABLE);
  if (well < 0 && PyErr_ExceptionMatches(PyExc_BufferError) != 0) PyErr_SetString(PyExc_TypeError, "expected a writable bytes-like object");
  return well;
}
int PyObject_CheckReadBuffer(PyObject* object) {
  const void* memory = nullptr;
  Py_ssize_t size = 0;
  if (PyObject_CheckBuffer(object) == 0) return 0;
  if (borrow(object, &memory, &size, PyBUF_SIMPLE) == 0) return 1;
  PyErr_Clear();
  return 0;
}
