// SPDX-License-Identifier: MIT
#pragma once

// The clock by which threads wait: it never goes back, and nobody sets it.

#include <cstdint>
#include <ctime>

namespace pyemb {

constexpr int64_t kNanosecondsInSecond = 1'000'000'000;
constexpr int64_t kNever = INT64_MAX;  ///< a time that does not come

/// Now, in nanoseconds of CLOCK_MONOTONIC.
inline int64_t monotonic_now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<int64_t>(time.tv_sec) * kNanosecondsInSecond + time.tv_nsec;
}

/// The time in so many nanoseconds (not negative), kNever at the latest.
inline int64_t monotonic_in(int64_t nanoseconds) {
  const int64_t now = monotonic_now();
  return nanoseconds < kNever - now ? now + nanoseconds : kNever;
}

/// Microseconds (not negative) in nanoseconds, kNever at the most.
inline int64_t to_nanoseconds(int64_t microseconds) { return microseconds < kNever / 1000 ? microseconds * 1000 : kNever; }

inline timespec to_timespec(int64_t nanoseconds) { return {nanoseconds / kNanosecondsInSecond, nanoseconds % kNanosecondsInSecond}; }

}  // namespace pyemb
