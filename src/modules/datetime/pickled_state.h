// SPDX-License-Identifier: MIT
#pragma once

// The bytes in which dates and times are pickled: big-endian, year (2), month, day, hour, minute, second, microsecond (3). The
// constructors take them instead of numbers; fold is the high bit of the month, or of the hour of a time.

#include <cstring>
#include <string_view>

#include "modules/datetime/datetime.h"

namespace pyemb::datetime {

inline constexpr size_t kDateBytes = 4;
inline constexpr size_t kTimeBytes = 6;

struct StateBytes {
  uint8_t bytes[kDateBytes + kTimeBytes] = {};
  size_t size = 0;

  void put(const CivilDate& date) {
    for (int byte : {date.year >> 8, date.year & 0xff, date.month, date.day}) bytes[size++] = static_cast<uint8_t>(byte);
  }
  void put(const CivilTime& t) {
    for (int byte : {t.hour, t.minute, t.second, t.microsecond >> 16, t.microsecond >> 8 & 0xff, t.microsecond & 0xff}) {
      bytes[size++] = static_cast<uint8_t>(byte);
    }
  }
  CivilDate date(size_t at) const { return {bytes[at] << 8 | bytes[at + 1], bytes[at + 2], bytes[at + 3]}; }
  CivilTime time(size_t at) const {
    return {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3] << 16 | bytes[at + 4] << 8 | bytes[at + 5]};
  }
};

/// The state in the first argument of a constructor: bytes, or a str that was bytes before Python 3. False: it is none.
/// `what` is for the error: "a date".
[[nodiscard]] Result<bool> read_state(ThreadState& ts, Value argument, size_t size, size_t sane_byte, int least, int most, const char* what,
                                      StateBytes& out);
/// The tzinfo that may stand behind the state, null if there is none: TypeError "bad tzinfo state arg". Borrowed.
[[nodiscard]] Result<Value> state_tzinfo(ThreadState& ts, CallArgs args);
/// (type, (bytes, tzinfo)) or (type, (bytes,)): what __reduce__() answers.
[[nodiscard]] Result<Ref> reduce_to_state(ThreadState& ts, const Object& object, const StateBytes& state, Value tzinfo);

}  // namespace pyemb::datetime
