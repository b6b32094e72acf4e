// SPDX-License-Identifier: MIT
#pragma once

// Where one algorithm of limbs.h takes over from the next, in limbs. Measured on x86-64; anything near is fine.

#include <cstddef>

namespace pyemb {

inline constexpr size_t kKaratsubaLimbs = 28;        ///< from here Karatsuba multiplies
inline constexpr size_t kKaratsubaSquareLimbs = 40;  ///< and squares
inline constexpr size_t kTransformLimbs = 1200;      ///< from here (the shorter operand) transforms multiply
inline constexpr size_t kRecursiveDivideLimbs = 70;  ///< divisor and quotient from here: recursive division
inline constexpr size_t kRecursiveTextLimbs = 30;    ///< to text: divide and conquer above
inline constexpr size_t kRecursiveParseLimbs = 50;   ///< from text: likewise
inline constexpr size_t kMontgomeryLimbs = 200;      ///< power modulo: Montgomery's reduction up to here

}  // namespace pyemb
