// SPDX-License-Identifier: MIT
#pragma once

// How pwd and grp ask the system for one entry.

#include <cerrno>

#include "modules/system_call.h"
#include "objects/raise.h"
#include "objects/text_buffer.h"

namespace pyemb {

/// Calls a re-entrant look-up `call(row, room, size, answer)` with as much room as it needs, without the interpreter's lock, and makes
/// `new_entry(ts, row)` of what it finds. Absent: there is no such entry.
template <class Row, class Call>
Result<Ref> find_system_entry(ThreadState& ts, Result<Ref> (*new_entry)(ThreadState&, const Row&), Call call) {
  TextBuffer room;
  for (size_t size = 1024;; size *= 2) {
    room.clear();
    char* at = room.extend(size);
    if (at == nullptr) return raise_no_memory(ts);
    Row row;
    Row* answer = nullptr;
    int error = without_lock(ts, [&] { return call(&row, at, size, &answer); });
    if (error == ERANGE && size < (size_t{1} << 24)) continue;
    if (answer == nullptr) return Result<Ref>::absent();
    return new_entry(ts, row);
  }
}

}  // namespace pyemb
