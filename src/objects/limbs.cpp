// SPDX-License-Identifier: MIT
#include "objects/limbs.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "objects/limbs_reciprocal.h"

namespace pyemb {

Limb* Natural::prepare(size_t count) {
  if (count > capacity_ || data_ == nullptr) {
    Limb* fresh = LimbBuffer::allocate(count == 0 ? 1 : count);
    if (fresh == nullptr) return nullptr;
    memory_release(Domain::kMem, data_);
    data_ = fresh;
    capacity_ = count;
  }
  size_ = 0;
  return data_;
}

void Natural::finish(size_t count) { size_ = limbs_trim(data_, count); }

bool Natural::assign(Limbs value) {
  if (value.data() == data_ && data_ != nullptr) {
    finish(value.size());
    return true;
  }
  Limb* out = prepare(value.size());
  if (out == nullptr) return false;
  std::copy(value.begin(), value.end(), out);
  finish(value.size());
  return true;
}

int limbs_compare(const Limb* a, const Limb* b, size_t n) {
  while (n-- > 0) {
    if (a[n] != b[n]) return a[n] < b[n] ? -1 : 1;
  }
  return 0;
}

int limbs_compare(Limbs a, Limbs b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return limbs_compare(a.data(), b.data(), a.size());
}

Limb limbs_add(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m) {
  Limb carry = 0;
  for (size_t i = 0; i < m; ++i) {
    Limb2 sum = static_cast<Limb2>(a[i]) + b[i] + carry;
    out[i] = static_cast<Limb>(sum);
    carry = static_cast<Limb>(sum >> kLimbBits);
  }
  return limbs_add_limb(out + m, a + m, n - m, carry);
}

Limb limbs_subtract(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m) {
  Limb borrow = 0;
  for (size_t i = 0; i < m; ++i) {
    Limb2 difference = static_cast<Limb2>(a[i]) - b[i] - borrow;
    out[i] = static_cast<Limb>(difference);
    borrow = static_cast<Limb>(difference >> kLimbBits) & 1;
  }
  return limbs_subtract_limb(out + m, a + m, n - m, borrow);
}

Limb limbs_add_limb(Limb* out, const Limb* a, size_t n, Limb w) {
  size_t i = 0;
  for (; i < n && w != 0; ++i) {
    Limb sum = a[i] + w;
    w = sum < w;
    out[i] = sum;
  }
  if (out != a) std::copy(a + i, a + n, out + i);
  return w;
}

Limb limbs_subtract_limb(Limb* out, const Limb* a, size_t n, Limb w) {
  size_t i = 0;
  for (; i < n && w != 0; ++i) {
    Limb limb = a[i];
    out[i] = limb - w;
    w = limb < w;
  }
  if (out != a) std::copy(a + i, a + n, out + i);
  return w;
}

Limb limbs_multiply_limb(Limb* out, const Limb* a, size_t n, Limb w, Limb carry) {
  for (size_t i = 0; i < n; ++i) {
    Limb2 product = static_cast<Limb2>(a[i]) * w + carry;
    out[i] = static_cast<Limb>(product);
    carry = static_cast<Limb>(product >> kLimbBits);
  }
  return carry;
}

Limb limbs_add_product(Limb* out, const Limb* a, size_t n, Limb w) {
  Limb carry = 0;
  auto step = [&](size_t i) {
    Limb2 product = static_cast<Limb2>(a[i]) * w + out[i] + carry;
    out[i] = static_cast<Limb>(product);
    carry = static_cast<Limb>(product >> kLimbBits);
  };
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    step(i);
    step(i + 1);
    step(i + 2);
    step(i + 3);
  }
  for (; i < n; ++i) step(i);
  return carry;
}

Limb limbs_subtract_product(Limb* out, const Limb* a, size_t n, Limb w) {
  Limb borrow = 0;
  for (size_t i = 0; i < n; ++i) {
    Limb2 product = static_cast<Limb2>(a[i]) * w + borrow;
    Limb low = static_cast<Limb>(product);
    borrow = static_cast<Limb>(product >> kLimbBits) + (out[i] < low);
    out[i] -= low;
  }
  return borrow;
}

Limb limbs_divide_limb(Limb* out, const Limb* a, size_t n, Limb d) {
  if (n == 0) return 0;
  int shift = std::countl_zero(d);
  d <<= shift;
  Limb reciprocal = limb_reciprocal(d);
  // The dividend is shifted along with the divisor, one limb ahead of the division.
  Limb remainder = shift == 0 ? 0 : a[n - 1] >> (kLimbBits - shift);
  for (size_t i = n; i-- > 0;) {
    Limb limb = a[i] << shift;
    if (shift != 0 && i > 0) limb |= a[i - 1] >> (kLimbBits - shift);
    out[i] = limb_divide_2by1(remainder, limb, d, reciprocal);
  }
  return remainder >> shift;
}

Limb limbs_modulo_limb(const Limb* a, size_t n, Limb d) {
  if (n == 0) return 0;
  int shift = std::countl_zero(d);
  d <<= shift;
  Limb reciprocal = limb_reciprocal(d);
  Limb remainder = shift == 0 ? 0 : a[n - 1] >> (kLimbBits - shift);
  for (size_t i = n; i-- > 0;) {
    Limb limb = a[i] << shift;
    if (shift != 0 && i > 0) limb |= a[i - 1] >> (kLimbBits - shift);
    limb_divide_2by1(remainder, limb, d, reciprocal);
  }
  return remainder >> shift;
}

Limb limbs_shift_left(Limb* out, const Limb* a, size_t n, int count) {
  if (n == 0) return 0;
  if (count == 0) {
    std::memmove(out, a, n * sizeof(Limb));
    return 0;
  }
  Limb lost = a[n - 1] >> (kLimbBits - count);
  for (size_t i = n - 1; i > 0; --i) out[i] = a[i] << count | a[i - 1] >> (kLimbBits - count);
  out[0] = a[0] << count;
  return lost;
}

Limb limbs_shift_right(Limb* out, const Limb* a, size_t n, int count) {
  if (n == 0) return 0;
  if (count == 0) {
    std::memmove(out, a, n * sizeof(Limb));
    return 0;
  }
  Limb lost = a[0] << (kLimbBits - count);
  for (size_t i = 0; i + 1 < n; ++i) out[i] = a[i] >> count | a[i + 1] << (kLimbBits - count);
  out[n - 1] = a[n - 1] >> count;
  return lost;
}

size_t limbs_bit_length(Limbs a) {
  return a.empty() ? 0 : a.size() * kLimbBits - static_cast<size_t>(std::countl_zero(a.back()));
}

size_t limbs_popcount(Limbs a) {
  size_t count = 0;
  for (Limb limb : a) count += static_cast<size_t>(std::popcount(limb));
  return count;
}

size_t limbs_trailing_zeros(Limbs a) {
  size_t i = 0;
  while (a[i] == 0) ++i;
  return i * kLimbBits + static_cast<size_t>(std::countr_zero(a[i]));
}

bool limbs_any_bit_below(Limbs a, size_t bits) {
  size_t whole = std::min(bits / kLimbBits, a.size());
  for (size_t i = 0; i < whole; ++i) {
    if (a[i] != 0) return true;
  }
  if (whole == a.size()) return false;
  return (a[whole] & ((Limb{1} << bits % kLimbBits) - 1)) != 0;
}

Limb limbs_hash(Limbs a) {
  constexpr Limb kModulus = (Limb{1} << 61) - 1;
  Limb hash = 0;
  for (size_t i = a.size(); i-- > 0;) {
    // 2^64 = 8 mod 2^61 - 1, and hash < 2^61, so the sum stays below 2^66.
    Limb2 sum = (static_cast<Limb2>(hash) << 3) + a[i];
    Limb folded = (static_cast<Limb>(sum) & kModulus) + static_cast<Limb>(sum >> 61);
    hash = folded >= kModulus ? folded - kModulus : folded;
  }
  return hash;
}

namespace {

// Reads a signed number limb by limb as two's complement: the complement plus one, carried along.
class TwosComplement {
 public:
  explicit TwosComplement(SignedLimbs number) : number_(number), carry_(number.negative) {}

  Limb next(size_t i) {
    Limb limb = i < number_.magnitude.size() ? number_.magnitude[i] : 0;
    if (!number_.negative) return limb;
    limb = ~limb + carry_;
    carry_ = carry_ != 0 && limb == 0;
    return limb;
  }

 private:
  SignedLimbs number_;
  Limb carry_;
};

template <class Op>
void combine(Limb* out, size_t size, SignedLimbs a, SignedLimbs b, Op op) {
  TwosComplement left(a);
  TwosComplement right(b);
  for (size_t i = 0; i < size; ++i) {
    Limb limb = left.next(i);
    out[i] = op(limb, right.next(i));
  }
}

}  // namespace

bool limbs_bitwise(Limb* out, BitOp op, SignedLimbs a, SignedLimbs b) {
  size_t size = std::max(a.magnitude.size(), b.magnitude.size()) + 1;
  bool negative = false;
  switch (op) {
    case BitOp::kAnd:
      combine(out, size, a, b, [](Limb x, Limb y) { return x & y; });
      negative = a.negative && b.negative;
      break;
    case BitOp::kOr:
      combine(out, size, a, b, [](Limb x, Limb y) { return x | y; });
      negative = a.negative || b.negative;
      break;
    case BitOp::kXor:
      combine(out, size, a, b, [](Limb x, Limb y) { return x ^ y; });
      negative = a.negative != b.negative;
      break;
  }
  if (negative) {
    Limb carry = 1;
    for (size_t i = 0; i < size; ++i) {
      out[i] = ~out[i] + carry;
      carry = carry != 0 && out[i] == 0;
    }
  }
  return negative;
}

}  // namespace pyemb
