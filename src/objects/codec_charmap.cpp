// SPDX-License-Identifier: MIT

// Codecs by table: one byte stands for one code point, or a few.

#include "objects/codec_native.h"
#include "objects/dict.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

constexpr char kUndefined[] = "character maps to <undefined>";
constexpr char32_t kNoChar = 0xFFFE;  // in a table: this byte is not defined

/// Appends what the mapping has for a byte; false: undefined.
Result<bool> decode_byte(ThreadState& ts, StringBuilder& out, Value mapping, uint8_t byte) {
  if (is_str(mapping)) {
    const Str& table = as<Str>(mapping);
    if (byte >= table.length || table.at(byte) == kNoChar) return false;
    out.append(table.at(byte));
    return true;
  }
  Result<Ref> found = get_item(ts, mapping, Value::from_int(byte));
  if (found.raised()) {
    if (!clear_pending_if(ts, Exc::kLookupError)) return Raised{};
    return false;
  }
  Ref to = found.take();
  if (to.is_none()) return false;
  if (Str* text = as_if<Str>(to)) {
    if (text->length == 1 && text->at(0) == kNoChar) return false;
    out.append(*text);
    return true;
  }
  if (!is_any_int(to)) return raise(ts, Exc::kTypeError, "character mapping must return integer, None or str");
  int64_t ordinal = TRY(to_clamped_index(ts, to));
  if (ordinal == static_cast<int64_t>(kNoChar)) return false;
  if (ordinal < 0 || ordinal > static_cast<int64_t>(unicode::kMaxCodePoint)) {
    return raise(ts, Exc::kTypeError, "character mapping must be in range(0x%x)", static_cast<unsigned>(unicode::kMaxCodePoint) + 1);
  }
  out.append(static_cast<char32_t>(ordinal));
  return true;
}

/// Appends what the mapping has for a code point; false: undefined.
Result<bool> encode_char(ThreadState& ts, ByteOutput& out, Value mapping, char32_t c) {
  Result<Ref> found = get_item(ts, mapping, Value::from_int(static_cast<int64_t>(c)));
  if (found.raised()) {
    if (!clear_pending_if(ts, Exc::kLookupError)) return Raised{};
    return false;
  }
  Ref to = found.take();
  if (to.is_none()) return false;
  if (Bytes* bytes = as_if<Bytes>(to)) {
    out.append(*bytes);
    return true;
  }
  if (!is_any_int(to)) {
    return raise(ts, Exc::kTypeError, "character mapping must return integer, bytes or None, not %s", type_name(ts, to));
  }
  int64_t byte = TRY(to_clamped_index(ts, to));
  if (byte < 0 || byte > 255) return raise(ts, Exc::kTypeError, "character mapping must be in range(256)");
  out.append(static_cast<uint8_t>(byte));
  return true;
}

}  // namespace

Result<Own<Str>> decode_charmap(ThreadState& ts, ByteSource source, Str* errors, Value mapping) {
  if (mapping.is_null() || mapping.is_none()) return decode_latin1(ts, source);
  DecodeErrors faults(ts, "charmap", source, errors);
  StringBuilder out(ts);
  for (int64_t at = 0; at < static_cast<int64_t>(faults.data().size());) {
    if (TRY(decode_byte(ts, out, mapping, faults.data()[static_cast<size_t>(at)]))) {
      ++at;
    } else {
      at = TRY(faults.fix(out, at, at + 1, kUndefined));
    }
  }
  return out.finish();
}

Result<Own<Bytes>> encode_charmap(ThreadState& ts, Str& s, Str* errors, Value mapping) {
  if (mapping.is_null() || mapping.is_none()) return encode_latin1(ts, s, errors);
  EncodeErrors faults(ts, "charmap", s, errors);
  ByteOutput out(ts);
  for (int64_t at = 0; at < s.length;) {
    if (TRY(encode_char(ts, out, mapping, s.at(at)))) {
      ++at;
      continue;
    }
    int64_t end = at + 1;
    for (ByteOutput probe(ts); end < s.length; ++end) {
      if (TRY(encode_char(ts, probe, mapping, s.at(end)))) break;
    }
    Ref replacement;
    int64_t next = TRY(faults.fix(replacement, at, end, kUndefined));
    if (Bytes* bytes = as_if<Bytes>(replacement)) {
      out.append(*bytes);
    } else {
      const Str& text = as<Str>(replacement);
      for (int64_t i = 0; i < text.length; ++i) {
        if (!TRY(encode_char(ts, out, mapping, text.at(i)))) return faults.raise_again(at, end, kUndefined);
      }
    }
    at = next;
  }
  return out.finish();
}

Result<Ref> build_charmap(ThreadState& ts, Str& table) {
  Own<Dict> map = TRY(new_dict(ts));
  for (int64_t i = 0; i < table.length && i < 256; ++i) {
    if (table.at(i) == kNoChar && table.length == 256) continue;
    TRY(dict_set(ts, *map, Value::from_int(static_cast<int64_t>(table.at(i))), Value::from_int(i)));
  }
  return map;
}

}  // namespace pyemb
