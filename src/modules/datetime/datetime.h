// SPDX-License-Identifier: MIT
#pragma once

// What the sources of _datetime share, and other modules use: the layouts, and how objects are made, compared and asked for
// their offsets.
//
// None of these objects is seen by the collector: what they refer to is a tzinfo at most.

#include "config/module_type_ids.h"
#include "modules/datetime/calendar.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/text_buffer.h"

namespace pyemb::datetime {

/// days * 86400 + seconds, and microseconds; the last two are never negative and below their limits.
struct TimeDelta : Object {
  static constexpr TypeId kId = ModuleType::kTimeDelta;
  static constexpr int kMaxDays = 999'999'999;

  int days;
  int seconds;
  int microseconds;
  int64_t hash;  ///< 0: not computed yet

  bool is_zero() const { return days == 0 && seconds == 0 && microseconds == 0; }
};

struct Date : Object {
  static constexpr TypeId kId = ModuleType::kDate;

  uint16_t year;  ///< 1 to 9999, unless a pickled state was wrong
  uint8_t month;
  uint8_t day;
  int64_t hash;  ///< 0: not computed yet

  CivilDate date() const { return {year, month, day}; }
};

struct Time : Object {
  static constexpr TypeId kId = ModuleType::kTime;

  uint8_t hour;
  uint8_t minute;
  uint8_t second;
  uint8_t fold;
  int microsecond;
  Value tzinfo;  ///< owned; null: naive
  int64_t hash;  ///< 0: not computed yet

  CivilTime time() const { return {hour, minute, second, microsecond}; }
};

struct DateTime : Date {
  static constexpr TypeId kId = ModuleType::kDateTime;

  uint8_t hour;
  uint8_t minute;
  uint8_t second;
  uint8_t fold;
  int microsecond;
  Value tzinfo;  ///< owned; null: naive

  CivilTime time() const { return {hour, minute, second, microsecond}; }
};

struct TzInfo : Object {
  static constexpr TypeId kId = ModuleType::kTzInfo;
};

/// A fixed offset from UTC.
struct TimeZone : TzInfo {
  static constexpr TypeId kId = ModuleType::kTimeZone;

  TimeDelta* offset;  ///< owned
  Str* name;          ///< owned; null: made of the offset
};

/// timezone.utc, which the type keeps: the same one even when the module is imported anew. Borrowed; null: not made yet.
[[nodiscard]] Result<Value> shared_utc(ThreadState& ts);

inline Value or_none(Value value) { return value.is_null() ? Value::none() : value; }
inline Value without_none(Value value) { return value.is_none() ? Value::null() : value; }
/// The parts as bytes, for hashing and comparing: the order of the numbers is the order of the moments.
inline uint64_t packed(const CivilTime& t) {
  return (static_cast<uint64_t>(t.hour) << 40) | (static_cast<uint64_t>(t.minute) << 32) | (static_cast<uint64_t>(t.second) << 24) |
         static_cast<uint64_t>(t.microsecond);
}
inline uint32_t packed(const CivilDate& d) {
  return (static_cast<uint32_t>(d.year) << 16) | (static_cast<uint32_t>(d.month) << 8) | static_cast<uint32_t>(d.day);
}
int three_way(const DateTime& a, const DateTime& b);  ///< by the fields, fold and tzinfo left out
int64_t hash_of_fields(uint64_t date, uint64_t time);

// -- timedelta -----------------------------------------------------------------------------------------------------------

/// Any numbers, brought into range: OverflowError "days=...; must have magnitude <= 999999999".
[[nodiscard]] Result<Own<TimeDelta>> new_delta(ThreadState& ts, int64_t days, int64_t seconds, int64_t microseconds);
[[nodiscard]] Result<Own<TimeDelta>> new_delta_of(ThreadState& ts, Type& type, int64_t days, int64_t seconds, int64_t microseconds);
/// The numbers as they are, of which only the days are checked.
[[nodiscard]] Result<Own<TimeDelta>> restore_delta(ThreadState& ts, Type& type, int64_t days, int seconds, int microseconds);
enum class Direction : int { kForward = 1, kBackward = -1 };
/// a + b, or a - b.
[[nodiscard]] Result<Own<TimeDelta>> delta_add(ThreadState& ts, const TimeDelta& a, const TimeDelta& b, Direction direction);
int delta_three_way(const TimeDelta& a, const TimeDelta& b);
int64_t delta_hash(TimeDelta& delta);
[[nodiscard]] Result<Ref> delta_total_seconds(ThreadState& ts, TimeDelta& delta);

// -- making dates and times ----------------------------------------------------------------------------------------------

[[nodiscard]] Status check_date(ThreadState& ts, const CivilDate& date);
[[nodiscard]] Status check_time(ThreadState& ts, const CivilTime& time, int fold);
/// TypeError unless it is None (or null) or a tzinfo.
[[nodiscard]] Status check_tzinfo(ThreadState& ts, Value tzinfo);

struct Zone {
  Value tzinfo = Value::null();  ///< borrowed; null or None: naive
  int fold = 0;
};
/// Checked, and exactly of `type`, whose own __new__ is not called.
[[nodiscard]] Result<Ref> new_date(ThreadState& ts, Type& type, const CivilDate& date);
[[nodiscard]] Result<Ref> new_time(ThreadState& ts, Type& type, const CivilTime& time, Zone zone);
[[nodiscard]] Result<Ref> new_datetime(ThreadState& ts, Type& type, const CivilDate& date, const CivilTime& time, Zone zone);
/// Not checked: numbers of pickled states, which may be wrong. Only the month is known to be one.
[[nodiscard]] Result<Ref> restore_date(ThreadState& ts, Type& type, const CivilDate& date);
[[nodiscard]] Result<Ref> restore_time(ThreadState& ts, Type& type, const CivilTime& time, Zone zone);
[[nodiscard]] Result<Ref> restore_datetime(ThreadState& ts, Type& type, const CivilDate& date, const CivilTime& time, Zone zone);
/// Checked, through a call of `type`, unless it is the native type itself.
[[nodiscard]] Result<Ref> make_date(ThreadState& ts, Type& type, const CivilDate& date);
[[nodiscard]] Result<Ref> make_time(ThreadState& ts, Type& type, const CivilTime& time, Zone zone);
[[nodiscard]] Result<Ref> make_datetime(ThreadState& ts, Type& type, const CivilDate& date, const CivilTime& time, Zone zone);

/// date.fromtimestamp()
[[nodiscard]] Result<Ref> date_from_timestamp(ThreadState& ts, Type& type, Value timestamp);

/// moment + delta, or moment - delta: OverflowError "date value out of range".
[[nodiscard]] Result<Ref> datetime_add(ThreadState& ts, DateTime& moment, const TimeDelta& delta, Direction direction);
/// a - b: a timedelta. TypeError for an aware and a naive one.
[[nodiscard]] Result<Ref> datetime_difference(ThreadState& ts, DateTime& a, DateTime& b);

// -- time zones ----------------------------------------------------------------------------------------------------------

/// tzinfo.utcoffset(argument) and tzinfo.dst(argument): a checked timedelta, or None; None for no tzinfo.
[[nodiscard]] Result<Ref> call_utcoffset(ThreadState& ts, Value tzinfo, Value argument);
[[nodiscard]] Result<Ref> call_dst(ThreadState& ts, Value tzinfo, Value argument);
/// tzinfo.tzname(argument): a str or None.
[[nodiscard]] Result<Ref> call_tzname(ThreadState& ts, Value tzinfo, Value argument);
/// timezone(offset, name), the shared UTC where it is that. `name` may be null.
[[nodiscard]] Result<Ref> new_timezone(ThreadState& ts, TimeDelta& offset, Value name);
/// Appends "+hh:mm[:ss[.ffffff]]" with `separator` between the parts.
void append_offset(TextBuffer& out, const TimeDelta& offset, std::string_view separator);
/// tzinfo.fromutc(moment)
[[nodiscard]] Result<Ref> call_fromutc(ThreadState& ts, Value tzinfo, Value moment);

}  // namespace pyemb::datetime
