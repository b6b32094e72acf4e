// SPDX-License-Identifier: MIT
#pragma once

// __format__ of the number types, after the specification's mini-language (format_spec.h).

#include "objects/format_spec.h"
#include "objects/type.h"

namespace pyemb {

/// format(number, spec), `spec` not empty. The object is only named in messages.
[[nodiscard]] Result<Ref> format_int(ThreadState& ts, Value any_int, const Str& spec);
[[nodiscard]] Result<Ref> format_float(ThreadState& ts, double value, Value object, const Str& spec);
[[nodiscard]] Result<Ref> format_complex(ThreadState& ts, double real, double imag, Value object, const Str& spec);

}  // namespace pyemb
