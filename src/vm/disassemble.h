// SPDX-License-Identifier: MIT
#pragma once

// Instructions as text, from the operand kinds of opcodes.def. Registers below first_temp are shown by the name of their variable,
// temporaries as t0, t1, ..., constants by their repr, jumps by the offset that they lead to:
//
//      2   0 ADD_K                t0 = x, 1
//          1 RETURN               t0
//
// Only generic instructions are shown: what the loop has made of them, and its caches, are its own business.

#include "objects/code.h"
#include "objects/text_buffer.h"

namespace pyemb {

/// The operands of the instruction at `offset`.
[[nodiscard]] Status write_operands(ThreadState& ts, const Code& code, uint32_t offset, TextBuffer& out);

/// The word offset that the instruction may jump to, or -1.
[[nodiscard]] int64_t jump_target(const Code& code, uint32_t offset);

/// The whole listing of one code object, its exception table behind it; not of those among its constants.
[[nodiscard]] Status disassemble(ThreadState& ts, const Code& code, TextBuffer& out);

}  // namespace pyemb
