// SPDX-License-Identifier: MIT
// The module _datetime, and the constants of its types.

#include "modules/datetime/datetime.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "state/foreign_modules.h"

namespace pyemb {
namespace datetime {

Result<Value> shared_utc(ThreadState& ts) {
  Type* type = TRY(find_type(ts, ModuleType::kTimeZone));
  return type->dict == nullptr ? Value::null() : dict_get(ts, *type->dict, "utc");
}

namespace {

Status add_limits(ThreadState& ts, TypeId id, Value least, Value most, Value step) {
  TRY(type_add(ts, id, "min", least));
  TRY(type_add(ts, id, "max", most));
  return type_add(ts, id, "resolution", step);
}

Status add_delta_limits(ThreadState& ts, Value microsecond) {
  Own<TimeDelta> least = TRY(new_delta(ts, -TimeDelta::kMaxDays, 0, 0));
  Own<TimeDelta> most = TRY(new_delta(ts, TimeDelta::kMaxDays, kSecondsPerDay - 1, kMicrosecondsPerSecond - 1));
  return add_limits(ts, ModuleType::kTimeDelta, least, most, microsecond);
}

Status add_date_limits(ThreadState& ts) {
  Type* type = TRY(find_type(ts, ModuleType::kDate));
  Ref least = TRY(new_date(ts, *type, {kMinYear, 1, 1}));
  Ref most = TRY(new_date(ts, *type, {kMaxYear, 12, 31}));
  Own<TimeDelta> day = TRY(new_delta(ts, 1, 0, 0));
  return add_limits(ts, ModuleType::kDate, least, most, day);
}

constexpr CivilTime kLastTime = {23, 59, 59, static_cast<int>(kMicrosecondsPerSecond) - 1};

Status add_time_limits(ThreadState& ts, Value microsecond) {
  Type* type = TRY(find_type(ts, ModuleType::kTime));
  Ref least = TRY(new_time(ts, *type, {}, {}));
  Ref most = TRY(new_time(ts, *type, kLastTime, {}));
  return add_limits(ts, ModuleType::kTime, least, most, microsecond);
}

Status add_datetime_limits(ThreadState& ts, Value microsecond) {
  Type* type = TRY(find_type(ts, ModuleType::kDateTime));
  Ref least = TRY(new_datetime(ts, *type, {kMinYear, 1, 1}, {}, {}));
  Ref most = TRY(new_datetime(ts, *type, {kMaxYear, 12, 31}, kLastTime, {}));
  return add_limits(ts, ModuleType::kDateTime, least, most, microsecond);
}

Status add_timezone(ThreadState& ts, const char* name, int64_t minutes) {
  Own<TimeDelta> offset = TRY(new_delta(ts, 0, minutes * 60, 0));
  Ref zone = TRY(new_timezone(ts, *offset, Value::null()));
  return type_add(ts, ModuleType::kTimeZone, name, zone);
}

Status add_timezones(ThreadState& ts) {
  constexpr int64_t kMost = 23 * 60 + 59;
  TRY(add_timezone(ts, "min", -kMost));
  TRY(add_timezone(ts, "max", kMost));
  return add_timezone(ts, "utc", 0);  // the last: it says that the types are complete
}

/// The types of an interpreter get their constants once.
Status complete_types(ThreadState& ts) {
  Own<TimeDelta> microsecond = TRY(new_delta(ts, 0, 0, 1));
  TRY(add_delta_limits(ts, microsecond));
  TRY(add_date_limits(ts));
  TRY(add_time_limits(ts, microsecond));
  TRY(add_datetime_limits(ts, microsecond));
  return add_timezones(ts);
}

constexpr IntegerConstant kNumbers[] = {{"MINYEAR", kMinYear}, {"MAXYEAR", kMaxYear}};

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add_integers(ts, module, kNumbers));
  Value made = TRY(shared_utc(ts));
  if (made.is_null()) TRY(complete_types(ts));
  Value utc = TRY(shared_utc(ts));
  TRY(module_add(ts, module, "UTC", utc));
  const ForeignModules* foreign = foreign_modules();
  if (foreign == nullptr) return {};
  Ref api = TRY(foreign->new_datetime_api(ts));
  return module_add(ts, module, "datetime_CAPI", api);
}

constexpr TypeId kTypes[] = {ModuleType::kDate,      ModuleType::kDateTime, ModuleType::kTime,
                             ModuleType::kTimeDelta, ModuleType::kTzInfo,   ModuleType::kTimeZone};

}  // namespace
}  // namespace datetime

constexpr NativeModule kDatetimeModule = {
    .name = "_datetime",
    .doc = "Dates, times of day, moments and the spans between them.",
    .types = datetime::kTypes,
    .exec = datetime::exec,
};

}  // namespace pyemb
