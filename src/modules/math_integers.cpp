// SPDX-License-Identifier: MIT
// Whole numbers in the module math: divisors, roots, factorials, combinations. All exact, of any size.

#include "modules/math.h"
#include "objects/int.h"

namespace pyemb {
namespace {

Result<Ref> gcd(ThreadState& ts, Rest integers) {
  Ref result = Ref::steal(Value::from_int(0));
  for (Value argument : integers) {
    Ref number = TRY(number_index(ts, argument));
    result = TRY(int_gcd(ts, result, number));
  }
  return result;
}

Result<Ref> lcm(ThreadState& ts, Rest integers) {
  Ref result = Ref::steal(Value::from_int(1));
  for (Value argument : integers) {
    Ref number = TRY(number_index(ts, argument));
    if (int_sign(number) == 0) result = Ref::steal(Value::from_int(0));
    if (int_sign(result) == 0) continue;  // the other arguments must be ints all the same
    Ref divisor = TRY(int_gcd(ts, result, number));
    Ref cofactor = TRY(int_floor_divide(ts, number, divisor));
    Ref product = TRY(int_multiply(ts, result, cofactor));
    result = TRY(int_absolute(ts, product));
  }
  return result;
}

Result<Ref> isqrt(ThreadState& ts, Value n) {
  Ref number = TRY(number_index(ts, n));
  if (int_sign(number) < 0) return raise(ts, Exc::kValueError, "isqrt() argument must be nonnegative");
  return int_square_root(ts, number);
}

// first * (first + 1) * ... * last, halves first, so that long factors are of like length.
Result<Ref> product_of_range(ThreadState& ts, int64_t first, int64_t last) {
  constexpr int64_t kShort = 16;
  if (first > last) return Ref::steal(Value::from_int(1));
  if (last - first >= kShort) {
    if (Poll poll = int_poll(ts); poll.stop()) return raise_limbs_failed(ts, poll);
    int64_t middle = first + (last - first) / 2;
    Ref low = TRY(product_of_range(ts, first, middle));
    Ref high = TRY(product_of_range(ts, middle + 1, last));
    return int_multiply(ts, low, high);
  }
  Ref product = TRY(new_int(ts, last));
  for (int64_t i = first; i < last; ++i) {
    Ref factor = TRY(new_int(ts, i));
    product = TRY(int_multiply(ts, product, factor));
  }
  return product;
}

Result<Ref> factorial_of(ThreadState& ts, int64_t n) { return product_of_range(ts, 2, n); }

Result<Ref> factorial(ThreadState& ts, Value n) {
  Ref number = TRY(number_index(ts, n));
  int64_t count;
  if (int_sign(number) < 0) return raise(ts, Exc::kValueError, "factorial() not defined for negative values");
  if (!int_fits_int64(number, count)) {
    return raise(ts, Exc::kOverflowError, "factorial() argument should not exceed %lld",
                 static_cast<long long>(INT64_MAX));
  }
  return factorial_of(ts, count);
}

// n (n - 1) ... (n - k + 1) of an n of any size, from the lower factors up.
Result<Ref> falling_product(ThreadState& ts, Value n, int64_t k) {
  int64_t small;
  if (int_fits_int64(n, small)) return product_of_range(ts, small - k + 1, small);
  constexpr int64_t kShort = 8;
  if (k > kShort) {
    Ref high = TRY(falling_product(ts, n, k / 2));
    Ref half = TRY(new_int(ts, k / 2));
    Ref below = TRY(int_subtract(ts, n, half));
    Ref low = TRY(falling_product(ts, below, k - k / 2));
    return int_multiply(ts, high, low);
  }
  Ref product = Ref::copy(n);
  for (int64_t i = 1; i < k; ++i) {
    Ref factor = TRY(int_subtract(ts, n, Value::from_int(i)));
    product = TRY(int_multiply(ts, product, factor));
  }
  return product;
}

[[nodiscard]] Status require_natural(ThreadState& ts, Value number, const char* name) {
  if (int_sign(number) < 0) return raise(ts, Exc::kValueError, "%s must be a non-negative integer", name);
  return {};
}

Result<Ref> perm(ThreadState& ts, Value n, Value k) {
  if (k.is_null() || k.is_none()) return factorial(ts, n);
  Ref set = TRY(number_index(ts, n));
  Ref picked = TRY(number_index(ts, k));
  TRY(require_natural(ts, set, "n"));
  TRY(require_natural(ts, picked, "k"));
  if (int_compare(set, picked) < 0) return Ref::steal(Value::from_int(0));
  int64_t count;
  if (!int_fits_int64(picked, count)) {
    return raise(ts, Exc::kOverflowError, "k must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  if (count == 0) return Ref::steal(Value::from_int(1));
  return falling_product(ts, set, count);
}

// C(n, k) while every product on the way fits 64 bits; 0: it does not.
uint64_t small_binomial(uint64_t n, uint64_t k) {
  uint64_t result = 1;
  for (uint64_t i = 1; i <= k; ++i) {
    if (__builtin_mul_overflow(result, n - k + i, &result)) return 0;
    result /= i;
  }
  return result;
}

Result<Ref> comb(ThreadState& ts, Value n, Value k) {
  Ref set = TRY(number_index(ts, n));
  Ref picked = TRY(number_index(ts, k));
  TRY(require_natural(ts, set, "n"));
  TRY(require_natural(ts, picked, "k"));
  Ref others = TRY(int_subtract(ts, set, picked));
  if (int_sign(others) < 0) return Ref::steal(Value::from_int(0));
  if (int_compare(others, picked) < 0) picked = std::move(others);
  int64_t count;
  if (!int_fits_int64(picked, count)) {
    return raise(ts, Exc::kOverflowError, "min(n - k, k) must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  if (count == 0) return Ref::steal(Value::from_int(1));
  uint64_t small;
  if (count <= 62 && int_fits_uint64(set, small)) {
    uint64_t result = small_binomial(small, static_cast<uint64_t>(count));
    if (result != 0) return new_int_unsigned(ts, result);
  }
  Ref numerator = TRY(falling_product(ts, set, count));
  Ref denominator = TRY(factorial_of(ts, count));
  return int_floor_divide(ts, numerator, denominator);
}

constexpr NativeMethod kFunctions[] = {
    function<comb>("comb", "($module, n, k, /)", "In how many ways k things can be picked from n, order not counting."),
    function<factorial>("factorial", "($module, n, /)", "n! of an int that is not negative."),
    function<gcd>("gcd", "($module, *integers)", "The greatest int that divides all of them."),
    function<isqrt>("isqrt", "($module, n, /)", "The largest int whose square is not greater than n."),
    function<lcm>("lcm", "($module, *integers)", "The least int that all of them divide."),
    function<perm>("perm", "($module, n, k=None, /)",
                   "In how many ways k things, or all, can be picked from n, order counting."),
};

}  // namespace

constexpr std::span<const NativeMethod> kMathIntegers = kFunctions;

}  // namespace pyemb
