// SPDX-License-Identifier: MIT
#include "frontend/source.h"

#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "objects/utf8.h"

namespace pyemb {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

bool is_cookie_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

/// The encoding that a line declares ("" when none). Only a line that holds nothing but a comment can.
std::string_view find_cookie(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && is_blank(line[at])) ++at;
  if (at == line.size() || line[at] != '#') return {};
  constexpr std::string_view kWord = "coding";
  while ((at = line.find(kWord, at)) != std::string_view::npos) {
    at += kWord.size();
    if (at >= line.size() || (line[at] != ':' && line[at] != '=')) continue;
    size_t begin = at + 1;
    while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t')) ++begin;
    size_t end = begin;
    while (end < line.size() && is_cookie_char(line[end])) ++end;
    if (end > begin) return line.substr(begin, end - begin);
  }
  return {};
}

bool is_comment_or_blank(std::string_view line) {
  for (char c : line) {
    if (c == '#') return true;
    if (!is_blank(c)) return false;
  }
  return true;
}

/// The cookie of the first two lines. A line counts only when its line end is there.
std::string_view find_cookie_of_text(std::string_view text) {
  for (int number = 0; number < 2; ++number) {
    size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    std::string_view line = text.substr(0, end);
    std::string_view cookie = find_cookie(line);
    if (!cookie.empty()) return cookie;
    if (!is_comment_or_blank(line)) return {};
    text.remove_prefix(end + 1);
  }
  return {};
}

enum class Encoding : uint8_t { kUtf8, kUtf8Checked, kLatin1, kAscii, kOther };

/// Spelling in the form that comparisons use: lower case, '-' for '_'.
std::string_view normalized_name(std::string_view name, char (&buffer)[32]) {
  size_t size = name.size() < sizeof(buffer) ? name.size() : sizeof(buffer);
  for (size_t i = 0; i < size; ++i) {
    char c = name[i];
    buffer[i] = c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  }
  return {buffer, size};
}

/// The encodings that the frontend decodes by itself. Plain "utf-8" is not even checked, see source.h; its aliases
/// are, as CPython does.
Encoding encoding_of(std::string_view cookie) {
  char buffer[32];
  std::string_view name = normalized_name(cookie, buffer);
  if (name.substr(0, 5) == "utf-8" && (name.size() == 5 || name[5] == '-')) return Encoding::kUtf8;
  for (std::string_view latin : {"latin-1", "iso-8859-1", "iso-latin-1"}) {
    if (name.substr(0, latin.size()) == latin && (name.size() == latin.size() || name[latin.size()] == '-')) {
      return Encoding::kLatin1;
    }
  }
  for (std::string_view alias : {"utf8", "u8", "utf", "cp65001"}) {
    if (name == alias) return Encoding::kUtf8Checked;
  }
  for (std::string_view alias : {"latin1", "latin", "l1", "8859", "cp819", "iso8859-1", "iso8859", "ibm819"}) {
    if (name == alias) return Encoding::kLatin1;
  }
  for (std::string_view alias : {"ascii", "us-ascii", "646"}) {
    if (name == alias) return Encoding::kAscii;
  }
  return Encoding::kOther;
}

/// An error of decoding belongs to no line.
bool refuse(SyntaxError* error, std::string_view message) {
  error->kind = message.data() == nullptr ? SyntaxError::Kind::kMemory : SyntaxError::Kind::kSyntax;
  error->message = message;
  error->lineno = 0;
  error->offset = -1;
  error->has_end = false;
  return false;
}

bool decode_latin1(Arena& arena, std::string_view bytes, std::string_view* text, SyntaxError* error) {
  char* buffer = arena.make_array<char>(bytes.size() * 2);
  if (buffer == nullptr) return refuse(error, {});
  char* to = buffer;
  for (char c : bytes) to += put_code_point(to, static_cast<unsigned char>(c));
  *text = {buffer, static_cast<size_t>(to - buffer)};
  return true;
}

bool check_ascii(Arena& arena, std::string_view bytes, SyntaxError* error) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    auto c = static_cast<unsigned char>(bytes[i]);
    if (c < 0x80) continue;
    return refuse(
        error,
        format_text(arena, "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in range(128)", c, i));
  }
  return true;
}

bool check_utf8(Arena& arena, std::string_view bytes, SyntaxError* error) {
  Utf8FaultRange fault = find_utf8_fault(bytes);
  return fault.reason == nullptr || refuse(error, utf8_fault_message(arena, bytes, fault));
}

/// A script without declared encoding must be UTF-8 throughout, comments included.
bool check_script(Arena& arena, std::string_view text, std::string_view path, SyntaxError* error) {
  Utf8FaultRange fault = find_utf8_fault(text);
  if (fault.reason == nullptr) return true;
  int line = 1;
  for (char c : text.substr(0, fault.start)) line += c == '\n';
  refuse(error,
         format_text(arena,
                     "Non-UTF-8 code starting with '\\x%.2x' in file %.*s on line %i, but no encoding declared; see "
                     "https://peps.python.org/pep-0263/ for details",
                     static_cast<unsigned char>(text[fault.start]), static_cast<int>(path.size()), path.data(), line));
  error->has_place = false;
  return false;
}

bool decode(Arena& arena, std::string_view cookie, const ParseHooks& hooks, std::string_view* text,
            SyntaxError* error) {
  switch (encoding_of(cookie)) {
    case Encoding::kUtf8: return true;
    case Encoding::kUtf8Checked: return check_utf8(arena, *text, error);
    case Encoding::kAscii: return check_ascii(arena, *text, error);
    case Encoding::kLatin1: return decode_latin1(arena, *text, text, error);
    case Encoding::kOther: break;
  }
  if (hooks.decode == nullptr) {
    return refuse(error, format_text(arena, "unknown encoding: %.*s", static_cast<int>(cookie.size()), cookie.data()));
  }
  SyntaxError failure = {};
  if (hooks.decode(hooks.context, arena, cookie, *text, text, &failure)) return true;
  refuse(error, failure.message);
  error->kind = failure.kind == SyntaxError::Kind::kNone ? SyntaxError::Kind::kMemory : failure.kind;
  return false;
}

/// A copy with '\n' for every line end, closed by one when `close_last_line`, and with a NUL behind.
std::string_view translate_newlines(Arena& arena, std::string_view text, bool close_last_line) {
  char* buffer = arena.make_array<char>(text.size() + 2);
  if (buffer == nullptr) return {};
  char* to = buffer;
  if (std::memchr(text.data(), '\r', text.size()) == nullptr) {
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    to += text.size();
  } else {
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\r') {
        *to++ = '\n';
        if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
      } else {
        *to++ = text[i];
      }
    }
  }
  if (close_last_line && to != buffer && to[-1] != '\n') *to++ = '\n';
  *to = '\0';
  return {buffer, static_cast<size_t>(to - buffer)};
}

}  // namespace

bool load_source(Arena& arena, std::string_view bytes, const ParseOptions& options, Source* source,
                 SyntaxError* error) {
  // Columns and lines are 32 bits wide, and a token's size too.
  if (bytes.size() > (size_t{1} << 30)) return refuse(error, {});
  if (!bytes.empty() && std::memchr(bytes.data(), '\0', bytes.size()) != nullptr) {
    if (!options.script_path.empty()) {
      refuse(error, "source code cannot contain null bytes");
      error->has_place = false;
      return false;
    }
    error->kind = SyntaxError::Kind::kValue;
    error->message = "source code string cannot contain null bytes";
    return false;
  }
  bool close_last_line = options.mode == ParseMode::kExec;
  if (options.source_is_utf8) {
    source->text = translate_newlines(arena, bytes, close_last_line);
    source->has_encoding = true;
    return source->text.data() != nullptr || refuse(error, {});
  }
  bool has_mark = bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  if (has_mark) bytes.remove_prefix(kByteOrderMark.size());
  std::string_view text = translate_newlines(arena, bytes, close_last_line);
  if (text.data() == nullptr) return refuse(error, {});
  std::string_view cookie = find_cookie_of_text(text);
  source->has_encoding = has_mark || !cookie.empty();
  source->text = text;
  source->is_script = !options.script_path.empty();
  source->script_has_mark = source->is_script && has_mark;
  if (cookie.empty()) return !source->is_script || check_script(arena, text, options.script_path, error);
  if (has_mark && encoding_of(cookie) != Encoding::kUtf8) {
    bool is_latin = encoding_of(cookie) == Encoding::kLatin1;
    std::string_view name = is_latin ? "iso-8859-1" : cookie;
    return refuse(error,
                  format_text(arena, "encoding problem: %.*s with BOM", static_cast<int>(name.size()), name.data()));
  }
  if (!decode(arena, cookie, options.hooks, &text, error)) {
    if (source->is_script && error->kind == SyntaxError::Kind::kSyntax) {
      error->message = format_text(arena, "encoding problem: %.*s", static_cast<int>(cookie.size()), cookie.data());
      error->has_place = false;
    }
    return false;
  }
  if (text.data() != source->text.data()) source->text = arena.copy(text);
  return source->text.data() != nullptr || refuse(error, {});
}

Utf8FaultRange find_utf8_fault(std::string_view bytes) {
  auto* text = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t start = utf8_scan(text, bytes.size(), Surrogates::kRefuse).bytes;
  if (start == bytes.size()) return {0, 0, nullptr};
  Utf8Fault fault = utf8_fault(text + start, bytes.size() - start);
  return {start, start + fault.bytes, fault.reason};
}

std::string_view utf8_fault_message(Arena& arena, std::string_view bytes, const Utf8FaultRange& fault) {
  if (fault.end == fault.start + 1) {
    return format_text(arena, "'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                       static_cast<unsigned char>(bytes[fault.start]), fault.start, fault.reason);
  }
  return format_text(arena, "'utf-8' codec can't decode bytes in position %zu-%zu: %s", fault.start, fault.end - 1,
                     fault.reason);
}

std::string_view replace_faults(Arena& arena, std::string_view bytes) {
  if (find_utf8_fault(bytes).reason == nullptr) return bytes.data() == nullptr ? "" : bytes;
  char* buffer = arena.make_array<char>(bytes.size() * 3);
  if (buffer == nullptr) return {};
  char* to = buffer;
  while (!bytes.empty()) {
    Utf8FaultRange fault = find_utf8_fault(bytes);
    size_t good = fault.reason == nullptr ? bytes.size() : fault.start;
    std::memcpy(to, bytes.data(), good);
    to += good;
    if (fault.reason == nullptr) break;
    to += put_code_point(to, 0xfffd);
    bytes.remove_prefix(fault.end);
  }
  return {buffer, static_cast<size_t>(to - buffer)};
}

int32_t count_characters(std::string_view bytes) {
  int32_t count = 0;
  for (;;) {
    Utf8FaultRange fault = find_utf8_fault(bytes);
    size_t good = fault.reason == nullptr ? bytes.size() : fault.start;
    for (size_t i = 0; i < good; ++i) count += (static_cast<unsigned char>(bytes[i]) & 0xc0) != 0x80;
    if (fault.reason == nullptr) return count;
    ++count;
    bytes.remove_prefix(fault.end);
  }
}

uint32_t next_code_point(const char*& at) {
  auto byte = [&] { return static_cast<unsigned char>(*at++); };
  uint32_t first = byte();
  if (first < 0x80) return first;
  int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  uint32_t code_point = first & (0x3fu >> more);
  while (more-- > 0) code_point = (code_point << 6) | (byte() & 0x3fu);
  return code_point;
}

int put_code_point(char* to, uint32_t code_point) {
  auto put = [&](uint32_t byte) { *to++ = static_cast<char>(byte); };
  if (code_point < 0x80) return put(code_point), 1;
  if (code_point < 0x800) return put(0xc0 | (code_point >> 6)), put(0x80 | (code_point & 0x3f)), 2;
  if (code_point < 0x10000) {
    return put(0xe0 | (code_point >> 12)), put(0x80 | ((code_point >> 6) & 0x3f)), put(0x80 | (code_point & 0x3f)), 3;
  }
  put(0xf0 | (code_point >> 18)), put(0x80 | ((code_point >> 12) & 0x3f));
  put(0x80 | ((code_point >> 6) & 0x3f)), put(0x80 | (code_point & 0x3f));
  return 4;
}

std::string_view format_text(Arena& arena, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int size = std::vsnprintf(nullptr, 0, format, arguments);
  va_end(arguments);
  std::string_view text;
  if (char* buffer = arena.make_array<char>(static_cast<size_t>(size) + 1); buffer != nullptr) {
    std::vsnprintf(buffer, static_cast<size_t>(size) + 1, format, again);
    text = {buffer, static_cast<size_t>(size)};
  }
  va_end(again);
  return text;
}

}  // namespace pyemb
