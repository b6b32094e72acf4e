// SPDX-License-Identifier: MIT
#pragma once

// strftime() and timetuple() of dates and times.

#include "modules/datetime/datetime.h"

namespace pyemb::datetime {

/// What the conversions that time.strftime() does not know stand for.
struct FormatSource {
  Value tzinfo = Value::null();    ///< borrowed; null: naive
  Value argument = Value::none();  ///< what its methods are called with
  int microsecond = 0;
};
/// time.strftime(format, timetuple) after %f, %z and %Z have been replaced.
[[nodiscard]] Result<Ref> format_time(ThreadState& ts, const FormatSource& source, Value format, Value timetuple);
/// A str argument: TypeError "strftime() argument 1 must be str, not int".
[[nodiscard]] Result<Str*> require_str(ThreadState& ts, const char* function, int position, Value value);
/// __format__(): strftime() of the object for a format that is not empty, else str().
[[nodiscard]] Result<Ref> format_object(ThreadState& ts, Value object, Value format);

/// time.struct_time(...); `dst` is -1 where it is unknown.
[[nodiscard]] Result<Ref> new_timetuple(ThreadState& ts, const CivilDate& date, const CivilTime& time, int dst);
/// "Tue Feb 29 12:34:56 2000"
[[nodiscard]] Result<Ref> format_ctime(ThreadState& ts, const CivilDate& date, const CivilTime& time);

}  // namespace pyemb::datetime
