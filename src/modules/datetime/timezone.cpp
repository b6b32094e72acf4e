// SPDX-License-Identifier: MIT
// datetime.timezone: fixed offsets from UTC.

#include "modules/datetime/datetime.h"
#include "modules/module_type_specs.h"
#include "objects/owned_fields.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"

namespace pyemb {
namespace datetime {

void append_offset(TextBuffer& out, const TimeDelta& offset, std::string_view separator) {
  int64_t seconds = offset.days * kSecondsPerDay + offset.seconds;
  int microseconds = offset.microseconds;
  bool negative = offset.days < 0;
  if (negative) {
    seconds = -seconds;
    if (microseconds != 0) {
      --seconds;
      microseconds = static_cast<int>(kMicrosecondsPerSecond) - microseconds;
    }
  }
  char text[16];
  auto append_two = [&](int64_t number) {
    out.append(static_cast<char>('0' + number / 10 % 10));
    out.append(static_cast<char>('0' + number % 10));
  };
  out.append(negative ? '-' : '+');
  append_two(seconds / 3600);
  out.append(separator);
  append_two(seconds / 60 % 60);
  if (seconds % 60 == 0 && microseconds == 0) return;
  out.append(separator);
  append_two(seconds % 60);
  if (microseconds == 0) return;
  int length = snprintf(text, sizeof text, ".%06d", microseconds);
  out.append(std::string_view(text, static_cast<size_t>(length)));
}

namespace {

Result<Own<TimeZone>> create_timezone(ThreadState& ts, TimeDelta& offset, Value name) {
  Own<TimeZone> made = TRY(new_native<TimeZone>(ts));
  made->offset = Own<TimeDelta>::copy(&offset).release();
  if (!name.is_null()) made->name = Own<Str>::copy(&as<Str>(name)).release();
  return made;
}

}  // namespace

Result<Ref> new_timezone(ThreadState& ts, TimeDelta& offset, Value name) {
  if (name.is_null() && offset.is_zero()) {
    Value utc = TRY(shared_utc(ts));
    if (!utc.is_null()) return Ref::copy(utc);
  }
  const bool fits = offset.days == 0 || (offset.days == -1 && (offset.seconds > 0 || offset.microseconds > 0));
  if (!fits) {
    Own<Str> shown = TRY(repr(ts, Value::from_object(&offset)));
    return raise(ts, Exc::kValueError,
                 "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", Utf8(ts, *shown).c_str());
  }
  return create_timezone(ts, offset, name);
}

namespace {

Result<Ref> timezone_new(ThreadState& ts, Type&, Value offset, Value name) {
  if (!is<TimeDelta>(offset)) {
    return raise(ts, Exc::kTypeError, "timezone() argument 1 must be datetime.timedelta, not %.50s", offset.is_none() ? "None" : type_name(ts, offset));
  }
  if (!name.is_null() && !is<Str>(name)) {
    return raise(ts, Exc::kTypeError, "timezone() argument 2 must be str, not %.50s", name.is_none() ? "None" : type_name(ts, name));
  }
  return new_timezone(ts, as<TimeDelta>(offset), name);
}
constexpr NativeMethod kNew = class_method<timezone_new>("timezone", "(offset, name=<unrepresentable>)", "");

/// The argument of the methods: a datetime, or None.
Status check_moment(ThreadState& ts, const char* method, Value moment) {
  if (moment.is_none() || is<DateTime>(moment)) return {};
  return raise(ts, Exc::kTypeError, "%s(dt) argument must be a datetime instance or None, not %.200s", method, type_name(ts, moment));
}

Result<Ref> timezone_str(ThreadState& ts, Value value) {
  auto& self = as<TimeZone>(value);
  if (self.name != nullptr) return Ref::copy(self.name);
  TextBuffer text;
  text.append("UTC");
  if (!self.offset->is_zero()) append_offset(text, *self.offset, ":");
  if (!text.ok()) return raise_no_memory(ts);
  return new_str(ts, text.view());
}

Result<Ref> timezone_repr(ThreadState& ts, Value value) {
  auto& self = as<TimeZone>(value);
  Value utc = TRY(shared_utc(ts));
  if (value == utc) return new_str(ts, "datetime.timezone.utc");
  Own<Str> offset = TRY(repr(ts, Value::from_object(self.offset)));
  StringBuilder out(ts);
  out.append_utf8(type_name(ts, value));
  out.append('(');
  out.append(*offset);
  if (self.name != nullptr) {
    Own<Str> name = TRY(repr(ts, Value::from_object(self.name)));
    out.append(", ");
    out.append(*name);
  }
  out.append(')');
  return out.finish();
}

Result<Ref> timezone_tzname(ThreadState& ts, TimeZone& self, Value moment) {
  TRY(check_moment(ts, "tzname", moment));
  return timezone_str(ts, Value::from_object(&self));
}
Result<Ref> timezone_utcoffset(ThreadState& ts, TimeZone& self, Value moment) {
  TRY(check_moment(ts, "utcoffset", moment));
  return Ref::copy(self.offset);
}
Result<Ref> timezone_dst(ThreadState& ts, TimeZone&, Value moment) {
  TRY(check_moment(ts, "dst", moment));
  return Ref::none();
}

Result<Ref> timezone_fromutc(ThreadState& ts, TimeZone& self, Value moment) {
  if (!is<DateTime>(moment)) return raise(ts, Exc::kTypeError, "fromutc: argument must be a datetime instance");
  if (as<DateTime>(moment).tzinfo != Value::from_object(&self)) return raise(ts, Exc::kValueError, "fromutc: dt.tzinfo is not self");
  return datetime_add(ts, as<DateTime>(moment), *self.offset, Direction::kForward);
}

Result<Ref> timezone_getinitargs(ThreadState& ts, TimeZone& self) {
  if (self.name == nullptr) return new_tuple_of(ts, Value::from_object(self.offset));
  return new_tuple_of(ts, Value::from_object(self.offset), Value::from_object(self.name));
}

Result<Ref> timezone_compare(ThreadState&, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<TimeZone>(left) || !is<TimeZone>(right)) return Result<Ref>::not_implemented();
  return compare_result(delta_three_way(*as<TimeZone>(left).offset, *as<TimeZone>(right).offset), op);
}
Result<int64_t> timezone_hash(ThreadState&, Value self) { return delta_hash(*as<TimeZone>(self).offset); }

void timezone_dealloc(ThreadState&, Object* object) {
  drop_field(static_cast<TimeZone*>(object)->offset);
  drop_field(static_cast<TimeZone*>(object)->name);
}

constexpr NativeMethod kMethods[] = {
    method<timezone_tzname>("tzname", "($self, dt, /)", "The name given to timezone(), or UTC with the offset."),
    method<timezone_utcoffset>("utcoffset", "($self, dt, /)", "The offset, whatever the moment."),
    method<timezone_dst>("dst", "($self, dt, /)", "None: there is no daylight saving time."),
    method<timezone_fromutc>("fromutc", "($self, dt, /)", "A moment in UTC, this timezone attached, in local time."),
    method<timezone_getinitargs>("__getinitargs__", "($self, /)", "The arguments that make an equal one, for pickling."),
};

}  // namespace
}  // namespace datetime

constexpr TypeSpec kTimeZoneSpec = {
    .name = "datetime.timezone",
    .doc = "A time zone of a fixed offset from UTC.",
    .id = ModuleType::kTimeZone,
    .base = ModuleType::kTzInfo,
    .size = sizeof(datetime::TimeZone),
    .methods = datetime::kMethods,
    .slots = {.repr = datetime::timezone_repr,
              .str = datetime::timezone_str,
              .hash = datetime::timezone_hash,
              .compare = datetime::timezone_compare,
              .new_ = new_from<datetime::kNew>},
    .dealloc = datetime::timezone_dealloc,
};

}  // namespace pyemb
