// SPDX-License-Identifier: MIT

// str.translate and the tables it takes: anything that maps an ordinal to an ordinal, a string, or None (deleted).

#include "objects/dict.h"
#include "objects/str_methods.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

/// Appends what the table has for `c`, or `c` itself where it has nothing (any LookupError).
Status translate_char(ThreadState& ts, StringBuilder& out, Value table, char32_t c) {
  Result<Ref> found = get_item(ts, table, Value::from_int(static_cast<int64_t>(c)));
  if (found.raised()) {
    if (!clear_pending_if(ts, Exc::kLookupError)) return Raised{};
    out.append(c);
    return {};
  }
  Ref to = found.take();
  if (to.is_none()) return {};
  if (Str* text = as_if<Str>(to)) {
    out.append(*text);
    return {};
  }
  if (!is_any_int(to)) return raise(ts, Exc::kTypeError, "character mapping must return integer, None or str");
  int64_t ordinal = TRY(to_clamped_index(ts, to));
  if (ordinal < 0 || ordinal > static_cast<int64_t>(unicode::kMaxCodePoint)) {
    return raise(ts, Exc::kValueError, "character mapping must be in range(0x110000)");
  }
  out.append(static_cast<char32_t>(ordinal));
  return {};
}

Result<Ref> table_of_pairs(ThreadState& ts, const Str& from, const Str& to, const Str* deleted) {
  if (from.length != to.length) {
    return raise(ts, Exc::kValueError, "the first two maketrans arguments must have equal length");
  }
  Own<Dict> table = TRY(new_dict(ts));
  for (int64_t i = 0; i < from.length; ++i) {
    TRY(dict_set(ts, *table, Value::from_int(static_cast<int64_t>(from.at(i))), Value::from_int(static_cast<int64_t>(to.at(i)))));
  }
  for (int64_t i = 0; deleted != nullptr && i < deleted->length; ++i) {
    TRY(dict_set(ts, *table, Value::from_int(static_cast<int64_t>(deleted->at(i))), Value::none()));
  }
  return table;
}

Result<Ref> table_of_dict(ThreadState& ts, Dict& dict) {
  Own<Dict> table = TRY(new_dict(ts));
  for (int64_t i = 0; i < dict.used; ++i) {
    if (dict.entries[i].key.is_null()) continue;
    Ref key = Ref::copy(dict.entries[i].key);
    Ref value = Ref::copy(dict.entries[i].value);
    if (Str* text = as_if<Str>(key)) {
      if (text->length != 1) return raise(ts, Exc::kValueError, "string keys in translate table must be of length 1");
      key = Ref::steal(Value::from_int(static_cast<int64_t>(text->at(0))));
    } else if (!is_any_int(key)) {
      return raise(ts, Exc::kTypeError, "keys in translate table must be strings or integers");
    }
    TRY(dict_set(ts, *table, key, value));
  }
  return table;
}

}  // namespace

Result<Ref> str_maketrans(ThreadState& ts, Value x, Str* y, Str* z) {
  if (y == nullptr) {
    if (!is_dict(x)) return raise(ts, Exc::kTypeError, "if you give only one argument to maketrans it must be a dict");
    return table_of_dict(ts, as<Dict>(x));
  }
  Str* from = as_if<Str>(x);
  if (from == nullptr) {
    return raise(ts, Exc::kTypeError, "first maketrans argument must be a string if there is a second argument");
  }
  return table_of_pairs(ts, *from, *y, z);
}

Result<Ref> str_translate(ThreadState& ts, Str& s, Value table) {
  // What the table says about an ASCII character is asked once: kUnknown, kDeleted, or the character.
  constexpr uint8_t kUnknown = 0xff;
  constexpr uint8_t kDeleted = 0xfe;
  uint8_t known[128];
  std::fill(std::begin(known), std::end(known), kUnknown);
  StringBuilder out(ts);
  out.reserve(s.length);
  for (int64_t i = 0; i < s.length; ++i) {
    char32_t c = s.at(i);
    if (c < 128 && known[c] != kUnknown) {
      if (known[c] != kDeleted) out.append(static_cast<char>(known[c]));
      continue;
    }
    int64_t before = out.length();
    TRY(translate_char(ts, out, table, c));
    if (c >= 128 || out.failed()) continue;
    if (out.length() == before) {
      known[c] = kDeleted;
    } else if (out.length() == before + 1 && out.at(before) < 128) {
      known[c] = static_cast<uint8_t>(out.at(before));
    }
  }
  return out.finish();
}

}  // namespace pyemb
