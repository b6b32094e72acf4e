// SPDX-License-Identifier: MIT
// The freeze tool's own library: nothing is frozen yet, and nothing is imported.
#include "modules/imp/frozen.h"

namespace pyemb {

constexpr FrozenLibrary kFrozenLibrary = {};

}  // namespace pyemb
