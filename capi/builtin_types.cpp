// SPDX-License-Identifier: MIT
// Numbers, strings and dicts.
#include <cstring>

#include "api.h"
#include "objects/codec_native.h"
#include "objects/dict.h"
#include "objects/number.h"
#include "objects/str.h"

using namespace pyemb;
using namespace pyemb::capi;

PyObject* PyLong_FromLongLong(long long value) {
  return api_object([&](ThreadState& ts) { return new_int(ts, value); });
}
long long PyLong_AsLongLong(PyObject* object) {
  return api_number<long long>(-1, [&](ThreadState& ts) -> Result<int64_t> {
    Value value = TRY(expect_value(ts, object));
    return to_int64(ts, value);
  });
}
PyObject* PyFloat_FromDouble(double value) {
  return api_object([&](ThreadState& ts) { return new_float(ts, value); });
}
double PyFloat_AsDouble(PyObject* object) {
  return api_number<double>(-1.0, [&](ThreadState& ts) -> Result<double> {
    Value value = TRY(expect_value(ts, object));
    return to_double(ts, value);
  });
}
PyObject* PyBool_FromLong(long value) { return to_c(Value::boolean(value != 0)); }

PyObject* PyUnicode_FromString(const char* utf8) {
  return PyUnicode_FromStringAndSize(utf8, utf8 != nullptr ? static_cast<Py_ssize_t>(std::strlen(utf8)) : 0);
}
PyObject* PyUnicode_FromStringAndSize(const char* utf8, Py_ssize_t size) {
  return api_object([&](ThreadState& ts) -> Result<Ref> {
    if (size < 0 || (utf8 == nullptr && size > 0)) return raise(ts, Exc::kSystemError, "bad argument to PyUnicode_FromStringAndSize");
    auto* bytes = reinterpret_cast<const uint8_t*>(utf8 != nullptr ? utf8 : "");
    return decode_utf8(ts, ByteSource{{bytes, static_cast<size_t>(size)}, Value::null()}, nullptr);
  });
}
Py_ssize_t PyEmb_UnicodeToUTF8(PyObject* text, char* buffer, size_t room) {
  return api_number<Py_ssize_t>(-1, [&](ThreadState& ts) -> Result<int64_t> {
    Str* s = TRY(expect<Str>(ts, text));
    Utf8 utf8(ts, *s);
    if (!utf8.ok()) return raise_no_memory(ts);
    if (room > 0) {
      size_t copied = utf8.view().size() < room ? utf8.view().size() : room - 1;
      std::memcpy(buffer, utf8.view().data(), copied);
      buffer[copied] = 0;
    }
    return static_cast<int64_t>(utf8.view().size());
  });
}

PyObject* PyDict_New(void) {
  return api_object([&](ThreadState& ts) -> Result<Ref> { return new_dict(ts); });
}
PyObject* PyDict_GetItemString(PyObject* dict, const char* key) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || dict == nullptr || !is<Dict>(from_c(dict))) return nullptr;
  return to_c(dict_get(*ts, as<Dict>(from_c(dict)), key));
}
int PyDict_SetItemString(PyObject* dict, const char* key, PyObject* value) {
  return api_int([&](ThreadState& ts) -> Status {
    Dict* target = TRY(expect<Dict>(ts, dict));
    Value stored = TRY(expect_value(ts, value));
    return dict_set(ts, *target, key, stored);
  });
}
