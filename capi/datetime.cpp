// SPDX-License-Identifier: MIT
// The C API of datetime: the table behind the capsule datetime.datetime_CAPI, and functions for what are macros in CPython.
#include "modules/datetime/datetime.h"

#include "api.h"
#include "datetime_api.h"
#include "modules/datetime/datetime_new.h"
#include "objects/capsule.h"

#define PYEMB_NO_DATETIME_TABLE
#include "datetime.h"

using namespace pyemb;
using namespace pyemb::capi;
using datetime::CivilDate;
using datetime::CivilTime;

static_assert(sizeof(PyDateTime_Delta) == sizeof(datetime::TimeDelta) && sizeof(PyDateTime_TZInfo) == sizeof(datetime::TzInfo));
static_assert(sizeof(PyDateTime_Date) == sizeof(datetime::Date) && sizeof(PyDateTime_DateTime) == sizeof(datetime::DateTime));
static_assert(sizeof(PyDateTime_Time) == sizeof(datetime::Time));

namespace {

// -- the constructors ----------------------------------------------------------------------------------------------------------------

/// The class to make an instance of: that of a T, or one derived from it.
template <class T>
Result<Type*> expect_class(Api api, PyObject* type) {
  Type* given = TRY(expect<Type>(api, type));
  Type* base = TRY(find_type(api, T::kId));
  if (!is_subtype(*given, *base)) return raise_bad_call(api);
  return given;
}
template <class T>
Result<Type*> expect_class(Api api, PyTypeObject* type) {
  return expect_class<T>(api, reinterpret_cast<PyObject*>(type));
}

PyObject* date_from_date(int year, int month, int day, PyTypeObject* type) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* made = TRY(expect_class<datetime::Date>(api, type));
        return datetime::new_date(api, *made, CivilDate{year, month, day});
      },
      "Date_FromDate");
}

PyObject* datetime_with_fold(int year, int month, int day, int hour, int minute, int second, int microsecond, PyObject* tzinfo, int fold, PyTypeObject* type) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* made = TRY(expect_class<datetime::DateTime>(api, type));
        Value zone = TRY(expect_value(api, tzinfo));
        return datetime::new_datetime(api, *made, CivilDate{year, month, day}, CivilTime{hour, minute, second, microsecond}, datetime::Zone{zone, fold});
      },
      "DateTime_FromDateAndTime");
}
PyObject* datetime_from_date_and_time(int year, int month, int day, int hour, int minute, int second, int microsecond, PyObject* tzinfo, PyTypeObject* type) {
  return datetime_with_fold(year, month, day, hour, minute, second, microsecond, tzinfo, 0, type);
}

PyObject* time_with_fold(int hour, int minute, int second, int microsecond, PyObject* tzinfo, int fold, PyTypeObject* type) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* made = TRY(expect_class<datetime::Time>(api, type));
        Value zone = TRY(expect_value(api, tzinfo));
        return datetime::new_time(api, *made, CivilTime{hour, minute, second, microsecond}, datetime::Zone{zone, fold});
      },
      "Time_FromTime");
}
PyObject* time_from_time(int hour, int minute, int second, int microsecond, PyObject* tzinfo, PyTypeObject* type) {
  return time_with_fold(hour, minute, second, microsecond, tzinfo, 0, type);
}

PyObject* delta_from_delta(int days, int seconds, int microseconds, int normalize, PyTypeObject* type) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* made = TRY(expect_class<datetime::TimeDelta>(api, type));
        if (normalize == 0) return datetime::restore_delta(api, *made, days, seconds, microseconds);
        return datetime::new_delta_of(api, *made, days, seconds, microseconds);
      },
      "Delta_FromDelta");
}

PyObject* timezone_from_timezone(PyObject* offset, PyObject* name) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        auto* delta = TRY(expect<datetime::TimeDelta>(api, offset));
        if (name != nullptr) TRY(expect<Str>(api, name));
        return datetime::new_timezone(api, *delta, from_c(name));
      },
      "TimeZone_FromTimeZone");
}

PyObject* datetime_from_timestamp(PyObject* type, PyObject* args, PyObject* keywords) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        static const char* const kNames[] = {"timestamp", "tz", nullptr};
        Type* made = TRY(expect_class<datetime::DateTime>(api, type));
        PyObject *timestamp = nullptr, *zone = to_c(Value::none());
        if (PyArg_ParseTupleAndKeywords(args, keywords, "O|O:fromtimestamp", const_cast<char**>(kNames), &timestamp, &zone) == 0) return Raised{};
        return datetime::datetime_from_timestamp(api, *made, from_c(timestamp), from_c(zone));
      },
      "DateTime_FromTimestamp");
}
PyObject* date_from_timestamp(PyObject* type, PyObject* args) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* made = TRY(expect_class<datetime::Date>(api, type));
        PyObject* timestamp = nullptr;
        if (PyArg_UnpackTuple(args, "fromtimestamp", 1, 1, &timestamp) == 0) return Raised{};
        return datetime::date_from_timestamp(api, *made, from_c(timestamp));
      },
      "Date_FromTimestamp");
}

// -- the table -----------------------------------------------------------------------------------------------------------------------

template <class T>
Result<PyTypeObject*> shown_type(ThreadState& ts) {
  Type* type = TRY(find_type(ts, T::kId));
  show_type(ts, *type);
  return to_c_type(type);
}

Status fill_table(ThreadState& ts, PyDateTime_CAPI& table) {
  table.DateType = TRY(shown_type<datetime::Date>(ts));
  table.DateTimeType = TRY(shown_type<datetime::DateTime>(ts));
  table.TimeType = TRY(shown_type<datetime::Time>(ts));
  table.DeltaType = TRY(shown_type<datetime::TimeDelta>(ts));
  table.TZInfoType = TRY(shown_type<datetime::TzInfo>(ts));
  Value utc = TRY(datetime::shared_utc(ts));
  table.TimeZone_UTC = to_c(utc);
  table.Date_FromDate = date_from_date;
  table.DateTime_FromDateAndTime = datetime_from_date_and_time;
  table.Time_FromTime = time_from_time;
  table.Delta_FromDelta = delta_from_delta;
  table.TimeZone_FromTimeZone = timezone_from_timezone;
  table.DateTime_FromTimestamp = datetime_from_timestamp;
  table.Date_FromTimestamp = date_from_timestamp;
  table.DateTime_FromDateAndTimeAndFold = datetime_with_fold;
  table.Time_FromTimeAndFold = time_with_fold;
  return {};
}

void release_table(ThreadState& ts, Capsule& capsule) { ts.interp.heap.release_buffer(capsule.pointer, sizeof(PyDateTime_CAPI)); }

}  // namespace

Result<Ref> pyemb::capi::new_datetime_api(ThreadState& ts) {
  PyDateTime_CAPI table;
  TRY(fill_table(ts, table));
  void* kept = ts.interp.heap.allocate_buffer(sizeof table);
  if (kept == nullptr) return raise_no_memory(ts);
  *static_cast<PyDateTime_CAPI*>(kept) = table;
  Result<Own<Capsule>> capsule = new_capsule(ts, kept, PyDateTime_CAPSULE_NAME, &release_table);
  if (capsule.raised()) {
    ts.interp.heap.release_buffer(kept, sizeof table);
    return Raised{};
  }
  return capsule.take();
}

// -- what objects hold ---------------------------------------------------------------------------------------------------------------

namespace {

/// A field of an object that is told to be a T; -1: there is none.
template <class T, class Field>
int read_field(PyObject* object, Field T::* field, const char* function = __builtin_FUNCTION()) {
  const auto* self = trusted<T>(object, function);
  return self == nullptr ? -1 : self->*field;
}
template <class T>
PyObject* read_tzinfo(PyObject* object, const char* function = __builtin_FUNCTION()) {
  const auto* self = trusted<T>(object, function);
  return self == nullptr ? nullptr : to_c(datetime::or_none(self->tzinfo));
}

}  // namespace

int(PyDateTime_GET_YEAR)(PyObject* date) { return read_field(date, &datetime::Date::year); }
int(PyDateTime_GET_MONTH)(PyObject* date) { return read_field(date, &datetime::Date::month); }
int(PyDateTime_GET_DAY)(PyObject* date) { return read_field(date, &datetime::Date::day); }
int(PyDateTime_DATE_GET_HOUR)(PyObject* moment) { return read_field(moment, &datetime::DateTime::hour); }
int(PyDateTime_DATE_GET_MINUTE)(PyObject* moment) { return read_field(moment, &datetime::DateTime::minute); }
int(PyDateTime_DATE_GET_SECOND)(PyObject* moment) { return read_field(moment, &datetime::DateTime::second); }
int(PyDateTime_DATE_GET_MICROSECOND)(PyObject* moment) { return read_field(moment, &datetime::DateTime::microsecond); }
int(PyDateTime_DATE_GET_FOLD)(PyObject* moment) { return read_field(moment, &datetime::DateTime::fold); }
PyObject*(PyDateTime_DATE_GET_TZINFO)(PyObject* moment) { return read_tzinfo<datetime::DateTime>(moment); }
int(PyDateTime_TIME_GET_HOUR)(PyObject* time) { return read_field(time, &datetime::Time::hour); }
int(PyDateTime_TIME_GET_MINUTE)(PyObject* time) { return read_field(time, &datetime::Time::minute); }
int(PyDateTime_TIME_GET_SECOND)(PyObject* time) { return read_field(time, &datetime::Time::second); }
int(PyDateTime_TIME_GET_MICROSECOND)(PyObject* time) { return read_field(time, &datetime::Time::microsecond); }
int(PyDateTime_TIME_GET_FOLD)(PyObject* time) { return read_field(time, &datetime::Time::fold); }
PyObject*(PyDateTime_TIME_GET_TZINFO)(PyObject* time) { return read_tzinfo<datetime::Time>(time); }
int(PyDateTime_DELTA_GET_DAYS)(PyObject* delta) { return read_field(delta, &datetime::TimeDelta::days); }
int(PyDateTime_DELTA_GET_SECONDS)(PyObject* delta) { return read_field(delta, &datetime::TimeDelta::seconds); }
int(PyDateTime_DELTA_GET_MICROSECONDS)(PyObject* delta) { return read_field(delta, &datetime::TimeDelta::microseconds); }

/// Of a time or a datetime, whose fields of this name are not at the same place.
int(_PyDateTime_HAS_TZINFO)(PyObject* object) {
  if (is_c<datetime::Time>(object)) return !as<datetime::Time>(from_c(object)).tzinfo.is_null();
  return is_c<datetime::DateTime>(object) && !as<datetime::DateTime>(from_c(object)).tzinfo.is_null();
}
