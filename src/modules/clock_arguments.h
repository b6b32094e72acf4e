// SPDX-License-Identifier: MIT
#pragma once

// Times that functions take: seconds as an int or a float.

#include <cstdint>
#include <ctime>

#include "objects/type.h"

namespace pyemb {

enum class Rounding : uint8_t { kDown, kUp };

/// Seconds as nanoseconds. ValueError for a nan, OverflowError beyond the range.
[[nodiscard]] Result<int64_t> to_nanoseconds(ThreadState& ts, Value seconds, Rounding rounding);

/// A point in time by which something must be done, on the clock that nobody sets.
class Deadline {
 public:
  explicit Deadline(int64_t nanoseconds_from_now);
  [[nodiscard]] int64_t nanoseconds_left() const;  ///< never negative
  [[nodiscard]] timespec left() const;
  [[nodiscard]] bool is_over() const { return nanoseconds_left() == 0; }

 private:
  int64_t at_;
};

}  // namespace pyemb
