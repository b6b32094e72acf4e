// SPDX-License-Identifier: MIT
// Arithmetic on complex numbers.

#include "objects/complex.h"

#include <cerrno>
#include <cmath>

#include "objects/raise.h"

namespace pyemb {

Result<Ref> new_complex(ThreadState& ts, ComplexValue value) {
  Own<Complex> object = TRY(new_native<Complex>(ts));
  object->value = value;
  return object;
}

ComplexValue complex_sum(ComplexValue a, ComplexValue b) { return {a.real + b.real, a.imag + b.imag}; }
ComplexValue complex_difference(ComplexValue a, ComplexValue b) { return {a.real - b.real, a.imag - b.imag}; }
ComplexValue complex_product(ComplexValue a, ComplexValue b) {
  return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

// Smith's way: scaled by the larger part of b, so that nothing overflows on the way.
ComplexValue complex_quotient(ComplexValue a, ComplexValue b) {
  if (std::fabs(b.real) >= std::fabs(b.imag)) {
    double ratio = b.imag / b.real;
    double scale = b.real + b.imag * ratio;
    return {(a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale};
  }
  if (std::fabs(b.imag) >= std::fabs(b.real)) {
    double ratio = b.real / b.imag;
    double scale = b.real * ratio + b.imag;
    return {(a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale};
  }
  return {std::nan(""), std::nan("")};  // a part of b is a nan
}

Result<Ref> complex_divide(ThreadState& ts, ComplexValue a, ComplexValue b) {
  if (b.real == 0.0 && b.imag == 0.0) return raise(ts, Exc::kZeroDivisionError, "complex division by zero");
  return new_complex(ts, complex_quotient(a, b));
}

namespace {

ComplexValue whole_power(ComplexValue base, int64_t exponent) {
  ComplexValue result = {1.0, 0.0};
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = complex_product(result, base);
    base = complex_product(base, base);
  }
  return result;
}

ComplexValue polar_power(ComplexValue base, ComplexValue exponent) {
  double magnitude = std::hypot(base.real, base.imag);
  double length = std::pow(magnitude, exponent.real);
  double angle = std::atan2(base.imag, base.real);
  double phase = angle * exponent.real;
  if (exponent.imag != 0.0) {
    length /= std::exp(angle * exponent.imag);
    phase += exponent.imag * std::log(magnitude);
  }
  return {length * std::cos(phase), length * std::sin(phase)};
}

}  // namespace

Result<Ref> complex_power(ThreadState& ts, ComplexValue base, ComplexValue exponent) {
  ComplexValue power = {1.0, 0.0};
  bool zero_base = base.real == 0.0 && base.imag == 0.0;
  bool zero_exponent = exponent.real == 0.0 && exponent.imag == 0.0;
  errno = 0;
  if (zero_base && !zero_exponent) {
    power = {0.0, 0.0};
    if (exponent.imag != 0.0 || exponent.real < 0.0) errno = EDOM;
  } else if (exponent.imag == 0.0 && exponent.real == std::floor(exponent.real) && std::fabs(exponent.real) <= 100.0) {
    int64_t n = static_cast<int64_t>(exponent.real);
    power = whole_power(base, n < 0 ? -n : n);
    if (n < 0) power = complex_quotient({1.0, 0.0}, power);
  } else if (!zero_exponent) {
    power = polar_power(base, exponent);
  }
  // The C library says EDOM where an angle is infinite; ERANGE counts only for what is infinite in the end.
  if (errno == EDOM) return raise(ts, Exc::kZeroDivisionError, "0.0 to a negative or complex power");
  if (std::isinf(power.real) || std::isinf(power.imag)) {
    return raise(ts, Exc::kOverflowError, "complex exponentiation");
  }
  return new_complex(ts, power);
}

}  // namespace pyemb
