// SPDX-License-Identifier: MIT
#pragma once

// What the parts of the module `select` share.

#include "modules/clock_arguments.h"
#include "objects/native.h"

namespace pyemb {

extern const std::span<const NativeMethod> kSelectPollFunctions;  // poll.cpp

/// How long to wait: an argument of seconds or None.
struct Timeout {
  bool forever = true;
  int64_t nanoseconds = 0;
};
/// TypeError `message` for what is no number. Negative times are left as they are.
[[nodiscard]] Result<Timeout> to_timeout(ThreadState& ts, Value seconds, const char* message);

}  // namespace pyemb
