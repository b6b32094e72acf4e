// SPDX-License-Identifier: MIT
#pragma once

// The parts of the type datetime, which is described in datetime_type.cpp.

#include "modules/datetime/datetime.h"

namespace pyemb::datetime {

// -- making moments: datetime_new.cpp ------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> datetime_new(ThreadState& ts, Type& type, CallArgs args);
[[nodiscard]] Result<Ref> datetime_now(ThreadState& ts, Type& type, Value tz);
[[nodiscard]] Result<Ref> datetime_utcnow(ThreadState& ts, Type& type);
[[nodiscard]] Result<Ref> datetime_from_timestamp(ThreadState& ts, Type& type, Value timestamp, Value tz);
[[nodiscard]] Result<Ref> datetime_utc_from_timestamp(ThreadState& ts, Type& type, Value timestamp);
[[nodiscard]] Result<Ref> datetime_strptime(ThreadState& ts, Type& type, Value string, Value format);
[[nodiscard]] Result<Ref> datetime_combine(ThreadState& ts, Type& type, Value date, Value time, Value tzinfo);
[[nodiscard]] Result<Ref> datetime_from_iso_format(ThreadState& ts, Type& type, Value text);

// -- operators: datetime_operators.cpp -----------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> datetime_add_slot(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> datetime_subtract_slot(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> datetime_compare_slot(ThreadState& ts, Value left, Value right, Compare op);
[[nodiscard]] Result<int64_t> datetime_hash_slot(ThreadState& ts, Value self);

// -- between time zones: datetime_zones.cpp ------------------------------------------------------------------------------
[[nodiscard]] inline Result<Ref> datetime_utcoffset(ThreadState& ts, DateTime& self) {
  return call_utcoffset(ts, self.tzinfo, Value::from_object(&self));
}
[[nodiscard]] Result<Ref> datetime_astimezone(ThreadState& ts, DateTime& self, Value tz);
[[nodiscard]] Result<Ref> datetime_timestamp(ThreadState& ts, DateTime& self);
[[nodiscard]] Result<Ref> datetime_timetuple(ThreadState& ts, DateTime& self);
[[nodiscard]] Result<Ref> datetime_utctimetuple(ThreadState& ts, DateTime& self);

}  // namespace pyemb::datetime
