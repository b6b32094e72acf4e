// SPDX-License-Identifier: MIT
// Between str and bytes.
#include <climits>
#include <cstring>
#include <cwchar>

#include "api.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codec_native.h"
#include "objects/codecs.h"
#include "objects/str.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// The names that a codec is told by.
class CodecNames {
 public:
  Status take(ThreadState& ts, const char* encoding, const char* errors) {
    if (encoding != nullptr) encoding_ = TRY(new_str(ts, encoding));
    if (errors != nullptr) errors_ = TRY(new_str(ts, errors));
    return {};
  }
  Str* encoding() const { return encoding_.get(); }
  Str* errors() const { return errors_.get(); }

 private:
  Own<Str> encoding_;
  Own<Str> errors_;
};

Result<ByteSource> source_of(Api api, const char* data, Py_ssize_t size) {
  if (size < 0 || (data == nullptr && size > 0)) return raise_bad_call(api);
  return ByteSource{{reinterpret_cast<const uint8_t*>(data != nullptr ? data : ""), static_cast<size_t>(size)}, Value::null()};
}

Result<Str*> need_str(Api api, PyObject* object) {
  if (!is_c<Str>(object)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
  return &as<Str>(from_c(object));
}

/// Decodes by one of the native codecs: `decode(api, source, errors)`.
template <class Decode>
PyObject* decode_by(const char* data, Py_ssize_t size, const char* errors, Decode decode, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    ByteSource source = TRY(source_of(api, data, size));
    CodecNames names;
    TRY(names.take(api, nullptr, errors));
    return decode(api, source, names.errors());
  }, function);
}
template <class Encode>
PyObject* encode_by(PyObject* text, Encode encode, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    return encode(api, *s);
  }, function);
}

/// For decoders that may stop early: the place for the number of bytes, or null.
struct Consumed {
  explicit Consumed(Py_ssize_t* place) : place_(place) {}
  ~Consumed() {
    if (place_ != nullptr) *place_ = count;
  }
  Consumed(const Consumed&) = delete;
  Consumed& operator=(const Consumed&) = delete;
  int64_t* get() { return place_ != nullptr ? &count : nullptr; }
  int64_t count = 0;

 private:
  Py_ssize_t* place_;
};

}  // namespace

// -- any codec ---------------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_Decode(const char* data, Py_ssize_t size, const char* encoding, const char* errors) {
  return api_object([&](Api api) -> Result<Ref> {
    ByteSource source = TRY(source_of(api, data, size));
    CodecNames names;
    TRY(names.take(api, encoding, errors));
    Own<Bytes> bytes = TRY(new_bytes(api, std::string_view(reinterpret_cast<const char*>(source.data.data()), source.data.size())));
    return decode_object(api, bytes, names.encoding(), names.errors());
  });
}
PyObject* PyUnicode_AsEncodedString(PyObject* text, const char* encoding, const char* errors) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    CodecNames names;
    TRY(names.take(api, encoding, errors));
    return encode_str(api, *s, names.encoding(), names.errors());
  });
}

namespace {

/// codecs.encode() and codecs.decode() of a str.
PyObject* code_object(PyObject* text, const char* encoding, const char* errors, Result<Ref> (*code)(ThreadState&, Value, Str&, Str*), bool want_str,
                      const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(need_str(api, text));
    CodecNames names;
    TRY(names.take(api, encoding != nullptr ? encoding : "utf-8", errors));
    Ref answer = TRY(code(api, from_c(text), *names.encoding(), names.errors()));
    if (!want_str || is<Str>(answer)) return answer;
    return raise(api, Exc::kTypeError, "'%.400s' %scoder returned '%.400s' instead of 'str'; use codecs.%scode() to %scode to arbitrary types",
                 encoding != nullptr ? encoding : "utf-8", code == &codec_encode ? "en" : "de", type_name(api, answer), code == &codec_encode ? "en" : "de",
                 code == &codec_encode ? "en" : "de");
  }, function);
}

}  // namespace

PyObject* PyUnicode_AsDecodedObject(PyObject* text, const char* encoding, const char* errors) { return code_object(text, encoding, errors, &codec_decode, false); }
PyObject* PyUnicode_AsDecodedUnicode(PyObject* text, const char* encoding, const char* errors) { return code_object(text, encoding, errors, &codec_decode, true); }
PyObject* PyUnicode_AsEncodedObject(PyObject* text, const char* encoding, const char* errors) { return code_object(text, encoding, errors, &codec_encode, false); }
PyObject* PyUnicode_AsEncodedUnicode(PyObject* text, const char* encoding, const char* errors) { return code_object(text, encoding, errors, &codec_encode, true); }
const char* PyUnicode_GetDefaultEncoding(void) { return "utf-8"; }

// -- UTF ---------------------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_DecodeUTF8Stateful(const char* data, Py_ssize_t size, const char* errors, Py_ssize_t* consumed) {
  Consumed taken(consumed);
  return decode_by(data, size, errors, [&](ThreadState& ts, ByteSource source, Str* how) { return decode_utf8(ts, source, how, taken.get()); });
}
PyObject* PyUnicode_DecodeUTF8(const char* data, Py_ssize_t size, const char* errors) { return PyUnicode_DecodeUTF8Stateful(data, size, errors, nullptr); }
PyObject* PyUnicode_AsUTF8String(PyObject* text) {
  return encode_by(text, [](ThreadState& ts, Str& s) { return encode_utf8(ts, s, nullptr); });
}
PyObject* PyUnicode_DecodeUTF7Stateful(const char* data, Py_ssize_t size, const char* errors, Py_ssize_t* consumed) {
  Consumed taken(consumed);
  return decode_by(data, size, errors, [&](ThreadState& ts, ByteSource source, Str* how) { return decode_utf7(ts, source, how, taken.get()); });
}
PyObject* PyUnicode_DecodeUTF7(const char* data, Py_ssize_t size, const char* errors) { return PyUnicode_DecodeUTF7Stateful(data, size, errors, nullptr); }

namespace {

/// UTF-16 and UTF-32: *order is -1 little, 0 as a byte order mark says (and told afterwards), 1 big.
template <class Decode>
PyObject* decode_wide(const char* data, Py_ssize_t size, const char* errors, int* order, Py_ssize_t* consumed, Decode decode,
                      const char* function = __builtin_FUNCTION()) {
  Consumed taken(consumed);
  Endian endian = order == nullptr || *order == 0 ? Endian::kNative : *order < 0 ? Endian::kLittle : Endian::kBig;
  PyObject* text = decode_by(
      data, size, errors, [&](ThreadState& ts, ByteSource source, Str* how) { return decode(ts, source, how, endian, taken.get()); }, function);
  if (text != nullptr && order != nullptr) *order = static_cast<int>(endian);
  return text;
}

}  // namespace

PyObject* PyUnicode_DecodeUTF16Stateful(const char* data, Py_ssize_t size, const char* errors, int* order, Py_ssize_t* consumed) {
  return decode_wide(data, size, errors, order, consumed, decode_utf16);
}
PyObject* PyUnicode_DecodeUTF16(const char* data, Py_ssize_t size, const char* errors, int* order) {
  return decode_wide(data, size, errors, order, nullptr, decode_utf16);
}
PyObject* PyUnicode_DecodeUTF32Stateful(const char* data, Py_ssize_t size, const char* errors, int* order, Py_ssize_t* consumed) {
  return decode_wide(data, size, errors, order, consumed, decode_utf32);
}
PyObject* PyUnicode_DecodeUTF32(const char* data, Py_ssize_t size, const char* errors, int* order) {
  return decode_wide(data, size, errors, order, nullptr, decode_utf32);
}
PyObject* PyUnicode_AsUTF16String(PyObject* text) {
  return encode_by(text, [](ThreadState& ts, Str& s) { return encode_utf16(ts, s, nullptr, Endian::kNative); });
}
PyObject* PyUnicode_AsUTF32String(PyObject* text) {
  return encode_by(text, [](ThreadState& ts, Str& s) { return encode_utf32(ts, s, nullptr, Endian::kNative); });
}

// -- others ------------------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_DecodeUnicodeEscape(const char* data, Py_ssize_t size, const char* errors) {
  return decode_by(data, size, errors, [](ThreadState& ts, ByteSource source, Str* how) { return decode_unicode_escape(ts, source, how); });
}
PyObject* PyUnicode_AsUnicodeEscapeString(PyObject* text) { return encode_by(text, encode_unicode_escape); }
PyObject* PyUnicode_DecodeRawUnicodeEscape(const char* data, Py_ssize_t size, const char* errors) {
  return decode_by(data, size, errors, [](ThreadState& ts, ByteSource source, Str* how) { return decode_raw_unicode_escape(ts, source, how); });
}
PyObject* PyUnicode_AsRawUnicodeEscapeString(PyObject* text) { return encode_by(text, encode_raw_unicode_escape); }
PyObject* PyUnicode_DecodeLatin1(const char* data, Py_ssize_t size, const char*) {
  return decode_by(data, size, nullptr, [](ThreadState& ts, ByteSource source, Str*) { return decode_latin1(ts, source); });
}
PyObject* PyUnicode_AsLatin1String(PyObject* text) {
  return encode_by(text, [](ThreadState& ts, Str& s) { return encode_latin1(ts, s, nullptr); });
}
PyObject* PyUnicode_DecodeASCII(const char* data, Py_ssize_t size, const char* errors) {
  return decode_by(data, size, errors, [](ThreadState& ts, ByteSource source, Str* how) { return decode_ascii(ts, source, how); });
}
PyObject* PyUnicode_AsASCIIString(PyObject* text) {
  return encode_by(text, [](ThreadState& ts, Str& s) { return encode_ascii(ts, s, nullptr); });
}
PyObject* PyUnicode_DecodeCharmap(const char* data, Py_ssize_t size, PyObject* mapping, const char* errors) {
  return decode_by(data, size, errors, [&](ThreadState& ts, ByteSource source, Str* how) { return decode_charmap(ts, source, how, from_c(mapping)); });
}
PyObject* PyUnicode_AsCharmapString(PyObject* text, PyObject* mapping) {
  if (mapping == nullptr) {
    PyErr_BadArgument();
    return nullptr;
  }
  return encode_by(text, [&](ThreadState& ts, Str& s) { return encode_charmap(ts, s, nullptr, from_c(mapping)); });
}
PyObject* PyUnicode_BuildEncodingMap(PyObject* text) {
  return api_object([&](Api api) -> Result<Ref> {
    if (!is_c<Str>(text) || as<Str>(from_c(text)).length == 0) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    return build_charmap(api, as<Str>(from_c(text)));
  });
}

// -- file names, the locale ------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_DecodeFSDefaultAndSize(const char* data, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (data == nullptr || size < 0) return raise_bad_call(api);
    return decode_file_name(api, std::string_view(data, static_cast<size_t>(size)));
  });
}
PyObject* PyUnicode_DecodeFSDefault(const char* data) { return PyUnicode_DecodeFSDefaultAndSize(data, data != nullptr ? static_cast<Py_ssize_t>(std::strlen(data)) : -1); }
PyObject* PyUnicode_EncodeFSDefault(PyObject* text) { return PyUnicode_AsEncodedString(text, "utf-8", "surrogateescape"); }

int PyUnicode_FSConverter(PyObject* argument, void* place) {
  auto** result = static_cast<PyObject**>(place);
  if (result == nullptr) return report_misuse("PyUnicode_FSConverter"), 0;
  if (argument == nullptr) {  // undo
    Py_XDECREF(*result);
    *result = nullptr;
    return 1;
  }
  PyObject* path = PyOS_FSPath(argument);
  if (path == nullptr) return 0;
  PyObject* bytes = is_c<Bytes>(path) ? path : PyUnicode_EncodeFSDefault(path);
  if (bytes != path) Py_DECREF(path);
  if (bytes == nullptr) return 0;
  if (as<Bytes>(from_c(bytes)).view().find('\0') != std::string_view::npos) {
    Py_DECREF(bytes);
    PyErr_SetString(PyExc_ValueError, "embedded null byte");
    return 0;
  }
  *result = bytes;
  return Py_CLEANUP_SUPPORTED;
}
int PyUnicode_FSDecoder(PyObject* argument, void* place) {
  auto** result = static_cast<PyObject**>(place);
  if (result == nullptr) return report_misuse("PyUnicode_FSDecoder"), 0;
  if (argument == nullptr) {
    Py_XDECREF(*result);
    *result = nullptr;
    return 1;
  }
  PyObject* path = PyOS_FSPath(argument);
  if (path == nullptr) return 0;
  PyObject* text = path;
  if (is_c<Bytes>(path)) {
    text = PyUnicode_DecodeFSDefaultAndSize((PyBytes_AS_STRING)(path), (PyBytes_GET_SIZE)(path));
    Py_DECREF(path);
  }
  if (text == nullptr) return 0;
  for (int64_t i = 0; i < as<Str>(from_c(text)).length; ++i) {
    if (as<Str>(from_c(text)).at(i) != 0) continue;
    Py_DECREF(text);
    PyErr_SetString(PyExc_ValueError, "embedded null character");
    return 0;
  }
  *result = text;
  return Py_CLEANUP_SUPPORTED;
}

namespace {

Status check_locale_errors(Api api, const char* errors) {
  if (errors == nullptr || std::strcmp(errors, "strict") == 0 || std::strcmp(errors, "surrogateescape") == 0) return {};
  return raise(api, Exc::kValueError, "unsupported error handler");
}

}  // namespace

/// The library keeps to UTF-8, as its file names do.
PyObject* PyUnicode_DecodeLocaleAndSize(const char* data, Py_ssize_t size, const char* errors) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, data));
    TRY(check_locale_errors(api, errors));
    ByteSource source = TRY(source_of(api, data, size));
    if (source.data.data()[source.data.size()] != 0 || std::strlen(data) != static_cast<size_t>(size)) {
      return raise(api, Exc::kValueError, "embedded null byte");
    }
    CodecNames names;
    TRY(names.take(api, nullptr, errors));
    return decode_utf8(api, source, names.errors());
  });
}
PyObject* PyUnicode_DecodeLocale(const char* data, const char* errors) {
  return PyUnicode_DecodeLocaleAndSize(data, data != nullptr ? static_cast<Py_ssize_t>(std::strlen(data)) : -1, errors);
}
PyObject* PyUnicode_EncodeLocale(PyObject* text, const char* errors) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(check_locale_errors(api, errors));
    Str* s = TRY(need_str(api, text));
    for (int64_t i = 0; i < s->length; ++i) {
      if (s->at(i) == 0) return raise(api, Exc::kValueError, "embedded null character");
    }
    CodecNames names;
    TRY(names.take(api, nullptr, errors));
    return encode_utf8(api, *s, names.errors());
  });
}

// Before there is an interpreter: C texts, in memory of the raw domain. Bytes that are no text become lone surrogates, and back.

wchar_t* Py_DecodeLocale(const char* text, size_t* size) {
  if (text == nullptr) {
    if (size != nullptr) *size = static_cast<size_t>(-1);
    return nullptr;
  }
  const size_t length = std::strlen(text);
  auto* wide = static_cast<wchar_t*>(PyMem_RawMalloc((length + 1) * sizeof(wchar_t)));
  if (wide == nullptr) {
    if (size != nullptr) *size = static_cast<size_t>(-1);
    return nullptr;
  }
  size_t count = 0;
  std::mbstate_t state = {};
  for (size_t at = 0; at < length;) {
    wchar_t c = 0;
    size_t used = std::mbrtowc(&c, text + at, length - at, &state);
    const bool valid = used != static_cast<size_t>(-1) && used != static_cast<size_t>(-2) && !(c >= 0xd800 && c <= 0xdfff);
    wide[count++] = valid ? c : static_cast<wchar_t>(0xdc00 + static_cast<unsigned char>(text[at]));
    at += valid ? used : 1;
    if (!valid) state = {};
  }
  wide[count] = 0;
  if (size != nullptr) *size = count;
  return wide;
}

char* Py_EncodeLocale(const wchar_t* text, size_t* error_position) {
  if (error_position != nullptr) *error_position = static_cast<size_t>(-1);
  if (text == nullptr) return nullptr;
  const size_t length = std::wcslen(text);
  auto* bytes = static_cast<char*>(PyMem_Malloc(length * MB_LEN_MAX + 1));
  if (bytes == nullptr) return nullptr;
  size_t used = 0;
  std::mbstate_t state = {};
  for (size_t i = 0; i < length; ++i) {
    if (text[i] >= 0xdc80 && text[i] <= 0xdcff) {
      bytes[used++] = static_cast<char>(text[i] - 0xdc00);
      continue;
    }
    size_t size = std::wcrtomb(bytes + used, text[i], &state);
    if (size == static_cast<size_t>(-1)) {
      if (error_position != nullptr) *error_position = i;
      PyMem_Free(bytes);
      return nullptr;
    }
    used += size;
  }
  bytes[used] = 0;
  return bytes;
}
