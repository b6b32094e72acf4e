// SPDX-License-Identifier: MIT
// Complex functions, after W. Kahan, "Branch Cuts for Complex Elementary Functions; or, Much Ado About Nothing's Sign
// Bit". Large arguments are scaled down before they are squared, and results near the edge of the range are made in two
// factors.

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "modules/cmath.h"

namespace pyemb {
namespace {

constexpr double kE = 2.7182818284590452354;
constexpr double kPi = 3.14159265358979323846;
constexpr double kLn2 = 0.69314718055994530942;
constexpr double kLn10 = 2.30258509299404568402;
constexpr double kLarge = DBL_MAX / 4.0;
const double kSqrtLarge = std::sqrt(kLarge);
const double kLogLarge = std::log(kLarge);
const double kSqrtSmallest = std::sqrt(DBL_MIN);

bool is_large(ComplexValue z) { return std::fabs(z.real) > kLarge || std::fabs(z.imag) > kLarge; }

// log of the length of a large z: of a quarter of it, and 2 log(2).
double log_of_large(ComplexValue z) { return std::log(std::hypot(z.real / 2.0, z.imag / 2.0)) + kLn2 * 2.0; }

ComplexResult checked_range(ComplexValue value) {
  bool overflow = std::isinf(value.real) || std::isinf(value.imag);
  return {value, overflow ? MathError::kRange : MathError::kNone};
}

// f(z) = -i g(iz), which is how sin, tan, asin and atan follow from their hyperbolic relatives.
template <ComplexResult (*G)(ComplexValue)>
ComplexResult by_rotation(ComplexValue z) {
  ComplexResult result = G({-z.imag, z.real});
  return {{result.value.imag, -result.value.real}, result.error};
}

ComplexValue sqrt_of(double real, double imag) { return complex_sqrt({real, imag}).value; }

}  // namespace

bool is_finite(ComplexValue z) { return std::isfinite(z.real) && std::isfinite(z.imag); }
bool is_infinite(ComplexValue z) { return std::isinf(z.real) || std::isinf(z.imag); }
bool is_nan(ComplexValue z) { return std::isnan(z.real) || std::isnan(z.imag); }

ComplexResult complex_acos(ComplexValue z) {
  if (!is_finite(z)) return special_acos(z);
  if (is_large(z)) {
    double real = std::atan2(std::fabs(z.imag), z.real);
    double length = log_of_large(z);
    if (z.real < 0.0) return {{real, -std::copysign(length, z.imag)}};
    return {{real, std::copysign(length, -z.imag)}};
  }
  ComplexValue s1 = sqrt_of(1.0 - z.real, -z.imag);
  ComplexValue s2 = sqrt_of(1.0 + z.real, z.imag);
  return {{2.0 * std::atan2(s1.real, s2.real), std::asinh(s2.real * s1.imag - s2.imag * s1.real)}};
}

ComplexResult complex_acosh(ComplexValue z) {
  if (!is_finite(z)) return special_log(z);
  if (is_large(z)) return {{log_of_large(z), std::atan2(z.imag, z.real)}};
  ComplexValue s1 = sqrt_of(z.real - 1.0, z.imag);
  ComplexValue s2 = sqrt_of(z.real + 1.0, z.imag);
  return {{std::asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * std::atan2(s1.imag, s2.real)}};
}

ComplexResult complex_asin(ComplexValue z) { return by_rotation<complex_asinh>(z); }

ComplexResult complex_asinh(ComplexValue z) {
  if (!is_finite(z)) return special_asinh(z);
  if (is_large(z)) {
    double length = log_of_large(z);
    double real = z.imag >= 0.0 ? std::copysign(length, z.real) : -std::copysign(length, -z.real);
    return {{real, std::atan2(z.imag, std::fabs(z.real))}};
  }
  ComplexValue s1 = sqrt_of(1.0 + z.imag, -z.real);
  ComplexValue s2 = sqrt_of(1.0 - z.imag, z.real);
  return {
      {std::asinh(s1.real * s2.imag - s2.real * s1.imag), std::atan2(z.imag, s1.real * s2.real - s1.imag * s2.imag)}};
}

ComplexResult complex_atan(ComplexValue z) { return by_rotation<complex_atanh>(z); }

ComplexResult complex_atanh(ComplexValue z) {
  if (!is_finite(z)) return special_atanh(z);
  if (std::signbit(z.real)) {  // an odd function
    ComplexResult result = complex_atanh({-z.real, -z.imag});
    return {{-result.value.real, -result.value.imag}, result.error};
  }
  double height = std::fabs(z.imag);
  if (z.real > kSqrtLarge || height > kSqrtLarge) {
    double half = std::hypot(z.real / 2.0, z.imag / 2.0);
    return {{z.real / 4.0 / half / half, -std::copysign(kPi / 2.0, -z.imag)}};
  }
  if (z.real == 1.0 && height < kSqrtSmallest) {
    if (height == 0.0) return {{HUGE_VAL, z.imag}, MathError::kDomain};
    return {{-std::log(std::sqrt(height) / std::sqrt(std::hypot(height, 2.0))),
             std::copysign(std::atan2(2.0, -height) / 2.0, z.imag)}};
  }
  double left = 1.0 - z.real;
  return {{std::log1p(4.0 * z.real / (left * left + height * height)) / 4.0,
           -std::atan2(-2.0 * z.imag, left * (1.0 + z.real) - height * height) / 2.0}};
}

ComplexResult complex_cos(ComplexValue z) { return complex_cosh({-z.imag, z.real}); }

ComplexResult complex_cosh(ComplexValue z) {
  if (!is_finite(z)) return special_cosh(z);
  if (std::fabs(z.real) > kLogLarge) {
    double nearer = z.real - std::copysign(1.0, z.real);
    return checked_range({std::cos(z.imag) * std::cosh(nearer) * kE, std::sin(z.imag) * std::sinh(nearer) * kE});
  }
  return checked_range({std::cos(z.imag) * std::cosh(z.real), std::sin(z.imag) * std::sinh(z.real)});
}

ComplexResult complex_exp(ComplexValue z) {
  if (!is_finite(z)) return special_exp(z);
  if (z.real > kLogLarge) {
    double length = std::exp(z.real - 1.0);
    return checked_range({length * std::cos(z.imag) * kE, length * std::sin(z.imag) * kE});
  }
  double length = std::exp(z.real);
  return checked_range({length * std::cos(z.imag), length * std::sin(z.imag)});
}

ComplexResult complex_log(ComplexValue z) {
  if (!is_finite(z)) return special_log(z);
  double ax = std::fabs(z.real);
  double ay = std::fabs(z.imag);
  double angle = std::atan2(z.imag, z.real);
  if (ax > kLarge || ay > kLarge) return {{std::log(std::hypot(ax / 2.0, ay / 2.0)) + kLn2, angle}};
  if (ax < DBL_MIN && ay < DBL_MIN) {
    if (ax == 0.0 && ay == 0.0) return {{-HUGE_VAL, angle}, MathError::kDomain};
    double length = std::hypot(std::ldexp(ax, DBL_MANT_DIG), std::ldexp(ay, DBL_MANT_DIG));
    return {{std::log(length) - DBL_MANT_DIG * kLn2, angle}};
  }
  double length = std::hypot(ax, ay);
  if (0.71 <= length && length <= 1.73) {  // close to 1, where the logarithm of a rounded length is coarse
    double longer = std::max(ax, ay);
    double shorter = std::min(ax, ay);
    return {{std::log1p((longer - 1) * (longer + 1) + shorter * shorter) / 2.0, angle}};
  }
  return {{std::log(length), angle}};
}

ComplexResult complex_log10(ComplexValue z) {
  ComplexResult result = complex_log(z);
  return {{result.value.real / kLn10, result.value.imag / kLn10}, result.error};
}

ComplexResult complex_sin(ComplexValue z) { return by_rotation<complex_sinh>(z); }

ComplexResult complex_sinh(ComplexValue z) {
  if (!is_finite(z)) return special_sinh(z);
  if (std::fabs(z.real) > kLogLarge) {
    double nearer = z.real - std::copysign(1.0, z.real);
    return checked_range({std::cos(z.imag) * std::sinh(nearer) * kE, std::sin(z.imag) * std::cosh(nearer) * kE});
  }
  return checked_range({std::cos(z.imag) * std::sinh(z.real), std::sin(z.imag) * std::cosh(z.real)});
}

ComplexResult complex_sqrt(ComplexValue z) {
  if (!is_finite(z)) return special_sqrt(z);
  if (z.real == 0.0 && z.imag == 0.0) return {{0.0, z.imag}};
  double ax = std::fabs(z.real);
  double ay = std::fabs(z.imag);
  double s;
  if (ax < DBL_MIN && ay < DBL_MIN) {  // subnormal: scaled up, and the root down by half as much
    constexpr int kUp = DBL_MANT_DIG;
    ax = std::ldexp(ax, kUp);
    s = std::ldexp(std::sqrt(ax + std::hypot(ax, std::ldexp(ay, kUp))), -(kUp + 1) / 2);
  } else {
    ax /= 8.0;
    s = 2.0 * std::sqrt(ax + std::hypot(ax, ay / 8.0));
  }
  double d = ay / (2.0 * s);
  if (z.real >= 0.0) return {{s, std::copysign(d, z.imag)}};
  return {{d, std::copysign(s, z.imag)}};
}

ComplexResult complex_tan(ComplexValue z) { return by_rotation<complex_tanh>(z); }

ComplexResult complex_tanh(ComplexValue z) {
  if (!is_finite(z)) return special_tanh(z);
  if (std::fabs(z.real) > kLogLarge) {
    return {
        {std::copysign(1.0, z.real), 4.0 * std::sin(z.imag) * std::cos(z.imag) * std::exp(-2.0 * std::fabs(z.real))}};
  }
  double tx = std::tanh(z.real);
  double ty = std::tan(z.imag);
  double cx = 1.0 / std::cosh(z.real);
  double both = tx * ty;
  double scale = 1.0 + both * both;
  return {{tx * (1.0 + ty * ty) / scale, ((ty / scale) * cx) * cx}};
}

ComplexResult complex_from_polar(double length, double angle) {
  if (!std::isfinite(length) || !std::isfinite(angle)) return special_rect(length, angle);
  if (angle == 0.0) return {{length, length * angle}};  // keeps the sign of the angle
  return {{length * std::cos(angle), length * std::sin(angle)}};
}

}  // namespace pyemb
