// SPDX-License-Identifier: MIT
#pragma once

// Division by a limb through its reciprocal: two multiplications in place of one slow hardware division.
// (Möller and Granlund, "Improved division by invariant integers", 2011.) Divisors are normalized: top bit set.
//
//   reciprocal(d)     = (2^128 - 1) / d - 2^64                   of one limb
//   reciprocal(d1,d0) = (2^192 - 1) / (d1 * 2^64 + d0) - 2^64    of two

#include "objects/limbs.h"

namespace pyemb {

inline Limb limb_reciprocal(Limb d) {
#if defined(__x86_64__)
  Limb quotient;
  Limb remainder;
  __asm__("divq %4" : "=a"(quotient), "=d"(remainder) : "a"(~Limb{0}), "d"(~d), "r"(d) : "cc");
  return quotient;
#else
  return static_cast<Limb>((static_cast<Limb2>(~d) << kLimbBits | ~Limb{0}) / d);
#endif
}

/// The quotient of high:low / d, where high < d; `high` becomes the remainder.
ALWAYS_INLINE Limb limb_divide_2by1(Limb& high, Limb low, Limb d, Limb reciprocal) {
  Limb2 estimate = static_cast<Limb2>(high) * reciprocal + (static_cast<Limb2>(high + 1) << kLimbBits | low);
  Limb quotient = static_cast<Limb>(estimate >> kLimbBits);
  Limb remainder = low - quotient * d;
  // The estimate is one too large in about half of the cases, and hardly ever one too small.
  Limb too_large = -static_cast<Limb>(remainder > static_cast<Limb>(estimate));
  quotient += too_large;
  remainder += too_large & d;
  if (UNLIKELY(remainder >= d)) {
    ++quotient;
    remainder -= d;
  }
  high = remainder;
  return quotient;
}

inline Limb limb_reciprocal_3by2(Limb d1, Limb d0) {
  Limb v = limb_reciprocal(d1);
  Limb p = d1 * v + d0;
  if (p < d0) {
    --v;
    if (p >= d1) {
      --v;
      p -= d1;
    }
    p -= d1;
  }
  Limb2 t = static_cast<Limb2>(d0) * v;
  p += static_cast<Limb>(t >> kLimbBits);
  if (p < static_cast<Limb>(t >> kLimbBits)) {
    --v;
    if ((static_cast<Limb2>(p) << kLimbBits | static_cast<Limb>(t)) >= (static_cast<Limb2>(d1) << kLimbBits | d0)) --v;
  }
  return v;
}

/// The quotient of u2:u1:u0 / d, where u2:u1 < d; `remainder` gets the two limbs that are left.
ALWAYS_INLINE Limb limb_divide_3by2(Limb2& remainder, Limb u2, Limb u1, Limb u0, Limb2 d, Limb reciprocal) {
  Limb d1 = static_cast<Limb>(d >> kLimbBits);
  Limb d0 = static_cast<Limb>(d);
  Limb2 estimate = static_cast<Limb2>(u2) * reciprocal + (static_cast<Limb2>(u2) << kLimbBits | u1);
  Limb quotient = static_cast<Limb>(estimate >> kLimbBits);
  Limb2 rest = static_cast<Limb2>(u1 - quotient * d1) << kLimbBits | u0;
  rest -= static_cast<Limb2>(d0) * quotient + d;
  ++quotient;
  if (static_cast<Limb>(rest >> kLimbBits) >= static_cast<Limb>(estimate)) {
    --quotient;
    rest += d;
  }
  if (UNLIKELY(rest >= d)) {
    ++quotient;
    rest -= d;
  }
  remainder = rest;
  return quotient;
}

}  // namespace pyemb
