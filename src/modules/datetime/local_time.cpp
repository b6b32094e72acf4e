// SPDX-License-Identifier: MIT
#include "modules/datetime/local_time.h"

#include <algorithm>
#include <cerrno>
#include <cmath>

#include "modules/paths.h"
#include "objects/float.h"
#include "objects/int.h"

namespace pyemb::datetime {
namespace {

constexpr int64_t kEpochSeconds = kEpochOrdinal * kSecondsPerDay;
constexpr int64_t kMaxFold = kSecondsPerDay;  ///< no clock is put back by more than that

Raised raise_out_of_range(ThreadState& ts) { return raise(ts, Exc::kOverflowError, "timestamp out of range for platform time_t"); }

Result<int64_t> seconds_of_broken(ThreadState& ts, const tm& t) {
  CivilDate date = {t.tm_year + 1900, t.tm_mon + 1, t.tm_mday};
  if (date.year < kMinYear || date.year > kMaxYear) return raise(ts, Exc::kValueError, "year %i is out of range", date.year);
  return seconds_of(date, {t.tm_hour, t.tm_min, t.tm_sec, 0});
}

/// What the local clock shows at UTC seconds; both since day zero.
Result<int64_t> utc_to_local(ThreadState& ts, int64_t utc) {
  tm t = TRY(broken_down(ts, Clock::kLocal, utc - kEpochSeconds));
  return seconds_of_broken(ts, t);
}

}  // namespace

int64_t seconds_of(const CivilDate& date, const CivilTime& time) {
  return ((ordinal_of(date) * int64_t{24} + time.hour) * 60 + time.minute) * 60 + time.second;
}

Result<Timestamp> current_timestamp(ThreadState& ts) {
  timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return raise_os_error(ts, errno, Value::null());
  return Timestamp{now.tv_sec, static_cast<int>(now.tv_nsec / 1000)};
}

Result<Timestamp> to_timestamp(ThreadState& ts, Value number, Precision precision) {
  if (is_any_float(number)) {
    double value = float_value(number);
    if (std::isnan(value)) return raise(ts, Exc::kValueError, "Invalid value NaN (not a number)");
    double whole;
    double part = 0;
    if (precision == Precision::kSeconds) {
      whole = std::floor(value);
    } else {
      part = std::nearbyint(std::modf(value, &whole) * kMicrosecondsPerSecond);
      if (part >= kMicrosecondsPerSecond) {
        part -= kMicrosecondsPerSecond;
        whole += 1.0;
      } else if (part < 0) {
        part += kMicrosecondsPerSecond;
        whole -= 1.0;
      }
    }
    if (!(whole >= -0x1p63 && whole < 0x1p63)) return raise_out_of_range(ts);
    return Timestamp{static_cast<time_t>(whole), static_cast<int>(part)};
  }
  Ref index = TRY(number_index(ts, number));
  int64_t seconds;
  if (!int_fits_int64(index, seconds)) return raise_out_of_range(ts);
  return Timestamp{seconds, 0};
}

Result<tm> broken_down(ThreadState& ts, Clock clock, time_t seconds) {
  tm out;
  errno = 0;
  tm* done = clock == Clock::kLocal ? localtime_r(&seconds, &out) : gmtime_r(&seconds, &out);
  if (done == nullptr) return raise_os_error(ts, errno == 0 ? EINVAL : errno, Value::null());
  return out;
}

Result<int64_t> local_to_utc_seconds(ThreadState& ts, const CivilDate& date, const CivilTime& time, int fold) {
  int64_t shown = seconds_of(date, time);
  // Two offsets come into question: the one in force near the moment, and the one a fold earlier or later.
  int64_t first = TRY(utc_to_local(ts, shown));
  int64_t offset = first - shown;
  int64_t utc = shown - offset;
  int64_t check = TRY(utc_to_local(ts, utc));
  int64_t other;
  if (check == shown) {
    int64_t probe = utc + (fold != 0 ? kMaxFold : -kMaxFold);
    int64_t there = TRY(utc_to_local(ts, probe));
    other = there - probe;
    if (other == offset) return utc;
  } else {
    other = check - utc;
  }
  int64_t utc2 = shown - other;
  int64_t check2 = TRY(utc_to_local(ts, utc2));
  if (check2 == shown) return utc2;
  if (check == shown) return utc;
  return fold != 0 ? std::min(utc, utc2) : std::max(utc, utc2);  // the clock never shows this time
}

Result<int> fold_of(ThreadState& ts, time_t utc, const CivilDate& date, const CivilTime& time) {
  int64_t shown = seconds_of(date, time);
  int64_t day_before = TRY(utc_to_local(ts, kEpochSeconds + utc - kMaxFold));
  int64_t transition = shown - day_before - kMaxFold;
  if (transition >= 0) return 0;
  int64_t earlier = TRY(utc_to_local(ts, kEpochSeconds + utc + transition));
  return earlier == shown ? 1 : 0;
}

Result<Ref> local_timezone(ThreadState& ts, time_t utc) {
  tm t = TRY(broken_down(ts, Clock::kLocal, utc));
  Own<TimeDelta> offset = TRY(new_delta(ts, 0, t.tm_gmtoff, 0));
  Ref name = TRY(decode_file_name(ts, t.tm_zone == nullptr ? "" : t.tm_zone));
  return new_timezone(ts, *offset, name);
}

}  // namespace pyemb::datetime
