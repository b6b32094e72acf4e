// SPDX-License-Identifier: MIT
#pragma once

// Lines from a terminal, for input() and for sessions. They come through the C streams, so that functions of the host which read lines (a GNU readline of its
// own) or want to be called while somebody may be typing (an event loop) can do so: PyOS_ReadlineFunctionPointer and PyOS_InputHook of the C ABI.

#include <cstdio>

#include "state/interpreter.h"

namespace pyemb {

/// A line with its end, in a buffer of the raw domain that ends in a null: "" at the end of the input; null: interrupted, and nothing is pending.
struct TerminalLine {
  char* text;
};
/// Reads one, without the interpreter lock while it waits: by the host's function where `in` and `out` are terminals; otherwise the prompt goes to the C
/// stream stderr.
[[nodiscard]] Result<TerminalLine> read_terminal_line(ThreadState& ts, FILE* in, FILE* out, const char* prompt);

/// Whether a function of the host would read from these streams.
[[nodiscard]] bool host_reads_lines(ThreadState& ts, FILE* in, FILE* out);

/// A line is about to be awaited in some other way: calls the host's hook, if there is one, without the lock.
void call_input_hook(ThreadState& ts);

/// input() where sys.stdin and sys.stdout are the terminals that the C streams are too. Absent: they are not.
[[nodiscard]] Result<Ref> input_from_terminal(ThreadState& ts, Value in, Value out, Value prompt);

}  // namespace pyemb
