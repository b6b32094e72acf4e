// SPDX-License-Identifier: MIT
#pragma once

// The codecs that are native code. Decoders take the bytes, encoders the str; `errors` names what to do about what cannot be
// converted (null: "strict").
//
// A decoder that is given `consumed` may stop before an incomplete sequence at the end and says how many bytes it took; else such
// a sequence is an error.

#include "objects/codec_errors.h"
#include "objects/text_buffer.h"

namespace pyemb {

/// Byte order of UTF-16 and UTF-32. A decoder told kNative looks for a byte order mark and says what it found.
enum class Endian : int8_t { kLittle = -1, kNative = 0, kBig = 1 };

// -- codec_utf8.cpp ------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Own<Str>> decode_utf8(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed = nullptr);
[[nodiscard]] Result<Own<Bytes>> encode_utf8(ThreadState& ts, Str& s, Str* errors);

// -- codec_latin.cpp -----------------------------------------------------------------------------------------------
[[nodiscard]] Result<Own<Str>> decode_ascii(ThreadState& ts, ByteSource source, Str* errors);
[[nodiscard]] Result<Own<Str>> decode_latin1(ThreadState& ts, ByteSource source);
[[nodiscard]] Result<Own<Bytes>> encode_ascii(ThreadState& ts, Str& s, Str* errors);
[[nodiscard]] Result<Own<Bytes>> encode_latin1(ThreadState& ts, Str& s, Str* errors);

// -- codec_wide.cpp ------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Own<Str>> decode_utf16(ThreadState& ts, ByteSource source, Str* errors, Endian& order, int64_t* consumed = nullptr);
[[nodiscard]] Result<Own<Str>> decode_utf32(ThreadState& ts, ByteSource source, Str* errors, Endian& order, int64_t* consumed = nullptr);
/// kNative writes a byte order mark first.
[[nodiscard]] Result<Own<Bytes>> encode_utf16(ThreadState& ts, Str& s, Str* errors, Endian order);
[[nodiscard]] Result<Own<Bytes>> encode_utf32(ThreadState& ts, Str& s, Str* errors, Endian order);

// -- codec_escape.cpp ----------------------------------------------------------------------------------------------
[[nodiscard]] Result<Own<Str>> decode_unicode_escape(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed = nullptr);
[[nodiscard]] Result<Own<Bytes>> encode_unicode_escape(ThreadState& ts, Str& s);
[[nodiscard]] Result<Own<Str>> decode_raw_unicode_escape(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed = nullptr);
[[nodiscard]] Result<Own<Bytes>> encode_raw_unicode_escape(ThreadState& ts, Str& s);

// -- codec_utf7.cpp ------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Own<Str>> decode_utf7(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed = nullptr);
[[nodiscard]] Result<Own<Bytes>> encode_utf7(ThreadState& ts, Str& s);

// -- codec_charmap.cpp ---------------------------------------------------------------------------------------------
/// `mapping` is a str, or maps bytes to str, ordinals or None; null: latin-1.
[[nodiscard]] Result<Own<Str>> decode_charmap(ThreadState& ts, ByteSource source, Str* errors, Value mapping);
[[nodiscard]] Result<Own<Bytes>> encode_charmap(ThreadState& ts, Str& s, Str* errors, Value mapping);
/// A dict {ordinal: byte} for encode_charmap from a str of up to 256 code points.
[[nodiscard]] Result<Ref> build_charmap(ThreadState& ts, Str& table);

/// What an encoder puts out: bytes, then the Bytes object.
class ByteOutput {
 public:
  explicit ByteOutput(ThreadState& ts) : ts_(ts) {}
  void append(uint8_t byte) { buffer_.append(static_cast<char>(byte)); }
  void append(std::string_view bytes) { buffer_.append(bytes); }
  void append(const Bytes& bytes) { buffer_.append(bytes.view()); }
  char* extend(size_t count) { return buffer_.extend(count); }
  [[nodiscard]] Result<Own<Bytes>> finish();

 private:
  ThreadState& ts_;
  TextBuffer buffer_;
};

/// DeprecationWarning "invalid escape sequence '\\x'": what stands behind the backslash, one Latin-1 character or up to three octal digits.
[[nodiscard]] Status warn_invalid_escape(ThreadState& ts, const char (&escape)[4]);

}  // namespace pyemb
