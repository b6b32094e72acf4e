// SPDX-License-Identifier: MIT
#include <algorithm>

#include "objects/call.h"
#include "objects/exception_fields.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

// UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError: which part of `object` could not be converted, and why.

namespace pyemb {
namespace {

Status check_count(ThreadState& ts, CallArgs args, size_t wanted) {
  if (args.count == wanted) return {};
  return raise(ts, Exc::kTypeError, "function takes exactly %zu arguments (%zu given)", wanted, args.count);
}

Status check_str(ThreadState& ts, CallArgs args, size_t position) {
  Value value = args.values[position];
  if (is<Str>(value)) return {};
  return raise(ts, Exc::kTypeError, "argument %zu must be str, not %s", position + 1, type_name(ts, value));
}

/// (encoding,) object, start, end, reason; `first` is the position of object.
Status fill(ThreadState& ts, UnicodeErrorLayout& self, CallArgs args, size_t first) {
  self.start = TRY(to_index(ts, args.values[first + 1]));
  self.end = TRY(to_index(ts, args.values[first + 2]));
  TRY(check_str(ts, args, first + 3));
  if (first > 0) set_field(self.encoding, args.values[0]);
  set_field(self.reason, args.values[first + 3]);
  set_field(self.object, args.values[first]);
  return {};
}

/// Python code may have set the fields to anything: what is shown for one that is no string.
Result<Own<Str>> text_of(ThreadState& ts, Value field) {
  Ref kept = Ref::copy(or_none(field));
  return to_str(ts, kept);
}

/// "character '\xff' in position 3" or "characters in position 3-4".
Result<Own<Str>> describe_characters(ThreadState& ts, const UnicodeErrorLayout& self) {
  long long start = self.start, last = self.end - 1;
  if (!is<Str>(self.object) || self.end != self.start + 1 || self.start < 0 || self.start >= as<Str>(self.object).length) {
    return new_str_format(ts, "characters in position %lld-%lld", start, last);
  }
  char32_t c = as<Str>(self.object).at(self.start);
  const char* form = c <= 0xff ? "character '\\x%02x' in position %lld" : c <= 0xffff ? "character '\\u%04x' in position %lld" : "character '\\U%08x' in position %lld";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return new_str_format(ts, form, static_cast<unsigned>(c), start);
#pragma GCC diagnostic pop
}

}  // namespace

namespace exceptions {

Status unicode_encode_init(ThreadState& ts, Value value, CallArgs args) {
  TRY(base_init(ts, value, args));
  TRY(check_count(ts, args, 5));
  TRY(check_str(ts, args, 0));
  TRY(check_str(ts, args, 1));
  return fill(ts, as<UnicodeErrorLayout>(value), args, 1);
}

Status unicode_translate_init(ThreadState& ts, Value value, CallArgs args) {
  TRY(base_init(ts, value, args));
  TRY(check_count(ts, args, 4));
  TRY(check_str(ts, args, 0));
  return fill(ts, as<UnicodeErrorLayout>(value), args, 0);
}

Status unicode_decode_init(ThreadState& ts, Value value, CallArgs args) {
  TRY(base_init(ts, value, args));
  TRY(check_count(ts, args, 5));
  TRY(check_str(ts, args, 0));
  auto& self = as<UnicodeErrorLayout>(value);
  TRY(fill(ts, self, args, 1));
  Type& bytes = core_type(ts, TypeId::kBytes);
  if (is_subtype(type_of(ts, args.values[1]), bytes)) return {};
  if (type_of(ts, args.values[1]).spec->get_buffer == nullptr) {
    return raise(ts, Exc::kTypeError, "a bytes-like object is required, not '%s'", type_name(ts, args.values[1]));
  }
  Ref copy = TRY(call(ts, Value::from_object(&bytes), args.values[1]));
  set_field(self.object, copy);
  return {};
}

Result<Ref> unicode_encode_str(ThreadState& ts, Value value) {
  auto& self = as<UnicodeErrorLayout>(value);
  if (self.object.is_null()) return new_str(ts, "");
  Own<Str> encoding = TRY(text_of(ts, self.encoding));
  Own<Str> reason = TRY(text_of(ts, self.reason));
  Own<Str> what = TRY(describe_characters(ts, self));
  return new_str_format(ts, "'%s' codec can't encode %s: %s", Utf8(ts, *encoding).c_str(), Utf8(ts, *what).c_str(), Utf8(ts, *reason).c_str());
}

Result<Ref> unicode_translate_str(ThreadState& ts, Value value) {
  auto& self = as<UnicodeErrorLayout>(value);
  if (self.object.is_null()) return new_str(ts, "");
  Own<Str> reason = TRY(text_of(ts, self.reason));
  Own<Str> what = TRY(describe_characters(ts, self));
  return new_str_format(ts, "can't translate %s: %s", Utf8(ts, *what).c_str(), Utf8(ts, *reason).c_str());
}

Result<Ref> unicode_decode_str(ThreadState& ts, Value value) {
  auto& self = as<UnicodeErrorLayout>(value);
  if (self.object.is_null()) return new_str(ts, "");
  Ref object = Ref::copy(self.object);
  Own<Str> encoding = TRY(text_of(ts, self.encoding));
  Own<Str> reason = TRY(text_of(ts, self.reason));
  int64_t size = TRY(length(ts, object));
  long long start = self.start, last = self.end - 1;
  Utf8 encoding_text(ts, *encoding);
  Utf8 reason_text(ts, *reason);
  if (self.start >= 0 && self.start < size && self.end == self.start + 1) {
    Ref byte = TRY(get_item(ts, object, Value::from_int(self.start)));
    unsigned shown = byte.get().is_int() ? static_cast<unsigned>(byte.get().as_int()) : 0;
    return new_str_format(ts, "'%s' codec can't decode byte 0x%02x in position %lld: %s", encoding_text.c_str(), shown, start, reason_text.c_str());
  }
  return new_str_format(ts, "'%s' codec can't decode bytes in position %lld-%lld: %s", encoding_text.c_str(), start, last, reason_text.c_str());
}

}  // namespace exceptions
}  // namespace pyemb
