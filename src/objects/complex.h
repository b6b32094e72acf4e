// SPDX-License-Identifier: MIT
#pragma once

// complex: two doubles. Always a heap object.

#include "objects/number.h"
#include "objects/type.h"

namespace pyemb {

struct ComplexValue {
  double real, imag;
};

struct Complex : Object {
  static constexpr TypeId kId = TypeId::kComplex;

  ComplexValue value;
};

[[nodiscard]] Result<Ref> new_complex(ThreadState& ts, ComplexValue value);

// -- arithmetic
// ---------------------------------------------------------------------------------------------------------

ComplexValue complex_sum(ComplexValue a, ComplexValue b);
ComplexValue complex_difference(ComplexValue a, ComplexValue b);
ComplexValue complex_product(ComplexValue a, ComplexValue b);
/// a / b; ZeroDivisionError.
[[nodiscard]] Result<Ref> complex_divide(ThreadState& ts, ComplexValue a, ComplexValue b);
/// a ** b; ZeroDivisionError, OverflowError.
[[nodiscard]] Result<Ref> complex_power(ThreadState& ts, ComplexValue a, ComplexValue b);
/// a / b, b not zero.
ComplexValue complex_quotient(ComplexValue a, ComplexValue b);

/// A number that cmath computes with: complex, or by __complex__, or a real number. TypeError "must be real number, not
/// x".
[[nodiscard]] Result<ComplexValue> to_complex(ThreadState& ts, Value value);

}  // namespace pyemb
