// SPDX-License-Identifier: MIT
#pragma once

#include "state/thread_state.h"

namespace pyemb::capi {

/// The capsule datetime.datetime_CAPI of an interpreter, which owns its table (datetime.h).
[[nodiscard]] Result<Ref> new_datetime_api(ThreadState& ts);

}  // namespace pyemb::capi
