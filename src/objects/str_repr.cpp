// SPDX-License-Identifier: MIT
#include "objects/str_repr.h"

#include "objects/operations.h"
#include "objects/text_search.h"

namespace pyemb {
namespace {

void append_hex(StringBuilder& out, char32_t c, int digits) {
  while (digits-- > 0) out.append("0123456789abcdef"[c >> (4 * digits) & 15]);
}

/// Whether the code point stands for itself inside quotes.
bool is_plain(char32_t c, char quote) {
  if (c < 0x7f) return c >= ' ' && c != '\\' && c != static_cast<char32_t>(quote);
  return unicode::is_printable(c);
}

void append_quoted(StringBuilder& out, char32_t c) {
  switch (c) {
    case '\t': return out.append("\\t");
    case '\n': return out.append("\\n");
    case '\r': return out.append("\\r");
    case '\\': return out.append("\\\\");
    case '\'': return out.append("\\'");
    default: return append_escape(out, c);
  }
}

}  // namespace

void append_escape(StringBuilder& out, char32_t c) {
  out.append('\\');
  out.append(c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U');
  append_hex(out, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
}

Result<Own<Str>> str_repr(ThreadState& ts, const Str& s) {
  StringBuilder out(ts);
  visit(Text(s), [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    bool single = text::find_unit(units, s.length, static_cast<Unit>('\'')) != text::kNotFound;
    bool both = single && text::find_unit(units, s.length, static_cast<Unit>('"')) != text::kNotFound;
    char quote = single && !both ? '"' : '\'';
    out.reserve(s.length + 2);
    out.append(quote);
    int64_t plain = 0;  // where the run of plain code points started
    for (int64_t i = 0; i < s.length; ++i) {
      if (LIKELY(is_plain(units[i], quote))) continue;
      out.append(Text(units + plain, i - plain, s.kind));
      append_quoted(out, units[i]);
      plain = i + 1;
    }
    out.append(Text(units + plain, s.length - plain, s.kind));
    out.append(quote);
  });
  return out.finish();
}

Result<Own<Str>> escape_non_ascii(ThreadState& ts, const Str& s) {
  StringBuilder out(ts);
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (c < 0x80) {
      out.append(c);
    } else {
      append_escape(out, c);
    }
  }
  return out.finish();
}

}  // namespace pyemb
