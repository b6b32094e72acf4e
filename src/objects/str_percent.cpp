// SPDX-License-Identifier: MIT
#include "objects/str_percent.h"

#include "objects/number.h"
#include "objects/percent.h"
#include "objects/raise.h"
#include "objects/string_builder.h"
#include "objects/text_search.h"

namespace pyemb {
namespace {

Result<Ref> make_key(ThreadState& ts, const Text& part) { return new_str(ts, part); }

/// %c: a str of length one, or an ordinal.
Result<Own<Str>> char_of(ThreadState& ts, Value value) {
  if (Str* s = as_if<Str>(value)) {
    if (s->length == 1) return Own<Str>::copy(s);
  } else if (is_any_int(value) || type_of(ts, value).slots.index != nullptr) {
    int64_t ordinal = TRY(to_clamped_index(ts, value));
    if (ordinal < 0 || ordinal > static_cast<int64_t>(unicode::kMaxCodePoint)) {
      return raise(ts, Exc::kOverflowError, "%%c arg not in range(0x110000)");
    }
    return new_str_char(ts, static_cast<char32_t>(ordinal));
  }
  return raise(ts, Exc::kTypeError, "%%c requires int or char");
}

Result<Own<Str>> text_of(ThreadState& ts, const PercentSpec& spec, Value value) {
  switch (spec.conversion) {
    case 's': return to_str(ts, value);
    case 'r': return repr(ts, value);
    case 'a': return ascii(ts, value);
    case 'c': return char_of(ts, value);
    default: return raise_unsupported_conversion(ts, spec);
  }
}

Status convert(ThreadState& ts, StringBuilder& out, const PercentSpec& spec, PercentArguments& arguments) {
  Value value = TRY(arguments.next());
  if (is_number_conversion(spec.conversion)) {
    TextBuffer number;
    TRY(write_number(ts, number, spec, value));
    out.append(number.view());
    return {};
  }
  Own<Str> text = TRY(text_of(ts, spec, value));
  bool cut = spec.precision >= 0 && spec.precision < text->length && spec.conversion != 'c';
  int64_t length = cut ? spec.precision : text->length;
  if (!spec.left) out.append_repeated(' ', spec.missing(length));
  out.append(*text, 0, length);
  if (spec.left) out.append_repeated(' ', spec.missing(length));
  return {};
}

}  // namespace

Result<Ref> str_percent(ThreadState& ts, Str& format, Value right) {
  PercentArguments arguments(ts, right, is<Str>(right));
  StringBuilder out(ts);
  Text text(format);
  for (int64_t at = 0;;) {
    int64_t literal = at;
    visit(text, [&](const auto* units) {
      using Unit = std::remove_cvref_t<decltype(*units)>;
      int64_t hit = text::find_unit(units + at, text.length - at, static_cast<Unit>('%'));
      at = hit == text::kNotFound ? text.length : at + hit;
    });
    out.append(format, literal, at);
    if (at == text.length) break;
    if (++at < text.length && text.at(at) == '%') {
      out.append('%');
      ++at;
      continue;
    }
    PercentSpec spec = TRY(read_conversion(ts, text, at, arguments, make_key));
    TRY(convert(ts, out, spec, arguments));
  }
  if (arguments.left_over()) {
    return raise(ts, Exc::kTypeError, "not all arguments converted during string formatting");
  }
  return out.finish();
}

}  // namespace pyemb
