// SPDX-License-Identifier: MIT
#pragma once

// Between moments and the clock of the system's time zone.

#include <ctime>

#include "modules/datetime/datetime.h"

namespace pyemb::datetime {

enum class Clock : bool { kUtc, kLocal };

/// Seconds since the epoch, and the microseconds behind them.
struct Timestamp {
  time_t seconds;
  int microseconds;
};
[[nodiscard]] Result<Timestamp> current_timestamp(ThreadState& ts);
/// An int or float, rounded to the nearest microsecond, or to whole seconds downwards.
enum class Precision : bool { kMicroseconds, kSeconds };
[[nodiscard]] Result<Timestamp> to_timestamp(ThreadState& ts, Value number, Precision precision);
/// localtime() or gmtime(), with its errors.
[[nodiscard]] Result<tm> broken_down(ThreadState& ts, Clock clock, time_t seconds);

/// A moment as seconds since day zero, without time zone.
[[nodiscard]] int64_t seconds_of(const CivilDate& date, const CivilTime& time);
/// The seconds since day zero, in UTC, of a local time; `fold` decides where a time comes twice or never.
[[nodiscard]] Result<int64_t> local_to_utc_seconds(ThreadState& ts, const CivilDate& date, const CivilTime& time, int fold);
/// Whether the clock shows this local time, the one of `utc` seconds since the epoch, for the second time.
[[nodiscard]] Result<int> fold_of(ThreadState& ts, time_t utc, const CivilDate& date, const CivilTime& time);
/// The time zone of the system at seconds since the epoch, as a timezone.
[[nodiscard]] Result<Ref> local_timezone(ThreadState& ts, time_t utc);

}  // namespace pyemb::datetime
