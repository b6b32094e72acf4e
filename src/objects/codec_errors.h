// SPDX-License-Identifier: MIT
#pragma once

// What codecs do where text or bytes cannot be converted. The standard ways ("strict", "ignore", "replace", ...) are done
// here, in native code; any other name is a handler that Python code registered: it gets the exception and answers what
// to put in place and where to go on.

#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/string_builder.h"

namespace pyemb {

enum class ErrorMode : uint8_t {
  kStrict,
  kIgnore,
  kReplace,
  kBackslashReplace,
  kXmlCharRefReplace,
  kNameReplace,
  kSurrogateEscape,
  kSurrogatePass,
  kRegistered,  ///< a name in the registry
};
/// Of the name of a way; null means "strict".
ErrorMode error_mode(const Str* name);

/// Bytes to decode. `object` is what holds them, for the exception: any object, or null.
struct ByteSource {
  std::span<const uint8_t> data;
  Value object;
};

inline std::span<const uint8_t> span_of(const Bytes& bytes) { return {bytes.data(), static_cast<size_t>(bytes.size)}; }

/// The errors of one call of a decoder.
class DecodeErrors {
 public:
  DecodeErrors(ThreadState& ts, const char* encoding, ByteSource source, Str* errors)
      : ts_(ts), encoding_(encoding), source_(source), name_(errors), mode_(error_mode(errors)) {}

  /// What is decoded: a handler may replace it.
  std::span<const uint8_t> data() const { return source_.data; }
  /// Appends what stands for the bytes [start, end) and answers where to go on; or raises.
  [[nodiscard]] Result<int64_t> fix(StringBuilder& out, int64_t start, int64_t end, const char* reason);

 private:
  Result<Ref> bytes_object();
  Result<int64_t> call_handler(StringBuilder& out, int64_t start, int64_t end, const char* reason);

  ThreadState& ts_;
  const char* encoding_;
  ByteSource source_;
  Ref kept_;  ///< keeps what a handler put in place of the bytes
  Str* name_;
  ErrorMode mode_;
};

/// The errors of one call of an encoder.
class EncodeErrors {
 public:
  EncodeErrors(ThreadState& ts, const char* encoding, Str& s, Str* errors)
      : ts_(ts), encoding_(encoding), s_(s), name_(errors), mode_(error_mode(errors)) {}

  /// Sets `replacement` to what stands for the code points [start, end), a str to be encoded or bytes, and answers
  /// where to go on; or raises.
  [[nodiscard]] Result<int64_t> fix(Ref& replacement, int64_t start, int64_t end, const char* reason);
  /// The exception for a replacement that cannot be encoded either.
  COLD Raised raise_again(int64_t start, int64_t end, const char* reason);

 private:
  Result<int64_t> call_handler(Ref& replacement, int64_t start, int64_t end, const char* reason);

  ThreadState& ts_;
  const char* encoding_;
  Str& s_;
  Str* name_;
  ErrorMode mode_;
};

// The standard ways, also for the functions that codecs.lookup_error() gives. False: this way does not handle that.

/// Appends what stands for data[start, end); may move `end`.
[[nodiscard]] Result<bool> fix_decoding(ThreadState& ts, ErrorMode mode, std::string_view encoding, std::span<const uint8_t> data,
                                        int64_t start, int64_t& end, StringBuilder& out);
/// Sets `replacement` to a str or bytes for the code points [start, end); may move `end`.
[[nodiscard]] Result<bool> fix_encoding(ThreadState& ts, ErrorMode mode, std::string_view encoding, const Str& s, int64_t start,
                                        int64_t& end, Ref& replacement);

}  // namespace pyemb
