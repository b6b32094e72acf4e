// SPDX-License-Identifier: MIT

// UTF-16 and UTF-32, in both byte orders. The machine is little-endian (value.h and siphash.h rely on it too).

#include "objects/codec_native.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

constexpr char kSurrogates[] = "surrogates not allowed";

bool is_surrogate(char32_t c) { return c - 0xD800 < 0x800; }
bool is_trail(char32_t c) { return c - 0xDC00 < 0x400; }

template <int kSize>
char32_t load(const uint8_t* at, Endian order) {
  char32_t c = 0;
  for (int i = 0; i < kSize; ++i) c = c << 8 | at[order == Endian::kBig ? i : kSize - 1 - i];
  return c;
}

template <int kSize>
void store(ByteOutput& out, char32_t c, Endian order) {
  for (int i = 0; i < kSize; ++i) out.append(static_cast<uint8_t>(c >> 8 * (order == Endian::kBig ? kSize - 1 - i : i)));
}

/// Looks for a byte order mark if the order is not known yet, and answers how many bytes it takes.
template <int kSize>
int64_t read_mark(std::span<const uint8_t> data, Endian& order) {
  if (order != Endian::kNative || data.size() < kSize) return 0;
  if (load<kSize>(data.data(), Endian::kLittle) == 0xFEFF) return order = Endian::kLittle, kSize;
  if (load<kSize>(data.data(), Endian::kBig) == 0xFEFF) return order = Endian::kBig, kSize;
  return 0;
}

/// One step of decoding: a code point and its bytes, or what is wrong.
struct Step {
  char32_t c = 0;
  int64_t bytes = 0;           ///< of the code point or of the fault
  const char* fault = nullptr;
  bool incomplete = false;     ///< more bytes may complete it
};

Step step_utf16(const uint8_t* at, int64_t left, Endian order) {
  if (left < 2) return {0, left, "truncated data", true};
  char32_t c = load<2>(at, order);
  if (!is_surrogate(c)) return {c, 2};
  if (is_trail(c)) return {0, 2, "illegal encoding"};
  if (left < 4) return {0, left, "unexpected end of data", true};
  char32_t second = load<2>(at + 2, order);
  if (!is_trail(second)) return {0, 2, "illegal UTF-16 surrogate"};
  return {0x10000 + ((c & 0x3ff) << 10 | (second & 0x3ff)), 4};
}

Step step_utf32(const uint8_t* at, int64_t left, Endian order) {
  if (left < 4) return {0, left, "truncated data", true};
  char32_t c = load<4>(at, order);
  if (is_surrogate(c)) return {0, 4, "code point in surrogate code point range(0xd800, 0xe000)"};
  if (c > unicode::kMaxCodePoint) return {0, 4, "code point not in range(0x110000)"};
  return {c, 4};
}

using StepFn = Step (*)(const uint8_t*, int64_t, Endian);

Result<Own<Str>> decode(ThreadState& ts, ByteSource source, Str* errors, const char* encoding, Endian order, int64_t start,
                        StepFn step, int64_t* consumed) {
  DecodeErrors faults(ts, encoding, source, errors);
  StringBuilder out(ts);
  int64_t at = start;
  while (at < static_cast<int64_t>(faults.data().size())) {
    Step next = step(faults.data().data() + at, static_cast<int64_t>(faults.data().size()) - at, order);
    if (LIKELY(next.fault == nullptr)) {
      out.append(next.c);
      at += next.bytes;
    } else if (next.incomplete && consumed != nullptr) {
      break;
    } else {
      at = TRY(faults.fix(out, at, at + next.bytes, next.fault));
    }
  }
  if (consumed != nullptr) *consumed = at;
  return out.finish();
}

/// Puts out what stands for something that cannot be encoded; false: it cannot be encoded either.
template <int kSize>
bool append_replacement(ByteOutput& out, Value replacement, Endian order) {
  if (Bytes* bytes = as_if<Bytes>(replacement)) {
    if (bytes->size % kSize != 0) return false;
    out.append(*bytes);
    return true;
  }
  const Str& text = as<Str>(replacement);
  if (!text.ascii) return false;
  for (int64_t i = 0; i < text.length; ++i) store<kSize>(out, text.at(i), order);
  return true;
}

template <int kSize>
Result<Own<Bytes>> encode(ThreadState& ts, Str& s, Str* errors, Endian order, const char* encoding) {
  EncodeErrors faults(ts, encoding, s, errors);
  ByteOutput out(ts);
  if (order == Endian::kNative) store<kSize>(out, 0xFEFF, order);
  for (int64_t at = 0; at < s.length;) {
    char32_t c = s.at(at);
    if (LIKELY(!is_surrogate(c))) {
      if (kSize == 2 && c >= 0x10000) {
        store<kSize>(out, 0xD800 + ((c - 0x10000) >> 10), order);
        c = 0xDC00 + (c & 0x3ff);
      }
      store<kSize>(out, c, order);
      ++at;
      continue;
    }
    Ref replacement;
    int64_t next = TRY(faults.fix(replacement, at, at + 1, kSurrogates));
    if (!append_replacement<kSize>(out, replacement, order)) return faults.raise_again(at, at + 1, kSurrogates);
    at = next;
  }
  return out.finish();
}

}  // namespace

Result<Own<Str>> decode_utf16(ThreadState& ts, ByteSource source, Str* errors, Endian& order, int64_t* consumed) {
  int64_t start = read_mark<2>(source.data, order);
  const char* encoding = order == Endian::kBig ? "utf-16-be" : "utf-16-le";
  return decode(ts, source, errors, encoding, order, start, step_utf16, consumed);
}

Result<Own<Str>> decode_utf32(ThreadState& ts, ByteSource source, Str* errors, Endian& order, int64_t* consumed) {
  int64_t start = read_mark<4>(source.data, order);
  const char* encoding = order == Endian::kBig ? "utf-32-be" : "utf-32-le";
  return decode(ts, source, errors, encoding, order, start, step_utf32, consumed);
}

Result<Own<Bytes>> encode_utf16(ThreadState& ts, Str& s, Str* errors, Endian order) {
  const char* encoding = order == Endian::kNative ? "utf-16" : order == Endian::kBig ? "utf-16-be" : "utf-16-le";
  return encode<2>(ts, s, errors, order, encoding);
}

Result<Own<Bytes>> encode_utf32(ThreadState& ts, Str& s, Str* errors, Endian order) {
  const char* encoding = order == Endian::kNative ? "utf-32" : order == Endian::kBig ? "utf-32-be" : "utf-32-le";
  return encode<4>(ts, s, errors, order, encoding);
}

}  // namespace pyemb
