// SPDX-License-Identifier: MIT
// Arithmetic on doubles as Python means it.

#include "objects/float.h"

#include <cerrno>
#include <cmath>
#include <cstring>

#include "objects/call.h"
#include "objects/complex.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

Result<Ref> new_heap_float(ThreadState& ts, double value) {
  Own<Float> object = TRY(new_native<Float>(ts));
  object->value = value;
  return object;
}

bool float_operand(ThreadState& ts, Value value, FloatOperand& out) {
  if (LIKELY(value.is_float())) {
    out.value = value.as_float();
    return true;
  }
  if (value.is_int()) {
    out.value = static_cast<double>(value.as_int());
    return true;
  }
  if (is<Float>(value)) {
    out.value = float_value(value);
    return true;
  }
  if (!is_any_int(value)) return false;
  Result<double> converted = int_to_double(ts, value);
  out.failed = converted.raised();
  if (out.failed) return false;
  out.value = converted.take();
  return true;
}

Result<Ref> float_true_divide(ThreadState& ts, double a, double b) {
  if (UNLIKELY(b == 0.0)) return raise(ts, Exc::kZeroDivisionError, "float division by zero");
  return new_float(ts, a / b);
}

namespace {

// The remainder has the sign of the divisor; the quotient is (a - remainder) / b, which is close to a whole number.
struct FloatDivision {
  double quotient, remainder;
};

FloatDivision divide(double a, double b) {
  double remainder = std::fmod(a, b);
  double quotient = (a - remainder) / b;
  if (remainder != 0.0) {
    if ((b < 0) != (remainder < 0)) {
      remainder += b;
      quotient -= 1.0;
    }
  } else {
    remainder = std::copysign(0.0, b);
  }
  if (quotient == 0.0) return {std::copysign(0.0, a / b), remainder};
  double whole = std::floor(quotient);
  if (quotient - whole > 0.5) whole += 1.0;
  return {whole, remainder};
}

}  // namespace

Result<Ref> float_floor_divide(ThreadState& ts, double a, double b) {
  if (UNLIKELY(b == 0.0)) return raise(ts, Exc::kZeroDivisionError, "float floor division by zero");
  return new_float(ts, divide(a, b).quotient);
}

Result<Ref> float_remainder(ThreadState& ts, double a, double b) {
  if (UNLIKELY(b == 0.0)) return raise(ts, Exc::kZeroDivisionError, "float modulo");
  return new_float(ts, divide(a, b).remainder);
}

Result<Ref> float_divmod(ThreadState& ts, double a, double b) {
  if (UNLIKELY(b == 0.0)) return raise(ts, Exc::kZeroDivisionError, "float divmod()");
  FloatDivision division = divide(a, b);
  Ref quotient = TRY(new_float(ts, division.quotient));
  Ref remainder = TRY(new_float(ts, division.remainder));
  return new_tuple_of(ts, quotient, remainder);
}

namespace {

// OverflowError(errno, text), as the C library's range errors are raised.
Raised raise_range_error(ThreadState& ts) {
  Ref message = TRY(new_str(ts, std::strerror(ERANGE)));
  Ref exception =
      TRY(call(ts, Value::from_object(&core_type(ts, Exc::kOverflowError)), Value::from_int(ERANGE), message));
  return raise_object(ts, std::move(exception));
}

bool is_odd_integer(double value) { return std::fmod(std::fabs(value), 2.0) == 1.0; }

// Powers with an infinite operand, whose signs C libraries have disagreed about. Neither is a nan, the exponent is not
// 0.
double power_of_infinities(double base, double exponent) {
  if (std::isinf(exponent)) {
    double magnitude = std::fabs(base);
    if (magnitude == 1.0) return 1.0;
    return (exponent > 0.0) == (magnitude > 1.0) ? HUGE_VAL : 0.0;
  }
  bool odd = is_odd_integer(exponent);
  if (exponent > 0.0) return odd ? base : std::fabs(base);
  return odd ? std::copysign(0.0, base) : 0.0;
}

}  // namespace

Result<Ref> float_power(ThreadState& ts, double base, double exponent) {
  if (exponent == 0.0 || base == 1.0) return new_float(ts, 1.0);  // even for nan
  if (std::isnan(base)) return new_float(ts, base);
  if (std::isnan(exponent)) return new_float(ts, exponent);
  if (std::isinf(base) || std::isinf(exponent)) return new_float(ts, power_of_infinities(base, exponent));
  if (base == 0.0) {
    bool odd = is_odd_integer(exponent);
    if (exponent < 0.0) return raise(ts, Exc::kZeroDivisionError, "0.0 cannot be raised to a negative power");
    return new_float(ts, odd ? base : 0.0);
  }
  bool negate = false;
  if (base < 0.0) {
    if (exponent != std::floor(exponent)) return complex_power(ts, {base, 0.0}, {exponent, 0.0});
    negate = is_odd_integer(exponent);
    base = -base;
  }
  if (base == 1.0) return new_float(ts, negate ? -1.0 : 1.0);
  double power = std::pow(base, exponent);
  if (UNLIKELY(std::isinf(power))) return raise_range_error(ts);
  return new_float(ts, negate ? -power : power);
}

int64_t float_hash(double value) {
  if (std::isinf(value)) return value > 0 ? 314159 : -314159;
  // numerator * 2^exponent modulo 2^61 - 1, where multiplying by two is a rotation of 61 bits.
  constexpr int kBits = 61;
  constexpr uint64_t kModulus = (uint64_t{1} << kBits) - 1;
  BinaryRatio ratio = float_ratio(std::fabs(value));
  uint64_t numerator = static_cast<uint64_t>(ratio.numerator);
  int shift = (ratio.exponent % kBits + kBits) % kBits;
  int64_t hash = static_cast<int64_t>((numerator << shift & kModulus) | numerator >> (kBits - shift));
  if (value < 0) hash = -hash;
  return hash == -1 ? -2 : hash;
}

}  // namespace pyemb
