// SPDX-License-Identifier: MIT
#pragma once

// The text of a number as its constructor gets it: of a str, its decimal digits and white space of any script turned to
// ASCII; of bytes and the like, as it is.

#include <optional>
#include <string_view>

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

/// The ASCII text of a str: digits become 0-9, white space a space; anything else that is not ASCII becomes a question mark,
/// which no number contains, and ends the text. Borrows the str's data if that is ASCII; `buffer` keeps a copy otherwise.
[[nodiscard]] Result<std::string_view> number_text(ThreadState& ts, const Str& str, TextBuffer& buffer);
/// Without ASCII white space on either side.
std::string_view strip_spaces(std::string_view text);

}  // namespace pyemb
