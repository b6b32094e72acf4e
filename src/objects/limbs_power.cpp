// SPDX-License-Identifier: MIT
// Powers, powers modulo a number, and integer square roots.

#include <algorithm>
#include <bit>
#include <cmath>

#include "objects/limbs.h"
#include "objects/limbs_reciprocal.h"
#include "objects/limbs_tuning.h"

namespace pyemb {
namespace {

// odd ** exponent by squaring from the exponent's top bit; the bound is the number of limbs of the result, or more.
bool power_of_odd(Natural& result, Limbs odd, uint64_t exponent, size_t bound, Poll* poll) {
  Natural other;
  if (result.prepare(bound) == nullptr || other.prepare(bound) == nullptr) return false;
  if (!result.assign(odd)) return false;
  for (int bit = std::bit_width(exponent) - 2; bit >= 0; --bit) {
    if (poll != nullptr && poll->stop()) return false;
    size_t size = 2 * result.size();
    Limb* out = other.prepare(size);
    if (out == nullptr || !limbs_multiply(out, result.view(), result.view(), poll)) return false;
    other.finish(size);
    result.swap(other);
    if ((exponent >> bit & 1) == 0) continue;
    size = result.size() + odd.size();
    out = other.prepare(size);
    if (out == nullptr || !limbs_multiply(out, result.view(), odd, poll)) return false;
    other.finish(size);
    result.swap(other);
  }
  return true;
}

// a << bits, in place of a.
bool shift_up(Natural& a, size_t bits) {
  if (bits == 0) return true;
  Natural shifted;
  size_t whole = bits / kLimbBits;
  size_t size = a.size() + whole + 1;
  Limb* out = shifted.prepare(size);
  if (out == nullptr) return false;
  std::fill(out, out + whole, Limb{0});
  out[size - 1] = limbs_shift_left(out + whole, a.data(), a.size(), static_cast<int>(bits % kLimbBits));
  shifted.finish(size);
  a.swap(shifted);
  return true;
}

}  // namespace

bool limbs_power(Natural& out, Limbs base, uint64_t exponent, Poll* poll) {
  if (exponent == 0) return out.assign(Limb{1});
  if (base.empty()) return out.assign(Limb{0});
  if (base.size() == 1 && base[0] == 1) return out.assign(Limb{1});
  size_t bits = limbs_bit_length(base);
  if (exponent > SIZE_MAX / 2 / bits) return false;

  size_t twos = limbs_trailing_zeros(base);
  Natural odd;
  size_t size = base.size() - twos / kLimbBits;
  Limb* limbs = odd.prepare(size);
  if (limbs == nullptr) return false;
  limbs_shift_right(limbs, base.data() + twos / kLimbBits, size, static_cast<int>(twos % kLimbBits));
  odd.finish(size);
  if (odd.size() == 1 && odd.data()[0] == 1) {
    if (!out.assign(Limb{1})) return false;
  } else {
    // A square may have a limb more than its bits need before it is trimmed.
    size_t bound = (bits - twos) * exponent / kLimbBits + 2 + odd.size();
    if (!power_of_odd(out, odd.view(), exponent, bound, poll)) return false;
  }
  return shift_up(out, twos * exponent);
}

namespace {

// Reads an exponent from its top bit in windows that begin and end with a one: fewer multiplications than bits.
class ExponentWindows {
 public:
  explicit ExponentWindows(Limbs exponent)
      : exponent_(exponent), at_(limbs_bit_length(exponent)), width_(best_width(at_)) {}

  int width() const { return width_; }
  bool done() const { return at_ == 0; }

  struct Step {
    int squarings;
    Limb odd;  ///< the odd power to multiply with afterwards; 0: none
  };
  Step next() {
    if (!bit(at_ - 1)) {
      --at_;
      return {1, 0};
    }
    size_t low = at_ > static_cast<size_t>(width_) ? at_ - static_cast<size_t>(width_) : 0;
    while (!bit(low)) ++low;
    Limb value = 0;
    int squarings = 0;
    for (; at_ > low; --at_, ++squarings) value = value << 1 | static_cast<Limb>(bit(at_ - 1));
    return {squarings, value};
  }

 private:
  bool bit(size_t i) const { return (exponent_[i / kLimbBits] >> i % kLimbBits & 1) != 0; }
  static int best_width(size_t bits) {
    return bits <= 6 ? 1 : bits <= 24 ? 2 : bits <= 80 ? 3 : bits <= 240 ? 4 : bits <= 700 ? 5 : 6;
  }

  Limbs exponent_;
  size_t at_;  ///< bits not read yet
  int width_;
};

// Arithmetic modulo an m-limb number: residues are m limbs, in Montgomery form when the modulus is odd and not too
// long.
class ModularRing {
 public:
  ModularRing(Limbs modulus, Poll* poll)
      : modulus_(modulus),
        poll_(poll),
        product_(2 * modulus.size() + 1),
        quotient_(modulus.size() + 2),
        montgomery_((modulus[0] & 1) != 0 && modulus.size() <= kMontgomeryLimbs) {
    inverse_ = modulus[0];
    for (int i = 0; i < 5; ++i) inverse_ *= 2 - modulus[0] * inverse_;
    inverse_ = -inverse_;
  }
  explicit operator bool() const { return static_cast<bool>(product_) && static_cast<bool>(quotient_); }

  /// out = a, in the ring's form.
  bool enter(Limb* out, Limbs a) {
    size_t m = modulus_.size();
    size_t shift = montgomery_ ? m : 0;
    LimbBuffer shifted(shift + a.size());
    LimbBuffer quotient(shift + a.size() + 1);
    if (!shifted || !quotient) return false;
    std::fill(shifted.data(), shifted.data() + shift, Limb{0});
    std::copy(a.begin(), a.end(), shifted.data() + shift);
    return reduce_by_division(out, {shifted.data(), shift + a.size()}, quotient.data());
  }

  /// out = a * b; out may be a or b.
  bool multiply(Limb* out, const Limb* a, const Limb* b) {
    size_t m = modulus_.size();
    if (!limbs_multiply(product_.data(), {a, m}, {b, m}, poll_)) return false;
    if (!montgomery_) return reduce_by_division(out, {product_.data(), 2 * m}, quotient_.data());
    reduce(out);
    return true;
  }

  /// out = the number that the residue stands for.
  bool leave(Limb* out, const Limb* a) {
    size_t m = modulus_.size();
    if (!montgomery_) {
      std::copy(a, a + m, out);
      return true;
    }
    std::copy(a, a + m, product_.data());
    std::fill(product_.data() + m, product_.data() + 2 * m, Limb{0});
    reduce(out);
    return true;
  }

 private:
  bool reduce_by_division(Limb* out, Limbs a, Limb* quotient) {
    size_t m = modulus_.size();
    a = limbs_trimmed(a.data(), a.size());
    if (a.size() < m) {
      std::copy(a.begin(), a.end(), out);
      std::fill(out + a.size(), out + m, Limb{0});
      return true;
    }
    return limbs_divide(quotient, out, a, modulus_, poll_);
  }

  // out = product / 2^(64 m) modulo the modulus: multiples of it make the lower limbs zero one by one.
  void reduce(Limb* out) {
    size_t m = modulus_.size();
    Limb* t = product_.data();
    Limb carry = 0;
    for (size_t i = 0; i < m; ++i) {
      Limb high = limbs_add_product(t + i, modulus_.data(), m, t[i] * inverse_);
      Limb2 sum = static_cast<Limb2>(t[i + m]) + high + carry;
      t[i + m] = static_cast<Limb>(sum);
      carry = static_cast<Limb>(sum >> kLimbBits);
    }
    if (carry != 0 || limbs_compare(t + m, modulus_.data(), m) >= 0) {
      limbs_subtract(out, t + m, m, modulus_.data(), m);
    } else {
      std::copy(t + m, t + 2 * m, out);
    }
  }

  Limbs modulus_;
  Poll* poll_;
  LimbBuffer product_;
  LimbBuffer quotient_;
  bool montgomery_;
  Limb inverse_;  ///< -1 / modulus, modulo 2^64
};

// Everything in one limb.
Limb power_modulo_limb(Limbs base, Limbs exponent, Limb modulus) {
  if (modulus == 1) return 0;
  int shift = std::countl_zero(modulus);
  Limb d = modulus << shift;
  Limb reciprocal = limb_reciprocal(d);
  auto multiply = [&](Limb a, Limb b) {  // a, b < modulus: their product, shifted, is below d * 2^64
    Limb2 product = static_cast<Limb2>(a) * b << shift;
    Limb high = static_cast<Limb>(product >> kLimbBits);
    limb_divide_2by1(high, static_cast<Limb>(product), d, reciprocal);
    return high >> shift;
  };
  Limb value = limbs_modulo_limb(base.data(), base.size(), modulus);
  Limb result = 1;
  for (size_t i = exponent.size(); i-- > 0;) {
    int bit = i + 1 == exponent.size() ? std::bit_width(exponent[i]) - 1 : kLimbBits - 1;
    for (; bit >= 0; --bit) {
      result = multiply(result, result);
      if ((exponent[i] >> bit & 1) != 0) result = multiply(result, value);
    }
  }
  return result;
}

}  // namespace

bool limbs_power_modulo(Natural& out, Limbs base, Limbs exponent, Limbs modulus, Poll* poll) {
  size_t m = modulus.size();
  if (m == 1) return out.assign(power_modulo_limb(base, exponent, modulus[0]));
  if (exponent.empty()) return out.assign(Limb{1});

  ModularRing ring(modulus, poll);
  ExponentWindows windows(exponent);
  size_t odd_powers = size_t{1} << (windows.width() - 1);  // base^1, base^3, ...
  LimbBuffer table(odd_powers * m);
  LimbBuffer power(m);
  if (!ring || !table || !power || !ring.enter(table.data(), base)) return false;
  if (!ring.multiply(power.data(), table.data(), table.data())) return false;
  for (size_t i = 1; i < odd_powers; ++i) {
    if (!ring.multiply(table.data() + i * m, table.data() + (i - 1) * m, power.data())) return false;
  }

  bool started = false;  // before the first window the power is 1, and squaring is idle
  while (!windows.done()) {
    if (poll != nullptr && poll->stop()) return false;
    ExponentWindows::Step step = windows.next();
    const Limb* factor = table.data() + step.odd / 2 * m;
    if (!started) {
      std::copy(factor, factor + m, power.data());
      started = true;
      continue;
    }
    for (int i = 0; i < step.squarings; ++i) {
      if (!ring.multiply(power.data(), power.data(), power.data())) return false;
    }
    if (step.odd != 0 && !ring.multiply(power.data(), power.data(), factor)) return false;
  }
  Limb* result = out.prepare(m);
  if (result == nullptr || !ring.leave(result, power.data())) return false;
  out.finish(m);
  return true;
}

namespace {

// out = a >> bits.
bool shift_down(Natural& out, Limbs a, size_t bits) {
  size_t whole = bits / kLimbBits;
  if (whole >= a.size()) return out.assign(Limb{0});
  size_t size = a.size() - whole;
  Limb* limbs = out.prepare(size);
  if (limbs == nullptr) return false;
  limbs_shift_right(limbs, a.data() + whole, size, static_cast<int>(bits % kLimbBits));
  out.finish(size);
  return true;
}

// The low 64 bits of a >> bits.
Limb low_bits_above(Limbs a, size_t bits) {
  size_t limb = bits / kLimbBits;
  int offset = static_cast<int>(bits % kLimbBits);
  Limb value = limb < a.size() ? a[limb] >> offset : 0;
  if (offset != 0 && limb + 1 < a.size()) value |= a[limb + 1] << (kLimbBits - offset);
  return value;
}

// root = (root << up) + (a >> down) / root: one Newton step that doubles the bits of the root.
bool improve_root(Natural& root, Limbs a, size_t up, size_t down, Poll* poll) {
  Natural dividend;
  Natural quotient;
  if (!shift_down(dividend, a, down)) return false;
  size_t size = dividend.size() - root.size() + 1;
  Limb* limbs = quotient.prepare(size);
  if (limbs == nullptr || !limbs_divide(limbs, nullptr, dividend.view(), root.view(), poll)) return false;
  quotient.finish(size);
  if (!shift_up(root, up)) return false;
  size = std::max(root.size(), quotient.size()) + 1;
  Limb* sum = dividend.prepare(size);
  if (sum == nullptr) return false;
  const Natural& longer = root.size() >= quotient.size() ? root : quotient;
  const Natural& shorter = root.size() >= quotient.size() ? quotient : root;
  sum[size - 1] = limbs_add(sum, longer.data(), longer.size(), shorter.data(), shorter.size());
  dividend.finish(size);
  root.swap(dividend);
  return true;
}

}  // namespace

// With c = (bit length - 1) / 2, the root of the number's leading 2d + 2 bits is improved while d runs through the
// leading bits of c (1, 10, 101, ... in binary); each stays within 1 of the true root of those bits.
bool limbs_square_root(Natural& out, Limbs a, Poll* poll) {
  if (a.empty()) return out.assign(Limb{0});
  size_t c = (limbs_bit_length(a) - 1) / 2;
  int s = std::bit_width(c);
  size_t d = 0;
  Limb small = 1;
  for (; s > 0 && c >> (s - 1) < 32; --s) {  // while the root fits half a limb
    size_t e = d;
    d = c >> (s - 1);
    small = (small << (d - e - 1)) + low_bits_above(a, 2 * c - e - d + 1) / small;
  }
  if (!out.assign(small)) return false;
  for (; s > 0; --s) {
    size_t e = d;
    d = c >> (s - 1);
    if (!improve_root(out, a, d - e - 1, 2 * c - e - d + 1, poll)) return false;
  }
  size_t size = 2 * out.size();
  LimbBuffer square(size);
  if (!square || !limbs_multiply(square.data(), out.view(), out.view(), poll)) return false;
  if (limbs_compare(limbs_trimmed(square.data(), size), a) <= 0) return true;
  LimbBuffer less(out.size());
  if (!less) return false;
  limbs_subtract_limb(less.data(), out.data(), out.size(), 1);
  return out.assign(limbs_trimmed(less.data(), out.size()));
}

}  // namespace pyemb
