// SPDX-License-Identifier: MIT
#include "objects/codec_errors.h"

#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/exception.h"
#include "objects/number.h"
#include "objects/raise.h"
#include "objects/str_repr.h"
#include "objects/tuple.h"
#include "objects/utf8.h"

namespace pyemb {

ErrorMode error_mode(const Str* name) {
  struct Row {
    std::string_view name;
    ErrorMode mode;
  };
  constexpr Row kRows[] = {
      {"strict", ErrorMode::kStrict},
      {"ignore", ErrorMode::kIgnore},
      {"replace", ErrorMode::kReplace},
      {"backslashreplace", ErrorMode::kBackslashReplace},
      {"xmlcharrefreplace", ErrorMode::kXmlCharRefReplace},
      {"namereplace", ErrorMode::kNameReplace},
      {"surrogateescape", ErrorMode::kSurrogateEscape},
      {"surrogatepass", ErrorMode::kSurrogatePass},
  };
  if (name == nullptr) return ErrorMode::kStrict;
  for (const Row& row : kRows) {
    if (str_equal(*name, row.name)) return row.mode;
  }
  return ErrorMode::kRegistered;
}

// -- the standard ways ---------------------------------------------------------------------------------------------

namespace {

bool is_surrogate(char32_t c) { return c - 0xD800 < 0x800; }

/// How an encoding writes one surrogate; size 0: it has no way.
struct SurrogateForm {
  int size;
  bool big;
};
SurrogateForm surrogate_form(std::string_view encoding) {
  auto take = [&](std::string_view part) {
    if (!encoding.starts_with(part)) return false;
    encoding.remove_prefix(part.size());
    return true;
  };
  auto take_hyphen = [&] { return take("-") || take("_"); };
  if (encoding == "cp65001" || encoding == "CP65001") return {3, false};
  if (!take("utf") && !take("UTF")) return {0, false};
  take_hyphen();
  if (encoding == "8") return {3, false};
  int size = take("16") ? 2 : take("32") ? 4 : 0;
  if (size == 0 || encoding.empty()) return {size, false};
  take_hyphen();
  if (encoding == "be" || encoding == "BE") return {size, true};
  return {encoding == "le" || encoding == "LE" ? size : 0, false};
}

void put_surrogate(uint8_t* out, SurrogateForm form, char32_t c) {
  if (form.size == 3) {
    utf8_put(reinterpret_cast<char*>(out), c);
    return;
  }
  for (int i = 0; i < form.size; ++i) {
    int shift = 8 * (form.big ? form.size - 1 - i : i);
    out[i] = static_cast<uint8_t>(c >> shift);
  }
}

/// The surrogate that the bytes write; 0: they write none.
char32_t get_surrogate(std::span<const uint8_t> bytes, SurrogateForm form) {
  if (form.size == 0 || bytes.size() < static_cast<size_t>(form.size)) return 0;
  char32_t c = 0;
  if (form.size == 3) {
    if ((bytes[0] & 0xf0) != 0xe0 || (bytes[1] & 0xc0) != 0x80 || (bytes[2] & 0xc0) != 0x80) return 0;
    c = static_cast<char32_t>((bytes[0] & 0x0f) << 12 | (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f));
  } else {
    for (int i = 0; i < form.size; ++i) c = c << 8 | bytes[static_cast<size_t>(form.big ? i : form.size - 1 - i)];
  }
  return is_surrogate(c) ? c : 0;
}

void append_named(StringBuilder& out, char32_t c) {
  unicode::Name name;
  if (!unicode::name_of(c, name)) return append_escape(out, c);
  out.append("\\N{");
  out.append(name.view());
  out.append('}');
}

Result<bool> escape_surrogates(ThreadState& ts, const Str& s, int64_t start, int64_t& end, Ref& replacement) {
  int64_t stop = start;
  while (stop < end && s.at(stop) - 0xDC80 < 0x80) ++stop;
  if (stop == start) return false;
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, stop - start));
  for (int64_t i = start; i < stop; ++i) bytes->data()[i - start] = static_cast<uint8_t>(s.at(i) - 0xDC00);
  replacement = Ref(std::move(bytes));
  end = stop;
  return true;
}

Result<bool> pass_surrogates(ThreadState& ts, SurrogateForm form, const Str& s, int64_t start, int64_t end, Ref& replacement) {
  if (form.size == 0) return false;
  for (int64_t i = start; i < end; ++i) {
    if (!is_surrogate(s.at(i))) return false;
  }
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, (end - start) * form.size));
  for (int64_t i = start; i < end; ++i) put_surrogate(bytes->data() + (i - start) * form.size, form, s.at(i));
  replacement = Ref(std::move(bytes));
  return true;
}

}  // namespace

Result<bool> fix_decoding(ThreadState&, ErrorMode mode, std::string_view encoding, std::span<const uint8_t> data, int64_t start,
                          int64_t& end, StringBuilder& out) {
  switch (mode) {
    case ErrorMode::kIgnore: return true;
    case ErrorMode::kReplace: out.append(char32_t{0xFFFD}); return true;
    case ErrorMode::kBackslashReplace:
      for (int64_t i = start; i < end; ++i) append_escape(out, data[static_cast<size_t>(i)]);
      return true;
    case ErrorMode::kSurrogateEscape: {
      int64_t stop = start;
      for (; stop < end && stop < start + 4 && data[static_cast<size_t>(stop)] >= 0x80; ++stop) {
        out.append(char32_t{0xDC00u + data[static_cast<size_t>(stop)]});
      }
      if (stop == start) return false;
      end = stop;
      return true;
    }
    case ErrorMode::kSurrogatePass: {
      SurrogateForm form = surrogate_form(encoding);
      char32_t c = get_surrogate(data.subspan(static_cast<size_t>(start)), form);
      if (c == 0) return false;
      out.append(c);
      end = start + form.size;
      return true;
    }
    default: return false;
  }
}

Result<bool> fix_encoding(ThreadState& ts, ErrorMode mode, std::string_view encoding, const Str& s, int64_t start, int64_t& end,
                          Ref& replacement) {
  if (mode == ErrorMode::kSurrogateEscape) return escape_surrogates(ts, s, start, end, replacement);
  if (mode == ErrorMode::kSurrogatePass) return pass_surrogates(ts, surrogate_form(encoding), s, start, end, replacement);
  StringBuilder out(ts);
  for (int64_t i = start; i < end; ++i) {
    char32_t c = s.at(i);
    switch (mode) {
      case ErrorMode::kIgnore: break;
      case ErrorMode::kReplace: out.append('?'); break;
      case ErrorMode::kBackslashReplace: append_escape(out, c); break;
      case ErrorMode::kNameReplace: append_named(out, c); break;
      case ErrorMode::kXmlCharRefReplace:
        out.append("&#");
        out.append_int(c);
        out.append(';');
        break;
      default: return false;
    }
  }
  Own<Str> text = TRY(out.finish());
  replacement = Ref(std::move(text));
  return true;
}

// -- handlers of the registry --------------------------------------------------------------------------------------

namespace {

/// Calls the handler `name` with the pending exception, which is taken. Answers its tuple (replacement, position).
Result<Ref> call_registered(ThreadState& ts, Str& name, const char* wanted) {
  Ref exception = ts.take_pending();
  if (!is_exception_of(ts, exception, Exc::kUnicodeError)) return ts.set_pending(std::move(exception));
  Ref handler = TRY(lookup_error_handler(ts, name));
  Ref answer = TRY(call(ts, handler, exception));
  Tuple* pair = as_if<Tuple>(answer);
  bool fits = pair != nullptr && pair->size == 2 && is_any_int(pair->at(1));
  if (!fits) return raise(ts, Exc::kTypeError, "%s", wanted);
  return answer;
}

/// The position that a handler answered: from the end if negative.
Result<int64_t> position_in(ThreadState& ts, Value answered, int64_t size) {
  int64_t position = TRY(to_index(ts, answered));
  if (position < 0) position += size;
  if (position < 0 || position > size) {
    return raise(ts, Exc::kIndexError, "position %lld from error handler out of bounds", static_cast<long long>(position));
  }
  return position;
}

constexpr char kDecodeAnswer[] = "decoding error handler must return (str, int) tuple";
constexpr char kEncodeAnswer[] = "encoding error handler must return (str/bytes, int) tuple";

}  // namespace

Result<Ref> DecodeErrors::bytes_object() {
  if (Bytes* bytes = source_.object.is_null() ? nullptr : as_if<Bytes>(source_.object)) {
    if (bytes->data() == source_.data.data() && span_of(*bytes).size() == source_.data.size()) return Ref::copy(bytes);
  }
  return new_bytes(ts_, {reinterpret_cast<const char*>(source_.data.data()), source_.data.size()});
}

Result<int64_t> DecodeErrors::fix(StringBuilder& out, int64_t start, int64_t end, const char* reason) {
  if (mode_ == ErrorMode::kRegistered || mode_ == ErrorMode::kXmlCharRefReplace || mode_ == ErrorMode::kNameReplace) {
    return call_handler(out, start, end, reason);
  }
  if (TRY(fix_decoding(ts_, mode_, encoding_, source_.data, start, end, out))) return end;
  Ref bytes = TRY(bytes_object());
  return raise_decode_error(ts_, encoding_, bytes, start, end, reason);
}

Result<int64_t> DecodeErrors::call_handler(StringBuilder& out, int64_t start, int64_t end, const char* reason) {
  Ref bytes = TRY(bytes_object());
  static_cast<void>(raise_decode_error(ts_, encoding_, bytes, start, end, reason));
  Ref exception = Ref::copy(ts_.pending);
  Ref answer = TRY(call_registered(ts_, *name_, kDecodeAnswer));
  Tuple& pair = *answer.as<Tuple>();
  Str* text = as_if<Str>(pair.at(0));
  if (text == nullptr) return raise(ts_, Exc::kTypeError, "%s", kDecodeAnswer);
  Value object = as<UnicodeErrorLayout>(exception).object;
  if (object != bytes.get() && is<Bytes>(object)) {  // the handler put other bytes in place
    kept_ = Ref::copy(object);
    source_ = {span_of(as<Bytes>(object)), object};
  }
  int64_t position = TRY(position_in(ts_, pair.at(1), static_cast<int64_t>(source_.data.size())));
  out.append(*text);
  return position;
}

Result<int64_t> EncodeErrors::fix(Ref& replacement, int64_t start, int64_t end, const char* reason) {
  if (mode_ == ErrorMode::kRegistered) return call_handler(replacement, start, end, reason);
  if (TRY(fix_encoding(ts_, mode_, encoding_, s_, start, end, replacement))) return end;
  return raise_again(start, end, reason);
}

Raised EncodeErrors::raise_again(int64_t start, int64_t end, const char* reason) {
  return raise_encode_error(ts_, encoding_, Value::from_object(&s_), start, end, reason);
}

Result<int64_t> EncodeErrors::call_handler(Ref& replacement, int64_t start, int64_t end, const char* reason) {
  static_cast<void>(raise_again(start, end, reason));
  Ref answer = TRY(call_registered(ts_, *name_, kEncodeAnswer));
  Tuple& pair = *answer.as<Tuple>();
  if (!is<Str>(pair.at(0)) && !is<Bytes>(pair.at(0))) return raise(ts_, Exc::kTypeError, "%s", kEncodeAnswer);
  replacement = Ref::copy(pair.at(0));
  return position_in(ts_, pair.at(1), s_.length);
}

}  // namespace pyemb
