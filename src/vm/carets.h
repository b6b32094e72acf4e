// SPDX-License-Identifier: MIT
#pragma once

// The markers under a line of a traceback: which part of it failed (PEP 657).
//
//     return a / b
//            ~~^~~
//
// The range of the instruction is marked with `^`. When it is a binary operation or a subscript, the operator or the
// brackets get `^` and the operands `~`. No marks where they would cover the whole line.

#include <string_view>

#include "objects/code.h"
#include "objects/text_buffer.h"

namespace pyemb {

/// Appends the line of markers for `line` (UTF-8, with its indentation) without a newline, as it stands under the line with its indentation
/// removed; nothing if there are none.
void append_carets(ThreadState& ts, TextBuffer& out, std::string_view line, const Position& position);

}  // namespace pyemb
