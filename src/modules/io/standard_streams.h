// SPDX-License-Identifier: MIT
#pragma once

// sys.stdin, sys.stdout and sys.stderr: text streams over buffered ones over file descriptors 0, 1 and 2, made without any Python code.
// What a host takes over of the output goes through the same layers: only the lowest one differs (file_io.h).

#include "objects/type.h"

namespace pyemb {

struct Str;

/// The stream over descriptor 0, 1 or 2; None if the descriptor is closed.
[[nodiscard]] Result<Ref> new_standard_stream(ThreadState& ts, int fd);

/// Writes text without a call by name, if the stream is exactly what new_standard_stream() or open() makes. False: it is not.
[[nodiscard]] Result<bool> write_quickly(ThreadState& ts, Value stream, Str& text);

/// Whether the stream, or part of one, has nothing that must be written and leaves its file open: a standard stream once it is flushed.
[[nodiscard]] bool is_idle_standard_stream(Value stream);

/// Puts the module _io into sys.modules and `open` into builtins.
[[nodiscard]] Status init_io(ThreadState& ts);

}  // namespace pyemb
