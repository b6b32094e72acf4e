// SPDX-License-Identifier: MIT

// Text with backslash escapes: unicode_escape (as in a string literal, Latin-1 outside of escapes) and raw_unicode_escape (only
// \uXXXX and \UXXXXXXXX).

#include "objects/codec_native.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

int hex_value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  uint8_t lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// One escape: the code point and its bytes, or what is wrong with them.
struct Escape {
  char32_t c = 0;
  int64_t bytes = 0;
  const char* fault = nullptr;
  bool incomplete = false;  ///< the text ends within it
  bool unknown = false;     ///< no escape at all: the backslash stands for itself
  bool nothing = false;     ///< a backslash before a line's end
};

/// `count` hexadecimal digits behind a head of two bytes.
Escape read_hex(std::span<const uint8_t> text, int count, const char* fault) {
  char32_t c = 0;
  int64_t at = 2;
  for (; at < 2 + count; ++at) {
    if (at >= static_cast<int64_t>(text.size())) return {0, at, fault, true};
    int digit = hex_value(text[static_cast<size_t>(at)]);
    if (digit < 0) return {0, at, fault};
    c = c << 4 | static_cast<char32_t>(digit);
  }
  if (c > unicode::kMaxCodePoint) return {0, at, "illegal Unicode character"};
  return {c, at};
}

Escape read_octal(std::span<const uint8_t> text) {
  Escape escape = {0, 1};
  while (escape.bytes < 4 && escape.bytes < static_cast<int64_t>(text.size())) {
    uint8_t digit = text[static_cast<size_t>(escape.bytes)];
    if (digit < '0' || digit > '7') break;
    escape.c = escape.c << 3 | (digit & 7u);
    ++escape.bytes;
  }
  return escape;
}

/// \N{NAME}
Escape read_name(std::span<const uint8_t> text) {
  static constexpr char kMalformed[] = "malformed \\N character escape";
  if (text.size() < 3) return {0, static_cast<int64_t>(text.size()), kMalformed, true};
  if (text[2] != '{') return {0, 2, kMalformed};
  size_t end = 3;
  while (end < text.size() && text[end] != '}') ++end;
  if (end == text.size()) return {0, static_cast<int64_t>(end), kMalformed, true};
  if (end == 3) return {0, 3, kMalformed};
  std::string_view name(reinterpret_cast<const char*>(text.data()) + 3, end - 3);
  char32_t storage;
  std::span<const char32_t> found = unicode::lookup_name(name, unicode::Sequences::kExcluded, storage);
  if (found.empty()) return {0, static_cast<int64_t>(end) + 1, "unknown Unicode character name"};
  return {found[0], static_cast<int64_t>(end) + 1};
}

/// The escape at the start of `text`, which is a backslash.
Escape read_escape(std::span<const uint8_t> text) {
  if (text.size() < 2) return {0, 1, "\\ at end of string", true};
  switch (text[1]) {
    case '\n': return {.bytes = 2, .nothing = true};
    case '\\': return {'\\', 2};
    case '\'': return {'\'', 2};
    case '"': return {'"', 2};
    case 'a': return {'\a', 2};
    case 'b': return {'\b', 2};
    case 'f': return {'\f', 2};
    case 'n': return {'\n', 2};
    case 'r': return {'\r', 2};
    case 't': return {'\t', 2};
    case 'v': return {'\v', 2};
    case 'x': return read_hex(text, 2, "truncated \\xXX escape");
    case 'u': return read_hex(text, 4, "truncated \\uXXXX escape");
    case 'U': return read_hex(text, 8, "truncated \\UXXXXXXXX escape");
    case 'N': return read_name(text);
    default: break;
  }
  if (text[1] >= '0' && text[1] <= '7') return read_octal(text);
  return {.bytes = 2, .unknown = true};
}

/// The escape at the start of raw text; anything but \u and \U is itself.
Escape read_raw_escape(std::span<const uint8_t> text) {
  if (text.size() >= 2 && text[1] == 'u') return read_hex(text, 4, "truncated \\uXXXX escape");
  if (text.size() >= 2 && text[1] == 'U') {
    Escape escape = read_hex(text, 8, "truncated \\UXXXXXXXX escape");
    if (escape.bytes == 10 && escape.fault != nullptr) escape.fault = "\\Uxxxxxxxx out of range";
    return escape;
  }
  Escape backslash = {'\\', 1};
  if (text.size() < 2) backslash.incomplete = true;
  return backslash;
}

void append_hex(ByteOutput& out, char32_t c, int digits) {
  while (digits-- > 0) out.append(static_cast<uint8_t>("0123456789abcdef"[c >> (4 * digits) & 15]));
}

void append_escape(ByteOutput& out, char letter, char32_t c, int digits) {
  out.append('\\');
  out.append(static_cast<uint8_t>(letter));
  append_hex(out, c, digits);
}

}  // namespace

Result<Own<Str>> decode_unicode_escape(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed) {
  DecodeErrors faults(ts, "unicodeescape", source, errors);
  StringBuilder out(ts);
  int64_t at = 0;
  char invalid[4] = {};  // the first escape that is none, without its backslash
  while (at < static_cast<int64_t>(faults.data().size())) {
    std::span<const uint8_t> left = faults.data().subspan(static_cast<size_t>(at));
    if (left[0] != '\\') {
      out.append(char32_t{left[0]});
      ++at;
      continue;
    }
    Escape escape = read_escape(left);
    if (escape.fault != nullptr) {
      if (escape.incomplete && consumed != nullptr) break;
      at = TRY(faults.fix(out, at, at + escape.bytes, escape.fault));
      continue;
    }
    if ((escape.unknown || (escape.c > 0377 && escape.bytes == 4 && left[1] <= '7')) && invalid[0] == 0) {
      for (int64_t i = 1; i < escape.bytes; ++i) invalid[i - 1] = static_cast<char>(left[static_cast<size_t>(i)]);
    }
    if (escape.unknown) {
      out.append('\\');
      out.append(char32_t{left[1]});
    } else if (!escape.nothing) {
      out.append(escape.c);
    }
    at += escape.bytes;
  }
  if (consumed != nullptr) *consumed = at;
  if (invalid[0] != 0) TRY(warn_invalid_escape(ts, invalid));
  return out.finish();
}

Result<Own<Bytes>> encode_unicode_escape(ThreadState& ts, Str& s) {
  ByteOutput out(ts);
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (c == '\\') {
      out.append("\\\\");
    } else if (c >= ' ' && c < 0x7f) {
      out.append(static_cast<uint8_t>(c));
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
    } else if (c < 0x100) {
      append_escape(out, 'x', c, 2);
    } else {
      append_escape(out, c < 0x10000 ? 'u' : 'U', c, c < 0x10000 ? 4 : 8);
    }
  }
  return out.finish();
}

Result<Own<Str>> decode_raw_unicode_escape(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed) {
  DecodeErrors faults(ts, "rawunicodeescape", source, errors);
  StringBuilder out(ts);
  int64_t at = 0;
  while (at < static_cast<int64_t>(faults.data().size())) {
    std::span<const uint8_t> left = faults.data().subspan(static_cast<size_t>(at));
    if (left[0] != '\\') {
      out.append(char32_t{left[0]});
      ++at;
      continue;
    }
    Escape escape = read_raw_escape(left);
    if (escape.incomplete && consumed != nullptr) break;
    if (escape.fault != nullptr) {
      at = TRY(faults.fix(out, at, at + escape.bytes, escape.fault));
      continue;
    }
    out.append(escape.c);
    at += escape.bytes;
    if (escape.bytes == 1 && left.size() > 1) {  // what follows a plain backslash escapes nothing
      out.append(char32_t{left[1]});
      ++at;
    }
  }
  if (consumed != nullptr) *consumed = at;
  return out.finish();
}

Result<Own<Bytes>> encode_raw_unicode_escape(ThreadState& ts, Str& s) {
  ByteOutput out(ts);
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (c < 0x100) {
      out.append(static_cast<uint8_t>(c));
    } else {
      append_escape(out, c < 0x10000 ? 'u' : 'U', c, c < 0x10000 ? 4 : 8);
    }
  }
  return out.finish();
}

Status warn_invalid_escape(ThreadState& ts, const char (&escape)[4]) {
  auto c = static_cast<uint8_t>(escape[0]);
  if (escape[1] != 0) return warn(ts, Exc::kDeprecationWarning, 1, "invalid octal escape sequence '\\%s'", escape);
  if (c < 0x80) return warn(ts, Exc::kDeprecationWarning, 1, "invalid escape sequence '\\%c'", c);
  const char utf8[] = {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f)), '\0'};
  return warn(ts, Exc::kDeprecationWarning, 1, "invalid escape sequence '\\%s'", utf8);
}

}  // namespace pyemb
