// SPDX-License-Identifier: MIT
// datetime.date

#include <climits>

#include "modules/datetime/iso_text.h"
#include "modules/datetime/local_time.h"
#include "modules/datetime/pickled_state.h"
#include "modules/datetime/strftime.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/int.h"
#include "objects/tuple.h"
#include "vm/import.h"

namespace pyemb {
namespace datetime {

Status check_date(ThreadState& ts, const CivilDate& date) {
  if (date.year < kMinYear || date.year > kMaxYear) return raise(ts, Exc::kValueError, "year %i is out of range", date.year);
  if (date.month < 1 || date.month > 12) return raise(ts, Exc::kValueError, "month must be in 1..12");
  if (date.day < 1 || date.day > days_in_month(date.year, date.month)) return raise(ts, Exc::kValueError, "day is out of range for month");
  return {};
}

Result<Ref> new_date(ThreadState& ts, Type& type, const CivilDate& date) {
  TRY(check_date(ts, date));
  return restore_date(ts, type, date);
}

Result<Ref> restore_date(ThreadState& ts, Type& type, const CivilDate& date) {
  Own<Date> made = TRY(new_native<Date>(ts, type));
  made->year = static_cast<uint16_t>(date.year);
  made->month = static_cast<uint8_t>(date.month);
  made->day = static_cast<uint8_t>(date.day);
  return made;
}

Result<Ref> make_date(ThreadState& ts, Type& type, const CivilDate& date) {
  if (type.id == ModuleType::kDate) return new_date(ts, type, date);
  return call(ts, Value::from_object(&type), Value::from_int(date.year), Value::from_int(date.month), Value::from_int(date.day));
}

int64_t hash_of_fields(uint64_t date, uint64_t time) {
  uint64_t h = (date * 0x9e3779b97f4a7c15u) ^ time;
  h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93u;
  h = (h ^ (h >> 29)) * 0xd6e8feb86659fd93u;
  h ^= h >> 32;
  auto hash = static_cast<int64_t>(h >> 1);  // never -1
  return hash == 0 ? 1 : hash;
}

Result<Ref> date_from_timestamp(ThreadState& ts, Type& type, Value timestamp) {
  Timestamp at = TRY(to_timestamp(ts, timestamp, Precision::kSeconds));
  tm t = TRY(broken_down(ts, Clock::kLocal, at.seconds));
  return make_date(ts, type, {t.tm_year + 1900, t.tm_mon + 1, t.tm_mday});
}

namespace {

// -- making dates --------------------------------------------------------------------------------------------------------

Result<Ref> date_from_numbers(ThreadState& ts, Type& type, int year, int month, int day) { return new_date(ts, type, {year, month, day}); }
constexpr NativeMethod kNew = class_method<date_from_numbers>("", "year, month, day", "");

Result<Ref> date_new(ThreadState& ts, Type& type, CallArgs args) {
  if (args.count == 1 && args.names.is_null()) {
    StateBytes state;
    bool found = TRY(read_state(ts, args.values[0], kDateBytes, 2, 1, 12, "date", state));
    if (found && state.bytes[2] <= 12) return restore_date(ts, type, state.date(0));
  }
  return new_from<kNew>(ts, type, args);
}

/// Through time.time() and fromtimestamp(), either of which a program may replace.
Result<Ref> date_today(ThreadState& ts, Type& type) {
  Ref module = TRY(import_module(ts, "time"));
  Ref clock = TRY(get_attr(ts, module, "time"));
  Ref now = TRY(call(ts, clock));
  Ref from_timestamp = TRY(get_attr(ts, Value::from_object(&type), "fromtimestamp"));
  return call(ts, from_timestamp, now);
}

Result<Ref> date_from_ordinal(ThreadState& ts, Type& type, int ordinal) {
  if (ordinal < 1) return raise(ts, Exc::kValueError, "ordinal must be >= 1");
  return make_date(ts, type, date_of_ordinal(ordinal));
}

Result<Ref> date_from_iso_format(ThreadState& ts, Type& type, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "fromisoformat: argument must be str");
  CivilDate date;
  int64_t length = as<Str>(text).length;
  if ((length == 7 || length == 8 || length == 10) && parse_iso_date(Text(as<Str>(text)), date)) return make_date(ts, type, date);
  Own<Str> shown = TRY(repr(ts, text));
  return raise(ts, Exc::kValueError, "Invalid isoformat string: %s", Utf8(ts, *shown).c_str());
}

/// A component of a week date; one that is no C int is out of range like others.
Result<int> to_component(ThreadState& ts, Value value) {
  Result<int> number = to_c_int(ts, value);
  if (!number.raised() || !clear_pending_if(ts, Exc::kOverflowError)) return number;
  return raise(ts, Exc::kValueError, "ISO calendar component out of range");
}

Result<Ref> date_from_iso_calendar(ThreadState& ts, Type& type, Value year, Value week, Value day) {
  IsoWeek parts;
  parts.year = TRY(to_component(ts, year));
  parts.week = TRY(to_component(ts, week));
  parts.weekday = TRY(to_component(ts, day));
  CivilDate date;
  switch (date_of_iso_week(parts, date)) {
    case IsoWeekFault::kYear: return raise(ts, Exc::kValueError, "Year is out of range: %d", parts.year);
    case IsoWeekFault::kWeek: return raise(ts, Exc::kValueError, "Invalid week: %d", parts.week);
    case IsoWeekFault::kDay: return raise(ts, Exc::kValueError, "Invalid day: %d (range is [1, 7])", parts.weekday);
    case IsoWeekFault::kNone: break;
  }
  return make_date(ts, type, date);
}

// -- reading it ----------------------------------------------------------------------------------------------------------

int64_t date_year(ThreadState&, Date& self) { return self.year; }
int64_t date_month(ThreadState&, Date& self) { return self.month; }
int64_t date_day(ThreadState&, Date& self) { return self.day; }
int64_t date_to_ordinal(ThreadState&, Date& self) { return ordinal_of(self.date()); }
int64_t date_weekday(ThreadState&, Date& self) { return weekday_of(self.date()); }
int64_t date_iso_weekday(ThreadState&, Date& self) { return weekday_of(self.date()) + 1; }

Result<Ref> date_iso_format(ThreadState& ts, Date& self) {
  return new_str_format(ts, "%04d-%02d-%02d", self.year, self.month, self.day);
}
Result<Ref> date_ctime(ThreadState& ts, Date& self) { return format_ctime(ts, self.date(), {}); }
Result<Ref> date_timetuple(ThreadState& ts, Date& self) { return new_timetuple(ts, self.date(), {}, -1); }

Result<Ref> date_strftime(ThreadState& ts, Date& self, Value format) {
  TRY(require_str(ts, "strftime", 1, format));
  Value value = Value::from_object(&self);
  Ref method = TRY(get_attr(ts, value, "timetuple"));
  Ref timetuple = TRY(call(ts, method));
  FormatSource source;
  if (is<DateTime>(value)) {
    source = {as<DateTime>(value).tzinfo, value, as<DateTime>(value).microsecond};
  }
  return format_time(ts, source, format, timetuple);
}
Result<Ref> date_format(ThreadState& ts, Date& self, Value format) { return format_object(ts, Value::from_object(&self), format); }

Result<Ref> date_iso_calendar(ThreadState& ts, Date& self) {
  IsoWeek week = iso_week_of(self.date());
  Type* type = TRY(find_type(ts, ModuleType::kIsoCalendarDate));
  return call(ts, Value::from_object(type), Value::from_int(week.year), Value::from_int(week.week), Value::from_int(week.weekday));
}

Result<Ref> date_replace(ThreadState& ts, Date& self, std::optional<int> year, std::optional<int> month, std::optional<int> day) {
  return new_date(ts, *self.type, {year.value_or(self.year), month.value_or(self.month), day.value_or(self.day)});
}

Result<Ref> date_reduce(ThreadState& ts, Date& self) {
  StateBytes state;
  state.put(self.date());
  return reduce_to_state(ts, self, state, Value::null());
}

Result<Ref> date_repr(ThreadState& ts, Value value) {
  auto& self = as<Date>(value);
  return new_str_format(ts, "%s(%d, %d, %d)", type_name(ts, value), self.year, self.month, self.day);
}

/// isoformat() of the object, which a subclass may define.
Result<Ref> date_str(ThreadState& ts, Value self) {
  Ref method = TRY(get_attr(ts, self, "isoformat"));
  return call(ts, method);
}

Result<int64_t> date_hash(ThreadState&, Value value) {
  auto& self = as<Date>(value);
  if (self.hash == 0) self.hash = hash_of_fields(packed(self.date()), 0);
  return self.hash;
}

// -- operators -----------------------------------------------------------------------------------------------------------

Result<Ref> add_days(ThreadState& ts, Date& self, const TimeDelta& delta, Direction direction) {
  int64_t ordinal = ordinal_of(self.date()) + int64_t{delta.days} * static_cast<int>(direction);
  if (ordinal < 1 || ordinal > kMaxOrdinal) return raise(ts, Exc::kOverflowError, "date value out of range");
  return make_date(ts, *self.type, date_of_ordinal(static_cast<int>(ordinal)));
}

bool is_plain_date(Value value) { return is<Date>(value) && !is<DateTime>(value); }

Result<Ref> date_add(ThreadState& ts, Value left, Value right) {
  if (is<DateTime>(left) || is<DateTime>(right)) return Result<Ref>::not_implemented();
  if (is<Date>(left) && is<TimeDelta>(right)) return add_days(ts, as<Date>(left), as<TimeDelta>(right), Direction::kForward);
  if (is<TimeDelta>(left) && is<Date>(right)) return add_days(ts, as<Date>(right), as<TimeDelta>(left), Direction::kForward);
  return Result<Ref>::not_implemented();
}

Result<Ref> date_subtract(ThreadState& ts, Value left, Value right) {
  if (!is_plain_date(left)) return Result<Ref>::not_implemented();
  if (is_plain_date(right)) return new_delta(ts, ordinal_of(as<Date>(left).date()) - ordinal_of(as<Date>(right).date()), 0, 0);
  if (is<TimeDelta>(right)) return add_days(ts, as<Date>(left), as<TimeDelta>(right), Direction::kBackward);
  return Result<Ref>::not_implemented();
}

Result<Ref> date_compare(ThreadState&, Value left, Value right, Compare op) {
  if (!is<Date>(left) || !is<Date>(right)) return Result<Ref>::not_implemented();
  uint32_t a = packed(as<Date>(left).date());
  uint32_t b = packed(as<Date>(right).date());
  return compare_result((a > b) - (a < b), op);
}

// -- the tuple of isocalendar() ------------------------------------------------------------------------------------------

Result<Ref> week_new(ThreadState& ts, Type& type, int year, int week, int weekday) {
  Own<Tuple> made = TRY(new_native<Tuple>(ts, type, 3));
  made->set(0, Ref::steal(Value::from_int(year)));
  made->set(1, Ref::steal(Value::from_int(week)));
  made->set(2, Ref::steal(Value::from_int(weekday)));
  return made;
}
constexpr NativeMethod kWeekNew = class_method<week_new>("IsoCalendarDate", "(year, week, weekday)", "");

/// The items are small ints: there is nothing to show or to drop.
void week_traverse(Object*, GcVisitor&) {}

template <int kIndex>
Result<Ref> week_item(ThreadState&, Value self) {
  return Ref::copy(as<Tuple>(self).at(kIndex));
}

Result<Ref> week_repr(ThreadState& ts, Value self) {
  Own<Str> parts[3];
  for (int i = 0; i < 3; ++i) parts[i] = TRY(to_str(ts, as<Tuple>(self).at(i)));
  return new_str_format(ts, "%s(year=%s, week=%s, weekday=%s)", type_name(ts, self), Utf8(ts, *parts[0]).c_str(),
                        Utf8(ts, *parts[1]).c_str(), Utf8(ts, *parts[2]).c_str());
}

Result<Ref> week_reduce(ThreadState& ts, Value self) {
  Own<Tuple> plain = TRY(new_tuple(ts, as<Tuple>(self).span()));
  Own<Tuple> args = TRY(new_tuple_of(ts, plain));
  return new_tuple_of(ts, Value::from_object(&core_type(ts, TypeId::kTuple)), args);
}

constexpr NativeMethod kWeekMethods[] = {method<week_reduce>("__reduce__", "($self, /)", "tuple and its argument, for pickling.")};
constexpr GetSet kWeekGetSets[] = {
    getset<week_item<0>>("year", nullptr),
    getset<week_item<1>>("week", nullptr),
    getset<week_item<2>>("weekday", nullptr),
};

constexpr NativeMethod kMethods[] = {
    class_method<date_from_timestamp>("fromtimestamp", "($type, timestamp, /)", "The local date at seconds since the epoch, as time.time() counts."),
    class_method<date_from_ordinal>("fromordinal", "$type, ordinal, /", "The date of a day, counted from 1 January of the year 1, which is day 1."),
    class_method<date_from_iso_format>("fromisoformat", "($type, string, /)", "The date that a str in the notation of ISO 8601 means."),
    class_method<date_from_iso_calendar>("fromisocalendar", "$type, year, week, day", "The date of a week date of ISO 8601."),
    class_method<date_today>("today", "$type", "The local date of today."),
    method<date_ctime>("ctime", "$self", "The date as ctime() of C shows it."),
    method<date_strftime>("strftime", "$self, format", "The date in a format of time.strftime()."),
    method<date_format>("__format__", "$self, format, /", "strftime() of the format; str() if it is empty."),
    method<date_timetuple>("timetuple", "$self", "The date as time.localtime() shows it."),
    method<date_iso_calendar>("isocalendar", "$self", "A named tuple of year, week and weekday of ISO 8601."),
    method<date_iso_format>("isoformat", "$self", "The date as YYYY-MM-DD."),
    method<date_iso_weekday>("isoweekday", "$self", "The day of the week: Monday is 1, Sunday 7."),
    method<date_to_ordinal>("toordinal", "$self", "The number of the day; 1 January of the year 1 is day 1."),
    method<date_weekday>("weekday", "$self", "The day of the week: Monday is 0, Sunday 6."),
    method<date_replace>("replace", "$self, year=0, month=0, day=0", "The date with other values in some of its fields."),
    method<date_reduce>("__reduce__", "$self", "The type and the state, for pickling."),
};
constexpr GetSet kGetSets[] = {
    getset<date_year>("year", nullptr),
    getset<date_month>("month", nullptr),
    getset<date_day>("day", nullptr),
};

}  // namespace
}  // namespace datetime

constexpr TypeSpec kDateSpec = {
    .name = "datetime.date",
    .doc = "date(year, month, day): a day of the Gregorian calendar.",
    .id = ModuleType::kDate,
    .size = sizeof(datetime::Date),
    .flags = Type::kSubclassable,
    .methods = datetime::kMethods,
    .getsets = datetime::kGetSets,
    .slots = {.repr = datetime::date_repr,
              .str = datetime::date_str,
              .hash = datetime::date_hash,
              .compare = datetime::date_compare,
              .new_ = datetime::date_new,
              .add = datetime::date_add,
              .subtract = datetime::date_subtract},
};

constexpr TypeSpec kIsoCalendarDateSpec = {
    .name = "datetime.IsoCalendarDate",
    .doc = "Year, week and weekday of ISO 8601.",
    .id = ModuleType::kIsoCalendarDate,
    .base = TypeId::kTuple,
    .size = sizeof(Tuple),
    .item_size = sizeof(Value),
    .flags = Type::kCollected | Type::kVarSized,
    .methods = datetime::kWeekMethods,
    .getsets = datetime::kWeekGetSets,
    .slots = {.repr = datetime::week_repr, .new_ = new_from<datetime::kWeekNew>},
    .traverse = datetime::week_traverse,
};

}  // namespace pyemb
