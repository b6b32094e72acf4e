// SPDX-License-Identifier: MIT
#include "modules/clock_arguments.h"

#include <cmath>

#include "objects/number.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * kNanosPerSecond + time.tv_nsec;
}

}  // namespace

Result<int64_t> to_nanoseconds(ThreadState& ts, Value value, Rounding rounding) {
  if (is_any_float(value)) {
    double seconds = TRY(to_double(ts, value));
    if (std::isnan(seconds)) return raise(ts, Exc::kValueError, "Invalid value NaN (not a number)");
    double nanos = rounding == Rounding::kUp ? std::ceil(seconds * 1e9) : std::floor(seconds * 1e9);
    constexpr double kEnd = 9223372036854775808.0;  // 2**63
    if (!(nanos >= -kEnd && nanos < kEnd)) return raise(ts, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
    return static_cast<int64_t>(nanos);
  }
  if (type_of(ts, value).slots.index == nullptr) return raise(ts, Exc::kTypeError, "'%s' object cannot be interpreted as an integer", type_name(ts, value));
  Ref index = TRY(number_index(ts, value));
  int64_t nanos;
  if (!index.get().is_int() || __builtin_mul_overflow(index.get().as_int(), kNanosPerSecond, &nanos)) {
    return raise(ts, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
  }
  return nanos;
}

Deadline::Deadline(int64_t nanoseconds_from_now) {
  if (__builtin_add_overflow(now(), nanoseconds_from_now, &at_)) at_ = INT64_MAX;
}

int64_t Deadline::nanoseconds_left() const {
  int64_t left = at_ - now();
  return left > 0 ? left : 0;
}

timespec Deadline::left() const {
  int64_t nanos = nanoseconds_left();
  return {nanos / kNanosPerSecond, nanos % kNanosPerSecond};
}

}  // namespace pyemb
