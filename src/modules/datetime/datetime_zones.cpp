// SPDX-License-Identifier: MIT
// Moments in other time zones, as timestamps and as time tuples.

#include "modules/datetime/datetime_new.h"
#include "modules/datetime/local_time.h"
#include "modules/datetime/strftime.h"
#include "objects/float.h"
#include "objects/owned_fields.h"

namespace pyemb::datetime {
namespace {

constexpr int64_t kEpochSeconds = kEpochOrdinal * kSecondsPerDay;

/// The system's time zone at a naive local time.
Result<Ref> zone_at_local(ThreadState& ts, const DateTime& moment) {
  int64_t utc = TRY(local_to_utc_seconds(ts, moment.date(), moment.time(), moment.fold));
  return local_timezone(ts, utc - kEpochSeconds);
}

/// The same at a moment in UTC.
Result<Ref> zone_at_utc(ThreadState& ts, const DateTime& moment) {
  return local_timezone(ts, seconds_of(moment.date(), moment.time()) - kEpochSeconds);
}

}  // namespace

Result<Ref> datetime_astimezone(ThreadState& ts, DateTime& self, Value tz) {
  TRY(check_tzinfo(ts, tz));
  Ref target = Ref::copy(or_none(tz));
  Ref own = Ref::copy(self.tzinfo);
  if (!own) own = TRY(zone_at_local(ts, self));
  if (own.get() == target.get()) return Ref::copy(&self);
  Ref offset = TRY(call_utcoffset(ts, own, Value::from_object(&self)));
  if (offset.is_none()) {  // a tzinfo without an offset counts as none
    own = TRY(zone_at_local(ts, self));
    offset = TRY(call_utcoffset(ts, own, Value::from_object(&self)));
    if (!is<TimeDelta>(offset)) {
      return raise(ts, Exc::kTypeError, "utcoffset() returned %.200s, expected timedelta or None", type_name(ts, offset));
    }
  }
  Ref result = TRY(datetime_add(ts, self, *offset.as<TimeDelta>(), Direction::kBackward));
  if (!is<DateTime>(result)) return result;
  auto& utc = *result.as<DateTime>();
  if (target.is_none()) target = TRY(zone_at_utc(ts, utc));
  if (utc.refcount > 1 || result.get() == Value::from_object(&self)) {  // a class that hands out shared objects
    result = TRY(new_datetime(ts, *utc.type, utc.date(), utc.time(), {target, 0}));
  } else {
    set_field(utc.tzinfo, Ref::copy(target));
    utc.hash = 0;
  }
  return call_fromutc(ts, target, result);
}

Result<Ref> datetime_timestamp(ThreadState& ts, DateTime& self) {
  if (self.tzinfo.is_null()) {
    int64_t seconds = TRY(local_to_utc_seconds(ts, self.date(), self.time(), self.fold));
    return new_float(ts, static_cast<double>(seconds - kEpochSeconds) + self.microsecond / 1e6);
  }
  Type* type = TRY(find_type(ts, ModuleType::kDateTime));
  Value utc = TRY(shared_utc(ts));
  Ref epoch = TRY(new_datetime(ts, *type, {1970, 1, 1}, {}, {utc, 0}));
  Ref delta = TRY(datetime_difference(ts, self, *epoch.as<DateTime>()));
  return delta_total_seconds(ts, *delta.as<TimeDelta>());
}

Result<Ref> datetime_timetuple(ThreadState& ts, DateTime& self) {
  Ref dst = TRY(call_dst(ts, self.tzinfo, Value::from_object(&self)));
  int flag = -1;
  if (!dst.is_none()) flag = dst.as<TimeDelta>()->is_zero() ? 0 : 1;
  return new_timetuple(ts, self.date(), self.time(), flag);
}

Result<Ref> datetime_utctimetuple(ThreadState& ts, DateTime& self) {
  Ref offset = TRY(datetime_utcoffset(ts, self));
  if (offset.is_none()) return new_timetuple(ts, self.date(), self.time(), 0);
  Ref utc = TRY(datetime_add(ts, self, *offset.as<TimeDelta>(), Direction::kBackward));
  if (!is<DateTime>(utc)) return raise(ts, Exc::kTypeError, "%s is no datetime", type_name(ts, utc));
  return new_timetuple(ts, utc.as<DateTime>()->date(), utc.as<DateTime>()->time(), 0);
}

}  // namespace pyemb::datetime
