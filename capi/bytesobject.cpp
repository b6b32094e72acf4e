// SPDX-License-Identifier: MIT
// bytes.
#include "objects/bytes.h"

#include <cstdio>
#include <cstring>

#include "api.h"
#include "format.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/call.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

int(PyBytes_Check)(PyObject* object) { return is_c<Bytes>(object); }
int(PyBytes_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kBytes); }

namespace {

/// A bytes, or TypeError "expected bytes, int found".
Result<Bytes*> need_bytes(Api api, PyObject* object) {
  Value value = TRY(expect_value(api, object));
  if (!is<Bytes>(value)) return raise(api, Exc::kTypeError, "expected bytes, %.200s found", type_name(api, value));
  return &as<Bytes>(value);
}

}  // namespace

// -- making ------------------------------------------------------------------------------------------------------------------------

PyObject* PyBytes_FromStringAndSize(const char* data, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise(api, Exc::kSystemError, "Negative size passed to PyBytes_FromStringAndSize");
    if (data == nullptr) return new_bytes_buffer(api, size);
    return new_bytes(api, std::string_view(data, static_cast<size_t>(size)));
  });
}
PyObject* PyBytes_FromString(const char* text) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, text));
    return new_bytes(api, text);
  });
}
PyObject* PyBytes_FromObject(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    if (is_bytes(value)) return Ref::copy(value);
    if (has_buffer(api, value)) return bytes_from_object(api, value);
    if (!is<Str>(value) && is_iterable(api, value)) return bytes_from_iterable(api, value, kBytesRange);
    return raise(api, Exc::kTypeError, "cannot convert '%.200s' object to bytes", type_name(api, value));
  });
}

namespace {

/// A C value of a format of PyBytes_FromFormat: d i u x c s p with l and z; flags, width and precision are printf's.
class BytesFormat {
 public:
  BytesFormat(ThreadState& ts, FormatArguments& arguments) : ts_(ts), arguments_(arguments) {}

  Result<Ref> run(const char* format) {
    for (const char* at = format; *at != 0;) {
      if (*at != '%') {
        out_.append(*at++);
        continue;
      }
      const char* next = directive(at);
      if (next == nullptr) {  // what is not understood is copied as it stands, with all that follows
        out_.append(at);
        break;
      }
      at = next;
    }
    if (fault_) return Raised{};
    if (!out_.ok()) return raise_no_memory(ts_);
    return new_bytes(ts_, out_.view());
  }

 private:
  const char* directive(const char* start) {
    const char* at = start + 1;
    while (*at >= '0' && *at <= '9') ++at;
    int64_t precision = -1;
    if (*at == '.') {
      precision = 0;
      for (++at; *at >= '0' && *at <= '9'; ++at) precision = precision * 10 + (*at - '0');
    }
    bool is_long = false, is_size = false;
    if (*at == 'l' && (at[1] == 'd' || at[1] == 'u')) {
      is_long = true;
      ++at;
    } else if (*at == 'z' && (at[1] == 'd' || at[1] == 'u')) {
      is_size = true;
      ++at;
    }
    char text[64];
    switch (*at) {
      case '%': out_.append('%'); break;
      case 'c': character(va_arg(arguments_.list, int)); break;
      case 'd':
        if (is_long) {
          std::snprintf(text, sizeof text, "%ld", va_arg(arguments_.list, long));
        } else if (is_size) {
          std::snprintf(text, sizeof text, "%zd", va_arg(arguments_.list, Py_ssize_t));
        } else {
          std::snprintf(text, sizeof text, "%d", va_arg(arguments_.list, int));
        }
        out_.append(text);
        break;
      case 'u':
        if (is_long) {
          std::snprintf(text, sizeof text, "%lu", va_arg(arguments_.list, unsigned long));
        } else if (is_size) {
          std::snprintf(text, sizeof text, "%zu", va_arg(arguments_.list, size_t));
        } else {
          std::snprintf(text, sizeof text, "%u", va_arg(arguments_.list, unsigned int));
        }
        out_.append(text);
        break;
      case 'i':
        std::snprintf(text, sizeof text, "%i", va_arg(arguments_.list, int));
        out_.append(text);
        break;
      case 'x':
        std::snprintf(text, sizeof text, "%x", va_arg(arguments_.list, int));
        out_.append(text);
        break;
      case 'p':
        std::snprintf(text, sizeof text, "%p", va_arg(arguments_.list, void*));
        out_.append(text);
        break;
      case 's': {
        const char* source = va_arg(arguments_.list, const char*);
        size_t size = precision < 0 ? std::strlen(source) : strnlen(source, static_cast<size_t>(precision));
        out_.append(std::string_view(source, size));
        break;
      }
      default: return nullptr;
    }
    return at + 1;
  }
  void character(int c) {
    if (c >= 0 && c <= 255) return out_.append(static_cast<char>(c));
    if (!fault_) static_cast<void>(raise(ts_, Exc::kOverflowError, "PyBytes_FromFormatV(): %%c format expects an integer in range [0; 255]"));
    fault_ = true;
  }

  ThreadState& ts_;
  FormatArguments& arguments_;
  TextBuffer out_;
  bool fault_ = false;
};

}  // namespace

PyObject* PyBytes_FromFormatV(const char* format, va_list list) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, format));
    FormatArguments arguments(list);
    return BytesFormat(api, arguments).run(format);
  });
}
PyObject* PyBytes_FromFormat(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* bytes = PyBytes_FromFormatV(format, list);
  va_end(list);
  return bytes;
}

// -- reading -----------------------------------------------------------------------------------------------------------------------

Py_ssize_t PyBytes_Size(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Bytes* bytes = TRY(need_bytes(api, object));
    return bytes->size;
  });
}
char* PyBytes_AsString(PyObject* object) {
  return api_number<char*>(nullptr, [&](Api api) -> Result<char*> {
    Bytes* bytes = TRY(need_bytes(api, object));
    return reinterpret_cast<char*>(bytes->data());
  });
}
int PyBytes_AsStringAndSize(PyObject* object, char** data, Py_ssize_t* size) {
  return api_int([&](Api api) -> Status {
    if (data == nullptr) return raise_bad_call(api);
    Bytes* bytes = TRY(need_bytes(api, object));
    *data = reinterpret_cast<char*>(bytes->data());
    if (size != nullptr) {
      *size = bytes->size;
    } else if (bytes->view().find('\0') != std::string_view::npos) {
      return raise(api, Exc::kValueError, "embedded null byte");
    }
    return {};
  });
}
char*(PyBytes_AS_STRING)(PyObject* object) {
  static constexpr char kEmpty[1] = "";
  Bytes* self = trusted<Bytes>(object, "PyBytes_AS_STRING");
  return self != nullptr ? reinterpret_cast<char*>(self->data()) : const_cast<char*>(kEmpty);
}
Py_ssize_t(PyBytes_GET_SIZE)(PyObject* object) {
  const Bytes* self = trusted<Bytes>(object, "PyBytes_GET_SIZE");
  return self != nullptr ? self->size : 0;
}

PyObject* PyBytes_Repr(PyObject* object, int) {
  return api_object([&](Api api) -> Result<Ref> {
    Bytes* bytes = TRY(expect<Bytes>(api, object));
    return bytes_repr_of(api, bytes->view(), BytesRepr{});
  });
}

// -- changing ------------------------------------------------------------------------------------------------------------------------

void PyBytes_Concat(PyObject** left, PyObject* right) {
  if (left == nullptr || *left == nullptr) return;
  Ref old = Ref::steal(from_c(*left));
  *left = nullptr;
  if (right == nullptr) return;
  *left = api_object([&](Api api) -> Result<Ref> {
    Slots& slots = type_of(api, old).slots;
    if (!is<Bytes>(old) || slots.concat == nullptr) return raise(api, Exc::kTypeError, "can't concat %.100s to %.100s", type_name(api, from_c(right)), type_name(api, old));
    return slots.concat(api, old, from_c(right));
  }, "PyBytes_Concat");
}
void PyBytes_ConcatAndDel(PyObject** left, PyObject* right) {
  PyBytes_Concat(left, right);
  Py_XDECREF(right);
}
int _PyBytes_Resize(PyObject** place, Py_ssize_t size) {
  if (place == nullptr) return report_misuse("_PyBytes_Resize"), -1;
  Ref old = Ref::steal(from_c(*place));
  *place = nullptr;
  *place = api_object([&](Api api) -> Result<Ref> {
    if (!is<Bytes>(old) || size < 0 || old.object()->refcount != 1) return raise_bad_call(api);
    Bytes& bytes = *old.as<Bytes>();
    if (bytes.size == size) return std::move(old);
    Own<Bytes> made = TRY(new_bytes_buffer(api, size));
    std::memcpy(made->data(), bytes.data(), static_cast<size_t>(bytes.size < size ? bytes.size : size));
    return made;
  }, "_PyBytes_Resize");
  return *place != nullptr ? 0 : -1;
}
PyObject* _PyBytes_Join(PyObject* separator, PyObject* iterable) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect<Bytes>(api, separator));
    Value items = TRY(expect_value(api, iterable));
    Ref join = TRY(get_attr(api, from_c(separator), "join"));
    return call(api, join, items);
  });
}

PyObject* PyBytes_DecodeEscape(const char* text, Py_ssize_t length, const char* errors, Py_ssize_t, const char*) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, text));
    Own<Bytes> source = TRY(new_bytes(api, std::string_view(text, static_cast<size_t>(length))));
    Ref decode = Ref::steal(from_c(_PyImport_GetModuleAttrString("_codecs", "escape_decode")));
    if (!decode) return Raised{};
    Own<Str> how = TRY(new_str(api, errors != nullptr ? errors : "strict"));
    Ref answer = TRY(call(api, decode, source, how));
    if (!is<Tuple>(answer)) return raise_bad_call(api);
    return Ref::copy(answer.as<Tuple>()->at(0));
  });
}

// -- bytearray -----------------------------------------------------------------------------------------------------------------------

int(PyByteArray_Check)(PyObject* object) { return is_c<ByteArray>(object); }
int(PyByteArray_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kByteArray); }

PyObject* PyByteArray_FromObject(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return call(api, Value::from_object(&core_type(api, TypeId::kByteArray)), value);
  });
}
PyObject* PyByteArray_FromStringAndSize(const char* data, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise(api, Exc::kSystemError, "Negative size passed to PyByteArray_FromStringAndSize");
    if (data == nullptr) return new_byte_array_buffer(api, size);
    return new_byte_array(api, std::string_view(data, static_cast<size_t>(size)));
  });
}
PyObject* PyByteArray_Concat(PyObject* left, PyObject* right) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, left));
    Value b = TRY(expect_value(api, right));
    Buffer first(api), second(api);
    bool well = !first.open(a).raised() && !second.open(b).raised();
    if (!well) {
      api.ts.clear_pending();
      return raise(api, Exc::kTypeError, "can't concat %.100s to %.100s", type_name(api, b), type_name(api, a));
    }
    Own<ByteArray> made = TRY(new_byte_array_buffer(api, first.size() + second.size()));
    std::memcpy(made->start, first.data(), static_cast<size_t>(first.size()));
    std::memcpy(made->start + first.size(), second.data(), static_cast<size_t>(second.size()));
    return made;
  });
}
Py_ssize_t PyByteArray_Size(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    ByteArray* array = TRY(expect<ByteArray>(api, object));
    return array->size;
  });
}
char* PyByteArray_AsString(PyObject* object) {
  return api_number<char*>(nullptr, [&](Api api) -> Result<char*> {
    ByteArray* array = TRY(expect<ByteArray>(api, object));
    return (PyByteArray_AS_STRING)(to_c(array));
  });
}
int PyByteArray_Resize(PyObject* object, Py_ssize_t size) {
  return api_int([&](Api api) -> Status {
    ByteArray* array = TRY(expect<ByteArray>(api, object));
    if (size < 0) return raise_bad_call(api);
    return byte_array_resize(api, *array, size);
  });
}
char*(PyByteArray_AS_STRING)(PyObject* object) {
  static constexpr char kEmpty[1] = "";
  ByteArray* array = trusted<ByteArray>(object, "PyByteArray_AS_STRING");
  return array != nullptr && array->start != nullptr ? reinterpret_cast<char*>(array->start) : const_cast<char*>(kEmpty);
}
Py_ssize_t(PyByteArray_GET_SIZE)(PyObject* object) {
  const ByteArray* self = trusted<ByteArray>(object, "PyByteArray_GET_SIZE");
  return self != nullptr ? self->size : 0;
}
