// SPDX-License-Identifier: MIT
#include "objects/codec_handlers.h"

#include <algorithm>

#include "objects/builtin.h"
#include "objects/codec_errors.h"
#include "objects/exception.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

COLD Raised raise_unknown(ThreadState& ts, Value exception) {
  return raise(ts, Exc::kTypeError, "don't know how to handle %s in error callback", type_name(ts, exception));
}

/// The part of its object that an exception is about, clamped to it.
struct Span {
  int64_t start;
  int64_t end;
  int64_t after;  // where to go on: what the exception says is its end, even before its start
};
Span part_of(const UnicodeErrorLayout& error, int64_t size) {
  int64_t start = std::clamp<int64_t>(error.start, 0, std::max<int64_t>(size - 1, 0));
  int64_t end = std::clamp<int64_t>(error.end, std::min<int64_t>(1, size), size);
  return {start, std::max(start, end), end};
}

Result<Ref> answer(ThreadState& ts, Value replacement, int64_t position) {
  Ref at = TRY(new_int(ts, position));
  return new_tuple_of(ts, replacement, at);
}

Result<Ref> handle_decoding(ThreadState& ts, ErrorMode mode, UnicodeErrorLayout& error, std::string_view encoding) {
  const Bytes* bytes = as_if<Bytes>(error.object);
  if (bytes == nullptr) return raise(ts, Exc::kTypeError, "object attribute must be bytes");
  auto [start, end, after] = part_of(error, bytes->size);
  StringBuilder out(ts);
  bool fixed = TRY(fix_decoding(ts, mode, encoding, pyemb::span_of(*bytes), start, end, out));
  if (!fixed) return raise_object(ts, Ref::copy(&error));
  Own<Str> text = TRY(out.finish());
  return answer(ts, text, after);
}

Result<Ref> handle_text(ThreadState& ts, ErrorMode mode, UnicodeErrorLayout& error, std::string_view encoding) {
  const Str* text = as_if<Str>(error.object);
  if (text == nullptr) return raise(ts, Exc::kTypeError, "object attribute must be unicode");
  auto [start, end, after] = part_of(error, text->length);
  if (mode == ErrorMode::kReplace && error.type->id == TypeId::kUnicodeTranslateError) {
    StringBuilder marks(ts);
    marks.append_repeated(0xFFFD, end - start);
    Own<Str> made = TRY(marks.finish());
    return answer(ts, made, after);
  }
  int64_t done = end;
  Ref replacement;
  bool fixed = TRY(fix_encoding(ts, mode, encoding, *text, start, done, replacement));
  if (!fixed || done != end) return raise_object(ts, Ref::copy(&error));
  return answer(ts, replacement, after);
}

template <ErrorMode kMode>
Result<Ref> handle(ThreadState& ts, Value exception) {
  if (kMode == ErrorMode::kStrict) {
    if (!is_exception(exception)) return raise(ts, Exc::kTypeError, "codec must pass exception instance");
    return raise_object(ts, Ref::copy(exception));
  }
  bool encoding = is_exception_of(ts, exception, Exc::kUnicodeEncodeError);
  bool decoding = is_exception_of(ts, exception, Exc::kUnicodeDecodeError);
  bool translating = is_exception_of(ts, exception, Exc::kUnicodeTranslateError);
  constexpr bool kOnlyEncoding = kMode == ErrorMode::kXmlCharRefReplace || kMode == ErrorMode::kNameReplace;
  constexpr bool kNoTranslating = kOnlyEncoding || kMode == ErrorMode::kSurrogateEscape || kMode == ErrorMode::kSurrogatePass;
  if (!(encoding || (decoding && !kOnlyEncoding) || (translating && !kNoTranslating))) return raise_unknown(ts, exception);
  auto& error = as<UnicodeErrorLayout>(exception);
  const Str* name = error.encoding.is_null() ? nullptr : as_if<Str>(error.encoding);
  std::string_view codec = name != nullptr && name->ascii ? name->ascii_view() : std::string_view();
  return decoding ? handle_decoding(ts, kMode, error, codec) : handle_text(ts, kMode, error, codec);
}

struct HandlerRow {
  const char* name;
  NativeMethod function;
};
constexpr HandlerRow kHandlers[] = {
    {"strict", function<handle<ErrorMode::kStrict>>("strict_errors", "(exception, /)", "Raises the exception.")},
    {"ignore", function<handle<ErrorMode::kIgnore>>("ignore_errors", "(exception, /)", "Leaves out what cannot be converted.")},
    {"replace", function<handle<ErrorMode::kReplace>>("replace_errors", "(exception, /)", "Puts a replacement mark in its place.")},
    {"xmlcharrefreplace", function<handle<ErrorMode::kXmlCharRefReplace>>("xmlcharrefreplace_errors", "(exception, /)",
                                                                          "Puts XML character references in its place.")},
    {"backslashreplace", function<handle<ErrorMode::kBackslashReplace>>("backslashreplace_errors", "(exception, /)",
                                                                        "Puts backslash escapes in its place.")},
    {"namereplace", function<handle<ErrorMode::kNameReplace>>("namereplace_errors", "(exception, /)",
                                                              "Puts \\N{...} escapes in its place.")},
    {"surrogatepass", function<handle<ErrorMode::kSurrogatePass>>("surrogatepass", "(exception, /)",
                                                                  "Converts surrogates like any other code points.")},
    {"surrogateescape", function<handle<ErrorMode::kSurrogateEscape>>("surrogateescape", "(exception, /)",
                                                                      "Lets bytes pass as lone surrogates and back.")},
};

}  // namespace

Status add_standard_handlers(ThreadState& ts, Dict& handlers) {
  for (const HandlerRow& row : kHandlers) {
    Own<Str> module = TRY(intern(ts, "_codecs"));
    Ref made = TRY(new_builtin(ts, row.function, Value::null(), module));
    TRY(dict_set(ts, handlers, row.name, made));
  }
  return {};
}

}  // namespace pyemb
