// SPDX-License-Identifier: MIT
// datetime.datetime: its methods and the description of the type.

#include "modules/datetime/datetime_new.h"
#include "modules/datetime/iso_text.h"
#include "modules/datetime/pickled_state.h"
#include "modules/datetime/strftime.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/owned_fields.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace datetime {
namespace {

int64_t datetime_hour(ThreadState&, DateTime& self) { return self.hour; }
int64_t datetime_minute(ThreadState&, DateTime& self) { return self.minute; }
int64_t datetime_second(ThreadState&, DateTime& self) { return self.second; }
int64_t datetime_microsecond(ThreadState&, DateTime& self) { return self.microsecond; }
int64_t datetime_fold(ThreadState&, DateTime& self) { return self.fold; }
Value datetime_tzinfo(ThreadState&, DateTime& self) { return or_none(self.tzinfo); }

Result<Ref> utcoffset_method(ThreadState& ts, DateTime& self) { return datetime_utcoffset(ts, self); }
Result<Ref> datetime_dst(ThreadState& ts, DateTime& self) { return call_dst(ts, self.tzinfo, Value::from_object(&self)); }
Result<Ref> datetime_tzname(ThreadState& ts, DateTime& self) { return call_tzname(ts, self.tzinfo, Value::from_object(&self)); }

Result<Ref> datetime_date(ThreadState& ts, DateTime& self) {
  Type* type = TRY(find_type(ts, ModuleType::kDate));
  return new_date(ts, *type, self.date());
}
Result<Ref> datetime_time(ThreadState& ts, DateTime& self) {
  Type* type = TRY(find_type(ts, ModuleType::kTime));
  return new_time(ts, *type, self.time(), {Value::null(), self.fold});
}
Result<Ref> datetime_timetz(ThreadState& ts, DateTime& self) {
  Type* type = TRY(find_type(ts, ModuleType::kTime));
  return new_time(ts, *type, self.time(), {self.tzinfo, self.fold});
}

Result<Ref> datetime_ctime(ThreadState& ts, DateTime& self) { return format_ctime(ts, self.date(), self.time()); }

Result<Ref> datetime_iso_format(ThreadState& ts, DateTime& self, std::optional<Char> separator, Value timespec) {
  if (!timespec.is_null()) TRY(require_str(ts, "isoformat", 2, timespec));
  TimeSpec spec = TRY(to_timespec(ts, timespec));
  TextBuffer date;
  TextBuffer time;
  append_iso_date(date, self.date());
  append_iso_time(time, self.time(), spec);
  TRY(append_utcoffset(ts, time, self.tzinfo, Value::from_object(&self), ":"));
  if (!date.ok() || !time.ok()) return raise_no_memory(ts);
  StringBuilder out(ts);
  out.append(date.view());
  out.append(separator.value_or(Char{U'T'}).value);
  out.append(time.view());
  return out.finish();
}

Result<Ref> datetime_str(ThreadState& ts, Value self) {
  Ref method = TRY(get_attr(ts, self, "isoformat"));
  Own<Str> separator = TRY(new_str(ts, " "));
  return call(ts, method, separator);
}

Result<Ref> datetime_repr(ThreadState& ts, Value value) {
  auto& self = as<DateTime>(value);
  StringBuilder out(ts);
  out.append_utf8(type_name(ts, value));
  const char* between = "(";
  auto number = [&](int n) {
    out.append(between);
    out.append_int(n);
    between = ", ";
  };
  for (int n : {int{self.year}, int{self.month}, int{self.day}, int{self.hour}, int{self.minute}}) number(n);
  if (self.second != 0 || self.microsecond != 0) number(self.second);
  if (self.microsecond != 0) number(self.microsecond);
  if (self.fold != 0) out.append(", fold=1");
  if (!self.tzinfo.is_null()) {
    Own<Str> tzinfo = TRY(repr(ts, self.tzinfo));
    out.append(", tzinfo=");
    out.append(*tzinfo);
  }
  out.append(')');
  return out.finish();
}

Result<Ref> datetime_replace(ThreadState& ts, DateTime& self, std::optional<int> year, std::optional<int> month, std::optional<int> day,
                             std::optional<int> hour, std::optional<int> minute, std::optional<int> second, std::optional<int> microsecond,
                             Value tzinfo, std::optional<int> fold) {
  int new_fold = fold.value_or(self.fold);
  if (new_fold != 0 && new_fold != 1) return raise(ts, Exc::kValueError, "fold must be either 0 or 1");
  CivilDate date = {year.value_or(self.year), month.value_or(self.month), day.value_or(self.day)};
  CivilTime time = {hour.value_or(self.hour), minute.value_or(self.minute), second.value_or(self.second),
                    microsecond.value_or(self.microsecond)};
  return new_datetime(ts, *self.type, date, time, {tzinfo.is_null() ? self.tzinfo : tzinfo, new_fold});
}

Result<Ref> datetime_reduce_ex(ThreadState& ts, DateTime& self, int protocol) {
  StateBytes state;
  state.put(self.date());
  state.put(self.time());
  if (protocol > 3 && self.fold != 0) state.bytes[2] |= 0x80;
  return reduce_to_state(ts, self, state, self.tzinfo);
}
Result<Ref> datetime_reduce(ThreadState& ts, DateTime& self) { return datetime_reduce_ex(ts, self, 2); }

void datetime_dealloc(ThreadState&, Object* object) { drop_field(static_cast<DateTime*>(object)->tzinfo); }

constexpr NativeMethod kMethods[] = {
    class_method<datetime_now>("now", "($type, /, tz=None)", "This moment: in the time zone tz, or without one in local time."),
    class_method<datetime_utcnow>("utcnow", "$type", "This moment in UTC, without tzinfo."),
    class_method<datetime_from_timestamp>("fromtimestamp", "$type, timestamp, tz=None",
                                          "The moment of seconds since the epoch: in the time zone tz, or without one in local time."),
    class_method<datetime_utc_from_timestamp>("utcfromtimestamp", "$type, timestamp, /",
                                              "The moment of seconds since the epoch in UTC, without tzinfo."),
    class_method<datetime_strptime>("strptime", "$type, string, format, /", "The moment that a str in a format of time.strptime() means."),
    class_method<datetime_combine>("combine", "$type, date, time, tzinfo=None", "The moment of a date and a time; tzinfo is that of the time unless given."),
    class_method<datetime_from_iso_format>("fromisoformat", "($type, string, /)", "The moment that a str in the notation of ISO 8601 means."),
    method<datetime_date>("date", "$self", "The date alone."),
    method<datetime_time>("time", "$self", "The time alone, without tzinfo."),
    method<datetime_timetz>("timetz", "$self", "The time with its tzinfo."),
    method<datetime_ctime>("ctime", "$self", "The moment as ctime() of C shows it."),
    method<datetime_timetuple>("timetuple", "$self", "The moment as time.localtime() shows one."),
    method<datetime_timestamp>("timestamp", "$self", "The moment in seconds since the epoch; without tzinfo it is taken as local time."),
    method<datetime_utctimetuple>("utctimetuple", "$self", "The moment in UTC as time.gmtime() shows one."),
    method<datetime_iso_format>("isoformat", "$self, sep='T', timespec='auto'",
                                "The moment as YYYY-MM-DDTHH:MM:SS[.ffffff] and the offset from UTC, with sep in the place of T.\n\n"
                                "timespec is 'auto', 'hours', 'minutes', 'seconds', 'milliseconds' or 'microseconds': how much is shown."),
    method<utcoffset_method>("utcoffset", "$self", "tzinfo.utcoffset(self), or None without tzinfo."),
    method<datetime_tzname>("tzname", "$self", "tzinfo.tzname(self), or None without tzinfo."),
    method<datetime_dst>("dst", "$self", "tzinfo.dst(self), or None without tzinfo."),
    method<datetime_replace>("replace",
                             "$self, year=0, month=0, day=0, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
                             "The moment with other values in some of its fields."),
    method<datetime_astimezone>("astimezone", "$self, tz=None", "The same moment in another time zone; without one in the system's."),
    method<datetime_reduce_ex>("__reduce_ex__", "$self, protocol, /", "The type and the state, for pickling."),
    method<datetime_reduce>("__reduce__", "$self", "The type and the state, for pickling."),
};
constexpr GetSet kGetSets[] = {
    getset<datetime_hour>("hour", nullptr),
    getset<datetime_minute>("minute", nullptr),
    getset<datetime_second>("second", nullptr),
    getset<datetime_microsecond>("microsecond", nullptr),
    getset<datetime_tzinfo>("tzinfo", nullptr),
    getset<datetime_fold>("fold", nullptr),
};

}  // namespace
}  // namespace datetime

constexpr TypeSpec kDateTimeSpec = {
    .name = "datetime.datetime",
    .doc = "datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0): a date and a time of day.",
    .id = ModuleType::kDateTime,
    .base = ModuleType::kDate,
    .size = sizeof(datetime::DateTime),
    .flags = Type::kSubclassable,
    .methods = datetime::kMethods,
    .getsets = datetime::kGetSets,
    .slots = {.repr = datetime::datetime_repr,
              .str = datetime::datetime_str,
              .hash = datetime::datetime_hash_slot,
              .compare = datetime::datetime_compare_slot,
              .new_ = datetime::datetime_new,
              .add = datetime::datetime_add_slot,
              .subtract = datetime::datetime_subtract_slot},
    .dealloc = datetime::datetime_dealloc,
};

}  // namespace pyemb
