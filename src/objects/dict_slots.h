// SPDX-License-Identifier: MIT
#pragma once

// The slots of dict, for native types that derive from it (defaultdict, OrderedDict).

#include "objects/dict.h"

namespace pyemb {

[[nodiscard]] Result<Ref> dict_new(ThreadState& ts, Type& type, CallArgs args);
[[nodiscard]] Status dict_init(ThreadState& ts, Value self, CallArgs args);
[[nodiscard]] Result<Ref> dict_getitem(ThreadState& ts, Value self, Value key);  ///< asks __missing__ of a subclass
[[nodiscard]] Status dict_setitem(ThreadState& ts, Value self, Value key, Value value);
[[nodiscard]] Result<bool> dict_contains_slot(ThreadState& ts, Value self, Value key);
[[nodiscard]] Result<int64_t> dict_length(ThreadState& ts, Value self);
[[nodiscard]] Result<Ref> dict_compare(ThreadState& ts, Value left, Value right, Compare op);
[[nodiscard]] Result<Ref> dict_repr(ThreadState& ts, Value self);
[[nodiscard]] Result<Ref> dict_or(ThreadState& ts, Value left, Value right);
[[nodiscard]] Result<Ref> dict_inplace_or(ThreadState& ts, Value left, Value right);
void dict_traverse(Object* object, GcVisitor& visit);
void dict_clear_slot(ThreadState& ts, Object* object);

}  // namespace pyemb
