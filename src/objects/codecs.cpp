// SPDX-License-Identifier: MIT
#include "objects/codecs.h"

#include <new>

#include "config/config.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/call.h"
#include "objects/codec_handlers.h"
#include "objects/codec_native.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

Result<CodecState*> state_of(ThreadState& ts) {
  if (LIKELY(ts.interp.codecs != nullptr)) return ts.interp.codecs;
  void* block = ts.interp.heap.allocate_buffer(sizeof(CodecState));
  if (block == nullptr) return raise_no_memory(ts);
  ts.interp.codecs = new (block) CodecState;
  CodecState& state = *ts.interp.codecs;
  state.search_functions = Ref(TRY(new_list(ts))).release();
  state.found = Ref(TRY(new_dict(ts))).release();
  state.handlers = Ref(TRY(new_dict(ts))).release();
  TRY(add_standard_handlers(ts, as<Dict>(state.handlers)));
  return &state;
}

/// The encodings that str.encode and bytes.decode do at once.
enum class Direct : uint8_t {
  kNone, kUtf8, kUtf16, kUtf16Le, kUtf16Be, kUtf32, kUtf32Le, kUtf32Be, kUtf7, kAscii, kLatin1, kUnicodeEscape, kRawUnicodeEscape,
};

Direct direct_encoding(const Str* name) {
  struct Row {
    std::string_view name;
    Direct encoding;
  };
  constexpr Row kRows[] = {
      {"utf_8", Direct::kUtf8},       {"utf8", Direct::kUtf8},     {"utf_16", Direct::kUtf16},     {"utf16", Direct::kUtf16},
      {"utf_32", Direct::kUtf32},     {"utf32", Direct::kUtf32},   {"ascii", Direct::kAscii},      {"us_ascii", Direct::kAscii},
      {"utf_16_le", Direct::kUtf16Le}, {"utf_16_be", Direct::kUtf16Be}, {"utf_32_le", Direct::kUtf32Le}, {"utf_32_be", Direct::kUtf32Be},
      {"utf_7", Direct::kUtf7},       {"unicode_escape", Direct::kUnicodeEscape}, {"raw_unicode_escape", Direct::kRawUnicodeEscape},
      {"latin1", Direct::kLatin1},    {"latin_1", Direct::kLatin1}, {"iso_8859_1", Direct::kLatin1}, {"iso8859_1", Direct::kLatin1},
  };
  if (name == nullptr) return Direct::kUtf8;
  char normal[20];
  if (!name->ascii || name->length >= static_cast<int64_t>(sizeof normal)) return Direct::kNone;
  size_t size = 0;
  for (char c : name->ascii_view()) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool plain = letter || (c >= '0' && c <= '9') || c == '.';
    normal[size++] = letter ? static_cast<char>(c | 0x20) : plain ? c : '_';
  }
  for (const Row& row : kRows) {
    if (row.name == std::string_view(normal, size)) return row.encoding;
  }
  return Direct::kNone;
}

Result<Own<Bytes>> encode_directly(ThreadState& ts, Direct encoding, Str& s, Str* errors) {
  switch (encoding) {
    case Direct::kUtf16: return encode_utf16(ts, s, errors, Endian::kNative);
    case Direct::kUtf16Le: return encode_utf16(ts, s, errors, Endian::kLittle);
    case Direct::kUtf16Be: return encode_utf16(ts, s, errors, Endian::kBig);
    case Direct::kUtf32: return encode_utf32(ts, s, errors, Endian::kNative);
    case Direct::kUtf32Le: return encode_utf32(ts, s, errors, Endian::kLittle);
    case Direct::kUtf32Be: return encode_utf32(ts, s, errors, Endian::kBig);
    case Direct::kUtf7: return encode_utf7(ts, s);
    case Direct::kUnicodeEscape: return encode_unicode_escape(ts, s);
    case Direct::kRawUnicodeEscape: return encode_raw_unicode_escape(ts, s);
    case Direct::kAscii: return encode_ascii(ts, s, errors);
    case Direct::kLatin1: return encode_latin1(ts, s, errors);
    default: return encode_utf8(ts, s, errors);
  }
}

Result<Own<Str>> decode_directly(ThreadState& ts, Direct encoding, ByteSource source, Str* errors) {
  Endian order = Endian::kNative;
  if (encoding == Direct::kUtf16Le || encoding == Direct::kUtf32Le) order = Endian::kLittle;
  if (encoding == Direct::kUtf16Be || encoding == Direct::kUtf32Be) order = Endian::kBig;
  switch (encoding) {
    case Direct::kUtf16:
    case Direct::kUtf16Le:
    case Direct::kUtf16Be: return decode_utf16(ts, source, errors, order);
    case Direct::kUtf32:
    case Direct::kUtf32Le:
    case Direct::kUtf32Be: return decode_utf32(ts, source, errors, order);
    case Direct::kUtf7: return decode_utf7(ts, source, errors);
    case Direct::kUnicodeEscape: return decode_unicode_escape(ts, source, errors);
    case Direct::kRawUnicodeEscape: return decode_raw_unicode_escape(ts, source, errors);
    case Direct::kAscii: return decode_ascii(ts, source, errors);
    case Direct::kLatin1: return decode_latin1(ts, source);
    default: return decode_utf8(ts, source, errors);
  }
}

// -- looking up ----------------------------------------------------------------------------------------------------

/// Imports `encodings`, which registers its search function. Without that package only registered codecs are found.
Status import_encodings(ThreadState& ts, CodecState& state) {
  if (state.encodings_tried || ts.interp.builtins.is_null()) return {};
  state.encodings_tried = true;
  Value import = dict_get(ts, as<Dict>(ts.interp.builtins), "__import__");
  if (import.is_null()) return {};
  Own<Str> name = TRY(new_str(ts, "encodings"));
  Result<Ref> module = call(ts, import, name);
  if (!module.raised()) {
    Ref kept = module.take();
    return {};
  }
  if (!clear_pending_if(ts, Exc::kImportError)) return Raised{};
  return {};
}

Result<Ref> ask_search_functions(ThreadState& ts, List& functions, Str& name) {
  for (int64_t i = 0; i < functions.size; ++i) {
    Ref function = Ref::copy(functions.at(i));
    Ref answer = TRY(call(ts, function, Value::from_object(&name)));
    if (answer.is_none()) continue;
    Tuple* info = as_if<Tuple>(answer);
    if (info == nullptr || info->size != 4) {
      return raise(ts, Exc::kTypeError, "codec search functions must return 4-tuples");
    }
    return answer;
  }
  return Result<Ref>::absent();
}

// -- calling -------------------------------------------------------------------------------------------------------

enum class Direction : uint8_t { kEncode, kDecode };

struct Wording {
  const char* gerund;     ///< "encoding"
  const char* bad_answer;
  const char* general;    ///< the function that takes any codec
};
Wording wording(Direction direction) {
  if (direction == Direction::kEncode) {
    return {"encoding", "encoder must return a tuple (object, integer)", "codecs.encode()"};
  }
  return {"decoding", "decoder must return a tuple (object,integer)", "codecs.decode()"};
}

/// Gives a plain exception that a codec raised the codec's name: a new one of its type, with the old one as its cause. One
/// that carries more than a message stays as it is.
Raised name_codec(ThreadState& ts, const Str& encoding, Direction direction) {
  Ref raised = ts.take_pending();
  auto& exception = as<Exception>(raised);
  const Type& type = *exception.type;
  Tuple& args = as<Tuple>(exception.args);
  const Slots& base = core_type(ts, Exc::kBaseException).slots;
  bool no_state = type.spec->size == sizeof(Exception) && type.slots.init == base.init && type.slots.new_ == base.new_ && type.member_count == 0;
  bool plain = no_state && (exception.dict.is_null() || as<Dict>(exception.dict).size == 0) &&
               (args.size == 0 || (args.size == 1 && is<Str>(args.at(0))));
  if (!plain) return ts.set_pending(std::move(raised));
  Own<Str> text = TRY(to_str(ts, raised));
  Utf8 shown(ts, *text);
  Utf8 name(ts, encoding);
  Own<Str> message = TRY(new_str_format(ts, "%s with '%s' codec failed (%s: %s)", wording(direction).gerund, name.c_str(),
                                        type_name(type), shown.c_str()));
  static_cast<void>(raise_value(ts, *exception.type, message));
  set_cause(as<Exception>(ts.pending), raised);
  return {};
}

Result<Ref> call_codec(ThreadState& ts, Value function, Value object, Str& encoding, Str* errors, Direction direction) {
  Result<Ref> made = errors == nullptr ? call(ts, function, object) : call(ts, function, object, Value::from_object(errors));
  if (made.raised()) return name_codec(ts, encoding, direction);
  Ref answer = made.take();
  Tuple* pair = as_if<Tuple>(answer);
  if (pair == nullptr || pair->size != 2) return raise(ts, Exc::kTypeError, "%s", wording(direction).bad_answer);
  return Ref::copy(pair->at(0));
}

/// The codec for str.encode and bytes.decode: one that says it is no text encoding is refused.
Result<Own<Tuple>> lookup_text_codec(ThreadState& ts, Str& encoding, Direction direction) {
  Own<Tuple> codec = TRY(lookup_codec(ts, encoding));
  if (is_tuple(Value::from_object(codec.get()))) return codec;
  Ref flag = TRY(find_attr(ts, codec, "_is_text_encoding"));
  if (flag.is_absent() || TRY(truth(ts, flag))) return codec;
  return raise(ts, Exc::kLookupError, "'%s' is not a text encoding; use %s to handle arbitrary codecs",
               Utf8(ts, encoding).c_str(), wording(direction).general);
}

}  // namespace

Result<Own<Str>> normalize_encoding(ThreadState& ts, const Str& name) {
  StringBuilder out(ts);
  bool gap = false;
  for (int64_t i = 0; i < name.length; ++i) {
    char32_t c = name.at(i);
    bool upper = c >= 'A' && c <= 'Z';
    bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (!kept) {
      gap |= c < 128;
      continue;
    }
    if (gap && out.length() > 0) out.append('_');
    gap = false;
    out.append(static_cast<char32_t>(upper ? c + 32 : c));
  }
  return out.finish();
}

Result<Own<Tuple>> lookup_codec(ThreadState& ts, Str& encoding) {
  CodecState& state = *TRY(state_of(ts));
  Own<Str> name = TRY(normalize_encoding(ts, encoding));
  Ref found = TRY(dict_find(ts, as<Dict>(state.found), name));
  if (found.is_absent()) {
    TRY(import_encodings(ts, state));
    found = TRY(ask_search_functions(ts, as<List>(state.search_functions), *name));
    if (found.is_absent()) {
      return raise(ts, Exc::kLookupError, "unknown encoding: %s", Utf8(ts, encoding).c_str());
    }
    TRY(dict_set(ts, as<Dict>(state.found), name, found));
  }
  return Own<Tuple>::steal(static_cast<Tuple*>(found.release().as_object()));
}

Status register_search_function(ThreadState& ts, Value function) {
  CodecState& state = *TRY(state_of(ts));
  if (!is_callable(ts, function)) return raise(ts, Exc::kTypeError, "argument must be callable");
  return list_append(ts, as<List>(state.search_functions), Ref::copy(function));
}

Status unregister_search_function(ThreadState& ts, Value function) {
  CodecState& state = *TRY(state_of(ts));
  List& functions = as<List>(state.search_functions);
  for (int64_t i = 0; i < functions.size; ++i) {
    if (functions.at(i) != function) continue;
    Ref dropped = list_take(ts, functions, i);
    Own<Dict> fresh = TRY(new_dict(ts));
    Ref old = Ref::steal(std::exchange(state.found, Ref(std::move(fresh)).release()));
    break;
  }
  return {};
}

Result<Ref> lookup_error_handler(ThreadState& ts, Str& name) {
  CodecState& state = *TRY(state_of(ts));
  Ref handler = TRY(dict_find(ts, as<Dict>(state.handlers), Value::from_object(&name)));
  if (handler.is_absent()) {
    return raise(ts, Exc::kLookupError, "unknown error handler name '%s'", Utf8(ts, name).c_str());
  }
  return handler;
}

Status register_error_handler(ThreadState& ts, Str& name, Value handler) {
  CodecState& state = *TRY(state_of(ts));
  if (!is_callable(ts, handler)) return raise(ts, Exc::kTypeError, "handler must be callable");
  return dict_set(ts, as<Dict>(state.handlers), Value::from_object(&name), handler);
}

Result<Ref> codec_encode(ThreadState& ts, Value object, Str& encoding, Str* errors) {
  Own<Tuple> codec = TRY(lookup_codec(ts, encoding));
  return call_codec(ts, codec->at(0), object, encoding, errors, Direction::kEncode);
}

Result<Ref> codec_decode(ThreadState& ts, Value object, Str& encoding, Str* errors) {
  Own<Tuple> codec = TRY(lookup_codec(ts, encoding));
  return call_codec(ts, codec->at(1), object, encoding, errors, Direction::kDecode);
}

namespace {

/// In development mode names are checked even where they are not needed. Not while the interpreter starts or ends.
Status check_names(ThreadState& ts, Str* encoding, Str* errors) {
  const Config* config = ts.interp.config;
  if (LIKELY(config == nullptr || config->dev_mode == 0) || ts.frame == nullptr || ts.interp.finalizing) return {};
  if (encoding != nullptr && direct_encoding(encoding) == Direct::kNone) {
    Own<Tuple> codec = TRY(lookup_codec(ts, *encoding));
  }
  if (errors != nullptr && !str_equal(*errors, "strict")) {
    Ref handler = TRY(lookup_error_handler(ts, *errors));
  }
  return {};
}

}  // namespace

Result<Ref> encode_str(ThreadState& ts, Str& s, Str* encoding, Str* errors) {
  TRY(check_names(ts, encoding, errors));
  Direct direct = direct_encoding(encoding);
  if (direct != Direct::kNone) return encode_directly(ts, direct, s, errors);
  Own<Tuple> codec = TRY(lookup_text_codec(ts, *encoding, Direction::kEncode));
  Ref made = TRY(call_codec(ts, codec->at(0), Value::from_object(&s), *encoding, errors, Direction::kEncode));
  if (is<Bytes>(made)) return made;
  return raise(ts, Exc::kTypeError,
               "'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
               Utf8(ts, *encoding).c_str(), type_name(ts, made));
}

Result<Own<Str>> decode_object(ThreadState& ts, Value object, Str* encoding, Str* errors) {
  if (is<Str>(object)) return raise(ts, Exc::kTypeError, "decoding str is not supported");
  if (!has_buffer(ts, object)) {
    return raise(ts, Exc::kTypeError, "decoding to str: need a bytes-like object, %s found", type_name(ts, object));
  }
  TRY(check_names(ts, encoding, errors));
  Buffer buffer(ts);
  TRY(buffer.open(object));
  if (buffer.size() == 0) return new_str(ts, "");
  ByteSource source = {{buffer.data(), static_cast<size_t>(buffer.size())}, object};
  Direct direct = direct_encoding(encoding);
  if (direct != Direct::kNone) return decode_directly(ts, direct, source, errors);
  Own<Tuple> codec = TRY(lookup_text_codec(ts, *encoding, Direction::kDecode));
  Ref made = TRY(call_codec(ts, codec->at(1), object, *encoding, errors, Direction::kDecode));
  if (is<Str>(made)) return Own<Str>::steal(static_cast<Str*>(made.release().as_object()));
  return raise(ts, Exc::kTypeError,
               "'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types",
               Utf8(ts, *encoding).c_str(), type_name(ts, made));
}

void release_codecs(ThreadState& ts) {
  CodecState* state = ts.interp.codecs;
  if (state == nullptr) return;
  ts.interp.codecs = nullptr;
  decref(state->search_functions);
  decref(state->found);
  decref(state->handlers);
  ts.interp.heap.release_buffer(state, sizeof(CodecState));
}

}  // namespace pyemb
