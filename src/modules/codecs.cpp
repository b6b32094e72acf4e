// SPDX-License-Identifier: MIT

// _codecs: the codec registry, and the codecs that are native code. Encoders answer (bytes, characters taken), decoders (str, bytes
// taken).

#include "objects/codecs.h"

#include "modules/codecs_escape.h"
#include "modules/native_modules.h"
#include "objects/buffer.h"
#include "objects/codec_native.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

// -- arguments and results -----------------------------------------------------------------------------------------

/// The argument `errors`: a str, or nothing.
class ErrorsName {
 public:
  Status load(ThreadState& ts, Value value) {
    if (value.is_null() || value.is_none()) return {};
    name_ = as_if<Str>(value);
    if (name_ == nullptr) return raise(ts, Exc::kTypeError, "argument 'errors' must be str or None, not %s", type_name(ts, value));
    return {};
  }
  Str* get() const { return name_; }

 private:
  Str* name_ = nullptr;
};

/// The bytes to decode: of a bytes-like object, or the UTF-8 of a str where that is allowed.
class Input {
 public:
  explicit Input(ThreadState& ts) : ts_(ts), buffer_(ts) {}
  Status open(Value value) {
    object_ = value;
    return buffer_.open(value);
  }
  Status open_text(Value value) {
    Str* text = as_if<Str>(value);
    if (text == nullptr) return open(value);
    Own<Bytes> utf8 = TRY(encode_utf8(ts_, *text, nullptr));
    kept_ = Ref(std::move(utf8));
    return open(kept_);
  }
  ByteSource source() { return {{buffer_.data(), static_cast<size_t>(buffer_.size())}, object_}; }
  int64_t size() const { return buffer_.size(); }

 private:
  ThreadState& ts_;
  Ref kept_;
  Buffer buffer_;
  Value object_;
};

Result<Ref> with_count(ThreadState& ts, Value made, int64_t count) {
  Ref taken = TRY(new_int(ts, count));
  return new_tuple_of(ts, made, taken);
}

// -- shims ---------------------------------------------------------------------------------------------------------

using Decoder = Result<Own<Str>> (*)(ThreadState&, ByteSource, Str* errors);
using StatefulDecoder = Result<Own<Str>> (*)(ThreadState&, ByteSource, Str* errors, int64_t* consumed);
using WideDecoder = Result<Own<Str>> (*)(ThreadState&, ByteSource, Str* errors, Endian& order, int64_t* consumed);
using WideEncoder = Result<Own<Bytes>> (*)(ThreadState&, Str&, Str* errors, Endian order);

template <Decoder kDecode>
Result<Ref> decode(ThreadState& ts, Value data, Value errors) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Input input(ts);
  TRY(input.open(data));
  Own<Str> made = TRY(kDecode(ts, input.source(), name.get()));
  return with_count(ts, made, input.size());
}

Result<Own<Str>> decode_latin1_checked(ThreadState& ts, ByteSource source, Str*) { return decode_latin1(ts, source); }

enum class TextInput : uint8_t { kRefused, kAllowed };

template <StatefulDecoder kDecode, TextInput kText, bool kFinalDefault>
Result<Ref> decode_stateful(ThreadState& ts, Value data, Value errors, std::optional<bool> final) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Input input(ts);
  TRY(kText == TextInput::kAllowed ? input.open_text(data) : input.open(data));
  int64_t consumed = input.size();
  int64_t* partial = final.value_or(kFinalDefault) ? nullptr : &consumed;
  Own<Str> made = TRY(kDecode(ts, input.source(), name.get(), partial));
  return with_count(ts, made, consumed);
}

template <WideDecoder kDecode, Endian kOrder>
Result<Ref> decode_wide(ThreadState& ts, Value data, Value errors, std::optional<bool> final) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Input input(ts);
  TRY(input.open(data));
  int64_t consumed = input.size();
  Endian order = kOrder;
  Own<Str> made = TRY(kDecode(ts, input.source(), name.get(), order, final.value_or(false) ? nullptr : &consumed));
  return with_count(ts, made, consumed);
}

Endian endian_of(int order) { return order < 0 ? Endian::kLittle : order > 0 ? Endian::kBig : Endian::kNative; }

/// Like decode_wide, told and telling the byte order.
template <WideDecoder kDecode>
Result<Ref> decode_wide_ex(ThreadState& ts, Value data, Value errors, std::optional<int> byte_order, std::optional<bool> final) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Input input(ts);
  TRY(input.open(data));
  int64_t consumed = input.size();
  Endian order = endian_of(byte_order.value_or(0));
  Own<Str> made = TRY(kDecode(ts, input.source(), name.get(), order, final.value_or(false) ? nullptr : &consumed));
  Ref taken = TRY(new_int(ts, consumed));
  return new_tuple_of(ts, made, taken, Value::from_int(static_cast<int64_t>(order)));
}

using Encoder = Result<Own<Bytes>> (*)(ThreadState&, Str&, Str* errors);

template <Encoder kEncode>
Result<Ref> encode(ThreadState& ts, Str& text, Value errors) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Own<Bytes> made = TRY(kEncode(ts, text, name.get()));
  return with_count(ts, made, text.length);
}

/// Encoders that never fail.
template <Result<Own<Bytes>> (*kEncode)(ThreadState&, Str&)>
Result<Ref> encode_any(ThreadState& ts, Str& text, Value errors) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Own<Bytes> made = TRY(kEncode(ts, text));
  return with_count(ts, made, text.length);
}

template <WideEncoder kEncode>
Result<Ref> encode_wide(ThreadState& ts, Str& text, Value errors, std::optional<int> byte_order) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Own<Bytes> made = TRY(kEncode(ts, text, name.get(), endian_of(byte_order.value_or(0))));
  return with_count(ts, made, text.length);
}
template <WideEncoder kEncode, Endian kOrder>
Result<Ref> encode_wide_as(ThreadState& ts, Str& text, Value errors) {
  return encode_wide<kEncode>(ts, text, errors, static_cast<int>(kOrder));
}

// -- the rest ------------------------------------------------------------------------------------------------------

Result<Ref> charmap_decode(ThreadState& ts, Value data, Value errors, Value mapping) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Input input(ts);
  TRY(input.open(data));
  Own<Str> made = TRY(decode_charmap(ts, input.source(), name.get(), mapping));
  return with_count(ts, made, input.size());
}

Result<Ref> charmap_encode(ThreadState& ts, Str& text, Value errors, Value mapping) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Own<Bytes> made = TRY(encode_charmap(ts, text, name.get(), mapping));
  return with_count(ts, made, text.length);
}

Result<Ref> readbuffer_encode(ThreadState& ts, Value data, Value) {
  Input input(ts);
  TRY(input.open_text(data));
  std::span<const uint8_t> bytes = input.source().data;
  Own<Bytes> made = TRY(new_bytes(ts, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  return with_count(ts, made, input.size());
}

Result<Ref> escape_decode(ThreadState& ts, Value data, Value errors) {
  ErrorsName name;
  TRY(name.load(ts, errors));
  Input input(ts);
  TRY(input.open_text(data));
  Own<Bytes> made = TRY(decode_bytes_escape(ts, input.source().data, error_mode(name.get())));
  return with_count(ts, made, input.size());
}

Result<Ref> escape_encode(ThreadState& ts, Bytes& data, Value) {
  Own<Bytes> made = TRY(encode_bytes_escape(ts, span_of(data)));
  return with_count(ts, made, data.size);
}

Result<Ref> encode_object(ThreadState& ts, Value object, Str* encoding, Str* errors) {
  Own<Str> utf8 = TRY(new_str(ts, "utf-8"));
  return codec_encode(ts, object, encoding != nullptr ? *encoding : *utf8, errors);
}
Result<Ref> decode_any(ThreadState& ts, Value object, Str* encoding, Str* errors) {
  Own<Str> utf8 = TRY(new_str(ts, "utf-8"));
  return codec_decode(ts, object, encoding != nullptr ? *encoding : *utf8, errors);
}
Result<Ref> lookup(ThreadState& ts, Str& encoding) { return lookup_codec(ts, encoding); }

constexpr char kData[] = "($module, data, errors=None, /)";
constexpr char kText[] = "($module, str, errors=None, /)";
constexpr char kPartial[] = "($module, data, errors=None, final=False, /)";
constexpr char kWhole[] = "($module, data, errors=None, final=True, /)";
constexpr char kOrdered[] = "($module, str, errors=None, byteorder=0, /)";
constexpr char kOrderedData[] = "($module, data, errors=None, byteorder=0, final=False, /)";

constexpr NativeMethod kFunctions[] = {
    function<register_search_function>("register", "($module, search_function, /)",
                                       "Adds a function that finds codecs: it takes a normalized name and answers a CodecInfo or None."),
    function<unregister_search_function>("unregister", "($module, search_function, /)", "Takes a search function away again."),
    function<lookup>("lookup", "($module, encoding, /)", "The CodecInfo of an encoding."),
    function<encode_object>("encode", "($module, /, obj, encoding='utf-8', errors='strict')", "Encodes an object by a codec."),
    function<decode_any>("decode", "($module, /, obj, encoding='utf-8', errors='strict')", "Decodes an object by a codec."),
    function<register_error_handler>("register_error", "($module, errors, handler, /)", "Names a handler of errors."),
    function<lookup_error_handler>("lookup_error", "($module, name, /)", "The handler of errors that has a name."),

    function<decode<decode_ascii>>("ascii_decode", kData, "Decodes ASCII."),
    function<encode<encode_ascii>>("ascii_encode", kText, "Encodes to ASCII."),
    function<decode<decode_latin1_checked>>("latin_1_decode", kData, "Decodes Latin-1."),
    function<encode<encode_latin1>>("latin_1_encode", kText, "Encodes to Latin-1."),
    function<build_charmap>("charmap_build", "($module, map, /)", "A mapping for charmap_encode from a table for charmap_decode."),
    function<charmap_decode>("charmap_decode", "($module, data, errors=None, mapping=None, /)", "Decodes by a table."),
    function<charmap_encode>("charmap_encode", "($module, str, errors=None, mapping=None, /)", "Encodes by a table."),
    function<readbuffer_encode>("readbuffer_encode", kData, "The bytes of a buffer, or the UTF-8 of a str."),

    function<escape_decode>("escape_decode", kData, "Decodes the escapes of a bytes literal."),
    function<escape_encode>("escape_encode", kData, "Encodes bytes as in a literal."),
    function<decode_stateful<decode_unicode_escape, TextInput::kAllowed, true>>("unicode_escape_decode", kWhole, "Decodes the escapes of a literal."),
    function<encode_any<encode_unicode_escape>>("unicode_escape_encode", kText, "Encodes as in a literal."),
    function<decode_stateful<decode_raw_unicode_escape, TextInput::kAllowed, true>>("raw_unicode_escape_decode", kWhole,
                                                                                    "Decodes Latin-1 with \\u and \\U escapes."),
    function<encode_any<encode_raw_unicode_escape>>("raw_unicode_escape_encode", kText, "Encodes to Latin-1 with \\u and \\U escapes."),

    function<decode_stateful<decode_utf7, TextInput::kRefused, false>>("utf_7_decode", kPartial, "Decodes UTF-7."),
    function<encode_any<encode_utf7>>("utf_7_encode", kText, "Encodes to UTF-7."),
    function<decode_stateful<decode_utf8, TextInput::kRefused, false>>("utf_8_decode", kPartial, "Decodes UTF-8."),
    function<encode<encode_utf8>>("utf_8_encode", kText, "Encodes to UTF-8."),

    function<decode_wide<decode_utf16, Endian::kNative>>("utf_16_decode", kPartial, "Decodes UTF-16, by its byte order mark."),
    function<decode_wide<decode_utf16, Endian::kLittle>>("utf_16_le_decode", kPartial, "Decodes little-endian UTF-16."),
    function<decode_wide<decode_utf16, Endian::kBig>>("utf_16_be_decode", kPartial, "Decodes big-endian UTF-16."),
    function<decode_wide_ex<decode_utf16>>("utf_16_ex_decode", kOrderedData, "Decodes UTF-16 and tells the byte order."),
    function<encode_wide<encode_utf16>>("utf_16_encode", kOrdered, "Encodes to UTF-16."),
    function<encode_wide_as<encode_utf16, Endian::kLittle>>("utf_16_le_encode", kText, "Encodes to little-endian UTF-16."),
    function<encode_wide_as<encode_utf16, Endian::kBig>>("utf_16_be_encode", kText, "Encodes to big-endian UTF-16."),
    function<decode_wide<decode_utf32, Endian::kNative>>("utf_32_decode", kPartial, "Decodes UTF-32, by its byte order mark."),
    function<decode_wide<decode_utf32, Endian::kLittle>>("utf_32_le_decode", kPartial, "Decodes little-endian UTF-32."),
    function<decode_wide<decode_utf32, Endian::kBig>>("utf_32_be_decode", kPartial, "Decodes big-endian UTF-32."),
    function<decode_wide_ex<decode_utf32>>("utf_32_ex_decode", kOrderedData, "Decodes UTF-32 and tells the byte order."),
    function<encode_wide<encode_utf32>>("utf_32_encode", kOrdered, "Encodes to UTF-32."),
    function<encode_wide_as<encode_utf32, Endian::kLittle>>("utf_32_le_encode", kText, "Encodes to little-endian UTF-32."),
    function<encode_wide_as<encode_utf32, Endian::kBig>>("utf_32_be_encode", kText, "Encodes to big-endian UTF-32."),
};

}  // namespace

constexpr NativeModule kCodecsModule = {
    .name = "_codecs",
    .doc = "The codec registry and the native codecs.",
    .functions = kFunctions,
};

}  // namespace pyemb
