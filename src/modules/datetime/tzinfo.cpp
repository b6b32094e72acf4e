// SPDX-License-Identifier: MIT
// datetime.tzinfo, and how its methods are called.

#include "modules/datetime/datetime.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {
namespace datetime {

Status check_tzinfo(ThreadState& ts, Value tzinfo) {
  if (tzinfo.is_null() || tzinfo.is_none() || is<TzInfo>(tzinfo)) return {};
  return raise(ts, Exc::kTypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%s'", type_name(ts, tzinfo));
}

namespace {

/// An offset of a whole day or more is no offset.
bool is_offset(const TimeDelta& delta) {
  return delta.days == 0 || (delta.days == -1 && (delta.seconds > 0 || delta.microseconds > 0));
}

Result<Ref> call_for_offset(ThreadState& ts, Value tzinfo, const char* name, Value argument) {
  if (tzinfo.is_null() || tzinfo.is_none()) return Ref::none();
  if (is_exactly(tzinfo, ModuleType::kTimeZone)) {
    if (std::string_view(name) == "dst") return Ref::none();
    return Ref::copy(as<TimeZone>(tzinfo).offset);
  }
  Ref method = TRY(get_attr(ts, tzinfo, name));
  Ref offset = TRY(call(ts, method, argument));
  if (offset.is_none()) return offset;
  if (!is<TimeDelta>(offset)) {
    return raise(ts, Exc::kTypeError, "tzinfo.%s() must return None or a timedelta, not '%.200s'", name, type_name(ts, offset));
  }
  if (!is_offset(*offset.as<TimeDelta>())) {
    return raise(ts, Exc::kValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
  }
  return offset;
}

}  // namespace

Result<Ref> call_utcoffset(ThreadState& ts, Value tzinfo, Value argument) { return call_for_offset(ts, tzinfo, "utcoffset", argument); }
Result<Ref> call_dst(ThreadState& ts, Value tzinfo, Value argument) { return call_for_offset(ts, tzinfo, "dst", argument); }

Result<Ref> call_tzname(ThreadState& ts, Value tzinfo, Value argument) {
  if (tzinfo.is_null() || tzinfo.is_none()) return Ref::none();
  Ref method = TRY(get_attr(ts, tzinfo, "tzname"));
  Ref name = TRY(call(ts, method, argument));
  if (name.is_none() || is<Str>(name)) return name;
  return raise(ts, Exc::kTypeError, "tzinfo.tzname() must return None or a string, not '%s'", type_name(ts, name));
}

Result<Ref> call_fromutc(ThreadState& ts, Value tzinfo, Value moment) {
  Ref method = TRY(get_attr(ts, tzinfo, "fromutc"));
  return call(ts, method, moment);
}

namespace {

// -- what a subclass must define -----------------------------------------------------------------------------------------

Raised raise_must_implement(ThreadState& ts, const char* name) {
  return raise(ts, Exc::kNotImplementedError, "a tzinfo subclass must implement %s()", name);
}
Result<Ref> tzinfo_tzname(ThreadState& ts, TzInfo&, Value) { return raise_must_implement(ts, "tzname"); }
Result<Ref> tzinfo_utcoffset(ThreadState& ts, TzInfo&, Value) { return raise_must_implement(ts, "utcoffset"); }
Result<Ref> tzinfo_dst(ThreadState& ts, TzInfo&, Value) { return raise_must_implement(ts, "dst"); }

// -- what it inherits ----------------------------------------------------------------------------------------------------

/// A moment in UTC, tzinfo attached, in local time: works for zones whose standard offset never changes.
Result<Ref> tzinfo_fromutc(ThreadState& ts, TzInfo& self, Value argument) {
  if (!is<DateTime>(argument)) return raise(ts, Exc::kTypeError, "fromutc: argument must be a datetime");
  auto& moment = as<DateTime>(argument);
  if (moment.tzinfo != Value::from_object(&self)) return raise(ts, Exc::kValueError, "fromutc: dt.tzinfo is not self");
  Ref offset = TRY(call_utcoffset(ts, moment.tzinfo, argument));
  if (offset.is_none()) return raise(ts, Exc::kValueError, "fromutc: non-None utcoffset() result required");
  Ref dst = TRY(call_dst(ts, moment.tzinfo, argument));
  if (dst.is_none()) return raise(ts, Exc::kValueError, "fromutc: non-None dst() result required");
  Own<TimeDelta> standard = TRY(delta_add(ts, *offset.as<TimeDelta>(), *dst.as<TimeDelta>(), Direction::kBackward));
  Ref result = TRY(datetime_add(ts, moment, *standard, Direction::kForward));
  dst = TRY(call_dst(ts, moment.tzinfo, result));
  if (dst.is_none()) {
    return raise(ts, Exc::kValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert");
  }
  if (dst.as<TimeDelta>()->is_zero() || !is<DateTime>(result)) return result;
  return datetime_add(ts, *result.as<DateTime>(), *dst.as<TimeDelta>(), Direction::kForward);
}

Result<Ref> tzinfo_reduce(ThreadState& ts, TzInfo& self) {
  Value value = Value::from_object(&self);
  Ref args = Ref::copy(ts.interp.empty_tuple);
  Ref method = TRY(find_attr(ts, value, "__getinitargs__"));
  if (!method.is_absent()) args = TRY(call(ts, method));
  Ref state = TRY(call_method_of(ts, value, Value::from_object(ts.names().dunder_getstate)));
  return new_tuple_of(ts, Value::from_object(self.type), args, state);
}

Result<Ref> tzinfo_new(ThreadState& ts, Type& type, CallArgs) { return new_object(ts, type); }

constexpr NativeMethod kMethods[] = {
    method<tzinfo_tzname>("tzname", "($self, dt, /)", "The name of the zone at a moment, a str; subclasses define it."),
    method<tzinfo_utcoffset>("utcoffset", "($self, dt, /)", "How far local time is ahead of UTC at a moment, a timedelta; subclasses define it."),
    method<tzinfo_dst>("dst", "($self, dt, /)", "Which part of the offset is daylight saving time, a timedelta; subclasses define it."),
    method<tzinfo_fromutc>("fromutc", "($self, dt, /)", "A moment in UTC, this tzinfo attached, in local time."),
    method<tzinfo_reduce>("__reduce__", "($self, /)", "The type, its arguments and the state, for pickling."),
};

}  // namespace
}  // namespace datetime

constexpr TypeSpec kTzInfoSpec = {
    .name = "datetime.tzinfo",
    .doc = "What a class of time zones derives from.",
    .id = ModuleType::kTzInfo,
    .size = sizeof(datetime::TzInfo),
    .flags = Type::kSubclassable,
    .methods = datetime::kMethods,
    .slots = {.new_ = datetime::tzinfo_new},
};

}  // namespace pyemb
