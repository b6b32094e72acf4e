// SPDX-License-Identifier: MIT
// str: making, reading and writing its data. Its codecs stand in unicode_codecs.cpp, its methods in unicode_methods.cpp.
#include "objects/str.h"

#include <cstring>
#include <cwchar>

#include "api.h"
#include "capi_state.h"
#include "modules/paths.h"
#include "objects/buffer.h"
#include "objects/codec_native.h"
#include "objects/codecs.h"
#include "objects/raise.h"
#include "objects/str_state.h"
#include "objects/text_view.h"

using namespace pyemb;
using namespace pyemb::capi;

static_assert(sizeof(wchar_t) == sizeof(Py_UCS4));
static_assert(int{Str::kOneByte} == PyUnicode_1BYTE_KIND && int{Str::kTwoBytes} == PyUnicode_2BYTE_KIND && int{Str::kFourBytes} == PyUnicode_4BYTE_KIND);

int(PyUnicode_Check)(PyObject* object) { return is_c<Str>(object); }
int(PyUnicode_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kStr); }

namespace {

Result<Str*> need_str(Api api, PyObject* object) {
  if (!is_c<Str>(object)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
  return &as<Str>(from_c(object));
}
Str& str_of(PyObject* object) { return as<Str>(from_c(object)); }

}  // namespace

// -- making ------------------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_FromStringAndSize(const char* utf8, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise(api, Exc::kSystemError, "Negative size passed to PyUnicode_FromStringAndSize");
    if (utf8 == nullptr && size > 0) return raise(api, Exc::kSystemError, "NULL string with positive size with NULL passed to PyUnicode_FromStringAndSize");
    auto* bytes = reinterpret_cast<const uint8_t*>(utf8 != nullptr ? utf8 : "");
    return decode_utf8(api, ByteSource{{bytes, static_cast<size_t>(size)}, Value::null()}, nullptr);
  });
}
Status pyemb::capi::check_utf8(Api api, const char* text) {
  Ref decoded = TRY(decode_utf8(api, ByteSource{{reinterpret_cast<const uint8_t*>(text), std::strlen(text)}, Value::null()}, nullptr));
  return {};
}

PyObject* PyUnicode_FromString(const char* utf8) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, utf8));
    return decode_utf8(api, ByteSource{{reinterpret_cast<const uint8_t*>(utf8), std::strlen(utf8)}, Value::null()}, nullptr);
  });
}
PyObject* PyUnicode_New(Py_ssize_t size, Py_UCS4 max_char) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise(api, Exc::kSystemError, "Negative size passed to PyUnicode_New");
    if (max_char > 0x10ffff) return raise(api, Exc::kSystemError, "invalid maximum character passed to PyUnicode_New");
    return new_str_buffer(api, size, max_char);
  });
}
PyObject* PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (size < 0) return raise(api, Exc::kValueError, "size must be positive");
    switch (kind) {
      case PyUnicode_1BYTE_KIND: return new_str_latin1(api, static_cast<const uint8_t*>(data), size);
      case PyUnicode_2BYTE_KIND: return new_str_utf16(api, static_cast<const char16_t*>(data), size);
      case PyUnicode_4BYTE_KIND: return new_str_utf32(api, static_cast<const char32_t*>(data), size);
      default: return raise(api, Exc::kSystemError, "invalid kind");
    }
  });
}
PyObject* PyUnicode_FromWideChar(const wchar_t* text, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (text == nullptr && size != 0) return raise_bad_call(api);
    if (size == -1) size = static_cast<Py_ssize_t>(std::wcslen(text));
    if (size < 0) return raise_bad_call(api);
    for (Py_ssize_t i = 0; i < size; ++i) {
      if (static_cast<uint32_t>(text[i]) > 0x10ffff) {
        return raise(api, Exc::kValueError, "character U+%x is not in range [U+0000; U+10ffff]", static_cast<unsigned>(text[i]));
      }
    }
    return new_str_utf32(api, reinterpret_cast<const char32_t*>(text), size);
  });
}
PyObject* PyUnicode_FromUnicode(const Py_UNICODE* text, Py_ssize_t size) {
  if (text != nullptr && size >= 0) return PyUnicode_FromWideChar(text, size);
  return api_object([&](Api api) -> Result<Ref> {
    if (text != nullptr) return raise_bad_call(api);
    if (size > 0) {
      TRY(warn(api, Exc::kDeprecationWarning, 1, "PyUnicode_FromUnicode(NULL, size) is deprecated; use PyUnicode_New() instead"));
      return raise(api, Exc::kNotImplementedError, "PyUnicode_FromUnicode(NULL, size): use PyUnicode_New()");
    }
    if (size < 0) return raise(api, Exc::kSystemError, "Negative size passed to _PyUnicode_New");
    return empty_str(api);
  });
}
PyObject* PyUnicode_FromOrdinal(int ordinal) {
  return api_object([&](Api api) -> Result<Ref> {
    if (ordinal < 0 || ordinal > 0x10ffff) return raise(api, Exc::kValueError, "chr() arg not in range(0x110000)");
    return new_str_char(api, static_cast<char32_t>(ordinal));
  });
}
PyObject* PyUnicode_FromObject(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    if (is_str(value)) return Ref::copy(value);
    if (!is<Str>(value)) return raise(api, Exc::kTypeError, "Can't convert '%.100s' object to str implicitly", type_name(api, value));
    Str& s = as<Str>(value);
    return new_str(api, Text(s));
  });
}
PyObject* PyUnicode_FromEncodedObject(PyObject* object, const char* encoding, const char* errors) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    if (is<Str>(value)) return raise(api, Exc::kTypeError, "decoding str is not supported");
    if (!has_buffer(api, value)) return raise(api, Exc::kTypeError, "decoding to str: need a bytes-like object, %.80s found", type_name(api, value));
    Own<Str> codec, how;
    if (encoding != nullptr) codec = TRY(new_str(api, encoding));
    if (errors != nullptr) how = TRY(new_str(api, errors));
    return decode_object(api, value, codec.get(), how.get());
  });
}

// -- interning ------------------------------------------------------------------------------------------------------------------------

void PyUnicode_InternInPlace(PyObject** place) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || place == nullptr || !is_exactly_c(*place, TypeId::kStr)) return;
  Result<Own<Str>> interned = intern(*ts, str_of(*place));
  if (interned.raised()) return ts->clear_pending();
  Ref old = Ref::steal(from_c(*place));
  *place = to_c(interned.take().release());
}
void PyUnicode_InternImmortal(PyObject** place) {
  PyUnicode_InternInPlace(place);
  ThreadState* ts = current_thread();
  if (ts == nullptr || place == nullptr || !is_exactly_c(*place, TypeId::kStr)) return;
  ForeignState* state = foreign_state(*ts);
  if (state == nullptr) return;
  auto keep = [&]() -> Status {
    if (state->immortal.is_null()) state->immortal = Value::from_object(TRY(new_dict(*ts)).release());
    return dict_set(*ts, as<Dict>(state->immortal), from_c(*place), Value::none());
  };
  Ref pending = ts->take_pending();
  if (keep().raised()) ts->clear_pending();  // it is interned all the same
  ts->pending = pending.release();
}
PyObject* PyUnicode_InternFromString(const char* utf8) {
  PyObject* text = PyUnicode_FromString(utf8);
  if (text != nullptr) PyUnicode_InternInPlace(&text);
  return text;
}
int(PyUnicode_CHECK_INTERNED)(PyObject* object) {
  const Str* s = trusted<Str>(object, "PyUnicode_CHECK_INTERNED");
  return s != nullptr && s->interned;
}

// -- reading --------------------------------------------------------------------------------------------------------------------------

Py_ssize_t PyUnicode_GetLength(PyObject* object) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(need_str(api, object));
    return s->length;
  });
}
Py_ssize_t PyUnicode_GetSize(PyObject* object) { return PyUnicode_GetLength(object); }
Py_UCS4 PyUnicode_ReadChar(PyObject* object, Py_ssize_t index) {
  return api_number<Py_UCS4>(static_cast<Py_UCS4>(-1), [&](Api api) -> Result<uint32_t> {
    Str* s = TRY(need_str(api, object));
    if (index < 0 || index >= s->length) return raise(api, Exc::kIndexError, "string index out of range");
    return static_cast<uint32_t>(s->at(index));
  });
}
const char* PyUnicode_AsUTF8AndSize(PyObject* object, Py_ssize_t* size) {
  return api_number<const char*>(nullptr, [&](Api api) -> Result<const char*> {
    Str* s = TRY(need_str(api, object));
    std::string_view text = TRY(str_utf8(api, *s));
    if (size != nullptr) *size = static_cast<Py_ssize_t>(text.size());
    return text.data();
  });
}
const char* PyUnicode_AsUTF8(PyObject* object) { return PyUnicode_AsUTF8AndSize(object, nullptr); }
Py_ssize_t PyEmb_UnicodeToUTF8(PyObject* text, char* buffer, size_t room) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(expect<Str>(api, text));
    Utf8 utf8(api, *s);
    if (!utf8.ok()) return raise_no_memory(api);
    if (room > 0) {
      size_t copied = utf8.view().size() < room ? utf8.view().size() : room - 1;
      std::memcpy(buffer, utf8.view().data(), copied);
      buffer[copied] = 0;
    }
    return static_cast<int64_t>(utf8.view().size());
  });
}

int(PyUnicode_KIND)(PyObject* object) {
  const Str* s = trusted<Str>(object, "PyUnicode_KIND");
  return s != nullptr ? static_cast<int>(s->kind) : PyUnicode_1BYTE_KIND;
}
void*(PyUnicode_DATA)(PyObject* object) {
  Str* s = trusted<Str>(object, "PyUnicode_DATA");
  return s != nullptr ? s->data() : nullptr;
}
Py_ssize_t(PyUnicode_GET_LENGTH)(PyObject* object) {
  const Str* s = trusted<Str>(object, "PyUnicode_GET_LENGTH");
  return s != nullptr ? s->length : 0;
}
int(PyUnicode_IS_ASCII)(PyObject* object) {
  const Str* s = trusted<Str>(object, "PyUnicode_IS_ASCII");
  return s != nullptr && s->ascii;
}
Py_UCS4(PyUnicode_MAX_CHAR_VALUE)(PyObject* object) {
  const Str* s = trusted<Str>(object, "PyUnicode_MAX_CHAR_VALUE");
  if (s == nullptr) return 0x7f;
  return s->ascii ? 0x7f : s->kind == Str::kOneByte ? 0xff : s->kind == Str::kTwoBytes ? 0xffff : 0x10ffff;
}

namespace {

void copy_wide(const Str& s, int64_t count, Py_UCS4* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = static_cast<Py_UCS4>(s.at(i));
}

}  // namespace

Py_UCS4* PyUnicode_AsUCS4(PyObject* object, Py_UCS4* buffer, Py_ssize_t room, int with_zero) {
  return api_number<Py_UCS4*>(nullptr, [&](Api api) -> Result<Py_UCS4*> {
    Str* s = TRY(expect<Str>(api, object));
    if (buffer == nullptr || room < 0) return raise_bad_call(api);
    if (room < s->length + (with_zero != 0 ? 1 : 0)) return raise(api, Exc::kSystemError, "string is longer than the buffer");
    copy_wide(*s, s->length, buffer);
    if (with_zero != 0) buffer[s->length] = 0;
    return buffer;
  });
}
Py_UCS4* PyUnicode_AsUCS4Copy(PyObject* object) {
  return api_number<Py_UCS4*>(nullptr, [&](Api api) -> Result<Py_UCS4*> {
    Str* s = TRY(expect<Str>(api, object));
    auto* copy = static_cast<Py_UCS4*>(PyMem_Malloc((static_cast<size_t>(s->length) + 1) * sizeof(Py_UCS4)));
    if (copy == nullptr) return raise_no_memory(api);
    copy_wide(*s, s->length, copy);
    copy[s->length] = 0;
    return copy;
  });
}
Py_ssize_t PyUnicode_AsWideChar(PyObject* object, wchar_t* buffer, Py_ssize_t room) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(expect<Str>(api, object));
    if (buffer == nullptr) return s->length + 1;
    int64_t count = s->length < room ? s->length : room;
    copy_wide(*s, count, reinterpret_cast<Py_UCS4*>(buffer));
    if (count < room) buffer[count] = 0;
    return count;
  });
}
wchar_t* PyUnicode_AsWideCharString(PyObject* object, Py_ssize_t* size) {
  return api_number<wchar_t*>(nullptr, [&](Api api) -> Result<wchar_t*> {
    if (object != nullptr && !is_c<Str>(object)) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    Str* s = TRY(expect<Str>(api, object));
    auto* copy = reinterpret_cast<wchar_t*>(PyUnicode_AsUCS4Copy(object));
    if (copy == nullptr) return Raised{};
    if (size != nullptr) {
      *size = s->length;
    } else if (std::wcslen(copy) != static_cast<size_t>(s->length)) {
      PyMem_Free(copy);
      return raise(api, Exc::kValueError, "embedded null character");
    }
    return copy;
  });
}
Py_UNICODE* PyUnicode_AsUnicodeAndSize(PyObject* object, Py_ssize_t* size) {
  return api_number<Py_UNICODE*>(nullptr, [&](Api api) -> Result<Py_UNICODE*> {
    Str* s = TRY(need_str(api, object));
    const char32_t* text = TRY(str_utf32(api, *s));
    if (size != nullptr) *size = s->length;
    return reinterpret_cast<Py_UNICODE*>(const_cast<char32_t*>(text));
  });
}
Py_UNICODE* PyUnicode_AsUnicode(PyObject* object) { return PyUnicode_AsUnicodeAndSize(object, nullptr); }
const Py_UNICODE* _PyUnicode_AsUnicode(PyObject* object) {
  Py_ssize_t size = 0;
  const Py_UNICODE* text = PyUnicode_AsUnicodeAndSize(object, &size);
  if (text == nullptr || std::wcslen(text) == static_cast<size_t>(size)) return text;
  return api_number<const Py_UNICODE*>(nullptr, [&](Api api) -> Result<const Py_UNICODE*> { return raise(api, Exc::kValueError, "embedded null character"); });
}
PyObject* PyUnicode_Substring(PyObject* object, Py_ssize_t start, Py_ssize_t end) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, object));
    if (start < 0 || end < 0) return raise(api, Exc::kIndexError, "string index out of range");
    end = end > s->length ? s->length : end;
    return str_slice(api, *s, start < end ? start : end, end);
  });
}

// -- writing ----------------------------------------------------------------------------------------------------------------------------

namespace {

/// A str that only the caller knows: nobody has its hash or an interned reference.
Status check_writable(Api api, const Str& s) {
  if (s.refcount == 1 && !s.interned && s.hash == 0 && is_str(Value::from_object(&s))) return {};
  return raise(api, Exc::kSystemError, "Cannot modify a string currently used");
}
void put_char(Str& s, int64_t at, Py_UCS4 c) { PyUnicode_WRITE(int{s.kind}, s.data(), at, c); }

}  // namespace

int PyUnicode_WriteChar(PyObject* object, Py_ssize_t index, Py_UCS4 c) {
  return api_int([&](Api api) -> Status {
    Str* s = TRY(need_str(api, object));
    if (index < 0 || index >= s->length) return raise(api, Exc::kIndexError, "string index out of range");
    TRY(check_writable(api, *s));
    if (c > (PyUnicode_MAX_CHAR_VALUE)(object)) return raise(api, Exc::kValueError, "character out of range");
    put_char(*s, index, c);
    return {};
  });
}
Py_ssize_t PyUnicode_Fill(PyObject* object, Py_ssize_t start, Py_ssize_t length, Py_UCS4 c) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(expect<Str>(api, object));
    TRY(check_writable(api, *s));
    if (c > (PyUnicode_MAX_CHAR_VALUE)(object)) return raise(api, Exc::kValueError, "fill character is bigger than the string maximum character");
    if (start < 0) return raise(api, Exc::kIndexError, "string index out of range");
    int64_t count = s->length - start < length ? s->length - start : length;
    if (count <= 0) return int64_t{0};
    for (int64_t i = 0; i < count; ++i) put_char(*s, start + i, c);
    return count;
  });
}
namespace {
const char* kind_name(const Str& s) { return s.ascii ? "ascii" : s.kind == Str::kOneByte ? "UCS1" : s.kind == Str::kTwoBytes ? "UCS2" : "UCS4"; }
}  // namespace
Py_ssize_t PyUnicode_CopyCharacters(PyObject* to, Py_ssize_t to_start, PyObject* from, Py_ssize_t from_start, Py_ssize_t count) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Str* source = TRY(expect<Str>(api, from));
    Str* target = TRY(expect<Str>(api, to));
    if (from_start < 0 || from_start > source->length || to_start < 0 || to_start > target->length) {
      return raise(api, Exc::kIndexError, "string index out of range");
    }
    if (count < 0) return raise(api, Exc::kSystemError, "how_many cannot be negative");
    int64_t copied = source->length - from_start < count ? source->length - from_start : count;
    if (to_start + copied > target->length) {
      return raise(api, Exc::kSystemError, "Cannot write %zi characters at %zi in a string of %zi characters", static_cast<Py_ssize_t>(copied), to_start,
                   static_cast<Py_ssize_t>(target->length));
    }
    if (copied == 0) return int64_t{0};
    TRY(check_writable(api, *target));
    Py_UCS4 most = (PyUnicode_MAX_CHAR_VALUE)(to);
    for (int64_t i = 0; i < copied; ++i) {
      auto c = static_cast<Py_UCS4>(source->at(from_start + i));
      if (c > most) {
        return raise(api, Exc::kSystemError, "Cannot copy %s characters into a string of %s characters", kind_name(*source), kind_name(*target));
      }
      put_char(*target, to_start + i, c);
    }
    return copied;
  });
}
int PyUnicode_Resize(PyObject** place, Py_ssize_t length) {
  return api_int([&](Api api) -> Status {
    if (place == nullptr || length < 0) return raise_bad_call(api);
    Str* s = TRY(expect<Str>(api, *place));
    if (s->length == length) return {};
    Own<Str> made = TRY(new_str_buffer(api, length, (PyUnicode_MAX_CHAR_VALUE)(*place)));
    int64_t kept = s->length < length ? s->length : length;
    std::memcpy(made->data(), s->data(), static_cast<size_t>(kept) * s->kind);
    Ref old = Ref::steal(from_c(*place));
    *place = to_c(made.release());
    return {};
  });
}
