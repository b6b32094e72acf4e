// SPDX-License-Identifier: MIT
// Division: Knuth's algorithm D with three-by-two limb quotients, and the recursive division of Burnikel and Ziegler,
// which turns a division into multiplications of half the size.
//
// The functions inside work in place on a shifted dividend: `a` becomes the remainder, the quotient's limbs go to
// `quotient`, and a quotient limb beyond those (0 or 1) is returned.

#include <algorithm>
#include <bit>

#include "objects/limbs.h"
#include "objects/limbs_reciprocal.h"
#include "objects/limbs_tuning.h"

namespace pyemb {
namespace {

// A divisor whose top bit is set, at least two limbs long, with the reciprocal of its top two limbs.
struct Divisor {
  const Limb* limbs;
  size_t size;
  Limb reciprocal;

  /// The upper `count` limbs, which have the same reciprocal.
  Divisor upper(size_t count) const { return {limbs + (size - count), count, reciprocal}; }
};

// a[n] -= product[n] and corrects the quotient that was guessed too large: the divisor is added back until the
// subtraction no longer borrows. Returns how often. `size` limbs of the divisor are aligned with a[n].
Limb subtract_and_correct(Limb* a, const Limb* product, size_t n, Limb extra_borrow, const Limb* divisor) {
  Limb borrow = limbs_subtract(a, a, n, product, n) + extra_borrow;
  Limb corrections = 0;
  while (borrow != 0) {
    borrow -= limbs_add(a, a, n, divisor, n);
    ++corrections;
  }
  return corrections;
}

// a[n] / d, n >= d.size: the quotient has n - d.size limbs and the one returned.
Limb divide_school(Limb* quotient, Limb* a, size_t n, Divisor d) {
  size_t m = d.size;
  Limb top = limbs_compare(a + n - m, d.limbs, m) >= 0;
  if (top != 0) limbs_subtract(a + n - m, a + n - m, m, d.limbs, m);

  Limb2 d_top = static_cast<Limb2>(d.limbs[m - 1]) << kLimbBits | d.limbs[m - 2];
  for (size_t j = n - m; j-- > 0;) {
    Limb* window = a + j;  // window[m], below d shifted by one limb
    Limb digit;
    if (UNLIKELY(window[m] == d.limbs[m - 1] && window[m - 1] == d.limbs[m - 2])) {
      digit = ~Limb{0};
      Limb borrow = limbs_subtract_product(window, d.limbs, m, digit);
      if (UNLIKELY(window[m] < borrow)) {
        limbs_add(window, window, m, d.limbs, m);
        --digit;
      }
    } else {
      Limb2 rest;
      digit = limb_divide_3by2(rest, window[m], window[m - 1], window[m - 2], d_top, d.reciprocal);
      Limb borrow = limbs_subtract_product(window, d.limbs, m - 2, digit);
      bool negative = rest < borrow;
      rest -= borrow;
      window[m - 2] = static_cast<Limb>(rest);
      window[m - 1] = static_cast<Limb>(rest >> kLimbBits);
      if (UNLIKELY(negative)) {
        limbs_add(window, window, m, d.limbs, m);
        --digit;
      }
    }
    window[m] = 0;
    quotient[j] = digit;
  }
  return top;
}

// The operations below may run out of memory; `ok` remembers it, and what they compute from then on is not used.
struct Work {
  Poll* poll;
  bool ok = true;
};

Limb divide_balanced(Work& work, Limb* quotient, Limb* a, Divisor d);

// a[2m] / d[m], the choice between the two methods.
Limb divide_2m_by_m(Work& work, Limb* quotient, Limb* a, Divisor d) {
  if (d.size < kRecursiveDivideLimbs) return divide_school(quotient, a, 2 * d.size, d);
  return divide_balanced(work, quotient, a, d);
}

// a[2m] / d[m]: first the upper half of the quotient from the upper limbs of both, corrected by what the lower limbs of
// the divisor contribute; then the lower half likewise.
Limb divide_balanced(Work& work, Limb* quotient, Limb* a, Divisor d) {
  size_t m = d.size;
  size_t low = m / 2;
  size_t high = m - low;
  if (work.poll != nullptr && work.poll->stop()) work.ok = false;
  LimbBuffer product(m);
  if (!product) work.ok = false;
  if (!work.ok) return 0;

  Limb top = divide_2m_by_m(work, quotient + low, a + 2 * low, d.upper(high));
  if (!work.ok || !limbs_multiply(product.data(), {quotient + low, high}, {d.limbs, low}, work.poll)) {
    work.ok = false;
    return 0;
  }
  Limb borrow = top == 0 ? 0 : limbs_subtract(a + m, a + m, low, d.limbs, low);
  Limb corrections = subtract_and_correct(a + low, product.data(), m, borrow, d.limbs);
  top -= limbs_subtract_limb(quotient + low, quotient + low, high, corrections);

  Limb carry = divide_2m_by_m(work, quotient, a + high, d.upper(low));
  if (!work.ok || !limbs_multiply(product.data(), {d.limbs, high}, {quotient, low}, work.poll)) {
    work.ok = false;
    return 0;
  }
  borrow = carry == 0 ? 0 : limbs_subtract(a + low, a + low, high, d.limbs, high);
  corrections = subtract_and_correct(a, product.data(), m, borrow, d.limbs);
  carry -= limbs_subtract_limb(quotient, quotient, low, corrections);
  limbs_add_limb(quotient + low, quotient + low, high, carry);
  return top;
}

// a[m + count] / d[m] with a short quotient of `count` < m limbs: the upper 2 * count limbs by the upper `count` of the
// divisor, then the rest of the divisor is taken into account.
Limb divide_short(Work& work, Limb* quotient, Limb* a, size_t count, Divisor d) {
  size_t m = d.size;
  if (count < kRecursiveDivideLimbs) return divide_school(quotient, a, m + count, d);
  size_t rest = m - count;
  LimbBuffer product(m);
  if (!product) work.ok = false;
  if (!work.ok) return 0;
  Limb top = divide_2m_by_m(work, quotient, a + rest, d.upper(count));
  if (!work.ok || !limbs_multiply(product.data(), {quotient, count}, {d.limbs, rest}, work.poll)) {
    work.ok = false;
    return 0;
  }
  Limb borrow = top == 0 ? 0 : limbs_subtract(a + count, a + count, rest, d.limbs, rest);
  Limb corrections = subtract_and_correct(a, product.data(), m, borrow, d.limbs);
  return top - limbs_subtract_limb(quotient, quotient, count, corrections);
}

// a[n] / d for any n > d.size: blocks of the divisor's length from the top, the short one first.
void divide_blocks(Work& work, Limb* quotient, Limb* a, size_t n, Divisor d) {
  size_t m = d.size;
  size_t count = n - m;
  size_t first = count % m;
  if (first == 0) first = m;
  size_t at = count - first;
  Limb top =
      first == m ? divide_2m_by_m(work, quotient + at, a + at, d) : divide_short(work, quotient + at, a + at, first, d);
  DCHECK(top == 0 || !work.ok);
  while (at > 0 && work.ok) {
    at -= m;
    top = divide_2m_by_m(work, quotient + at, a + at, d);
    DCHECK(top == 0 || !work.ok);
  }
  static_cast<void>(top);
}

}  // namespace

bool limbs_divide(Limb* quotient, Limb* remainder, Limbs a, Limbs b, Poll* poll) {
  size_t n = a.size();
  size_t m = b.size();
  if (m == 1) {
    Limb rest;
    if (quotient != nullptr) {
      rest = limbs_divide_limb(quotient, a.data(), n, b[0]);
    } else {
      rest = limbs_modulo_limb(a.data(), n, b[0]);
    }
    if (remainder != nullptr) remainder[0] = rest;
    return true;
  }

  // The dividend gets one more limb, so that the quotient has exactly n + 1 - m.
  int shift = std::countl_zero(b.back());
  LimbBuffer dividend(n + 1);
  LimbBuffer shifted(shift == 0 ? 0 : m);
  LimbBuffer unwanted(quotient == nullptr ? n + 1 - m : 0);
  if (!dividend || !shifted || !unwanted) return false;
  if (quotient == nullptr) quotient = unwanted.data();
  dividend[n] = limbs_shift_left(dividend.data(), a.data(), n, shift);
  Divisor d = {b.data(), m, 0};
  if (shift != 0) {
    limbs_shift_left(shifted.data(), b.data(), m, shift);
    d.limbs = shifted.data();
  }
  d.reciprocal = limb_reciprocal_3by2(d.limbs[m - 1], d.limbs[m - 2]);

  if (m < kRecursiveDivideLimbs || n + 1 - m < kRecursiveDivideLimbs) {
    divide_school(quotient, dividend.data(), n + 1, d);
  } else {
    Work work = {poll};
    divide_blocks(work, quotient, dividend.data(), n + 1, d);
    if (!work.ok) return false;
  }
  if (remainder != nullptr) limbs_shift_right(remainder, dividend.data(), m, shift);
  return true;
}

}  // namespace pyemb
