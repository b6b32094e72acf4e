// SPDX-License-Identifier: MIT
#pragma once

// The verifier of code objects that come from elsewhere (marshal), and of our own compiler's in tests. Derived from the operand
// kinds of opcodes.def.
//
// Code that passes verify_code() cannot make the eval loop reach outside its registers, constants, names or instructions.
// verify_temporaries() goes further: on no path is a dead temporary read, nor is one alive where the block returns or above the row of a call.

#include "objects/code.h"

namespace pyemb {

/// What was found, if anything: `message` is null when all is well.
struct CodeFault {
  const char* message = nullptr;
  uint32_t offset = 0;  ///< of the instruction, in words
  uint32_t reg = 0;     ///< of verify_temporaries()
};

[[nodiscard]] CodeFault verify_code(const Code& code);
/// For code that passes verify_code(). Without memory nothing is found.
[[nodiscard]] CodeFault verify_temporaries(const Code& code);

/// The row of registers that an instruction consumes: [first, first + count).
struct RegisterRow {
  uint32_t first = 0, count = 0;
};
/// Of instructions with a BASE operand (or an operand that means two registers).
[[nodiscard]] RegisterRow consumed_row(const Insn* insn);
/// The consecutive registers that it writes from a DST or BASE operand on; count 0: one, the DST operand, or none.
[[nodiscard]] RegisterRow written_row(const Insn* insn);

}  // namespace pyemb
