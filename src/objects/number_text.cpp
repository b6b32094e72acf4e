// SPDX-License-Identifier: MIT
#include "objects/number_text.h"

#include "objects/raise.h"
#include "objects/str.h"
#include "objects/unicode_data.h"

namespace pyemb {

Result<std::string_view> number_text(ThreadState& ts, const Str& str, TextBuffer& buffer) {
  if (LIKELY(str.ascii)) return str.ascii_view();
  for (int64_t i = 0; i < str.length; ++i) {
    char32_t c = str.at(i);
    if (c < 0x80) {
      buffer.append(static_cast<char>(c));
    } else if (unicode::is_space(c)) {
      buffer.append(' ');
    } else if (auto digit = unicode::decimal_value(c)) {
      buffer.append(static_cast<char>('0' + *digit));
    } else {
      buffer.append('?');
      break;  // no number, whatever follows
    }
  }
  if (!buffer.ok()) return raise_no_memory(ts);
  return buffer.view();
}

std::string_view strip_spaces(std::string_view text) {
  auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace pyemb
