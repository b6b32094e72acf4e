// SPDX-License-Identifier: MIT
#pragma once

// Text in, AST out: the entry point of the frontend's first half. Knows no Python object and no thread.
//
//   Arena arena;
//   NameTable names(arena);
//   ParseResult result = parse(names, source, options);
//   if (result.error) ...; else compile(result.tree);
//
// Two parsers share one grammar. The fast one (parser_*.cpp) only accepts: it decides by the next token, builds the
// tree, and gives up at the first surprise. Only then the diagnosing one (syntax_error_*.cpp) reads the text again to
// find out what to say; nobody waits for it who writes correct programs.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "frontend/arena.h"
#include "frontend/ast.h"
#include "frontend/ast_names.h"
#include "frontend/syntax_error.h"

namespace pyemb {

enum class ParseMode : uint8_t {
  kExec,    ///< a module: gives ast::Module
  kEval,    ///< one expression: ast::Expression
  kSingle,  ///< one statement typed at a prompt: ast::Interactive
  kFuncType,  ///< the signature in a type comment, `(int) -> str`: ast::FunctionType
};

/// What the frontend must know about characters and codecs but cannot know itself. Each function gets `context` first.
/// The first four must be set for non-ASCII identifiers to be accepted; without them such a character is an error.
struct ParseHooks {
  void* context = nullptr;
  bool (*is_xid_start)(void* context, uint32_t code_point) = nullptr;
  bool (*is_xid_continue)(void* context, uint32_t code_point) = nullptr;
  bool (*is_printable)(void* context, uint32_t code_point) = nullptr;
  /// NFKC of a UTF-8 text into the arena; false when memory runs out.
  bool (*normalize_nfkc)(void* context, Arena& arena, std::string_view text, std::string_view* normalized) = nullptr;
  /// The code point that \N{name} denotes, or -1.
  int32_t (*find_character)(void* context, std::string_view name) = nullptr;
  /// Decodes `bytes` into UTF-8 for an encoding other than UTF-8, Latin-1 and ASCII. On failure it fills the error:
  /// kind kHook when an exception is pending on the caller's side, else kind and message.
  bool (*decode)(void* context, Arena& arena, std::string_view encoding, std::string_view bytes, std::string_view* utf8,
                 SyntaxError* error) = nullptr;
};

struct ParseOptions {
  ParseMode mode = ParseMode::kExec;
  ParseHooks hooks = {};
  bool source_is_utf8 = false;          ///< text that came from a str: no cookie, no BOM, no decoding
  bool dont_imply_dedent = false;       ///< PyCF_DONT_IMPLY_DEDENT
  bool barry_as_flufl = false;          ///< `<>` instead of `!=`, as after the __future__ import
  int32_t feature_version = 11;         ///< minor version of the newest Python whose syntax is accepted (ast.parse)
  bool type_comments = false;           ///< PyCF_TYPE_COMMENTS: `# type:` comments become part of the tree
  bool allow_incomplete_input = false;  ///< PyCF_ALLOW_INCOMPLETE_INPUT: "incomplete input" at the end of the text
  /// sys.int_info's limit: decimal literals with more digits are refused; 0: no limit.
  int32_t max_str_digits = 4300;
  /// The path of the script that the bytes are, when the text is one: its encoding is judged more strictly then, and
  /// such errors name the file instead of a place in it.
  std::string_view script_path = {};
  /// The lowest address that the native stack may reach; null: 256 KiB below the caller's frame.
  const void* stack_limit = nullptr;
};

struct ParseResult {
  ast::mod* tree = nullptr;  ///< null exactly when `error` is set
  SyntaxError error = {};
  Seq<SyntaxWarning> warnings = {};
};

/// Parses `source` into the arena of `names`. Never raises, never crashes, whatever the bytes.
[[nodiscard]] ParseResult parse(NameTable& names, std::string_view source, const ParseOptions& options);

}  // namespace pyemb
