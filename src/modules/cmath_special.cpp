// SPDX-License-Identifier: MIT
// Complex functions of infinities and nans. All of them map conjugates to conjugates; the signs of zeros count.

#include <cmath>

#include "modules/cmath.h"

namespace pyemb {
namespace {

const double kInfinity = HUGE_VAL;
const double kNan = __builtin_nan("");
constexpr double kHalfPi = 1.57079632679489661923;
const ComplexValue kNans = {kNan, kNan};

ComplexResult domain_error() { return {kNans, MathError::kDomain}; }

// size * (cos(angle) + i sin(angle)) for a size of 0 or infinity: only the signs count. `sign` is that of the size.
ComplexValue directed(double size, double angle, double sign) {
  return {sign * std::copysign(size, std::cos(angle)), sign * std::copysign(size, std::sin(angle))};
}

}  // namespace

ComplexResult special_log(ComplexValue z) {
  if (is_infinite(z)) return {{kInfinity, std::atan2(z.imag, z.real)}};
  return {kNans};
}

ComplexResult special_acos(ComplexValue z) {
  if (is_infinite(z)) {
    double imag = std::isnan(z.imag) ? kInfinity : -std::copysign(kInfinity, z.imag);
    return {{std::atan2(std::fabs(z.imag), z.real), imag}};
  }
  return {{z.real == 0.0 ? kHalfPi : kNan, kNan}};
}

ComplexResult special_asinh(ComplexValue z) {
  if (is_infinite(z)) {
    double real = std::isnan(z.real) ? kInfinity : std::copysign(kInfinity, z.real);
    return {{real, std::atan2(z.imag, std::fabs(z.real))}};
  }
  return {{kNan, z.imag == 0.0 ? z.imag : kNan}};
}

ComplexResult special_atanh(ComplexValue z) {
  double imag = std::isnan(z.imag) ? kNan : std::copysign(kHalfPi, z.imag);
  if (is_infinite(z)) return {{std::isnan(z.real) ? 0.0 : std::copysign(0.0, z.real), imag}};
  return {{z.real == 0.0 ? z.real : kNan, kNan}};
}

ComplexResult special_cosh(ComplexValue z) {
  if (std::isinf(z.imag)) return std::isnan(z.real) ? ComplexResult{kNans} : domain_error();
  if (std::isinf(z.real)) {
    if (std::isnan(z.imag)) return {{kInfinity, kNan}};
    double sign = std::copysign(1.0, z.real);
    if (z.imag == 0.0) return {{kInfinity, sign * z.imag}};
    ComplexValue value = directed(kInfinity, z.imag, 1.0);
    return {{value.real, sign * value.imag}};
  }
  return {{kNan, z.real == 0.0 || z.imag == 0.0 ? 0.0 : kNan}};
}

ComplexResult special_sinh(ComplexValue z) {
  if (std::isinf(z.imag)) return std::isnan(z.real) ? ComplexResult{kNans} : domain_error();
  if (std::isinf(z.real)) {
    if (std::isnan(z.imag)) return {{kInfinity, kNan}};
    if (z.imag == 0.0) return {z};
    ComplexValue value = directed(kInfinity, z.imag, 1.0);
    return {{std::copysign(1.0, z.real) * value.real, value.imag}};
  }
  if (z.real == 0.0) return {{0.0, kNan}};
  return {{kNan, z.imag == 0.0 ? z.imag : kNan}};
}

ComplexResult special_tanh(ComplexValue z) {
  if (std::isinf(z.real)) {
    double real = std::copysign(1.0, z.real);
    if (!std::isfinite(z.imag)) return {{real, 0.0}};
    return {{real, std::copysign(0.0, 2.0 * std::sin(z.imag) * std::cos(z.imag))}};
  }
  if (std::isinf(z.imag)) return std::isnan(z.real) ? ComplexResult{kNans} : domain_error();
  return {{kNan, z.imag == 0.0 ? z.imag : kNan}};
}

ComplexResult special_exp(ComplexValue z) {
  if (std::isinf(z.real) && z.real < 0.0) {
    if (!std::isfinite(z.imag)) return {{0.0, 0.0}};
    return {directed(0.0, z.imag, 1.0)};
  }
  if (std::isinf(z.imag)) return std::isnan(z.real) ? ComplexResult{kNans} : domain_error();
  if (std::isinf(z.real)) {
    if (std::isnan(z.imag)) return {{kInfinity, kNan}};
    if (z.imag == 0.0) return {z};
    return {directed(kInfinity, z.imag, 1.0)};
  }
  return {{kNan, z.imag == 0.0 ? z.imag : kNan}};
}

ComplexResult special_sqrt(ComplexValue z) {
  if (std::isinf(z.imag)) return {{kInfinity, z.imag}};
  if (!std::isinf(z.real)) return {kNans};
  bool nan = std::isnan(z.imag);
  if (z.real < 0.0) return {{nan ? kNan : 0.0, nan ? kInfinity : std::copysign(kInfinity, z.imag)}};
  return {{kInfinity, nan ? kNan : std::copysign(0.0, z.imag)}};
}

ComplexResult special_rect(double length, double angle) {
  if (length == 0.0) return {{0.0, 0.0}};
  if (std::isinf(angle)) return std::isnan(length) ? ComplexResult{kNans} : domain_error();
  if (std::isinf(length)) {
    if (std::isnan(angle)) return {{kInfinity, kNan}};
    double sign = std::copysign(1.0, length);
    if (angle == 0.0) return {{length, sign * angle}};
    return {directed(kInfinity, angle, sign)};
  }
  return {{kNan, angle == 0.0 ? 0.0 : kNan}};
}

}  // namespace pyemb
