// SPDX-License-Identifier: MIT
#pragma once

// What the texts of a class must be like.

#include "objects/str.h"

namespace pyemb {

/// UnicodeEncodeError for lone surrogates, ValueError for null characters.
[[nodiscard]] Status check_class_name(ThreadState& ts, Str& name);
/// UnicodeEncodeError for lone surrogates.
[[nodiscard]] Status check_encodable(ThreadState& ts, Str& text);

}  // namespace pyemb
