// SPDX-License-Identifier: MIT
#pragma once

#include "objects/str.h"

namespace pyemb {

/// template.format(*args, **kwargs)
[[nodiscard]] Result<Ref> str_format(ThreadState& ts, Str& text, CallArgs args);
/// template.format_map(mapping)
[[nodiscard]] Result<Ref> str_format_map(ThreadState& ts, Str& text, Value mapping);
/// str.__format__(s, spec)
[[nodiscard]] Result<Ref> str_format_with_spec(ThreadState& ts, Str& s, Str& spec);

}  // namespace pyemb
