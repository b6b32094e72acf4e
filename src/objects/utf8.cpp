// SPDX-License-Identifier: MIT
#include "objects/utf8.h"

namespace pyemb {
namespace {

/// The second byte's range depends on the first: no overlong forms, no surrogates, nothing beyond U+10FFFF.
struct SecondByte {
  uint8_t low;
  uint8_t high;
};
SecondByte second_byte(uint8_t first, Surrogates surrogates) {
  if (first == 0xe0) return {0xa0, 0xbf};
  if (first == 0xed && surrogates == Surrogates::kRefuse) return {0x80, 0x9f};
  if (first == 0xf0) return {0x90, 0xbf};
  if (first == 0xf4) return {0x80, 0x8f};
  return {0x80, 0xbf};
}

/// Bytes in the sequence that starts with `first`; 0: none does.
size_t sequence_length(uint8_t first) {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

bool is_continuation(uint8_t byte) { return (byte & 0xc0) == 0x80; }

}  // namespace

Utf8Run utf8_scan(const uint8_t* text, size_t size, Surrogates surrogates) {
  Utf8Run run = {0, 0, 0};
  while (run.bytes < size) {
    const uint8_t* at = text + run.bytes;
    size_t left = size - run.bytes;
    if (*at < 0x80) {
      size_t ascii = ascii_prefix(at, left);
      run.bytes += ascii;
      run.chars += static_cast<int64_t>(ascii);
      run.bits |= 0x7f;
      continue;
    }
    size_t need = sequence_length(*at);
    if (need == 0 || need > left) return run;
    SecondByte range = second_byte(*at, surrogates);
    if (at[1] < range.low || at[1] > range.high) return run;
    for (size_t i = 2; i < need; ++i) {
      if (!is_continuation(at[i])) return run;
    }
    if (need == 2) {
      run.bits |= static_cast<char32_t>((at[0] & 0x1f) << 6 | (at[1] & 0x3f));
    } else {
      run.bits |= need == 3 ? 0xffff : 0x10ffff;
    }
    run.bytes += need;
    ++run.chars;
  }
  return run;
}

Utf8Fault utf8_fault(const uint8_t* text, size_t size) {
  size_t need = sequence_length(text[0]);
  if (need == 0) return {1, "invalid start byte", false};
  SecondByte range = second_byte(text[0], Surrogates::kRefuse);
  for (size_t i = 1; i < need; ++i) {
    if (i == size) return {i, "unexpected end of data", true};
    bool fits = i == 1 ? text[1] >= range.low && text[1] <= range.high : is_continuation(text[i]);
    if (!fits) return {i, "invalid continuation byte", false};
  }
  return {need, "invalid continuation byte", false};
}

}  // namespace pyemb
