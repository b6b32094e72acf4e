// SPDX-License-Identifier: MIT

// UTF-7 (RFC 2152): ASCII, with everything else as UTF-16 in base64 between '+' and '-'.

#include "objects/codec_native.h"

namespace pyemb {
namespace {

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(char32_t c) {
  if (c >= 'A' && c <= 'Z') return static_cast<int>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<int>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0') + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool is_lead(char32_t c) { return c - 0xD800 < 0x400; }
bool is_trail(char32_t c) { return c - 0xDC00 < 0x400; }

/// What an encoder writes as itself.
bool is_direct(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return true;
  return c >= ' ' && c < 0x7f && c != '+' && c != '\\' && c != '~';
}

// -- decoding ------------------------------------------------------------------------------------------------------

class Decoder {
 public:
  Decoder(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed)
      : faults_(ts, "utf7", source, errors), out_(ts), consumed_(consumed) {}

  Result<Own<Str>> run() {
    do {
      while (at_ < size()) {
        if (const char* fault = step()) TRY(fix(fault));
      }
      if (shifted_ && consumed_ == nullptr && (lead_ != 0 || bits_ >= 6 || (bits_ > 0 && buffer_ != 0))) {
        shifted_ = false;
        TRY(fix("unterminated shift sequence"));
      }
    } while (at_ < size());
    if (consumed_ != nullptr) {
      *consumed_ = shifted_ ? start_ : at_;
      if (shifted_) out_.truncate(start_length_);
    }
    return out_.finish();
  }

 private:
  int64_t size() const { return static_cast<int64_t>(faults_.data().size()); }
  char32_t peek() const { return faults_.data()[static_cast<size_t>(at_)]; }

  Status fix(const char* fault) {
    at_ = TRY(faults_.fix(out_, start_, at_, fault));
    return {};
  }

  /// Takes what stands at the position; what is wrong with it, or null.
  const char* step() {
    char32_t c = peek();
    if (shifted_) return base64_value(c) >= 0 ? take_digit(c) : end_shift(c);
    start_ = at_++;
    if (c == '+') return start_shift();
    if (c > 0x7f) return "unexpected special character";
    out_.append(c);
    return nullptr;
  }

  const char* start_shift() {
    if (at_ < size() && peek() == '-') {
      ++at_;
      out_.append('+');
      return nullptr;
    }
    if (at_ < size() && base64_value(peek()) < 0) {
      ++at_;
      return "ill-formed sequence";
    }
    shifted_ = true;
    start_length_ = out_.length();
    lead_ = buffer_ = 0;
    bits_ = 0;
    return nullptr;
  }

  const char* take_digit(char32_t c) {
    ++at_;
    buffer_ = buffer_ << 6 | static_cast<char32_t>(base64_value(c));
    bits_ += 6;
    if (bits_ < 16) return nullptr;
    bits_ -= 16;
    put_unit(buffer_ >> bits_);
    buffer_ &= (1u << bits_) - 1;
    return nullptr;
  }

  void put_unit(char32_t unit) {
    if (lead_ != 0) {
      char32_t lead = std::exchange(lead_, 0);
      if (is_trail(unit)) return out_.append(char32_t{0x10000 + ((lead & 0x3ff) << 10 | (unit & 0x3ff))});
      out_.append(lead);
    }
    if (is_lead(unit)) {
      lead_ = unit;
    } else {
      out_.append(unit);
    }
  }

  const char* end_shift(char32_t c) {
    shifted_ = false;
    if (bits_ > 0) {
      const char* fault = bits_ >= 6 ? "partial character in base64 sequence" : "non-zero padding bits in shift sequence";
      if (bits_ >= 6 || buffer_ != 0) return ++at_, fault;
    }
    if (lead_ != 0 && c <= 0x7f) out_.append(lead_);
    lead_ = 0;
    if (c == '-') ++at_;
    return nullptr;
  }

  DecodeErrors faults_;
  StringBuilder out_;
  int64_t* consumed_;
  int64_t at_ = 0;
  int64_t start_ = 0;          ///< of the shift sequence or the character
  int64_t start_length_ = 0;   ///< of the output before the shift sequence
  char32_t lead_ = 0;          ///< a lead surrogate that waits for its other half
  char32_t buffer_ = 0;        ///< bits that do not make a unit yet
  int bits_ = 0;
  bool shifted_ = false;
};

// -- encoding ------------------------------------------------------------------------------------------------------

class Encoder {
 public:
  explicit Encoder(ThreadState& ts) : out_(ts) {}

  void put(char32_t c) {
    if (shifted_ && is_direct(c)) {
      flush();
      shifted_ = false;
      if (base64_value(c) >= 0 || c == '-') out_.append('-');
    }
    if (!shifted_ && is_direct(c)) return out_.append(static_cast<uint8_t>(c));
    if (!shifted_ && c == '+') return out_.append("+-");
    if (!shifted_) out_.append('+');
    shifted_ = true;
    if (c >= 0x10000) {
      put_unit(0xD800 + ((c - 0x10000) >> 10));
      c = 0xDC00 + (c & 0x3ff);
    }
    put_unit(c);
  }

  Result<Own<Bytes>> finish() {
    flush();
    if (shifted_) out_.append('-');
    return out_.finish();
  }

 private:
  void put_unit(char32_t unit) {
    buffer_ = buffer_ << 16 | unit;
    for (bits_ += 16; bits_ >= 6; bits_ -= 6) out_.append(static_cast<uint8_t>(kDigits[buffer_ >> (bits_ - 6) & 63]));
    buffer_ &= (1u << bits_) - 1;
  }
  void flush() {
    if (bits_ > 0) out_.append(static_cast<uint8_t>(kDigits[buffer_ << (6 - bits_) & 63]));
    bits_ = 0;
    buffer_ = 0;
  }

  ByteOutput out_;
  uint64_t buffer_ = 0;
  int bits_ = 0;
  bool shifted_ = false;
};

}  // namespace

Result<Own<Str>> decode_utf7(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed) {
  return Decoder(ts, source, errors, consumed).run();
}

Result<Own<Bytes>> encode_utf7(ThreadState& ts, Str& s) {
  Encoder encoder(ts);
  for (int64_t i = 0; i < s.length; ++i) encoder.put(s.at(i));
  return encoder.finish();
}

}  // namespace pyemb
