// SPDX-License-Identifier: MIT
// Py_BuildValue: Python values from C values by a format.
#include <cstring>
#include <cwchar>

#include "build_value.h"
#include "objects/bytes.h"
#include "objects/codec_native.h"
#include "objects/complex.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/number.h"
#include "objects/str.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace pyemb::capi {
namespace {

/// Reads a format from left to right and takes the arguments that it speaks of. On failure too, the arguments of "N" are all taken over.
class ValueBuilder {
 public:
  ValueBuilder(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes) : ts_(ts), at_(format), arguments_(arguments), sizes_(sizes) {}

  Result<Ref> build() {
    int64_t count = TRY(count_items(0));
    if (count == 0) return Ref::none();
    if (count == 1) return item();
    return tuple(count, 0);
  }
  Result<Ref> build_as_tuple() {
    int64_t count = TRY(count_items(0));
    if (count != 1) return tuple(count, 0);
    Ref value = TRY(item());
    if (is<Tuple>(value)) return value;
    return new_tuple_of(ts_, value);
  }
  /// The items one by one, if there are at most `room` of them.
  template <class Put>
  Result<bool> build_each(size_t room, Put put) {
    int64_t count = TRY(count_items(0));
    if (count > static_cast<int64_t>(room)) return false;
    TRY(items(count, put));
    TRY(close(0));
    return true;
  }

 private:
  /// How many items stand before `end` at this level.
  Result<int64_t> count_items(char end) {
    int64_t count = 0;
    int level = 0;
    for (const char* at = at_; level > 0 || *at != end; ++at) {
      switch (*at) {
        case 0: return raise(ts_, Exc::kSystemError, "unmatched paren in format");
        case '(':
        case '[':
        case '{': count += level++ == 0 ? 1 : 0; break;
        case ')':
        case ']':
        case '}': --level; break;
        case '#':
        case '&':
        case ',':
        case ':':
        case ' ':
        case '\t': break;
        default: count += level == 0 ? 1 : 0;
      }
    }
    return count;
  }

  void skip_separators() {
    while (*at_ == ',' || *at_ == ':' || *at_ == ' ' || *at_ == '\t') ++at_;
  }
  Status close(char end) {
    skip_separators();
    if (*at_ != end) return raise(ts_, Exc::kSystemError, "Unmatched paren in format");
    if (end != 0) ++at_;
    return {};
  }

  /// The items of a container. All are made, even after one has failed, so that those of "N" are not lost.
  template <class Put>
  Status items(int64_t count, Put put) {
    Ref error;
    for (int64_t i = 0; i < count; ++i) {
      Result<Ref> made = item();
      Status well = {};
      if (!made.raised()) {
        Ref value = made.take();
        if (error) continue;
        well = put(i, std::move(value));
        if (!well.raised()) continue;
      }
      Ref raised = ts_.take_pending();
      if (!error) error = std::move(raised);
    }
    if (!error) return {};
    return ts_.set_pending(std::move(error));
  }

  /// Takes the items of a container over that could not be made: those of "N" must not be lost.
  Raised drop_items(int64_t count) {
    Ref error = ts_.take_pending();
    if (items(count, [](int64_t, Ref) { return Status(); }).raised()) ts_.clear_pending();
    return ts_.set_pending(std::move(error));
  }

  Result<Ref> tuple(int64_t count, char end) {
    Result<Own<Tuple>> empty = new_tuple(ts_, count);
    if (UNLIKELY(empty.raised())) return drop_items(count);
    Own<Tuple> made = empty.take();
    for (int64_t i = 0; i < count; ++i) made->set(i, Ref::none());  // code that runs meanwhile may see it
    TRY(items(count, [&](int64_t i, Ref value) -> Status {
      made->set(i, std::move(value));
      return {};
    }));
    TRY(close(end));
    return made;
  }
  Result<Ref> list(int64_t count) {
    Result<Own<List>> empty = new_list(ts_, count);
    if (UNLIKELY(empty.raised())) return drop_items(count);
    Own<List> made = empty.take();
    TRY(items(count, [&](int64_t, Ref value) { return list_append(ts_, *made, std::move(value)); }));
    TRY(close(']'));
    return made;
  }
  Result<Ref> dict(int64_t count) {
    if (count % 2 != 0) return raise(ts_, Exc::kSystemError, "Bad dict format");
    Result<Own<Dict>> empty = new_dict(ts_);
    if (UNLIKELY(empty.raised())) return drop_items(count);
    Own<Dict> made = empty.take();
    Ref key;
    TRY(items(count, [&](int64_t i, Ref value) -> Status {
      if (i % 2 == 0) {
        key = std::move(value);
        return {};
      }
      return dict_set(ts_, *made, key, value);
    }));
    TRY(close('}'));
    return made;
  }

  Result<Ref> item() {
    skip_separators();
    switch (char c = *at_++) {
      case '(': {
        int64_t count = TRY(count_items(')'));
        return tuple(count, ')');
      }
      case '[': {
        int64_t count = TRY(count_items(']'));
        return list(count);
      }
      case '{': {
        int64_t count = TRY(count_items('}'));
        return dict(count);
      }
      case 'b':
      case 'B':
      case 'h':
      case 'i': return new_int(ts_, va_arg(arguments_.list, int));
      case 'H': return new_int(ts_, static_cast<unsigned int>(va_arg(arguments_.list, int)));
      case 'I': return new_int(ts_, va_arg(arguments_.list, unsigned int));
      case 'n': return new_int(ts_, va_arg(arguments_.list, Py_ssize_t));
      case 'l': return new_int(ts_, va_arg(arguments_.list, long));
      case 'k': return new_int_unsigned(ts_, va_arg(arguments_.list, unsigned long));
      case 'L': return new_int(ts_, va_arg(arguments_.list, long long));
      case 'K': return new_int_unsigned(ts_, va_arg(arguments_.list, unsigned long long));
      case 'd':
      case 'f': return new_float(ts_, va_arg(arguments_.list, double));
      case 'D': return complex_item();
      case 'c': return char_item();
      case 'C': return code_point_item();
      case 'u': return wide_item();
      case 'U':
      case 'z':
      case 's':
      case 'y': return text_item(c);
      case 'N':
      case 'S':
      case 'O': return object_item(c);
      default: return raise(ts_, Exc::kSystemError, "bad format char passed to Py_BuildValue");
    }
  }

  Result<Ref> complex_item() {
    auto* value = va_arg(arguments_.list, Py_complex*);
    return new_complex(ts_, {value->real, value->imag});
  }
  Result<Ref> char_item() {
    char c = static_cast<char>(va_arg(arguments_.list, int));
    return new_bytes(ts_, std::string_view(&c, 1));
  }
  Result<Ref> code_point_item() {
    int c = va_arg(arguments_.list, int);
    if (c < 0 || c > 0x10ffff) return raise(ts_, Exc::kValueError, "chr() arg not in range(0x110000)");
    return new_str_char(ts_, static_cast<char32_t>(c));
  }

  /// The length behind a "#", or -1 for a text that ends with a zero.
  Result<int64_t> length() {
    if (*at_ != '#') return int64_t{-1};
    ++at_;
    if (sizes_ == SizeFormat::kInt) return raise(ts_, Exc::kSystemError, "PY_SSIZE_T_CLEAN macro must be defined for '#' formats");
    return int64_t{va_arg(arguments_.list, Py_ssize_t)};
  }
  Result<Ref> text_item(char kind) {
    const char* text = va_arg(arguments_.list, const char*);
    int64_t size = TRY(length());
    if (text == nullptr) return Ref::none();
    if (size < 0) size = static_cast<int64_t>(std::strlen(text));
    std::string_view view(text, static_cast<size_t>(size));
    if (kind == 'y') return new_bytes(ts_, view);
    return decode_utf8(ts_, ByteSource{{reinterpret_cast<const uint8_t*>(text), view.size()}, Value::null()}, nullptr);
  }
  Result<Ref> wide_item() {
    const wchar_t* text = va_arg(arguments_.list, const wchar_t*);
    int64_t size = TRY(length());
    if (text == nullptr) return Ref::none();
    if (size < 0) size = static_cast<int64_t>(std::wcslen(text));
    PyObject* made = PyUnicode_FromWideChar(text, size);
    if (made == nullptr) return Raised{};
    return Ref::steal(from_c(made));
  }

  Result<Ref> object_item(char kind) {
    if (*at_ == '&') {
      ++at_;
      using Converter = PyObject* (*)(void*);
      auto convert = va_arg(arguments_.list, Converter);
      void* argument = va_arg(arguments_.list, void*);
      PyObject* made = convert(argument);
      if (made == nullptr && !ts_.has_pending()) return raise_null_object();
      if (made == nullptr) return Raised{};
      return Ref::steal(from_c(made));
    }
    PyObject* object = va_arg(arguments_.list, PyObject*);
    if (object == nullptr) return raise_null_object();
    return kind == 'N' ? Ref::steal(from_c(object)) : Ref::copy(from_c(object));
  }
  Raised raise_null_object() {
    if (ts_.has_pending()) return {};
    return raise(ts_, Exc::kSystemError, "NULL object passed to Py_BuildValue");
  }

  ThreadState& ts_;
  const char* at_;
  FormatArguments& arguments_;
  SizeFormat sizes_;
};

}  // namespace

Result<Ref> build_value(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes) {
  return ValueBuilder(ts, format, arguments, sizes).build();
}
Result<Ref> build_arguments(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes) {
  return ValueBuilder(ts, format, arguments, sizes).build_as_tuple();
}
bool FormatRow::build_plain(const char* format, FormatArguments& arguments) {
  for (; *format != 0 && count_ < kRoom; ++format) {
    Value made;
    switch (*format) {
      case 'i': made = Value::from_int(va_arg(arguments.list, int)); break;
      case 'l':
      case 'L':
      case 'n': {
        static_assert(sizeof(long) == 8 && sizeof(long long) == 8 && sizeof(Py_ssize_t) == 8);
        const long number = va_arg(arguments.list, long);
        if (LIKELY(Value::fits_int(number))) made = Value::from_int(number);
        break;
      }
      case 'd': {
        const double number = va_arg(arguments.list, double);
        if (LIKELY(Value::fits_float(number))) made = Value::from_float(number);
        break;
      }
      case 'O': {
        if (format[1] == '&') break;
        made = from_c(va_arg(arguments.list, PyObject*));
        incref(made);
        break;
      }
      default: break;
    }
    if (UNLIKELY(made.is_null())) break;
    values_[count_++] = made;
  }
  if (LIKELY(*format == 0)) return true;
  clear();
  return false;
}
Result<bool> FormatRow::build(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes) {
  return ValueBuilder(ts, format, arguments, sizes).build_each(kRoom, [this](int64_t, Ref value) -> Status {
    values_[count_++] = value.release();
    return {};
  });
}

}  // namespace pyemb::capi

namespace {

PyObject* build(const char* format, va_list list, SizeFormat sizes) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, format));
    FormatArguments arguments(list);
    return build_value(api, format, arguments, sizes);
  }, "Py_BuildValue");
}

}  // namespace

PyObject* Py_VaBuildValue(const char* format, va_list list) { return build(format, list, SizeFormat::kInt); }
PyObject* _Py_VaBuildValue_SizeT(const char* format, va_list list) { return build(format, list, SizeFormat::kSize); }
PyObject* Py_BuildValue(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* value = build(format, list, SizeFormat::kInt);
  va_end(list);
  return value;
}
PyObject* _Py_BuildValue_SizeT(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* value = build(format, list, SizeFormat::kSize);
  va_end(list);
  return value;
}
