// SPDX-License-Identifier: MIT
// Between limbs and IEEE doubles, each rounded once, ties to even.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "objects/limbs.h"

namespace pyemb {
namespace {

constexpr int kMantissaBits = 53;
constexpr int64_t kSmallestExponent = -1074;  // of the least subnormal

// bits * 2^exponent, a little more when `sticky`, to the nearest double; infinity if too large. bits is not zero.
double round_to_double(Limb bits, bool sticky, int64_t exponent) {
  int length = kLimbBits - std::countl_zero(bits);
  int64_t top = exponent + length;  // the value is below 2^top
  if (top > 1024) return HUGE_VAL;
  int64_t room = std::min<int64_t>(kMantissaBits, top - kSmallestExponent);
  if (room < 0) return 0.0;
  int drop = std::max(0, length - static_cast<int>(room));
  Limb kept = drop == kLimbBits ? 0 : bits >> drop;
  if (drop > 0) {
    Limb half = Limb{1} << (drop - 1);
    Limb rest = drop == kLimbBits ? bits : bits & (2 * half - 1);
    if (rest > half || (rest == half && (sticky || (kept & 1) != 0))) ++kept;
  }
  return std::ldexp(static_cast<double>(kept), static_cast<int>(exponent + drop));
}

// The 64 bits from `at` up.
Limb bits_at(Limbs a, size_t at) {
  size_t limb = at / kLimbBits;
  int offset = static_cast<int>(at % kLimbBits);
  Limb bits = limb < a.size() ? a[limb] >> offset : 0;
  if (offset != 0 && limb + 1 < a.size()) bits |= a[limb + 1] << (kLimbBits - offset);
  return bits;
}

}  // namespace

ScaledDouble limbs_to_scaled_double(Limbs a) {
  size_t length = limbs_bit_length(a);
  if (length == 0) return {0.0, 0};
  size_t drop = length > kLimbBits ? length - kLimbBits : 0;
  Limb top = bits_at(a, drop);
  int64_t exponent = static_cast<int64_t>(length);
  double fraction = round_to_double(top, limbs_any_bit_below(a, drop), -static_cast<int64_t>(length - drop));
  if (fraction == 1.0) return {0.5, exponent + 1};
  return {fraction, exponent};
}

bool limbs_to_double(Limbs a, double& out) {
  ScaledDouble scaled = limbs_to_scaled_double(a);
  if (scaled.exponent > 1024) return false;
  out = std::ldexp(scaled.fraction, static_cast<int>(scaled.exponent));
  return true;
}

size_t limbs_from_double(Limb* out, double value) {
  int exponent;
  double fraction = std::frexp(std::fabs(value), &exponent);
  if (exponent <= 0) return 0;
  Limb mantissa = static_cast<Limb>(std::ldexp(fraction, kLimbBits));
  if (exponent <= kLimbBits) {
    out[0] = mantissa >> (kLimbBits - exponent);
    return 1;
  }
  size_t drop = static_cast<size_t>(exponent - kLimbBits);
  size_t whole = drop / kLimbBits;
  int offset = static_cast<int>(drop % kLimbBits);
  std::fill(out, out + whole, Limb{0});
  out[whole] = mantissa << offset;
  if (offset == 0) return whole + 1;
  out[whole + 1] = mantissa >> (kLimbBits - offset);
  return whole + 2;
}

bool limbs_true_divide(double& out, bool& overflow, Limbs a, Limbs b, Poll* poll) {
  overflow = false;
  out = 0.0;
  if (a.empty()) return true;
  int64_t difference = static_cast<int64_t>(limbs_bit_length(a)) - static_cast<int64_t>(limbs_bit_length(b));
  if (difference > 1024) {
    overflow = true;
    return true;
  }
  if (difference < kSmallestExponent - 2) return true;

  // Both are scaled so that the quotient has 62 or 63 bits: a long dividend loses limbs, a short one gains some, and a
  // divisor is never touched, so the remainder is exact but for the sticky bits cut off.
  int64_t shift = difference - 62;
  bool sticky = false;
  size_t size;
  size_t up = shift < 0 ? static_cast<size_t>(-shift) : 0;
  size_t down = shift > 0 ? static_cast<size_t>(shift) : 0;
  LimbBuffer dividend(a.size() + up / kLimbBits + 2);
  if (!dividend) return false;
  if (shift >= 0) {
    size = a.size() - down / kLimbBits;
    limbs_shift_right(dividend.data(), a.data() + down / kLimbBits, size, static_cast<int>(down % kLimbBits));
    sticky = limbs_any_bit_below(a, down);
  } else {
    size_t whole = up / kLimbBits;
    std::fill(dividend.data(), dividend.data() + whole, Limb{0});
    size = whole + a.size();
    Limb top = limbs_shift_left(dividend.data() + whole, a.data(), a.size(), static_cast<int>(up % kLimbBits));
    if (top != 0) dividend[size++] = top;
  }
  size = limbs_trim(dividend.data(), size);
  if (size < b.size()) {  // cannot happen with these scales, but costs nothing to tell
    return true;
  }
  LimbBuffer quotient(size - b.size() + 1);
  LimbBuffer remainder(b.size());
  if (!quotient || !remainder || !limbs_divide(quotient.data(), remainder.data(), {dividend.data(), size}, b, poll)) {
    return false;
  }
  sticky = sticky || limbs_trim(remainder.data(), b.size()) != 0;
  out = round_to_double(quotient[0], sticky, shift);
  overflow = std::isinf(out);
  return true;
}

int limbs_compare_double(Limbs a, double value) {
  Limb limbs[kDoubleLimbs];
  value = std::fabs(value);
  int64_t length = static_cast<int64_t>(limbs_bit_length(a));
  int exponent;
  std::frexp(value, &exponent);
  if (value < 1.0) return a.empty() ? (value == 0.0 ? 0 : -1) : 1;
  if (length != exponent) return length < exponent ? -1 : 1;
  size_t size = limbs_from_double(limbs, value);
  int order = limbs_compare(a, {limbs, size});
  if (order == 0 && value != std::floor(value)) return -1;
  return order;
}

}  // namespace pyemb
