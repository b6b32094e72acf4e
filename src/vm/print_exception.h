// SPDX-License-Identifier: MIT
#pragma once

// How an exception that nobody caught is shown: tracebacks, causes and contexts, notes, groups, syntax errors, hints.

#include "objects/str.h"
#include "objects/text_buffer.h"

namespace pyemb {

/// "Traceback (most recent call last):" and the rest, with a newline at the end. Nothing is raised but MemoryError; what the exception's
/// own methods raise is shown in place.
[[nodiscard]] Result<Own<Str>> format_exception(ThreadState& ts, Value exception);
/// The entries of a traceback, with its first line.
[[nodiscard]] Result<Own<Str>> format_traceback(ThreadState& ts, Value traceback);
/// "module.Type", or "Type" for built-in exceptions and those of __main__.
[[nodiscard]] Result<Own<Str>> exception_type_text(ThreadState& ts, const Type& type);
/// "Type: text" without a newline.
[[nodiscard]] Result<Own<Str>> exception_line(ThreadState& ts, Value exception);

/// Writes text to a Python stream.
[[nodiscard]] Status write_to_stream(ThreadState& ts, Value stream, Value text);

}  // namespace pyemb
