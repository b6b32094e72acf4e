// SPDX-License-Identifier: MIT
// int to text and back, under the limit of sys.set_int_max_str_digits().

#include <algorithm>
#include <charconv>

#include "objects/int.h"
#include "objects/number_text.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {
namespace {

bool is_power_of_two(int base) { return (base & (base - 1)) == 0; }

Raised raise_too_long(ThreadState& ts) {
  return raise(ts, Exc::kValueError,
               "Exceeds the limit (%lld digits) for integer string conversion; use sys.set_int_max_str_digits() to "
               "increase the limit",
               static_cast<long long>(ts.interp.int_max_str_digits));
}

}  // namespace

Status int_write(ThreadState& ts, TextBuffer& out, Value any_int, int base) {
  if (any_int.is_int()) {
    char digits[72];
    char* end = std::to_chars(digits, digits + sizeof digits, any_int.as_int(), base).ptr;
    out.append(std::string_view(digits, static_cast<size_t>(end - digits)));
    return {};
  }
  IntView view(any_int);
  int64_t limit = is_power_of_two(base) ? 0 : ts.interp.int_max_str_digits;
  size_t bits = limbs_bit_length(view.magnitude());
  // A number of that many bits has at least bits * log(2) / log(10) - 1 digits: most that are too long need no
  // conversion.
  if (limit > 0 && static_cast<double>(bits) * 0.30102 > static_cast<double>(limit) + 1.0) return raise_too_long(ts);

  if (view.negative()) out.append('-');
  size_t start = out.size();
  char* digits = out.extend(limbs_text_bound(view.magnitude(), base));
  if (digits == nullptr) return raise_no_memory(ts);
  Poll poll = int_poll(ts);
  size_t length = 0;
  if (!limbs_to_text(digits, length, view.magnitude(), base, &poll)) return raise_limbs_failed(ts, poll);
  if (limit > 0 && static_cast<int64_t>(length) > limit) return raise_too_long(ts);
  out.truncate(start + length);
  return {};
}

namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

int base_of_prefix(char letter) {
  switch (letter) {
    case 'x':
    case 'X': return 16;
    case 'o':
    case 'O': return 8;
    case 'b':
    case 'B': return 2;
    default: return 0;
  }
}

// The text of an int in parts: sign, base, digits with underscores between them.
struct IntText {
  bool negative = false;
  bool only_zeros = false;  // base 0 and a leading zero: 0123 is no number
  int base;
  std::string_view digits;
};

IntText split_int_text(std::string_view text, int base) {
  IntText parts;
  text = strip_spaces(text);
  parts.negative = text.starts_with('-');
  if (parts.negative || text.starts_with('+')) text.remove_prefix(1);
  int prefix = text.size() > 1 && text[0] == '0' ? base_of_prefix(text[1]) : 0;
  if (base == 0) {
    parts.only_zeros = prefix == 0 && text.starts_with('0');
    base = prefix != 0 ? prefix : 10;
  }
  if (prefix != 0 && prefix == base) {
    text.remove_prefix(2);
    if (text.starts_with('_')) text.remove_prefix(1);
  }
  parts.base = base;
  parts.digits = text;
  return parts;
}

// Counts the digits; false if an underscore does not stand between two of them, or something else follows.
enum class Digits : uint8_t { kOnly, kFollowed, kMisplacedUnderscore };
Digits scan_digits(std::string_view text, int base, size_t& count) {
  count = 0;
  char previous = '_';
  for (char c : text) {
    if (c == '_') {
      if (previous == '_') return Digits::kMisplacedUnderscore;
    } else if (digit_value(c) < base) {
      ++count;
    } else {
      return previous == '_' && count > 0 ? Digits::kMisplacedUnderscore : Digits::kFollowed;
    }
    previous = c;
  }
  return previous == '_' ? Digits::kMisplacedUnderscore : Digits::kOnly;
}

Result<Ref> convert_digits(ThreadState& ts, const IntText& parts, size_t count) {
  if (parts.base == 10 && count <= 18) {
    int64_t value = 0;
    for (char c : parts.digits) {
      if (c != '_') value = value * 10 + (c - '0');
    }
    return Ref::steal(Value::from_int(parts.negative ? -value : value));
  }
  TextBuffer values;
  char* out = values.extend(count);
  if (out == nullptr) return raise_no_memory(ts);
  for (char c : parts.digits) {
    if (c != '_') *out++ = static_cast<char>(digit_value(c));
  }
  Natural number;
  Poll poll = int_poll(ts);
  if (!limbs_from_digits(number, reinterpret_cast<const uint8_t*>(values.data()), count, parts.base, &poll)) {
    return raise_limbs_failed(ts, poll);
  }
  return new_int_from_limbs(ts, number.view(), sign_of(parts.negative));
}

}  // namespace

Result<Ref> find_int_in_text(ThreadState& ts, std::string_view text, int base) {
  IntText parts = split_int_text(text, base);
  size_t count;
  Digits kind = scan_digits(parts.digits, parts.base, count);
  if (kind == Digits::kMisplacedUnderscore) return Result<Ref>::absent();
  int64_t limit = is_power_of_two(parts.base) ? 0 : ts.interp.int_max_str_digits;
  if (limit > 0 && count > static_cast<size_t>(limit)) {
    return raise(ts, Exc::kValueError,
                 "Exceeds the limit (%lld digits) for integer string conversion: value has %zu digits; use "
                 "sys.set_int_max_str_digits() to increase the limit",
                 static_cast<long long>(limit), count);
  }
  if (kind == Digits::kFollowed || count == 0) return Result<Ref>::absent();
  if (parts.only_zeros && parts.digits.find_first_not_of("0_") != std::string_view::npos) return Result<Ref>::absent();
  return convert_digits(ts, parts, count);
}

Result<Ref> int_from_ascii(ThreadState& ts, std::string_view text, int base, Value shown) {
  Ref number = TRY(find_int_in_text(ts, text, base));
  if (LIKELY(!number.is_absent())) return number;
  Own<Str> shown_text = TRY(repr(ts, shown));
  constexpr int64_t kMostShown = 200;
  if (shown_text->length > kMostShown) {
    Ref shorter = TRY(str_slice(ts, *shown_text, 0, kMostShown));
    return raise(ts, Exc::kValueError, "invalid literal for int() with base %d: %s", base,
                 Utf8(ts, shorter.get()).c_str());
  }
  return raise(ts, Exc::kValueError, "invalid literal for int() with base %d: %s", base, Utf8(ts, *shown_text).c_str());
}

Result<Ref> int_from_str(ThreadState& ts, Value str, int base) {
  TextBuffer buffer;
  std::string_view text = TRY(number_text(ts, as<Str>(str), buffer));
  return int_from_ascii(ts, text, base, str);
}

}  // namespace pyemb
