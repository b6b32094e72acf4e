// SPDX-License-Identifier: MIT
// From any object to an index, a machine number, a double.

#include <climits>

#include "objects/float.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/raise.h"

namespace pyemb {

bool is_any_int(Value value) { return value.is_int() || value.is_bool() || is<Int>(value); }
bool is_any_float(Value value) { return value.is_float() || is<Float>(value); }

namespace {

// What __index__ or __int__ returned, where it is an instance of a subclass of int.
[[nodiscard]] Status warn_strict_subclass(ThreadState& ts, const char* method, Value result) {
  return warn(ts, Exc::kDeprecationWarning, 1,
              "%s returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int is "
              "deprecated, and may be removed in a future version of Python.",
              method, type_name(ts, result));
}

/// operator.index(value), which may be of a subclass of int.
Result<Ref> index_of(ThreadState& ts, Value value) {
  if (is_any_int(value)) return Ref::copy(value);
  UnaryFn slot = type_of(ts, value).slots.index;
  if (slot == nullptr) {
    return raise(ts, Exc::kTypeError, "'%.200s' object cannot be interpreted as an integer", type_name(ts, value));
  }
  Ref result = TRY(slot(ts, value));
  if (result.get().is_int() || is_exactly(result, TypeId::kInt)) return result;
  if (!is_any_int(result)) {
    return raise(ts, Exc::kTypeError, "__index__ returned non-int (type %.200s)", type_name(ts, result));
  }
  TRY(warn_strict_subclass(ts, "__index__", result));
  return result;
}

// index() as 64 bits; `fits` false, and the int in `index`, beyond them.
Result<int64_t> index_or_large(ThreadState& ts, Value value, Ref& index, bool& fits) {
  int64_t i = 0;
  fits = true;
  if (LIKELY(value.is_int())) return value.as_int();
  index = TRY(index_of(ts, value));
  fits = int_fits_int64(index, i);
  return i;
}

}  // namespace

Result<Ref> number_index(ThreadState& ts, Value value) {
  Ref index = TRY(index_of(ts, value));
  return int_exact(ts, index);
}

Result<int64_t> to_index(ThreadState& ts, Value value, Exc overflow) {
  Ref index;
  bool fits;
  int64_t i = TRY(index_or_large(ts, value, index, fits));
  if (UNLIKELY(!fits)) {
    return raise(ts, overflow, "cannot fit '%.200s' into an index-sized integer", type_name(ts, value));
  }
  return i;
}

Result<int64_t> to_ssize(ThreadState& ts, Value value) {
  Ref index;
  bool fits;
  int64_t i = TRY(index_or_large(ts, value, index, fits));
  if (UNLIKELY(!fits)) return raise(ts, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  return i;
}

Result<int64_t> to_clamped_index(ThreadState& ts, Value value) {
  Ref index;
  bool fits;
  int64_t i = TRY(index_or_large(ts, value, index, fits));
  if (UNLIKELY(!fits)) return int_sign(index) < 0 ? INT64_MIN : INT64_MAX;
  return i;
}

Result<int64_t> to_int64(ThreadState& ts, Value value) {
  Ref index;
  bool fits;
  int64_t i = TRY(index_or_large(ts, value, index, fits));
  if (UNLIKELY(!fits)) return raise(ts, Exc::kOverflowError, "Python int too large to convert to C long");
  return i;
}

Result<int> to_c_int(ThreadState& ts, Value value) {
  Ref index;
  bool fits;
  int64_t i = TRY(index_or_large(ts, value, index, fits));
  if (UNLIKELY(!fits || i > INT_MAX || i < INT_MIN)) {
    return raise(ts, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  return static_cast<int>(i);
}

Result<uint64_t> to_uint64(ThreadState& ts, Value value, const char* overflow) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "an integer is required");
  IntView number(value);
  if (number.negative()) return raise(ts, Exc::kValueError, "value must be positive");
  if (number.size() > 1) return raise(ts, Exc::kOverflowError, "%s", overflow);
  return number.is_zero() ? 0 : number.magnitude()[0];
}

Result<double> double_by_slot(ThreadState& ts, Value value) {
  Type& type = type_of(ts, value);
  Ref result = TRY(type.slots.to_float(ts, value));
  if (result.get().is_float() || is_exactly(result, TypeId::kFloat)) return float_value(result);
  if (!is_any_float(result)) {
    return raise(ts, Exc::kTypeError, "%.50s.__float__ returned non-float (type %.50s)", type_name(type), type_name(ts, result));
  }
  TRY(warn(ts, Exc::kDeprecationWarning, 1,
           "%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of a strict subclass "
           "of float is deprecated, and may be removed in a future version of Python.",
           type_name(type), type_name(ts, result)));
  return float_value(result);
}

Result<double> to_double(ThreadState& ts, Value value) {
  if (LIKELY(value.is_float())) return value.as_float();
  if (value.is_int()) return static_cast<double>(value.as_int());
  if (is<Float>(value)) return float_value(value);
  Type& type = type_of(ts, value);
  if (type.slots.to_float != nullptr) return double_by_slot(ts, value);
  if (type.slots.index != nullptr) {
    Ref index = TRY(index_of(ts, value));
    return int_to_double(ts, index);
  }
  return raise(ts, Exc::kTypeError, "must be real number, not %.50s", type_name(type));
}

}  // namespace pyemb
