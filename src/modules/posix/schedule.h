// SPDX-License-Identifier: MIT
#pragma once

#include <sched.h>

#include "objects/type.h"

namespace pyemb {

/// The system's form of an os.sched_param. TypeError "must have a sched_param object".
[[nodiscard]] Result<sched_param> to_sched_param(ThreadState& ts, Value value);

}  // namespace pyemb
