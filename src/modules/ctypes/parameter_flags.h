// SPDX-License-Identifier: MIT
#pragma once

// paramflags: prototypes whose parameters have names, defaults and directions.

#include "modules/ctypes/ctypes.h"

namespace pyemb::ctypes {

/// That `flags` is None, or a tuple of (flag, name, default) that suits the types of the class's parameters.
[[nodiscard]] Status check_parameter_flags(ThreadState& ts, const Description& about, Value flags);
/// The arguments of the C function: those of the call by position and name, defaults, and new instances for outputs. `flags` null: as they come.
[[nodiscard]] Result<Own<Tuple>> arrange_arguments(ThreadState& ts, Value argtypes, Value flags, CallArgs args);
/// What the call gives: its outputs, if it has any, else `result`.
[[nodiscard]] Result<Ref> gather_outputs(ThreadState& ts, Value argtypes, Value flags, Tuple& args, Ref result);

}  // namespace pyemb::ctypes
