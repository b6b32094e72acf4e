// SPDX-License-Identifier: MIT
// datetime.time

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

Status check_time(ThreadState& ts, const CivilTime& time, int fold) {
  if (time.hour < 0 || time.hour > 23) return raise(ts, Exc::kValueError, "hour must be in 0..23");
  if (time.minute < 0 || time.minute > 59) return raise(ts, Exc::kValueError, "minute must be in 0..59");
  if (time.second < 0 || time.second > 59) return raise(ts, Exc::kValueError, "second must be in 0..59");
  if (time.microsecond < 0 || time.microsecond >= kMicrosecondsPerSecond) return raise(ts, Exc::kValueError, "microsecond must be in 0..999999");
  if (fold != 0 && fold != 1) return raise(ts, Exc::kValueError, "fold must be either 0 or 1");
  return {};
}

Result<Ref> new_time(ThreadState& ts, Type& type, const CivilTime& time, Zone zone) {
  TRY(check_time(ts, time, zone.fold));
  TRY(check_tzinfo(ts, zone.tzinfo));
  return restore_time(ts, type, time, zone);
}

Result<Ref> restore_time(ThreadState& ts, Type& type, const CivilTime& time, Zone zone) {
  Own<Time> made = TRY(new_native<Time>(ts, type));
  made->hour = static_cast<uint8_t>(time.hour);
  made->minute = static_cast<uint8_t>(time.minute);
  made->second = static_cast<uint8_t>(time.second);
  made->microsecond = time.microsecond;
  made->fold = static_cast<uint8_t>(zone.fold);
  made->tzinfo = Ref::copy(without_none(zone.tzinfo)).release();
  return made;
}

Result<Ref> make_time(ThreadState& ts, Type& type, const CivilTime& time, Zone zone) {
  if (type.id == ModuleType::kTime) return new_time(ts, type, time, zone);
  Ref made = TRY(call(ts, Value::from_object(&type), Value::from_int(time.hour), Value::from_int(time.minute), Value::from_int(time.second),
                      Value::from_int(time.microsecond), or_none(zone.tzinfo)));
  if (is<Time>(made)) made.as<Time>()->fold = static_cast<uint8_t>(zone.fold);
  return made;
}

namespace {

// -- making times --------------------------------------------------------------------------------------------------------

Result<Ref> time_from_numbers(ThreadState& ts, Type& type, int hour, int minute, int second, int microsecond, Value tzinfo, int fold) {
  return new_time(ts, type, {hour, minute, second, microsecond}, {tzinfo, fold});
}
constexpr NativeMethod kNew =
    class_method<time_from_numbers>("", "hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0", "");

Result<Ref> time_new(ThreadState& ts, Type& type, CallArgs args) {
  if ((args.count == 1 || args.count == 2) && args.names.is_null()) {
    StateBytes state;
    bool found = TRY(read_state(ts, args.values[0], kTimeBytes, 0, 0, 23, "time", state));
    if (found) {
      Value tzinfo = TRY(state_tzinfo(ts, args));
      int fold = state.bytes[0] >> 7;
      state.bytes[0] &= 0x7f;
      return restore_time(ts, type, state.time(0), {tzinfo, fold});
    }
  }
  return new_from<kNew>(ts, type, args);
}

Result<Ref> time_from_iso_format(ThreadState& ts, Type& type, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "fromisoformat: argument must be str");
  Text whole(as<Str>(text));
  if (whole.length > 0 && whole.at(0) == 'T') whole = whole.part(1, whole.length);
  IsoTime parts;
  if (!parse_iso_time(whole, parts)) {
    Own<Str> shown = TRY(repr(ts, text));
    return raise(ts, Exc::kValueError, "Invalid isoformat string: %s", Utf8(ts, *shown).c_str());
  }
  Ref tzinfo = TRY(zone_of(ts, parts));
  return make_time(ts, type, parts.time, {tzinfo, 0});
}

// -- reading it ----------------------------------------------------------------------------------------------------------

int64_t time_hour(ThreadState&, Time& self) { return self.hour; }
int64_t time_minute(ThreadState&, Time& self) { return self.minute; }
int64_t time_second(ThreadState&, Time& self) { return self.second; }
int64_t time_microsecond(ThreadState&, Time& self) { return self.microsecond; }
int64_t time_fold(ThreadState&, Time& self) { return self.fold; }
Value time_tzinfo(ThreadState&, Time& self) { return or_none(self.tzinfo); }

Result<Ref> time_utcoffset(ThreadState& ts, Time& self) { return call_utcoffset(ts, self.tzinfo, Value::none()); }
Result<Ref> time_dst(ThreadState& ts, Time& self) { return call_dst(ts, self.tzinfo, Value::none()); }
Result<Ref> time_tzname(ThreadState& ts, Time& self) { return call_tzname(ts, self.tzinfo, Value::none()); }

Result<Ref> time_iso_format(ThreadState& ts, Time& self, Value timespec) {
  if (!timespec.is_null()) TRY(require_str(ts, "isoformat", 1, timespec));
  TimeSpec spec = TRY(to_timespec(ts, timespec));
  TextBuffer out;
  append_iso_time(out, self.time(), spec);
  TRY(append_utcoffset(ts, out, self.tzinfo, Value::none(), ":"));
  if (!out.ok()) return raise_no_memory(ts);
  return new_str(ts, out.view());
}

/// The date is made up: 1 January 1900, a day on which every format works.
Result<Ref> time_strftime(ThreadState& ts, Time& self, Value format) {
  TRY(require_str(ts, "strftime", 1, format));
  Ref timetuple = TRY(new_timetuple(ts, {1900, 1, 1}, self.time(), -1));
  return format_time(ts, {self.tzinfo, Value::none(), self.microsecond}, format, timetuple);
}
Result<Ref> time_format(ThreadState& ts, Time& self, Value format) { return format_object(ts, Value::from_object(&self), format); }

Result<Ref> time_replace(ThreadState& ts, Time& self, std::optional<int> hour, std::optional<int> minute, std::optional<int> second,
                         std::optional<int> microsecond, Value tzinfo, std::optional<int> fold) {
  int new_fold = fold.value_or(self.fold);
  if (new_fold != 0 && new_fold != 1) return raise(ts, Exc::kValueError, "fold must be either 0 or 1");
  CivilTime time = {hour.value_or(self.hour), minute.value_or(self.minute), second.value_or(self.second),
                    microsecond.value_or(self.microsecond)};
  return new_time(ts, *self.type, time, {tzinfo.is_null() ? self.tzinfo : tzinfo, new_fold});
}

Result<Ref> time_reduce_ex(ThreadState& ts, Time& self, int protocol) {
  StateBytes state;
  state.put(self.time());
  if (protocol > 3 && self.fold != 0) state.bytes[0] |= 0x80;
  return reduce_to_state(ts, self, state, self.tzinfo);
}
Result<Ref> time_reduce(ThreadState& ts, Time& self) { return time_reduce_ex(ts, self, 2); }

Result<Ref> time_repr(ThreadState& ts, Value value) {
  auto& self = as<Time>(value);
  StringBuilder out(ts);
  out.append_utf8(type_name(ts, value));
  out.append('(');
  out.append_int(self.hour);
  out.append(", ");
  out.append_int(self.minute);
  if (self.second != 0 || self.microsecond != 0) {
    out.append(", ");
    out.append_int(self.second);
  }
  if (self.microsecond != 0) {
    out.append(", ");
    out.append_int(self.microsecond);
  }
  if (!self.tzinfo.is_null()) {
    Own<Str> tzinfo = TRY(repr(ts, self.tzinfo));
    out.append(", tzinfo=");
    out.append(*tzinfo);
  }
  if (self.fold != 0) out.append(", fold=1");
  out.append(')');
  return out.finish();
}

Result<Ref> time_str(ThreadState& ts, Value self) {
  Ref method = TRY(get_attr(ts, self, "isoformat"));
  return call(ts, method);
}

// -- comparing -----------------------------------------------------------------------------------------------------------

/// Microseconds since midnight in UTC, which may lie in the day before or after.
int64_t utc_microseconds(const Time& time, const TimeDelta& offset) {
  int64_t seconds = time.hour * 3600 + time.minute * 60 + time.second - offset.days * kSecondsPerDay - offset.seconds;
  return seconds * kMicrosecondsPerSecond + time.microsecond - offset.microseconds;
}

Result<int64_t> time_hash(ThreadState& ts, Value value) {
  auto& self = as<Time>(value);
  if (self.hash != 0) return self.hash;
  Ref plain = Ref::copy(value);
  if (self.fold != 0) {  // times that differ in fold alone are equal
    Type* type = TRY(find_type(ts, ModuleType::kTime));
    plain = TRY(new_time(ts, *type, self.time(), {self.tzinfo, 0}));
  }
  Ref offset = TRY(time_utcoffset(ts, *plain.as<Time>()));
  uint64_t moment = offset.is_none() ? packed(self.time()) : static_cast<uint64_t>(utc_microseconds(self, *offset.as<TimeDelta>()));
  self.hash = hash_of_fields(offset.is_none() ? 0 : 1, moment);
  return self.hash;
}

Result<Ref> time_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is<Time>(left) || !is<Time>(right)) return Result<Ref>::not_implemented();
  auto& a = as<Time>(left);
  auto& b = as<Time>(right);
  auto by_fields = [&] {
    uint64_t x = packed(a.time());
    uint64_t y = packed(b.time());
    return compare_result((x > y) - (x < y), op);
  };
  if (a.tzinfo == b.tzinfo) return by_fields();
  Ref offset_a = TRY(time_utcoffset(ts, a));
  Ref offset_b = TRY(time_utcoffset(ts, b));
  if (offset_a.is_none() && offset_b.is_none()) return by_fields();
  if (!offset_a.is_none() && !offset_b.is_none()) {
    int64_t x = utc_microseconds(a, *offset_a.as<TimeDelta>());
    int64_t y = utc_microseconds(b, *offset_b.as<TimeDelta>());
    return compare_result((x > y) - (x < y), op);
  }
  if (op == Compare::kEq || op == Compare::kNe) return Result<Ref>::boolean(op == Compare::kNe);
  return raise(ts, Exc::kTypeError, "can't compare offset-naive and offset-aware times");
}

void time_dealloc(ThreadState&, Object* object) { drop_field(static_cast<Time*>(object)->tzinfo); }

constexpr NativeMethod kMethods[] = {
    method<time_iso_format>("isoformat", "$self, timespec='auto'",
                            "The time as HH:MM:SS[.ffffff] and the offset from UTC.\n\n"
                            "timespec is 'auto', 'hours', 'minutes', 'seconds', 'milliseconds' or 'microseconds': how much is shown."),
    method<time_strftime>("strftime", "$self, format", "The time in a format of time.strftime()."),
    method<time_format>("__format__", "$self, format, /", "strftime() of the format; str() if it is empty."),
    method<time_utcoffset>("utcoffset", "$self", "tzinfo.utcoffset(None), or None without tzinfo."),
    method<time_tzname>("tzname", "$self", "tzinfo.tzname(None), or None without tzinfo."),
    method<time_dst>("dst", "$self", "tzinfo.dst(None), or None without tzinfo."),
    method<time_replace>("replace", "$self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
                         "The time with other values in some of its fields."),
    class_method<time_from_iso_format>("fromisoformat", "($type, string, /)", "The time that a str in the notation of ISO 8601 means."),
    method<time_reduce_ex>("__reduce_ex__", "$self, protocol, /", "The type and the state, for pickling."),
    method<time_reduce>("__reduce__", "$self", "The type and the state, for pickling."),
};
constexpr GetSet kGetSets[] = {
    getset<time_hour>("hour", nullptr),
    getset<time_minute>("minute", nullptr),
    getset<time_second>("second", nullptr),
    getset<time_microsecond>("microsecond", nullptr),
    getset<time_tzinfo>("tzinfo", nullptr),
    getset<time_fold>("fold", nullptr),
};

}  // namespace
}  // namespace datetime

constexpr TypeSpec kTimeSpec = {
    .name = "datetime.time",
    .doc = "time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0): a time of day.",
    .id = ModuleType::kTime,
    .size = sizeof(datetime::Time),
    .flags = Type::kSubclassable,
    .methods = datetime::kMethods,
    .getsets = datetime::kGetSets,
    .slots = {.repr = datetime::time_repr,
              .str = datetime::time_str,
              .hash = datetime::time_hash,
              .compare = datetime::time_compare,
              .new_ = datetime::time_new},
    .dealloc = datetime::time_dealloc,
};

}  // namespace pyemb
