// SPDX-License-Identifier: MIT
#pragma once

#include "objects/str.h"

namespace pyemb {

/// format % right
[[nodiscard]] Result<Ref> str_percent(ThreadState& ts, Str& format, Value right);

}  // namespace pyemb
