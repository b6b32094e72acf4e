// SPDX-License-Identifier: MIT
#pragma once

// What the module `resource` shares with os.wait4().

#include <sys/resource.h>

#include "objects/type.h"

namespace pyemb {

/// A resource.struct_rusage.
[[nodiscard]] Result<Ref> new_resource_usage(ThreadState& ts, const rusage& usage);

}  // namespace pyemb
