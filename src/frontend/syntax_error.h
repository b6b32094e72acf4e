// SPDX-License-Identifier: MIT
#pragma once

// What the frontend hands to its caller when a text cannot be compiled, in the terms of Python's exceptions. The
// caller, who knows objects, builds the exception out of it; the frontend itself raises nothing.
//
// Strings live in the arena of the compilation.

#include <cstdint>
#include <string_view>

namespace pyemb {

struct SyntaxError {
  enum class Kind : uint8_t {
    kNone,           ///< no error
    kSyntax,         ///< SyntaxError
    kIndentation,    ///< IndentationError
    kTab,            ///< TabError
    kMemory,         ///< MemoryError: memory ran out, or the nesting is deeper than the parser goes
    kRecursion,      ///< RecursionError
    kValue,          ///< ValueError: null bytes in the source
    kUnicodeDecode,  ///< UnicodeDecodeError("utf-8", text, offset, end_offset, message)
    kHook,           ///< a hook of the ParseOptions failed and keeps the reason to itself
  };

  Kind kind = Kind::kNone;
  std::string_view message = {};  ///< UTF-8
  /// As the attributes of SyntaxError: lines and characters from 1; -1 and 0 as CPython leaves them when it has none.
  int32_t lineno = 0;
  int32_t offset = 0;
  int32_t end_lineno = 0;
  int32_t end_offset = 0;
  bool has_place = true;  ///< false: SyntaxError(message) and nothing else
  bool has_end = true;    ///< false where the attributes end_lineno and end_offset are to be absent
  bool has_text = false;  ///< false: `text` is None
  std::string_view text = {};

  explicit operator bool() const { return kind != Kind::kNone; }
};

/// A warning that the text earns although it compiles, in the order of discovery. When the caller's filters make it
/// an error, that is a SyntaxError with this message and these positions.
struct SyntaxWarning {
  enum class Category : uint8_t { kDeprecation, kSyntax };
  Category category;
  std::string_view message;
  SyntaxError as_error;  ///< lineno included
};

}  // namespace pyemb
