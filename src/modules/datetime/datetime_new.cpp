// SPDX-License-Identifier: MIT
#include "modules/datetime/datetime_new.h"

#include "modules/datetime/iso_text.h"
#include "modules/datetime/local_time.h"
#include "modules/datetime/pickled_state.h"
#include "modules/datetime/strftime.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "vm/import.h"

namespace pyemb::datetime {

Result<Ref> new_datetime(ThreadState& ts, Type& type, const CivilDate& date, const CivilTime& time, Zone zone) {
  TRY(check_date(ts, date));
  TRY(check_time(ts, time, zone.fold));
  TRY(check_tzinfo(ts, zone.tzinfo));
  return restore_datetime(ts, type, date, time, zone);
}

Result<Ref> restore_datetime(ThreadState& ts, Type& type, const CivilDate& date, const CivilTime& time, Zone zone) {
  Own<DateTime> made = TRY(new_native<DateTime>(ts, type));
  made->year = static_cast<uint16_t>(date.year);
  made->month = static_cast<uint8_t>(date.month);
  made->day = static_cast<uint8_t>(date.day);
  made->hour = static_cast<uint8_t>(time.hour);
  made->minute = static_cast<uint8_t>(time.minute);
  made->second = static_cast<uint8_t>(time.second);
  made->microsecond = time.microsecond;
  made->fold = static_cast<uint8_t>(zone.fold);
  made->tzinfo = Ref::copy(without_none(zone.tzinfo)).release();
  return made;
}

Result<Ref> make_datetime(ThreadState& ts, Type& type, const CivilDate& date, const CivilTime& time, Zone zone) {
  if (type.id == ModuleType::kDateTime) return new_datetime(ts, type, date, time, zone);
  Ref made = TRY(call(ts, Value::from_object(&type), Value::from_int(date.year), Value::from_int(date.month), Value::from_int(date.day),
                      Value::from_int(time.hour), Value::from_int(time.minute), Value::from_int(time.second),
                      Value::from_int(time.microsecond), or_none(zone.tzinfo)));
  if (is<DateTime>(made)) made.as<DateTime>()->fold = static_cast<uint8_t>(zone.fold);
  return made;
}

namespace {

Result<Ref> from_numbers(ThreadState& ts, Type& type, int year, int month, int day, int hour, int minute, int second, int microsecond,
                         Value tzinfo, int fold) {
  return new_datetime(ts, type, {year, month, day}, {hour, minute, second, microsecond}, {tzinfo, fold});
}
constexpr NativeMethod kNew = class_method<from_numbers>(
    "", "year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0", "");

/// A moment as one of the system's clocks shows it.
Result<Ref> from_clock(ThreadState& ts, Type& type, Timestamp at, Clock clock, Value tzinfo) {
  tm t = TRY(broken_down(ts, clock, at.seconds));
  CivilDate date = {t.tm_year + 1900, t.tm_mon + 1, t.tm_mday};
  CivilTime time = {t.tm_hour, t.tm_min, t.tm_sec > 59 ? 59 : t.tm_sec, at.microseconds};  // leap seconds do not exist here
  int fold = 0;
  if (clock == Clock::kLocal && without_none(tzinfo).is_null()) {
    if (date.year < kMinYear || date.year > kMaxYear) return raise(ts, Exc::kValueError, "year %i is out of range", date.year);
    fold = TRY(fold_of(ts, at.seconds, date, time));
  }
  return make_datetime(ts, type, date, time, {tzinfo, fold});
}

/// The same in a time zone, or in local time without one.
Result<Ref> from_clock_in_zone(ThreadState& ts, Type& type, Timestamp at, Value tz) {
  if (tz.is_null() || tz.is_none()) return from_clock(ts, type, at, Clock::kLocal, Value::null());
  Ref utc = TRY(from_clock(ts, type, at, Clock::kUtc, tz));
  return call_fromutc(ts, tz, utc);
}

Result<Ref> raise_invalid_format(ThreadState& ts, Value text) {
  Own<Str> shown = TRY(repr(ts, text));
  return raise(ts, Exc::kValueError, "Invalid isoformat string: %s", Utf8(ts, *shown).c_str());
}

const char* shown_type(ThreadState& ts, Value value) { return value.is_none() ? "None" : type_name(ts, value); }

}  // namespace

Result<Ref> datetime_new(ThreadState& ts, Type& type, CallArgs args) {
  if ((args.count == 1 || args.count == 2) && args.names.is_null()) {
    StateBytes state;
    bool found = TRY(read_state(ts, args.values[0], kDateBytes + kTimeBytes, 2, 1, 12, "datetime", state));
    if (found) {
      Value tzinfo = TRY(state_tzinfo(ts, args));
      int fold = state.bytes[2] >> 7;
      state.bytes[2] &= 0x7f;
      return restore_datetime(ts, type, state.date(0), state.time(kDateBytes), {tzinfo, fold});
    }
  }
  return new_from<kNew>(ts, type, args);
}

Result<Ref> datetime_now(ThreadState& ts, Type& type, Value tz) {
  TRY(check_tzinfo(ts, tz));
  Timestamp now = TRY(current_timestamp(ts));
  return from_clock_in_zone(ts, type, now, tz);
}

Result<Ref> datetime_utcnow(ThreadState& ts, Type& type) {
  Timestamp now = TRY(current_timestamp(ts));
  return from_clock(ts, type, now, Clock::kUtc, Value::null());
}

Result<Ref> datetime_from_timestamp(ThreadState& ts, Type& type, Value timestamp, Value tz) {
  TRY(check_tzinfo(ts, tz));
  Timestamp at = TRY(to_timestamp(ts, timestamp, Precision::kMicroseconds));
  return from_clock_in_zone(ts, type, at, tz);
}

Result<Ref> datetime_utc_from_timestamp(ThreadState& ts, Type& type, Value timestamp) {
  Timestamp at = TRY(to_timestamp(ts, timestamp, Precision::kMicroseconds));
  return from_clock(ts, type, at, Clock::kUtc, Value::null());
}

Result<Ref> datetime_strptime(ThreadState& ts, Type& type, Value string, Value format) {
  TRY(require_str(ts, "strptime", 1, string));
  TRY(require_str(ts, "strptime", 2, format));
  Ref module = TRY(import_module(ts, "_strptime"));
  Ref function = TRY(get_attr(ts, module, "_strptime_datetime"));
  return call(ts, function, Value::from_object(&type), string, format);
}

Result<Ref> datetime_combine(ThreadState& ts, Type& type, Value date, Value time, Value tzinfo) {
  if (!is<Date>(date)) return raise(ts, Exc::kTypeError, "combine() argument 1 must be datetime.date, not %.50s", shown_type(ts, date));
  if (!is<Time>(time)) return raise(ts, Exc::kTypeError, "combine() argument 2 must be datetime.time, not %.50s", shown_type(ts, time));
  auto& clock = as<Time>(time);
  return make_datetime(ts, type, as<Date>(date).date(), clock.time(), {tzinfo.is_null() ? clock.tzinfo : tzinfo, clock.fold});
}

Result<Ref> datetime_from_iso_format(ThreadState& ts, Type& type, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "fromisoformat: argument must be str");
  Text whole(as<Str>(text));
  if (whole.length < 7) return raise_invalid_format(ts, text);
  int64_t separator = find_iso_separator(whole);
  CivilDate date;
  IsoTime time;
  if (separator < 0 || separator > whole.length || !parse_iso_date(whole.part(0, separator), date)) return raise_invalid_format(ts, text);
  if (whole.length > separator && (whole.length == separator + 1 || !parse_iso_time(whole.part(separator + 1, whole.length), time))) {
    return raise_invalid_format(ts, text);
  }
  Ref tzinfo = TRY(zone_of(ts, time));
  return make_datetime(ts, type, date, time.time, {tzinfo, 0});
}

}  // namespace pyemb::datetime
