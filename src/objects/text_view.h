// SPDX-License-Identifier: MIT
#pragma once

// Text: the code points of a str, or of a part of one, as a borrowed run of 1-, 2- or 4-byte units. Algorithms are templates on
// the unit; visit() picks the instance.

#include <cstdint>
#include <cstring>

#include "objects/str.h"
#include "objects/unicode_data.h"

namespace pyemb {

struct Utf8Run;

struct Text {
  const void* data = "";
  int64_t length = 0;
  Str::Kind kind = Str::kOneByte;

  Text() = default;
  Text(const void* d, int64_t n, Str::Kind k) : data(d), length(n), kind(k) {}
  explicit Text(const Str& s) : data(s.data()), length(s.length), kind(s.kind) {}

  template <class Unit>
  const Unit* units() const {
    return static_cast<const Unit*>(data);
  }
  char32_t at(int64_t i) const {
    if (kind == Str::kOneByte) return units<uint8_t>()[i];
    return kind == Str::kTwoBytes ? units<char16_t>()[i] : units<char32_t>()[i];
  }
  /// The part [start, stop).
  Text part(int64_t start, int64_t stop) const {
    return {static_cast<const char*>(data) + start * kind, stop - start, kind};
  }
};

/// Calls f(const Unit* data) with the unit that `kind` says.
template <class F>
inline decltype(auto) visit(Str::Kind kind, const void* data, F&& f) {
  switch (kind) {
    case Str::kOneByte: return f(static_cast<const uint8_t*>(data));
    case Str::kTwoBytes: return f(static_cast<const char16_t*>(data));
    default: return f(static_cast<const char32_t*>(data));
  }
}
template <class F>
inline decltype(auto) visit(const Text& text, F&& f) {
  return visit(text.kind, text.data, std::forward<F>(f));
}

/// The narrowest kind that holds `c`.
inline Str::Kind kind_for(char32_t c) {
  return c < 0x100 ? Str::kOneByte : c < 0x10000 ? Str::kTwoBytes : Str::kFourBytes;
}
/// The largest code point that a str of its kind may hold.
inline char32_t max_char(const Str& s) {
  if (s.ascii) return 0x7f;
  return s.kind == Str::kOneByte ? 0xff : s.kind == Str::kTwoBytes ? 0xffff : unicode::kMaxCodePoint;
}

/// All units or-ed together: below 0x80, 0x100 or 0x10000 exactly if the largest one is.
template <class Unit>
inline char32_t or_units(const Unit* data, int64_t length) {
  char32_t bits = 0;
  for (int64_t i = 0; i < length; ++i) bits |= data[i];
  return bits;
}
char32_t or_units(const Text& text);

/// Copies units to a run whose unit may be wider; narrower only if every unit fits.
template <class To, class From>
inline void copy_units(To* to, const From* from, int64_t length) {
  if constexpr (sizeof(To) == sizeof(From)) {
    std::memcpy(to, from, static_cast<size_t>(length) * sizeof(To));
  } else {
    for (int64_t i = 0; i < length; ++i) to[i] = static_cast<To>(from[i]);
  }
}
/// Writes `text` at `to`, units of `kind`.
void copy_text(Str::Kind kind, void* to, const Text& text);

/// A new str with these code points; the narrowest, shared where it is empty or one latin-1 character.
[[nodiscard]] Result<Own<Str>> new_str(ThreadState& ts, const Text& text);
/// The same of UTF-8 that utf8_scan() has accepted as a whole.
[[nodiscard]] Result<Own<Str>> new_str(ThreadState& ts, const uint8_t* utf8, const Utf8Run& run);

}  // namespace pyemb
