// SPDX-License-Identifier: MIT
#include "wide_text.h"

#include <cwchar>

#include "state/memory.h"

namespace pyemb::capi {
namespace {

constexpr uint32_t kFirstEscape = 0xdc00;  ///< plus the byte: one that is no UTF-8

/// The code point at `at`, which moves behind it; a byte that begins none is escaped.
uint32_t next_code_point(std::string_view text, size_t* at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0}; };
  const uint8_t first = byte(*at);
  const int size = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  uint32_t code = size <= 1 ? first : first & (0x7fu >> size);
  bool well = size > 0;
  for (int i = 1; i < size && well; ++i) {
    const uint8_t next = byte(*at + static_cast<size_t>(i));
    well = (next & 0xc0) == 0x80;
    code = code << 6 | (next & 0x3fu);
  }
  const bool too_long = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  if (!well || too_long || surrogate || code > 0x10ffff) {
    ++*at;
    return kFirstEscape + first;
  }
  *at += static_cast<size_t>(size);
  return code;
}

char* put_code_point(char* to, uint32_t code) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code >= kFirstEscape + 0x80 && code < kFirstEscape + 0x100) {
    *to++ = static_cast<char>(code - kFirstEscape);
  } else if (code < 0x80) {
    *to++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *to++ = static_cast<char>(0xc0 | code >> 6);
    *to++ = tail(0);
  } else if (code < 0x10000) {
    *to++ = static_cast<char>(0xe0 | code >> 12);
    *to++ = tail(6);
    *to++ = tail(0);
  } else {
    *to++ = static_cast<char>(0xf0 | code >> 18);
    *to++ = tail(12);
    *to++ = tail(6);
    *to++ = tail(0);
  }
  return to;
}

}  // namespace

wchar_t* new_wide(std::string_view text) {
  auto* wide = static_cast<wchar_t*>(memory_allocate(Domain::kRaw, (text.size() + 1) * sizeof(wchar_t)));
  if (wide == nullptr) return nullptr;
  size_t count = 0;
  for (size_t at = 0; at < text.size();) wide[count++] = static_cast<wchar_t>(next_code_point(text, &at));
  wide[count] = L'\0';
  return wide;
}

wchar_t* copy_wide(const wchar_t* text) {
  const size_t size = (std::wcslen(text) + 1) * sizeof(wchar_t);
  auto* copy = static_cast<wchar_t*>(memory_allocate(Domain::kRaw, size));
  if (copy != nullptr) std::wmemcpy(copy, text, size / sizeof(wchar_t));
  return copy;
}

const char* narrow(TextArena& arena, const wchar_t* text) {
  const size_t length = std::wcslen(text);
  auto* buffer = static_cast<char*>(arena.allocate(length * 4 + 1));
  if (buffer == nullptr) return nullptr;
  char* end = buffer;
  for (size_t i = 0; i < length; ++i) end = put_code_point(end, static_cast<uint32_t>(text[i]));
  *end = '\0';
  return buffer;
}

bool append_wide(TextArena& arena, TextList& list, const wchar_t* text) {
  const char* narrow_text = narrow(arena, text);
  return narrow_text != nullptr && list.append(arena, narrow_text);
}

}  // namespace pyemb::capi
