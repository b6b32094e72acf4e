// SPDX-License-Identifier: MIT
// The type complex: its slots and methods.

#include <cerrno>
#include <cmath>

#include "objects/attributes.h"
#include "objects/complex.h"
#include "objects/float.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/native.h"
#include "objects/number_format.h"
#include "objects/number_text.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

// -- operands ---------------------------------------------------------------------------------------------------------

struct ComplexOperand {
  ComplexValue value = {0.0, 0.0};
  bool failed = false;
};

// A complex, a float or an int; false: none of them, or (raised, `failed` set) too large an int.
bool complex_operand(ThreadState& ts, Value value, ComplexOperand& out) {
  if (is<Complex>(value)) {
    out.value = as<Complex>(value).value;
    return true;
  }
  FloatOperand real;
  bool known = float_operand(ts, value, real);
  out.failed = real.failed;
  out.value = {real.value, 0.0};
  return known;
}

template <auto Operation>
Result<Ref> binary_slot(ThreadState& ts, Value left, Value right) {
  ComplexOperand a;
  ComplexOperand b;
  if (!complex_operand(ts, left, a) || !complex_operand(ts, right, b)) {
    if (a.failed || b.failed) return Raised{};
    return Result<Ref>::not_implemented();
  }
  return Operation(ts, a.value, b.value);
}

Result<Ref> add(ThreadState& ts, ComplexValue a, ComplexValue b) { return new_complex(ts, complex_sum(a, b)); }
Result<Ref> subtract(ThreadState& ts, ComplexValue a, ComplexValue b) {
  return new_complex(ts, complex_difference(a, b));
}
Result<Ref> multiply(ThreadState& ts, ComplexValue a, ComplexValue b) { return new_complex(ts, complex_product(a, b)); }

Result<Ref> power_slot(ThreadState& ts, Value base, Value exponent, Value modulus) {
  if (modulus.is_none()) return binary_slot<complex_power>(ts, base, exponent);
  ComplexOperand unused;
  for (Value operand : {base, exponent}) {
    if (complex_operand(ts, operand, unused)) continue;
    if (unused.failed) return Raised{};
    return Result<Ref>::not_implemented();
  }
  return raise(ts, Exc::kValueError, "complex modulo");
}

const ComplexValue& value_of(Value self) { return as<Complex>(self).value; }

// -- other slots ------------------------------------------------------------------------------------------------------

Result<Ref> negative_slot(ThreadState& ts, Value self) {
  ComplexValue v = value_of(self);
  return new_complex(ts, {-v.real, -v.imag});
}

Result<Ref> exact_complex(ThreadState& ts, Value self) {
  if (is_exactly(self, TypeId::kComplex)) return Ref::copy(self);
  return new_complex(ts, value_of(self));
}

Result<Ref> absolute_slot(ThreadState& ts, Value self) {
  ComplexValue v = value_of(self);
  double magnitude = std::hypot(v.real, v.imag);
  if (std::isinf(magnitude) && std::isfinite(v.real) && std::isfinite(v.imag)) {
    return raise(ts, Exc::kOverflowError, "absolute value too large");
  }
  return new_float(ts, magnitude);
}

Result<bool> truth_slot(ThreadState&, Value self) { return value_of(self).real != 0.0 || value_of(self).imag != 0.0; }

int64_t hash_of_part(Value self, double part) {
  return std::isnan(part) ? hash_address(self.as_object()) : float_hash(part);
}

Result<int64_t> hash_slot(ThreadState&, Value self) {
  constexpr uint64_t kImaginary = 1000003;
  uint64_t real = static_cast<uint64_t>(hash_of_part(self, value_of(self).real));
  uint64_t imag = static_cast<uint64_t>(hash_of_part(self, value_of(self).imag));
  int64_t hash = static_cast<int64_t>(real + kImaginary * imag);
  return hash == -1 ? -2 : hash;
}

Result<Ref> compare_slot(ThreadState&, Value left, Value right, Compare op) {
  if (op != Compare::kEq && op != Compare::kNe) return Result<Ref>::not_implemented();
  ComplexValue a = value_of(left);
  bool equal;
  if (is<Complex>(right)) {
    equal = a.real == value_of(right).real && a.imag == value_of(right).imag;
  } else if (is_any_float(right)) {
    equal = a.imag == 0.0 && a.real == float_value(right);
  } else if (is_any_int(right)) {
    equal = a.imag == 0.0 && !std::isnan(a.real) && int_compare_double(right, a.real) == 0;
  } else {
    return Result<Ref>::not_implemented();
  }
  return Result<Ref>::boolean(equal == (op == Compare::kEq));
}

// Without a real part if that is 0.0, else both in parentheses.
Result<Ref> repr_slot(ThreadState& ts, Value self) {
  ComplexValue v = value_of(self);
  TextBuffer text;
  bool only_imaginary = v.real == 0.0 && !std::signbit(v.real);
  if (!only_imaginary) {
    text.append('(');
    float_write(text, v.real, {});
    if (std::isnan(v.imag) || !std::signbit(v.imag)) text.append('+');
  }
  float_write(text, v.imag, {});
  text.append(only_imaginary ? std::string_view("j") : std::string_view("j)"));
  return new_str(ts, text.view());
}

// -- complex(real, imag) ----------------------------------------------------------------------------------------------

// By __complex__; absent: there is none.
Result<Ref> find_by_special(ThreadState& ts, Value value) {
  if (is_exactly(value, TypeId::kComplex)) return Ref::copy(value);
  Ref result = TRY(call_special(ts, value, ts.names().dunder_complex));
  if (result.is_absent() || is_exactly(result, TypeId::kComplex)) return result;
  if (!is<Complex>(result)) {
    return raise(ts, Exc::kTypeError, "__complex__ returned non-complex (type %.200s)", type_name(ts, result));
  }
  TRY(warn(ts, Exc::kDeprecationWarning, 1,
           "__complex__ returned non-complex (type %.200s).  The ability to return an instance of a strict subclass of "
           "complex is deprecated, and may be removed in a future version of Python.",
           type_name(ts, result)));
  return result;
}

Result<ComplexValue> complex_from_str(ThreadState& ts, Value str) {
  TextBuffer buffer;
  std::string_view text = TRY(number_text(ts, as<Str>(str), buffer));
  ComplexValue value = {0.0, 0.0};
  FloatParse parsed = complex_parse(value.real, value.imag, strip_spaces(text));
  if (parsed == FloatParse::kNoMemory) return raise_no_memory(ts);
  if (parsed == FloatParse::kMisplacedUnderscore) {
    Own<Str> shown = TRY(repr(ts, str));
    return raise(ts, Exc::kValueError, "could not convert string to complex: %s", Utf8(ts, *shown).c_str());
  }
  if (parsed != FloatParse::kOk) return raise(ts, Exc::kValueError, "complex() arg is a malformed string");
  return value;
}

bool is_number(ThreadState& ts, Value value) {
  const Slots& slots = type_of(ts, value).slots;
  return slots.to_float != nullptr || slots.index != nullptr || is<Complex>(value);
}

// A number's complex value, and whether it had an imaginary part of its own.
struct Part {
  ComplexValue value;
  bool is_complex;
};

Result<Part> part_of(ThreadState& ts, Value number) {
  if (is<Complex>(number)) return Part{value_of(number), true};
  double real = TRY(to_double(ts, number));
  return Part{{real, 0.0}, false};
}

Result<ComplexValue> complex_from_numbers(ThreadState& ts, Value real, Value imag) {
  Ref special = TRY(find_by_special(ts, real));
  if (!special.is_absent()) real = special;
  if (!is_number(ts, real)) {
    return raise(ts, Exc::kTypeError, "complex() first argument must be a string or a number, not '%.200s'",
                 type_name(ts, real));
  }
  if (!imag.is_null() && !is_number(ts, imag)) {
    return raise(ts, Exc::kTypeError, "complex() second argument must be a number, not '%.200s'", type_name(ts, imag));
  }
  Part first = TRY(part_of(ts, real));
  if (imag.is_null()) return first.value;
  Part second = TRY(part_of(ts, imag));
  // real + imag * 1j, without touching parts that were not given: their zeros keep their signs.
  ComplexValue value = {first.value.real, second.value.real};
  if (second.is_complex) value.real -= second.value.imag;
  if (first.is_complex) value.imag += first.value.imag;
  return value;
}

Result<ComplexValue> complex_from(ThreadState& ts, Value real, Value imag) {
  if (is<Str>(real)) {
    if (!imag.is_null()) {
      return raise(ts, Exc::kTypeError, "complex() can't take second arg if first is a string");
    }
    return complex_from_str(ts, real);
  }
  if (!imag.is_null() && is<Str>(imag)) {
    return raise(ts, Exc::kTypeError, "complex() second arg can't be a string");
  }
  return complex_from_numbers(ts, real.is_null() ? Value::from_int(0) : real, imag);
}

Result<Ref> complex_new(ThreadState& ts, Type& type, Value real, Value imag) {
  if (imag.is_null() && is_exactly(real, TypeId::kComplex) && type.id == TypeId::kComplex) return Ref::copy(real);
  ComplexValue value = TRY(complex_from(ts, real, imag));
  Own<Complex> instance = TRY(new_native<Complex>(ts, type));
  instance->value = value;
  return instance;
}
constexpr NativeMethod kComplexNew = class_method<complex_new>("complex", "($type, real=0, imag=0)", "");

Result<Ref> new_slot(ThreadState& ts, Type& type, CallArgs args) { return new_from<kComplexNew>(ts, type, args); }

// -- methods ----------------------------------------------------------------------------------------------------------

Result<Ref> complex_conjugate(ThreadState& ts, Value self) {
  return new_complex(ts, {value_of(self).real, -value_of(self).imag});
}

Result<Ref> complex_getnewargs(ThreadState& ts, Value self) {
  Ref real = TRY(new_float(ts, value_of(self).real));
  Ref imag = TRY(new_float(ts, value_of(self).imag));
  return new_tuple_of(ts, real, imag);
}

Result<Ref> complex_format(ThreadState& ts, Value self, Str& spec) {
  if (spec.length == 0) return to_str(ts, self);
  return format_complex(ts, value_of(self).real, value_of(self).imag, self, spec);
}

constexpr NativeMethod kMethods[] = {
    method<exact_complex>("__complex__", "($self, /)", "The number itself, exactly of type complex."),
    method<complex_conjugate>("conjugate", "($self, /)", "The number with the opposite imaginary part."),
    method<complex_getnewargs>("__getnewargs__", "($self, /)", "The arguments from which copies and pickles are made."),
    method<complex_format>("__format__", "($self, format_spec, /)",
                           "The number as text, after a format specification."),
};

constexpr Member kMembers[] = {
    {"real", Member::kDouble, offsetof(Complex, value.real), Member::kReadOnly, "the real part"},
    {"imag", Member::kDouble, offsetof(Complex, value.imag), Member::kReadOnly, "the imaginary part"},
};

}  // namespace

Result<ComplexValue> to_complex(ThreadState& ts, Value value) {
  Ref special = TRY(find_by_special(ts, value));
  if (!special.is_absent()) return value_of(special);
  double real = TRY(to_double(ts, value));
  return ComplexValue{real, 0.0};
}

constexpr TypeSpec kComplexSpec = {
    .name = "complex",
    .doc = "complex(real=0, imag=0)\n--\n\nA complex number: real + imag * 1j, or what a text means.",
    .id = TypeId::kComplex,
    .size = sizeof(Complex),
    .flags = Type::kSubclassable,
    .methods = kMethods,
    .members = kMembers,
    .slots = {.repr = repr_slot,
              .hash = hash_slot,
              .compare = compare_slot,
              .new_ = new_slot,
              .add = binary_slot<add>,
              .subtract = binary_slot<subtract>,
              .multiply = binary_slot<multiply>,
              .power = power_slot,
              .negative = negative_slot,
              .positive = exact_complex,
              .absolute = absolute_slot,
              .truth = truth_slot,
              .true_divide = binary_slot<complex_divide>},
};

}  // namespace pyemb
