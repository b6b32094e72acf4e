// SPDX-License-Identifier: MIT
#pragma once

// Sets of signals, as Python gives and gets them: an iterable of numbers, a set of ints.

#include <csignal>

#include "objects/type.h"

namespace pyemb {

/// ValueError "signal number N out of range [1; 64]".
[[nodiscard]] Result<sigset_t> to_signal_set(ThreadState& ts, Value iterable);
[[nodiscard]] Result<Ref> from_signal_set(ThreadState& ts, const sigset_t& signals);

}  // namespace pyemb
