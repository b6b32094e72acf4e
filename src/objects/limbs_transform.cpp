// SPDX-License-Identifier: MIT
// Multiplication of long numbers by number theoretic transforms modulo three 62-bit primes.
//
// A limb is a coefficient of a polynomial. The product's coefficients are below 2^128 * length, less than the product
// of the three primes, so they are known from their residues (Chinese remainders).
//
// A transform of length m splits Z[x]/(x^m - c) again and again: (x^2k - z^2) = (x^k - z)(x^k + z). Block s of a level
// splits by z = root(s) * twist, where root(s) = w^e(s), e(0) = 0, e(2s) = e(s)/2, e(2s+1) = e(s)/2 + 1/4 of a turn.
// The table of root() is in that order, is the same for each level, and holds the inverses too (1/root(s) = -root of
// the mirror image of s). Lengths are 2^k or 3 * 2^k: the latter begin with a split into three, (x^3k - 1) = (x^k -
// 1)(x^k - t)(x^k - t^2), whose parts have twists t^2, t, t^2 ... at their levels, t being a cube root of one, whose
// square root is t^2.
//
// Residues are kept lazily below 4p; twiddles are in Montgomery form, so that a product of a residue and a twiddle is a
// plain residue again.

#include <algorithm>
#include <bit>

#include "objects/limbs.h"

namespace pyemb {
namespace {

// Arithmetic modulo one prime p < 2^62, p = 1 mod 3 * 2^40, with a generator of the multiplicative group.
class Field {
 public:
  constexpr Field(Limb prime, Limb generator) : p(prime), generator_(generator) {
    inverse_ = prime;
    for (int i = 0; i < 5; ++i) inverse_ *= 2 - prime * inverse_;
    one = static_cast<Limb>((static_cast<Limb2>(1) << kLimbBits) % prime);
    square_ = static_cast<Limb>(static_cast<Limb2>(one) * one % prime);
  }

  /// a * b / 2^64 mod p, in (0, 2p), if a * b < 2^64 * p.
  constexpr Limb multiply(Limb a, Limb b) const {
    Limb2 product = static_cast<Limb2>(a) * b;
    Limb reduction = static_cast<Limb>(static_cast<Limb2>(static_cast<Limb>(product) * inverse_) * p >> kLimbBits);
    return static_cast<Limb>(product >> kLimbBits) - reduction + p;
  }
  constexpr Limb below_2p(Limb a) const { return a >= 2 * p ? a - 2 * p : a; }
  constexpr Limb below_p(Limb a) const {
    a = below_2p(a);
    return a >= p ? a - p : a;
  }
  constexpr Limb to_montgomery(Limb a) const { return below_p(multiply(a, square_)); }
  constexpr Limb power(Limb base, Limb exponent) const {  // of Montgomery forms
    Limb result = one;
    for (; exponent != 0; exponent >>= 1) {
      if (exponent & 1) result = below_p(multiply(result, base));
      base = below_p(multiply(base, base));
    }
    return result;
  }
  /// A primitive root of unity of that order, in Montgomery form.
  constexpr Limb root(Limb order) const { return power(to_montgomery(generator_), (p - 1) / order); }
  constexpr Limb invert(Limb a) const { return power(a, p - 2); }
  /// What a transformed, multiplied, untransformed value is multiplied with in the end.
  constexpr Limb scale(Limb length) const {
    Limb inverse_length = invert(to_montgomery(length));  // R / length
    return below_p(multiply(inverse_length, square_));    // R^2 / length
  }

  Limb p;
  Limb one = 0;  ///< 1 in Montgomery form

 private:
  Limb generator_;
  Limb inverse_ = 0;
  Limb square_ = 0;
};

constexpr Field kFields[3] = {Field(4611615649683210241u, 11), Field(4611549678985543681u, 19),
                              Field(4611546380450660353u, 5)};
constexpr size_t kMaxLength = size_t{1} << 40;
constexpr size_t kBlock = 2048;  // residues that are transformed level by level; longer arrays by recursion (cache)

// One prime's transform of arrays of `parts` (1 or 3) times `length` residues.
class Transform {
 public:
  Transform(const Field& field, Limb* roots, size_t length, size_t parts)
      : f_(field), roots_(roots), length_(length), parts_(parts) {
    roots[0] = f_.one;
    for (size_t k = 1; k < length / 2; k *= 2) {
      Limb step = f_.root(k * 4);
      for (size_t j = 0; j < k; ++j) roots[k + j] = f_.below_p(f_.multiply(roots[j], step));
    }
    third_ = f_.root(3);
    twists_[0] = third_;
    twists_[1] = f_.below_p(f_.multiply(third_, third_));
  }

  void forward(Limb* a) const {
    if (parts_ == 1) return forward_part<false>(a, length_, 0, 0);
    split_three(a);
    forward_part<false>(a, length_, 0, 0);
    forward_part<true>(a + length_, length_, 0, 1);  // x^m - t: the root of t is t^2
    forward_part<true>(a + 2 * length_, length_, 0, 0);
  }

  void backward(Limb* a) const {
    if (parts_ == 1) return backward_part<false>(a, length_, 0, 0);
    backward_part<false>(a, length_, 0, 0);
    backward_part<true>(a + length_, length_, 0, 1);
    backward_part<true>(a + 2 * length_, length_, 0, 0);
    join_three(a);
  }

 private:
  // The twist of a block is twists_[twist]; of its halves, the square root of that: the other one.
  template <bool kTwisted>
  void forward_part(Limb* a, size_t n, size_t s, int twist) const {
    if (n > kBlock) {
      forward_level<kTwisted>(a, n / 2, s, 1, twist);
      forward_part<kTwisted>(a, n / 2, 2 * s, twist ^ 1);
      forward_part<kTwisted>(a + n / 2, n / 2, 2 * s + 1, twist ^ 1);
      return;
    }
    for (size_t blocks = 1; n > 1; blocks *= 2, n /= 2, s *= 2, twist ^= 1) {
      forward_level<kTwisted>(a, n / 2, s, blocks, twist);
    }
  }

  template <bool kTwisted>
  void forward_level(Limb* a, size_t half, size_t s, size_t blocks, int twist) const {
    const Field f = f_;
    for (size_t b = 0; b < blocks; ++b, a += 2 * half) {
      Limb z = roots_[s + b];
      if (kTwisted) z = f.below_p(f.multiply(z, twists_[twist]));
      for (size_t i = 0; i < half; ++i) {
        Limb left = f.below_2p(a[i]);
        Limb right = f.multiply(a[i + half], z);
        a[i] = left + right;
        a[i + half] = left - right + 2 * f.p;
      }
    }
  }

  template <bool kTwisted>
  void backward_part(Limb* a, size_t n, size_t s, int twist) const {
    if (n > kBlock) {
      backward_part<kTwisted>(a, n / 2, 2 * s, twist ^ 1);
      backward_part<kTwisted>(a + n / 2, n / 2, 2 * s + 1, twist ^ 1);
      backward_level<kTwisted>(a, n / 2, s, 1, twist);
      return;
    }
    // Down to single residues; the twist alternates with each level.
    int levels = std::countr_zero(n);
    for (int level = levels - 1; level >= 0; --level) {
      backward_level<kTwisted>(a, n >> (level + 1), s << level, size_t{1} << level, twist ^ (level & 1));
    }
  }

  template <bool kTwisted>
  void backward_level(Limb* a, size_t half, size_t s, size_t blocks, int twist) const {
    const Field f = f_;
    for (size_t b = 0; b < blocks; ++b, a += 2 * half) {
      size_t block = s + b;
      // Minus the inverse root, so the difference below is taken the other way round.
      Limb z = block == 0 ? f.p - f.one : roots_[3 * std::bit_floor(block) - 1 - block];
      if (kTwisted) z = f.below_p(f.multiply(z, twists_[twist ^ 1]));
      for (size_t i = 0; i < half; ++i) {
        Limb left = a[i];
        Limb right = a[i + half];
        a[i] = f.below_2p(left + right);
        a[i + half] = f.multiply(right - left + 2 * f.p, z);
      }
    }
  }

  // y[j] = x[0] + t^j x[1] + t^2j x[2]
  void split_three(Limb* a) const {
    const Field f = f_;
    Limb* b = a + length_;
    Limb* c = b + length_;
    for (size_t i = 0; i < length_; ++i) {
      Limb x = f.below_p(a[i]);
      Limb y = f.below_p(b[i]);
      Limb z = f.below_p(c[i]);
      Limb y1 = f.below_p(f.multiply(y, twists_[0]));
      Limb z1 = f.below_p(f.multiply(z, twists_[0]));
      a[i] = x + y + z;
      // t^2 = -1 - t
      b[i] = x + y1 + f.below_p(2 * f.p - z - z1);
      c[i] = x + z1 + f.below_p(2 * f.p - y - y1);
    }
  }

  // 3 x[i] = y[0] + t^-i y[1] + t^-2i y[2]
  void join_three(Limb* a) const {
    const Field f = f_;
    Limb* b = a + length_;
    Limb* c = b + length_;
    for (size_t i = 0; i < length_; ++i) {
      Limb x = f.below_p(a[i]);
      Limb y = f.below_p(b[i]);
      Limb z = f.below_p(c[i]);
      Limb y1 = f.below_p(f.multiply(y, twists_[0]));
      Limb z1 = f.below_p(f.multiply(z, twists_[0]));
      a[i] = x + y + z;
      b[i] = x + z1 + f.below_p(2 * f.p - y - y1);
      c[i] = x + y1 + f.below_p(2 * f.p - z - z1);
    }
  }

  const Field& f_;
  Limb* roots_;
  size_t length_;
  size_t parts_;
  Limb third_;
  Limb twists_[2];
};

void load(const Field& f, Limb* out, Limbs a, size_t length) {
  for (size_t i = 0; i < a.size(); ++i) out[i] = a[i] >= 4 * f.p ? a[i] - 4 * f.p : a[i];
  std::fill(out + a.size(), out + length, Limb{0});
}

// Garner's mixed radix: the number below p0 p1 p2 with the three residues is v0 + p0 (v1 + p1 v2).
class Garner {
 public:
  constexpr Garner()
      : inverse01_(inverse(kFields[1], kFields[0].p)),
        inverse02_(inverse(kFields[2], kFields[0].p)),
        inverse12_(inverse(kFields[2], kFields[1].p)),
        p0p1_(static_cast<Limb2>(kFields[0].p) * kFields[1].p) {}

  /// Adds the number to the three-limb accumulator.
  void add(Limb& low, Limb& middle, Limb& high, Limb r0, Limb r1, Limb r2) const {
    const Field &f1 = kFields[1], &f2 = kFields[2];
    // The primes lie close together: r0 < p0 < 2 p1, 2 p2.
    Limb v1 = f1.below_p(f1.multiply(f1.below_p(r1 + f1.p - f1.below_p(r0)), inverse01_));
    Limb difference = f2.below_p(f2.multiply(f2.below_p(r2 + f2.p - f2.below_p(r0)), inverse02_));
    Limb v2 = f2.below_p(f2.multiply(f2.below_p(difference + f2.p - f2.below_p(v1)), inverse12_));
    Limb2 small = static_cast<Limb2>(v1) * kFields[0].p + r0;
    Limb2 t0 = static_cast<Limb2>(static_cast<Limb>(p0p1_)) * v2 + static_cast<Limb>(small);
    Limb2 t1 = static_cast<Limb2>(static_cast<Limb>(p0p1_ >> kLimbBits)) * v2 + static_cast<Limb>(small >> kLimbBits) +
               static_cast<Limb>(t0 >> kLimbBits);
    Limb2 sum = static_cast<Limb2>(low) + static_cast<Limb>(t0);
    low = static_cast<Limb>(sum);
    sum = static_cast<Limb2>(middle) + static_cast<Limb>(t1) + static_cast<Limb>(sum >> kLimbBits);
    middle = static_cast<Limb>(sum);
    high += static_cast<Limb>(t1 >> kLimbBits) + static_cast<Limb>(sum >> kLimbBits);
  }

 private:
  static constexpr Limb inverse(const Field& f, Limb a) { return f.invert(f.to_montgomery(a % f.p)); }
  Limb inverse01_;
  Limb inverse02_;
  Limb inverse12_;
  Limb2 p0p1_;
};
constexpr Garner kGarner;

// The shortest length 2^k or 3 * 2^k that holds `count` coefficients.
size_t transform_length(size_t count, size_t& parts) {
  size_t length = std::bit_ceil(count);
  parts = 1;
  if (length / 4 * 3 >= count) {
    length = length / 4;
    parts = 3;
  }
  return length;
}

}  // namespace

bool limbs_multiply_transform(Limb* out, Limbs a, Limbs b, Poll* poll) {
  size_t parts;
  size_t count = a.size() + b.size();
  size_t length = transform_length(count, parts);
  size_t total = length * parts;
  if (total > kMaxLength) return false;
  bool squaring = a.data() == b.data() && a.size() == b.size();

  LimbBuffer roots(std::max<size_t>(length / 2, 1));
  LimbBuffer residues(3 * total);
  LimbBuffer other(squaring ? 0 : total);
  if (!roots || !residues || !other) return false;
  for (int k = 0; k < 3; ++k) {
    if (poll != nullptr && poll->stop()) return false;
    const Field& f = kFields[k];
    Transform transform(f, roots.data(), length, parts);
    Limb* left = residues.data() + static_cast<size_t>(k) * total;
    load(f, left, a, total);
    transform.forward(left);
    const Limb* right = left;
    if (!squaring) {
      load(f, other.data(), b, total);
      transform.forward(other.data());
      right = other.data();
    }
    for (size_t i = 0; i < total; ++i) left[i] = f.multiply(f.below_2p(left[i]), f.below_p(right[i]));
    transform.backward(left);
    Limb scale = f.scale(total);
    for (size_t i = 0; i < total; ++i) left[i] = f.below_p(f.multiply(left[i], scale));
  }

  const Limb* r = residues.data();
  Limb low = 0, middle = 0, high = 0;
  for (size_t i = 0; i < count; ++i) {
    kGarner.add(low, middle, high, r[i], r[total + i], r[2 * total + i]);
    out[i] = low;
    low = middle;
    middle = high;
    high = 0;
  }
  return true;
}

}  // namespace pyemb
