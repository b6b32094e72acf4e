// SPDX-License-Identifier: MIT
#pragma once

// Native types whose class is not `type` but a native metaclass, such as _ctypes.Structure.

#include "objects/type.h"

namespace pyemb {

/// Makes `metatype`, a native type derived from `type`, the class of a native type of a module. To be called by the module that has both, before
/// anybody sees the type. Only what the metaclass adds to `type` for the classes derived from it is missing in the native type, which has the room of a
/// Type: the metaclass's functions must tell them apart (Type::kHeapType).
[[nodiscard]] Status set_native_metatype(ThreadState& ts, TypeId type, TypeId metatype);

}  // namespace pyemb
