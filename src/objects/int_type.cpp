// SPDX-License-Identifier: MIT
// The type int: its slots and methods, over the operations of int.h.

#include <algorithm>

#include "objects/call.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/int_methods.h"
#include "objects/native.h"
#include "objects/number_format.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

bool both_any_int(Value a, Value b) { return is_any_int(a) && is_any_int(b); }

// -- slots ------------------------------------------------------------------------------------------------------------

// A binary slot over an operation on ints: anything else is not its matter.
template <auto Operation>
Result<Ref> binary_slot(ThreadState& ts, Value left, Value right) {
  if (!both_any_int(left, right)) return Result<Ref>::not_implemented();
  return Operation(ts, left, right);
}

Result<Ref> power_slot(ThreadState& ts, Value base, Value exponent, Value modulus) {
  if (!both_any_int(base, exponent)) return Result<Ref>::not_implemented();
  if (modulus.is_none()) return int_power(ts, base, exponent);
  if (!is_any_int(modulus)) return Result<Ref>::not_implemented();
  return int_power_modulo(ts, base, exponent, modulus);
}

Result<Ref> compare_slot(ThreadState&, Value left, Value right, Compare op) {
  if (!both_any_int(left, right)) return Result<Ref>::not_implemented();
  return compare_result(int_compare(left, right), op);
}

Result<int64_t> hash_slot(ThreadState&, Value self) { return int_hash(self); }
Result<bool> truth_slot(ThreadState&, Value self) { return int_sign(self) != 0; }

Result<Ref> to_float_slot(ThreadState& ts, Value self) {
  double value = TRY(int_to_double(ts, self));
  return new_float(ts, value);
}

Result<Ref> repr_slot(ThreadState& ts, Value self) {
  TextBuffer text;
  TRY(int_write(ts, text, self, 10));
  return new_str(ts, text.view());
}

// -- int(), int(x), int(text, base) -----------------------------------------------------------------------------------

Result<Ref> int_of_text(ThreadState& ts, Value text, Value base_value) {
  int64_t base = TRY(to_clamped_index(ts, base_value));
  if (base != 0 && (base < 2 || base > 36)) {
    return raise(ts, Exc::kValueError, "int() base must be >= 2 and <= 36, or 0");
  }
  if (is<Str>(text)) return int_from_str(ts, text, static_cast<int>(base));
  Ref number = TRY(find_int_in_bytes(ts, text, static_cast<int>(base)));
  if (!number.is_absent()) return number;
  return raise(ts, Exc::kTypeError, "int() can't convert non-string with explicit base");
}

Result<Ref> int_new(ThreadState& ts, Type& type, Value x, Value base) {
  Ref number;
  if (x.is_null()) {
    if (!base.is_null()) return raise(ts, Exc::kTypeError, "int() missing string argument");
    number = Ref::steal(Value::from_int(0));
  } else {
    number = base.is_null() ? TRY(to_int(ts, x)) : TRY(int_of_text(ts, x, base));
  }
  if (type.id == TypeId::kInt) return number;

  IntView view(number);
  Own<Int> instance = TRY(new_native<Int>(ts, type, static_cast<int64_t>(view.size())));
  std::copy(view.magnitude().begin(), view.magnitude().end(), instance->limbs());
  if (view.negative()) instance->set(Int::kNegative);
  return instance;
}

constexpr NativeMethod kIntNew = class_method<int_new>("int", "($type, x=0, /, base=10)", "");

Result<Ref> new_slot(ThreadState& ts, Type& type, CallArgs args) {
  if (LIKELY(args.count == 1 && args.names.is_null() && type.id == TypeId::kInt)) return to_int(ts, args.values[0]);
  return new_from<kIntNew>(ts, type, args);
}

// -- methods ----------------------------------------------------------------------------------------------------------

int64_t int_bit_length_method(ThreadState&, Value self) { return static_cast<int64_t>(int_bit_length(self)); }
int64_t int_bit_count(ThreadState&, Value self) {
  return static_cast<int64_t>(limbs_popcount(IntView(self).magnitude()));
}

Result<Ref> int_as_integer_ratio(ThreadState& ts, Value self) {
  Ref numerator = TRY(int_exact(ts, self));
  return new_tuple_of(ts, numerator, Value::from_int(1));
}

Result<Ref> int_getnewargs(ThreadState& ts, Value self) {
  Ref number = TRY(int_exact(ts, self));
  return new_tuple_of(ts, number);
}

int64_t int_sizeof(ThreadState&, Value self) {
  return static_cast<int64_t>(sizeof(Int) + std::max<size_t>(IntView(self).size(), 1) * sizeof(Limb));
}

Result<Ref> int_format(ThreadState& ts, Value self, Str& spec) {
  if (spec.length == 0) return to_str(ts, self);
  return format_int(ts, self, spec);
}

// The multiple of `unit` nearest to self, ties to the even multiple; unit > 0.
Result<Ref> round_to_multiple(ThreadState& ts, Value self, Value unit) {
  Ref remainder = TRY(int_remainder(ts, self, unit));
  Ref below = TRY(int_subtract(ts, self, remainder));
  Ref doubled = TRY(int_add(ts, remainder, remainder));
  int order = int_compare(doubled, unit);
  if (order == 0) {
    Ref quotient = TRY(int_floor_divide(ts, below, unit));
    Ref odd = TRY(int_and(ts, quotient, Value::from_int(1)));
    order = int_sign(odd);
  }
  if (order <= 0) return below;
  return int_add(ts, below, unit);
}

Result<Ref> int_round(ThreadState& ts, Value self, Value digits) {
  if (digits.is_null()) return int_exact(ts, self);
  Ref places = TRY(number_index(ts, digits));
  if (int_sign(places) >= 0) return int_exact(ts, self);
  Ref zeros = TRY(int_negative(ts, places));
  // 10 ** zeros is more than twice as much as any number of so few bits.
  Ref enough = TRY(new_int(ts, static_cast<int64_t>(int_bit_length(self) / 3 + 2)));
  if (int_compare(zeros, enough) > 0) return Ref::steal(Value::from_int(0));
  Ref unit = TRY(int_power(ts, Value::from_int(10), zeros));
  return round_to_multiple(ts, self, unit);
}

Result<Ref> int_zero(ThreadState&, Value) { return Ref::steal(Value::from_int(0)); }
Result<Ref> int_one(ThreadState&, Value) { return Ref::steal(Value::from_int(1)); }

constexpr NativeMethod kMethods[] = {
    method<int_exact>("conjugate", "($self, /)", "The number itself: an int has no imaginary part."),
    method<int_bit_length_method>("bit_length", "($self, /)", "How many binary digits the magnitude has; 0 has none."),
    method<int_bit_count>("bit_count", "($self, /)", "How many binary digits of the magnitude are one."),
    method<int_to_bytes_method>(
        "to_bytes", "($self, /, length=1, byteorder='big', *, signed=False)",
        "The number as that many bytes: the most significant one first ('big') or last ('little').\n\n"
        "signed says whether negative numbers are allowed, as two's complement."),
    class_method<int_from_bytes_method>(
        "from_bytes", "($type, /, bytes, byteorder='big', *, signed=False)",
        "The number that the bytes mean: the most significant one first ('big') or last ('little').\n\n"
        "signed says whether they are two's complement."),
    method<int_as_integer_ratio>("as_integer_ratio", "($self, /)", "The pair (self, 1)."),
    method<int_exact>("__trunc__", "($self, /)", "The number itself."),
    method<int_exact>("__floor__", "($self, /)", "The number itself."),
    method<int_exact>("__ceil__", "($self, /)", "The number itself."),
    method<int_round>("__round__", "($self, ndigits=<unrepresentable>, /)",
                      "The number, or its nearest multiple of 10 ** -ndigits, ties to the even one."),
    method<int_getnewargs>("__getnewargs__", "($self, /)", "The arguments from which copies and pickles are made."),
    method<int_format>("__format__", "($self, format_spec, /)", "The number as text, after a format specification."),
    method<int_sizeof>("__sizeof__", "($self, /)", "The size of the number in memory, in bytes."),
};

constexpr GetSet kGetSets[] = {
    getset<int_exact>("real", "the number itself"),
    getset<int_zero>("imag", "zero"),
    getset<int_exact>("numerator", "the number itself"),
    getset<int_one>("denominator", "one"),
};

}  // namespace

constexpr TypeSpec kIntSpec = {
    .name = "int",
    .doc =
        "int([x]) -> integer\nint(x, base=10) -> integer\n\n"
        "A whole number of any size.\n\n"
        "int() is 0. int(x) of a number cuts off what is behind the point. int(x, base) reads text: white space "
        "around,\n"
        "a sign and underscores between digits are allowed. The base is 2 to 36; with base 0 a prefix tells it, as in "
        "a\n"
        "program.",
    .id = TypeId::kInt,
    .size = sizeof(Int),
    .item_size = sizeof(Limb),
    .flags = Type::kSubclassable | Type::kVarSized | Type::kMatchSelf,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = repr_slot,
              .hash = hash_slot,
              .compare = compare_slot,
              .new_ = new_slot,
              .add = binary_slot<int_add>,
              .subtract = binary_slot<int_subtract>,
              .multiply = binary_slot<int_multiply>,
              .remainder = binary_slot<int_remainder>,
              .divmod = binary_slot<int_divmod>,
              .power = power_slot,
              .negative = int_negative,
              .positive = int_exact,
              .absolute = int_absolute,
              .invert = int_invert,
              .truth = truth_slot,
              .lshift = binary_slot<int_shift_left>,
              .rshift = binary_slot<int_shift_right>,
              .and_ = binary_slot<int_and>,
              .xor_ = binary_slot<int_xor>,
              .or_ = binary_slot<int_or>,
              .to_int = int_exact,
              .to_float = to_float_slot,
              .index = int_exact,
              .floor_divide = binary_slot<int_floor_divide>,
              .true_divide = binary_slot<int_true_divide>},
};

}  // namespace pyemb
