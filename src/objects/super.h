// SPDX-License-Identifier: MIT
#pragma once

// super: attribute look-up that starts after a class in an object's MRO.

#include "objects/type.h"

namespace pyemb {

struct Super : Object {
  static constexpr TypeId kId = TypeId::kSuper;
  Value type_;   ///< the class after which the search starts; owned
  Value object;  ///< what results are bound to; owned, null: unbound super
  Value start;   ///< the class whose MRO is searched; owned, null: unbound super
};

/// The attribute `name` after `type` in the MRO of `start`, bound to `object`; absent if there is none.
[[nodiscard]] Result<Ref> super_find(ThreadState& ts, Type& type, Type& start, Value object, Str* name);

}  // namespace pyemb
