// SPDX-License-Identifier: MIT
#pragma once

// instancemethod: what C code makes of a callable so that it binds to instances as a function does.

#include "objects/type.h"

namespace pyemb {

[[nodiscard]] Result<Ref> new_instance_method(ThreadState& ts, Value function);

}  // namespace pyemb
