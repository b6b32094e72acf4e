// SPDX-License-Identifier: MIT
#pragma once

// The parts that an object's end and the cycle collector share. Both treat an object as its native part, which the TypeSpec
// knows, and the Values behind it: members of __slots__ and attribute slots.

#include "objects/type.h"

namespace pyemb {

/// Shows everything that the object owns, its class included if that is a Python class.
void traverse_object(Object* object, GcVisitor& visitor);
/// Drops what may be part of a cycle; the object stays valid. Collected objects only.
void clear_object(ThreadState& ts, Object* object);
/// Runs the finalizer, at most once in an object's life. The pending exception, if any, is kept.
void finalize_object(ThreadState& ts, Object* object);

}  // namespace pyemb
