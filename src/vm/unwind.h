// SPDX-License-Identifier: MIT
#pragma once

// Leaving frames: by return, by yield, by exception.

#include "vm/frame.h"

namespace pyemb {

/// Finds the handler of the pending exception, in `frame` or in its callers up to the first kEntry frame; those without one are
/// popped, and each gets an entry in the traceback. Returns the frame to go on in, its pc at the handler and the exception in its
/// register; null: the exception leaves the loop.
enum class Trace : uint8_t { kAdd, kKeep };
Frame* unwind(ThreadState& ts, Frame* frame, Trace trace);

/// `raise` without operands: makes the exception being handled pending again; kAdd: there is none, which is an error of its own.
Trace raise_again(ThreadState& ts);

/// Ends a frame that has flags: takes *result over and replaces it by what the caller receives. Pops the frame. False: raised, in the caller.
[[nodiscard]] bool return_from_special(ThreadState& ts, Frame& frame, Value* result);

/// Pops a frame that the pending exception leaves.
void pop_raised(ThreadState& ts, Frame& frame);

/// Adds an entry for where `frame` is to the traceback of the pending exception.
void add_traceback(ThreadState& ts, Frame& frame);

}  // namespace pyemb
