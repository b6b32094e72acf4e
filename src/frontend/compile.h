// SPDX-License-Identifier: MIT
#pragma once

// Text to Code: what compile(), import and the run modes call.

#include <string_view>

#include "frontend/parser.h"
#include "objects/code.h"

namespace pyemb {

struct Compilation;

/// Bits of compile()'s flags besides those of __future__.
enum CompileFlag : uint32_t {
  kDontImplyDedent = 0x200,
  kOnlyAst = 0x400,
  kTypeComments = 0x1000,
  kAllowTopLevelAwait = 0x2000,
  kAllowIncompleteInput = 0x4000,
};

struct CompileOptions {
  ParseMode mode = ParseMode::kExec;
  uint32_t flags = 0;            ///< Future bits and PyCF_* of the caller: what compile() gets as `flags`
  int optimize = 0;              ///< 0, 1 (no asserts), 2 (no docstrings either)
  int feature_version = 11;      ///< minor version of the newest Python whose syntax is accepted
  bool source_is_utf8 = false;   ///< the text comes from a str: no BOM, no coding cookie
  bool is_script = false;        ///< the text is the file that is run: faults of its encoding name the file, no place in it
  uint32_t* future = nullptr;    ///< receives the Future bits in force at the end of the text, if not null
};

/// Compiles a text. SyntaxError and its subclasses have all their attributes set; warnings are issued on the way.
[[nodiscard]] Result<Own<Code>> compile_text(ThreadState& ts, std::string_view source, Value filename, const CompileOptions& options);

/// The first half alone: a tree in the arena of `names`.
[[nodiscard]] Result<ast::mod*> parse_text(ThreadState& ts, NameTable& names, std::string_view source, Value filename, const CompileOptions& options);

/// The second half, for a tree that is there already, in the arena of `compilation`; constants are folded in it.
[[nodiscard]] Result<Own<Code>> compile_tree(Compilation& compilation, ast::mod* tree, const CompileOptions& options);

}  // namespace pyemb
