// SPDX-License-Identifier: MIT
#pragma once

// A line of a source file, for the `text` of a SyntaxError.

#include "state/ref.h"
#include "state/result.h"

namespace pyemb {

struct ThreadState;

/// Line `lineno` of the file as a str with its newline, or None when the file or the line is not there.
[[nodiscard]] Result<Ref> read_source_line(ThreadState& ts, Value filename, int32_t lineno);

}  // namespace pyemb
