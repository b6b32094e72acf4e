// SPDX-License-Identifier: MIT
#pragma once

// What the parts of the module `_imp` share.

#include "modules/imp/frozen.h"
#include "modules/imp/import_lock.h"
#include "objects/module.h"

namespace pyemb {

struct ImpState {
  ImportLock lock;
  FrozenOverride frozen_override;
};

/// Loads the shared library that a spec names as its origin, and makes its module (dynamic.cpp).
[[nodiscard]] Result<Ref> create_dynamic(ThreadState& ts, Value spec, Value file);

/// Makes a function do what another one does; its globals, its module and its attributes stay. Whoever holds it calls the other's code (become.cpp).
[[nodiscard]] Status function_become(ThreadState& ts, Value function, Value other);

}  // namespace pyemb
