// SPDX-License-Identifier: MIT
#pragma once

// UTF-8, independent of objects: scanning, decoding, encoding, and what exactly is wrong with text that is not UTF-8.
//
// Decoding takes two steps: utf8_scan finds the longest valid prefix, how many code points it has and how wide they are; then
// utf8_decode transcodes it without a check. Where the prefix ends early, utf8_fault tells why.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "config/build.h"

namespace pyemb {

/// Bytes at the start of `data` that are < 128.
inline size_t ascii_prefix(const uint8_t* data, size_t size) {
  size_t at = 0;
  for (; at + 16 <= size; at += 16) {
    uint64_t words[2];
    std::memcpy(words, data + at, 16);
    if (((words[0] | words[1]) & 0x8080808080808080) != 0) break;
  }
  while (at < size && data[at] < 0x80) ++at;
  return at;
}

/// Copies units that are < 128 to wider or narrower ones.
template <class To, class From>
void copy_ascii(To* to, const From* from, size_t length) {
  if constexpr (sizeof(To) == sizeof(From)) {
    std::memcpy(to, from, length * sizeof(To));
  } else {
    for (size_t i = 0; i < length; ++i) to[i] = static_cast<To>(from[i]);
  }
}

/// Are three-byte sequences for U+D800..U+DFFF valid?
enum class Surrogates : uint8_t { kRefuse, kPass };

struct Utf8Run {
  size_t bytes;     ///< of the longest valid prefix
  int64_t chars;    ///< its code points
  char32_t bits;    ///< all of its code points or-ed: < 0x80, < 0x100, < 0x10000 hold as for the largest one
};
Utf8Run utf8_scan(const uint8_t* text, size_t size, Surrogates surrogates);

/// Why text does not start with a valid sequence.
struct Utf8Fault {
  size_t bytes;        ///< to leave out: the longest prefix of a valid sequence, at least 1
  const char* reason;
  bool truncated;      ///< the text ends within a sequence that may be valid
};
Utf8Fault utf8_fault(const uint8_t* text, size_t size);

/// Transcodes text that utf8_scan accepted as a whole. `Unit` holds every code point.
template <class Unit>
void utf8_decode(const uint8_t* text, size_t size, Unit* out) {
  const uint8_t* end = text + size;
  while (text < end) {
    uint32_t c = *text;
    if (c < 0x80) {
      size_t run = ascii_prefix(text, static_cast<size_t>(end - text));
      copy_ascii(out, text, run);
      out += run;
      text += run;
    } else if (c < 0xe0) {
      *out++ = static_cast<Unit>((c & 0x1f) << 6 | (text[1] & 0x3f));
      text += 2;
    } else if (c < 0xf0) {
      *out++ = static_cast<Unit>((c & 0x0f) << 12 | (text[1] & 0x3f) << 6 | (text[2] & 0x3f));
      text += 3;
    } else {
      *out++ = static_cast<Unit>((c & 0x07) << 18 | (text[1] & 0x3f) << 12 | (text[2] & 0x3f) << 6 | (text[3] & 0x3f));
      text += 4;
    }
  }
}

/// Units at the start of `data` that are < 128.
template <class Unit>
size_t ascii_units(const Unit* data, size_t length) {
  if constexpr (sizeof(Unit) == 1) {
    return ascii_prefix(data, length);
  } else {
    size_t at = 0;
    for (; at + 8 <= length; at += 8) {
      char32_t bits = 0;
      for (size_t i = 0; i < 8; ++i) bits |= data[at + i];
      if (bits >= 0x80) break;
    }
    while (at < length && data[at] < 0x80) ++at;
    return at;
  }
}

/// Writes one code point (a surrogate as three bytes) and returns the end.
inline char* utf8_put(char* out, char32_t c) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xc0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xe0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out++ = static_cast<char>(0x80 | (c & 0x3f));
  } else {
    *out++ = static_cast<char>(0xf0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out++ = static_cast<char>(0x80 | (c & 0x3f));
  }
  return out;
}

/// Bytes that the code points take in UTF-8.
template <class Unit>
size_t utf8_size(const Unit* data, int64_t length) {
  size_t size = static_cast<size_t>(length);
  for (int64_t i = 0; i < length; ++i) {
    char32_t c = data[i];
    size += (c >= 0x80) + (c >= 0x800) + (c >= 0x10000);
  }
  return size;
}
/// The most bytes that one unit can take.
template <class Unit>
inline constexpr size_t kUtf8MostBytes = sizeof(Unit) == 4 ? 4 : sizeof(Unit) + 1;

/// Writes the code points up to the first surrogate, or all of them for kPass, and returns the end; *done: how many that are.
template <class Unit>
char* utf8_encode(const Unit* data, int64_t length, char* out, Surrogates surrogates, int64_t* done) {
  const Unit *at = data, *end = data + length;
  while (at < end) {
    size_t run = ascii_units(at, static_cast<size_t>(end - at));
    copy_ascii(out, at, run);
    out += run;
    for (at += run; at < end && *at >= 0x80; ++at) {
      if (sizeof(Unit) > 1 && surrogates == Surrogates::kRefuse && static_cast<char32_t>(*at) - 0xD800 < 0x800) {
        *done = at - data;
        return out;
      }
      out = utf8_put(out, *at);
    }
  }
  *done = length;
  return out;
}
template <class Unit>
char* utf8_encode(const Unit* data, int64_t length, char* out) {
  int64_t done = 0;
  return utf8_encode(data, length, out, Surrogates::kPass, &done);
}

}  // namespace pyemb
