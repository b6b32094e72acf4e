// SPDX-License-Identifier: MIT
#pragma once

// code.replace() and code().

#include "objects/bytes.h"
#include "objects/code.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

/// A copy of the code object in which the named attributes are others.
[[nodiscard]] Result<Ref> code_replace(ThreadState& ts, Code& self, Keywords changes);
/// What `types.CodeType` is called with.
[[nodiscard]] Result<Ref> code_new(ThreadState& ts, Type& type, int argcount, int posonlyargcount, int kwonlyargcount, int nlocals,
                                   int stacksize, int flags, Bytes& code, Tuple& consts, Tuple& names, Tuple& varnames, Str& filename,
                                   Str& name, Str& qualname, int firstlineno, Bytes& linetable, Bytes& exceptiontable, Tuple* freevars,
                                   Tuple* cellvars);

}  // namespace pyemb
