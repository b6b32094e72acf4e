// SPDX-License-Identifier: MIT
// Greatest common divisors by Lehmer's method, and inverses modulo a number by Euclid's.

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "objects/limbs.h"

namespace pyemb {
namespace {

// The product of several steps of Euclid's algorithm: (a, b) becomes (x0 a - y0 b, y1 b - x1 a), or, after an odd
// number of steps, (y0 b - x0 a, x1 a - y1 b).
struct Steps {
  Limb x0 = 1, y0 = 0, x1 = 0, y1 = 1;
  bool odd = false;
};

// As many steps as the leading 62 bits of both numbers decide for certain. A remainder is x a - y b; what the leading
// bits leave out can change it by less than the larger cofactor in either direction, so a step is safe if its remainder
// is at least that, and as much below the one before (Jebelean's condition).
Steps steps_of_leading_bits(Limb a, Limb b) {
  Steps m;
  while (b != 0) {
    Limb quotient = 1;
    Limb rest = a - b;
    if (rest >= b) {
      quotient = a / b;
      rest = a - quotient * b;
    }
    Limb x = m.x0 + quotient * m.x1;
    Limb y = m.y0 + quotient * m.y1;
    // The sign of x in the new remainder is plus after an even number of steps.
    Limb minus = m.odd ? x : y;
    Limb plus = m.odd ? y + m.y1 : x + m.x1;
    if (rest < minus || b - rest < plus) break;
    a = b;
    b = rest;
    m = {m.x1, m.y1, x, y, !m.odd};
  }
  return m;
}

// out[n] = x * a[n] - y * b[n], which is not negative and fits.
struct Combination {
  Limb x, y;
  Limb carry_x = 0, carry_y = 0, borrow = 0;

  Limb next(Limb a, Limb b) {
    Limb2 plus = static_cast<Limb2>(x) * a + carry_x;
    Limb2 minus = static_cast<Limb2>(y) * b + carry_y;
    carry_x = static_cast<Limb>(plus >> kLimbBits);
    carry_y = static_cast<Limb>(minus >> kLimbBits);
    Limb2 difference = static_cast<Limb2>(static_cast<Limb>(plus)) - static_cast<Limb>(minus) - borrow;
    borrow = static_cast<Limb>(difference >> kLimbBits) & 1;
    return static_cast<Limb>(difference);
  }
};

// Both combinations in place; b has the length of a.
void apply(const Steps& m, Limb* a, Limb* b, size_t n) {
  Combination first = {m.x0, m.y0};
  Combination second = {m.y1, m.x1};
  if (m.odd) {
    first = {m.y0, m.x0};
    second = {m.x1, m.y1};
  }
  for (size_t i = 0; i < n; ++i) {
    Limb u = a[i];
    Limb v = b[i];
    a[i] = m.odd ? first.next(v, u) : first.next(u, v);
    b[i] = m.odd ? second.next(u, v) : second.next(v, u);
  }
}

}  // namespace

Limb limb_gcd(Limb a, Limb b) {
  if (a == 0 || b == 0) return a | b;
  int twos = std::countr_zero(a | b);
  a >>= std::countr_zero(a);
  while (b != 0) {
    b >>= std::countr_zero(b);
    if (a > b) std::swap(a, b);
    b -= a;
  }
  return a << twos;
}

bool limbs_gcd(Natural& out, Limbs a, Limbs b, Poll* poll) {
  if (limbs_compare(a, b) < 0) std::swap(a, b);
  if (b.empty()) return out.assign(a);
  if (a.size() == 1) return out.assign(limb_gcd(a[0], b[0]));

  LimbBuffer first(a.size() + 1);
  LimbBuffer second(a.size() + 1);
  LimbBuffer rest(a.size() + 1);
  if (!first || !second || !rest) return false;
  Limb* u = first.data();
  Limb* v = second.data();
  Limb* w = rest.data();
  size_t n = a.size();
  size_t m = b.size();
  std::copy(a.begin(), a.end(), u);
  std::copy(b.begin(), b.end(), v);
  for (unsigned round = 0; m > 1 || (m == 1 && n > 1); ++round) {  // u[n] >= v[m] > 0
    if (poll != nullptr && round % 64 == 0 && poll->stop()) return false;
    Steps steps;
    if (n - m <= 1 && n > 1) {
      int shift = std::countl_zero(u[n - 1]);
      auto leading = [&](const Limb* x) {
        Limb top = x[n - 1] << shift;
        if (shift != 0) top |= x[n - 2] >> (kLimbBits - shift);
        return top >> 2;
      };
      if (m < n) v[n - 1] = 0;
      steps = steps_of_leading_bits(leading(u), leading(v));
    }
    if (steps.y0 == 0) {  // nothing was certain: one division
      if (!limbs_divide(nullptr, w, {u, n}, {v, m}, poll)) return false;
      std::swap(u, v);
      std::swap(v, w);
      n = m;
      m = limbs_trim(v, m);
    } else {
      apply(steps, u, v, n);
      m = limbs_trim(v, n);
      n = limbs_trim(u, n);
    }
  }
  if (m == 0) return out.assign({u, n});
  return out.assign(limb_gcd(u[0], v[0]));
}

bool limbs_inverse_modulo(Natural& out, Limbs a, Limbs modulus, Poll* poll) {
  if (modulus.size() == 1 && modulus[0] == 1) return out.assign(Limb{0});
  // r0 = s0 * a, r1 = s1 * a modulo the modulus, up to a sign that alternates with each step.
  Natural r0, r1, s0, s1, quotient, next;
  if (!r0.assign(modulus) || !r1.assign(a) || !s0.assign(Limb{0}) || !s1.assign(Limb{1})) return false;
  bool odd = false;
  if (limbs_compare(a, modulus) >= 0) {
    Limb* rest = next.prepare(modulus.size());
    if (rest == nullptr || !limbs_divide(nullptr, rest, a, modulus, poll)) return false;
    next.finish(modulus.size());
    r1.swap(next);
  }
  for (unsigned round = 0; !r1.is_zero(); ++round) {
    if (poll != nullptr && round % 64 == 0 && poll->stop()) return false;
    size_t size = r0.size() - r1.size() + 1;
    Limb* q = quotient.prepare(size);
    Limb* rest = next.prepare(r1.size());
    if (q == nullptr || rest == nullptr || !limbs_divide(q, rest, r0.view(), r1.view(), poll)) return false;
    quotient.finish(size);
    next.finish(r1.size());
    r0.swap(r1);
    r1.swap(next);

    // |s| grows: s0 + q * s1
    size = quotient.size() + s1.size() + 1;
    Limb* s = next.prepare(std::max(size, s0.size() + 1));
    if (s == nullptr || !limbs_multiply(s, quotient.view(), s1.view(), poll)) return false;
    std::fill(s + size - 1, s + std::max(size, s0.size() + 1), Limb{0});
    size = std::max(size, s0.size() + 1);
    limbs_add(s, s, size, s0.data(), s0.size());
    next.finish(size);
    s0.swap(s1);
    s1.swap(next);
    odd = !odd;
  }
  if (r0.size() != 1 || r0.data()[0] != 1) return out.assign(Limb{0});
  if (odd) {  // s0 belongs to the step before: its sign is plus after an odd number of steps
    out.swap(s0);
    return true;
  }
  Limb* result = out.prepare(modulus.size());
  if (result == nullptr) return false;
  limbs_subtract(result, modulus.data(), modulus.size(), s0.data(), s0.size());
  out.finish(modulus.size());
  return true;
}

}  // namespace pyemb
