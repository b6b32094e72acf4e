// SPDX-License-Identifier: MIT
#pragma once

// The proleptic Gregorian calendar in plain numbers: days are counted from 1 January of the year 1, which is day 1 (a Monday).

#include <cstdint>

namespace pyemb::datetime {

inline constexpr int kMinYear = 1;
inline constexpr int kMaxYear = 9999;
inline constexpr int kMaxOrdinal = 3652059;  ///< 31 December 9999
inline constexpr int64_t kSecondsPerDay = 24 * 3600;
inline constexpr int64_t kMicrosecondsPerSecond = 1'000'000;
inline constexpr int64_t kEpochOrdinal = 719163;  ///< 1 January 1970

struct CivilDate {
  int year, month, day;
};
struct CivilTime {
  int hour, minute, second, microsecond;
};
/// A week date of ISO 8601; weekday 1 is a Monday.
struct IsoWeek {
  int year, week, weekday;
};

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
constexpr int days_in_month(int year, int month) {
  constexpr int8_t kDays[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month];
}
/// Days of the year before the first of the month.
constexpr int days_before_month(int year, int month) {
  constexpr int16_t kDays[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  return kDays[month] + (month > 2 && is_leap(year) ? 1 : 0);
}
constexpr int days_before_year(int year) {
  int y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400;
}
constexpr int ordinal_of(CivilDate date) { return days_before_year(date.year) + days_before_month(date.year, date.month) + date.day; }
constexpr int day_of_year(CivilDate date) { return days_before_month(date.year, date.month) + date.day; }
/// 0 is a Monday.
constexpr int weekday_of(CivilDate date) { return (ordinal_of(date) % 7 + 13) % 7; }  // of a wrong date, too

/// The date of a positive ordinal.
[[nodiscard]] CivilDate date_of_ordinal(int ordinal);
/// The ordinal of the Monday with which the ISO year begins.
[[nodiscard]] int iso_year_start(int year);
[[nodiscard]] IsoWeek iso_week_of(CivilDate date);

enum class IsoWeekFault : uint8_t { kNone, kYear, kWeek, kDay };
/// The date of a week date, or what is wrong with it.
[[nodiscard]] IsoWeekFault date_of_iso_week(IsoWeek week, CivilDate& out);

}  // namespace pyemb::datetime
