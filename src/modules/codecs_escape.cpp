// SPDX-License-Identifier: MIT
#include "modules/codecs_escape.h"

#include "objects/codec_native.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

int hex_value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  uint8_t lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

constexpr char kSimple[] = "\\'\"abfnrtv";
constexpr char kMeaning[] = "\\'\"\a\b\f\n\r\t\v";

class EscapeDecoder {
 public:
  EscapeDecoder(ThreadState& ts, std::span<const uint8_t> text, ErrorMode mode) : ts_(ts), text_(text), mode_(mode), out_(ts) {}

  Result<Own<Bytes>> run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\\') {
        ++at_;
        TRY(take_escape());
      } else {
        out_.append(text_[at_++]);
      }
    }
    if (invalid_[0] != 0) TRY(warn_invalid_escape(ts_, invalid_));
    return out_.finish();
  }

 private:
  /// What stands behind a backslash.
  Status take_escape() {
    if (at_ == text_.size()) return raise(ts_, Exc::kValueError, "Trailing \\ in string");
    uint8_t c = text_[at_++];
    if (c == '\n') return {};
    if (c == 'x') return take_hex();
    if (c >= '0' && c <= '7') return take_octal(c), Status();
    for (size_t i = 0; kSimple[i] != 0; ++i) {
      if (c == kSimple[i]) return out_.append(static_cast<uint8_t>(kMeaning[i])), Status();
    }
    if (invalid_[0] == 0) invalid_[0] = static_cast<char>(c);
    out_.append('\\');
    --at_;  // an escape of nothing: the character is taken as it is
    return {};
  }

  Status take_hex() {
    int high = at_ < text_.size() ? hex_value(text_[at_]) : -1;
    int low = at_ + 1 < text_.size() ? hex_value(text_[at_ + 1]) : -1;
    if (high >= 0 && low >= 0) {
      out_.append(static_cast<uint8_t>(high << 4 | low));
      at_ += 2;
      return {};
    }
    if (mode_ == ErrorMode::kStrict) {
      return raise(ts_, Exc::kValueError, "invalid \\x escape at position %zu", at_ - 2);
    }
    if (mode_ == ErrorMode::kReplace) {
      out_.append('?');
    } else if (mode_ != ErrorMode::kIgnore) {
      return raise(ts_, Exc::kValueError, "decoding error; unknown error handling code");
    }
    if (high >= 0) ++at_;
    return {};
  }

  void take_octal(uint8_t first) {
    size_t start = at_ - 1;
    unsigned value = first & 7u;
    while (at_ < text_.size() && at_ < start + 3 && text_[at_] >= '0' && text_[at_] <= '7') value = value << 3 | (text_[at_++] & 7u);
    if (value > 0377 && invalid_[0] == 0) {
      for (size_t i = 0; i < 3; ++i) invalid_[i] = static_cast<char>(text_[start + i]);
    }
    out_.append(static_cast<uint8_t>(value));
  }

  ThreadState& ts_;
  std::span<const uint8_t> text_;
  ErrorMode mode_;
  ByteOutput out_;
  size_t at_ = 0;
  char invalid_[4] = {};  ///< the first escape that is none, without its backslash
};

}  // namespace

Result<Own<Bytes>> decode_bytes_escape(ThreadState& ts, std::span<const uint8_t> text, ErrorMode mode) {
  return EscapeDecoder(ts, text, mode).run();
}

Result<Own<Bytes>> encode_bytes_escape(ThreadState& ts, std::span<const uint8_t> bytes) {
  ByteOutput out(ts);
  for (uint8_t c : bytes) {
    if (c == '\\' || c == '\'') {
      out.append('\\');
      out.append(c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
    } else if (c >= ' ' && c < 0x7f) {
      out.append(c);
    } else {
      out.append("\\x");
      out.append(static_cast<uint8_t>("0123456789abcdef"[c >> 4]));
      out.append(static_cast<uint8_t>("0123456789abcdef"[c & 15]));
    }
  }
  return out.finish();
}

}  // namespace pyemb
