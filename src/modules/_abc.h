// SPDX-License-Identifier: MIT
#pragma once

// _abc: abstract base classes, as `abc` uses them.

#include "state/value.h"

namespace pyemb {

/// Whether it is the callback by which a class forgets another one that dies.
bool is_abc_callback(Value callback);

}  // namespace pyemb
