// SPDX-License-Identifier: MIT
#include "objects/codec_native.h"
#include "objects/utf8.h"

namespace pyemb {

Result<Own<Str>> decode_ascii(ThreadState& ts, ByteSource source, Str* errors) {
  size_t size = source.data.size();
  size_t valid = ascii_prefix(source.data.data(), size);
  if (valid == size) return new_str_latin1(ts, source.data.data(), static_cast<int64_t>(size));
  DecodeErrors faults(ts, "ascii", source, errors);
  StringBuilder out(ts);
  for (int64_t at = 0;;) {
    std::span<const uint8_t> left = faults.data().subspan(static_cast<size_t>(at));
    valid = ascii_prefix(left.data(), left.size());
    out.append(std::string_view(reinterpret_cast<const char*>(left.data()), valid));
    at += static_cast<int64_t>(valid);
    if (valid == left.size()) break;
    at = TRY(faults.fix(out, at, at + 1, "ordinal not in range(128)"));
  }
  return out.finish();
}

Result<Own<Str>> decode_latin1(ThreadState& ts, ByteSource source) {
  return new_str_latin1(ts, source.data.data(), static_cast<int64_t>(source.data.size()));
}

namespace {

/// One byte a code point below `limit`.
Result<Own<Bytes>> encode_bytes(ThreadState& ts, Str& s, Str* errors, char32_t limit, const char* encoding, const char* reason) {
  EncodeErrors faults(ts, encoding, s, errors);
  ByteOutput out(ts);
  for (int64_t at = 0; at < s.length;) {
    for (; at < s.length && s.at(at) < limit; ++at) out.append(static_cast<uint8_t>(s.at(at)));
    if (at == s.length) break;
    int64_t end = at + 1;
    while (end < s.length && s.at(end) >= limit) ++end;
    Ref replacement;
    int64_t next = TRY(faults.fix(replacement, at, end, reason));
    if (Bytes* bytes = as_if<Bytes>(replacement)) {
      out.append(*bytes);
    } else {
      const Str& text = as<Str>(replacement);
      if (max_char(text) >= limit && or_units(Text(text)) >= limit) return faults.raise_again(at, end, reason);
      for (int64_t i = 0; i < text.length; ++i) out.append(static_cast<uint8_t>(text.at(i)));
    }
    at = next;
  }
  return out.finish();
}

}  // namespace

Result<Own<Bytes>> encode_ascii(ThreadState& ts, Str& s, Str* errors) {
  if (s.ascii) return new_bytes(ts, s.ascii_view());
  return encode_bytes(ts, s, errors, 128, "ascii", "ordinal not in range(128)");
}

Result<Own<Bytes>> encode_latin1(ThreadState& ts, Str& s, Str* errors) {
  if (s.kind == Str::kOneByte) return new_bytes(ts, {static_cast<const char*>(s.data()), static_cast<size_t>(s.length)});
  return encode_bytes(ts, s, errors, 256, "latin-1", "ordinal not in range(256)");
}

}  // namespace pyemb
