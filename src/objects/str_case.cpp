// SPDX-License-Identifier: MIT

// Methods of str about letter case, and its predicates. Text that is ASCII never asks the Unicode tables.

#include <algorithm>

#include "objects/str_methods.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

using unicode::Case;

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;

constexpr bool is_ascii_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
constexpr uint8_t ascii_lower(uint8_t c) { return is_ascii_upper(c) ? c | 0x20 : c; }
constexpr uint8_t ascii_upper(uint8_t c) { return is_ascii_lower(c) ? c & ~0x20 : c; }

/// A capital sigma is final behind a letter with none after it; what is case-ignorable does not count on either side.
bool is_final_sigma(const Text& text, int64_t at) {
  int64_t before = at - 1;
  while (before >= 0 && unicode::is_case_ignorable(text.at(before))) --before;
  if (before < 0 || !unicode::is_cased(text.at(before))) return false;
  int64_t after = at + 1;
  while (after < text.length && unicode::is_case_ignorable(text.at(after))) ++after;
  return after == text.length || !unicode::is_cased(text.at(after));
}

void append_mapped(StringBuilder& out, char32_t c, Case to) {
  unicode::Mapped mapped = unicode::map_case(c, to);
  for (int i = 0; i < mapped.count; ++i) out.append(mapped.chars[i]);
}

void append_lower(StringBuilder& out, const Text& text, int64_t at) {
  char32_t c = text.at(at);
  if (c == kCapitalSigma) return out.append(is_final_sigma(text, at) ? kFinalSigma : kSmallSigma);
  append_mapped(out, c, Case::kLower);
}

/// A new string of the same length, each byte mapped by f(byte).
template <class F>
Result<Ref> map_ascii(ThreadState& ts, const Str& s, F f) {
  Own<Str> made = TRY(new_str_buffer(ts, s.length, 0x7f));
  auto* out = static_cast<uint8_t*>(made->data());
  std::transform(s.latin1(), s.latin1() + s.length, out, f);
  return made;
}

/// Whether f holds for every code point, and there is one.
template <class F>
bool all_of(const Str& s, F f) {
  return s.length > 0 && visit(Text(s), [&](const auto* units) { return std::all_of(units, units + s.length, f); });
}

}  // namespace

Result<Ref> str_lower(ThreadState& ts, Str& s) {
  if (s.ascii) return map_ascii(ts, s, ascii_lower);
  StringBuilder out(ts);
  Text text(s);
  for (int64_t i = 0; i < s.length; ++i) append_lower(out, text, i);
  return out.finish();
}

Result<Ref> str_upper(ThreadState& ts, Str& s) {
  if (s.ascii) return map_ascii(ts, s, ascii_upper);
  StringBuilder out(ts);
  for (int64_t i = 0; i < s.length; ++i) append_mapped(out, s.at(i), Case::kUpper);
  return out.finish();
}

Result<Ref> str_casefold(ThreadState& ts, Str& s) {
  if (s.ascii) return map_ascii(ts, s, ascii_lower);
  StringBuilder out(ts);
  for (int64_t i = 0; i < s.length; ++i) append_mapped(out, s.at(i), Case::kFold);
  return out.finish();
}

Result<Ref> str_title(ThreadState& ts, Str& s) {
  StringBuilder out(ts);
  Text text(s);
  bool in_word = false;
  for (int64_t i = 0; i < s.length; ++i) {
    if (in_word) {
      append_lower(out, text, i);
    } else {
      append_mapped(out, s.at(i), Case::kTitle);
    }
    in_word = unicode::is_cased(s.at(i));
  }
  return out.finish();
}

Result<Ref> str_capitalize(ThreadState& ts, Str& s) {
  StringBuilder out(ts);
  Text text(s);
  if (s.length > 0) append_mapped(out, s.at(0), Case::kTitle);
  for (int64_t i = 1; i < s.length; ++i) append_lower(out, text, i);
  return out.finish();
}

Result<Ref> str_swapcase(ThreadState& ts, Str& s) {
  if (s.ascii) {
    return map_ascii(ts, s, [](uint8_t c) { return is_ascii_lower(c) ? ascii_upper(c) : ascii_lower(c); });
  }
  StringBuilder out(ts);
  Text text(s);
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (unicode::is_upper(c)) {
      append_lower(out, text, i);
    } else if (unicode::is_lower(c)) {
      append_mapped(out, c, Case::kUpper);
    } else {
      out.append(c);
    }
  }
  return out.finish();
}

// -- predicates ----------------------------------------------------------------------------------------------------

bool str_is_alnum(ThreadState&, Str& s) { return all_of(s, unicode::is_alnum); }
bool str_is_alpha(ThreadState&, Str& s) { return all_of(s, unicode::is_alpha); }
bool str_is_ascii(ThreadState&, Str& s) { return s.ascii; }
bool str_is_decimal(ThreadState&, Str& s) { return all_of(s, unicode::is_decimal); }
bool str_is_digit(ThreadState&, Str& s) { return all_of(s, unicode::is_digit); }
bool str_is_numeric(ThreadState&, Str& s) { return all_of(s, unicode::is_numeric); }
bool str_is_space(ThreadState&, Str& s) { return all_of(s, unicode::is_space); }
bool str_is_printable(ThreadState&, Str& s) { return s.length == 0 || all_of(s, unicode::is_printable); }

bool str_is_identifier(ThreadState&, Str& s) {
  if (s.length == 0 || !(s.at(0) == '_' || unicode::is_xid_start(s.at(0)))) return false;
  return all_of(s, unicode::is_xid_continue);
}

bool str_is_lower(ThreadState&, Str& s) {
  bool any = false;
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (unicode::has(c, unicode::kUpper | unicode::kTitle)) return false;
    any |= unicode::is_lower(c);
  }
  return any;
}

bool str_is_upper(ThreadState&, Str& s) {
  bool any = false;
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (unicode::has(c, unicode::kLower | unicode::kTitle)) return false;
    any |= unicode::is_upper(c);
  }
  return any;
}

bool str_is_title(ThreadState&, Str& s) {
  bool any = false;
  bool in_word = false;
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    bool capital = unicode::has(c, unicode::kUpper | unicode::kTitle);
    bool small = unicode::is_lower(c);
    if (capital && in_word) return false;
    if (small && !capital && !in_word) return false;
    in_word = capital || small;
    any |= in_word;
  }
  return any;
}

}  // namespace pyemb
