// SPDX-License-Identifier: MIT
// The module cmath.

#include "modules/cmath.h"

#include <cmath>

#include "modules/native_modules.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Result<Ref> complex_checked(ThreadState& ts, ComplexResult result) {
  TRY(math_checked(ts, {0.0, result.error}));
  return new_complex(ts, result.value);
}

template <ComplexResult (*F)(ComplexValue)>
Result<Ref> unary(ThreadState& ts, Value argument) {
  ComplexValue z = TRY(to_complex(ts, argument));
  return complex_checked(ts, F(z));
}

template <bool (*F)(ComplexValue)>
Result<bool> test(ThreadState& ts, Value argument) {
  ComplexValue z = TRY(to_complex(ts, argument));
  return F(z);
}

Result<Ref> log_of(ThreadState& ts, Value argument, Value base) {
  ComplexValue z = TRY(to_complex(ts, argument));
  ComplexResult result = complex_log(z);
  if (base.is_null()) return complex_checked(ts, result);
  ComplexValue b = TRY(to_complex(ts, base));
  ComplexResult divisor = complex_log(b);
  result.error = divisor.error;  // as in CPython, that of the second logarithm counts
  if (divisor.value.real == 0.0 && divisor.value.imag == 0.0) {
    result.error = MathError::kDomain;
  } else {
    result.value = complex_quotient(result.value, divisor.value);
  }
  return complex_checked(ts, result);
}

double length_of(ComplexValue z) { return std::hypot(z.real, z.imag); }

Result<double> phase(ThreadState& ts, Value argument) {
  ComplexValue z = TRY(to_complex(ts, argument));
  return std::atan2(z.imag, z.real);
}

Result<Ref> polar(ThreadState& ts, Value argument) {
  ComplexValue z = TRY(to_complex(ts, argument));
  double length = length_of(z);
  bool overflow = std::isinf(length) && is_finite(z);
  TRY(math_checked(ts, {0.0, overflow ? MathError::kRange : MathError::kNone}));
  Ref first = TRY(new_float(ts, length));
  Ref second = TRY(new_float(ts, std::atan2(z.imag, z.real)));
  return new_tuple_of(ts, first, second);
}

Result<Ref> rect(ThreadState& ts, double length, double angle) {
  return complex_checked(ts, complex_from_polar(length, angle));
}

Result<bool> isclose(ThreadState& ts, Value first, Value second, std::optional<double> rel_tol,
                     std::optional<double> abs_tol) {
  ComplexValue a = TRY(to_complex(ts, first));
  ComplexValue b = TRY(to_complex(ts, second));
  double relative = rel_tol.value_or(1e-9);
  double absolute = abs_tol.value_or(0.0);
  if (relative < 0.0 || absolute < 0.0) return raise(ts, Exc::kValueError, "tolerances must be non-negative");
  if (a.real == b.real && a.imag == b.imag) return true;
  if (is_infinite(a) || is_infinite(b)) return false;
  double distance = length_of(complex_difference(a, b));
  return distance <= relative * length_of(b) || distance <= relative * length_of(a) || distance <= absolute;
}

constexpr char kOne[] = "($module, z, /)";

constexpr NativeMethod kFunctions[] = {
    function<unary<complex_acos>>("acos", kOne, "The arc cosine."),
    function<unary<complex_acosh>>("acosh", kOne, "The inverse hyperbolic cosine."),
    function<unary<complex_asin>>("asin", kOne, "The arc sine."),
    function<unary<complex_asinh>>("asinh", kOne, "The inverse hyperbolic sine."),
    function<unary<complex_atan>>("atan", kOne, "The arc tangent."),
    function<unary<complex_atanh>>("atanh", kOne, "The inverse hyperbolic tangent."),
    function<unary<complex_cos>>("cos", kOne, "The cosine."),
    function<unary<complex_cosh>>("cosh", kOne, "The hyperbolic cosine."),
    function<unary<complex_exp>>("exp", kOne, "e to the power of z."),
    function<isclose>("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
                      "Whether the distance of a and b is no more than a part of the longer one, or than abs_tol."),
    function<test<is_finite>>("isfinite", kOne, "Whether both parts are finite."),
    function<test<is_infinite>>("isinf", kOne, "Whether a part is infinite."),
    function<test<is_nan>>("isnan", kOne, "Whether a part is a nan."),
    function<log_of>("log", "($module, z, base=<unrepresentable>, /)",
                     "The logarithm in the base: the natural one without."),
    function<unary<complex_log10>>("log10", kOne, "The logarithm in base 10."),
    function<phase>("phase", kOne, "The angle of z, in radians from -pi to pi."),
    function<polar>("polar", kOne, "The pair of the length and the angle of z."),
    function<rect>("rect", "($module, r, phi, /)", "The number of that length and angle."),
    function<unary<complex_sin>>("sin", kOne, "The sine."),
    function<unary<complex_sinh>>("sinh", kOne, "The hyperbolic sine."),
    function<unary<complex_sqrt>>("sqrt", kOne, "The square root, whose real part is not negative."),
    function<unary<complex_tan>>("tan", kOne, "The tangent."),
    function<unary<complex_tanh>>("tanh", kOne, "The hyperbolic tangent."),
};

Status cmath_exec(ThreadState& ts, Module& module) {
  constexpr double kPi = 3.14159265358979323846;
  Ref infj = TRY(new_complex(ts, {0.0, HUGE_VAL}));
  Ref nanj = TRY(new_complex(ts, {0.0, std::nan("")}));
  TRY(module_add(ts, module, "e", Value::from_float(2.7182818284590452354)));
  TRY(module_add(ts, module, "pi", Value::from_float(kPi)));
  TRY(module_add(ts, module, "tau", Value::from_float(2.0 * kPi)));
  TRY(module_add(ts, module, "inf", Value::from_float(HUGE_VAL)));
  TRY(module_add(ts, module, "nan", Value::from_float(std::nan(""))));
  TRY(module_add(ts, module, "infj", infj));
  return module_add(ts, module, "nanj", nanj);
}

}  // namespace

constexpr NativeModule kCmathModule = {
    .name = "cmath",
    .doc = "Mathematical functions of complex numbers.",
    .functions = kFunctions,
    .exec = cmath_exec,
};

}  // namespace pyemb
