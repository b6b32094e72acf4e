// SPDX-License-Identifier: MIT
// The type float: its slots and methods, over the operations of float.h and float_text.h.

#include <bit>
#include <cmath>

#include "objects/call.h"
#include "objects/float.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/native.h"
#include "objects/number_format.h"
#include "objects/number_text.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

// -- slots ------------------------------------------------------------------------------------------------------------

Result<Ref> add(ThreadState& ts, double a, double b) { return new_float(ts, a + b); }
Result<Ref> subtract(ThreadState& ts, double a, double b) { return new_float(ts, a - b); }
Result<Ref> multiply(ThreadState& ts, double a, double b) { return new_float(ts, a * b); }

// A binary slot over an operation on doubles: ints are converted, anything else is not its matter.
template <auto Operation>
Result<Ref> binary_slot(ThreadState& ts, Value left, Value right) {
  FloatOperand a;
  FloatOperand b;
  if (!float_operand(ts, left, a) || !float_operand(ts, right, b)) {
    if (a.failed || b.failed) return Raised{};
    return Result<Ref>::not_implemented();
  }
  return Operation(ts, a.value, b.value);
}

Result<Ref> power_slot(ThreadState& ts, Value base, Value exponent, Value modulus) {
  if (!modulus.is_none()) {
    return raise(ts, Exc::kTypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return binary_slot<float_power>(ts, base, exponent);
}

Result<Ref> compare_doubles(double a, double b, Compare op) {
  bool answer = false;
  switch (op) {
    case Compare::kLt: answer = a < b; break;
    case Compare::kLe: answer = a <= b; break;
    case Compare::kEq: answer = a == b; break;
    case Compare::kNe: answer = a != b; break;
    case Compare::kGt: answer = a > b; break;
    case Compare::kGe: answer = a >= b; break;
  }
  return Result<Ref>::boolean(answer);
}

// Called with the float on the left: the order of operands is turned round for the reflected comparison.
Result<Ref> compare_slot(ThreadState&, Value left, Value right, Compare op) {
  double a = float_value(left);
  if (is_any_float(right)) return compare_doubles(a, float_value(right), op);
  if (!is_any_int(right)) return Result<Ref>::not_implemented();
  if (std::isnan(a)) return Result<Ref>::boolean(op == Compare::kNe);
  return compare_result(-int_compare_double(right, a), op);
}

Result<int64_t> hash_slot(ThreadState&, Value self) {
  double value = float_value(self);
  if (LIKELY(!std::isnan(value))) return float_hash(value);
  return hash_address(reinterpret_cast<const void*>(self.bits()));  // every nan has a hash of its own
}

Result<bool> truth_slot(ThreadState&, Value self) { return float_value(self) != 0.0; }
Result<Ref> negative_slot(ThreadState& ts, Value self) { return new_float(ts, -float_value(self)); }
Result<Ref> absolute_slot(ThreadState& ts, Value self) { return new_float(ts, std::fabs(float_value(self))); }

Result<Ref> exact_float(ThreadState& ts, Value self) {
  if (self.is_float() || is_exactly(self, TypeId::kFloat)) return Ref::copy(self);
  return new_float(ts, float_value(self));
}

Result<Ref> to_int_checked(ThreadState& ts, double value) {
  if (std::isnan(value)) return raise(ts, Exc::kValueError, "cannot convert float NaN to integer");
  if (std::isinf(value)) return raise(ts, Exc::kOverflowError, "cannot convert float infinity to integer");
  return new_int_from_double(ts, value);
}

Result<Ref> truncate_slot(ThreadState& ts, Value self) { return to_int_checked(ts, float_value(self)); }

Result<Ref> repr_slot(ThreadState& ts, Value self) {
  TextBuffer text;
  float_repr(text, float_value(self));
  return new_str(ts, text.view());
}

// -- float(x) ---------------------------------------------------------------------------------------------------------

Result<Ref> float_new(ThreadState& ts, Type& type, Value x) {
  double value = 0.0;
  if (!x.is_null()) value = TRY(to_float(ts, x));
  if (type.id == TypeId::kFloat) {
    if (is_exactly(x, TypeId::kFloat)) return Ref::copy(x);
    return new_float(ts, value);
  }
  Own<Float> instance = TRY(new_native<Float>(ts, type));
  instance->value = value;
  return instance;
}
constexpr NativeMethod kFloatNew = class_method<float_new>("float", "($type, x=0, /)", "");

Result<Ref> new_slot(ThreadState& ts, Type& type, CallArgs args) { return new_from<kFloatNew>(ts, type, args); }

// -- methods ----------------------------------------------------------------------------------------------------------

Result<Ref> float_floor(ThreadState& ts, Value self) { return to_int_checked(ts, std::floor(float_value(self))); }
Result<Ref> float_ceil(ThreadState& ts, Value self) { return to_int_checked(ts, std::ceil(float_value(self))); }

double round_half_even(double value) {
  double whole = std::round(value);  // ties away from zero
  if (std::fabs(value - whole) == 0.5) whole = 2.0 * std::round(value / 2.0);
  return whole;
}

Result<Ref> float_round_method(ThreadState& ts, Value self, Value digits) {
  double value = float_value(self);
  if (digits.is_null() || digits.is_none()) return to_int_checked(ts, round_half_even(value));
  int64_t places = TRY(to_clamped_index(ts, digits));
  if (!std::isfinite(value)) return new_float(ts, value);
  double rounded = float_round(value, places);
  if (std::isinf(rounded)) return raise(ts, Exc::kOverflowError, "rounded value too large to represent");
  return new_float(ts, rounded);
}

Result<Ref> float_as_integer_ratio(ThreadState& ts, Value self) {
  double value = float_value(self);
  if (std::isinf(value)) return raise(ts, Exc::kOverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(value)) return raise(ts, Exc::kValueError, "cannot convert NaN to integer ratio");
  BinaryRatio ratio = float_ratio(value);
  Ref numerator = TRY(new_int(ts, ratio.numerator));
  Ref denominator = Ref::steal(Value::from_int(1));
  if (ratio.exponent >= 0) {
    numerator = TRY(int_shift_left(ts, numerator, Value::from_int(ratio.exponent)));
  } else {
    denominator = TRY(int_shift_left(ts, denominator, Value::from_int(-ratio.exponent)));
  }
  return new_tuple_of(ts, numerator, denominator);
}

Result<Ref> float_hex(ThreadState& ts, Value self) {
  TextBuffer text;
  float_write_hex(text, float_value(self));
  return new_str(ts, text.view());
}

Result<Ref> float_from_hex(ThreadState& ts, Type& type, Value string) {
  if (!is<Str>(string)) return raise(ts, Exc::kTypeError, "bad argument type for built-in operation");
  Utf8 text(ts, string);
  if (!text.ok()) return raise_no_memory(ts);
  double value = 0.0;
  switch (float_parse_hex(value, text.view())) {
    case FloatParse::kOk: break;
    case FloatParse::kTooLarge:
      return raise(ts, Exc::kOverflowError, "hexadecimal value too large to represent as a float");
    case FloatParse::kNoMemory: return raise_no_memory(ts);
    default: return raise(ts, Exc::kValueError, "invalid hexadecimal floating-point string");
  }
  Ref number = TRY(new_float(ts, value));
  if (type.id == TypeId::kFloat) return number;
  return call(ts, Value::from_object(&type), number);
}

bool float_is_integer(ThreadState&, Value self) {
  double value = float_value(self);
  return std::isfinite(value) && std::floor(value) == value;
}

Result<Ref> float_getnewargs(ThreadState& ts, Value self) {
  Ref number = TRY(new_float(ts, float_value(self)));
  return new_tuple_of(ts, number);
}

Result<Ref> float_getformat(ThreadState& ts, Type&, Str& kind) {
  if (!str_equal(kind, "double") && !str_equal(kind, "float")) {
    return raise(ts, Exc::kValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return new_str(ts, std::endian::native == std::endian::little ? "IEEE, little-endian" : "IEEE, big-endian");
}

Result<Ref> float_format(ThreadState& ts, Value self, Str& spec) {
  if (spec.length == 0) return to_str(ts, self);
  return format_float(ts, float_value(self), self, spec);
}

double float_zero(ThreadState&, Value) { return 0.0; }

constexpr NativeMethod kMethods[] = {
    method<exact_float>("conjugate", "($self, /)", "The number itself: a float has no imaginary part."),
    method<truncate_slot>("__trunc__", "($self, /)", "The int that is left when the part behind the point is cut off."),
    method<float_floor>("__floor__", "($self, /)", "The largest int that is not greater."),
    method<float_ceil>("__ceil__", "($self, /)", "The smallest int that is not less."),
    method<float_round_method>("__round__", "($self, ndigits=None, /)",
                               "The nearest int, or with ndigits the nearest float of so many decimals; ties to even."),
    method<float_as_integer_ratio>("as_integer_ratio", "($self, /)",
                                   "The pair of ints, without a common divisor, whose quotient is exactly the number."),
    class_method<float_from_hex>("fromhex", "($type, string, /)", "The number that a hexadecimal text means."),
    method<float_hex>("hex", "($self, /)", "The number as exact hexadecimal text."),
    method<float_is_integer>("is_integer", "($self, /)", "Whether nothing is behind the point."),
    method<float_getnewargs>("__getnewargs__", "($self, /)", "The arguments from which copies and pickles are made."),
    class_method<float_getformat>("__getformat__", "($type, typestr, /)",
                                  "How the machine represents C's 'double' or 'float'; for tests."),
    method<float_format>("__format__", "($self, format_spec, /)", "The number as text, after a format specification."),
};

constexpr GetSet kGetSets[] = {
    getset<exact_float>("real", "the number itself"),
    getset<float_zero>("imag", "zero"),
};

}  // namespace

Raised raise_not_a_float(ThreadState& ts, Value text) {
  Own<Str> shown = TRY(repr(ts, text));
  return raise(ts, Exc::kValueError, "could not convert string to float: %s", Utf8(ts, *shown).c_str());
}

Result<double> float_from_str(ThreadState& ts, Value str) {
  TextBuffer buffer;
  std::string_view text = TRY(number_text(ts, as<Str>(str), buffer));
  double value = 0.0;
  FloatParse parsed = float_parse(value, strip_spaces(text));
  if (parsed == FloatParse::kOk) return value;
  if (parsed == FloatParse::kNoMemory) return raise_no_memory(ts);
  return raise_not_a_float(ts, str);
}

Result<double> to_float(ThreadState& ts, Value value) {
  if (is_str(value)) return float_from_str(ts, value);
  const Slots& slots = type_of(ts, value).slots;
  if (is<Float>(value) && !is_exactly(value, TypeId::kFloat)) return double_by_slot(ts, value);  // a class may define __float__ anew
  if (value.is_float() || slots.to_float != nullptr || slots.index != nullptr) return to_double(ts, value);
  if (is<Str>(value)) return float_from_str(ts, value);
  std::optional<double> parsed = TRY(find_float_in_buffer(ts, value));
  if (parsed.has_value()) return *parsed;
  return raise(ts, Exc::kTypeError, "float() argument must be a string or a real number, not '%.200s'",
               type_name(ts, value));
}

constexpr TypeSpec kFloatSpec = {
    .name = "float",
    .doc = "float(x=0, /)\n--\n\nA floating point number of double precision.\n\nfloat(x) converts a number or text.",
    .id = TypeId::kFloat,
    .size = sizeof(Float),
    .flags = Type::kSubclassable | Type::kMatchSelf,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = repr_slot,
              .hash = hash_slot,
              .compare = compare_slot,
              .new_ = new_slot,
              .add = binary_slot<add>,
              .subtract = binary_slot<subtract>,
              .multiply = binary_slot<multiply>,
              .remainder = binary_slot<float_remainder>,
              .divmod = binary_slot<float_divmod>,
              .power = power_slot,
              .negative = negative_slot,
              .positive = exact_float,
              .absolute = absolute_slot,
              .truth = truth_slot,
              .to_int = truncate_slot,
              .to_float = exact_float,
              .floor_divide = binary_slot<float_floor_divide>,
              .true_divide = binary_slot<float_true_divide>},
};

}  // namespace pyemb
