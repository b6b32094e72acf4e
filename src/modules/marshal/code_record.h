// SPDX-License-Identifier: MIT
#pragma once

// A code object as marshal keeps it, behind the byte `c`:
//
//   fingerprint   8 bytes: the compiler and the instruction set that made it
//   numbers       the counts, flags and first line of the code, 4 bytes each
//   instructions, exception table, positions    each a size in bytes, then the bytes; caches are zero
//   constants, names, names of registers, cells, free variables, file name, name, qualified name     as values
//   checksum      8 bytes, of all this; only of the outermost code object
//
// In the frozen library, which is constant data of the program itself, a code object is something else, behind the byte `C`:
//
//   numbers, name, qualified name    as above; the file name is that of the module, which stands before its code
//   body                             its size, 4 bytes, then instructions, exception table, positions, constants, names, names of registers, cells,
//                                    free variables; objects of a body are numbered by themselves
//
// so that the bodies can be left where they are until they are needed (objects/code.h). Names stand in a table of the library (imp/frozen.h) and are `n`
// and their number here.
//
// A record is only taken if the fingerprint and the checksum are right and the code passes verify_code(): whatever the bytes are, loading
// them is safe. Running what was made to deceive is not, no more than running any code that one does not trust.

#include <cstdint>
#include <string_view>

namespace pyemb::marshal {

/// Identifies the compiler and its bytecode: another one for every change of either.
[[nodiscard]] uint64_t bytecode_fingerprint();
/// The same in two bytes, for the head of .pyc files. Its high bit is set, which no number of CPython 3 has.
[[nodiscard]] uint16_t bytecode_magic();

[[nodiscard]] uint64_t record_checksum(std::string_view record);

}  // namespace pyemb::marshal
