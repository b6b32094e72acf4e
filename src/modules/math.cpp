// SPDX-License-Identifier: MIT
// The module math: the functions of one and two doubles, mostly those of the C library with Python's errors.

#include <math.h>

#include <algorithm>
#include <climits>
#include <cmath>

#include "modules/math.h"
#include "modules/native_modules.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {

Result<double> math_checked(ThreadState& ts, MathResult result) {
  switch (result.error) {
    case MathError::kNone: break;
    case MathError::kDomain: return raise(ts, Exc::kValueError, "math domain error");
    case MathError::kRange: return raise(ts, Exc::kOverflowError, "math range error");
  }
  return result.value;
}

namespace {

constexpr double kE = 2.7182818284590452353602874713526625;
constexpr double kPi = 3.14159265358979323846264338327950288;

// -- functions of the C library
// -----------------------------------------------------------------------------------------

// A nan out of no nan is a domain error; an infinity out of a finite number is one too (a pole), or a range error.
template <double (*F)(double), MathError kInfinite>
Result<double> unary(ThreadState& ts, double x) {
  double result = F(x);
  if (UNLIKELY(std::isnan(result) && !std::isnan(x))) return math_checked(ts, {result, MathError::kDomain});
  if (UNLIKELY(std::isinf(result) && std::isfinite(x))) return math_checked(ts, {result, kInfinite});
  return result;
}

template <MathResult (*F)(double)>
Result<double> checked(ThreadState& ts, double x) {
  return math_checked(ts, F(x));
}

template <double (*F)(double)>
double total(ThreadState&, double x) {
  return F(x);
}

double degrees_of(double x) { return x * (180.0 / kPi); }
double radians_of(double x) { return x * (kPi / 180.0); }

double unit_in_last_place(double x) {
  x = std::fabs(x);
  if (!std::isfinite(x)) return x;
  double next = std::nextafter(x, HUGE_VAL);
  if (std::isinf(next)) return x - std::nextafter(x, -HUGE_VAL);
  return next - x;
}

double copysign_of(ThreadState&, double x, double y) { return std::copysign(x, y); }
double atan2_of(ThreadState&, double y, double x) { return std::atan2(y, x); }
double nextafter_of(ThreadState&, double x, double y) { return std::nextafter(x, y); }

// A nan out of no nan is a domain error.
Result<double> nan_checked(ThreadState& ts, double result, double x, double y) {
  bool domain = std::isnan(result) && !std::isnan(x) && !std::isnan(y);
  return math_checked(ts, {result, domain ? MathError::kDomain : MathError::kNone});
}

Result<double> remainder_of(ThreadState& ts, double x, double y) { return nan_checked(ts, std::remainder(x, y), x, y); }
Result<double> fmod_of(ThreadState& ts, double x, double y) { return nan_checked(ts, std::fmod(x, y), x, y); }

Result<double> pow_of(ThreadState& ts, double x, double y) {
  double result = std::pow(x, y);
  if (!std::isfinite(x) || !std::isfinite(y) || std::isfinite(result)) return result;
  bool domain = std::isnan(result) || x == 0.0;
  return math_checked(ts, {result, domain ? MathError::kDomain : MathError::kRange});
}

// -- parts of a double
// ----------------------------------------------------------------------------------------------------

Result<Ref> frexp_of(ThreadState& ts, double x) {
  int exponent = 0;
  if (std::isfinite(x)) x = std::frexp(x, &exponent);
  Ref fraction = TRY(new_float(ts, x));
  return new_tuple_of(ts, fraction, Value::from_int(exponent));
}

Result<double> ldexp_of(ThreadState& ts, double x, Value i) {
  if (!is_any_int(i)) return raise(ts, Exc::kTypeError, "Expected an int as second argument to ldexp.");
  if (x == 0.0 || !std::isfinite(x)) return x;
  int64_t exponent = TRY(to_clamped_index(ts, i));
  double result = std::ldexp(x, static_cast<int>(std::clamp<int64_t>(exponent, INT_MIN, INT_MAX)));
  return math_checked(ts, {result, std::isinf(result) ? MathError::kRange : MathError::kNone});
}

Result<Ref> modf_of(ThreadState& ts, double x) {
  double whole;
  double rest = std::modf(x, &whole);
  Ref first = TRY(new_float(ts, rest));
  Ref second = TRY(new_float(ts, whole));
  return new_tuple_of(ts, first, second);
}

// -- to whole numbers
// -------------------------------------------------------------------------------------------------------

Result<Ref> whole_int(ThreadState& ts, double value) {
  Ref number = TRY(new_float(ts, value));
  return to_int(ts, number);
}

Result<Ref> ceil_of(ThreadState& ts, Value x) {
  if (x.is_int()) return Ref::copy(x);
  if (!x.is_float() && !is_exactly(x, TypeId::kFloat)) {
    Ref result = TRY(call_special(ts, x, ts.names().dunder_ceil));
    if (!result.is_absent()) return result;
  }
  double value = TRY(to_double(ts, x));
  return whole_int(ts, std::ceil(value));
}

Result<Ref> floor_of(ThreadState& ts, Value x) {
  if (x.is_int()) return Ref::copy(x);
  if (!x.is_float() && !is_exactly(x, TypeId::kFloat)) {
    Ref result = TRY(call_special(ts, x, ts.names().dunder_floor));
    if (!result.is_absent()) return result;
  }
  double value = TRY(to_double(ts, x));
  return whole_int(ts, std::floor(value));
}

Result<Ref> trunc_of(ThreadState& ts, Value x) {
  if (x.is_int()) return Ref::copy(x);
  if (x.is_float()) return to_int(ts, x);
  Ref result = TRY(call_special(ts, x, ts.names().dunder_trunc));
  if (!result.is_absent()) return result;
  return raise(ts, Exc::kTypeError, "type %.100s doesn't define __trunc__ method", type_name(ts, x));
}

// -- logarithms
// ---------------------------------------------------------------------------------------------------------------

double log_in_base(double x, LogBase base) {
  switch (base) {
    case LogBase::kE: return std::log(x);
    case LogBase::kTwo: return std::log2(x);
    case LogBase::kTen: return std::log10(x);
  }
  return x;
}

Result<double> log_of_int(ThreadState& ts, Value number, LogBase base) {
  if (int_sign(number) <= 0) return math_checked(ts, {0.0, MathError::kDomain});
  IntView view(number);
  double value;
  if (limbs_to_double(view.magnitude(), value)) return log_in_base(value, base);
  ScaledDouble scaled = limbs_to_scaled_double(view.magnitude());
  return log_in_base(scaled.fraction, base) + log_in_base(2.0, base) * static_cast<double>(scaled.exponent);
}

Result<Ref> log_of(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "log", args));
  if (args.count < 1 || args.count > 2) return raise(ts, Exc::kTypeError, "math.log requires 1 to 2 arguments");
  double result = TRY(math_log(ts, args.values[0], LogBase::kE));
  if (args.count == 1) return new_float(ts, result);
  double base = TRY(math_log(ts, args.values[1], LogBase::kE));
  return float_true_divide(ts, result, base);
}

Result<double> log2_of(ThreadState& ts, Value x) { return math_log(ts, x, LogBase::kTwo); }
Result<double> log10_of(ThreadState& ts, Value x) { return math_log(ts, x, LogBase::kTen); }

// -- tests
// --------------------------------------------------------------------------------------------------------------------

bool isfinite_of(ThreadState&, double x) { return std::isfinite(x); }
bool isinf_of(ThreadState&, double x) { return std::isinf(x); }
bool isnan_of(ThreadState&, double x) { return std::isnan(x); }

Result<bool> isclose(ThreadState& ts, double a, double b, std::optional<double> rel_tol,
                     std::optional<double> abs_tol) {
  double relative = rel_tol.value_or(1e-9);
  double absolute = abs_tol.value_or(0.0);
  if (relative < 0.0 || absolute < 0.0) return raise(ts, Exc::kValueError, "tolerances must be non-negative");
  if (a == b) return true;
  if (std::isinf(a) || std::isinf(b)) return false;
  double distance = std::fabs(b - a);
  return distance <= std::fabs(relative * b) || distance <= std::fabs(relative * a) || distance <= absolute;
}

constexpr MathError kPole = MathError::kDomain;
constexpr MathError kOverflows = MathError::kRange;

constexpr NativeMethod kFunctions[] = {
    function<unary<::acos, kPole>>("acos", "($module, x, /)", "The arc cosine, in radians from 0 to pi."),
    function<unary<::acosh, kPole>>("acosh", "($module, x, /)", "The inverse hyperbolic cosine."),
    function<unary<::asin, kPole>>("asin", "($module, x, /)", "The arc sine, in radians from -pi/2 to pi/2."),
    function<unary<::asinh, kPole>>("asinh", "($module, x, /)", "The inverse hyperbolic sine."),
    function<unary<::atan, kPole>>("atan", "($module, x, /)", "The arc tangent, in radians from -pi/2 to pi/2."),
    function<atan2_of>("atan2", "($module, y, x, /)", "The angle of the point (x, y), in radians from -pi to pi."),
    function<unary<::atanh, kPole>>("atanh", "($module, x, /)", "The inverse hyperbolic tangent."),
    function<unary<::cbrt, kPole>>("cbrt", "($module, x, /)", "The cube root."),
    function<ceil_of>("ceil", "($module, x, /)", "The smallest int that is not less than x."),
    function<copysign_of>("copysign", "($module, x, y, /)",
                          "The magnitude of x with the sign of y, even if that is a zero's."),
    function<unary<::cos, kPole>>("cos", "($module, x, /)", "The cosine of x radians."),
    function<unary<::cosh, kOverflows>>("cosh", "($module, x, /)", "The hyperbolic cosine."),
    function<total<degrees_of>>("degrees", "($module, x, /)", "Radians as degrees."),
    function<total<::erf>>("erf", "($module, x, /)", "The error function."),
    function<total<::erfc>>("erfc", "($module, x, /)", "1 minus the error function, precise for large x."),
    function<unary<::exp, kOverflows>>("exp", "($module, x, /)", "e to the power of x."),
    function<unary<::exp2, kOverflows>>("exp2", "($module, x, /)", "2 to the power of x."),
    function<unary<::expm1, kOverflows>>("expm1", "($module, x, /)", "exp(x) - 1, precise for small x."),
    function<total<::fabs>>("fabs", "($module, x, /)", "The magnitude, as a float."),
    function<floor_of>("floor", "($module, x, /)", "The largest int that is not greater than x."),
    function<fmod_of>("fmod", "($module, x, y, /)", "The remainder of x / y with the sign of x."),
    function<frexp_of>("frexp", "($module, x, /)",
                       "The pair (m, e) with x = m * 2 ** e and 0.5 <= abs(m) < 1; (0, 0) for zero."),
    function<checked<math_gamma>>("gamma", "($module, x, /)", "The gamma function: (x - 1)! for whole x."),
    function<isclose>("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
                      "Whether a and b differ by no more than a part of the larger one, or than abs_tol."),
    function<isfinite_of>("isfinite", "($module, x, /)", "Whether x is neither infinite nor a nan."),
    function<isinf_of>("isinf", "($module, x, /)", "Whether x is infinite."),
    function<isnan_of>("isnan", "($module, x, /)", "Whether x is a nan (not a number)."),
    function<ldexp_of>("ldexp", "($module, x, i, /)", "x * 2 ** i."),
    function<checked<math_log_gamma>>("lgamma", "($module, x, /)",
                                      "The natural logarithm of the magnitude of gamma(x)."),
    function<log_of>("log", "", "log(x, [base=math.e])\nThe logarithm of x in the base: the natural one without."),
    function<unary<::log1p, kPole>>("log1p", "($module, x, /)", "log(1 + x), precise for small x."),
    function<log10_of>("log10", "($module, x, /)", "The logarithm in base 10."),
    function<log2_of>("log2", "($module, x, /)", "The logarithm in base 2."),
    function<modf_of>("modf", "($module, x, /)",
                      "The parts of x behind and before the point, each with the sign of x."),
    function<nextafter_of>("nextafter", "($module, x, y, /)", "The next float after x on the way to y."),
    function<pow_of>("pow", "($module, x, y, /)", "x to the power of y, as floats."),
    function<total<radians_of>>("radians", "($module, x, /)", "Degrees as radians."),
    function<remainder_of>("remainder", "($module, x, y, /)",
                           "x less the multiple of y nearest to it, ties to the even one."),
    function<unary<::sin, kPole>>("sin", "($module, x, /)", "The sine of x radians."),
    function<unary<::sinh, kOverflows>>("sinh", "($module, x, /)", "The hyperbolic sine."),
    function<unary<::sqrt, kPole>>("sqrt", "($module, x, /)", "The square root."),
    function<unary<::tan, kPole>>("tan", "($module, x, /)", "The tangent of x radians."),
    function<unary<::tanh, kPole>>("tanh", "($module, x, /)", "The hyperbolic tangent."),
    function<trunc_of>("trunc", "($module, x, /)", "x cut off to a whole number, by its __trunc__ method."),
    function<total<unit_in_last_place>>("ulp", "($module, x, /)", "What the least bit of the float x is worth."),
};

Status math_exec(ThreadState& ts, Module& module) {
  TRY(module_add_functions(ts, module, kMathIntegers));
  TRY(module_add_functions(ts, module, kMathSums));
  TRY(module_add(ts, module, "e", Value::from_float(kE)));
  TRY(module_add(ts, module, "pi", Value::from_float(kPi)));
  TRY(module_add(ts, module, "tau", Value::from_float(2.0 * kPi)));
  TRY(module_add(ts, module, "inf", Value::from_float(HUGE_VAL)));
  return module_add(ts, module, "nan", Value::from_float(std::nan("")));
}

}  // namespace

Result<double> math_log(ThreadState& ts, Value x, LogBase base) {
  if (is_any_int(x)) return log_of_int(ts, x, base);
  double value = TRY(to_double(ts, x));
  if (std::isnan(value)) return value;
  return math_checked(ts, {log_in_base(value, base), value <= 0.0 ? MathError::kDomain : MathError::kNone});
}

constexpr NativeModule kMathModule = {
    .name = "math",
    .doc = "Mathematical functions of real numbers, as the C standard defines them, and of whole ones.",
    .functions = kFunctions,
    .exec = math_exec,
};

}  // namespace pyemb
