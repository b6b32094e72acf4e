// SPDX-License-Identifier: MIT
#pragma once

#include "objects/text_buffer.h"
#include "vm/source_lines.h"

namespace pyemb {

/// Appends the entries of a traceback, each with its source line and markers. Runs no Python code.
void append_traceback(ThreadState& ts, TextBuffer& out, SourceLines& lines, Value traceback, int64_t limit);
/// sys.tracebacklimit, or 1000.
int64_t traceback_limit(ThreadState& ts);

}  // namespace pyemb
