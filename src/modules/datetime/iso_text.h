// SPDX-License-Identifier: MIT
#pragma once

// Dates and times in the notation of ISO 8601, as fromisoformat() reads and isoformat() writes them. Reading gives numbers whose
// ranges are not checked yet.

#include "modules/datetime/datetime.h"
#include "objects/text_view.h"

namespace pyemb::datetime {

/// YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D], YYYYWww[D]; false: none of these.
[[nodiscard]] bool parse_iso_date(const Text& text, CivilDate& out);

struct IsoTime {
  CivilTime time = {};
  bool has_offset = false;
  int offset_seconds = 0;
  int offset_microseconds = 0;  ///< of the same sign
};
/// HH[:MM[:SS[.fff...]]] with or without colons, then an offset of the same form or Z.
[[nodiscard]] bool parse_iso_time(const Text& text, IsoTime& out);

/// Where the character between date and time stands: the length of the date. Negative: the text is no date and time.
[[nodiscard]] int64_t find_iso_separator(const Text& text);

/// The tzinfo that the offset means: a timezone, UTC for zero, null if there was none.
[[nodiscard]] Result<Ref> zone_of(ThreadState& ts, const IsoTime& time);

/// What isoformat(timespec=...) shows of a time.
enum class TimeSpec : uint8_t { kAuto, kHours, kMinutes, kSeconds, kMilliseconds, kMicroseconds };
/// ValueError "Unknown timespec value"; null is auto.
[[nodiscard]] Result<TimeSpec> to_timespec(ThreadState& ts, Value value);
void append_iso_date(TextBuffer& out, const CivilDate& date);
void append_iso_time(TextBuffer& out, const CivilTime& time, TimeSpec spec);
/// Appends the offset of a tzinfo, if it has one.
[[nodiscard]] Status append_utcoffset(ThreadState& ts, TextBuffer& out, Value tzinfo, Value argument, std::string_view separator);

}  // namespace pyemb::datetime
