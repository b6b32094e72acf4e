// SPDX-License-Identifier: MIT
// What UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError carry.
#include <algorithm>

#include "api.h"
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

Result<UnicodeErrorLayout*> expect_error(Api api, PyObject* object, Exc type) {
  if (object == nullptr) return raise_null(api);
  if (!is_exception_of(api, from_c(object), type)) return raise_bad_call(api);
  return &as<UnicodeErrorLayout>(from_c(object));
}

/// A part that a subclass may have left out or overwritten.
template <class T>
Result<T*> part(Api api, Value value, const char* name, const char* type) {
  if (value.is_null()) return raise(api, Exc::kTypeError, "%s attribute not set", name);
  if (!is<T>(value)) return raise(api, Exc::kTypeError, "%s attribute must be %s", name, type);
  return &as<T>(value);
}

PyObject* get_encoding(PyObject* object, Exc type, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    UnicodeErrorLayout* error = TRY(expect_error(api, object, type));
    Str* text = TRY(part<Str>(api, error->encoding, "encoding", "unicode"));
    return Ref::copy(text);
  }, function);
}
PyObject* get_object(PyObject* object, Exc type, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    UnicodeErrorLayout* error = TRY(expect_error(api, object, type));
    if (type == Exc::kUnicodeDecodeError) {
      Bytes* bytes = TRY(part<Bytes>(api, error->object, "object", "bytes"));
      return Ref::copy(static_cast<Object*>(bytes));
    }
    Str* text = TRY(part<Str>(api, error->object, "object", "unicode"));
    return Ref::copy(text);
  }, function);
}
PyObject* get_reason(PyObject* object, Exc type, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    UnicodeErrorLayout* error = TRY(expect_error(api, object, type));
    Str* text = TRY(part<Str>(api, error->reason, "reason", "unicode"));
    return Ref::copy(text);
  }, function);
}
int set_reason(PyObject* object, Exc type, const char* reason, const char* function) {
  return api_int([&](Api api) -> Status {
    UnicodeErrorLayout* error = TRY(expect_error(api, object, type));
    TRY(expect_utf8(api, reason));
    Own<Str> text = TRY(new_str(api, reason));
    Ref old = Ref::steal(error->reason);
    error->reason = Ref(std::move(text)).release();
    return {};
  }, function);
}

/// Start or end, kept within the object.
int get_place(PyObject* object, Exc type, int64_t UnicodeErrorLayout::*field, Py_ssize_t* place, const char* function) {
  return api_int([&](Api api) -> Status {
    UnicodeErrorLayout* error = TRY(expect_error(api, object, type));
    if (place == nullptr) return raise_null(api);
    int64_t size;
    if (type == Exc::kUnicodeDecodeError) {
      size = TRY(part<Bytes>(api, error->object, "object", "bytes"))->size;
    } else {
      size = TRY(part<Str>(api, error->object, "object", "unicode"))->length;
    }
    const int64_t value = error->*field;
    *place = field == &UnicodeErrorLayout::start ? std::max<int64_t>(0, std::min(value, size - 1)) : std::min(std::max<int64_t>(value, 1), size);
    return {};
  }, function);
}
int set_place(PyObject* object, Exc type, int64_t UnicodeErrorLayout::*field, Py_ssize_t place, const char* function) {
  return api_int([&](Api api) -> Status {
    UnicodeErrorLayout* error = TRY(expect_error(api, object, type));
    error->*field = place;
    return {};
  }, function);
}

constexpr auto kStart = &UnicodeErrorLayout::start;
constexpr auto kEnd = &UnicodeErrorLayout::end;

}  // namespace

PyObject* PyUnicodeDecodeError_Create(const char* encoding, const char* object, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end, const char* reason) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_utf8(api, encoding));
    TRY(expect_utf8(api, reason));
    if (length < 0 || (object == nullptr && length > 0)) return raise_bad_call(api);
    Own<Str> name = TRY(new_str(api, encoding));
    Ref bytes = TRY(new_bytes(api, std::string_view(object != nullptr ? object : "", static_cast<size_t>(length))));
    Own<Str> why = TRY(new_str(api, reason));
    const Value args[] = {name, bytes, Value::from_int(start), Value::from_int(end), why};
    return new_exception(api, Exc::kUnicodeDecodeError, args);
  });
}

PyObject* PyUnicodeEncodeError_GetEncoding(PyObject* e) { return get_encoding(e, Exc::kUnicodeEncodeError, __func__); }
PyObject* PyUnicodeDecodeError_GetEncoding(PyObject* e) { return get_encoding(e, Exc::kUnicodeDecodeError, __func__); }
PyObject* PyUnicodeEncodeError_GetObject(PyObject* e) { return get_object(e, Exc::kUnicodeEncodeError, __func__); }
PyObject* PyUnicodeDecodeError_GetObject(PyObject* e) { return get_object(e, Exc::kUnicodeDecodeError, __func__); }
PyObject* PyUnicodeTranslateError_GetObject(PyObject* e) { return get_object(e, Exc::kUnicodeTranslateError, __func__); }
PyObject* PyUnicodeEncodeError_GetReason(PyObject* e) { return get_reason(e, Exc::kUnicodeEncodeError, __func__); }
PyObject* PyUnicodeDecodeError_GetReason(PyObject* e) { return get_reason(e, Exc::kUnicodeDecodeError, __func__); }
PyObject* PyUnicodeTranslateError_GetReason(PyObject* e) { return get_reason(e, Exc::kUnicodeTranslateError, __func__); }
int PyUnicodeEncodeError_SetReason(PyObject* e, const char* reason) { return set_reason(e, Exc::kUnicodeEncodeError, reason, __func__); }
int PyUnicodeDecodeError_SetReason(PyObject* e, const char* reason) { return set_reason(e, Exc::kUnicodeDecodeError, reason, __func__); }
int PyUnicodeTranslateError_SetReason(PyObject* e, const char* reason) { return set_reason(e, Exc::kUnicodeTranslateError, reason, __func__); }
int PyUnicodeEncodeError_GetStart(PyObject* e, Py_ssize_t* start) { return get_place(e, Exc::kUnicodeEncodeError, kStart, start, __func__); }
int PyUnicodeDecodeError_GetStart(PyObject* e, Py_ssize_t* start) { return get_place(e, Exc::kUnicodeDecodeError, kStart, start, __func__); }
int PyUnicodeTranslateError_GetStart(PyObject* e, Py_ssize_t* start) { return get_place(e, Exc::kUnicodeTranslateError, kStart, start, __func__); }
int PyUnicodeEncodeError_GetEnd(PyObject* e, Py_ssize_t* end) { return get_place(e, Exc::kUnicodeEncodeError, kEnd, end, __func__); }
int PyUnicodeDecodeError_GetEnd(PyObject* e, Py_ssize_t* end) { return get_place(e, Exc::kUnicodeDecodeError, kEnd, end, __func__); }
int PyUnicodeTranslateError_GetEnd(PyObject* e, Py_ssize_t* end) { return get_place(e, Exc::kUnicodeTranslateError, kEnd, end, __func__); }
int PyUnicodeEncodeError_SetStart(PyObject* e, Py_ssize_t start) { return set_place(e, Exc::kUnicodeEncodeError, kStart, start, __func__); }
int PyUnicodeDecodeError_SetStart(PyObject* e, Py_ssize_t start) { return set_place(e, Exc::kUnicodeDecodeError, kStart, start, __func__); }
int PyUnicodeTranslateError_SetStart(PyObject* e, Py_ssize_t start) { return set_place(e, Exc::kUnicodeTranslateError, kStart, start, __func__); }
int PyUnicodeEncodeError_SetEnd(PyObject* e, Py_ssize_t end) { return set_place(e, Exc::kUnicodeEncodeError, kEnd, end, __func__); }
int PyUnicodeDecodeError_SetEnd(PyObject* e, Py_ssize_t end) { return set_place(e, Exc::kUnicodeDecodeError, kEnd, end, __func__); }
int PyUnicodeTranslateError_SetEnd(PyObject* e, Py_ssize_t end) { return set_place(e, Exc::kUnicodeTranslateError, kEnd, end, __func__); }
