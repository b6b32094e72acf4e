// SPDX-License-Identifier: MIT
#include "modules/datetime/delta_numbers.h"

#include <climits>
#include <cmath>

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/tuple.h"

namespace pyemb::datetime {
namespace {

/// divmod(left, right), which a subclass of int may have spoilt.
Result<Own<Tuple>> checked_divmod(ThreadState& ts, Value left, Value right) {
  Ref pair = TRY(number_divmod(ts, left, right));
  if (!is<Tuple>(pair)) return raise(ts, Exc::kTypeError, "divmod() returned non-tuple (type %.200s)", type_name(ts, pair));
  if (pair.as<Tuple>()->size != 2) {
    return raise(ts, Exc::kTypeError, "divmod() returned a tuple of size %lld", static_cast<long long>(pair.as<Tuple>()->size));
  }
  return Own<Tuple>::steal(static_cast<Tuple*>(pair.release().as_object()));
}

/// A remainder of a division, which must lie in [0, limit).
Result<int> to_remainder(ThreadState& ts, Value value, int64_t limit) {
  int remainder = TRY(to_c_int(ts, value));
  if (remainder < 0 || remainder >= limit) return raise(ts, Exc::kTypeError, "divmod() returned a value out of range");
  return remainder;
}

Result<Ref> delta_of(ThreadState& ts, Value microseconds) {
  Type* type = TRY(find_type(ts, ModuleType::kTimeDelta));
  return delta_from_microseconds(ts, *type, microseconds);
}

/// a / b, rounded to the nearest int, ties to the even one.
Result<Ref> divide_nearest(ThreadState& ts, Value a, Value b) {
  if (int_sign(b) == 0) return raise(ts, Exc::kZeroDivisionError, "integer division or modulo by zero");
  Ref quotient = TRY(int_floor_divide(ts, a, b));
  Ref remainder = TRY(int_remainder(ts, a, b));
  Ref twice = TRY(int_add(ts, remainder, remainder));
  int order = int_compare(twice, b);
  if (int_sign(b) < 0) order = -order;
  Ref odd = TRY(int_and(ts, quotient, Value::from_int(1)));
  if (order < 0 || (order == 0 && int_sign(odd) == 0)) return quotient;
  return int_add(ts, quotient, Value::from_int(1));
}

/// The numerator or denominator of a float, or of what its subclass says.
Result<Own<Tuple>> integer_ratio(ThreadState& ts, Value number) {
  Ref method = TRY(get_attr(ts, number, "as_integer_ratio"));
  Ref ratio = TRY(call(ts, method));
  if (!is<Tuple>(ratio)) {
    return raise(ts, Exc::kTypeError, "unexpected return type from as_integer_ratio(): expected tuple, got '%.200s'", type_name(ts, ratio));
  }
  auto& tuple = as<Tuple>(ratio);
  if (tuple.size != 2 || !is_any_int(tuple.at(0)) || !is_any_int(tuple.at(1))) {
    return raise(ts, Exc::kValueError, "as_integer_ratio() must return a 2-tuple");
  }
  return Own<Tuple>::steal(static_cast<Tuple*>(ratio.release().as_object()));
}

enum class Scale : bool { kUp, kDown };

Result<Ref> scale_by_float(ThreadState& ts, const TimeDelta& delta, Value number, Scale scale) {
  Ref microseconds = TRY(delta_to_microseconds(ts, delta));
  Own<Tuple> ratio = TRY(integer_ratio(ts, number));
  int up = scale == Scale::kUp ? 0 : 1;
  Ref product = TRY(int_multiply(ts, microseconds, ratio->at(up)));
  Ref rounded = TRY(divide_nearest(ts, product, ratio->at(1 - up)));
  return delta_of(ts, rounded);
}

bool are_deltas(Value left, Value right) { return is<TimeDelta>(left) && is<TimeDelta>(right); }

}  // namespace

Result<Ref> delta_to_microseconds(ThreadState& ts, const TimeDelta& delta) {
  __int128 total = (static_cast<__int128>(delta.days) * kSecondsPerDay + delta.seconds) * kMicrosecondsPerSecond + delta.microseconds;
  if (total >= Value::kMinInt && total <= Value::kMaxInt) return Ref::steal(Value::from_int(static_cast<int64_t>(total)));
  return new_int_from_int128(ts, static_cast<Limb>(total), static_cast<int64_t>(total >> 64));
}

Result<Ref> delta_from_microseconds(ThreadState& ts, Type& type, Value microseconds) {
  constexpr int64_t kMicrosecondsPerDay = kSecondsPerDay * kMicrosecondsPerSecond;
  if (LIKELY(microseconds.is_int())) {
    int64_t rest = floor_modulo(microseconds.as_int(), kMicrosecondsPerDay);
    int64_t days = (microseconds.as_int() - rest) / kMicrosecondsPerDay;
    return restore_delta(ts, type, static_cast<int>(days), static_cast<int>(rest / kMicrosecondsPerSecond),
                         static_cast<int>(rest % kMicrosecondsPerSecond));
  }
  Own<Tuple> pair = TRY(checked_divmod(ts, microseconds, Value::from_int(kMicrosecondsPerSecond)));
  int us = TRY(to_remainder(ts, pair->at(1), kMicrosecondsPerSecond));
  Ref seconds = Ref::copy(pair->at(0));
  pair = TRY(checked_divmod(ts, seconds, Value::from_int(kSecondsPerDay)));
  int s = TRY(to_remainder(ts, pair->at(1), kSecondsPerDay));
  int days = TRY(to_c_int(ts, pair->at(0)));
  return restore_delta(ts, type, days, s, us);
}

// -- adding up components ------------------------------------------------------------------------------------------------

Status DeltaSum::add_int(Value number, int64_t factor) {
  Ref product = TRY(binary_op(ts_, BinaryOp::kMultiply, number, Value::from_int(factor)));
  total_ = TRY(number_add(ts_, total_, product));
  return {};
}

Status DeltaSum::add_float(double number, int64_t factor) {
  double whole;
  double part = std::modf(number, &whole);
  if (std::isnan(whole)) return raise(ts_, Exc::kValueError, "cannot convert float NaN to integer");
  if (std::isinf(whole)) return raise(ts_, Exc::kOverflowError, "cannot convert float infinity to integer");
  Ref units = TRY(new_int_from_double(ts_, whole));
  TRY(add_int(units, factor));
  if (part == 0) return {};
  double more;
  left_over_ += std::modf(static_cast<double>(factor) * part, &more);
  return add_int(Value::from_int(static_cast<int64_t>(more)), 1);
}

Status DeltaSum::add(const char* name, Value number, int64_t factor) {
  if (number.is_null()) return {};
  if (is_any_int(number)) return add_int(number, factor);
  if (is_any_float(number)) return add_float(float_value(number), factor);
  return raise(ts_, Exc::kTypeError, "unsupported type for timedelta %s component: %s", name, type_name(ts_, number));
}

Result<Ref> DeltaSum::finish(Type& type) {
  if (left_over_ != 0) {
    double whole = std::round(left_over_);
    if (std::fabs(whole - left_over_) == 0.5) {  // a tie: the sum with the whole microseconds becomes even
      Ref odd = TRY(binary_op(ts_, BinaryOp::kAnd, total_, Value::from_int(1)));
      double parity = odd.get() == Value::from_int(0) ? 0.0 : 1.0;
      whole = 2.0 * std::round((left_over_ + parity) * 0.5) - parity;
    }
    TRY(add_int(Value::from_int(static_cast<int64_t>(whole)), 1));
  }
  return delta_from_microseconds(ts_, type, total_);
}

// -- the operators -------------------------------------------------------------------------------------------------------

Result<Ref> delta_multiply(ThreadState& ts, Value left, Value right) {
  Value delta = is<TimeDelta>(left) ? left : right;
  Value factor = is<TimeDelta>(left) ? right : left;
  if (is_any_int(factor)) {
    Ref microseconds = TRY(delta_to_microseconds(ts, as<TimeDelta>(delta)));
    Ref product = TRY(binary_op(ts, BinaryOp::kMultiply, factor, microseconds));
    return delta_of(ts, product);
  }
  if (is_any_float(factor)) return scale_by_float(ts, as<TimeDelta>(delta), factor, Scale::kUp);
  return Result<Ref>::not_implemented();
}

Result<Ref> delta_true_divide(ThreadState& ts, Value left, Value right) {
  if (!is<TimeDelta>(left)) return Result<Ref>::not_implemented();
  if (is_any_float(right)) return scale_by_float(ts, as<TimeDelta>(left), right, Scale::kDown);
  Ref dividend = TRY(delta_to_microseconds(ts, as<TimeDelta>(left)));
  if (is<TimeDelta>(right)) {
    Ref divisor = TRY(delta_to_microseconds(ts, as<TimeDelta>(right)));
    return int_true_divide(ts, dividend, divisor);
  }
  if (!is_any_int(right)) return Result<Ref>::not_implemented();
  Ref rounded = TRY(divide_nearest(ts, dividend, right));
  return delta_of(ts, rounded);
}

Result<Ref> delta_floor_divide(ThreadState& ts, Value left, Value right) {
  if (!is<TimeDelta>(left)) return Result<Ref>::not_implemented();
  Ref dividend = TRY(delta_to_microseconds(ts, as<TimeDelta>(left)));
  if (is<TimeDelta>(right)) {
    Ref divisor = TRY(delta_to_microseconds(ts, as<TimeDelta>(right)));
    return int_floor_divide(ts, dividend, divisor);
  }
  if (!is_any_int(right)) return Result<Ref>::not_implemented();
  Ref quotient = TRY(binary_op(ts, BinaryOp::kFloorDivide, dividend, right));
  return delta_of(ts, quotient);
}

Result<Ref> delta_remainder(ThreadState& ts, Value left, Value right) {
  if (!are_deltas(left, right)) return Result<Ref>::not_implemented();
  Ref dividend = TRY(delta_to_microseconds(ts, as<TimeDelta>(left)));
  Ref divisor = TRY(delta_to_microseconds(ts, as<TimeDelta>(right)));
  Ref remainder = TRY(int_remainder(ts, dividend, divisor));
  return delta_of(ts, remainder);
}

Result<Ref> delta_divmod(ThreadState& ts, Value left, Value right) {
  if (!are_deltas(left, right)) return Result<Ref>::not_implemented();
  Ref dividend = TRY(delta_to_microseconds(ts, as<TimeDelta>(left)));
  Ref divisor = TRY(delta_to_microseconds(ts, as<TimeDelta>(right)));
  Own<Tuple> pair = TRY(checked_divmod(ts, dividend, divisor));
  Ref remainder = TRY(delta_of(ts, pair->at(1)));
  return new_tuple_of(ts, pair->at(0), remainder);
}

}  // namespace pyemb::datetime
