// SPDX-License-Identifier: MIT
#pragma once

// From the bytes of a source file to the text that the tokenizer reads: UTF-8 whose lines end in '\n', with a NUL
// behind the last byte. Handles the byte order mark, the coding cookie of PEP 263 and the three kinds of line ends.
//
// Text without a cookie is taken as it is: whether it is valid UTF-8 is found out where it matters, in names and
// string literals, because comments may hold anything.

#include <string_view>

#include "frontend/arena.h"
#include "frontend/parser.h"
#include "frontend/syntax_error.h"

namespace pyemb {

struct Source {
  std::string_view text = {};
  /// The encoding is known, so errors count columns in characters; else (bytes without cookie or mark) in bytes.
  bool has_encoding = false;
  /// The text is the file that is run: an error at its end has no column.
  bool is_script = false;
  /// That file begins with a byte order mark, which belongs to its first line where an error shows it.
  bool script_has_mark = false;
};

/// Fills `source`, in the arena. False: `error` says why.
[[nodiscard]] bool load_source(Arena& arena, std::string_view bytes, const ParseOptions& options, Source* source,
                               SyntaxError* error);

/// The first place where `bytes` are not UTF-8; reason null: there is none. The faulty bytes are [start, end).
struct Utf8FaultRange {
  size_t start;
  size_t end;
  const char* reason;
};
[[nodiscard]] Utf8FaultRange find_utf8_fault(std::string_view bytes);

/// "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
[[nodiscard]] std::string_view utf8_fault_message(Arena& arena, std::string_view bytes, const Utf8FaultRange& fault);

/// The text with each fault replaced by U+FFFD, in the arena or unchanged; null data when memory runs out.
[[nodiscard]] std::string_view replace_faults(Arena& arena, std::string_view bytes);
/// How many characters that text has.
[[nodiscard]] int32_t count_characters(std::string_view bytes);

/// Decodes one character of valid UTF-8 and moves `at` behind it.
[[nodiscard]] uint32_t next_code_point(const char*& at);

/// Writes a code point (surrogates too) at `to`; gives the number of bytes, at most 4.
int put_code_point(char* to, uint32_t code_point);

/// printf into the arena; null data when memory runs out.
[[nodiscard]] __attribute__((format(printf, 2, 3))) std::string_view format_text(Arena& arena, const char* format, ...);

}  // namespace pyemb
