// SPDX-License-Identifier: MIT
// Multiplication by the schoolbook method and Karatsuba's, and the choice between them and the transform.

#include <algorithm>

#include "objects/limbs.h"
#include "objects/limbs_tuning.h"

namespace pyemb {
namespace {

// out[2n] = a[n]^2: the products of unlike limbs once, doubled, plus the squares.
void square_school(Limb* out, const Limb* a, size_t n) {
  if (n == 1) {
    Limb2 square = static_cast<Limb2>(a[0]) * a[0];
    out[0] = static_cast<Limb>(square);
    out[1] = static_cast<Limb>(square >> kLimbBits);
    return;
  }
  out[0] = 0;
  out[n] = limbs_multiply_limb(out + 1, a + 1, n - 1, a[0]);
  for (size_t i = 1; i + 1 < n; ++i) out[n + i] = limbs_add_product(out + 2 * i + 1, a + i + 1, n - i - 1, a[i]);
  out[2 * n - 1] = 0;

  Limb carry = 0;
  Limb shifted_in = 0;
  for (size_t i = 0; i < n; ++i) {
    Limb2 square = static_cast<Limb2>(a[i]) * a[i];
    Limb low = out[2 * i];
    Limb high = out[2 * i + 1];
    Limb2 sum = static_cast<Limb2>(low << 1 | shifted_in) + static_cast<Limb>(square) + carry;
    out[2 * i] = static_cast<Limb>(sum);
    sum = static_cast<Limb2>(high << 1 | low >> (kLimbBits - 1)) + static_cast<Limb>(square >> kLimbBits) +
          static_cast<Limb>(sum >> kLimbBits);
    out[2 * i + 1] = static_cast<Limb>(sum);
    carry = static_cast<Limb>(sum >> kLimbBits);
    shifted_in = high >> (kLimbBits - 1);
  }
}

// out[n] = |a[n] - b[m]|, n - 1 <= m <= n; true when it was negative.
bool difference(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m) {
  bool less = n == m || a[n - 1] == 0;
  if (less) less = limbs_compare(a, b, m) < 0;
  if (!less) {
    limbs_subtract(out, a, n, b, m);
    return false;
  }
  limbs_subtract(out, b, m, a, m);
  if (m < n) out[m] = 0;
  return true;
}

// Scratch for operands of n limbs: two halves' product at each level, 2 * (h + h/2 + ...) and the odd limbs.
size_t karatsuba_scratch(size_t n) { return 2 * n + 4 * kLimbBits; }

// out[2n] = a[n] * b[n] with three half-size products:
//   (a1 X + a0)(b1 X + b0) = a1b1 X^2 + (a1b1 + a0b0 - (a1 - a0)(b1 - b0)) X + a0b0
void karatsuba(Limb* out, const Limb* a, const Limb* b, size_t n, Limb* scratch) {
  bool squaring = a == b;
  if (n < (squaring ? kKaratsubaSquareLimbs : kKaratsubaLimbs)) {
    if (squaring) return square_school(out, a, n);
    return limbs_multiply_school(out, a, n, b, n);
  }
  size_t low = (n + 1) / 2;
  size_t high = n - low;

  // The two differences wait in `out`, their product in scratch.
  bool negative = difference(out, a, low, a + low, high);
  if (squaring) {
    karatsuba(scratch, out, out, low, scratch + 2 * low);
    negative = false;
  } else {
    negative ^= difference(out + low, b, low, b + low, high);
    karatsuba(scratch, out, out + low, low, scratch + 2 * low);
  }
  karatsuba(out, a, b, low, scratch + 2 * low);
  karatsuba(out + 2 * low, a + low, squaring ? a + low : b + low, high, scratch + 2 * low);

  // middle = a0b0 + a1b1 -+ product, in scratch with a top limb beside it
  Limb top = 0;
  if (negative) {
    top = limbs_add(scratch, scratch, 2 * low, out, 2 * low);
    top += limbs_add(scratch, scratch, 2 * low, out + 2 * low, 2 * high);
  } else {
    // a0b0 + a1b1 - product is never negative, but its parts in this order may be: count borrows in `top`.
    Limb* sum = scratch + 2 * low;
    top = limbs_add(sum, out, 2 * low, out + 2 * low, 2 * high);
    top -= limbs_subtract(scratch, sum, 2 * low, scratch, 2 * low);
  }
  Limb carry = limbs_add(out + low, out + low, 2 * n - low, scratch, 2 * low);
  DCHECK(carry == 0);
  static_cast<void>(carry);
  if (top != 0) limbs_add_limb(out + 3 * low, out + 3 * low, 2 * n - 3 * low, top);
}

// Equal lengths, not short: by Karatsuba or transform.
bool multiply_balanced(Limb* out, const Limb* a, const Limb* b, size_t n, Poll* poll) {
  if (n >= kTransformLimbs) return limbs_multiply_transform(out, {a, n}, {b, n}, poll);
  LimbBuffer scratch(karatsuba_scratch(n));
  if (!scratch) return false;
  karatsuba(out, a, b, n, scratch.data());
  return true;
}

// n > m: a is cut in pieces of m limbs.
bool multiply_unbalanced(Limb* out, Limbs a, Limbs b, Poll* poll) {
  size_t n = a.size();
  size_t m = b.size();
  LimbBuffer product(2 * m);
  if (!product) return false;
  std::fill(out, out + m, Limb{0});
  for (size_t at = 0; at < n; at += m) {
    if (poll != nullptr && poll->stop()) return false;
    size_t count = std::min(m, n - at);
    if (!limbs_multiply(product.data(), a.subspan(at, count), b, poll)) return false;
    // out[at, at + m) holds the high half of what came before.
    Limb carry = limbs_add(out + at, product.data(), count + m, out + at, std::min(m, count + m));
    DCHECK(carry == 0);
    static_cast<void>(carry);
  }
  return true;
}

}  // namespace

void limbs_multiply_school(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m) {
  out[n] = limbs_multiply_limb(out, a, n, b[0]);
  for (size_t i = 1; i < m; ++i) out[n + i] = limbs_add_product(out + i, a, n, b[i]);
}

bool limbs_multiply(Limb* out, Limbs a, Limbs b, Poll* poll) {
  if (a.size() < b.size()) std::swap(a, b);
  size_t n = a.size();
  size_t m = b.size();
  if (m == 0) {
    std::fill(out, out + n, Limb{0});
    return true;
  }
  bool squaring = a.data() == b.data() && n == m;
  if (m < (squaring ? kKaratsubaSquareLimbs : kKaratsubaLimbs)) {
    if (squaring) {
      square_school(out, a.data(), n);
    } else {
      limbs_multiply_school(out, a.data(), n, b.data(), m);
    }
    return true;
  }
  if (n == m) return multiply_balanced(out, a.data(), b.data(), n, poll);
  if (m >= kTransformLimbs && n < 3 * m) return limbs_multiply_transform(out, a, b, poll);
  return multiply_unbalanced(out, a, b, poll);
}

}  // namespace pyemb
