// SPDX-License-Identifier: MIT
// What str does: the methods of str itself, whatever a subclass has made of them.
#include "api.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"
#include "objects/unicode_data.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// Arguments that are texts, or the caller's TypeError.
Result<Str*> need_str(Api api, PyObject* object) {
  Value value = TRY(expect_value(api, object));
  if (!is<Str>(value)) return raise(api, Exc::kTypeError, "must be str, not %.100s", type_name(api, value));
  return &as<Str>(value);
}

/// str.name(self, arguments...)
template <class... Values>
Result<Ref> str_method(ThreadState& ts, const char* name, Value self, const Values&... arguments) {
  Ref method = TRY(get_attr(ts, Value::from_object(&core_type(ts, TypeId::kStr)), name));
  return call(ts, method, self, arguments...);
}

/// A place in a text: clamped as a slice clamps it.
struct Range {
  int64_t start;
  int64_t end;
};
Range clamp_range(const Str& s, Py_ssize_t start, Py_ssize_t end) {
  if (end > s.length) end = s.length;
  if (end < 0) end = end + s.length < 0 ? 0 : end + s.length;
  if (start < 0) start = start + s.length < 0 ? 0 : start + s.length;
  return {start, end};
}

}  // namespace

// -- putting together ----------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_Concat(PyObject* left, PyObject* right) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* a = TRY(need_str(api, left));
    Value b = TRY(expect_value(api, right));
    return str_concat(api, Value::from_object(a), b);
  });
}
void PyUnicode_Append(PyObject** left, PyObject* right) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || left == nullptr) return;
  if (*left == nullptr || !is_c<Str>(*left) || !is_c<Str>(right)) {
    if (!ts->has_pending()) PyErr_BadInternalCall();
    Py_CLEAR(*left);
    return;
  }
  Result<Ref> joined = str_append(*ts, Ref::steal(from_c(*left)), from_c(right));
  *left = joined.raised() ? nullptr : to_c(joined.take());
}
void PyUnicode_AppendAndDel(PyObject** left, PyObject* right) {
  PyUnicode_Append(left, right);
  Py_XDECREF(right);
}
PyObject* PyUnicode_Join(PyObject* separator, PyObject* items) {
  return api_object([&](Api api) -> Result<Ref> {
    Value iterable = TRY(expect_value(api, items));
    if (separator != nullptr) {
      Str* between = TRY(need_str(api, separator));
      return str_join(api, *between, iterable);
    }
    Own<Str> space = TRY(new_str(api, " "));
    return str_join(api, *space, iterable);
  });
}
PyObject* PyUnicode_Format(PyObject* format, PyObject* args) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* text = TRY(need_str(api, format));
    Value values = TRY(expect_value(api, args));
    return binary_op(api, BinaryOp::kRemainder, Value::from_object(text), values);
  });
}

// -- taking apart ----------------------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_Split(PyObject* text, PyObject* separator, Py_ssize_t most) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    if (separator != nullptr) TRY(need_str(api, separator));
    return str_method(api, "split", Value::from_object(s), separator != nullptr ? from_c(separator) : Value::none(), Value::from_int(most < 0 ? -1 : most));
  });
}
PyObject* PyUnicode_RSplit(PyObject* text, PyObject* separator, Py_ssize_t most) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    if (separator != nullptr) TRY(need_str(api, separator));
    return str_method(api, "rsplit", Value::from_object(s), separator != nullptr ? from_c(separator) : Value::none(), Value::from_int(most < 0 ? -1 : most));
  });
}
PyObject* PyUnicode_Splitlines(PyObject* text, int keep_ends) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    return str_method(api, "splitlines", Value::from_object(s), Value::boolean(keep_ends != 0));
  });
}
PyObject* PyUnicode_Partition(PyObject* text, PyObject* separator) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    Str* between = TRY(need_str(api, separator));
    return str_method(api, "partition", Value::from_object(s), Value::from_object(between));
  });
}
PyObject* PyUnicode_RPartition(PyObject* text, PyObject* separator) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    Str* between = TRY(need_str(api, separator));
    return str_method(api, "rpartition", Value::from_object(s), Value::from_object(between));
  });
}

// -- searching -------------------------------------------------------------------------------------------------------------------------

Py_ssize_t PyUnicode_Find(PyObject* text, PyObject* part, Py_ssize_t start, Py_ssize_t end, int direction) {
  return api_number<Py_ssize_t>(-2, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(need_str(api, text));
    Str* wanted = TRY(need_str(api, part));
    Ref place = TRY(str_method(api, direction > 0 ? "find" : "rfind", Value::from_object(s), Value::from_object(wanted), Value::from_int(start),
                               Value::from_int(end > s->length ? s->length : end)));
    return to_int64(api, place);
  });
}
Py_ssize_t PyUnicode_FindChar(PyObject* text, Py_UCS4 c, Py_ssize_t start, Py_ssize_t end, int direction) {
  return api_number<Py_ssize_t>(-2, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(need_str(api, text));
    if (end > s->length) end = s->length;
    if (start < 0) start = 0;
    for (int64_t i = 0; i < end - start; ++i) {
      int64_t at = direction > 0 ? start + i : end - 1 - i;
      if (s->at(at) == c) return at;
    }
    return int64_t{-1};
  });
}
Py_ssize_t PyUnicode_Count(PyObject* text, PyObject* part, Py_ssize_t start, Py_ssize_t end) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Str* s = TRY(need_str(api, text));
    Str* wanted = TRY(need_str(api, part));
    Ref count = TRY(str_method(api, "count", Value::from_object(s), Value::from_object(wanted), Value::from_int(start),
                               Value::from_int(end > s->length ? s->length : end)));
    return to_int64(api, count);
  });
}
Py_ssize_t PyUnicode_Tailmatch(PyObject* text, PyObject* part, Py_ssize_t start, Py_ssize_t end, int direction) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<bool> {
    Str* s = TRY(need_str(api, text));
    Str* wanted = TRY(need_str(api, part));
    Range range = clamp_range(*s, start, end);
    int64_t room = range.end - range.start - wanted->length;
    if (room < 0) return false;
    int64_t at = direction > 0 ? range.end - wanted->length : range.start;
    for (int64_t i = 0; i < wanted->length; ++i) {
      if (s->at(at + i) != wanted->at(i)) return false;
    }
    return true;
  });
}
int PyUnicode_Contains(PyObject* text, PyObject* part) {
  return api_truth([&](Api api) -> Result<bool> {
    if (!is_c<Str>(part)) {
      return raise(api, Exc::kTypeError, "'in <string>' requires string as left operand, not %.100s", part != nullptr ? type_name(api, from_c(part)) : "NULL");
    }
    Str* s = TRY(need_str(api, text));
    return contains(api, Value::from_object(s), from_c(part));
  });
}
PyObject* PyUnicode_Replace(PyObject* text, PyObject* part, PyObject* by, Py_ssize_t most) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    Str* old_part = TRY(need_str(api, part));
    Str* new_part = TRY(need_str(api, by));
    return str_method(api, "replace", Value::from_object(s), Value::from_object(old_part), Value::from_object(new_part), Value::from_int(most < 0 ? -1 : most));
  });
}

namespace {

/// Whether the table says that there is nothing for a character: None.
Result<bool> is_undefined(Api api, Value table, char32_t c) {
  Result<Ref> found = get_item(api, table, Value::from_int(static_cast<int64_t>(c)));
  if (!found.raised()) return found.take().is_none();
  if (!clear_pending_if(api, Exc::kLookupError)) return Raised{};
  return false;
}

/// What the error handler puts in place of the characters from `start` to *end, and in *end where to go on.
Result<Ref> handle_undefined(Api api, Str& s, const char* errors, int64_t start, int64_t* end) {
  Own<Str> name = TRY(new_str(api, errors != nullptr ? errors : "strict"));
  Ref handler = TRY(lookup_error_handler(api, *name));
  Own<Str> reason = TRY(new_str(api, "character maps to <undefined>"));
  Ref error = TRY(call(api, Value::from_object(&core_type(api, TypeId::kUnicodeTranslateError)), Value::from_object(&s), Value::from_int(start),
                       Value::from_int(*end), reason));
  Ref answer = TRY(call(api, handler, error));
  const bool is_pair = is<Tuple>(answer) && answer.as<Tuple>()->size == 2 && is<Str>(answer.as<Tuple>()->at(0)) && is_any_int(answer.as<Tuple>()->at(1));
  if (!is_pair) return raise(api, Exc::kTypeError, "translating error handler must return (str, int) tuple");
  int64_t next = TRY(to_clamped_index(api, answer.as<Tuple>()->at(1)));
  if (next < 0) next += s.length;
  if (next < 0 || next > s.length) return raise(api, Exc::kIndexError, "position %lld from error handler out of bounds", static_cast<long long>(next));
  *end = next;
  return Ref::copy(answer.as<Tuple>()->at(0));
}

/// As str.translate(), which leaves out characters that the table has None for; here the error handler says what becomes of them.
Result<Ref> translate(Api api, Str& s, Value table, const char* errors) {
  StringBuilder out(api);
  for (int64_t i = 0; i < s.length;) {
    int64_t end = i;
    bool undefined = TRY(is_undefined(api, table, s.at(i)));
    for (bool same = true; same && ++end < s.length;) same = TRY(is_undefined(api, table, s.at(end))) == undefined;
    const int64_t start = i;
    i = end;
    Ref part;
    if (undefined) {
      part = TRY(handle_undefined(api, s, errors, start, &i));
    } else {
      Ref defined = TRY(str_slice(api, s, start, end));
      part = TRY(str_method(api, "translate", defined, table));
    }
    out.append(*part.as<Str>());
  }
  return out.finish();
}

}  // namespace

PyObject* PyUnicode_Translate(PyObject* text, PyObject* table, const char* errors) {
  return api_object([&](Api api) -> Result<Ref> {
    Str* s = TRY(need_str(api, text));
    Value mapping = TRY(expect_value(api, table));
    return translate(api, *s, mapping, errors);
  });
}

// -- comparing -------------------------------------------------------------------------------------------------------------------------

int PyUnicode_Compare(PyObject* left, PyObject* right) {
  return api_number<int>(-1, [&](Api api) -> Result<int> {
    if (!is_c<Str>(left) || !is_c<Str>(right)) {
      return raise(api, Exc::kTypeError, "Can't compare %.100s and %.100s", left != nullptr ? type_name(api, from_c(left)) : "NULL",
                   right != nullptr ? type_name(api, from_c(right)) : "NULL");
    }
    int order = str_compare(as<Str>(from_c(left)), as<Str>(from_c(right)));
    return (order > 0) - (order < 0);
  });
}
int PyUnicode_CompareWithASCIIString(PyObject* text, const char* ascii) {
  if (!is_c<Str>(text) || ascii == nullptr) return report_misuse("PyUnicode_CompareWithASCIIString"), -1;
  const Str& s = as<Str>(from_c(text));
  int64_t i = 0;
  for (; i < s.length && ascii[i] != 0; ++i) {
    auto c = static_cast<unsigned char>(ascii[i]);
    if (s.at(i) != c) return s.at(i) < c ? -1 : 1;
  }
  if (i < s.length) return 1;
  return ascii[i] != 0 ? -1 : 0;
}
PyObject* PyUnicode_RichCompare(PyObject* left, PyObject* right, int op) {
  return api_object([&](Api api) -> Result<Ref> {
    if (!is_c<Str>(left) || !is_c<Str>(right)) return Result<Ref>::not_implemented();
    if (op < Py_LT || op > Py_GE) return raise(api, Exc::kTypeError, "bad argument type for built-in operation");
    return Result<Ref>::boolean(str_compare_is(as<Str>(from_c(left)), as<Str>(from_c(right)), static_cast<Compare>(op)));
  });
}
int PyUnicode_IsIdentifier(PyObject* text) {
  return api_truth([&](Api api) -> Result<bool> {
    Str* s = TRY(need_str(api, text));
    Ref answer = TRY(str_method(api, "isidentifier", Value::from_object(s)));
    return answer.get().is_true();
  });
}

// -- characters ------------------------------------------------------------------------------------------------------------------------

int _PyUnicode_IsLowercase(Py_UCS4 c) { return unicode::is_lower(c); }
int _PyUnicode_IsUppercase(Py_UCS4 c) { return unicode::is_upper(c); }
int _PyUnicode_IsTitlecase(Py_UCS4 c) { return unicode::is_title(c); }
int _PyUnicode_IsWhitespace(Py_UCS4 c) { return unicode::is_space(c); }
int _PyUnicode_IsLinebreak(Py_UCS4 c) { return unicode::is_line_break(c); }
int _PyUnicode_IsDecimalDigit(Py_UCS4 c) { return unicode::is_decimal(c); }
int _PyUnicode_IsDigit(Py_UCS4 c) { return unicode::is_digit(c); }
int _PyUnicode_IsNumeric(Py_UCS4 c) { return unicode::is_numeric(c); }
int _PyUnicode_IsPrintable(Py_UCS4 c) { return unicode::is_printable(c); }
int _PyUnicode_IsAlpha(Py_UCS4 c) { return unicode::is_alpha(c); }
// The first of what the character maps to.
Py_UCS4 _PyUnicode_ToLowercase(Py_UCS4 c) { return unicode::map_case(c, unicode::Case::kLower).chars[0]; }
Py_UCS4 _PyUnicode_ToUppercase(Py_UCS4 c) { return unicode::map_case(c, unicode::Case::kUpper).chars[0]; }
Py_UCS4 _PyUnicode_ToTitlecase(Py_UCS4 c) { return unicode::map_case(c, unicode::Case::kTitle).chars[0]; }
int _PyUnicode_ToDecimalDigit(Py_UCS4 c) { return unicode::decimal_value(c).value_or(-1); }
int _PyUnicode_ToDigit(Py_UCS4 c) { return unicode::digit_value(c).value_or(-1); }
double _PyUnicode_ToNumeric(Py_UCS4 c) { return unicode::numeric_value(c).value_or(-1.0); }
