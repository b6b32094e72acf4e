// SPDX-License-Identifier: MIT
#pragma once

// The literal forms of strings: repr() and ascii().

#include "objects/string_builder.h"

namespace pyemb {

/// repr(s), in quotes.
[[nodiscard]] Result<Own<Str>> str_repr(ThreadState& ts, const Str& s);
/// The text with what is not ASCII as \xNN, \uNNNN, \UNNNNNNNN.
[[nodiscard]] Result<Own<Str>> escape_non_ascii(ThreadState& ts, const Str& s);

/// Appends the escape of one code point: \xNN, \uNNNN or \UNNNNNNNN, the shortest that holds it.
void append_escape(StringBuilder& out, char32_t c);

}  // namespace pyemb
