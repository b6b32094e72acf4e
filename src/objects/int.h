// SPDX-License-Identifier: MIT
#pragma once

// int. A number that fits 62 bits is inline in the Value word; every other one is an Int object: its magnitude in
// 64-bit limbs behind the header, its sign in a flag of the header.
//
// Invariant: what leaves a function here as an int (not of a subclass) is inline if it fits. An instance of a subclass
// is an Int object of any magnitude. True and False are reserved words that count as 1 and 0.
//
// The operations int_*() take any ints: inline, Int, subclass or bool, and answer an exact int. Those on the eval
// loop's path do the inline pair here and leave the rest to a function.

#include <bit>

#include "objects/limbs.h"
#include "objects/number.h"
#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

struct Int : VarObject {
  static constexpr TypeId kId = TypeId::kInt;
  static constexpr Flag kNegative = kBusy;

  // `size` limbs follow, the last one not zero
  Limb* limbs() { return reinterpret_cast<Limb*>(this + 1); }
  const Limb* limbs() const { return reinterpret_cast<const Limb*>(this + 1); }
  bool negative() const { return has(kNegative); }
  Limbs magnitude() const { return {limbs(), static_cast<size_t>(size)}; }
};
static_assert(sizeof(Int) == 24);

/// Any int as a sign and a magnitude. Borrows the limbs of an object, keeps those of an inline int in itself.
class IntView {
 public:
  explicit IntView(Value value) {
    if (value.is_heap()) {
      const Int& object = as<Int>(value);
      magnitude_ = object.magnitude();
      negative_ = object.negative();
      return;
    }
    int64_t i = value.is_int() ? value.as_int() : value.is_true();
    negative_ = i < 0;
    small_ = negative_ ? -static_cast<Limb>(i) : static_cast<Limb>(i);
    magnitude_ = {&small_, small_ != 0};
  }
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;

  Limbs magnitude() const { return magnitude_; }
  size_t size() const { return magnitude_.size(); }
  bool negative() const { return negative_; }
  bool is_zero() const { return magnitude_.empty(); }
  SignedLimbs signed_limbs() const { return {magnitude_, negative_}; }

 private:
  Limbs magnitude_;
  Limb small_ = 0;
  bool negative_ = false;
};

// -- making ints ------------------------------------------------------------------------------------------------------

/// The sign of a magnitude, where a function needs to say which.
enum class Sign : bool { kPlus, kMinus };
inline Sign sign_of(bool negative) { return negative ? Sign::kMinus : Sign::kPlus; }

/// An Int object for `count` limbs, uninitialized; give it to int_finish() when they are written.
[[nodiscard]] Result<Own<Int>> new_int_object(ThreadState& ts, size_t count);
/// The int that the object's limbs mean: leading zeros are dropped, what fits becomes inline.
[[nodiscard]] Ref int_finish(Own<Int> object, Sign sign);
/// The int of a magnitude, normalized or not.
[[nodiscard]] Result<Ref> new_int_from_limbs(ThreadState& ts, Limbs magnitude, Sign sign);
[[nodiscard]] Result<Ref> new_int_from_int128(ThreadState& ts, Limb low, int64_t high);
/// int(value) of a finite double, truncated.
[[nodiscard]] Result<Ref> new_int_from_double(ThreadState& ts, double value);
/// The same number, exactly an int: itself unless it is a bool or of a subclass.
[[nodiscard]] Result<Ref> int_exact(ThreadState& ts, Value any_int);

/// A hook for long computations on limbs, that runs what the eval breaker asks for (signals, budgets, cancellation).
[[nodiscard]] Poll int_poll(ThreadState& ts);
/// What to return when an operation on limbs answered false: the exception of the poll's hook, or MemoryError.
COLD Raised raise_limbs_failed(ThreadState& ts, const Poll& poll);

// -- machine numbers --------------------------------------------------------------------------------------------------

/// -1, 0 or 1.
int int_sign(Value any_int);
/// The value if it fits; false otherwise.
bool int_fits_int64(Value any_int, int64_t& out);
bool int_fits_uint64(Value any_int, uint64_t& out);
/// OverflowError "int too large to convert to float".
[[nodiscard]] Result<double> int_to_double(ThreadState& ts, Value any_int);
/// -1, 0 or 1, of an int and a double that is not a nan.
int int_compare_double(Value any_int, double value);
int64_t int_hash(Value any_int);
size_t int_bit_length(Value any_int);

// -- arithmetic: the way for every pair -------------------------------------------------------------------------------

[[nodiscard]] Result<Ref> int_add_slow(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_subtract_slow(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_multiply_slow(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_floor_divide_slow(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_remainder_slow(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_true_divide(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_divmod(ThreadState& ts, Value a, Value b);
/// base ** exponent: a float for a negative exponent.
[[nodiscard]] Result<Ref> int_power(ThreadState& ts, Value base, Value exponent);
[[nodiscard]] Result<Ref> int_power_modulo(ThreadState& ts, Value base, Value exponent, Value modulus);
[[nodiscard]] Result<Ref> int_shift_left_slow(ThreadState& ts, Value a, Value count);
[[nodiscard]] Result<Ref> int_shift_right_slow(ThreadState& ts, Value a, Value count);
[[nodiscard]] Result<Ref> int_bitwise_slow(ThreadState& ts, BitOp op, Value a, Value b);
[[nodiscard]] Result<Ref> int_negative(ThreadState& ts, Value a);
[[nodiscard]] Result<Ref> int_absolute(ThreadState& ts, Value a);
[[nodiscard]] Result<Ref> int_invert(ThreadState& ts, Value a);
[[nodiscard]] Result<Ref> int_gcd(ThreadState& ts, Value a, Value b);
[[nodiscard]] Result<Ref> int_square_root(ThreadState& ts, Value a);  ///< a >= 0
int int_compare_slow(Value a, Value b);

// -- arithmetic: the inline pair first
// --------------------------------------------------------------------------------- The words are 4i + 1, so a sum
// needs one tag taken off and a product one factor shifted.

[[nodiscard]] ALWAYS_INLINE Result<Ref> int_add(ThreadState& ts, Value a, Value b) {
  int64_t word;
  if (LIKELY(Value::both_int(a, b) &&
             !__builtin_add_overflow(static_cast<int64_t>(a.bits() - 1), static_cast<int64_t>(b.bits()), &word))) {
    return Ref::steal(Value::from_bits(static_cast<uint64_t>(word)));
  }
  return int_add_slow(ts, a, b);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_subtract(ThreadState& ts, Value a, Value b) {
  int64_t word;
  if (LIKELY(Value::both_int(a, b) &&
             !__builtin_sub_overflow(static_cast<int64_t>(a.bits()), static_cast<int64_t>(b.bits() - 1), &word))) {
    return Ref::steal(Value::from_bits(static_cast<uint64_t>(word)));
  }
  return int_subtract_slow(ts, a, b);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_multiply(ThreadState& ts, Value a, Value b) {
  int64_t word;
  if (LIKELY(Value::both_int(a, b) && !__builtin_mul_overflow(static_cast<int64_t>(a.bits() - 1), b.as_int(), &word))) {
    return Ref::steal(Value::from_bits(static_cast<uint64_t>(word) | 1));
  }
  return int_multiply_slow(ts, a, b);
}
/// i mod d as Python means it: of the sign of d. d is not 0.
inline int64_t floor_modulo(int64_t i, int64_t d) {
  int64_t rest = i % d;
  return rest != 0 && (rest ^ d) < 0 ? rest + d : rest;
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_floor_divide(ThreadState& ts, Value a, Value b) {
  if (LIKELY(Value::both_int(a, b) && b != Value::from_int(0))) {
    int64_t i = a.as_int();
    int64_t d = b.as_int();
    int64_t quotient = i / d;
    if ((i ^ d) < 0 && quotient * d != i) --quotient;
    return new_int(ts, quotient);
  }
  return int_floor_divide_slow(ts, a, b);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_remainder(ThreadState& ts, Value a, Value b) {
  if (LIKELY(Value::both_int(a, b) && b != Value::from_int(0))) {
    return Ref::steal(Value::from_int(floor_modulo(a.as_int(), b.as_int())));
  }
  return int_remainder_slow(ts, a, b);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_shift_left(ThreadState& ts, Value a, Value count) {
  if (LIKELY(Value::both_int(a, count) && static_cast<uint64_t>(count.as_int()) < 62)) {
    int shift = static_cast<int>(count.as_int());
    int64_t i = a.as_int();
    int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(i) << shift);
    if (LIKELY(Value::fits_int(shifted) && shifted >> shift == i)) return Ref::steal(Value::from_int(shifted));
  }
  return int_shift_left_slow(ts, a, count);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_shift_right(ThreadState& ts, Value a, Value count) {
  if (LIKELY(Value::both_int(a, count) && count.as_int() >= 0)) {
    return Ref::steal(Value::from_int(a.as_int() >> (count.as_int() < 63 ? count.as_int() : 63)));
  }
  return int_shift_right_slow(ts, a, count);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_and(ThreadState& ts, Value a, Value b) {
  if (LIKELY(Value::both_int(a, b))) return Ref::steal(Value::from_bits(a.bits() & b.bits()));
  return int_bitwise_slow(ts, BitOp::kAnd, a, b);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_or(ThreadState& ts, Value a, Value b) {
  if (LIKELY(Value::both_int(a, b))) return Ref::steal(Value::from_bits(a.bits() | b.bits()));
  return int_bitwise_slow(ts, BitOp::kOr, a, b);
}
[[nodiscard]] ALWAYS_INLINE Result<Ref> int_xor(ThreadState& ts, Value a, Value b) {
  if (LIKELY(Value::both_int(a, b))) return Ref::steal(Value::from_bits((a.bits() ^ b.bits()) | 1));
  return int_bitwise_slow(ts, BitOp::kXor, a, b);
}
/// -1, 0 or 1.
ALWAYS_INLINE int int_compare(Value a, Value b) {
  if (LIKELY(Value::both_int(a, b))) return (a.as_int() > b.as_int()) - (a.as_int() < b.as_int());
  return int_compare_slow(a, b);
}

// -- text -------------------------------------------------------------------------------------------------------------

/// Appends the digits in a base from 2 to 36, with a minus for negative numbers. ValueError beyond
/// sys.get_int_max_str_digits() in bases that are not powers of two.
[[nodiscard]] Status int_write(ThreadState& ts, TextBuffer& out, Value any_int, int base);
/// The int that ASCII text means: white space around it, a sign, a prefix that suits the base (0: taken from the
/// prefix), underscores between digits. Absent if it means none.
[[nodiscard]] Result<Ref> find_int_in_text(ThreadState& ts, std::string_view text, int base);
/// int(text, base) of a str (or a subclass): ValueError "invalid literal for int() with base 10: 'x'".
[[nodiscard]] Result<Ref> int_from_str(ThreadState& ts, Value str, int base);
/// The same for bytes; `shown` is what the error message shows.
[[nodiscard]] Result<Ref> int_from_ascii(ThreadState& ts, std::string_view text, int base, Value shown);

// -- bytes ------------------------------------------------------------------------------------------------------------

enum class ByteOrder : bool { kLittle, kBig };
/// Two's complement bytes if `is_signed`.
[[nodiscard]] Result<Ref> int_from_bytes(ThreadState& ts, std::string_view bytes, ByteOrder order, bool is_signed);
/// Fills out[length]; OverflowError "int too big to convert", "can't convert negative int to unsigned".
[[nodiscard]] Status int_to_bytes(ThreadState& ts, uint8_t* out, size_t length, Value any_int, ByteOrder order,
                                  bool is_signed);

/// int(value) for any object: __int__, __index__, __trunc__, text. An exact int.
[[nodiscard]] Result<Ref> to_int(ThreadState& ts, Value value);

}  // namespace pyemb
