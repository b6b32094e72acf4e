// SPDX-License-Identifier: MIT
#include <cstring>

#include "modules/io/text_wrapper.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/codec_native.h"
#include "objects/codecs.h"
#include "objects/tuple.h"

// The codecs of text streams: which one, and both kinds behind one face.

namespace pyemb::io {
namespace {

NativeCodec native_codec(const Str& name) {
  struct Row {
    std::string_view name;
    NativeCodec codec;
  };
  constexpr Row kRows[] = {
      {"utf8", NativeCodec::kUtf8},         {"latin1", NativeCodec::kLatin1},  {"iso88591", NativeCodec::kLatin1},
      {"ascii", NativeCodec::kAscii},       {"usascii", NativeCodec::kAscii},
  };
  char normal[12];
  size_t size = 0;
  if (!name.ascii) return NativeCodec::kNone;
  for (char c : name.ascii_view()) {
    if (c == '-' || c == '_') continue;
    if (size == sizeof normal) return NativeCodec::kNone;
    normal[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  for (const Row& row : kRows) {
    if (row.name == std::string_view(normal, size)) return row.codec;
  }
  return NativeCodec::kNone;
}

Str* errors_of(TextIOWrapper& self) {
  auto& errors = as<Str>(self.errors);
  return str_equal(errors, "strict") ? nullptr : &errors;
}

/// The CodecInfo of a text encoding: LookupError for one that is not.
Result<Ref> lookup_text_codec(ThreadState& ts, Str& encoding) {
  Own<Tuple> info = TRY(lookup_codec(ts, encoding));
  if (!info->is_exactly(TypeId::kTuple)) {
    Ref is_text = TRY(find_attr(ts, info, "_is_text_encoding"));
    bool text = is_text.is_absent() || TRY(truth(ts, is_text));
    if (!text) {
      return raise(ts, Exc::kLookupError, "'%.400s' is not a text encoding; use codecs.open() to handle arbitrary codecs", Utf8(ts, encoding).c_str());
    }
  }
  return info;
}

}  // namespace

Status set_codec(ThreadState& ts, TextIOWrapper& self) {
  NativeCodec codec = native_codec(as<Str>(self.encoding));
  Ref encoder, decoder;
  if (codec == NativeCodec::kNone) {
    Own<Str> name = Own<Str>::copy(&as<Str>(self.encoding));
    Ref info = TRY(lookup_text_codec(ts, *name));
    Ref errors = Ref::copy(self.errors);
    if (self.can_read) {
      decoder = TRY(call_named(ts, info, "incrementaldecoder", errors));
      if (is_universal(self.newline)) decoder = TRY(new_newline_decoder(ts, decoder, self.newline == Newline::kTranslate));
    }
    if (self.can_write) encoder = TRY(call_named(ts, info, "incrementalencoder", errors));
  }
  set_field(self.encoder, std::move(encoder));
  set_field(self.decoder, std::move(decoder));
  self.codec = codec;
  self.newlines = NewlineState{self.newline == Newline::kTranslate, false, 0};
  self.carry_size = 0;
  return {};
}

Status reset_encoder(ThreadState& ts, TextIOWrapper& self, bool at_start) {
  if (self.encoder.is_null()) return {};
  Ref encoder = Ref::copy(self.encoder);
  Ref ignored = TRY(at_start ? call_named(ts, encoder, "reset") : call_named(ts, encoder, "setstate", Value::from_int(0)));
  return {};
}

Status fix_encoder_state(ThreadState& ts, TextIOWrapper& self) {
  if (self.encoder.is_null()) return {};
  if (!self.seekable) {  // no mark of the byte order where nobody can say whether it is the start
    Own<Str> name = TRY(normalize_encoding(ts, as<Str>(self.encoding)));
    const bool has_mark = str_equal(*name, "utf_16") || str_equal(*name, "utf16") || str_equal(*name, "utf_32") || str_equal(*name, "utf32");
    return has_mark ? reset_encoder(ts, self, false) : Status();
  }
  Ref buffer = Ref::copy(self.buffer);
  Ref position = TRY(call_named(ts, buffer, "tell"));
  bool at_start = TRY(equal(ts, position, Value::from_int(0)));
  return at_start ? Status() : reset_encoder(ts, self, false);
}

Result<Ref> encode_text(ThreadState& ts, TextIOWrapper& self, Str& text) {
  Str* errors = errors_of(self);
  switch (self.codec) {
    case NativeCodec::kUtf8: return encode_utf8(ts, text, errors);
    case NativeCodec::kLatin1: return encode_latin1(ts, text, errors);
    case NativeCodec::kAscii: return encode_ascii(ts, text, errors);
    case NativeCodec::kNone: break;
  }
  Ref encoder = Ref::copy(self.encoder);
  Ref bytes = TRY(call_named(ts, encoder, "encode", Value::from_object(&text)));
  if (!is<Bytes>(bytes)) return raise(ts, Exc::kTypeError, "encoder should return a bytes object, not '%.200s'", type_name(ts, bytes));
  return bytes;
}

namespace {

/// Decodes what waited and `bytes` together; what is incomplete at the end waits in turn.
Result<Own<Str>> decode_utf8_piece(ThreadState& ts, TextIOWrapper& self, std::string_view bytes, Value object, bool last) {
  Own<Bytes> joined;
  if (self.carry_size > 0) {
    joined = TRY(new_bytes_buffer(ts, static_cast<int64_t>(self.carry_size + bytes.size())));
    std::memcpy(joined->data(), self.carry, self.carry_size);
    std::memcpy(joined->data() + self.carry_size, bytes.data(), bytes.size());
    bytes = joined->view();
    object = joined;
  }
  std::span<const uint8_t> data(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  int64_t consumed = static_cast<int64_t>(bytes.size());
  Own<Str> text = TRY(decode_utf8(ts, ByteSource{data, object}, errors_of(self), last ? nullptr : &consumed));
  size_t rest = bytes.size() - static_cast<size_t>(consumed);
  if (rest > sizeof self.carry) rest = sizeof self.carry;
  self.carry_size = static_cast<uint8_t>(rest);
  std::memcpy(self.carry, bytes.data() + consumed, rest);
  return text;
}

Result<Own<Str>> decode_natively(ThreadState& ts, TextIOWrapper& self, Value object, bool last) {
  Buffer buffer(ts);
  TRY(buffer.open(object));
  std::span<const uint8_t> data(buffer.data(), static_cast<size_t>(buffer.size()));
  if (self.codec == NativeCodec::kUtf8) return decode_utf8_piece(ts, self, buffer.view(), object, last);
  if (self.codec == NativeCodec::kLatin1) return decode_latin1(ts, ByteSource{data, object});
  return decode_ascii(ts, ByteSource{data, object}, errors_of(self));
}

}  // namespace

Result<Own<Str>> decode_bytes(ThreadState& ts, TextIOWrapper& self, Value bytes, bool last) {
  if (!self.is_native()) {
    Ref decoder = Ref::copy(self.decoder);
    return incremental_decode(ts, decoder, bytes, last);
  }
  Own<Str> text = TRY(decode_natively(ts, self, bytes, last));
  if (!is_universal(self.newline)) return text;
  return self.newlines.decode(ts, std::move(text), last);
}

Result<int> get_decoder_state(ThreadState& ts, TextIOWrapper& self, Ref& buffer) {
  if (self.is_native()) {
    buffer = TRY(new_bytes(ts, std::string_view(self.carry, self.carry_size)));
    return self.newlines.pending_return ? 1 : 0;
  }
  Ref decoder = Ref::copy(self.decoder);
  Ref state = TRY(call_named(ts, decoder, "getstate"));
  if (!is<Tuple>(state) || state.as<Tuple>()->size != 2) return raise(ts, Exc::kTypeError, "illegal decoder state");
  buffer = Ref::copy(state.as<Tuple>()->at(0));
  if (!is<Bytes>(buffer)) {
    return raise(ts, Exc::kTypeError, "illegal decoder state: the first item should be a bytes object, not '%.200s'", type_name(ts, buffer));
  }
  return to_c_int(ts, state.as<Tuple>()->at(1));
}

Status set_decoder_state(ThreadState& ts, TextIOWrapper& self, Value buffer, int flags) {
  if (self.is_native()) {
    self.newlines.pending_return = (flags & 1) != 0 && is_universal(self.newline);
    std::string_view waiting = as<Bytes>(buffer).view();
    self.carry_size = static_cast<uint8_t>(waiting.size() <= sizeof self.carry ? waiting.size() : 0);
    std::memcpy(self.carry, waiting.data(), self.carry_size);
    return {};
  }
  Ref decoder = Ref::copy(self.decoder);
  Own<Tuple> state = TRY(new_tuple_of(ts, buffer, Value::from_int(flags)));
  Ref ignored = TRY(call_named(ts, decoder, "setstate", state));
  return {};
}

Status reset_decoder(ThreadState& ts, TextIOWrapper& self) {
  if (self.is_native()) {
    self.newlines.reset();
    self.carry_size = 0;
    return {};
  }
  if (self.decoder.is_null()) return {};
  Ref decoder = Ref::copy(self.decoder);
  Ref ignored = TRY(call_named(ts, decoder, "reset"));
  return {};
}

}  // namespace pyemb::io
