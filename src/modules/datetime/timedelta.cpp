// SPDX-License-Identifier: MIT
// datetime.timedelta

#include <climits>

#include "modules/datetime/delta_numbers.h"
#include "modules/module_type_specs.h"
#include "objects/int.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"

namespace pyemb {
namespace datetime {

Result<Own<TimeDelta>> restore_delta(ThreadState& ts, Type& type, int64_t days, int seconds, int microseconds) {
  if (days < -TimeDelta::kMaxDays || days > TimeDelta::kMaxDays) {
    return raise(ts, Exc::kOverflowError, "days=%lld; must have magnitude <= %d", static_cast<long long>(days), TimeDelta::kMaxDays);
  }
  Own<TimeDelta> made = TRY(new_native<TimeDelta>(ts, type));
  made->days = static_cast<int>(days);
  made->seconds = seconds;
  made->microseconds = microseconds;
  return made;
}

Result<Own<TimeDelta>> new_delta_of(ThreadState& ts, Type& type, int64_t days, int64_t seconds, int64_t microseconds) {
  int64_t us = floor_modulo(microseconds, kMicrosecondsPerSecond);
  seconds += (microseconds - us) / kMicrosecondsPerSecond;
  int64_t s = floor_modulo(seconds, kSecondsPerDay);
  days += (seconds - s) / kSecondsPerDay;
  return restore_delta(ts, type, days, static_cast<int>(s), static_cast<int>(us));
}

Result<Own<TimeDelta>> new_delta(ThreadState& ts, int64_t days, int64_t seconds, int64_t microseconds) {
  Type* type = TRY(find_type(ts, ModuleType::kTimeDelta));
  return new_delta_of(ts, *type, days, seconds, microseconds);
}

Result<Own<TimeDelta>> delta_add(ThreadState& ts, const TimeDelta& a, const TimeDelta& b, Direction direction) {
  int64_t sign = static_cast<int>(direction);
  return new_delta(ts, a.days + sign * b.days, a.seconds + sign * b.seconds, a.microseconds + sign * b.microseconds);
}

int delta_three_way(const TimeDelta& a, const TimeDelta& b) {
  if (a.days != b.days) return a.days < b.days ? -1 : 1;
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return (a.microseconds > b.microseconds) - (a.microseconds < b.microseconds);
}

int64_t delta_hash(TimeDelta& delta) {
  if (delta.hash == 0) {
    delta.hash = hash_of_fields(static_cast<uint32_t>(delta.days),
                                (static_cast<uint64_t>(delta.seconds) << 32) | static_cast<uint32_t>(delta.microseconds));
  }
  return delta.hash;
}

Result<Ref> delta_total_seconds(ThreadState& ts, TimeDelta& delta) {
  Ref total = TRY(delta_to_microseconds(ts, delta));
  return int_true_divide(ts, total, Value::from_int(kMicrosecondsPerSecond));
}

namespace {

Result<Ref> delta_new(ThreadState& ts, Type& type, Value days, Value seconds, Value microseconds, Value milliseconds, Value minutes,
                      Value hours, Value weeks) {
  DeltaSum sum(ts);
  TRY(sum.add("microseconds", microseconds, 1));
  TRY(sum.add("milliseconds", milliseconds, 1000));
  TRY(sum.add("seconds", seconds, kMicrosecondsPerSecond));
  TRY(sum.add("minutes", minutes, 60 * kMicrosecondsPerSecond));
  TRY(sum.add("hours", hours, 3600 * kMicrosecondsPerSecond));
  TRY(sum.add("days", days, kSecondsPerDay * kMicrosecondsPerSecond));
  TRY(sum.add("weeks", weeks, 7 * kSecondsPerDay * kMicrosecondsPerSecond));
  return sum.finish(type);
}
constexpr NativeMethod kNew =
    class_method<delta_new>("__new__", "(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)", "");

Result<Ref> add_slot(ThreadState& ts, Value left, Value right) {
  if (!is<TimeDelta>(left) || !is<TimeDelta>(right)) return Result<Ref>::not_implemented();
  return delta_add(ts, as<TimeDelta>(left), as<TimeDelta>(right), Direction::kForward);
}
Result<Ref> subtract_slot(ThreadState& ts, Value left, Value right) {
  if (!is<TimeDelta>(left) || !is<TimeDelta>(right)) return Result<Ref>::not_implemented();
  return delta_add(ts, as<TimeDelta>(left), as<TimeDelta>(right), Direction::kBackward);
}
Result<Ref> negative_slot(ThreadState& ts, Value self) {
  auto& delta = as<TimeDelta>(self);
  return new_delta(ts, -static_cast<int64_t>(delta.days), -delta.seconds, -delta.microseconds);
}
Result<Ref> positive_slot(ThreadState& ts, Value self) {
  auto& delta = as<TimeDelta>(self);
  return new_delta(ts, delta.days, delta.seconds, delta.microseconds);
}
Result<Ref> absolute_slot(ThreadState& ts, Value self) { return as<TimeDelta>(self).days < 0 ? negative_slot(ts, self) : positive_slot(ts, self); }
Result<bool> truth_slot(ThreadState&, Value self) { return !as<TimeDelta>(self).is_zero(); }
Result<int64_t> hash_slot(ThreadState&, Value self) { return delta_hash(as<TimeDelta>(self)); }

Result<Ref> compare_slot(ThreadState&, Value left, Value right, Compare op) {
  if (!is<TimeDelta>(left) || !is<TimeDelta>(right)) return Result<Ref>::not_implemented();
  return compare_result(delta_three_way(as<TimeDelta>(left), as<TimeDelta>(right)), op);
}

Result<Ref> repr_slot(ThreadState& ts, Value self) {
  auto& delta = as<TimeDelta>(self);
  StringBuilder out(ts);
  out.append_utf8(type_name(ts, self));
  out.append('(');
  const char* between = "";
  auto part = [&](const char* name, int value) {
    if (value == 0) return;
    out.append(between);
    out.append(name);
    out.append_int(value);
    between = ", ";
  };
  part("days=", delta.days);
  part("seconds=", delta.seconds);
  part("microseconds=", delta.microseconds);
  if (delta.is_zero()) out.append('0');
  out.append(')');
  return out.finish();
}

Result<Ref> str_slot(ThreadState& ts, Value self) {
  auto& delta = as<TimeDelta>(self);
  char days[32] = "";
  if (delta.days != 0) snprintf(days, sizeof days, "%d day%s, ", delta.days, delta.days == 1 || delta.days == -1 ? "" : "s");
  char fraction[16] = "";
  if (delta.microseconds != 0) snprintf(fraction, sizeof fraction, ".%06d", delta.microseconds);
  return new_str_format(ts, "%s%d:%02d:%02d%s", days, delta.seconds / 3600, delta.seconds / 60 % 60, delta.seconds % 60, fraction);
}

Result<Ref> delta_reduce(ThreadState& ts, TimeDelta& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, Value::from_int(self.days), Value::from_int(self.seconds), Value::from_int(self.microseconds)));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

constexpr NativeMethod kMethods[] = {
    method<delta_total_seconds>("total_seconds", "($self, /)", "All of it in seconds, as a float."),
    method<delta_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
};
constexpr Member kMembers[] = {
    {"days", Member::kInt32, offsetof(TimeDelta, days), Member::kReadOnly, "Days, which may be negative."},
    {"seconds", Member::kInt32, offsetof(TimeDelta, seconds), Member::kReadOnly, "Seconds, from 0 up to a day."},
    {"microseconds", Member::kInt32, offsetof(TimeDelta, microseconds), Member::kReadOnly, "Microseconds, from 0 up to a second."},
};

}  // namespace
}  // namespace datetime

constexpr TypeSpec kTimeDeltaSpec = {
    .name = "datetime.timedelta",
    .doc = "A span of time, to the microsecond.\n\n"
           "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\n"
           "The arguments are ints or floats of any sign; only days, seconds and microseconds are kept.",
    .id = ModuleType::kTimeDelta,
    .size = sizeof(datetime::TimeDelta),
    .flags = Type::kSubclassable,
    .methods = datetime::kMethods,
    .members = datetime::kMembers,
    .slots = {.repr = datetime::repr_slot,
              .str = datetime::str_slot,
              .hash = datetime::hash_slot,
              .compare = datetime::compare_slot,
              .new_ = new_from<datetime::kNew>,
              .add = datetime::add_slot,
              .subtract = datetime::subtract_slot,
              .multiply = datetime::delta_multiply,
              .remainder = datetime::delta_remainder,
              .divmod = datetime::delta_divmod,
              .negative = datetime::negative_slot,
              .positive = datetime::positive_slot,
              .absolute = datetime::absolute_slot,
              .truth = datetime::truth_slot,
              .floor_divide = datetime::delta_floor_divide,
              .true_divide = datetime::delta_true_divide},
};

}  // namespace pyemb
