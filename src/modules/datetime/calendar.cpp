// SPDX-License-Identifier: MIT
#include "modules/datetime/calendar.h"

namespace pyemb::datetime {
namespace {

constexpr int kDaysIn400Years = days_before_year(401);
constexpr int kDaysIn100Years = days_before_year(101);
constexpr int kDaysIn4Years = days_before_year(5);
static_assert(kDaysIn400Years == 146097 && kDaysIn100Years == 36524 && kDaysIn4Years == 1461);
static_assert(ordinal_of({9999, 12, 31}) == kMaxOrdinal && ordinal_of({1970, 1, 1}) == kEpochOrdinal);

}  // namespace

CivilDate date_of_ordinal(int ordinal) {
  int days = ordinal - 1;  // since the first of a cycle of 400 years
  int year = days / kDaysIn400Years * 400 + 1;
  days %= kDaysIn400Years;
  int centuries = days / kDaysIn100Years;
  days %= kDaysIn100Years;
  int fours = days / kDaysIn4Years;
  days %= kDaysIn4Years;
  int years = days / 365;
  days %= 365;
  year += centuries * 100 + fours * 4 + years;
  if (years == 4 || centuries == 4) return {year - 1, 12, 31};  // the last day of a leap year at the end of its cycle
  int month = (days + 50) >> 5;  // right, or one too many
  if (days_before_month(year, month) > days) --month;
  return {year, month, days - days_before_month(year, month) + 1};
}

int iso_year_start(int year) {
  int first = ordinal_of({year, 1, 1});
  int weekday = (first + 6) % 7;
  // The first week is the one with the first Thursday.
  return first - weekday + (weekday > 3 ? 7 : 0);
}

IsoWeek iso_week_of(CivilDate date) {
  int year = date.year;
  int day = ordinal_of(date) - iso_year_start(year);
  if (day < 0) {
    day = ordinal_of(date) - iso_year_start(--year);
  } else if (day >= 52 * 7 && ordinal_of(date) >= iso_year_start(year + 1)) {
    day = ordinal_of(date) - iso_year_start(++year);
  }
  return {year, day / 7 + 1, day % 7 + 1};
}

IsoWeekFault date_of_iso_week(IsoWeek week, CivilDate& out) {
  if (week.year < kMinYear || week.year > kMaxYear) return IsoWeekFault::kYear;
  int first = iso_year_start(week.year);
  if (week.week < 1 || week.week > 53) return IsoWeekFault::kWeek;
  if (week.week == 53 && iso_year_start(week.year + 1) - first < 53 * 7) return IsoWeekFault::kWeek;
  if (week.weekday < 1 || week.weekday > 7) return IsoWeekFault::kDay;
  out = date_of_ordinal(first + (week.week - 1) * 7 + week.weekday - 1);  // the year 1 begins with a Monday: never before it
  return IsoWeekFault::kNone;
}

}  // namespace pyemb::datetime
