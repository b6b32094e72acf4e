// SPDX-License-Identifier: MIT
#pragma once

// Look-ups of objects whose types have rules of their own, once with AttributeError and once without: find_attr() asks for the second, so that
// an attribute that is missing, as it often is, costs no exception.

#include "objects/type.h"

namespace pyemb {

[[nodiscard]] Result<Ref> type_get_attr(ThreadState& ts, Value type, Value name);
/// Absent where the class and its metaclass have no such attribute (descriptors may still raise AttributeError).
[[nodiscard]] Result<Ref> type_find_attr(ThreadState& ts, Value type, Value name);

[[nodiscard]] Result<Ref> module_get_attr(ThreadState& ts, Value module, Value name);
/// Absent where the module has no such attribute (its __getattr__ may still raise AttributeError).
[[nodiscard]] Result<Ref> module_find_attr(ThreadState& ts, Value module, Value name);

}  // namespace pyemb
