// SPDX-License-Identifier: MIT
#pragma once

// StringBuilder: grows a str piece by piece; repr, format, join and the codecs are made with it.
//
//     StringBuilder out(ts);
//     out.append('[');
//     out.append(*TRY(repr(ts, item)));
//     return out.finish();
//
// Pieces go into a small buffer in place, then into a str that is widened when a wider code point comes, so finish() mostly
// hands over what is there. Running out of memory sticks: what is appended afterwards is dropped, and finish() raises
// MemoryError; so appending needs no check. A builder lives in one function and is not shared with Python code.

#include <cstdint>
#include <cstring>
#include <string_view>

#include "objects/text_view.h"

namespace pyemb {

class StringBuilder {
 public:
  explicit StringBuilder(ThreadState& ts) : ts_(ts), data_(inline_) {}
  ~StringBuilder() {
    if (block_ != nullptr) decref(static_cast<Object*>(block_));
  }
  StringBuilder(const StringBuilder&) = delete;
  StringBuilder& operator=(const StringBuilder&) = delete;

  int64_t length() const { return length_; }
  bool failed() const { return failed_; }

  void append(char32_t c) {
    if (LIKELY(make_room(1, c))) put(c);
  }
  void append(char c) { append(static_cast<char32_t>(static_cast<uint8_t>(c))); }
  /// ASCII text.
  void append(std::string_view ascii) { append(Text(ascii.data(), static_cast<int64_t>(ascii.size()), Str::kOneByte), 0x7f); }
  void append(const char* ascii) { append(std::string_view(ascii)); }
  void append(const Str& s) { append(Text(s), max_char(s)); }
  void append(const Str& s, int64_t start, int64_t stop) {
    Text part = Text(s).part(start, stop);
    append(part, s.ascii ? 0x7f : or_units(part));
  }
  void append(const Text& text) { append(text, or_units(text)); }
  /// The same, where the caller knows a code point that none in the text exceeds in kind.
  void append(const Text& text, char32_t bits);
  /// Valid UTF-8 (surrogates allowed).
  void append_utf8(std::string_view utf8);
  void append_int(int64_t value);
  void append_repeated(char32_t c, int64_t count);

  /// Room for `extra` more code points, to save steps of growth.
  void reserve(int64_t extra) { static_cast<void>(make_room(extra, 0)); }
  /// Shortens what has been built.
  void truncate(int64_t length) { length_ = length; narrowed_ = true; }
  char32_t at(int64_t i) const { return Text(data_, length_, kind_).at(i); }

  /// The str; the builder is empty afterwards.
  [[nodiscard]] Result<Own<Str>> finish();

 private:
  static constexpr int64_t kInlineBytes = 256;

  bool make_room(int64_t extra, char32_t bits) {
    bits_ |= bits;
    if (LIKELY(extra <= capacity_ - length_ && (bits < 0x100 || kind_for(bits) <= kind_))) return !failed_;
    return grow(extra, kind_for(bits));
  }
  bool grow(int64_t extra, Str::Kind kind);
  void put(char32_t c) {
    if (kind_ == Str::kOneByte) {
      static_cast<uint8_t*>(data_)[length_++] = static_cast<uint8_t>(c);
    } else if (kind_ == Str::kTwoBytes) {
      static_cast<char16_t*>(data_)[length_++] = static_cast<char16_t>(c);
    } else {
      static_cast<char32_t*>(data_)[length_++] = c;
    }
  }

  ThreadState& ts_;
  void* data_;             ///< inline_ or the block's
  Str* block_ = nullptr;   ///< owned
  int64_t length_ = 0;
  int64_t capacity_ = kInlineBytes;
  char32_t bits_ = 0;      ///< of all code points appended
  Str::Kind kind_ = Str::kOneByte;
  bool narrowed_ = false;  ///< bits_ may tell of code points that are gone
  bool failed_ = false;
  alignas(4) char inline_[kInlineBytes];
};

}  // namespace pyemb
