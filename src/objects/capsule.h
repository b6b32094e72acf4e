// SPDX-License-Identifier: MIT
#pragma once

// PyCapsule: a pointer of native code that travels through Python. The name is borrowed from native code and says what it is.

#include "objects/type.h"

namespace pyemb {

struct Capsule : Object {
  static constexpr TypeId kId = TypeId::kCapsule;

  void* pointer;
  const char* name;                       ///< may be null
  void* context;
  void (*destructor)(ThreadState&, Capsule&);  ///< may be null
  void (*foreign_destructor)();                ///< of C code: what the destructor calls
};

[[nodiscard]] Result<Own<Capsule>> new_capsule(ThreadState& ts, void* pointer, const char* name,
                                               void (*destructor)(ThreadState&, Capsule&));

}  // namespace pyemb
