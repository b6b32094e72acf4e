// SPDX-License-Identifier: MIT
#pragma once

// The eval loop's door.

#include "vm/frame.h"

namespace pyemb {

/// Runs a frame that is the thread's innermost (and has kEntry) until it returns, yields or raises; it has been popped then, or
/// is a suspended generator. `raised`: starts by raising the pending exception at the frame's pc.
enum class Start : uint8_t { kRun, kRaise };
[[nodiscard]] Result<Ref> eval(ThreadState& ts, Frame* frame, Start start = Start::kRun);

/// Does what the bits of the eval breaker ask for: collection, lock switch, pending calls, signals, exceptions from other threads.
/// What Hooks::handle_breaker points to.
[[nodiscard]] Status handle_breaker(ThreadState& ts);

}  // namespace pyemb
