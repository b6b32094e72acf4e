// SPDX-License-Identifier: MIT
#pragma once

// Arithmetic on natural numbers: arrays of 64-bit limbs, least significant first. Nothing here knows a Python object,
// a thread or an exception; `int` (int.h) puts signs, objects and errors on top.
//
// Two levels:
//   kernels     raw pointers and lengths, no memory is taken, cannot fail (limbs.cpp)
//   operations  take `Limbs` views, choose the algorithm by size, may need scratch memory (limbs_*.cpp)
//
// Conventions
//   - A `Limbs` view is *normalized* when its last limb is not zero; zero is the empty view. Operations want normalized
//     operands; what they write may carry leading zero limbs, which limbs_trim() counts away.
//   - The caller owns every array. Outputs have exactly the length stated and overlap no input unless it is said that
//     they may.
//   - An operation that may need memory returns false when there was none, or when its `Poll` asked it to stop
//     (`poll->stopped` tells which).
//
//   operation       small operands          large operands (limits in limbs_tuning.h)
//   multiply        schoolbook              Karatsuba, then three-prime number theoretic transform
//   divide          Knuth D                 recursive division (Burnikel and Ziegler)
//   to/from text    one chunk at a time     divide and conquer over powers of the base
//   gcd             Lehmer                  -
//   power modulo    Montgomery, windows     windows with recursive division

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "config/build.h"
#include "state/memory.h"

namespace pyemb {

using Limb = uint64_t;
__extension__ typedef unsigned __int128 Limb2;  ///< two limbs: the product of two limbs plus two more limbs always fits
inline constexpr int kLimbBits = 64;
using Limbs = std::span<const Limb>;

/// Asked now and then by long computations. A hook that answers true stops them; they then return false.
struct Poll {
  bool (*wants_stop)(void* context) = nullptr;
  void* context = nullptr;
  bool stopped = false;

  [[nodiscard]] bool stop() {
    if (wants_stop != nullptr && wants_stop(context)) stopped = true;
    return stopped;
  }
};

/// Scratch limbs for one scope: a small array in place, else the mem domain. `data()` is null when there was no memory.
class LimbBuffer {
 public:
  explicit LimbBuffer(size_t count) : data_(count <= kInline ? inline_ : allocate(count)) {}
  ~LimbBuffer() {
    if (data_ != inline_) memory_release(Domain::kMem, data_);
  }
  LimbBuffer(const LimbBuffer&) = delete;
  LimbBuffer& operator=(const LimbBuffer&) = delete;

  explicit operator bool() const { return data_ != nullptr; }
  Limb* data() { return data_; }
  Limb& operator[](size_t i) { return data_[i]; }

  static Limb* allocate(size_t count) {
    if (count > SIZE_MAX / sizeof(Limb)) return nullptr;
    return static_cast<Limb*>(memory_allocate(Domain::kMem, count * sizeof(Limb)));
  }

 private:
  static constexpr size_t kInline = 24;
  Limb* data_;
  Limb inline_[kInline];
};

/// A growable natural number, always normalized between operations: the working variable of algorithms whose
/// intermediate results change size. Contents do not survive prepare().
class Natural {
 public:
  Natural() = default;
  ~Natural() { memory_release(Domain::kMem, data_); }
  Natural(const Natural&) = delete;
  Natural& operator=(const Natural&) = delete;

  Limbs view() const { return {data_, size_}; }
  const Limb* data() const { return data_; }
  size_t size() const { return size_; }
  bool is_zero() const { return size_ == 0; }

  /// Room for `count` limbs to be written through the pointer, then finish(count). Null: no memory.
  [[nodiscard]] Limb* prepare(size_t count);
  /// Sets the size, less the leading zero limbs.
  void finish(size_t count);
  [[nodiscard]] bool assign(Limbs value);
  [[nodiscard]] bool assign(Limb value) { return assign(Limbs(&value, value != 0)); }
  void swap(Natural& other) {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  Limb* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

// --- kernels (limbs.cpp) --------------------------------------------------------------------------------------------
// `out` may be the same array as an input everywhere here, unless noted.

/// The length without leading zero limbs.
inline size_t limbs_trim(const Limb* a, size_t n) {
  while (n > 0 && a[n - 1] == 0) --n;
  return n;
}
inline Limbs limbs_trimmed(const Limb* a, size_t n) { return {a, limbs_trim(a, n)}; }

/// -1, 0 or 1. Both have n limbs, or both are normalized.
int limbs_compare(const Limb* a, const Limb* b, size_t n);
int limbs_compare(Limbs a, Limbs b);

/// out[n] = a[n] + b[m], n >= m; returns the carry.
Limb limbs_add(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m);
/// out[n] = a[n] - b[m], n >= m; returns the borrow.
Limb limbs_subtract(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m);
/// out[n] = a[n] + w; returns the carry.
Limb limbs_add_limb(Limb* out, const Limb* a, size_t n, Limb w);
/// out[n] = a[n] - w; returns the borrow.
Limb limbs_subtract_limb(Limb* out, const Limb* a, size_t n, Limb w);
/// out[n] = a[n] * w + carry; returns the high limb.
Limb limbs_multiply_limb(Limb* out, const Limb* a, size_t n, Limb w, Limb carry = 0);
/// out[n] += a[n] * w; returns the high limb. No overlap.
Limb limbs_add_product(Limb* out, const Limb* a, size_t n, Limb w);
/// out[n] -= a[n] * w; returns the borrow limb. No overlap.
Limb limbs_subtract_product(Limb* out, const Limb* a, size_t n, Limb w);
/// out[n] = a[n] / d, d > 0; returns the remainder.
Limb limbs_divide_limb(Limb* out, const Limb* a, size_t n, Limb d);
/// a[n] mod d.
Limb limbs_modulo_limb(const Limb* a, size_t n, Limb d);
/// out[n] = a[n] << count, 0 <= count < 64; returns the bits shifted out. Works from the top: out may lie above a.
Limb limbs_shift_left(Limb* out, const Limb* a, size_t n, int count);
/// out[n] = a[n] >> count, 0 <= count < 64; returns the bits shifted out, at the top of the limb. out may lie below a.
Limb limbs_shift_right(Limb* out, const Limb* a, size_t n, int count);

/// Bits of a normalized number without leading zeros; 0 for 0.
size_t limbs_bit_length(Limbs a);
size_t limbs_popcount(Limbs a);
/// Zero bits below the lowest set one; a is not zero.
size_t limbs_trailing_zeros(Limbs a);
/// True when any of the lowest `bits` bits is set.
bool limbs_any_bit_below(Limbs a, size_t bits);
/// a mod 2^61 - 1, the modulus of numeric hashes.
Limb limbs_hash(Limbs a);

/// A signed operand of the bitwise operations, seen as endless two's complement.
struct SignedLimbs {
  Limbs magnitude;
  bool negative;
};
enum class BitOp : uint8_t { kAnd, kOr, kXor };
/// out[max(n, m) + 1] = |a op b|; returns whether the result is negative.
bool limbs_bitwise(Limb* out, BitOp op, SignedLimbs a, SignedLimbs b);

// --- multiply (limbs_multiply.cpp, limbs_transform.cpp) --------------------------------------------------------------

/// out[n + m] = a[n] * b[m]. Either may be empty; a and b may be the same (then it is squared, which is faster).
[[nodiscard]] bool limbs_multiply(Limb* out, Limbs a, Limbs b, Poll* poll = nullptr);
/// The same by the schoolbook method: no memory, never fails.
void limbs_multiply_school(Limb* out, const Limb* a, size_t n, const Limb* b, size_t m);
/// The same by transforms, for long operands.
[[nodiscard]] bool limbs_multiply_transform(Limb* out, Limbs a, Limbs b, Poll* poll);

// --- divide (limbs_divide.cpp) ---------------------------------------------------------------------------------------

/// quotient[n - m + 1] and remainder[m] of a[n] / b[m], n >= m >= 1, b normalized. Either output may be null.
[[nodiscard]] bool limbs_divide(Limb* quotient, Limb* remainder, Limbs a, Limbs b, Poll* poll = nullptr);

// --- powers, roots, divisors (limbs_power.cpp, limbs_gcd.cpp)
// ----------------------------------------------------------

/// out = base ** exponent. False also for a result beyond the address space.
[[nodiscard]] bool limbs_power(Natural& out, Limbs base, uint64_t exponent, Poll* poll = nullptr);
/// out = base ** exponent mod modulus, modulus > 0.
[[nodiscard]] bool limbs_power_modulo(Natural& out, Limbs base, Limbs exponent, Limbs modulus, Poll* poll = nullptr);
/// out = the integer square root of a.
[[nodiscard]] bool limbs_square_root(Natural& out, Limbs a, Poll* poll = nullptr);
Limb limb_gcd(Limb a, Limb b);
/// out = gcd(a, b); gcd(0, 0) = 0.
[[nodiscard]] bool limbs_gcd(Natural& out, Limbs a, Limbs b, Poll* poll = nullptr);
/// out = the x with a * x = 1 mod modulus, 0 <= x < modulus; empty `out` and modulus > 1: there is none.
[[nodiscard]] bool limbs_inverse_modulo(Natural& out, Limbs a, Limbs modulus, Poll* poll = nullptr);

// --- text (limbs_text.cpp)
// ---------------------------------------------------------------------------------------------

/// Upper bound of the digits of a in a base from 2 to 36.
size_t limbs_text_bound(Limbs a, int base);
/// Writes the digits (lower case, no sign, no prefix, "0" for 0) to `out`, which holds limbs_text_bound() bytes; sets
/// the number written.
[[nodiscard]] bool limbs_to_text(char* out, size_t& length, Limbs a, int base, Poll* poll = nullptr);
/// out = the number that `count` digit *values* (each below `base`, most significant first) stand for.
[[nodiscard]] bool limbs_from_digits(Natural& out, const uint8_t* digits, size_t count, int base, Poll* poll = nullptr);

// --- doubles (limbs_double.cpp)
// ----------------------------------------------------------------------------------------

/// a = fraction * 2^exponent with 0.5 <= fraction < 1, the fraction rounded half to even; {0, 0} for zero.
struct ScaledDouble {
  double fraction;
  int64_t exponent;
};
ScaledDouble limbs_to_scaled_double(Limbs a);
/// The nearest double, ties to even. False: it is too large.
bool limbs_to_double(Limbs a, double& out);
/// out[kDoubleLimbs] = |value| truncated; value is finite. Returns the normalized size.
inline constexpr size_t kDoubleLimbs = 17;
size_t limbs_from_double(Limb* out, double value);
/// a / b rounded once, ties to even, b > 0. `overflow` is set when it is too large for a double.
[[nodiscard]] bool limbs_true_divide(double& out, bool& overflow, Limbs a, Limbs b, Poll* poll = nullptr);
/// Compares a with |value|, value finite: -1, 0 or 1.
int limbs_compare_double(Limbs a, double value);

}  // namespace pyemb
