// SPDX-License-Identifier: MIT
// Arithmetic and comparison of moments.

#include "modules/datetime/datetime_new.h"
#include "modules/datetime/local_time.h"

namespace pyemb::datetime {
namespace {

/// Seconds of a moment since day zero, as its own clock shows it.
int64_t shown_seconds(const DateTime& moment) { return seconds_of(moment.date(), moment.time()); }

/// The offset with the other fold: None or a timedelta.
Result<Ref> flipped_offset(ThreadState& ts, DateTime& moment) {
  Type* type = TRY(find_type(ts, ModuleType::kDateTime));
  Ref flipped = TRY(new_datetime(ts, *type, moment.date(), moment.time(), {moment.tzinfo, moment.fold == 0 ? 1 : 0}));
  return datetime_utcoffset(ts, *flipped.as<DateTime>());
}

bool same_offset(Value a, Value b) {
  if (!is<TimeDelta>(a) || !is<TimeDelta>(b)) return a == b;
  return delta_three_way(as<TimeDelta>(a), as<TimeDelta>(b)) == 0;
}

/// PEP 495: a moment whose offset depends on fold equals none of another time zone.
Result<bool> depends_on_fold(ThreadState& ts, DateTime& moment, Value offset) {
  Ref flipped = TRY(flipped_offset(ts, moment));
  return !same_offset(flipped, offset);
}

/// The order of two moments in different time zones with known offsets, as three_way() says it.
int order_in_utc(const DateTime& a, const TimeDelta& offset_a, const DateTime& b, const TimeDelta& offset_b) {
  int64_t x = shown_seconds(a) - offset_a.days * kSecondsPerDay - offset_a.seconds;
  int64_t y = shown_seconds(b) - offset_b.days * kSecondsPerDay - offset_b.seconds;
  int64_t x_us = x * kMicrosecondsPerSecond + a.microsecond - offset_a.microseconds;
  int64_t y_us = y * kMicrosecondsPerSecond + b.microsecond - offset_b.microseconds;
  return (x_us > y_us) - (x_us < y_us);
}

}  // namespace

int three_way(const DateTime& a, const DateTime& b) {
  uint32_t x = packed(a.date());
  uint32_t y = packed(b.date());
  if (x != y) return x < y ? -1 : 1;
  uint64_t s = packed(a.time());
  uint64_t t = packed(b.time());
  return (s > t) - (s < t);
}

Result<Ref> datetime_add(ThreadState& ts, DateTime& moment, const TimeDelta& delta, Direction direction) {
  int64_t sign = static_cast<int>(direction);
  int64_t microsecond = moment.microsecond + sign * delta.microseconds;
  int64_t second = moment.hour * 3600 + moment.minute * 60 + moment.second + sign * delta.seconds;
  int64_t us = (microsecond % kMicrosecondsPerSecond + kMicrosecondsPerSecond) % kMicrosecondsPerSecond;
  second += (microsecond - us) / kMicrosecondsPerSecond;
  int64_t s = (second % kSecondsPerDay + kSecondsPerDay) % kSecondsPerDay;
  int64_t ordinal = ordinal_of(moment.date()) + sign * delta.days + (second - s) / kSecondsPerDay;
  if (ordinal < 1 || ordinal > kMaxOrdinal) return raise(ts, Exc::kOverflowError, "date value out of range");
  CivilTime time = {static_cast<int>(s / 3600), static_cast<int>(s / 60 % 60), static_cast<int>(s % 60), static_cast<int>(us)};
  return make_datetime(ts, *moment.type, date_of_ordinal(static_cast<int>(ordinal)), time, {moment.tzinfo, 0});
}

Result<Ref> datetime_difference(ThreadState& ts, DateTime& a, DateTime& b) {
  Ref offset_a = Ref::none();
  Ref offset_b = Ref::none();
  if (a.tzinfo != b.tzinfo) {
    offset_a = TRY(datetime_utcoffset(ts, a));
    offset_b = TRY(datetime_utcoffset(ts, b));
    if (offset_a.is_none() != offset_b.is_none()) {
      return raise(ts, Exc::kTypeError, "can't subtract offset-naive and offset-aware datetimes");
    }
  }
  Own<TimeDelta> difference = TRY(new_delta(ts, ordinal_of(a.date()) - ordinal_of(b.date()),
                                            (a.hour - b.hour) * 3600 + (a.minute - b.minute) * 60 + a.second - b.second,
                                            a.microsecond - b.microsecond));
  if (offset_a.is_none() || same_offset(offset_a, offset_b)) return difference;
  Own<TimeDelta> apart = TRY(delta_add(ts, *offset_a.as<TimeDelta>(), *offset_b.as<TimeDelta>(), Direction::kBackward));
  return delta_add(ts, *difference, *apart, Direction::kBackward);
}

Result<Ref> datetime_add_slot(ThreadState& ts, Value left, Value right) {
  if (is<DateTime>(left) && is<TimeDelta>(right)) return datetime_add(ts, as<DateTime>(left), as<TimeDelta>(right), Direction::kForward);
  if (is<TimeDelta>(left) && is<DateTime>(right)) return datetime_add(ts, as<DateTime>(right), as<TimeDelta>(left), Direction::kForward);
  return Result<Ref>::not_implemented();
}

Result<Ref> datetime_subtract_slot(ThreadState& ts, Value left, Value right) {
  if (!is<DateTime>(left)) return Result<Ref>::not_implemented();
  if (is<DateTime>(right)) return datetime_difference(ts, as<DateTime>(left), as<DateTime>(right));
  if (is<TimeDelta>(right)) return datetime_add(ts, as<DateTime>(left), as<TimeDelta>(right), Direction::kBackward);
  return Result<Ref>::not_implemented();
}

Result<Ref> datetime_compare_slot(ThreadState& ts, Value left, Value right, Compare op) {
  const bool equality = op == Compare::kEq || op == Compare::kNe;
  if (!is<DateTime>(left) || !is<DateTime>(right)) {
    if (!is<Date>(left) || !is<Date>(right)) return Result<Ref>::not_implemented();
    if (equality) return Result<Ref>::boolean(op == Compare::kNe);
    return raise(ts, Exc::kTypeError, "can't compare %s to %s", type_name(ts, left), type_name(ts, right));
  }
  auto& a = as<DateTime>(left);
  auto& b = as<DateTime>(right);
  if (a.tzinfo == b.tzinfo) return compare_result(three_way(a, b), op);
  Ref offset_a = TRY(datetime_utcoffset(ts, a));
  Ref offset_b = TRY(datetime_utcoffset(ts, b));
  if (offset_a.is_none() != offset_b.is_none()) {
    if (equality) return Result<Ref>::boolean(op == Compare::kNe);
    return raise(ts, Exc::kTypeError, "can't compare offset-naive and offset-aware datetimes");
  }
  int order = offset_a.is_none() ? three_way(a, b) : order_in_utc(a, *offset_a.as<TimeDelta>(), b, *offset_b.as<TimeDelta>());
  if (order == 0 && equality) {
    bool exception = TRY(depends_on_fold(ts, a, offset_a));
    if (!exception) exception = TRY(depends_on_fold(ts, b, offset_b));
    if (exception) order = 1;
  }
  return compare_result(order, op);
}

Result<int64_t> datetime_hash_slot(ThreadState& ts, Value value) {
  auto& self = as<DateTime>(value);
  if (self.hash != 0) return self.hash;
  Ref plain = Ref::copy(value);
  if (self.fold != 0) {  // moments that differ in fold alone are equal
    Type* type = TRY(find_type(ts, ModuleType::kDateTime));
    plain = TRY(new_datetime(ts, *type, self.date(), self.time(), {self.tzinfo, 0}));
  }
  Ref offset = TRY(datetime_utcoffset(ts, *plain.as<DateTime>()));
  if (offset.is_none()) {
    self.hash = hash_of_fields(packed(self.date()), packed(self.time()));
  } else {
    auto& delta = *offset.as<TimeDelta>();
    int64_t seconds = shown_seconds(self) - delta.days * kSecondsPerDay - delta.seconds;
    self.hash = hash_of_fields(1, static_cast<uint64_t>(seconds * kMicrosecondsPerSecond + self.microsecond - delta.microseconds));
  }
  return self.hash;
}

}  // namespace pyemb::datetime
