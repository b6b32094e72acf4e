// SPDX-License-Identifier: MIT
// Arithmetic on ints of any size. What the inline pair of the header cannot do comes here.

#include <algorithm>
#include <cmath>

#include "objects/float.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

// |a| + |b|
Result<Ref> add_magnitudes(ThreadState& ts, Limbs a, Limbs b, Sign sign) {
  if (a.size() < b.size()) std::swap(a, b);
  Own<Int> sum = TRY(new_int_object(ts, a.size() + 1));
  sum->limbs()[a.size()] = limbs_add(sum->limbs(), a.data(), a.size(), b.data(), b.size());
  return int_finish(std::move(sum), sign);
}

// |a| - |b|, which has `sign` if it is not negative.
Result<Ref> subtract_magnitudes(ThreadState& ts, Limbs a, Limbs b, Sign sign) {
  if (limbs_compare(a, b) < 0) {
    std::swap(a, b);
    sign = sign == Sign::kPlus ? Sign::kMinus : Sign::kPlus;
  }
  Own<Int> difference = TRY(new_int_object(ts, a.size()));
  limbs_subtract(difference->limbs(), a.data(), a.size(), b.data(), b.size());
  return int_finish(std::move(difference), sign);
}

// a + b, or a - b where `flip` turns the sign of b.
Result<Ref> add_signed(ThreadState& ts, Value a, Value b, bool flip) {
  if (Value::both_int(a, b)) return new_int(ts, flip ? a.as_int() - b.as_int() : a.as_int() + b.as_int());
  IntView left(a);
  IntView right(b);
  if (left.negative() == (right.negative() != flip)) {
    return add_magnitudes(ts, left.magnitude(), right.magnitude(), sign_of(left.negative()));
  }
  return subtract_magnitudes(ts, left.magnitude(), right.magnitude(), sign_of(left.negative()));
}

Raised raise_zero_division(ThreadState& ts, const char* message) {
  return raise(ts, Exc::kZeroDivisionError, "%s", message);
}

// What a division gives: floor quotient and remainder, each only if asked for.
struct FloorDivision {
  Ref quotient;
  Ref remainder;
};
enum DivisionPart : unsigned { kQuotient = 1, kRemainder = 2 };

// From truncated quotient and remainder to floored ones, where the signs differ and something is left: the quotient is
// one less, the remainder is what is missing to the divisor.
void floor_parts(Int* quotient, Int* remainder, Limbs divisor) {
  if (quotient != nullptr) {  // it has a limb to spare for the carry
    limbs_add_limb(quotient->limbs(), quotient->limbs(), static_cast<size_t>(quotient->size), 1);
  }
  if (remainder != nullptr) {
    limbs_subtract(remainder->limbs(), divisor.data(), divisor.size(), remainder->limbs(), divisor.size());
  }
}

// |a| < |b|: the quotient is 0 or -1.
Status divide_by_larger(ThreadState& ts, FloorDivision& out, Value a, Value b, unsigned parts) {
  bool adjust = int_sign(a) * int_sign(b) < 0;
  out.quotient = Ref::steal(Value::from_int(adjust ? -1 : 0));
  if ((parts & kRemainder) == 0) return {};
  out.remainder = TRY(adjust ? int_add(ts, a, b) : int_exact(ts, a));
  return {};
}

Status divide(ThreadState& ts, FloorDivision& out, Value a, Value b, unsigned parts) {
  IntView dividend(a);
  IntView divisor(b);
  size_t n = dividend.size();
  size_t m = divisor.size();
  if (limbs_compare(dividend.magnitude(), divisor.magnitude()) < 0) return divide_by_larger(ts, out, a, b, parts);

  bool differ = dividend.negative() != divisor.negative();
  Own<Int> quotient;
  Own<Int> remainder = TRY(new_int_object(ts, m));
  if ((parts & kQuotient) != 0) {
    quotient = TRY(new_int_object(ts, n - m + 2));
    quotient->limbs()[n - m + 1] = 0;
  }
  Poll poll = int_poll(ts);
  Limb* quotient_limbs = quotient ? quotient->limbs() : nullptr;
  if (!limbs_divide(quotient_limbs, remainder->limbs(), dividend.magnitude(), divisor.magnitude(), &poll)) {
    return raise_limbs_failed(ts, poll);
  }
  if (differ && limbs_trim(remainder->limbs(), m) != 0) {
    floor_parts(quotient.get(), (parts & kRemainder) != 0 ? remainder.get() : nullptr, divisor.magnitude());
  }
  if (quotient) out.quotient = int_finish(std::move(quotient), sign_of(differ));
  if ((parts & kRemainder) != 0) out.remainder = int_finish(std::move(remainder), sign_of(divisor.negative()));
  return {};
}

}  // namespace

Result<Ref> int_add_slow(ThreadState& ts, Value a, Value b) { return add_signed(ts, a, b, false); }
Result<Ref> int_subtract_slow(ThreadState& ts, Value a, Value b) { return add_signed(ts, a, b, true); }

Result<Ref> int_multiply_slow(ThreadState& ts, Value a, Value b) {
  IntView left(a);
  IntView right(b);
  Sign sign = sign_of(left.negative() != right.negative());
  if (left.size() <= 1 && right.size() <= 1) {
    if (left.is_zero() || right.is_zero()) return Ref::steal(Value::from_int(0));
    Limb2 product = static_cast<Limb2>(left.magnitude()[0]) * right.magnitude()[0];
    Limb limbs[2] = {static_cast<Limb>(product), static_cast<Limb>(product >> kLimbBits)};
    return new_int_from_limbs(ts, limbs, sign);
  }
  Own<Int> product = TRY(new_int_object(ts, left.size() + right.size()));
  Poll poll = int_poll(ts);
  if (!limbs_multiply(product->limbs(), left.magnitude(), right.magnitude(), &poll)) {
    return raise_limbs_failed(ts, poll);
  }
  return int_finish(std::move(product), sign);
}

Result<Ref> int_floor_divide_slow(ThreadState& ts, Value a, Value b) {
  if (int_sign(b) == 0) return raise_zero_division(ts, "integer division or modulo by zero");
  FloorDivision result;
  TRY(divide(ts, result, a, b, kQuotient));
  return std::move(result.quotient);
}

Result<Ref> int_remainder_slow(ThreadState& ts, Value a, Value b) {
  if (int_sign(b) == 0) return raise_zero_division(ts, "integer modulo by zero");
  FloorDivision result;
  TRY(divide(ts, result, a, b, kRemainder));
  return std::move(result.remainder);
}

Result<Ref> int_divmod(ThreadState& ts, Value a, Value b) {
  FloorDivision result;
  if (Value::both_int(a, b) && b != Value::from_int(0)) {
    result.quotient = TRY(int_floor_divide(ts, a, b));
    result.remainder = TRY(int_remainder(ts, a, b));
  } else {
    if (int_sign(b) == 0) return raise_zero_division(ts, "integer division or modulo by zero");
    TRY(divide(ts, result, a, b, kQuotient | kRemainder));
  }
  Own<Tuple> pair = TRY(new_tuple(ts, 2));
  pair->set(0, std::move(result.quotient));
  pair->set(1, std::move(result.remainder));
  return pair;
}

Result<Ref> int_true_divide(ThreadState& ts, Value a, Value b) {
  constexpr int64_t kExact = int64_t{1} << 53;
  if (int_sign(b) == 0) return raise_zero_division(ts, "division by zero");
  if (LIKELY(Value::both_int(a, b))) {
    int64_t i = a.as_int();
    int64_t d = b.as_int();
    if (i >= -kExact && i <= kExact && d >= -kExact && d <= kExact) {
      return new_float(ts, static_cast<double>(i) / static_cast<double>(d));
    }
  }
  IntView dividend(a);
  IntView divisor(b);
  double quotient = 0.0;
  bool overflow = false;
  Poll poll = int_poll(ts);
  if (!limbs_true_divide(quotient, overflow, dividend.magnitude(), divisor.magnitude(), &poll)) {
    return raise_limbs_failed(ts, poll);
  }
  if (overflow) return raise(ts, Exc::kOverflowError, "integer division result too large for a float");
  return new_float(ts, dividend.negative() != divisor.negative() ? -quotient : quotient);
}

Result<Ref> int_negative(ThreadState& ts, Value a) {
  if (LIKELY(a.is_int())) return new_int(ts, -a.as_int());
  IntView view(a);
  return new_int_from_limbs(ts, view.magnitude(), sign_of(!view.negative()));
}

Result<Ref> int_absolute(ThreadState& ts, Value a) { return int_sign(a) < 0 ? int_negative(ts, a) : int_exact(ts, a); }

Result<Ref> int_invert(ThreadState& ts, Value a) {
  if (LIKELY(a.is_int())) return Ref::steal(Value::from_int(~a.as_int()));
  return int_subtract(ts, Value::from_int(-1), a);
}

int int_compare_slow(Value a, Value b) {
  IntView left(a);
  IntView right(b);
  if (left.negative() != right.negative()) return left.negative() ? -1 : 1;
  int order = limbs_compare(left.magnitude(), right.magnitude());
  return left.negative() ? -order : order;
}

namespace {

// A shift count beyond every number of bits there can be.
constexpr int64_t kEndless = INT64_MAX;

Result<int64_t> shift_count(ThreadState& ts, Value count) {
  if (int_sign(count) < 0) return raise(ts, Exc::kValueError, "negative shift count");
  int64_t bits;
  return int_fits_int64(count, bits) ? bits : kEndless;
}

}  // namespace

Result<Ref> int_shift_left_slow(ThreadState& ts, Value a, Value count) {
  int64_t bits = TRY(shift_count(ts, count));
  IntView view(a);
  if (view.is_zero()) return Ref::steal(Value::from_int(0));
  if (bits == kEndless) {
    if (int_bit_length(count) > 68) return raise(ts, Exc::kOverflowError, "too many digits in integer");
    return raise_no_memory(ts);
  }
  size_t whole = static_cast<size_t>(bits) / kLimbBits;
  size_t size = whole + view.size() + 1;
  Own<Int> shifted = TRY(new_int_object(ts, size));
  Limb* limbs = shifted->limbs();
  std::fill(limbs, limbs + whole, Limb{0});
  limbs[size - 1] =
      limbs_shift_left(limbs + whole, view.magnitude().data(), view.size(), static_cast<int>(bits % kLimbBits));
  return int_finish(std::move(shifted), sign_of(view.negative()));
}

Result<Ref> int_shift_right_slow(ThreadState& ts, Value a, Value count) {
  int64_t bits = TRY(shift_count(ts, count));
  IntView view(a);
  size_t whole = static_cast<size_t>(bits) / kLimbBits;
  if (whole >= view.size()) return Ref::steal(Value::from_int(view.negative() ? -1 : 0));
  size_t size = view.size() - whole;
  Own<Int> shifted = TRY(new_int_object(ts, size + 1));
  Limb* limbs = shifted->limbs();
  limbs[size] = 0;
  limbs_shift_right(limbs, view.magnitude().data() + whole, size, static_cast<int>(bits % kLimbBits));
  // Towards minus infinity: a negative number that loses a bit gets one more.
  if (view.negative() && limbs_any_bit_below(view.magnitude(), static_cast<size_t>(bits))) {
    limbs_add_limb(limbs, limbs, size + 1, 1);
  }
  return int_finish(std::move(shifted), sign_of(view.negative()));
}

Result<Ref> int_bitwise_slow(ThreadState& ts, BitOp op, Value a, Value b) {
  IntView left(a);
  IntView right(b);
  Own<Int> result = TRY(new_int_object(ts, std::max(left.size(), right.size()) + 1));
  bool negative = limbs_bitwise(result->limbs(), op, left.signed_limbs(), right.signed_limbs());
  return int_finish(std::move(result), sign_of(negative));
}

namespace {

// base ** exponent while it fits 62 bits; false when it does not.
bool small_power(int64_t base, uint64_t exponent, int64_t& out) {
  int64_t result = 1;
  while (true) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) return false;
    exponent >>= 1;
    if (exponent == 0) break;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
  out = result;
  return Value::fits_int(result);
}

}  // namespace

Result<Ref> int_power(ThreadState& ts, Value base, Value exponent) {
  if (int_sign(exponent) < 0) {
    double b = TRY(int_to_double(ts, base));
    double e = TRY(int_to_double(ts, exponent));
    return float_power(ts, b, e);
  }
  int64_t result;
  if (Value::both_int(base, exponent) && small_power(base.as_int(), static_cast<uint64_t>(exponent.as_int()), result)) {
    return Ref::steal(Value::from_int(result));
  }
  IntView view(base);
  uint64_t count;
  if (!int_fits_uint64(exponent, count)) {
    bool odd = (IntView(exponent).magnitude()[0] & 1) != 0;
    if (view.is_zero()) return Ref::steal(Value::from_int(0));
    if (view.size() == 1 && view.magnitude()[0] == 1)
      return Ref::steal(Value::from_int(view.negative() && odd ? -1 : 1));
    return raise_no_memory(ts);
  }
  // The heap's limit would see the result, but not what it is made of.
  double bytes = static_cast<double>(limbs_bit_length(view.magnitude())) * static_cast<double>(count) / 8.0;
  size_t limit = ts.interp.heap.limit();
  if (limit != 0 && bytes > static_cast<double>(limit)) return raise_no_memory(ts);
  Poll poll = int_poll(ts);
  Natural power;
  if (!limbs_power(power, view.magnitude(), count, &poll)) return raise_limbs_failed(ts, poll);
  return new_int_from_limbs(ts, power.view(), sign_of(view.negative() && (count & 1) != 0));
}

Result<Ref> int_power_modulo(ThreadState& ts, Value base, Value exponent, Value modulus) {
  IntView m(modulus);
  if (m.is_zero()) return raise(ts, Exc::kValueError, "pow() 3rd argument cannot be 0");
  Poll poll = int_poll(ts);
  IntView b(base);
  IntView e(exponent);
  Natural reduced;
  Limbs root = b.magnitude();
  bool negative_root = b.negative();
  if (e.negative()) {
    if (!limbs_inverse_modulo(reduced, root, m.magnitude(), &poll)) return raise_limbs_failed(ts, poll);
    if (reduced.is_zero() && !(m.size() == 1 && m.magnitude()[0] == 1)) {
      return raise(ts, Exc::kValueError, "base is not invertible for the given modulus");
    }
    root = reduced.view();
  }
  Natural power;
  if (!limbs_power_modulo(power, root, e.magnitude(), m.magnitude(), &poll)) return raise_limbs_failed(ts, poll);
  // The power of the magnitude; an odd power of a negative base is its opposite.
  bool odd = !e.is_zero() && (e.magnitude()[0] & 1) != 0;
  Ref result = TRY(new_int_from_limbs(ts, power.view(), sign_of(negative_root && odd)));
  return int_remainder(ts, result, modulus);
}

Result<Ref> int_gcd(ThreadState& ts, Value a, Value b) {
  IntView left(a);
  IntView right(b);
  if (left.size() <= 1 && right.size() <= 1) {
    return new_int_unsigned(ts, limb_gcd(left.is_zero() ? 0 : left.magnitude()[0], right.is_zero() ? 0 : right.magnitude()[0]));
  }
  Poll poll = int_poll(ts);
  Natural divisor;
  if (!limbs_gcd(divisor, left.magnitude(), right.magnitude(), &poll)) return raise_limbs_failed(ts, poll);
  return new_int_from_limbs(ts, divisor.view(), Sign::kPlus);
}

Result<Ref> int_square_root(ThreadState& ts, Value a) {
  if (a.is_int() && a.as_int() < int64_t{1} << 52) {
    return Ref::steal(Value::from_int(static_cast<int64_t>(std::sqrt(static_cast<double>(a.as_int())))));
  }
  IntView view(a);
  Poll poll = int_poll(ts);
  Natural root;
  if (!limbs_square_root(root, view.magnitude(), &poll)) return raise_limbs_failed(ts, poll);
  return new_int_from_limbs(ts, root.view(), Sign::kPlus);
}

}  // namespace pyemb
