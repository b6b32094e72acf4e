// SPDX-License-Identifier: MIT
#pragma once

// What the marking of a collection in steps starts from: the objects that the interpreter itself refers to. None needs to be in it: what marking does
// not reach is examined.

#include "state/gc.h"

namespace pyemb {

struct Interpreter;

/// Shows what frames and other fields of the interpreter's threads refer to, and the tables of the interpreter but for its types.
void gc_visit_roots(ThreadState& ts, GcVisitor& visit);
/// Shows what the types from `first` to `last` (TypeIds) refer to: they, and their dicts, are not examined by the collector.
void gc_visit_types(Interpreter& interp, uint32_t first, uint32_t last, GcVisitor& visit);
/// Shows the dicts of the modules in sys.modules.
void gc_visit_modules(ThreadState& ts, GcVisitor& visit);

/// Visits up to `most` of the values in a large object, from number *at on. False: not the kind of object that has parts.
bool gc_visit_part(Object* object, int64_t* at, int64_t most, GcVisitor& visit);
/// How many values it has; 0: it is none of that kind.
int64_t gc_part_count(const Object* object);

}  // namespace pyemb
