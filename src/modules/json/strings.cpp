// SPDX-License-Identifier: MIT
// Strings in JSON's notation, in both directions.

#include <array>

#include "modules/json/json.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/tuple.h"
#include "vm/import.h"

namespace pyemb {

Raised raise_json_error(ThreadState& ts, const char* message, Value text, int64_t position) {
  Ref module = TRY(import_module(ts, "json.decoder"));
  Ref type = TRY(get_attr(ts, module, "JSONDecodeError"));
  Own<Str> shown = TRY(new_str(ts, message));
  Ref error = TRY(call(ts, type, shown, text, Value::from_int(position)));
  return raise_object(ts, std::move(error));
}

namespace {

// -- reading -------------------------------------------------------------------------------------------------------------

/// The first quote, backslash or control character at or behind `at`, or `length`.
template <class Unit>
int64_t skip_plain(const Unit* units, int64_t at, int64_t length) {
  if constexpr (sizeof(Unit) == 1) {
    // Eight at a time: each test leaves the high bit of a byte that meets it, and of none before the first such byte.
    constexpr uint64_t kOnes = 0x0101010101010101u;
    constexpr uint64_t kHigh = 0x8080808080808080u;
    for (; at + 8 <= length; at += 8) {
      uint64_t word;
      std::memcpy(&word, units + at, sizeof word);
      auto zero = [](uint64_t w) { return (w - kOnes) & ~w & kHigh; };
      uint64_t control = (word - kOnes * 0x20) & ~word & kHigh;
      uint64_t found = control | zero(word ^ (kOnes * '"')) | zero(word ^ (kOnes * '\\'));
      if (found != 0) break;
    }
  }
  while (at < length && units[at] != '"' && units[at] != '\\' && units[at] >= 0x20) ++at;
  return at;
}

template <class Unit>
class StringReader {
 public:
  StringReader(ThreadState& ts, Str& text, const Unit* units, int64_t start, JsonControls controls)
      : ts_(ts), text_(text), units_(units), length_(text.length), start_(start), controls_(controls), at_(start), out_(ts) {}

  Result<Ref> read(int64_t* next) {
    int64_t stop = TRY(find_end());
    if (LIKELY(units_[stop] == '"')) {  // no escapes: a part of the document
      *next = stop + 1;
      return str_slice(ts_, text_, at_, stop);
    }
    while (units_[stop] != '"') {
      out_.append(Text(units_ + at_, stop - at_, static_cast<Str::Kind>(sizeof(Unit))));
      at_ = stop + 1;
      TRY(read_escape());
      stop = TRY(find_end());
    }
    out_.append(Text(units_ + at_, stop - at_, static_cast<Str::Kind>(sizeof(Unit))));
    *next = stop + 1;
    return out_.finish();
  }

 private:
  Raised raise_at(const char* message, int64_t position) {
    return raise_json_error(ts_, message, Value::from_object(&text_), position);
  }

  /// The next quote or backslash.
  Result<int64_t> find_end() {
    int64_t stop = at_;
    for (;;) {
      stop = skip_plain(units_, stop, length_);
      if (stop == length_) return raise_at("Unterminated string starting at", start_ - 1);
      if (units_[stop] == '"' || units_[stop] == '\\') return stop;
      if (controls_ == JsonControls::kForbidden) return raise_at("Invalid control character at", stop);
      ++stop;
    }
  }

  /// What stands behind a backslash.
  Status read_escape() {
    if (at_ == length_) return raise_at("Unterminated string starting at", start_ - 1);
    char32_t c = units_[at_++];
    switch (c) {
      case '"':
      case '\\':
      case '/': break;
      case 'b': c = '\b'; break;
      case 'f': c = '\f'; break;
      case 'n': c = '\n'; break;
      case 'r': c = '\r'; break;
      case 't': c = '\t'; break;
      case 'u': c = TRY(read_code_point()); break;
      default: return raise_at("Invalid \\escape", at_ - 2);
    }
    out_.append(c);
    return {};
  }

  /// Four hexadecimal digits, which another character must follow.
  Result<char32_t> read_hex() {
    constexpr const char* kMessage = "Invalid \\uXXXX escape";
    if (at_ + 4 >= length_) return raise_at(kMessage, at_ - 1);
    char32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      char32_t c = units_[at_ + i];
      int digit = c >= '0' && c <= '9' ? static_cast<int>(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? static_cast<int>((c | 32) - 'a') + 10 : -1;
      if (digit < 0) return raise_at(kMessage, at_ - 1);
      value = value * 16 + static_cast<char32_t>(digit);
    }
    at_ += 4;
    return value;
  }

  /// The digits behind \u, and those of a second escape if both are a pair of surrogates.
  Result<char32_t> read_code_point() {
    char32_t high = TRY(read_hex());
    bool pair = high >= 0xd800 && high < 0xdc00 && at_ + 6 < length_ && units_[at_] == '\\' && units_[at_ + 1] == 'u';
    if (!pair) return high;
    int64_t second = at_;
    at_ += 2;
    char32_t low = TRY(read_hex());
    if (low >= 0xdc00 && low < 0xe000) return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    at_ = second;  // not a pair: the second one stands for itself
    return high;
  }

  ThreadState& ts_;
  Str& text_;
  const Unit* units_;
  int64_t length_;
  int64_t start_;
  JsonControls controls_;
  int64_t at_;
  StringBuilder out_;
};

// -- writing -------------------------------------------------------------------------------------------------------------

constexpr const char kHexDigits[] = "0123456789abcdef";

/// Characters below 128 that must be escaped; with kAscii also DEL, as the pure Python encoder does.
constexpr std::array<bool, 128> escaped_table(bool with_delete) {
  std::array<bool, 128> table = {};
  for (size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = true;
  table[0x7f] = with_delete;
  return table;
}
constexpr std::array<bool, 128> kEscaped[2] = {escaped_table(false), escaped_table(true)};

void append_hex(StringBuilder& out, char32_t unit) {
  char text[] = {'\\', 'u', kHexDigits[unit >> 12 & 15], kHexDigits[unit >> 8 & 15], kHexDigits[unit >> 4 & 15], kHexDigits[unit & 15]};
  out.append(std::string_view(text, sizeof text));
}

void append_escape(StringBuilder& out, char32_t c) {
  switch (c) {
    case '"': return out.append("\\\"");
    case '\\': return out.append("\\\\");
    case '\b': return out.append("\\b");
    case '\f': return out.append("\\f");
    case '\n': return out.append("\\n");
    case '\r': return out.append("\\r");
    case '\t': return out.append("\\t");
    default: break;
  }
  if (c < 0x10000) return append_hex(out, c);
  append_hex(out, 0xd800 + ((c - 0x10000) >> 10));
  append_hex(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
}

template <class Unit>
void write_units(StringBuilder& out, const Unit* units, int64_t length, JsonCharset charset) {
  const auto& table = kEscaped[static_cast<int>(charset)];
  auto is_escaped = [&](char32_t c) { return c < 128 ? table[c] : charset == JsonCharset::kAscii; };
  int64_t start = 0;
  for (int64_t i = 0; i < length; ++i) {
    if (LIKELY(!is_escaped(units[i]))) continue;
    if (i > start) out.append(Text(units + start, i - start, static_cast<Str::Kind>(sizeof(Unit))));
    append_escape(out, units[i]);
    start = i + 1;
  }
  if (length > start) out.append(Text(units + start, length - start, static_cast<Str::Kind>(sizeof(Unit))));
}

template <JsonCharset charset>
Result<Ref> encode_function(ThreadState& ts, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "first argument must be a string, not %.80s", type_name(ts, text));
  StringBuilder out(ts);
  write_json_string(out, as<Str>(text), charset);
  return out.finish();
}

}  // namespace

Result<Ref> read_json_string(ThreadState& ts, Str& text, int64_t start, JsonControls controls, int64_t* next) {
  return visit(Text(text), [&](const auto* units) { return StringReader(ts, text, units, start, controls).read(next); });
}

void write_json_string(StringBuilder& out, const Str& text, JsonCharset charset) {
  out.append('"');
  visit(Text(text), [&](const auto* units) { write_units(out, units, text.length, charset); });
  out.append('"');
}

constexpr NativeMethod kJsonStringFunctions[2] = {
    function<encode_function<JsonCharset::kAll>>("encode_basestring", "(string, /)", "A str in JSON's notation."),
    function<encode_function<JsonCharset::kAscii>>("encode_basestring_ascii", "(string, /)", "A str in JSON's notation, ASCII characters only."),
};

}  // namespace pyemb
