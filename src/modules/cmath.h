// SPDX-License-Identifier: MIT
#pragma once

// The functions of the module cmath on values. Each takes any complex number: special_*() answer for infinite parts and
// nans, as annex G of the C standard says; the others compute with finite ones and avoid overflow on the way.

#include "modules/math.h"
#include "objects/complex.h"

namespace pyemb {

struct ComplexResult {
  ComplexValue value;
  MathError error = MathError::kNone;
};

// -- where a part is infinite or a nan (cmath_special.cpp)
// ----------------------------------------------------------------
ComplexResult special_acos(ComplexValue z);
ComplexResult special_asinh(ComplexValue z);
ComplexResult special_atanh(ComplexValue z);
ComplexResult special_cosh(ComplexValue z);
ComplexResult special_exp(ComplexValue z);
ComplexResult special_log(ComplexValue z);  ///< and acosh
ComplexResult special_sinh(ComplexValue z);
ComplexResult special_sqrt(ComplexValue z);
ComplexResult special_tanh(ComplexValue z);
ComplexResult special_rect(double length, double angle);

// -- any number (cmath_functions.cpp)
// ---------------------------------------------------------------------------------------
ComplexResult complex_acos(ComplexValue z);
ComplexResult complex_acosh(ComplexValue z);
ComplexResult complex_asin(ComplexValue z);
ComplexResult complex_asinh(ComplexValue z);
ComplexResult complex_atan(ComplexValue z);
ComplexResult complex_atanh(ComplexValue z);
ComplexResult complex_cos(ComplexValue z);
ComplexResult complex_cosh(ComplexValue z);
ComplexResult complex_exp(ComplexValue z);
ComplexResult complex_log(ComplexValue z);
ComplexResult complex_log10(ComplexValue z);
ComplexResult complex_sin(ComplexValue z);
ComplexResult complex_sinh(ComplexValue z);
ComplexResult complex_sqrt(ComplexValue z);
ComplexResult complex_tan(ComplexValue z);
ComplexResult complex_tanh(ComplexValue z);
ComplexResult complex_from_polar(double length, double angle);

bool is_finite(ComplexValue z);
bool is_infinite(ComplexValue z);  ///< a part is
bool is_nan(ComplexValue z);       ///< a part is

}  // namespace pyemb
