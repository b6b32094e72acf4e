// SPDX-License-Identifier: MIT

// Methods of str that fill it up to a width.

#include "objects/str_methods.h"
#include "objects/string_builder.h"
#include "objects/text_split.h"

namespace pyemb {
namespace {

Result<Ref> pad(ThreadState& ts, Str& s, int64_t left, int64_t right, char32_t fill) {
  left = std::max<int64_t>(left, 0);
  right = std::max<int64_t>(right, 0);
  if (left == 0 && right == 0) return unchanged(ts, s);
  int64_t total;
  if (__builtin_add_overflow(left, right, &total) || __builtin_add_overflow(total, s.length, &total)) {
    return raise(ts, Exc::kOverflowError, "padded string is too long");
  }
  StringBuilder out(ts);
  out.reserve(total);
  out.append_repeated(fill, left);
  out.append(s);
  out.append_repeated(fill, right);
  return out.finish();
}

Result<char32_t> fill_char(ThreadState& ts, Value fill) {
  if (fill.is_null()) return U' ';
  Str* s = as_if<Str>(fill);
  if (s == nullptr) {
    return raise(ts, Exc::kTypeError, "The fill character must be a unicode character, not %s", type_name(ts, fill));
  }
  if (s->length != 1) return raise(ts, Exc::kTypeError, "The fill character must be exactly one character long");
  return s->at(0);
}

}  // namespace

Result<Ref> str_ljust(ThreadState& ts, Str& s, int64_t width, Value fill) {
  char32_t c = TRY(fill_char(ts, fill));
  return pad(ts, s, 0, width > s.length ? width - s.length : 0, c);
}

Result<Ref> str_rjust(ThreadState& ts, Str& s, int64_t width, Value fill) {
  char32_t c = TRY(fill_char(ts, fill));
  return pad(ts, s, width > s.length ? width - s.length : 0, 0, c);
}

Result<Ref> str_center(ThreadState& ts, Str& s, int64_t width, Value fill) {
  char32_t c = TRY(fill_char(ts, fill));
  int64_t missing = width > s.length ? width - s.length : 0;
  int64_t left = missing / 2 + (missing & width & 1);  // an odd rest goes left if the width is odd
  return pad(ts, s, left, missing - left, c);
}

Result<Ref> str_zfill(ThreadState& ts, Str& s, int64_t width) {
  if (width <= s.length) return unchanged(ts, s);
  StringBuilder out(ts);
  bool sign = s.length > 0 && (s.at(0) == '+' || s.at(0) == '-');
  out.reserve(width);
  if (sign) out.append(s.at(0));
  out.append_repeated('0', width - s.length);
  out.append(s, sign ? 1 : 0, s.length);
  return out.finish();
}

Result<Ref> str_expand_tabs(ThreadState& ts, Str& s, std::optional<int> tab_size) {
  StringBuilder out(ts);
  visit(Text(s), [&](const auto* units) {
    text::expand_tabs(units, s.length, tab_size.value_or(8), [&](int64_t start, int64_t stop, int64_t spaces) {
      out.append(s, start, stop);
      out.append_repeated(' ', spaces);
    });
  });
  return out.finish();
}

}  // namespace pyemb
