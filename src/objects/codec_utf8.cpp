// SPDX-License-Identifier: MIT
#include "objects/codec_native.h"
#include "objects/raise.h"
#include "objects/utf8.h"

namespace pyemb {
namespace {

constexpr char kSurrogates[] = "surrogates not allowed";

bool is_surrogate(char32_t c) { return c - 0xD800 < 0x800; }

/// Encodes up to the next surrogate and answers where that is.
int64_t encode_run(ByteOutput& out, const Text& text, int64_t at) {
  return visit(text, [&](const auto* units) {
    int64_t stop = at;
    if constexpr (sizeof(*units) == 1) {
      stop = text.length;
    } else {
      while (stop < text.length && !is_surrogate(units[stop])) ++stop;
    }
    if (char* room = out.extend(utf8_size(units + at, stop - at))) utf8_encode(units + at, stop - at, room);
    return stop;
  });
}

constexpr int64_t kShort = 256;

/// Encodes in one pass; the end, or null where there are surrogates.
char* encode_short(const Str& s, char* out) {
  return visit(Text(s), [&](const auto* units) -> char* {
    int64_t done = 0;
    char* end = utf8_encode(units, s.length, out, Surrogates::kRefuse, &done);
    return done == s.length ? end : nullptr;
  });
}

}  // namespace

Result<Own<Bytes>> ByteOutput::finish() {
  if (!buffer_.ok()) return raise_no_memory(ts_);
  return new_bytes(ts_, buffer_.view());
}

Result<Own<Str>> decode_utf8(ThreadState& ts, ByteSource source, Str* errors, int64_t* consumed) {
  size_t size = source.data.size();
  Utf8Run run = utf8_scan(source.data.data(), size, Surrogates::kRefuse);
  if (run.bytes == size) {
    if (consumed != nullptr) *consumed = static_cast<int64_t>(size);
    return new_str(ts, source.data.data(), run);
  }
  DecodeErrors faults(ts, "utf-8", source, errors);
  StringBuilder out(ts);
  int64_t at = 0;
  for (;;) {
    std::span<const uint8_t> data = faults.data();
    const uint8_t* here = data.data() + at;
    size_t left = data.size() - static_cast<size_t>(at);
    run = utf8_scan(here, left, Surrogates::kRefuse);
    out.append_utf8({reinterpret_cast<const char*>(here), run.bytes});
    at += static_cast<int64_t>(run.bytes);
    if (run.bytes == left) break;
    Utf8Fault fault = utf8_fault(here + run.bytes, left - run.bytes);
    if (fault.truncated && consumed != nullptr) break;
    // The first two bytes of a surrogate: an error handler may want to see it whole.
    bool cut_surrogate = left - run.bytes == 2 && here[run.bytes] == 0xed && here[run.bytes + 1] >= 0xa0 && here[run.bytes + 1] <= 0xbf;
    if (cut_surrogate && consumed != nullptr) break;
    at = TRY(faults.fix(out, at, at + static_cast<int64_t>(fault.bytes), fault.reason));
  }
  if (consumed != nullptr) *consumed = at;
  return out.finish();
}

Result<Own<Bytes>> encode_utf8(ThreadState& ts, Str& s, Str* errors) {
  if (s.ascii) return new_bytes(ts, s.ascii_view());
  if (s.length <= kShort) {
    char room[kShort * 4];
    const char* end = encode_short(s, room);
    if (end != nullptr) return new_bytes(ts, std::string_view(room, static_cast<size_t>(end - room)));
  }
  EncodeErrors faults(ts, "utf-8", s, errors);
  ByteOutput out(ts);
  Text text(s);
  for (int64_t at = 0; at < s.length;) {
    at = encode_run(out, text, at);
    if (at == s.length) break;
    int64_t end = at + 1;
    while (end < s.length && is_surrogate(s.at(end))) ++end;
    Ref replacement;
    int64_t next = TRY(faults.fix(replacement, at, end, kSurrogates));
    if (Bytes* bytes = as_if<Bytes>(replacement)) {
      out.append(*bytes);
    } else if (as<Str>(replacement).ascii) {
      out.append(as<Str>(replacement).ascii_view());
    } else {
      return faults.raise_again(at, end, kSurrogates);
    }
    at = next;
  }
  return out.finish();
}

}  // namespace pyemb
