// SPDX-License-Identifier: MIT
#pragma once

// Arrays of numbers without a copy, both ways:
//
// - A parameter `std::span<T>` reads (and, unless T is const, writes) the memory of a bytes, bytearray, array.array, memoryview ... of that element type
//   for the time of the call. A `std::span<const T>` takes other iterables as well, by copying.
// - Class::buffer() lets memoryview() and what else knows the buffer protocol see the memory of an object of a bound class.
// - LentBuffer shows an array of the host's to Python for a while.
//
// Since 0.1.

#include <span>
#include <vector>

#include "containers.hpp"
#include "function.hpp"

namespace pyemb {
inline namespace api {
namespace detail {

/// The letter of an element type in struct's language.
template <class T>
constexpr const char* format_of() {
  using U = std::remove_const_t<T>;
  if constexpr (std::is_same_v<U, bool>) {
    return "?";
  } else if constexpr (std::is_same_v<U, std::byte> || std::is_same_v<U, char>) {
    return "B";
  } else if constexpr (std::is_integral_v<U>) {
    constexpr const char* kSigned[] = {"b", "h", "i", "q"};
    constexpr const char* kUnsigned[] = {"B", "H", "I", "Q"};
    constexpr int kPlace = sizeof(U) == 1 ? 0 : sizeof(U) == 2 ? 1 : sizeof(U) == 4 ? 2 : 3;
    return std::is_signed_v<U> ? kSigned[kPlace] : kUnsigned[kPlace];
  } else {
    static_assert(std::is_same_v<U, float> || std::is_same_v<U, double>, "elements of buffers are numbers");
    return std::is_same_v<U, float> ? "f" : "d";
  }
}
/// Whether a buffer's elements are Ts.
template <class T>
bool has_elements(const Py_buffer& view) {
  if (view.itemsize != static_cast<Py_ssize_t>(sizeof(T))) return false;
  const char* format = view.format != nullptr ? view.format : "B";
  if (*format == '@' || *format == '=' || *format == '<') ++format;
  char kind = *format;
  const char wanted = *format_of<T>();
  if (sizeof(T) == 1) return wanted == '?' ? kind == '?' : kind == wanted || kind == 'c' || kind == 'B';
  if (sizeof(T) == sizeof(long) && kind == 'l') kind = 'q';
  if (sizeof(T) == sizeof(long) && kind == 'L') kind = 'Q';
  if (sizeof(T) == 8 && kind == 'n') kind = 'q';
  return kind == wanted && format[1] == '\0';
}

template <class T>
struct Loader<std::span<T>> {
  static constexpr bool kConst = std::is_const_v<T>;
  std::span<T> value;
  Py_buffer view = {};
  std::vector<std::remove_const_t<T>> copy;

  Loader() = default;
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;
  ~Loader() {
    if (view.obj != nullptr) PyBuffer_Release(&view);
  }
  bool load(PyObject* source, Pass& pass) {
    if (PyObject_CheckBuffer(source) == 0) return load_copy(source, pass);
    if (PyObject_GetBuffer(source, &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | (kConst ? 0 : PyBUF_WRITABLE)) < 0) return false;
    if (!has_elements<T>(view)) {
      PyErr_Format(PyExc_TypeError, "expected a buffer of '%s', got one of '%s'", format_of<T>(), view.format != nullptr ? view.format : "B");
      return false;
    }
    value = std::span<T>(static_cast<T*>(view.buf), static_cast<std::size_t>(view.len) / sizeof(T));
    return true;
  }
  std::span<T> get() { return value; }

 private:
  bool load_copy(PyObject* source, Pass& pass) {
    if constexpr (kConst && !std::is_same_v<std::remove_const_t<T>, std::byte> && !std::is_same_v<std::remove_const_t<T>, bool>) {
      using U = std::remove_const_t<T>;
      if (pass.exact) return mismatch(source, "a buffer");
      if (!load_items<U>(source, pass, "a buffer or an iterable", [&](U&& item) { return copy.push_back(item), true; })) return false;
      value = std::span<T>(copy.data(), copy.size());
      return true;
    } else {
      return mismatch(source, kConst ? "a buffer" : "a writable buffer");
    }
  }
};

/// Fills in a view of one dimension; `items` lives until release_span(). -1 with an exception pending.
template <class T>
int fill_span(std::span<T> items, PyObject* self, Py_buffer* view, int flags) {
  if ((flags & PyBUF_WRITABLE) != 0 && std::is_const_v<T>) return PyErr_SetString(PyExc_BufferError, "the array is read-only"), -1;
  auto* sizes = static_cast<Py_ssize_t*>(PyMem_Malloc(2 * sizeof(Py_ssize_t)));
  if (sizes == nullptr) return PyErr_NoMemory(), -1;
  sizes[0] = static_cast<Py_ssize_t>(items.size());
  sizes[1] = static_cast<Py_ssize_t>(sizeof(T));
  *view = {};
  view->buf = const_cast<std::remove_const_t<T>*>(items.data());
  view->obj = Py_NewRef(self);
  view->len = static_cast<Py_ssize_t>(items.size_bytes());
  view->itemsize = sizes[1];
  view->readonly = std::is_const_v<T>;
  view->ndim = 1;
  view->format = (flags & PyBUF_FORMAT) != 0 ? const_cast<char*>(format_of<T>()) : nullptr;
  view->shape = (flags & PyBUF_ND) != 0 ? &sizes[0] : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &sizes[1] : nullptr;
  view->internal = sizes;
  return 0;
}
inline void release_span(PyObject* self, Py_buffer* view) {
  --whole_of(instance_of(self)).views;
  PyMem_Free(view->internal);
}

/// bf_getbuffer of a class whose memory a stateless callable answers. What the host has lent shows none: views could outlive it.
template <class T, class F>
int get_buffer(PyObject* self, Py_buffer* view, int flags) {
  view->obj = nullptr;
  PyObject* filled = protect([&]() -> PyObject* {
    T* object = value_of<T>(self);
    Instance& whole = whole_of(instance_of(self));
    if (object == nullptr) return nullptr;
    if (whole.hold == Hold::kBorrowed) return PyErr_SetString(PyExc_BufferError, "a lent object does not show its memory"), nullptr;
    if (fill_span(std::invoke(F(), *object), self, view, flags) < 0) return nullptr;
    ++whole.views;
    return self;
  });
  return filled != nullptr ? 0 : -1;
}

/// What lends an array of the host's, and counts the views of it.
struct Lender {
  PyObject head;
  void* data;  ///< null: taken back
  Py_ssize_t sizes[2];
  const char* format;
  bool readonly;
  Py_ssize_t views;
};
inline int get_lent(PyObject* self, Py_buffer* view, int flags) {
  auto& lender = *reinterpret_cast<Lender*>(self);
  *view = {};
  const char* fault = lender.data == nullptr ? "the host has taken the array back" : "the array is read-only";
  if (lender.data == nullptr || (lender.readonly && (flags & PyBUF_WRITABLE) != 0)) return PyErr_SetString(PyExc_BufferError, fault), -1;
  view->buf = lender.data;
  view->obj = Py_NewRef(self);
  view->len = lender.sizes[0] * lender.sizes[1];
  view->itemsize = lender.sizes[1];
  view->readonly = lender.readonly;
  view->ndim = 1;
  view->format = (flags & PyBUF_FORMAT) != 0 ? const_cast<char*>(lender.format) : nullptr;
  view->shape = (flags & PyBUF_ND) != 0 ? &lender.sizes[0] : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &lender.sizes[1] : nullptr;
  ++lender.views;
  return 0;
}
inline void release_lent(PyObject* self, Py_buffer*) { --reinterpret_cast<Lender*>(self)->views; }

/// A new lender of nothing; its class is made on first use.
inline Object new_lender() {
  Registry* registry = current_registry();
  if (registry == nullptr) return Object();
  Object& type = registry->types[&kTypeKey<Lender>];
  if (!type) {
    PyType_Slot slots[] = {{Py_bf_getbuffer, reinterpret_cast<void*>(&get_lent)}, {Py_bf_releasebuffer, reinterpret_cast<void*>(&release_lent)}, {0, nullptr}};
    PyType_Spec spec = {"pyemb.lent_array", sizeof(Lender), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    type = Object::steal(PyType_FromSpec(&spec));
  }
  return Object::steal(type ? PyType_GenericAlloc(reinterpret_cast<PyTypeObject*>(type.raw()), 0) : nullptr);
}

}  // namespace detail

/// An array of the host's that Python sees as a memoryview, without a copy. When it ends, or take_back() is called, the memoryview is released and
/// using it is a ValueError. The array must stay where it is meanwhile. T const: read-only.
template <class T>
class [[nodiscard]] LentBuffer {
 public:
  explicit LentBuffer(std::span<T> items) : lender_(detail::new_lender()) {
    if (!lender_) {
      object_ = Error::take();
      return;
    }
    detail::Lender& lender = lent();
    lender.data = items.data() != nullptr ? const_cast<std::remove_const_t<T>*>(items.data()) : static_cast<void*>(&lender);
    lender.sizes[0] = static_cast<Py_ssize_t>(items.size());
    lender.sizes[1] = static_cast<Py_ssize_t>(sizeof(T));
    lender.format = detail::format_of<T>();
    lender.readonly = std::is_const_v<T>;
    object_ = detail::taken(PyMemoryView_FromObject(lender_.raw()));
  }
  LentBuffer(const LentBuffer&) = delete;
  LentBuffer& operator=(const LentBuffer&) = delete;
  /// A view that somebody still has is an unraisable BufferError: call take_back() where that can be.
  ~LentBuffer() {
    Result<void> done = take_back();
    if (done) return;
    std::move(done).error().raise();
    PyErr_WriteUnraisable(nullptr);
  }
  explicit operator bool() const { return static_cast<bool>(object_); }
  const Result<Object>& object() const { return object_; }
  /// BufferError: somebody has made another view of it and still uses it. Then the array must not go yet.
  Result<void> take_back() {
    if (!object_) return {};
    Result<Object> released = object_.method("release");
    if (!released) return std::move(released).error();
    if (lent().views > 0) return Error::of(PyExc_BufferError, "a view of the lent array is still in use");
    lent().data = nullptr;
    object_ = Error(std::string("taken back"));
    return {};
  }

 private:
  detail::Lender& lent() const { return *reinterpret_cast<detail::Lender*>(lender_.raw()); }
  Object lender_;
  Result<Object> object_ = Object();
};

}  // namespace api
}  // namespace pyemb
