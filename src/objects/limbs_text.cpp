// SPDX-License-Identifier: MIT
// Numbers to digits and back, in any base from 2 to 36. Bases that are powers of two copy bits. The others work in
// chunks: the largest power of the base that fits a limb (10^19 for ten). Long numbers are split in two by a power
// chunk^(2^k), recursively.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "objects/limbs.h"
#include "objects/limbs_tuning.h"

namespace pyemb {
namespace {

constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

struct Chunk {
  Limb value;  ///< base^digits
  int digits;  ///< the most that fit a limb
};

constexpr Chunk chunk_of(int base) {
  Chunk chunk = {static_cast<Limb>(base), 1};
  while (chunk.value <= ~Limb{0} / static_cast<Limb>(base)) {
    chunk.value *= static_cast<Limb>(base);
    ++chunk.digits;
  }
  return chunk;
}

// The powers chunk^(2^k), k = 0 ... count - 1, made one from the other by squaring.
class PowerLadder {
 public:
  /// Up to the first power that has more than half of `limbs` limbs.
  [[nodiscard]] bool build(Limb chunk, size_t limbs, Poll* poll) {
    if (!powers_[0].assign(chunk)) return false;
    count_ = 1;
    while (powers_[count_ - 1].size() * 2 <= limbs + 1 && count_ < kMax) {
      Limbs last = powers_[count_ - 1].view();
      Limb* out = powers_[count_].prepare(2 * last.size());
      if (out == nullptr || !limbs_multiply(out, last, last, poll)) return false;
      powers_[count_].finish(2 * last.size());
      ++count_;
    }
    return true;
  }
  int count() const { return count_; }
  Limbs operator[](int k) const { return powers_[k].view(); }

 private:
  static constexpr int kMax = 56;
  Natural powers_[kMax];
  int count_ = 0;
};

bool is_power_of_two(int base) { return (base & (base - 1)) == 0; }

// Writes exactly `count` digits of `value`, with leading zeros.
void write_limb(char* out, int count, Limb value, Limb base) {
  if (base == 10) {
    for (int i = count; i-- > 0; value /= 10) out[i] = static_cast<char>('0' + value % 10);
    return;
  }
  for (int i = count; i-- > 0; value /= base) out[i] = kDigits[value % base];
}

// A conversion to text under way.
class TextWriter {
 public:
  TextWriter(int base, Poll* poll) : base_(static_cast<Limb>(base)), chunk_(chunk_of(base)), poll_(poll) {}

  /// Digits of a, without leading zeros, at out; the number of them, or 0 on failure.
  [[nodiscard]] size_t write(char* out, Limbs a) {
    if (a.size() <= kRecursiveTextLimbs) {
      LimbBuffer scratch(a.size());
      if (!scratch) return 0;
      std::copy(a.begin(), a.end(), scratch.data());
      return write_short(out, scratch.data(), a.size());
    }
    PowerLadder ladder;
    if (!ladder.build(chunk_.value, a.size(), poll_)) return 0;
    ladder_ = &ladder;
    return write_long(out, a, ladder.count() - 1);
  }

 private:
  // Destroys a.
  size_t write_short(char* out, Limb* a, size_t n) {
    Limb chunks[kRecursiveTextLimbs * 2 + 2];
    size_t count = 0;
    n = limbs_trim(a, n);
    while (n > 0) {
      chunks[count++] = limbs_divide_limb(a, a, n, chunk_.value);
      if (a[n - 1] == 0) --n;
    }
    char* start = out;
    while (count-- > 0) {
      if (out == start) {
        out += write_leading(out, chunks[count]);
      } else {
        write_limb(out, chunk_.digits, chunks[count], base_);
        out += chunk_.digits;
      }
    }
    return static_cast<size_t>(out - start);
  }

  size_t write_leading(char* out, Limb value) const {
    int count = 0;
    for (Limb rest = value; rest != 0; rest /= base_) ++count;
    write_limb(out, count, value, base_);
    return static_cast<size_t>(count);
  }

  // a < ladder[k]^2. With leading digits: the upper part by itself, then the lower one padded to its full width.
  size_t write_long(char* out, Limbs a, int k) {
    while (k >= 0 && limbs_compare(a, (*ladder_)[k]) < 0) --k;
    if (a.size() <= kRecursiveTextLimbs || k < 0) {
      LimbBuffer scratch(a.size());
      if (!scratch) return 0;
      std::copy(a.begin(), a.end(), scratch.data());
      return write_short(out, scratch.data(), a.size());
    }
    Limbs power = (*ladder_)[k];
    LimbBuffer quotient(a.size() - power.size() + 1);
    LimbBuffer remainder(power.size());
    if (!quotient || !remainder || !limbs_divide(quotient.data(), remainder.data(), a, power, poll_)) return 0;
    size_t written = write_long(out, limbs_trimmed(quotient.data(), a.size() - power.size() + 1), k - 1);
    if (written == 0) return 0;
    size_t width = static_cast<size_t>(chunk_.digits) << k;
    if (!write_padded(out + written, width, limbs_trimmed(remainder.data(), power.size()), k - 1)) return 0;
    return written + width;
  }

  // Exactly `width` digits.
  bool write_padded(char* out, size_t width, Limbs a, int k) {
    if (a.empty()) {
      std::memset(out, '0', width);
      return true;
    }
    if (a.size() <= kRecursiveTextLimbs || k < 0) {
      size_t count = write_long(out, a, k);
      if (count == 0) return false;
      std::memmove(out + (width - count), out, count);
      std::memset(out, '0', width - count);
      return true;
    }
    Limbs power = (*ladder_)[k];
    size_t low_width = static_cast<size_t>(chunk_.digits) << k;
    if (limbs_compare(a, power) < 0) {
      std::memset(out, '0', width - low_width);
      return write_padded(out + (width - low_width), low_width, a, k - 1);
    }
    LimbBuffer quotient(a.size() - power.size() + 1);
    LimbBuffer remainder(power.size());
    if (!quotient || !remainder || !limbs_divide(quotient.data(), remainder.data(), a, power, poll_)) return false;
    return write_padded(out, width - low_width, limbs_trimmed(quotient.data(), a.size() - power.size() + 1), k - 1) &&
           write_padded(out + (width - low_width), low_width, limbs_trimmed(remainder.data(), power.size()), k - 1);
  }

  Limb base_;
  Chunk chunk_;
  Poll* poll_;
  const PowerLadder* ladder_ = nullptr;
};

size_t write_bits(char* out, Limbs a, int bits) {
  size_t length = (limbs_bit_length(a) + static_cast<size_t>(bits) - 1) / static_cast<size_t>(bits);
  Limb mask = (Limb{1} << bits) - 1;
  for (size_t i = 0; i < length; ++i) {
    size_t at = i * static_cast<size_t>(bits);
    size_t limb = at / kLimbBits;
    int offset = static_cast<int>(at % kLimbBits);
    Limb digit = a[limb] >> offset;
    if (offset + bits > kLimbBits && limb + 1 < a.size()) digit |= a[limb + 1] << (kLimbBits - offset);
    out[length - 1 - i] = kDigits[digit & mask];
  }
  return length;
}

bool read_bits(Natural& out, const uint8_t* digits, size_t count, int bits) {
  if (count > (SIZE_MAX - kLimbBits) / static_cast<size_t>(bits)) return false;
  size_t size = (count * static_cast<size_t>(bits) + kLimbBits - 1) / kLimbBits;
  Limb* limbs = out.prepare(size);
  if (limbs == nullptr) return false;
  std::fill(limbs, limbs + size, Limb{0});
  size_t at = 0;
  for (size_t i = count; i-- > 0; at += static_cast<size_t>(bits)) {
    int offset = static_cast<int>(at % kLimbBits);
    limbs[at / kLimbBits] |= static_cast<Limb>(digits[i]) << offset;
    if (offset + bits > kLimbBits && at / kLimbBits + 1 < size) {
      limbs[at / kLimbBits + 1] |= static_cast<Limb>(digits[i]) >> (kLimbBits - offset);
    }
  }
  out.finish(size);
  return true;
}

// A conversion from digits under way.
class DigitReader {
 public:
  DigitReader(int base, Poll* poll) : base_(static_cast<Limb>(base)), chunk_(chunk_of(base)), poll_(poll) {}

  [[nodiscard]] bool read(Natural& out, const uint8_t* digits, size_t count) {
    size_t width = static_cast<size_t>(chunk_.digits);
    if (count <= kRecursiveParseLimbs * width) return read_short(out, digits, count);
    PowerLadder ladder;
    if (!ladder.build(chunk_.value, count / width / 2, poll_)) return false;
    ladder_ = &ladder;
    return read_part(out, digits, count, ladder.count() - 1);
  }

 private:
  bool read_part(Natural& out, const uint8_t* digits, size_t count, int k) {
    size_t width = static_cast<size_t>(chunk_.digits);
    while (k >= 0 && width << k >= count) --k;
    if (count <= kRecursiveParseLimbs * width || k < 0) return read_short(out, digits, count);
    size_t low = width << k;
    Natural upper;
    Natural lower;
    if (!read_part(upper, digits, count - low, k) || !read_part(lower, digits + (count - low), low, k - 1))
      return false;
    if (upper.is_zero()) {
      out.swap(lower);
      return true;
    }
    Limbs power = (*ladder_)[k];
    size_t size = upper.size() + power.size();
    Limb* limbs = out.prepare(size);
    if (limbs == nullptr || !limbs_multiply(limbs, upper.view(), power, poll_)) return false;
    limbs_add(limbs, limbs, size, lower.data(), lower.size());
    out.finish(size);
    return true;
  }

  bool read_short(Natural& out, const uint8_t* digits, size_t count) {
    size_t width = static_cast<size_t>(chunk_.digits);
    Limb* limbs = out.prepare(count / width + 1);
    if (limbs == nullptr) return false;
    size_t size = 0;
    size_t first = count % width;
    for (size_t i = 0; i < count;) {
      size_t stop = i == 0 && first != 0 ? first : i + width;
      Limb value = 0;
      for (; i < stop; ++i) value = value * base_ + digits[i];
      Limb carry = limbs_multiply_limb(limbs, limbs, size, chunk_.value, value);
      if (carry != 0) limbs[size++] = carry;
    }
    out.finish(size);
    return true;
  }

  Limb base_;
  Chunk chunk_;
  Poll* poll_;
  const PowerLadder* ladder_ = nullptr;
};

}  // namespace

size_t limbs_text_bound(Limbs a, int base) {
  size_t bits = limbs_bit_length(a);
  if (is_power_of_two(base)) return bits / static_cast<size_t>(std::countr_zero(static_cast<unsigned>(base))) + 2;
  // The chunk of `digits` digits has at least 64 - 6 bits; count whole chunks.
  Chunk chunk = chunk_of(base);
  size_t chunk_bits = std::bit_width(chunk.value) - 1;
  double digits = static_cast<double>(bits) * chunk.digits / static_cast<double>(chunk_bits);
  return static_cast<size_t>(digits) + static_cast<size_t>(chunk.digits) + 2;
}

bool limbs_to_text(char* out, size_t& length, Limbs a, int base, Poll* poll) {
  if (a.empty()) {
    out[0] = '0';
    length = 1;
    return true;
  }
  if (is_power_of_two(base)) {
    length = write_bits(out, a, std::countr_zero(static_cast<unsigned>(base)));
    return true;
  }
  TextWriter writer(base, poll);
  length = writer.write(out, a);
  return length != 0;
}

bool limbs_from_digits(Natural& out, const uint8_t* digits, size_t count, int base, Poll* poll) {
  while (count > 0 && *digits == 0) {
    ++digits;
    --count;
  }
  if (is_power_of_two(base)) return read_bits(out, digits, count, std::countr_zero(static_cast<unsigned>(base)));
  DigitReader reader(base, poll);
  return reader.read(out, digits, count);
}

}  // namespace pyemb
