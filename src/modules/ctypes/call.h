// SPDX-License-Identifier: MIT
#pragma once

// What calls in both directions share: the copy of errno that each thread has.

#include "modules/ctypes/ctypes.h"

namespace pyemb::ctypes {

[[nodiscard]] Result<int> thread_errno(ThreadState& ts);
[[nodiscard]] Status set_thread_errno(ThreadState& ts, int number);

}  // namespace pyemb::ctypes
