// SPDX-License-Identifier: MIT
#pragma once

// What `T.__new__(X, ...)` asks of X, whether T is a native type or one of C code.

#include "objects/call.h"
#include "objects/type.h"

namespace pyemb {

/// The X of the arguments: TypeError unless it is a class that derives from `owner`. Borrowed.
[[nodiscard]] Result<Type*> requested_type(ThreadState& ts, const Type& owner, CallArgs args);
/// The nearest base of X, or X itself, that says natively how its instances are made; null: none does.
[[nodiscard]] const Type* maker_of(const Type& type);
/// TypeError "T.__new__(X) is not safe": X's instances are made by `maker`.
[[nodiscard]] Raised raise_unsafe_new(ThreadState& ts, const Type& owner, const Type& type, const Type& maker);

}  // namespace pyemb
