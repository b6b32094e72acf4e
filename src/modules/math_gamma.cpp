// SPDX-License-Identifier: MIT
// The gamma function and its logarithm, by Lanczos' approximation with g = 6.024680040776729583740234375 and thirteen
// terms (the rational form and coefficients that Boost uses). C libraries differ here; this gives the same on all of
// them.

#include <cmath>
#include <iterator>

#include "modules/math.h"

namespace pyemb {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;

constexpr double kNumerator[] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
// z (z + 1) ... (z + 11)
constexpr double kDenominator[] = {0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                   2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};

// Horner's rule from whichever end does not overflow.
double lanczos_sum(double x) {
  constexpr int kTerms = std::size(kNumerator);
  double numerator = 0.0;
  double denominator = 0.0;
  if (x < 5.0) {
    for (int i = kTerms - 1; i >= 0; --i) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

// sin(pi x), exact at multiples of a half.
double sin_pi(double x) {
  double y = std::fmod(std::fabs(x), 2.0);
  double result = 0.0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: result = std::sin(kPi * y); break;
    case 1: result = std::cos(kPi * (y - 0.5)); break;
    case 2: result = std::sin(kPi * (1.0 - y)); break;
    case 3: result = -std::cos(kPi * (y - 1.5)); break;
    default: result = std::sin(kPi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * result;
}

// (n - 1)! is exact in a double up to here.
constexpr int kMostExact = 23;

double small_factorial(int n) {
  double product = 1.0;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

// Gamma of a number neither tiny nor large: the power is split where it alone would overflow.
double gamma_by_lanczos(double x) {
  double magnitude = std::fabs(x);
  double y = magnitude + kGMinusHalf;
  // What the rounding of y lost, which matters because y is raised to a power.
  double lost = magnitude > kGMinusHalf ? (y - magnitude) - kGMinusHalf : (y - kGMinusHalf) - magnitude;
  double correction = lost * kG / y;
  bool split = magnitude >= 140.0;
  double power = split ? std::pow(y, magnitude / 2.0 - 0.25) : std::pow(y, magnitude - 0.5);
  double result;
  if (x < 0.0) {
    result = -kPi / sin_pi(magnitude) / magnitude * std::exp(y) / lanczos_sum(magnitude);
    result -= correction * result;
    result /= power;
    if (split) result /= power;
  } else {
    result = lanczos_sum(magnitude) / std::exp(y);
    result += correction * result;
    result *= power;
    if (split) result *= power;
  }
  return result;
}

}  // namespace

MathResult math_gamma(double x) {
  if (!std::isfinite(x)) {
    if (std::isnan(x) || x > 0.0) return {x};
    return {std::nan(""), MathError::kDomain};
  }
  if (x == 0.0) return {std::copysign(HUGE_VAL, x), MathError::kDomain};
  if (x == std::floor(x)) {
    if (x < 0.0) return {std::nan(""), MathError::kDomain};
    if (x <= kMostExact) return {small_factorial(static_cast<int>(x) - 1)};
  }
  double magnitude = std::fabs(x);
  if (magnitude < 1e-20) {
    double result = 1.0 / x;
    return {result, std::isinf(result) ? MathError::kRange : MathError::kNone};
  }
  if (magnitude > 200.0) {
    if (x < 0.0) return {0.0 / sin_pi(x)};
    return {HUGE_VAL, MathError::kRange};
  }
  double result = gamma_by_lanczos(x);
  return {result, std::isinf(result) ? MathError::kRange : MathError::kNone};
}

MathResult math_log_gamma(double x) {
  if (std::isnan(x)) return {x};
  if (std::isinf(x)) return {HUGE_VAL};
  if (x == std::floor(x) && x <= 2.0) {
    if (x <= 0.0) return {HUGE_VAL, MathError::kDomain};
    return {0.0};
  }
  double magnitude = std::fabs(x);
  if (magnitude < 1e-20) return {-std::log(magnitude)};
  double result = std::log(lanczos_sum(magnitude)) - kG;
  result += (magnitude - 0.5) * (std::log(magnitude + kG - 0.5) - 1);
  if (x < 0.0) result = kLogPi - std::log(std::fabs(sin_pi(magnitude))) - std::log(magnitude) - result;
  return {result, std::isinf(result) ? MathError::kRange : MathError::kNone};
}

}  // namespace pyemb
