// SPDX-License-Identifier: MIT
#pragma once

// The mini-language of format specifications, shared by the __format__ of str, int, float and complex:
//     [[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision][type]

#include <cstdint>

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

struct FormatSpec {
  char32_t fill = ' ';
  char align = '>';               ///< one of < > = ^; the default that the caller gave where nothing was said
  char sign = 0;                  ///< + - or space; 0: nothing was said
  bool no_negative_zero = false;  ///< 'z'
  bool alternate = false;         ///< '#'
  char grouping = 0;              ///< , or _
  int64_t width = -1;             ///< -1: nothing was said
  int64_t precision = -1;
  char32_t type = 0;  ///< the default that the caller gave where nothing was said
};

/// Reads a specification for `object`. ValueError "Invalid format specifier ..." and its relatives; the meaning of the
/// type is the caller's matter.
[[nodiscard]] Result<FormatSpec> parse_format_spec(ThreadState& ts, const Str& text, Value object,
                                                   char32_t default_type, char default_align);
/// ValueError "Unknown format code 'q' for object of type 'int'".
COLD Raised raise_unknown_format_code(ThreadState& ts, char32_t type, Value object);

/// How many fill characters go on each side of a text of `length`; '=' counts as '>'.
struct Padding {
  int64_t left, right;
};
Padding padding_of(const FormatSpec& spec, int64_t length);

void append_utf8(TextBuffer& out, char32_t c);

}  // namespace pyemb
